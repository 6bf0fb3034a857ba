"""Going from the first page to another, as a reader does."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from simulator.texts import text
from tests.browser.explore_page import NARROW, Explore

HEIGHT = 720  # pixels of a window, where a test asks for no other
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
