"""Scenarios on disk: saved, kept, refused; and a posterior that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from simulator.evidence import load_evidence
from simulator.scenario import load_scenario
from tests.browser.explore_page import CHARTS, Explore

TITLE = "Nhà ở cho hộ nghèo: đợt đầu"
STEM = "nha-o-cho-ho-ngheo-dot-dau"
PROBLEM = ".st-key-explore_faults"
TRACE = '[data-testid="stException"]'


@pytest.fixture
def folder(scenarios_folder: Path) -> Iterator[Path]:
    """The folder of Sơn La, as it was when the test is over."""
    place = scenarios_folder / "son-la"
    before = set(place.iterdir())
    yield place
    for path in set(place.iterdir()) - before:
        path.unlink()


def saved(explore: Explore, title: str) -> None:
    explore.page.get_by_role("button", name="Lưu kịch bản").click()
    explore.page.get_by_label("Tên kịch bản").fill(title)
    explore.page.get_by_label("Tên kịch bản").press("Enter")
    explore.page.get_by_role("button", name="Lưu vào thư mục kịch bản").click()


def test_a_scenario_is_saved_under_its_title_and_opens(page: Page, folder: Path) -> None:
    explore = Explore(page).settled()
    explore.answered(lambda: explore.typed("250"))
    saved(explore, TITLE)
    expect(explore.picker("Kịch bản")).to_have_value(TITLE, timeout=10_000)
    expect(explore.value()).to_have_text("250")
    scenario = load_scenario(folder / f"{STEM}.yaml", load_evidence())
    assert (scenario.title, scenario.locality) == (TITLE, "son-la")
    assert scenario.levers["housing.budget"] == ((2026, 250.0),)
    assert scenario.levers["training.budget"] == ((2026, 26.0),)
    assert [path.name for path in folder.glob(".*")] == []


def test_a_title_that_is_taken_is_refused_and_the_old_file_kept(page: Page, folder: Path) -> None:
    old = folder / "son-la-nha-o-truoc.yaml"
    before, files = old.read_bytes(), set(folder.iterdir())
    explore = Explore(page).settled()
    explore.answered(lambda: explore.typed("250"))
    saved(explore, load_scenario(old, load_evidence()).title)
    expect(page.get_by_text("đã có kịch bản mang tên như vậy")).to_be_visible()
    assert (old.read_bytes(), set(folder.iterdir())) == (before, files)
    page.get_by_label("Tên kịch bản").fill("  ")
    page.get_by_label("Tên kịch bản").press("Enter")
    page.get_by_role("button", name="Lưu vào thư mục kịch bản").click()
    expect(page.get_by_text("Hãy đặt tên cho kịch bản")).to_be_visible()
    expect(explore.value()).to_have_text("250")


def test_a_file_name_that_is_taken_is_left_alone(page: Page, folder: Path) -> None:
    old = folder / f"{STEM}.yaml"
    content = (folder / "son-la-nha-o-truoc.yaml").read_text(encoding="utf-8").replace("title: ", "title: Bản khác – ")
    old.write_text(content, encoding="utf-8")
    explore = Explore(page).settled()
    explore.answered(lambda: explore.typed("250"))
    saved(explore, TITLE)
    expect(explore.picker("Kịch bản")).to_have_value(TITLE, timeout=10_000)
    assert old.read_text(encoding="utf-8") == content
    assert load_scenario(folder / f"{STEM}-2.yaml", load_evidence()).title == TITLE


def test_a_download_is_the_edited_scenario(page: Page, folder: Path, tmp_path: Path) -> None:
    explore = Explore(page).settled()
    explore.answered(lambda: explore.typed("250"))
    page.get_by_role("button", name="Lưu kịch bản").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp YAML").click()
    download.value.save_as(tmp_path / "mine.yaml")
    scenario = load_scenario(tmp_path / "mine.yaml", load_evidence())
    assert scenario.levers["housing.budget"] == ((2026, 250.0),)


def test_a_broken_scenario_is_told_and_the_last_good_one_stays(page: Page, folder: Path) -> None:
    content = (folder / "son-la-nha-o-truoc.yaml").read_text(encoding="utf-8")
    broken = folder / "bi-hong.yaml"
    broken.write_text(content.replace("ntm: {investment:", "ntm: {investmant:", 1), encoding="utf-8")
    line = content[: content.index("ntm: {investment:")].count("\n") + 1
    page.reload()
    explore = Explore(page).settled()
    explore.answered(lambda: explore.typed("250"))
    expect(explore.value()).to_have_text("250")
    sentence = explore.sentence.inner_text()
    explore.chosen("Kịch bản", "bi-hong")
    told = page.locator(PROBLEM)
    expect(told).to_have_count(1)
    expect(told).to_contain_text(f"bi-hong.yaml:{line}")
    for part in ("investmant", "investment"):
        expect(told).to_contain_text(part)
    expect(page.locator(TRACE)).to_have_count(0)
    expect(page.locator(CHARTS)).to_have_count(2)
    assert explore.sentence.inner_text() == sentence
    expect(explore.value()).to_have_text("250")
    broken.write_text(content, encoding="utf-8")
    explore.chosen("Kịch bản", "Phương án cơ sở")
    expect(told).to_have_count(0)


def test_a_missing_posterior_is_told_and_made_at_a_click(
    new_page: Callable[..., Page], copied_project: Path, copied_app_url: str
) -> None:
    for effects in ("causal", "reported"):
        (copied_project / "data" / "posteriors" / f"hau-giang.{effects}.npz").unlink()
    explore = Explore(new_page()).opened(copied_app_url)
    sentence = explore.sentence.inner_text()
    explore.chosen("Địa phương", load_evidence().localities["hau-giang"].name_vi)
    told = explore.page.locator(PROBLEM)
    expect(told).to_contain_text("python -m simulator calibrate hau-giang", timeout=10_000)
    expect(explore.page.locator(TRACE)).to_have_count(0)
    assert explore.sentence.inner_text() == sentence  # the last good state stays
    told.get_by_role("button", name="Hiệu chỉnh lại ngay").click()
    expect(told).to_have_count(0, timeout=240_000)  # a job gives way to whatever else the machine does
    expect(explore.sentence).not_to_have_text(sentence)
    assert (copied_project / "data" / "posteriors" / "hau-giang.causal.npz").exists()
