"""The page of explanations in a browser: each question in under three clicks, every part on a projector and a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from simulator.texts import text
from simulator.ui.why import PARTS
from tests.browser.explore_page import CHARTS, PATIENCE, Explore, box_of, drawn
from tests.browser.pages import HEIGHT, go_to_page

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


def test_every_part_answers_at_one_click_and_its_result_is_seen_at_once(
    new_page: Callable[..., Page], app_url: str
) -> None:
    page = go_to_page(new_page(), app_url, "why.title", "vi", settled)
    for part in PARTS:
        choose(page, part)
        box = box_of(page.locator(".details h2").first)
        assert box["y"] + box["height"] < HEIGHT / 2, part


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
