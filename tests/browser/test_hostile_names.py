"""Whatever a scenario is called, the page shows it as text: no script, no request, no lost chart."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from simulator.evidence import load_evidence
from simulator.scenario import baseline_path, dump_scenario, encoded, load_scenario
from simulator.texts import LANGUAGES
from tests.browser.conftest import RESULTS, ROOT, served
from tests.browser.explore_page import Explore
from tests.browser.hostile_names import NAMES

VISITED = 3  # every third name: all of them stand in the list
PLACES = ("son-la", "dien-bien")  # half of the names each: a list of files stays readable


def share(number: int) -> str:
    return PLACES[number % len(PLACES)]


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every name is a scenario's title, its note and who saved it."""
    folder = tmp_path_factory.mktemp("hostile") / "scenarios"
    shutil.copytree(ROOT / "scenarios", folder, ignore=shutil.ignore_patterns(".store"))
    for number, name in enumerate(NAMES):
        path = baseline_path(share(number), folder)
        scenario = replace(load_scenario(path, load_evidence()), title=name, note=name)
        path.with_name(f"h{number}.yaml").write_text(dump_scenario(scenario), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def hostile_url(hostile_folder: Path) -> Iterator[str]:
    with served(ROOT, hostile_folder, RESULTS / "hostile-app.log") as url:
        yield url


def address(folder: Path, number: int) -> str:
    baseline = load_scenario(baseline_path(share(number), folder), load_evidence())
    scenario = replace(baseline, title=NAMES[number], note=NAMES[number])
    return encoded(scenario, baseline, load_evidence(), stem=f"h{number}")


def watched(page: Page) -> Page:
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    return page


def unharmed(page: Page) -> None:
    assert page.evaluate("window.harmed === undefined")
    assert page.locator("main iframe, main script:not(#page-words), [data-testid=stMain] iframe").count() == 0
    assert page.locator("[data-testid=stException]").count() == 0


def test_every_name_is_text_in_the_list_of_scenarios(new_page: Callable[..., Page], hostile_url: str) -> None:
    page = watched(new_page())
    for place in PLACES:
        explore = Explore(page).opened(hostile_url)
        if place != PLACES[0]:
            explore.answered(lambda: explore.chosen("Địa phương", "Tỉnh Điện Biên"))  # noqa: B023 - called at once
            explore.settled()
        explore.picker("Kịch bản").click()
        missing = {name.strip() for number, name in enumerate(NAMES) if share(number) == place}
        for _ in range(60):  # a long list holds only what can be seen of it
            missing -= {option.strip() for option in page.get_by_role("option").all_text_contents()}
            if not missing:
                break
            page.keyboard.press("ArrowDown")
            page.wait_for_timeout(50)
        assert missing == set()
        unharmed(page)


def test_a_scenario_of_any_name_is_opened_and_handled(
    new_page: Callable[..., Page], hostile_folder: Path, hostile_url: str
) -> None:
    page = watched(new_page())
    for number in range(0, len(NAMES), VISITED):
        name, language = NAMES[number], LANGUAGES[number % 2]
        page.goto(f"{hostile_url}/?lang={language}&s={address(hostile_folder, number)}")
        Explore(page).settled()
        expect(page.get_by_role("combobox").nth(1)).to_have_value(name)
        page.get_by_role("button", name="Tệp…" if language == "vi" else "Files…").click()
        expect(page.locator('[data-testid="stDialog"] .told.title')).to_have_text(name)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Lưu kịch bản" if language == "vi" else "Save scenario").click()
        expect(page.locator('[data-testid="stPopoverBody"] .told')).to_contain_text(name)
        unharmed(page)
