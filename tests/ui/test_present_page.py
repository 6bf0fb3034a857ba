"""The page where a deck is prepared: order, remarks and files stay, and the wall gets what was prepared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from simulator.scenario.deck import LEVERS, QUESTIONS, Deck
from simulator.scenario.deck_file import deck_files, read_deck, save_deck_as
from simulator.texts import LANGUAGES, text
from simulator.ui.levers import SLIDERS
from tests.shipped import SON_LA_ALTERNATIVES, evidence
from tests.ui.pages import page_at
from tests.ui.printed import UNFILLED, told
from tests.ui.test_texts import ENGLISH

pytestmark = pytest.mark.usefixtures("draws_of_the_prior")
NAMES = ("son-la-baseline", SON_LA_ALTERNATIVES[0].stem)
TITLE = "Họp giao ban quý IV"
DECK = Deck(
    TITLE,
    "son-la",
    NAMES,
    NAMES[1],
    2029,
    ("money", f"scenario:{NAMES[1]}"),
    {"money": "Nói chậm"},
    ("ntm.investment",),
)


@pytest.fixture
def opened(folder: Path) -> Callable[..., AppTest]:
    def open_page(language: str = "vi", **address: str) -> AppTest:
        app = page_at("present", language)
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    return open_page


def press(app: AppTest, key: str) -> AppTest:
    next(button for button in app.button if button.key == key).click()
    return app.run()


def listed(app: AppTest) -> list[str]:
    """The names of the screens, in the order of the page."""
    return re.findall(r"<p class='present-screen(?: off)?'><b>(.*?)</b>", told(app))


def wall(app: AppTest) -> dict[str, Any]:
    """What the wall is told."""
    found = [element.proto for element in app.get("bidi_component") if "present_wall" in element.proto.component_name]
    (message,) = [json.loads(proto.bytes) for proto in found]
    return dict(message)


def faults(app: AppTest) -> str:
    return "\n".join(part for part in told(app).split("<div") if "told error" in part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_prepared_and_shown_in_both_languages(opened: Callable[..., AppTest], language: str) -> None:
    app = opened(language)
    assert not app.exception
    body = re.sub(r"<[^>]+>", " ", told(app))
    assert UNFILLED.search(body) is None
    assert language == "en" or ENGLISH.search(body) is None
    assert len(listed(app)) == len(QUESTIONS) + 4
    app = press(app, "present_go")
    assert not app.exception
    message = wall(app)
    assert [screen["key"] for screen in message["screens"]][:3] == ["title", "poverty", "communes"]
    assert all(screen["message"] for screen in message["screens"])
    assert not app.button, "no tools on the wall"


def test_what_can_be_moved_is_what_the_panel_moves() -> None:
    assert set(LEVERS) == set(SLIDERS)


def test_order_remarks_and_hidden_screens_reach_the_wall(opened: Callable[..., AppTest]) -> None:
    app = opened()
    first, second, *_ = listed(app)
    app = press(app, "present_down_0")
    assert listed(app)[:2] == [second, first]
    remark = next(box for box in app.text_input if box.label == text("present.remark", "vi", name=first))
    remark.set_value("= Nêu <b>rõ</b> chuẩn mới")
    hidden = next(box for box in app.checkbox if box.label == text("present.shown", "vi", name=listed(app)[2]))
    app = hidden.uncheck().run()
    app = press(app, "present_go")
    screens = wall(app)["screens"]
    assert [screen["key"] for screen in screens][:4] == ["title", "communes", "poverty", "money"]
    assert [screen["remark"] for screen in screens][:3] == ["", "", "= Nêu <b>rõ</b> chuẩn mới"]


def test_one_scenario_is_a_deck_too(opened: Callable[..., AppTest]) -> None:
    app = opened()
    boxes = [box for box in app.checkbox if str(box.key).startswith("present_pick")]
    for box in boxes[1:]:
        box.uncheck()
    app = press(app.run(), "present_go")
    assert not app.exception
    keys = [screen["key"] for screen in wall(app)["screens"]]
    assert keys[-2:] == ["scenario:0", "sources"]
    assert "differences" not in keys


def test_nothing_chosen_is_said(opened: Callable[..., AppTest]) -> None:
    app = opened()
    for box in app.checkbox:
        if str(box.key).startswith("present_pick"):
            box.uncheck()
    assert text("present.none_chosen", "vi") in told(app.run())


def test_a_deck_is_saved_and_opened_as_it_was(opened: Callable[..., AppTest], folder: Path) -> None:
    app = press(opened(), "present_new")
    assert text("present.title_blank", "vi") in told(app)
    assert deck_files(folder) == []
    title = next(box for box in app.text_input if box.label == text("present.title_of", "vi"))
    app = press(title.set_value(TITLE).run(), "present_down_0")
    app = press(app, "present_new")
    (path,) = deck_files(folder)
    saved = read_deck(path, evidence()).deck
    assert (saved.title, saved.locality, saved.year) == (TITLE, "son-la", 2030)
    assert saved.screens[:2] == ("communes", "poverty")
    again = opened(deck=path.name.removesuffix(".deck.yml"))
    assert listed(again) == listed(app)
    assert next(box for box in again.text_input if box.label == text("present.title_of", "vi")).value == TITLE


def test_an_address_opens_the_show(opened: Callable[..., AppTest], folder: Path) -> None:
    document = save_deck_as(DECK, evidence(), folder)
    app = opened(deck=document.name, show="1")
    assert not app.exception
    screens = wall(app)["screens"]
    assert [screen["key"] for screen in screens] == ["title", "money", "scenario:1", "sources"]
    assert (screens[0]["message"], screens[1]["remark"]) == (TITLE, "Nói chậm")
    assert "2029" in screens[1]["message"]


def test_a_deck_that_was_changed_meanwhile_is_not_written_over(opened: Callable[..., AppTest], folder: Path) -> None:
    document = save_deck_as(DECK, evidence(), folder)
    app = opened(deck=document.name)
    theirs = document.path.read_bytes() + b"# mine\n"
    document.path.write_bytes(theirs)
    app = press(app, "present_over")
    assert text("fault.deck_changed", "vi") in faults(app)
    assert document.path.read_bytes() == theirs


def test_what_is_wrong_with_a_deck_is_told(opened: Callable[..., AppTest], folder: Path) -> None:
    (folder / "son-la" / "x.deck.yml").write_text("format: 1\ntitle: a\nscreens: [mony]\n", encoding="utf-8")
    app = opened(deck="x")
    assert any("x.deck.yml:3" in block.value for block in app.code)
    assert any("no-such" in block.value for block in opened(deck="no-such").code)


def test_a_scenario_that_is_gone_is_left_out_and_told(opened: Callable[..., AppTest], folder: Path) -> None:
    document = save_deck_as(DECK, evidence(), folder)
    (folder / "son-la" / f"{NAMES[1]}.yaml").unlink()
    app = opened(deck=document.name)
    assert text("fault.deck_missing_scenario", "vi") in faults(app)
    assert NAMES[1] in faults(app)
