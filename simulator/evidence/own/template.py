"""The template that a planner fills in: as a CSV, and as a workbook with lists to choose from."""

from __future__ import annotations

from simulator.evidence.own.examples import example_rows
from simulator.evidence.own.header import TEMPLATE
from simulator.evidence.own.words import shown
from simulator.evidence.own.write import csv_text

SEPARATORS = {"vi": ";", "en": ","}
SETTINGS = ("name_vi", "name_en", "region", "ntm_region", "former_area")


def template_csv(language: str) -> bytes:
    """Return the template as a CSV that Excel of that language opens in columns."""
    rows = [setting(name, language) for name in SETTINGS] + list(map(list, example_rows(language)))
    return csv_text(titles(language), rows, SEPARATORS[language]).encode("utf-8-sig")


def template_xlsx(language: str) -> bytes:
    """Return the template as a workbook: figures, instructions, indicators, and the lists to choose from."""
    from simulator.evidence.own.template_book import book_bytes  # openpyxl is slow to load; few want this

    return book_bytes(language)


def titles(language: str) -> list[str]:
    """Return the titles of the columns."""
    return [shown(f"own.column.{name}", language) for name in TEMPLATE]


def setting(name: str, language: str) -> list[str]:
    """Return the row of a setting, with nothing filled in."""
    return [shown(f"own.setting.{name}", language), *[""] * (len(TEMPLATE) - 1)]
