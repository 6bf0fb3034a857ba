"""What the tests of the page find on it, by what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import FloatRect, Locator, Page, expect

PATIENCE = 60_000  # milliseconds: what is asked for the first time is simulated, and other tests run beside this one
NARROW = 640  # pixels: on a narrower screen the pages are in a drawer
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
DRAWN = """
() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(chart => chart.querySelector('svg.marks'))
  && !document.querySelector('[data-testid=stSpinner], [data-testid=stSkeleton]')
"""
CHARTS = '[data-testid="stVegaLiteChart"]'
HOUSING = "housing.budget"
SHARE_OF_TRACK = 8  # pixels from the end of a track to the middle of a thumb at its end
# Counts the changes of the drawings of both charts, each burst of them once.
WATCH = """
() => {
  window.chartChanges = 0
  const waiting = new WeakSet()
  for (const chart of document.querySelectorAll('[data-testid="stVegaLiteChart"]')) {
    new MutationObserver(() => {
      if (waiting.has(chart)) return
      waiting.add(chart)
      setTimeout(() => { waiting.delete(chart); window.chartChanges += 1 }, 30)
    }).observe(chart, { subtree: true, childList: true, attributes: true, characterData: true })
  }
}
"""


def drawn(page: Page) -> None:
    """Wait until nothing more is drawn; the run that a click asks for begins a moment after the click."""
    page.wait_for_selector(READY, timeout=PATIENCE)
    page.wait_for_function(DRAWN, timeout=PATIENCE)
    page.wait_for_timeout(150)
    page.wait_for_selector(READY, timeout=PATIENCE)


def box_of(locator: Locator) -> FloatRect:
    """Where something is on the page; asked again where it is just being drawn anew."""
    for _ in range(30):
        found = locator.bounding_box()
        if found is not None:
            return found
        locator.page.wait_for_timeout(100)
    raise AssertionError(f"{locator} is not shown")


class Explore:
    """The page "Mô phỏng" in a window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def opened(self, url: str, language: str = "vi") -> Explore:
        self.page.goto(url if language == "vi" else f"{url}/?lang={language}")
        return self.settled()

    def settled(self) -> Explore:
        """Wait until everything is drawn."""
        self.page.wait_for_selector(READY, timeout=PATIENCE)
        expect(self.page.locator(f"{CHARTS} svg.marks")).to_have_count(2, timeout=PATIENCE)
        expect(self.page.locator(".sparks figure")).to_have_count(4)
        return self

    @property
    def sentence(self) -> Locator:
        return self.page.locator(".readout h2")

    @property
    def cards(self) -> Locator:
        return self.page.locator(".readout .card")

    def range(self, path: str = HOUSING) -> Locator:
        return self.page.locator(f'[id="range-{path}"]')

    def slider(self, path: str = HOUSING) -> Locator:
        """The whole of a slider: label, value, track and note."""
        return self.page.locator(".panel .slider").filter(has=self.range(path))

    def value(self, path: str = HOUSING) -> Locator:
        return self.slider(path).locator(".value")

    def note(self, path: str = HOUSING) -> Locator:
        return self.slider(path).locator(".note")

    def typed(self, content: str, path: str = HOUSING) -> Locator:
        """Type into the exact entry and press Enter; return the entry."""
        self.value(path).click()
        entry = self.slider(path).locator("input.entry")
        entry.fill(content)
        entry.press("Enter")
        return entry

    def button(self, name: str) -> Locator:
        return self.page.locator(f".panel .actions button.{name}")

    def picker(self, name: str) -> Locator:
        return self.page.get_by_role("combobox", name=name)

    def chosen(self, picker: str, option: str) -> None:
        """Choose the option that begins with a text in the picker of that name."""
        self.picker(picker).click()
        self.page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).first.click()

    def answered(self, act: Callable[[], object]) -> None:
        """Do something and wait until the page answers: some key figure, the budget at least, is another."""
        cards = self.page.locator(".readout .cards")
        before = cards.inner_text()
        act()
        expect(cards).not_to_have_text(before, use_inner_text=True, timeout=10_000)

    def chart_changes(self) -> int:
        return int(self.page.evaluate("window.chartChanges"))
