"""Pictures of charts: twice the size, drawn offline with the shipped font, which has every letter that is written."""

from __future__ import annotations

import io
import re
import socket
from typing import Any, NoReturn
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from simulator.report.charts import filled
from simulator.report.compare_charts import lines_spec
from simulator.report.compare_lines import lines_table
from simulator.report.deck.told import Told
from simulator.report.deck.wall import WIDTH, screen_spec
from simulator.report.exports.pictures import FONTS, SCALE, picture, screen_picture
from simulator.texts import LANGUAGES
from tests.report.comparisons import comparison, entries
from tests.report.deck.made import deck, hostile_deck, of
from tests.shipped import evidence

SVG = "{http://www.w3.org/2000/svg}"
FAMILY = "Be Vietnam Pro"
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> NoReturn:
        raise OSError("a picture needs no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def glyphs(name: str) -> set[int]:
    return set(TTFont(FONTS / name).getBestCmap())


def texts(svg: bytes) -> list[tuple[str, str]]:
    """(what is written, font family) of every text."""
    found = []
    for node in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        found.append(("".join(node.itertext()), node.get("font-family", "")))
    return found


@pytest.mark.parametrize("name", ["BeVietnamPro-Regular.ttf", "BeVietnamPro-SemiBold.ttf", "BeVietnamPro-Bold.ttf"])
def test_the_font_has_every_vietnamese_letter_and_what_a_deck_writes(name: str) -> None:
    assert {ord(letter) for letter in LETTERS + LETTERS.upper()} <= glyphs(name)
    written = {letter for key in ("poverty", "money") for line, _ in texts(svg_of(key)) for letter in line}
    assert {ord(letter) for letter in written} <= glyphs(name)


def svg_of(key: str, language: str = "vi") -> bytes:
    return screen_picture(of(deck(language), key), language, "svg")


@pytest.mark.parametrize("key", ["poverty", "differences"])
def test_a_png_is_twice_the_drawing_and_not_blank(key: str) -> None:
    image = Image.open(io.BytesIO(screen_picture(of(deck(), key), "vi", "png")))
    assert image.width == pytest.approx(SCALE * WIDTH, abs=60)
    colors = image.convert("RGB").getcolors(maxcolors=1 << 20)
    assert colors is not None
    assert len(colors) > 50
    white = next(count for count, color in colors if color == (255, 255, 255))
    assert 0.4 < white / (image.width * image.height) < 0.97


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_svg_names_the_font_with_others_behind_it_and_says_the_message(language: str) -> None:
    found = texts(svg_of("poverty", language))
    assert len(found) > 20
    assert all(family.replace('"', "").startswith(f"{FAMILY}, ") and "sans-serif" in family for _, family in found)
    told = " ".join(line for line, _ in found)
    assert all(word in told for word in of(deck(language), "poverty").message.split())
    assert {"vi": "17,83%", "en": "17.83%"}[language] in told


def test_numbers_of_an_axis_are_in_the_language() -> None:
    rows = [{"a": 0.125, "b": 1234.5}, {"a": 0.25, "b": 4321.5}]
    spec = {
        "data": {"values": rows},
        "mark": "point",
        "encoding": {
            "x": {"field": "b", "type": "quantitative", "axis": {"format": ",.1f"}},
            "y": {"field": "a", "type": "quantitative", "axis": {"format": ".1%"}},
        },
    }
    vietnamese, english = ({line for line, _ in texts(picture(spec, language, "svg"))} for language in ("vi", "en"))
    assert {"25,0%", "4.000,0"} <= vietnamese
    assert {"25.0%", "4,000.0"} <= english


def test_the_same_screen_gives_the_same_picture() -> None:
    assert svg_of("chances") == svg_of("chances")


def test_a_chart_of_a_page_can_be_taken_along_with_its_packed_table() -> None:
    found = Told(comparison(), entries(), evidence(), "vi").poverty
    spec = lines_spec("vi", False, share=True, top=found.top, faint=True)
    told = [line for line, _ in texts(picture({**filled(spec, lines_table(found)), "width": 700}, "vi", "svg"))]
    assert "Chuẩn nghèo mới" in told
    assert any(line.startswith("6 · ") for line in told)


def test_titles_are_text_and_a_screen_of_words_has_no_picture() -> None:
    drawn = screen_picture(of(hostile_deck(), "money"), "vi", "svg")
    assert b"<script" not in drawn
    assert any("<script>alert(1)</scrip" in line for line, _ in texts(drawn))
    assert not re.search(rb"href|url\(http", drawn)
    assert screen_picture(of(deck(), "title"), "vi", "png") == b""


def test_a_dark_picture_has_a_dark_ground() -> None:
    spec = screen_spec(of(deck(), "chances"), "vi", dark=True)
    assert spec["config"]["background"] == "transparent"
    drawn = screen_picture(of(deck(), "chances"), "vi", "svg", dark=True)
    assert b'fill="#10151C"' in drawn
