"""The one-page summary: one file that needs and runs nothing, with the comparison's figures."""

from __future__ import annotations

import base64
import html
import re
from datetime import date
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from simulator.analysis.comparison import Comparison
from simulator.report.compare_table import Entry, chance_text, figure_cell
from simulator.report.exports.one_page import FIGURES, one_page_html
from simulator.report.exports.one_page_style import scale
from simulator.report.exports.tables import Paper
from tests.report.comparisons import comparison, entries, hostile
from tests.shipped import evidence, posterior

MADE_ON = date(2026, 11, 22)
VOID = {"meta", "img", "br"}


class Reader(HTMLParser):
    """Rows of the table, the tags with their attributes, the text; raises where tags do not close."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if {"td", "th"} & set(self._open):
            self.rows[-1][-1] += data


@lru_cache
def page(language: str = "vi") -> str:
    found = Paper(comparison(), entries(), evidence(), posterior(), language, MADE_ON, seed=2)
    return one_page_html(found).decode("utf-8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_table_holds_the_figures_of_the_comparison(language: str) -> None:
    head, *rows = Reader(page(language)).rows
    assert len(rows) == len(comparison().outcomes)
    assert len(head) == 1 + len(FIGURES) + len(comparison().targets)
    for place, (title, *cells) in enumerate(rows):
        assert title.startswith(f"{place + 1}. ")
        for name, cell in zip(FIGURES, cells, strict=False):
            wanted = figure_cell(comparison(), place, name, language)
            assert cell == wanted.value + wanted.span
        chances = [chance_text(comparison().chance(place, target), language) for target in comparison().targets]
        assert cells[len(FIGURES) :] == chances


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_is_loaded_or_run(language: str) -> None:
    tags = Reader(page(language)).tags
    assert {name for name, _ in tags}.isdisjoint({"script", "link", "iframe", "object", "base", "form", "a"})
    assert all(str(found.get("src")).startswith("data:image/svg+xml;base64,") for name, found in tags if name == "img")
    assert not [key for _, found in tags for key in found if key.startswith("on")]
    policy = next(found["content"] for _, found in tags if found.get("http-equiv") == "Content-Security-Policy")
    assert policy
    assert policy.startswith("default-src 'none'")
    assert "url(" not in page(language)
    assert "@import" not in page(language)


def test_it_is_set_for_one_page_of_a4_and_says_what_it_is() -> None:
    assert "@page { size: A4 portrait" in page()
    assert next(found for name, found in Reader(page()).tags if name == "html")["lang"] == "vi"
    text = Reader(page()).text
    assert "22/11/2026" in text
    assert evidence().digest[:12] in text
    assert posterior().digest[:12] in text
    assert "giả định" in text


def test_charts_have_words_and_are_pictures_of_their_own() -> None:
    pictures = [found for name, found in Reader(page()).tags if name == "img"]
    assert len(pictures) == 2
    for found in pictures:
        assert found["alt"]
        assert re.search(r"\d", found["alt"])
        svg = base64.b64decode(str(found["src"]).partition(",")[2]).decode("utf-8")
        assert svg.startswith("<svg")
        assert "<script" not in svg


def test_hostile_titles_are_text_and_are_shortened() -> None:
    found, named = hostile()
    long = "Rất dài " * 25 + "hết"
    entries_with_long = [Entry(long, "a.yaml"), *named[1:]]
    raw = one_page_html(Paper(found, entries_with_long, evidence(), posterior(), "vi", MADE_ON, seed=2)).decode("utf-8")
    read = Reader(raw)
    assert not [name for name, _ in read.tags if name == "script"]
    assert "=cmd|" in read.text
    assert html.escape("<script>") not in read.text
    assert "hết" not in read.rows[1][0]
    assert "…" in read.rows[1][0]


def test_type_is_never_larger_for_more_scenarios() -> None:
    sizes = [scale(count, 2) for count in range(1, 9)]
    assert all(more <= fewer for fewer, more in pairwise(sizes))
    assert min(sizes) >= 0.8


def test_one_scenario_without_targets_has_a_page_too() -> None:
    outcome = comparison().outcomes[0]
    alone = Comparison((outcome,), 0, 2030)
    read = Reader(one_page_html(Paper(alone, entries()[:1], evidence(), posterior(), "en", MADE_ON)).decode("utf-8"))
    assert len(read.rows) == 2
