"""The page of details in a browser: every part fits the screen, in light and dark, on a projector and a phone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from simulator.texts import text
from simulator.ui.details import PARTS
from tests.browser.explore_page import CHARTS, PATIENCE, Explore, box_of, drawn
from tests.browser.pages import HEIGHT, go_to_page

CHARTS_IN = {"communes": 4, "credit": 5, "context": 0, "sets": 6, "eras": 4}  # at least


def opened(page: Page, url: str, language: str = "vi") -> Page:
    return go_to_page(page, url, "details.title", language, settled)


def settled(page: Page) -> Page:
    expect(page.locator(".details h2")).to_be_visible(timeout=PATIENCE)
    drawn(page)
    return page


def choose(page: Page, part: str, language: str = "vi") -> None:
    wanted = page.get_by_role("radio", name=text(f"details.part.{part}", language), exact=True)
    wanted.click()
    expect(wanted).to_be_checked(timeout=PATIENCE)
    settled(page)
    if CHARTS_IN[part]:
        expect(page.locator(f"{CHARTS} svg.marks").nth(CHARTS_IN[part] - 1)).to_be_attached(timeout=PATIENCE)


def test_the_result_and_the_first_chart_of_every_part_are_seen_at_once(
    new_page: Callable[..., Page], app_url: str
) -> None:
    page = opened(new_page(), app_url)
    for part in PARTS:
        choose(page, part)
        box = box_of(page.locator(".details h2"))
        assert box["y"] + box["height"] < HEIGHT / 2, part
        if CHARTS_IN[part]:
            first = box_of(page.locator(CHARTS).first)
            assert first["y"] + first["height"] < HEIGHT, part


def test_the_page_shows_the_levels_that_are_set_on_the_sliders(page: Page, app_url: str) -> None:
    explore = Explore(page).settled()
    explore.typed("200")
    expect(page.locator(".readout")).to_contain_text(text("explore.unsaved", "vi"))
    page.get_by_role("link", name=text("details.title", "vi"), exact=True).click()
    settled(page)
    expect(page.locator(".details-state")).to_contain_text(text("explore.unsaved", "vi"))
    choose(page, "eras")
    page.get_by_role("link", name=text("explore.title", "vi"), exact=True).click()
    Explore(page).settled()
    expect(explore.value()).to_contain_text("200")
    page.get_by_role("link", name=text("details.title", "vi"), exact=True).click()
    settled(page)
    open_part = page.get_by_role("radio", name=text("details.part.eras", "vi"), exact=True)
    expect(open_part).to_have_attribute("aria-checked", "true")


def test_sources_open_beside_the_page(page: Page) -> None:
    page.get_by_role("link", name=text("details.title", "vi"), exact=True).click()
    settled(page)
    link = page.locator(".details a").first
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert str(link.get_attribute("href")).startswith("http")
