"""A province that is not shipped, from its file to its projection, on the page alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explore_page import Explore
from tests.browser.test_evidence import settled
from tests.evidence.own import sample

CALIBRATED = 90_000  # milliseconds, on a busy machine


def given(page: Page, folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(folder / name)


@pytest.fixture
def folder(scenarios_folder: Path) -> Iterator[Path]:
    """The folder of scenarios, without the province when the test is over."""
    yield scenarios_folder
    shutil.rmtree(scenarios_folder / sample.ID, ignore_errors=True)


def test_a_province_is_brought_in_scored_and_projected(page: Page, folder: Path, tmp_path: Path) -> None:
    Explore(page).settled()
    page.get_by_role("link", name="Số liệu", exact=True).click()
    settled(page)
    page.get_by_role("radio", name="Địa phương của bạn", exact=True).click()
    with page.expect_download() as template:
        page.get_by_role("button", name="Mẫu CSV").click()
    assert "Tỷ lệ hộ nghèo" in Path(template.value.path()).read_text(encoding="utf-8-sig")

    clean = sample.clean_csv()
    text = clean.decode("utf-8-sig") if isinstance(clean, bytes) else clean
    given(page, tmp_path, "sai.csv", text.replace("23,45%", "2345").replace("18,90%", "abc"))
    faults = page.locator(".own-faults tbody tr")
    expect(faults).to_have_count(2)
    expect(faults.first).to_contain_text("D7")

    given(page, tmp_path, "dung.csv", text)
    page.get_by_role("button", name="Hiệu chỉnh và đưa vào").click()
    expect(page.get_by_text("có mặt trong danh sách địa phương")).to_be_visible(timeout=CALIBRATED)
    page.get_by_role("button", name="Thử lại trên các năm đã biết").click()
    expect(page.get_by_test_id("stToast").filter(has_text="dự báo")).to_be_visible(timeout=CALIBRATED)
    page.get_by_role("button", name="Mở trong Mô phỏng").first.click()
    expect(page.get_by_text("Thử lại trên các năm đã biết ở đây")).to_be_visible(timeout=30_000)
    expect(Explore(page).picker("Địa phương")).to_have_value(sample.NAME)
    assert (folder / sample.ID / f"{sample.ID}-baseline.yaml").is_file()
