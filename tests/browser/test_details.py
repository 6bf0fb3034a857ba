"""The page of details in a browser: every part fits the screen, in light and dark, on a projector and a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from simulator.texts import text
from simulator.ui.details import PARTS
from tests.browser.explore_page import READY, Explore

CHARTS = '[data-testid="stVegaLiteChart"]'
CHARTS_IN = {"communes": 4, "credit": 5, "context": 0, "sets": 6, "eras": 4}  # at least
NARROW = 640
WIDEST = """
() => {
  const main = document.querySelector('[data-testid="stMain"]')
  return Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth)
}
"""
# Boxes of text whose content is wider than they are, tables aside: those scroll by themselves.
CUT_OFF = """
() => [...document.querySelectorAll('.details :is(h2, h3, p, li)')]
  .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.innerText)
"""


def opened(page: Page, url: str, language: str = "vi") -> Page:
    """Go from the first page to the page of details, as a reader does."""
    Explore(page).opened(url, language)
    name = text("details.title", language)
    is_narrow = page.viewport_size is not None and page.viewport_size["width"] < NARROW
    if is_narrow:  # the pages are in a drawer
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name=name, exact=True).click()
    settled(page)
    if is_narrow:
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    return page


def settled(page: Page) -> Page:
    expect(page.locator(".details h2")).to_be_visible(timeout=30_000)
    page.wait_for_selector(READY, timeout=30_000)
    return page


def choose(page: Page, part: str, language: str = "vi") -> None:
    page.get_by_role("radio", name=text(f"details.part.{part}", language), exact=True).click()
    settled(page)
    if CHARTS_IN[part]:
        expect(page.locator(f"{CHARTS} svg.marks").nth(CHARTS_IN[part] - 1)).to_be_attached(timeout=30_000)


@pytest.mark.parametrize(
    ("width", "height", "dark", "language"),
    [(1280, 720, False, "vi"), (1280, 720, True, "en"), (390, 844, False, "vi")],
)
def test_every_part_fits_the_screen(
    new_page: Callable[..., Page], app_url: str, width: int, height: int, dark: bool, language: str
) -> None:
    page = opened(new_page(width=width, height=height, dark=dark), app_url, language)
    for part in PARTS:
        choose(page, part, language)
        assert page.evaluate(WIDEST) <= 0, part
        assert page.evaluate(CUT_OFF) == [], part
        box = page.locator(".details h2").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < height / 2, part  # the result is read without scrolling
        if width == 1280 and CHARTS_IN[part]:
            first = page.locator(CHARTS).first.bounding_box()
            assert first is not None
            assert first["y"] + first["height"] < height, part


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
