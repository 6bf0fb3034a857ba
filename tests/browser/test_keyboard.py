"""Without a mouse: sliders, typed values, undo, events, save, share, sorting, searching, and the tour of the page."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from simulator.texts import text
from simulator.ui.tour import STEPS
from tests.browser.explore_page import CHARTS, HOUSING, Explore, box_of, drawn

MOST_STOPS = 140
KEY_PAUSE = 500  # milliseconds after which the next key begins a change of its own
FOCUSED = """
() => {
  let node = document.activeElement
  while (node && node.shadowRoot && node.shadowRoot.activeElement) node = node.shadowRoot.activeElement
  return node
}
"""
# Whether a node has the focus, and whether it shows that: by itself, or by the box that it lies in.
HAS_FOCUS = f"""
goal => {{
  const node = ({FOCUSED})()
  if (node !== goal) return null
  const isRinged = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
  const shows = style => isRinged(style) || style.boxShadow !== 'none'
  if (node.matches('input[type=range]')) return true // its thumb wears the ring
  const box = node.closest('[data-baseweb], [role=group]') || node
  return shows(getComputedStyle(node)) || shows(getComputedStyle(box)) || node.matches('[data-testid] input')
}}
"""


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until what is wanted has the focus, which is then to be seen."""
    goal = wanted.element_handle()
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        shows = goal.evaluate(HAS_FOCUS)
        if shows is not None:
            assert shows, f"the focus of {wanted} is not seen"
            return
    raise AssertionError(f"{MOST_STOPS} times {key} does not lead to {wanted}")


def test_everything_on_the_page_of_sliders(page: Page, scenarios_folder: Path) -> None:
    explore = Explore(page).settled()
    tab_to(page, explore.range(HOUSING))
    explore.answered(lambda: page.keyboard.press("End"))
    expect(explore.value(HOUSING)).to_have_text("300")
    page.wait_for_timeout(KEY_PAUSE)
    tab_to(page, explore.value(HOUSING), "Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("150")
    explore.answered(lambda: page.keyboard.press("Enter"))
    expect(explore.value(HOUSING)).to_have_text("150")
    explore.answered(lambda: page.keyboard.press("Control+z"))
    expect(explore.value(HOUSING)).to_have_text("300")

    events = page.locator(".panel .events")
    tab_to(page, events.locator("summary"))
    page.keyboard.press("Enter")
    first = events.locator("input").first
    tab_to(page, first)
    was_on = first.is_checked()
    page.keyboard.press("Space")
    expect(first).to_be_checked(checked=not was_on)
    page.keyboard.press("Space")
    expect(first).to_be_checked(checked=was_on)

    tab_to(page, explore.button("copy"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("[?&]s="), timeout=60_000)

    before = set(scenarios_folder.rglob("*.yaml"))
    tab_to(page, page.get_by_role("button", name=re.compile(text("explore.save", "vi"))))
    page.keyboard.press("Enter")
    title = page.get_by_label(text("page.save_title", "vi"))
    expect(title).to_be_visible()
    tab_to(page, title)
    page.keyboard.type("Gõ bằng bàn phím")
    tab_to(page, page.get_by_role("button", name=text("page.save_do", "vi")))
    page.keyboard.press("Enter")
    expect(explore.picker(text("explore.scenario", "vi"))).to_have_value("Gõ bằng bàn phím", timeout=60_000)
    made = set(scenarios_folder.rglob("*.yaml")) - before
    assert len(made) == 1
    made.pop().unlink()


def test_sorting_and_searching(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name=text("compare.title", "vi"), exact=True))
    page.keyboard.press("Enter")
    head = page.locator(".compared thead th").nth(1)
    expect(head.locator("button")).to_be_visible(timeout=90_000)
    drawn(page)
    tab_to(page, head.locator("button"))
    page.keyboard.press("Enter")
    expect(page.locator(".compared thead th").nth(1)).to_have_attribute("aria-sort", "ascending")
    assert page.evaluate(f"({FOCUSED})().dataset.column")  # the focus stays where the reader is

    page.locator("body").press("Home")
    tab_to(page, page.get_by_role("link", name=text("evidence.title", "vi"), exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    search = page.locator(".figures .search input")
    expect(search).to_be_visible(timeout=90_000)
    drawn(page)
    tab_to(page, search)
    page.keyboard.type("ty le ho ngheo")
    rows = page.locator(".figures tbody tr[data-obs]")
    expect(rows.first).to_contain_text(re.compile("hộ nghèo", re.IGNORECASE))
    tab_to(page, rows.first.locator("th button"))
    page.keyboard.press("Enter")
    expect(page.locator(".figures tbody tr[aria-current=true]")).to_have_count(1, timeout=60_000)


def test_the_tour_is_taken_by_keyboard_and_covers_no_chart(page: Page, app_url: str) -> None:
    explore, tour = Explore(page).settled(), page.locator(".tour .box")
    tab_to(page, page.locator(".tour .start"))
    page.keyboard.press("Enter")
    for number, (name, _, _) in enumerate(STEPS, start=1):
        expect(tour.locator("h2")).to_have_text(text(f"tour.step.{name}.title", "vi"))
        expect(tour.locator("h2")).to_be_focused()
        expect(page.locator(".tour .ring")).to_be_visible()  # the thing that it names is there
        for chart in page.locator(f"{CHARTS}, .sparks figure").all():
            assert not overlap(tour, chart), name
        if number < len(STEPS):
            tab_to(page, tour.locator(".next"))
            page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(tour).to_be_hidden()
    again = page.get_by_role("button", name=text("tour.again", "vi"), exact=True)
    expect(again).to_be_focused()

    explore.opened(app_url)
    expect(page.locator(".tour .offer")).to_be_hidden()  # this browser has seen it
    again.click()
    expect(tour).to_be_visible()
    expect(tour.locator("h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(tour).to_be_hidden()


def overlap(a: Locator, b: Locator) -> bool:
    one, other = box_of(a), box_of(b)
    return all(
        one[start] < other[start] + other[size] and other[start] < one[start] + one[size]
        for start, size in (("x", "width"), ("y", "height"))
    )
