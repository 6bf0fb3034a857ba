"""Scenarios as documents: kept, renamed, restored, shared, and never lost between two planners."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from simulator.evidence import load_evidence
from simulator.scenario import load_scenario
from tests.browser.conftest import RESULTS, ROOT, served
from tests.browser.explore_page import Explore

FILE = "son-la-nha-o-truoc.yaml"
TITLE = "Nhà ở trước, xóa hết nhà tạm"
OTHER = "Cùng tiền, giải ngân nhanh hơn"
SAVE_OVER = "Lưu vào tệp đang mở"
DIALOG = '[data-testid="stDialog"]'


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    """A folder of scenarios of the test's own."""
    folder = tmp_path / "scenarios"
    shutil.copytree(ROOT / "scenarios", folder, ignore=shutil.ignore_patterns(".store"))
    return folder


@pytest.fixture
def own_url(scenarios: Path) -> Iterator[str]:
    with served(ROOT, scenarios, RESULTS / "store-app.log") as url:
        yield url


@pytest.fixture
def planner(new_page: Callable[..., Page], own_url: str) -> Callable[[], Explore]:
    """Open a window of its own on the page: another browser, another planner."""
    return lambda: Explore(new_page()).opened(own_url)


def housing(path: Path) -> object:
    return load_scenario(path, load_evidence()).levers["housing.budget"]


def opened(explore: Explore, title: str = TITLE) -> Explore:
    explore.answered(lambda: explore.chosen("Kịch bản", title))
    expect(explore.picker("Kịch bản")).to_have_value(title)
    expect(explore.button("reset_saved")).to_be_disabled()
    return explore.settled()


def save_over(explore: Explore, by: str = "") -> None:
    explore.page.get_by_role("button", name="Lưu kịch bản").click()
    if by:
        explore.page.get_by_label("Người lưu").fill(by)
        explore.page.get_by_label("Người lưu").press("Tab")
    explore.page.get_by_role("button", name=SAVE_OVER).click()


def told(explore: Explore, words: str) -> None:
    expect(explore.page.locator('[data-testid="stToast"]').filter(has_text=words).first).to_be_visible(timeout=25_000)


def window(explore: Explore) -> None:
    explore.page.get_by_role("button", name="Tệp…").click()
    expect(explore.page.locator(DIALOG)).to_be_visible()


def pressed(explore: Explore, name: str) -> None:
    explore.page.locator(DIALOG).get_by_role("button", name=name, exact=True).first.click()


def test_a_save_keeps_the_earlier_version_and_two_clicks_bring_it_back(
    planner: Callable[[], Explore], scenarios: Path
) -> None:
    explore, path = opened(planner()), scenarios / "son-la" / FILE
    before = path.read_bytes()
    explore.answered(lambda: explore.typed("230"))
    save_over(explore, by="Lò Thị An")
    told(explore, f"Đã lưu: {FILE}")
    expect(explore.button("reset_saved")).to_be_disabled()
    assert housing(path) == ((2026, 230.0),)
    assert "saved_by: Lò Thị An" in path.read_text(encoding="utf-8")
    window(explore)
    expect(explore.page.locator(DIALOG)).to_contain_text("230 → 180 tỷ đồng/năm")
    pressed(explore, "Khôi phục")
    told(explore, "Đã khôi phục")
    assert path.read_bytes() == before
    expect(explore.value()).not_to_have_text("230")
    window(explore)
    expect(explore.page.locator(DIALOG)).to_contain_text("người lưu Lò Thị An")


def test_the_second_of_two_planners_is_told_in_words_and_chooses(
    planner: Callable[[], Explore], scenarios: Path
) -> None:
    path = scenarios / "son-la" / FILE
    first, second = opened(planner()), opened(planner())
    first.answered(lambda: first.typed("230"))
    second.answered(lambda: second.typed("111"))
    save_over(first, by="An")
    told(first, "Đã lưu")
    save_over(second, by="Bình")
    dialog = second.page.locator(DIALOG)
    expect(dialog).to_contain_text("An lưu lúc", timeout=15_000)
    expect(dialog).to_contain_text("230 → 111 tỷ đồng/năm")
    assert housing(path) == ((2026, 230.0),)
    pressed(second, "Lấy bản trên đĩa")
    expect(second.value()).to_have_text("230")
    second.button("undo").click()
    expect(second.value()).to_have_text("111")
    save_over(second)
    told(second, "Đã lưu")
    assert housing(path) == ((2026, 111.0),)
    # The first has moved meanwhile, and keeps both.
    first.answered(lambda: first.typed("140"))
    save_over(first)
    pressed(first, "Lưu bản của tôi thành tệp mới")
    expect(first.picker("Kịch bản")).to_have_value(f"{TITLE} (2)", timeout=15_000)
    assert housing(path) == ((2026, 111.0),)
    assert housing(path.with_name("nha-o-truoc-xoa-het-nha-tam-2.yaml")) == ((2026, 140.0),)


def test_a_file_changed_by_hand_is_noticed(planner: Callable[[], Explore], scenarios: Path) -> None:
    explore, path = opened(planner()), scenarios / "son-la" / FILE
    text = path.read_text(encoding="utf-8")
    assert "2026: 180" in text
    path.write_text(text.replace("2026: 180", "2026: 150"), encoding="utf-8")
    told(explore, "vừa được đổi trên đĩa")
    explore.answered(lambda: explore.typed("100"))
    path.write_text(text.replace("2026: 180", "2026: 160"), encoding="utf-8")
    expect(explore.page.get_by_text("Tệp này vừa được đổi trên đĩa.")).to_be_visible(timeout=25_000)
    expect(explore.value()).to_have_text("100")
    explore.page.get_by_role("button", name="Xem khác biệt và chọn").click()
    pressed(explore, "Ghi đè bằng bản của tôi")
    told(explore, "Đã lưu")
    assert housing(path) == ((2026, 100.0),)


def test_a_file_deleted_under_unsaved_work_leaves_the_work(planner: Callable[[], Explore], scenarios: Path) -> None:
    explore = opened(planner())
    explore.answered(lambda: explore.typed("100"))
    (scenarios / "son-la" / FILE).unlink()
    expect(explore.page.get_by_text("đã bị xóa khỏi thư mục")).to_be_visible(timeout=25_000)
    expect(explore.picker("Kịch bản")).to_have_value(f"{TITLE} (chưa có tệp)")
    expect(explore.value()).to_have_text("100")


def test_rename_duplicate_delete_and_take_back(planner: Callable[[], Explore], scenarios: Path) -> None:
    explore, place = opened(planner()), scenarios / "son-la"
    window(explore)
    title = explore.page.locator(DIALOG).get_by_label("Tên kịch bản")
    title.fill("Đợt đầu: 50% số nhà")
    title.press("Tab")
    pressed(explore, "Đổi tên")
    expect(explore.picker("Kịch bản")).to_have_value("Đợt đầu: 50% số nhà", timeout=15_000)
    assert {path.name for path in place.glob("*.yaml")} >= {"dot-dau-50-so-nha.yaml"}
    assert not (place / FILE).exists()
    window(explore)
    pressed(explore, "Nhân bản")
    expect(explore.picker("Kịch bản")).to_have_value("Đợt đầu: 50% số nhà (2)", timeout=15_000)
    window(explore)
    pressed(explore, "Xóa vào thùng rác")
    told(explore, "Đã chuyển vào thùng rác")
    assert not (place / "dot-dau-50-so-nha-2.yaml").exists()
    window(explore)
    expect(explore.page.locator(DIALOG)).to_contain_text("Xóa lúc")
    pressed(explore, "Lấy lại")
    expect(explore.picker("Kịch bản")).to_have_value("Đợt đầu: 50% số nhà (2)", timeout=15_000)
    assert (place / "dot-dau-50-so-nha-2.yaml").exists()


def test_the_baseline_stays(planner: Callable[[], Explore]) -> None:
    explore = planner()
    window(explore)
    for name in ("Đổi tên", "Xóa vào thùng rác"):
        expect(explore.page.locator(DIALOG).get_by_role("button", name=name)).to_be_disabled()
    explore.page.keyboard.press("Escape")
    explore.page.get_by_role("button", name="Lưu kịch bản").click()
    expect(explore.page.get_by_role("button", name=SAVE_OVER)).to_have_count(0)


def test_the_address_carries_unsaved_work_to_another_planner(planner: Callable[[], Explore]) -> None:
    first, second = opened(planner()), planner()
    old = first.page.url
    first.answered(lambda: first.typed("100"))
    expect(first.page).not_to_have_url(old)
    expect(first.button("copy")).to_be_enabled()
    second.page.goto(first.page.url)
    second.settled()
    expect(second.picker("Kịch bản")).to_have_value(TITLE)
    expect(second.value()).to_have_text("100")
    expect(second.button("reset_saved")).to_be_enabled()


def test_a_damaged_address_is_told_and_the_page_opens(planner: Callable[[], Explore], own_url: str) -> None:
    explore = planner()
    explore.page.goto(f"{own_url}/?s=1.abc")
    explore.settled()
    expect(explore.page.locator(".told.error")).to_contain_text("URL")
    explore.page.get_by_role("button", name="Đã rõ").click()
    expect(explore.page.locator(".told.error")).to_have_count(0)


def cookies(context: BrowserContext) -> set[str]:
    return {cookie["name"] for cookie in context.cookies()}


def test_unsaved_work_outlives_a_reload_and_a_restart_of_the_server(
    new_page: Callable[..., Page], scenarios: Path
) -> None:
    page = new_page()
    with served(ROOT, scenarios, RESULTS / "store-first.log") as url:
        explore = opened(Explore(page).opened(url))
        explore.answered(lambda: explore.typed("100"))
        opened(explore, OTHER)
        explore.answered(lambda: explore.typed("140"))
        time.sleep(4)  # the drafts are written every other second
        page.reload()
        explore.settled()
        expect(explore.picker("Kịch bản")).to_have_value(OTHER)
        expect(explore.value()).to_have_text("140")
        assert "simulator_browser" in cookies(page.context)
        page.goto("about:blank")  # an open page would complain that the server is gone
    with served(ROOT, scenarios, RESULTS / "store-second.log") as url:
        explore = Explore(page).opened(url)
        notice = page.get_by_text("Còn thay đổi chưa lưu từ lần trước")
        expect(notice).to_contain_text(TITLE)
        expect(notice).to_contain_text(OTHER)
        for title, value in ((TITLE, "100"), (OTHER, "140")):
            explore.chosen("Kịch bản", title)
            expect(explore.value()).to_have_text(value)
            expect(explore.button("reset_saved")).to_be_enabled()
        stranger = Explore(new_page()).opened(url)
        opened(stranger)
        expect(stranger.page.get_by_text("Còn thay đổi chưa lưu")).to_have_count(0)


def test_a_file_from_elsewhere_is_checked_then_opened_then_saved(
    planner: Callable[[], Explore], scenarios: Path, tmp_path: Path
) -> None:
    explore = planner()
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    text = (scenarios / "son-la" / FILE).read_text(encoding="utf-8")
    bad.write_text(text.replace("housing:", "huosing:"), encoding="utf-8")
    good.write_text(text.replace(TITLE, "Từ Điện Biên gửi về"), encoding="utf-8")
    window(explore)
    given = explore.page.locator(f"{DIALOG} input[type=file]")
    given.set_input_files(bad)
    expect(explore.page.locator(f"{DIALOG} .told.error")).to_contain_text("bad.yaml:")
    expect(explore.page.locator(f"{DIALOG} .told.error")).to_contain_text("housing")
    given.set_input_files(good)
    pressed(explore, "Mở kịch bản này")
    expect(explore.picker("Kịch bản")).to_have_value("Từ Điện Biên gửi về (chưa có tệp)", timeout=15_000)
    assert not list((scenarios / "son-la").glob("*gui-ve*"))
    explore.page.get_by_role("button", name="Lưu kịch bản").click()
    name = explore.page.get_by_label("Tên kịch bản")
    name.fill("Từ Điện Biên gửi về")
    name.press("Enter")
    explore.page.get_by_role("button", name="Lưu vào thư mục kịch bản").click()
    expect(explore.picker("Kịch bản")).to_have_value("Từ Điện Biên gửi về", timeout=15_000)
    assert (scenarios / "son-la" / "tu-dien-bien-gui-ve.yaml").exists()
