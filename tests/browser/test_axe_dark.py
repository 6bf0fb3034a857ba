"""For everyone, in English and dark: no serious fault by axe; every page fits a projector."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.everyone import PROJECTOR, ForEveryone, Seen, walked


@pytest.fixture(scope="module")
def seen(browser: Browser, app_url: str) -> Iterator[Seen]:
    with walked(browser, app_url, "en", (PROJECTOR,), dark=True) as found:
        yield found


class TestEnglishInDark(ForEveryone):
    pass
