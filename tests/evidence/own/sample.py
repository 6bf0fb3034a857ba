"""An invented province, "Tỉnh Ví Dụ", as a planner's file gives it. Its figures are plausible and of no real place."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from simulator.evidence import Observation, Source
from simulator.evidence.own import OwnFigures

ID = "vi-du"
NAME = "Tỉnh Ví Dụ"
REPORT = "Báo cáo giảm nghèo của Sở Nông nghiệp và Môi trường tỉnh Ví Dụ (số liệu minh họa)"
CREDIT_REPORT = "Báo cáo của Ngân hàng Chính sách xã hội tỉnh Ví Dụ (số liệu minh họa)"
ASSUMPTION = "giả định"

HEADER = (
    "Chỉ tiêu",
    "Từ ngày",
    "Đến ngày",
    "Giá trị",
    "Đơn vị tính",
    "Chuẩn nghèo",
    "Mức chính xác",
    "Nguồn",
    "Liên kết",
    "Ngày công bố",
    "Ghi chú",
)
SETTINGS = (
    ("Tên địa phương", NAME),
    ("Tên tiếng Anh", "Example province"),
    ("Vùng", "Tây Bắc"),
    ("Vùng nông thôn mới", "Trung du và miền núi phía Bắc"),
)
# indicator id, name, day, value as written in Vietnam, value, unit as written, unit, standard, sigma, source, note
FIGURES: tuple[tuple[str, str, date, str, float, str, str, str, float, str, str], ...] = (
    ("households", "Số hộ", date(2021, 12, 31), "205.000", 205000.0, "hộ", "household", "", 1000.0, REPORT, ""),
    ("poverty_rate", "Tỷ lệ hộ nghèo", date(2021, 12, 31), "23,45%", 0.2345, "%", "share", "S22", 0.003, REPORT, ""),
    ("poverty_rate", "Tỷ lệ hộ nghèo", date(2022, 12, 31), "18,90%", 0.189, "%", "share", "S22", 0.003, REPORT, ""),
    ("poverty_rate", "Tỷ lệ hộ nghèo", date(2023, 12, 31), "14,60%", 0.146, "%", "share", "S22", 0.003, REPORT, ""),
    ("poverty_rate", "Tỷ lệ hộ nghèo", date(2024, 12, 31), "10,89%", 0.1089, "%", "share", "S22", 0.003, REPORT, ""),
    ("near_poor_rate", "Tỷ lệ hộ cận nghèo", date(2023, 12, 31), "7,5%", 0.075, "%", "share", "S22", 0.002, REPORT, ""),
    ("communes_total", "Số xã", date(2021, 12, 31), "122", 122.0, "xã", "commune", "", 0.5, ASSUMPTION, "như năm 2020"),
    (
        "ntm_communes_attained",
        "Xã đạt chuẩn nông thôn mới",
        date(2022, 12, 31),
        "55",
        55.0,
        "xã",
        "commune",
        "",
        1.0,
        REPORT,
        "",
    ),
    (
        "ntm_communes_attained",
        "Xã đạt chuẩn nông thôn mới",
        date(2024, 12, 31),
        "68",
        68.0,
        "xã",
        "commune",
        "",
        1.0,
        REPORT,
        "",
    ),
    (
        "credit_outstanding",
        "Dư nợ tín dụng chính sách",
        date(2024, 12, 31),
        "4.480,5",
        4480.5,
        "tỷ đồng",
        "billion_vnd",
        "",
        23.0,
        CREDIT_REPORT,
        "",
    ),
)
SOURCES: Mapping[str, Source] = {
    source.source_id: source
    for source in (
        Source("vi-du-own-1", NAME, CREDIT_REPORT, "", date(2025, 1, 20), "official", 2),
        Source("vi-du-own-2", NAME, REPORT, "https://example.vn/bao-cao", date(2025, 1, 15), "official", 3),
        Source("vi-du-own-assumption", NAME, "Giả định của người lập kế hoạch", "", None, "assumption", 4),
    )
}
SOURCE_OF = {source.publisher: name for name, source in SOURCES.items()} | {ASSUMPTION: "vi-du-own-assumption"}


LINKS = {REPORT: ("https://example.vn/bao-cao", "15/01/2025"), CREDIT_REPORT: ("", "20/01/2025")}


def table() -> list[list[str]]:
    """Return the cells of the file as typed: the header in row 1, settings in rows 2 to 5, figures in rows 6 to 15."""
    settings = [[name, "", "", said, *[""] * 7] for name, said in SETTINGS]
    figures = [
        [name, "", f"{day:%d/%m/%Y}", typed, unit, standard, "", source, *LINKS.get(source, ("", "")), note]
        for _, name, day, typed, _, unit, _, standard, _, source, note in FIGURES
    ]
    return [list(HEADER), *settings, *figures]


def as_csv(rows: list[list[str]], separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """Return rows as Excel with Vietnamese settings saves them: semicolons, a byte order mark, Windows line ends."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def clean_csv() -> bytes:
    """Return the sample as an upload."""
    return as_csv(table())


def observations() -> tuple[Observation, ...]:
    """Return the ten figures, by obs_id."""
    found = [
        Observation(
            obs_id="-".join(part for part in (ID, name.replace("_", "-"), str(day.year), standard.lower()) if part),
            locality=ID,
            indicator=name,
            period_start=None,
            period_end=day,
            value=value,
            unit=unit,
            bound="exact",
            kind="stock",
            standard=standard,
            fit="yes",
            sigma=sigma,
            source_id=SOURCE_OF[source],
            note=note,
            line=0,
        )
        for name, _, day, _, value, _, unit, standard, sigma, source, note in FIGURES
    ]
    found.sort(key=lambda row: row.obs_id)
    return tuple(replace(row, line=line) for line, row in enumerate(found, 2))


def own_figures() -> OwnFigures:
    """Return what reading the sample gives."""
    return OwnFigures(
        id=ID,
        name_vi=NAME,
        name_en="Example province",
        region="north-west",
        ntm_region="northern midlands and mountains",
        parent="",
        former_area=False,
        observations=observations(),
        sources=SOURCES,
        remarks=(),
    )
