"""For everyone: axe finds no serious fault on any page, and every page fits a phone, a projector and 200 % zoom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Window
from tests.browser.explore_page import CHARTS
from tests.browser.pages import CUT_OFF, WIDEST
from tests.browser.walk import Stop, walk

GRAVE = ("serious", "critical")
# What Streamlit itself makes and no page can repair: rule, part of the selector, reason.
NOT_OURS: tuple[tuple[str, str, str], ...] = ()
# Of a long table a screenful is judged: its rows are all alike.
AXE = {"resultTypes": ["violations"], "rules": {"region": {"enabled": False}}}
JUDGED = {"include": [["body"]], "exclude": [[".figures tbody tr:nth-child(n+12)"]]}
ZOOM, PHONE, PROJECTOR, WALL = (640, 360), (390, 844), (1024, 768), (1280, 720)  # 1280x720 at 200 % is 640x360
# How far the bar of pages runs under the tools beside it, where both are on one line.
CLASH = """
() => {
  const shown = selector => [...document.querySelectorAll(selector)].map(node => node.getBoundingClientRect())
  const links = shown('[data-testid=stTopNavLink]').filter(box => box.width > 0 && box.top < 46)
  const tools = shown('.st-key-page_tools button').filter(box => box.width > 0 && box.top < 46)
  if (!links.length || !tools.length) return 0
  return Math.max(...links.map(box => box.right)) - Math.min(...tools.map(box => box.left))
}
"""
WIDEST_CHART = f"Math.max(0, ...[...document.querySelectorAll('{CHARTS} svg.marks')].map(one => one.clientWidth))"
NAMELESS = """
() => [...document.querySelectorAll('[data-testid=stVegaLiteChart], .sparks svg, svg[role=img]')]
  .filter(chart => !(chart.getAttribute('aria-label') || '').trim()).length
"""


@dataclass
class Seen:
    """What was found on a walk, by stop."""

    language: str
    faults: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    nameless: list[Stop] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    titles: list[int] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)


@contextmanager
def walked(
    browser: Browser, url: str, language: str, sizes: tuple[tuple[int, int], ...], *, dark: bool
) -> Iterator[Seen]:
    """What a walk over all pages finds, in one language and theme, also at other sizes of the window."""
    context = browser.new_context(
        viewport={"width": WALL[0], "height": WALL[1]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        color_scheme="dark" if dark else "light",
    )
    window, found = Window(context), Seen(language)
    page = context.new_page()
    for stop in walk(page, url, language):
        found.stops.append(stop)
        found.languages.add(str(page.evaluate("document.documentElement.lang")))
        found.faults += [f"{stop.page} {stop.part}: {fault}" for fault in grave(page)]
        if page.evaluate(NAMELESS):
            found.nameless.append(stop)
        found.wide += [f"{stop.page} {stop.part} at {width}: {fault}" for width, fault in too_wide(page, sizes)]
    found.faults += window.faults
    yield found
    context.close()


def grave(page: Page) -> Iterator[str]:
    answer = Axe().run(page, context=JUDGED, options=AXE).response  # type: ignore[arg-type]
    for rule in answer["violations"]:
        if rule["impact"] not in GRAVE:
            continue
        for node in rule["nodes"]:
            where = " ".join(map(str, node["target"]))
            if not any(rule["id"] == name and part in where for name, part, _ in NOT_OURS):
                yield f"{rule['id']} {where} {node['html'][:200]} {node.get('failureSummary', '')[:200]}"


def too_wide(page: Page, sizes: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, str]]:
    for width, height in (WALL, *sizes):
        if (width, height) != WALL:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(250)  # charts take their new width
        if page.evaluate("document.documentElement.scrollWidth > innerWidth") or page.evaluate(WIDEST) > 0:
            yield width, "scrolls sideways"
        if page.evaluate(CLASH) > 0:
            yield width, "the tools lie over the bar of pages"
        for label in page.evaluate(CUT_OFF):
            yield width, f"cut off: {label}"
        if page.evaluate(WIDEST_CHART) > width:
            yield width, "a chart is wider than the screen"
    page.set_viewport_size({"width": WALL[0], "height": WALL[1]})


class ForEveryone:
    """What holds on every page; a file a walk, so that two walks are taken at once."""

    def test_axe_finds_no_serious_fault(self, seen: Seen) -> None:
        assert len(seen.stops) > 20
        assert seen.faults == []

    def test_every_page_fits_every_screen(self, seen: Seen) -> None:
        assert seen.wide == []

    def test_every_chart_has_words(self, seen: Seen) -> None:
        assert seen.nameless == []

    def test_the_document_says_its_language(self, seen: Seen) -> None:
        assert seen.languages == {seen.language}
