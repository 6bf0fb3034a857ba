"""Going from the first page to another, as a reader does."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from simulator.texts import text
from tests.browser.explore_page import Explore
from tests.browser.test_details import NARROW


def go_to_page(page: Page, url: str, title: str, language: str, settled: Callable[[Page], Page]) -> Page:
    """Open the first page and then the one whose title has this key; on a phone the pages are in a drawer."""
    Explore(page).opened(url, language)
    is_narrow = page.viewport_size is not None and page.viewport_size["width"] < NARROW
    if is_narrow:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name=text(title, language), exact=True).click()
    settled(page)
    if is_narrow:
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    return page
