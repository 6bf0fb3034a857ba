"""A walk over every page and every part of it, as a reader takes it, in one window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from simulator.texts import keys, text
from simulator.ui.compare_view import PARTS as COMPARE
from simulator.ui.details import PARTS as DETAILS
from simulator.ui.evidence import PARTS as EVIDENCE
from simulator.ui.find import PARTS as FIND
from simulator.ui.why import PARTS as WHY
from tests.browser.explore_page import PATIENCE, Explore, drawn

# Key of the page's title -> beginning of the keys of its parts, and their names.
PAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "explore.title": ("", ()),
    "compare.title": ("compare", tuple(COMPARE)),
    "optimise.title": ("optimise", tuple(FIND)),
    "why.title": ("why", tuple(WHY)),
    "details.title": ("details", tuple(DETAILS)),
    "evidence.title": ("evidence", tuple(EVIDENCE)),
    "present.title": ("", ()),
    "page.docs": ("", ()),
}


@dataclass(frozen=True)
class Stop:
    """A page, and the part of it that is open ("" where it has none)."""

    page: str
    part: str


def walk(page: Page, url: str, language: str) -> Iterator[Stop]:
    """Every page in the order of the bar of pages, and every part of it."""
    Explore(page).opened(url, language)
    links = page.get_by_test_id("stTopNavLink")
    there = {name: text(name, language) for name in PAGES if name in keys()}
    shown = [link.inner_text() for link in links.all()]
    assert set(shown) <= set(there.values()), "a page that this walk does not know"
    for name, title in there.items():
        if title not in shown:
            continue
        links.filter(has_text=title).first.click()
        expect(links.and_(page.locator("[aria-current=page]"))).to_have_text(title, timeout=PATIENCE)
        drawn(page)
        prefix, parts = PAGES[name]
        for part in parts or ("",):
            if part:
                wanted = page.get_by_role("radio", name=text(f"{prefix}.part.{part}", language), exact=True).first
                wanted.click()
                expect(wanted).to_be_checked(timeout=PATIENCE)
                drawn(page)
            yield Stop(name, part)
