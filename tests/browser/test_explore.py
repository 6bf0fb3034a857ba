"""A planner's way through the page: look, move, type, take back, go elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from simulator.evidence import load_evidence
from simulator.texts import LANGUAGES, text
from tests.browser.explore_page import CHARTS, SHARE_OF_TRACK, WATCH, Explore, box_of

START = {language: text("explore.headline.start", language, year=2030).strip() for language in LANGUAGES}
DONG_SON = load_evidence().localities["thanh-hoa/dong-son"].name_vi
JOBS = "training.jobs_connected"
# Elements that can be scrolled upright, and the farthest edge on the right.
SCROLLED = """
() => [...document.querySelectorAll('*')].filter(node =>
  node.scrollHeight > node.clientHeight + 1 && ['auto', 'scroll'].includes(getComputedStyle(node).overflowY))
  .map(node => `${node.tagName} ${node.dataset.testid} ${node.scrollHeight} > ${node.clientHeight}`)
"""


@pytest.fixture
def explore(page: Page) -> Explore:
    return Explore(page).settled()


def test_it_opens_on_son_la_in_vietnamese(explore: Explore) -> None:
    expect(explore.picker("Địa phương")).to_have_value("Tỉnh Sơn La")
    expect(explore.sentence).to_contain_text(START["vi"])
    expect(explore.cards).to_have_count(5)
    expect(explore.page.locator(CHARTS)).to_have_count(2)
    for card in explore.cards.all():
        assert card.locator(".value").inner_text()
    expect(explore.value()).to_have_text("98")
    expect(explore.button("undo")).to_be_disabled()


def test_the_charts_move_while_the_slider_is_held(explore: Explore) -> None:
    box = box_of(explore.range())
    y, left, width = box["y"] + box["height"] / 2, box["x"] + SHARE_OF_TRACK, box["width"] - 2 * SHARE_OF_TRACK
    start, sentence = left + width * 98 / 300, explore.sentence.inner_text()
    mouse = explore.page.mouse
    explore.page.evaluate(WATCH)
    mouse.move(start, y)
    mouse.down()
    for step in range(40):
        mouse.move(start + 2 * (step + 1), y)
        explore.page.wait_for_timeout(50)
    explore.page.wait_for_timeout(500)
    while_held = explore.chart_changes()
    moved = explore.sentence.inner_text()
    mouse.up()
    assert while_held >= 6  # three of each chart
    assert moved != sentence
    assert int(explore.value().inner_text()) > 150
    expect(explore.button("undo")).to_be_enabled()


def test_a_key_press_moves_one_step_and_is_told_beside_the_slider(explore: Explore) -> None:
    explore.range().focus()
    explore.answered(lambda: explore.page.keyboard.press("ArrowRight"))
    expect(explore.value()).to_have_text("100")
    expect(explore.note()).to_contain_text("98")
    explore.page.keyboard.press("End")
    expect(explore.value()).to_have_text("300")
    explore.page.keyboard.press("Home")
    expect(explore.value()).to_have_text("0")


def test_an_exact_value_is_typed_as_it_is_written(explore: Explore) -> None:
    explore.answered(lambda: explore.typed("1.234", JOBS))
    expect(explore.value(JOBS)).to_have_text("1.234")
    explore.typed("117")
    expect(explore.value()).to_have_text("117")
    explore.page.reload()  # a new session takes up what was not saved
    Explore(explore.page).settled()
    expect(explore.value(JOBS)).to_have_text("1.234")
    expect(explore.value()).to_have_text("117")


def test_a_decimal_is_typed_with_a_comma(explore: Explore) -> None:
    explore.chosen("Địa phương", DONG_SON)
    training = "training.budget"
    expect(explore.value(training)).to_contain_text(",")
    explore.typed("2.5", training)
    expect(explore.note(training)).to_contain_text("1.234,5")
    explore.page.keyboard.press("Escape")
    explore.typed("2,5", training)
    expect(explore.value(training)).to_have_text("2,5")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("nhiều", "Chưa đọc được số này"),
        ("1e3", "Chưa đọc được số này"),
        ("", "Chưa đọc được số này"),
        ("110,5", "Chỉ nhận số nguyên"),
        ("301", "Hãy nhập từ 0 đến 300"),
        ("-1", "Hãy nhập từ 0 đến 300"),
    ],
)
def test_what_is_no_value_is_refused_and_the_old_one_kept(explore: Explore, content: str, told: str) -> None:
    sentence = explore.sentence.inner_text()
    entry = explore.typed(content)
    expect(explore.note()).to_contain_text(told)
    expect(explore.note()).to_have_attribute("role", "alert")
    entry.blur()
    expect(explore.note()).to_contain_text("Giữ nguyên số cũ")
    expect(explore.value()).to_have_text("98")
    assert explore.sentence.inner_text() == sentence


def test_one_slider_goes_back_to_today(explore: Explore) -> None:
    sentence = explore.sentence.inner_text()
    explore.answered(lambda: explore.typed("250"))
    explore.typed("4.000", JOBS)
    expect(explore.value(JOBS)).to_have_text("4.000")
    explore.slider().hover()
    explore.slider().locator("button.reset").click()
    expect(explore.value()).to_have_text("98")
    expect(explore.value(JOBS)).to_have_text("4.000")
    explore.button("reset_today").click()
    expect(explore.value(JOBS)).to_have_text("2.060")
    expect(explore.sentence).to_have_text(sentence)


def test_changes_are_taken_back_one_by_one(explore: Explore) -> None:
    sentence = explore.sentence.inner_text()
    for content in ("150", "200", "250"):
        explore.answered(lambda content=content: explore.typed(content))
    explore.button("undo").click()
    expect(explore.value()).to_have_text("200")
    explore.page.locator(".readout").click()
    explore.page.keyboard.press("Control+z")
    expect(explore.value()).to_have_text("150")
    explore.button("undo").click()
    expect(explore.value()).to_have_text("98")
    expect(explore.sentence).to_have_text(sentence)
    expect(explore.button("undo")).to_be_disabled()


def test_a_reset_can_be_taken_back(explore: Explore) -> None:
    explore.answered(lambda: explore.typed("250"))
    explore.button("reset_today").click()
    expect(explore.value()).to_have_text("98")
    explore.button("undo").click()
    expect(explore.value()).to_have_text("250")


def test_lending_is_split_in_whole_percents(explore: Explore) -> None:
    divider = explore.page.locator(".panel .divider").first
    divider.focus()
    explore.answered(lambda: [explore.page.keyboard.press("Shift+ArrowRight") for _ in range(2)])
    percents = explore.page.locator(".panel .split .percent").all_text_contents()
    assert percents[:2] == ["40%", "5%"]
    assert sum(int(percent.rstrip("%")) for percent in percents) == 100


def test_every_locality_opens(explore: Explore) -> None:
    seen = {explore.sentence.inner_text()}
    explore.picker("Địa phương").click()
    names = explore.page.get_by_role("option").all_inner_texts()
    explore.page.keyboard.press("Escape")
    assert len(names) == 8
    for name in names[1:]:
        explore.answered(lambda name=name: explore.chosen("Địa phương", name))
        explore.settled()
        expect(explore.picker("Địa phương")).to_have_value(name)
        expect(explore.cards).to_have_count(5)
        expect(explore.page.locator('[data-testid="stException"]')).to_have_count(0)
        seen.add(explore.sentence.inner_text())
    assert len(seen) == 8


def test_what_was_moved_stays_with_its_locality_and_language(explore: Explore) -> None:
    explore.answered(lambda: explore.typed("250"))
    explore.answered(lambda: explore.chosen("Địa phương", "Tỉnh Điện Biên"))
    explore.answered(lambda: explore.chosen("Địa phương", "Tỉnh Sơn La"))
    expect(explore.value()).to_have_text("250")
    explore.page.get_by_role("button", name="English").click()
    expect(explore.sentence).to_contain_text(START["en"])
    expect(explore.page.get_by_role("combobox").first).to_have_value("Sơn La province")
    expect(explore.page.get_by_role("combobox").nth(1)).to_have_value("Baseline: today’s levels")
    expect(explore.value()).to_have_text("250")
    expect(explore.value(JOBS)).to_have_text("2,060")
    explore.page.get_by_role("button", name="Tiếng Việt").click()
    expect(explore.sentence).to_contain_text(START["vi"])


def test_an_alternative_opens_with_its_own_levers(explore: Explore) -> None:
    explore.answered(lambda: explore.chosen("Kịch bản", "Việc làm và đào tạo nghề"))
    expect(explore.value(JOBS)).to_have_text("5.000")
    explore.button("reset_today").click()
    expect(explore.value(JOBS)).to_have_text("2.060")
    explore.button("reset_saved").click()
    expect(explore.value(JOBS)).to_have_text("5.000")


def test_two_readers_do_not_see_each_others_sliders(new_page: Callable[..., Page], app_url: str) -> None:
    first, second = (Explore(new_page()).opened(app_url) for _ in range(2))
    first.answered(lambda: first.typed("250"))
    second.answered(lambda: second.typed("3.000", JOBS))
    expect(second.value()).to_have_text("98")
    expect(first.value(JOBS)).to_have_text("2.060")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_a_laptop_without_scrolling(
    new_page: Callable[..., Page], app_url: str, language: str, dark: bool
) -> None:
    explore = Explore(new_page(dark=dark)).opened(app_url, language)
    assert explore.page.evaluate("document.documentElement.scrollHeight") <= 720
    assert explore.page.evaluate(SCROLLED) == []
    explore.typed("250")  # a note appears under the slider
    expect(explore.note()).not_to_be_empty()
    assert explore.page.evaluate("document.documentElement.scrollHeight") <= 720
    assert explore.page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_fits_a_telephone_across(new_page: Callable[..., Page], app_url: str, language: str) -> None:
    explore = Explore(new_page(width=390, height=844)).opened(app_url, language)
    assert explore.page.evaluate("document.documentElement.scrollWidth") <= 390
    outside = "nodes => nodes.filter(node => node.getBoundingClientRect().right > 391).length"
    for part in (CHARTS, ".readout .card", ".sparks figure"):
        assert explore.page.locator(part).evaluate_all(outside) == 0, part


def test_no_line_or_area_crosses_the_change_of_standard(explore: Explore) -> None:
    chart = explore.page.locator(CHARTS).first
    across = """
    chart => {
      const dotted = chart.querySelectorAll('.mark-rule line[stroke-dasharray]')  // an event is a plain line
      const rules = [...dotted].map(line => line.getBoundingClientRect())
      const breaks = rules.filter(box => box.width < 2 && box.height > 50).map(box => box.left)
      const paths = [...chart.querySelectorAll('.mark-line path, .mark-area path')]
      const shapes = paths.map(path => path.getBoundingClientRect())
      return { breaks, shapes: shapes.length,
               crossing: shapes.filter(box => breaks.some(x => box.left < x - 2 && box.right > x + 2)).length }
    }
    """
    found = chart.evaluate(across)
    assert len(set(found["breaks"])) == 1  # the standard of 2027
    assert found["shapes"] >= 9  # history; two bands, median and baseline on each side
    assert found["crossing"] == 0


def test_the_methods_page_opens(explore: Explore) -> None:
    explore.page.get_by_role("link", name="Phương pháp").click()
    explore.page.wait_for_url("**/methods*")
    expect(explore.page.locator(".methods h2").first).to_be_visible(timeout=20_000)
    expect(explore.page.locator('[data-testid="stException"]')).to_have_count(0)
