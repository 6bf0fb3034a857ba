"""The page of comparison in a browser: chosen, sorted, downloaded, in both languages, on a projector and a phone."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator.evidence import load_evidence
from simulator.files import FORMULA_STARTS
from simulator.scenario import baseline_path, dump_scenario, load_scenario
from simulator.texts import text
from simulator.ui.compare_view import PARTS
from tests.browser.conftest import RESULTS, ROOT, served
from tests.browser.explore_page import CHARTS, PATIENCE, Explore, box_of, drawn
from tests.browser.hostile_names import NAMES
from tests.browser.pages import HEIGHT, go_to_page

CHARTS_IN = {"outcomes": 2, "panels": 8, "money": 0, "inputs": 0}
TABLES_IN = {"outcomes": 1, "panels": 0, "money": 3, "inputs": 0}


def settled(page: Page) -> Page:
    expect(page.locator(".details.compare h2")).to_be_visible(timeout=PATIENCE)
    drawn(page)
    return page


def opened(page: Page, url: str, language: str = "vi") -> Page:
    return go_to_page(page, url, "compare.title", language, settled)


def show(page: Page, part: str, language: str = "vi") -> None:
    page.get_by_role("radio", name=text(f"compare.part.{part}", language), exact=True).click()
    settled(page)
    expect(page.locator(f"{CHARTS} svg.marks")).to_have_count(CHARTS_IN[part], timeout=PATIENCE)
    expect(page.locator(".compared")).to_have_count(TABLES_IN[part], timeout=PATIENCE)


def titles(page: Page, table: int = 0) -> list[str]:
    """The scenarios of a table in the order of its rows."""
    return [
        name.split("\n")[0] for name in page.locator(".compared").nth(table).locator(".name span").all_inner_texts()
    ]


def figures(page: Page, column: int) -> list[str]:
    return page.locator(f".compared tbody td:nth-child({column + 1}) .value").all_inner_texts()


def pick(page: Page, names: list[str], count: int) -> None:
    """Tick or untick scenarios in the list behind the button."""
    page.get_by_test_id("stPopover").get_by_role("button").first.click()
    boxes = page.get_by_test_id("stPopoverBody").get_by_test_id("stCheckbox")
    for name in names:
        boxes.filter(has_text=name).click()
        drawn(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopover")).to_contain_text(f"{count} ")
    settled(page)


def head(page: Page, key: str) -> Locator:
    return page.locator(f'.compared [data-column="{key}"]').first


def test_a_meeting(page: Page) -> None:
    """Pick three, change the reference, sort, change the year, download, go to English and back to the sliders."""
    page.get_by_role("link", name=text("compare.title", "vi"), exact=True).click()
    settled(page)
    expect(page.locator(".compared tbody tr")).to_have_count(4, timeout=PATIENCE)
    pick(page, ["Nhà ở trước", "Dồn vốn", "Việc làm và đào tạo"], 3)
    expect(page.locator(".compared tbody tr")).to_have_count(3)
    assert [title.split(" ")[0] for title in titles(page)] == ["Phương", "Cùng", "Việc"]
    expect(page.locator("tr.reference")).to_contain_text("Phương án cơ sở")

    page.get_by_role("combobox", name=text("compare.reference", "vi")).click()
    page.get_by_role("option", name=re.compile("Cùng tiền")).click()
    expect(page.locator("tr.reference")).to_contain_text("Cùng tiền")
    settled(page)

    head(page, "ntm_communes_attained").click()
    expect(page.locator('th[aria-sort="ascending"]')).to_contain_text(
        text("compare.figure.ntm_communes_attained", "vi")
    )
    rising = [int(value) for value in figures(page, 4)]
    assert rising == sorted(rising)
    head(page, "ntm_communes_attained").press("Enter")  # by the keyboard, and the focus is still there
    expect(page.locator('th[aria-sort="descending"]')).to_have_count(1)
    falling = titles(page)
    assert [int(value) for value in figures(page, 4)] == sorted(rising, reverse=True)

    page.get_by_role("combobox", name=text("compare.year", "vi")).click()
    page.get_by_role("option", name="2028").click()
    expect(page.locator(".details.compare h2")).to_contain_text("2028")
    settled(page)
    assert page.locator('th[aria-sort="descending"]').count() == 1  # the order stays

    with page.expect_download() as waiting:
        page.get_by_role("button", name=text("present.export.csv", "vi")).click()
    download = waiting.value
    assert download.suggested_filename == "so-sanh-son-la-2028.csv"
    rows = list(csv.DictReader(io.StringIO(Path(download.path()).read_text(encoding="utf-8-sig"), newline="")))
    assert {row["Kịch bản"] for row in rows} == set(falling)
    assert {row["Kịch bản"] for row in rows if row["Tham chiếu"] == "có"} == {"Cùng tiền, giải ngân nhanh hơn"}
    shown = {row["Kịch bản"]: row["Trung vị"] for row in rows if row["Chỉ tiêu"] == "Xã đạt chuẩn"}
    at_rows = dict(zip(titles(page), figures(page, 4), strict=True))
    assert {title: str(round(float(value))) for title, value in shown.items()} == at_rows

    page.get_by_role("button", name="English").click()
    expect(page.locator(".details.compare h2")).to_contain_text("2028")
    expect(page.locator(".details.compare h2")).to_contain_text("poverty")
    settled(page)
    expect(page.locator("tr.reference")).to_contain_text("Cùng tiền")
    expect(page.locator(".compared tbody tr")).to_have_count(3)

    page.get_by_role("link", name=text("explore.title", "en"), exact=True).click()
    Explore(page).settled()
    page.get_by_role("link", name=text("compare.title", "en"), exact=True).click()
    settled(page)
    expect(page.locator("tr.reference")).to_contain_text("Cùng tiền")
    expect(page.locator(".compared tbody tr")).to_have_count(3)
    expect(page.locator(".details.compare h2")).to_contain_text("2028")


def test_unsaved_slider_moves_can_be_compared(page: Page) -> None:
    explore = Explore(page).settled()
    explore.answered(lambda: explore.typed("250"))
    page.get_by_role("link", name=text("compare.title", "vi"), exact=True).click()
    settled(page)
    expect(page.locator(".compared")).to_contain_text("chưa lưu")
    show(page, "inputs")
    expect(page.locator(".inputs")).to_contain_text("Hỗ trợ xóa nhà tạm 2026–2030: 98 → 250 tỷ đồng/năm")


def test_the_result_and_the_first_chart_of_every_part_are_seen_at_once(
    new_page: Callable[..., Page], app_url: str
) -> None:
    page = opened(new_page(), app_url)
    for part in PARTS:
        show(page, part)
        box = box_of(page.locator(".details.compare h2"))
        assert box["y"] + box["height"] < 0.65 * HEIGHT, part
        if CHARTS_IN[part]:
            first = box_of(page.locator(CHARTS).first)
            assert first["y"] + first["height"] < HEIGHT, part


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every hostile name is the title of a scenario, and one file cannot be read."""
    folder = tmp_path_factory.mktemp("compared") / "scenarios"
    shutil.copytree(ROOT / "scenarios", folder, ignore=shutil.ignore_patterns(".store"))
    evidence, first = load_evidence(), baseline_path("son-la", folder)
    for path in set(first.parent.iterdir()) - {first}:
        path.unlink()
    for number, name in enumerate(NAMES):
        scenario = replace(load_scenario(first, evidence), title=name, note=name)
        first.with_name(f"h{number:02}.yaml").write_text(dump_scenario(scenario), encoding="utf-8")
    first.with_name("hong.yaml").write_text("format: 1\nlocality: son-la\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def hostile_url(hostile_folder: Path) -> Iterator[str]:
    with served(ROOT, hostile_folder, RESULTS / "hostile-compare.log") as url:
        yield url


def test_whatever_scenarios_are_called_they_are_shown_as_text(new_page: Callable[..., Page], hostile_url: str) -> None:
    """All names in the list; those of the first files in the tables, the charts, the sentences and the CSV."""
    page = new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    opened(page, hostile_url)
    expect(page.locator(".told.warning")).to_contain_text("hong.yaml")
    page.get_by_test_id("stPopover").get_by_role("button").first.click()
    body = page.get_by_test_id("stPopoverBody")
    expect(body.get_by_test_id("stCheckbox")).to_have_count(len(NAMES) + 1)
    page.wait_for_timeout(500)  # the labels are drawn a moment later
    listed = {name.replace("\u2060", "") for name in body.get_by_test_id("stCheckbox").all_inner_texts()}
    assert {name for name in NAMES if name.strip() not in listed} == set()
    assert body.locator("a, img, em, strong, code, h1, li, .katex").count() == 0
    for box in body.get_by_test_id("stCheckbox").all()[4:8]:
        box.click()
        drawn(page)
    expect(page.get_by_test_id("stPopover")).to_contain_text("8 ")
    page.keyboard.press("Escape")
    settled(page)
    expect(page.locator(".compared tbody tr")).to_have_count(8)
    assert set(titles(page)[1:]) <= set(NAMES)
    for part in PARTS:
        page.get_by_role("radio", name=text(f"compare.part.{part}", "vi"), exact=True).click()
        settled(page)
        assert page.evaluate("window.harmed === undefined")
        assert page.locator("[data-testid=stMain] :is(iframe, script:not(#page-words), img)").count() == 0
        assert page.locator("[data-testid=stException]").count() == 0
        if part == "outcomes":
            hovered(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=text("present.export.csv", "vi")).click()
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert [row[1] for row in rows if row[1][:1] in FORMULA_STARTS] == []


def hovered(page: Page) -> None:
    """The hover box of a line's end says the title as text."""
    chart = page.locator(CHARTS).first
    expect(chart.locator("svg.marks")).to_be_visible()
    point = chart.locator("g.mark-symbol path").last
    point.hover(force=True)
    expect(page.locator("#vg-tooltip-element")).to_be_visible()
    assert page.locator("#vg-tooltip-element :is(script, img, a, b)").count() == 0
