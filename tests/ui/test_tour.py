"""The tour is short and plain; the tables of the charts say what the charts draw."""

from __future__ import annotations

import csv
import json
import re
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa  # type: ignore[import-untyped]
import pytest

from simulator import texts
from simulator.texts import LANGUAGES, text
from simulator.ui import resources
from simulator.ui.chart_tables import chart_tables
from simulator.ui.document import document_script
from simulator.ui.stage import View, stage, view
from simulator.ui.tour import STEPS
from simulator.units import number, percent
from tests.ui.test_texts import ENGLISH

PACKAGE = Path(texts.__file__).parents[1]
LONGEST_STEP = 320  # letters; read in half a minute


@lru_cache(maxsize=2)
def shown(language: str) -> View:
    here = stage(language, resources.baseline("son-la"))
    return view(here, here.settings, is_unsaved=False)


def tables(language: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(chart_tables(language, shown(language)).replace("class=figure", "class='figure'"))[:]


def cells(row: ElementTree.Element) -> list[str]:
    return ["".join(cell.itertext()) for cell in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_for_each_chart_with_its_sentence(language: str) -> None:
    found = tables(language)
    assert len(found) == 2 + len(json.loads(shown(language).sparks)["items"])
    for table in found:
        caption = table.find("caption")
        assert caption is not None
        assert re.search(r"\d", caption.text or "")  # the sentence holds its figures
        columns = len(table.findall("thead/tr/th"))
        rows = [row for row in table.findall("tbody/tr") if row.get("class") != "heading"]
        assert rows
        assert all(len(row) == columns for row in rows)
        assert all(cells(row)[1] for row in rows)


@pytest.mark.parametrize(("place", "name"), [(0, "poverty"), (1, "ntm")])
def test_the_table_says_what_the_chart_draws(place: int, name: str) -> None:
    drawn = pa.ipc.open_stream(getattr(shown("vi"), name)).read_all().to_pylist()
    written = [cells(row) for row in tables("vi")[place].findall("tbody/tr") if row.get("class") != "heading"]
    reported = [row for row in drawn if row["kind"] == "history"]
    year_ends = [row for row in drawn if row["kind"] == "projection" and row["when"].startswith("31/12")]
    assert [row[0] for row in written] == [row["when"] for row in reported + year_ends]
    assert [row[-1] for row in written[: len(reported)]] == [row["source"] for row in reported]
    write = percent if name == "poverty" else number
    last = year_ends[-1]
    assert written[-1][1] == write(last["value"], "vi")
    assert written[-1][3] == f"{write(last['p05'], 'vi')}–{write(last['p95'], 'vi')}"


def test_a_new_standard_has_its_own_part_of_the_table() -> None:
    headings = [cells(row)[0] for row in tables("vi")[0].findall("tbody/tr[@class='heading']")]
    assert len(headings) == 3
    assert text("page.break.S27", "vi") in headings[-1]


def test_small_charts_tell_the_month_that_a_figure_is_of() -> None:
    credit = tables("vi")[2]
    item = json.loads(shown("vi").sparks)["items"][0]
    assert cells(credit.findall("tbody/tr")[1])[0] == f"12/{int(item['history'][0][0]) - 1}"
    assert cells(credit.findall("tbody/tr")[-1])[0] == "12/2030"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_is_short(language: str) -> None:
    assert len(STEPS) <= 10
    assert all(len(text(f"tour.step.{name}", language)) <= LONGEST_STEP for name, _, _ in STEPS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_told_its_language_by_a_script_of_ours_alone(language: str) -> None:
    script = document_script(language)
    told = json.loads(script[script.rindex("({") + 1 : script.rindex(")</script>")])
    assert told["language"] == language
    assert script.count("</script>") == 1


def table() -> dict[str, dict[str, str]]:
    with (texts.FOLDER / "tour.csv").open(encoding="utf-8", newline="") as stream:
        return {row["key"]: row for row in csv.DictReader(stream)}


def test_no_text_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "ui").glob("*.py"))
    words = set(re.findall(r"[a-z_]+", code))
    assert [key for key in table() if not set(key.split(".")[1:]) - {"title"} <= words] == []


def test_vietnamese_texts_hold_no_english() -> None:
    assert [key for key, row in table().items() if ENGLISH.search(re.sub(r"\{\w+\}", "", row["vi"]))] == []
