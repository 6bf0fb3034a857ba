"""The page of explanations in a browser: each question in under three clicks, every part on a projector and a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from simulator.texts import text
from simulator.ui.why import PARTS
from tests.browser.explore_page import CHARTS, PATIENCE, Explore, box_of, drawn
from tests.browser.pages import CUT_OFF, WIDEST, go_to_page

WIDEST_CHART = f"Math.max(0, ...[...document.querySelectorAll('{CHARTS} svg.marks')].map(one => one.clientWidth))"
CHARTS_IN = {"shares": 1, "cost": 1, "unknowns": 2, "text": 0}


def settled(page: Page) -> Page:
    expect(page.locator(".details h2")).to_be_visible(timeout=PATIENCE)
    drawn(page)
    return page


def choose(page: Page, part: str, language: str = "vi") -> None:
    page.get_by_role("radio", name=text(f"why.part.{part}", language), exact=True).click()
    settled(page)
    if CHARTS_IN[part]:
        expect(page.locator(f"{CHARTS} svg.marks").nth(CHARTS_IN[part] - 1)).to_be_attached(timeout=PATIENCE)


@pytest.mark.parametrize(
    ("width", "height", "dark", "language"),
    [(1280, 720, False, "vi"), (390, 844, True, "en")],
)
def test_every_part_fits_the_screen_and_answers_at_one_click(
    new_page: Callable[..., Page], app_url: str, width: int, height: int, dark: bool, language: str
) -> None:
    page = new_page(width=width, height=height, dark=dark)
    go_to_page(page, app_url, "why.title", language, settled)
    for part in PARTS:
        choose(page, part, language)
        assert page.evaluate(WIDEST) <= 0, part
        assert page.evaluate(CUT_OFF) == [], part
        box = box_of(page.locator(".details h2").first)
        if width == 1280:
            assert box["y"] + box["height"] < height / 2, part  # the result is read without scrolling
        assert page.evaluate(WIDEST_CHART) <= width, part


def test_a_moved_slider_is_explained_beside_what_was_saved(page: Page, app_url: str) -> None:
    Explore(page).settled().typed("200")
    page.get_by_role("link", name=text("why.title", "vi"), exact=True).click()
    settled(page)
    expect(page.locator(".details-state")).to_contain_text(text("explore.unsaved", "vi"))
    expect(page.locator(".details-table.parts")).to_contain_text("200")
    expect(page.locator(".details h2")).to_contain_text(text("page.baseline_name", "vi"))


def test_tables_and_the_text_are_downloaded(page: Page, tmp_path: Path) -> None:
    page.get_by_role("link", name=text("why.title", "vi"), exact=True).click()
    settled(page)
    with page.expect_download() as table:
        page.get_by_role("button", name=text("why.download_csv", "vi")).click()
    saved = tmp_path / "shares.csv"
    table.value.save_as(saved)
    assert text("why.remainder.drift", "vi") in saved.read_text(encoding="utf-8")
    choose(page, "text")
    with page.expect_download() as words:
        page.get_by_role("button", name=text("why.download_txt", "vi")).click()
    written = tmp_path / "words.txt"
    words.value.save_as(written)
    heading = page.locator(".details.why h2").inner_text()
    assert heading in written.read_text(encoding="utf-8")
