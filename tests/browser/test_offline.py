"""No request leaves the machine, whatever page is opened and whatever is done there."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.explore_page import Explore, drawn

LINKS = '[data-testid="stTopNavLink"]'
FEWEST_PAGES = 3


def test_a_whole_tour_asks_only_the_app(page: Page, app_url: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(app_url)  # anew, so that its first requests are seen as well
    explore = Explore(page).settled()
    explore.answered(lambda: explore.typed("250"))
    for language in ("vi", "en"):
        names = page.locator(LINKS).all_inner_texts()
        assert len(names) >= FEWEST_PAGES
        for name in names:
            page.locator(LINKS).filter(has_text=name).first.click()
            drawn(page)
            page.mouse.wheel(0, 20_000)  # what is drawn only when it is seen
        page.locator(LINKS).first.click()
        explore.settled()
        if language == "vi":
            page.get_by_role("button", name="English").click()
            expect(page.get_by_role("button", name="Tiếng Việt")).to_be_visible()
    hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme not in {"data", "blob", "about"}}
    assert len(asked) > 10
    assert hosts == {urlsplit(app_url).netloc}
