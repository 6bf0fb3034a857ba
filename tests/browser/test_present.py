"""A deck on the wall in a browser: keys, full screen, levers, files; on a projector and a phone."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from simulator.scenario.deck_file import DECK_SUFFIX
from simulator.texts import text
from simulator.ui.export_row import KINDS
from tests.browser.explore_page import PATIENCE, drawn
from tests.browser.pages import go_to_page

CUT = """wall => [...wall.querySelectorAll('h1, .detail, .remark, .key span, footer *, svg text')].filter(node => {
  const box = node.getBoundingClientRect()
  return box.width && (box.left < -1 || box.right > innerWidth + 1)
}).map(node => node.textContent)"""


def settled(page: Page) -> Page:
    expect(page.locator(".st-key-present_go")).to_be_visible(timeout=PATIENCE)
    drawn(page)
    return page


def shown(page: Page, url: str, language: str = "vi") -> Page:
    """The deck of the first scenarios of Sơn La on the wall."""
    go_to_page(page, url, "present.title", language, settled)
    page.get_by_role("button", name=text("present.start", language), exact=True).click()
    expect(page.locator(".wall h1")).not_to_be_empty(timeout=PATIENCE)
    return page


def expect_at(page: Page, number: int) -> None:
    expect(page.locator(".wall .counter")).to_have_text(f"{number} / 11")


def test_the_deck_follows_the_keys(new_page: Callable[..., Page], app_url: str) -> None:
    page = shown(new_page(), app_url)
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.locator(".st-key-page_tools")).to_have_count(0)
    for key, number in (
        ("ArrowRight", 2),
        (" ", 3),
        ("PageDown", 4),
        ("ArrowLeft", 3),
        ("PageUp", 2),
        ("End", 11),
        ("Home", 1),
        ("ArrowLeft", 1),
        ("5", 5),
    ):
        page.keyboard.press(key)
        expect_at(page, number)
    assert page.locator(".wall h1").inner_text() in str(page.locator(".wall svg[role=img]").get_attribute("aria-label"))
    page.keyboard.press("n")
    expect(page.locator(".wall.noted .sources li").first).to_be_visible()
    expect(page.locator(".wall .sources tbody tr")).to_have_count(4)
    page.keyboard.press("Escape")
    expect(page.locator(".wall.noted")).to_have_count(0)
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")
    page.wait_for_timeout(500)  # the Esc that leaves a full screen does not leave the deck
    page.keyboard.press("Escape")
    settled(page)


def test_a_change_of_screens_asks_nothing_of_the_server(new_page: Callable[..., Page], app_url: str) -> None:
    page, sent = new_page(), list[object]()
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    shown(page, app_url)
    drawn(page)
    assert sent  # what the page did ask for was seen
    sent.clear()
    for number in (2, 3, 4):
        page.keyboard.press("ArrowRight")
        expect_at(page, number)
    page.wait_for_timeout(500)
    assert sent == []


def test_a_lever_moved_on_the_wall_redraws_the_screen(new_page: Callable[..., Page], app_url: str) -> None:
    page = shown(new_page(), app_url)
    page.keyboard.press("3")
    expect_at(page, 3)
    message = page.locator(".wall h1")
    before, lines = message.inner_text(), page.locator(".wall figure svg").inner_html()
    mark = page.locator(".wall .mark")
    expect(mark).to_be_hidden()
    page.keyboard.press("t")
    investment = page.get_by_role("slider", name=text("explore.lever.ntm.investment", "vi"))
    investment.focus()
    page.keyboard.press("End")
    expect(mark).to_have_text(text("present.unsaved", "vi"), timeout=PATIENCE)
    expect(message).not_to_have_text(before)
    assert page.locator(".wall figure svg").inner_html() != lines
    page.keyboard.press("PageDown")  # a presenter's clicker goes on, wherever the focus is
    expect_at(page, 4)
    expect(mark).to_be_hidden()
    page.keyboard.press("PageUp")
    expect(mark).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("r")
    expect(mark).to_be_hidden()
    expect(message).to_have_text(before)


@pytest.mark.parametrize(
    ("width", "height", "dark", "language"),
    [(1280, 720, False, "vi"), (1024, 768, True, "en"), (390, 844, False, "vi"), (390, 844, True, "en")],
)
def test_nothing_is_cut_off(
    new_page: Callable[..., Page], app_url: str, width: int, height: int, dark: bool, language: str
) -> None:
    page = shown(new_page(width=width, height=height, dark=dark), app_url, language)
    wall = page.locator(".wall")
    for number in range(1, 12):
        expect_at(page, number)
        assert wall.evaluate("wall => wall.scrollWidth <= wall.clientWidth"), number
        assert wall.evaluate(CUT) == [], number
        if width > 1000 and number < 11:
            assert wall.evaluate("wall => wall.scrollHeight <= wall.clientHeight + 1"), number
        page.keyboard.press("PageDown")


def test_a_deck_is_kept_and_taken_along(new_page: Callable[..., Page], app_url: str, scenarios_folder: Path) -> None:
    page = new_page()
    go_to_page(page, app_url, "present.title", "vi", settled)
    page.get_by_label(text("present.title_of", "vi")).fill("Họp quý")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name=text("present.save_new", "vi")).click()
    path = scenarios_folder / "son-la" / f"hop-quy{DECK_SUFFIX}"
    expect(page.get_by_text("present?deck=hop-quy&show=1")).to_be_visible(timeout=PATIENCE)
    assert path.exists()
    path.unlink()
    starts = {"pptx": b"PK", "xlsx": b"PK", "docx": b"PK", "bundle": b"PK", "one_page": b"<!", "csv": b"\xef\xbb\xbf"}
    for kind in KINDS:
        with page.expect_download(timeout=2 * PATIENCE) as waiting:
            page.get_by_role("button", name=text(f"present.export.{kind}", "vi")).click()
        taken = Path(waiting.value.path())
        assert waiting.value.suggested_filename == f"trinh-bay-son-la-2030{KINDS[kind][0]}"
        assert taken.read_bytes().startswith(starts.get(kind, b"PK")), kind
        if starts.get(kind) == b"PK":
            assert zipfile.ZipFile(taken).testzip() is None


def test_the_choice_of_scenarios_is_that_of_the_comparison(new_page: Callable[..., Page], app_url: str) -> None:
    page = shown(new_page(), app_url)
    page.keyboard.press("Escape")
    settled(page)
    page.get_by_role("link", name=text("compare.title", "vi"), exact=True).click()
    expect(page.locator(".compared tbody tr")).to_have_count(4, timeout=PATIENCE)
    page.get_by_role("link", name=text("present.title", "vi"), exact=True).click()
    settled(page)
    expect(page.locator(".present-screen")).to_have_count(9)
