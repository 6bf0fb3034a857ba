"""Each question that planners ask is answered in at most two clicks on its page, with a number and its interval.

One window for all of them, in Vietnamese. Choosing page and locality opens the page; the clicks after that are counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from simulator.texts import text
from tests.browser.conftest import Window
from tests.browser.explore_page import Explore, drawn

MOST_CLICKS = 2
PATIENCE = 240_000  # milliseconds: a search is a job, and gives way to whatever else the machine does
COUNT = "window.clicks = 0; addEventListener('pointerdown', () => { window.clicks += 1 }, true)"
SON_LA, DONG_SON = "Tỉnh Sơn La", "Đông Sơn"
NUMBER = r"[−+]?\d[\d.,]*"
WITH_INTERVAL = re.compile(rf"{NUMBER} ?(%|điểm %|xã|hộ|tỷ đồng)?[^.;()]{{0,20}}\({NUMBER}(–| đến ){NUMBER}%?\)")
WITH_ERROR = re.compile(rf"{NUMBER}% \(±{NUMBER}%\)")
CHANCE = re.compile(r"\d+ / 100")


@dataclass(frozen=True)
class Question:
    """A question: the title of its page, what is clicked there, where the answer stands and what it must hold."""

    page: str
    locality: str
    act: Callable[[Page], None]
    answer: str
    holds: tuple[re.Pattern[str], ...] = (WITH_INTERVAL,)


def nothing(page: Page) -> None:
    """The answer stands there already."""


def part(name: str) -> Callable[[Page], None]:
    """Choose a part of the page."""
    return lambda page: page.get_by_role("radio", name=text(name, "vi"), exact=True).click()


def search(page: Page) -> None:
    page.locator(".st-key-find_run button").click()


def least(page: Page) -> None:
    part("optimise.part.least")(page)
    expect(page.get_by_role("button", name=text("optimise.start.least", "vi"), exact=True)).to_be_visible()
    drawn(page)
    search(page)


def facts(page: Page) -> None:
    part("why.part.text")(page)
    expect(page.locator(".why-text")).to_be_visible(timeout=PATIENCE)
    page.get_by_text(text("why.text.facts", "vi"), exact=True).click()


def from_houses_to_credit(page: Page) -> None:
    """Twenty billion a year: from 98 to 78, from 526 to 546."""
    explore = Explore(page)
    explore.answered(lambda: explore.typed("78"))
    explore.answered(lambda: explore.typed("546", "credit.new_capital.central"))


QUESTIONS = {
    "where does the budget take us, how sure is that": Question(
        "explore.title", SON_LA, nothing, ".readout", (WITH_INTERVAL, CHANCE)
    ),
    "why did it change": Question("why.title", SON_LA, nothing, ".details.why h2"),
    "what does one household out of poverty cost": Question(
        "why.title", SON_LA, part("why.part.cost"), ".details.why:has-text('một hộ')"
    ),
    "which unknown matters most": Question(
        "why.title", SON_LA, part("why.part.unknowns"), ".details.why:has-text('độ bất định')", (WITH_ERROR,)
    ),
    "where does each number come from": Question(
        "why.title",
        SON_LA,
        facts,
        "[data-testid=stMain]",
        (WITH_INTERVAL, re.compile(r"số báo cáo, nguồn \S+"), re.compile("quy ước tính toán")),
    ),
    "which split of this total does best": Question("optimise.title", DONG_SON, search, ".details.find:has(.sub) h2"),
    "what is the least total for the target": Question(
        "optimise.title",
        DONG_SON,
        least,
        "[data-testid=stMain]",
        (re.compile(r"tỷ đồng[^.]*khả năng"), re.compile(r"\d+ / 100 \(± \d+\)")),
    ),
    "what changes if I move 20 billion from houses to credit": Question(
        "explore.title", SON_LA, from_houses_to_credit, ".readout .cards"
    ),
}


@pytest.fixture(scope="module")
def window(browser: Browser, app_url: str) -> Iterator[Page]:
    """One window for all questions; it must stay free of faults."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    seen = Window(context)
    page = context.new_page()
    page.add_init_script(COUNT)
    page.goto(app_url)
    Explore(page).settled()
    yield page
    context.close()
    assert seen.faults == []


def opened(page: Page, question: Question) -> None:
    """Choose the locality among the sliders, open the question's page and begin to count."""
    go_to(page, "explore.title")
    explore = Explore(page).settled()
    place = explore.picker(text("explore.locality", "vi"))
    if not place.input_value().startswith(question.locality):
        explore.answered(lambda: explore.chosen(text("explore.locality", "vi"), question.locality))
        explore.settled()
    if question.page != "explore.title":
        go_to(page, question.page)
        expect(explore.cards).to_have_count(0)
        expect(place).to_have_value(re.compile(f"^{question.locality}"), timeout=PATIENCE)
    drawn(page)
    page.evaluate("window.clicks = 0")


def go_to(page: Page, title: str) -> None:
    page.get_by_role("link", name=text(title, "vi"), exact=True).click()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_in_two_clicks(window: Page, name: str) -> None:
    question = QUESTIONS[name]
    opened(window, question)
    question.act(window)
    for wanted in question.holds:
        expect(window.locator(question.answer).filter(has_text=wanted).first).to_be_visible(timeout=PATIENCE)
    assert window.evaluate("window.clicks") <= MOST_CLICKS
