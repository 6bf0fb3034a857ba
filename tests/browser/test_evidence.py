"""The evidence page in a browser: searched, clicked, linked to, downloaded; on a projector and a phone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from simulator.texts import text
from tests.browser.conftest import is_local
from tests.browser.explore_page import PATIENCE, box_of, drawn
from tests.browser.pages import HEIGHT, go_to_page
from tests.shipped import evidence
from tests.ui.test_texts import ENGLISH

PARTS = ("figures", "against", "fit", "skill", "learned")
CHARTS = '[data-testid="stVegaLiteChart"]'
CHARTS_IN = {"figures": 2, "fit": 1}  # at least, of Sơn La
# What is drawn last of each part.
LAST = {
    "figures": ".figures tbody tr",
    "against": ".details-table.alone",
    "fit": ".details-table.misses",
    "skill": "h3:has-text('{}')",
    "learned": ".details-table.learned",
}
VIETNAMESE = re.compile(r"\b(số|của|và|được|không|nguồn|tỷ lệ|mô hình)\b", re.IGNORECASE)
RATE_2023 = "son-la-poverty-rate-2023-s22-slp-1719"


def settled(page: Page) -> Page:
    expect(page.locator(".details h2")).to_be_visible(timeout=PATIENCE)
    drawn(page)
    return page


def opened(page: Page, url: str, language: str = "vi") -> Page:
    return go_to_page(page, url, "evidence.title", language, settled)


def show(page: Page, part: str, language: str = "vi") -> None:
    page.get_by_role("radio", name=text(f"evidence.part.{part}", language), exact=True).click()
    last = LAST[part].format(text("evidence.sbc.title", language))
    expect(page.locator(last).last).to_be_attached(timeout=PATIENCE)
    settled(page)
    if part in CHARTS_IN:
        expect(page.locator(f"{CHARTS} svg.marks").nth(CHARTS_IN[part] - 1)).to_be_attached(timeout=PATIENCE)


def rows(page: Page) -> Locator:
    return page.locator(".figures tbody tr[data-obs]")


def chosen(page: Page, obs_id: str) -> Locator:
    """The row that is marked, in sight inside the table."""
    line = page.locator(f'.figures tr[data-obs="{obs_id}"]')
    expect(line).to_have_attribute("aria-current", "true", timeout=10_000)
    expect(line).to_be_in_viewport()
    return line


def counted(page: Page, shown: int, language: str = "vi") -> None:
    said = text("evidence.table.count", language, shown=shown, all=len(evidence().of("son-la")))
    expect(page.locator(".figures .count")).to_have_text(said)


def test_a_figure_is_found_and_followed(page: Page) -> None:
    """Search without accents, filter, sort, choose by row and by point, download, switch the language."""
    own = evidence().of("son-la")
    page.get_by_role("link", name=text("evidence.title", "vi"), exact=True).click()
    settled(page)
    counted(page, len(own))
    search = page.get_by_role("searchbox")
    search.fill("ty le ho ngheo dao nguoc")
    expect(page.locator(".figures .empty")).to_be_visible()
    search.fill("TY LE HO NGHEO 14,41")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Tỷ lệ hộ nghèo")
    search.fill("")
    page.locator(".figures select[name=use]").select_option("fitted")
    page.locator(".figures select[name=standard]").select_option("S22")
    fitted = [row for row in own if row.fit == "yes" and row.standard == "S22"]
    counted(page, len(fitted))
    page.locator('.figures [data-column="value"]').click()
    values = [
        float(value.replace(".", "").replace(",", ".").rstrip("%").lstrip("≈≥≤ "))
        for value in page.locator(".figures td.value b").all_inner_texts()
    ]
    assert len(values) == len(fitted)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=text("evidence.table.download", "vi")).click()
    assert waiting.value.suggested_filename.endswith(".csv")
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith("\ufeff".encode())
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert {row[text("evidence.csv.id", "vi")] for row in table} == {row.obs_id for row in fitted}
    numbers = [float(row[text("evidence.csv.value", "vi")]) for row in table]
    assert numbers == sorted(numbers)  # as it is sorted on the page

    rates = [row.obs_id for row in fitted if row.indicator == "poverty_rate"]
    first, last = rates[0], rates[-1]
    page.locator(f'.figures tr[data-obs="{first}"] button').press("Enter")  # by the keyboard
    expect(page).to_have_url(re.compile(f"obs={first}"))
    chosen(page, first)
    settled(page)
    page.locator(".figures select[name=use]").select_option("target")  # no filter keeps a figure that is asked for
    expect(page.locator(f'.figures tr[data-obs="{last}"]')).to_have_count(0)
    points = page.locator(CHARTS).last.locator("g.mark-symbol").last.locator("path")
    expect(points.first).to_be_attached()
    points.last.click(force=True)  # fitted figures are drawn last, in the order of time
    expect(page).to_have_url(re.compile(f"obs={last}"), timeout=10_000)
    chosen(page, last)

    page.get_by_role("button", name="English").click()
    expect(page.locator(".details h2")).to_contain_text("figures from")
    settled(page)
    chosen(page, last)
    body = page.locator(".figures").inner_text()
    names = {source.publisher for source in evidence().sources.values()}
    for name in sorted(names, key=len, reverse=True):
        body = body.replace(name, "")
    assert VIETNAMESE.search(body) is None, VIETNAMESE.search(body)


def test_contradictions_stand_side_by_side_and_lead_to_their_rows(page: Page) -> None:
    page.get_by_role("link", name=text("evidence.title", "vi"), exact=True).click()
    settled(page)
    show(page, "against")
    box = page.locator(".evidence-against").filter(has_text="14,41%")
    expect(box).to_contain_text("14,17%")
    expect(box.locator(".used")).to_have_count(2)  # the side and its mark
    expect(page.locator(".evidence-against").filter(has_text="11,11%")).to_contain_text("10,89%")
    link = box.get_by_role("link", name=text("evidence.row", "vi")).last
    assert link.get_attribute("href") == f"evidence?obs={RATE_2023}&lang=vi"
    expect(box.get_by_role("link").first).to_have_attribute("rel", "noopener noreferrer")


def test_an_address_opens_the_figure(browser: Browser, app_url: str) -> None:
    """In a window of its own: below the first page Streamlit first asks for two files that are not there."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 720})
    outside: list[str] = []
    context.on("request", lambda request: None if is_local(request.url) else outside.append(request.url))
    page = context.new_page()
    page.goto(f"{app_url}/evidence?obs={RATE_2023}")
    settled(page)
    expect(chosen(page, RATE_2023)).to_contain_text("14,41%")
    assert f"obs={RATE_2023}" in page.url
    page.goto(f"{app_url}/evidence?obs=hau-giang-credit-outstanding-2022-bhg-vbsp-2023&lang=en")
    settled(page)
    expect(page.locator(".details h2")).to_contain_text("Hậu Giang")
    chosen(page, "hau-giang-credit-outstanding-2022-bhg-vbsp-2023")
    context.close()
    assert outside == []


def test_the_result_of_every_part_is_seen_at_once_in_vietnamese_and_without_a_warning(
    new_page: Callable[..., Page], app_url: str
) -> None:
    page = new_page()
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text) if message.type == "warning" else None)
    opened(page, app_url)
    warnings.clear()  # those of the first page
    for part in PARTS:
        show(page, part)
        box = box_of(page.locator(".details h2").first)
        assert box["y"] + box["height"] < HEIGHT / 2, part
        read = page.locator(".details").all_inner_texts()
        assert not [found.group() for words in read if (found := ENGLISH.search(words))], part
    assert warnings == []
