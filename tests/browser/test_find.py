"""The page of finding in a browser: a search from click to sliders, typed limits, a projector and a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from simulator.texts import text
from simulator.ui.find_localities_wish import FIRST
from tests.browser.explore_page import PATIENCE, drawn
from tests.browser.pages import CUT_OFF, WIDEST, go_to_page

START = ".st-key-find_run button"
SEARCHED = 120_000  # milliseconds


def settled(page: Page) -> Page:
    expect(page.locator(START)).to_be_visible(timeout=PATIENCE)
    drawn(page)
    return page


def opened(page: Page, url: str, language: str = "vi") -> Page:
    return go_to_page(page, url, "optimise.title", language, settled)


def keep_all_but_training_and_houses(page: Page) -> None:
    """A small search: two lines, the same amount every year; central capital is kept by default."""
    page.get_by_role("button", name=text("optimise.limits", "vi")).click()
    for place in (2, 5):  # entrusted capital, New Rural works
        page.locator(f".st-key-find_line_{place}").get_by_test_id("stCheckbox").click()
        drawn(page)
    page.get_by_text(text("optimise.alike_label", "vi"), exact=True).click()
    drawn(page)
    page.keyboard.press("Escape")


def test_from_the_question_to_the_sliders(new_page: Callable[..., Page], app_url: str) -> None:
    page = opened(new_page(), app_url)
    keep_all_but_training_and_houses(page)
    page.locator(START).click()
    expect(page.locator(".details.find h2")).to_contain_text("620 tỷ đồng", timeout=SEARCHED)
    settled(page)
    expect(page.locator(".details-state")).to_be_in_viewport()
    expect(page.locator(START)).to_be_in_viewport()
    expect(page.locator(".find-checks")).to_be_in_viewport()  # the controls leave the result on a screen of 1280x720
    page.get_by_role("button", name=text("optimise.load", "vi"), exact=True).click()
    expect(page.locator(".readout .card").first).to_be_visible(timeout=PATIENCE)
    scenario = page.get_by_role("combobox", name=text("explore.scenario", "vi"), exact=True)
    expect(scenario).to_have_value(re.compile("620 tỷ đồng"))


def test_typed_numbers_are_read_as_written(new_page: Callable[..., Page], app_url: str) -> None:
    page = opened(new_page(), app_url)
    total = page.get_by_label(text("optimise.total_label", "vi", first=2026, last=2030))
    total.fill("3,000.5")
    total.press("Enter")
    expect(page.locator(".told.error")).to_contain_text("“3,000.5” không phải là số")
    expect(page.locator(START)).to_be_disabled()
    total.fill("3.000,5")
    total.press("Enter")
    expect(page.locator(".told.error")).to_have_count(0)
    expect(page.locator(START)).to_be_enabled()


@pytest.mark.parametrize(
    ("width", "height", "dark", "language"), [(1280, 720, True, "vi"), (390, 844, False, "vi"), (390, 844, True, "en")]
)
def test_nothing_is_cut_off(
    new_page: Callable[..., Page], app_url: str, language: str, width: int, height: int, *, dark: bool
) -> None:
    page = opened(new_page(width=width, height=height, dark=dark), app_url, language)
    for part in ("best", "least", "frontier"):
        page.get_by_role("radio", name=text(f"optimise.part.{part}", language), exact=True).click()
        settled(page)
        assert page.evaluate(WIDEST) <= width
        assert page.evaluate(CUT_OFF) == []
    page.get_by_role("radio", name=text("optimise.part.localities", language), exact=True).click()
    expect(page.locator(".st-key-find_places_run button")).to_be_visible(timeout=PATIENCE)
    drawn(page)
    assert page.evaluate(WIDEST) <= width
    assert page.evaluate(CUT_OFF) == []
    box = page.get_by_test_id("stMultiSelectTagsContainer").first
    assert box.get_by_role("button").count() == len(FIRST)
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth + 1")  # every locality that is chosen can be read
