"""For everyone, in Vietnamese and light: no serious fault by axe; every page fits a phone and 200 % zoom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.everyone import PHONE, ZOOM, ForEveryone, Seen, grave, walked
from tests.browser.explore_page import Explore


@pytest.fixture(scope="module")
def seen(browser: Browser, app_url: str) -> Iterator[Seen]:
    with walked(browser, app_url, "vi", (ZOOM, PHONE), dark=False) as found:
        yield found


class TestVietnameseInLight(ForEveryone):
    pass


def test_the_numbers_of_the_charts_are_a_table(page: Page) -> None:
    explore = Explore(page)
    page.locator(".st-key-explore_tables label").click()
    tables = page.locator(".chart-tables table")
    tables.first.wait_for()
    assert tables.count() == 6
    last = tables.first.locator("tbody tr").last
    assert explore.cards.first.locator(".value").inner_text() in last.inner_text()
    explore.answered(lambda: explore.typed("300"))
    expect(last).to_contain_text(explore.cards.first.locator(".value").inner_text())
    assert list(grave(page)) == []
