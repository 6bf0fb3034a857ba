"""Faults as planners make them: what is typed into which cell of the sample, and what must be said of which cell."""

from __future__ import annotations

from dataclasses import dataclass

from tests.evidence.own.sample import REPORT

Edits = dict[str, str]


@dataclass(frozen=True)
class Planted:
    """One fault. ``edits`` go into the sample by cell; rows after 15 are new. ``cell`` "" is the file as a whole."""

    edits: Edits
    code: str
    cell: str
    nearest: str | None = None


def row(number: int, indicator: str, to: str, value: str, unit: str = "", **more: str) -> Edits:
    """Return the cells of a new figure."""
    cells = {"A": indicator, "C": to, "D": value, "E": unit, "H": REPORT} | more
    return {f"{column}{number}": cell for column, cell in cells.items()}


PLANTED = (
    # the header
    Planted({"D1": "Kết quả đạt được"}, "unknown_column", "D1", "Giá trị"),
    Planted({"A1": "Mục"}, "unknown_column", "A1", "Chỉ tiêu"),
    Planted({"C1": "Mốc"}, "unknown_column", "C1", "Đến ngày"),
    Planted({f"D{line}": "" for line in range(1, 16)}, "missing_column", "1"),
    Planted({f"H{line}": "" for line in range(1, 16)}, "own_missing_source_column", "1"),
    Planted({"K1": "Nguồn gốc"}, "unknown_column", "K1"),
    Planted({"L1": "Gía trị mới"}, "unknown_column", "L1"),
    Planted({"L1": "Giá trị"}, "repeated_column", "L1"),
    Planted({"L8": "tạm"}, "own_untitled_column", "L8"),
    # the locality
    Planted({"D2": ""}, "missing_value", "D2"),
    Planted({"D2": "!!!"}, "own_no_name", "D2"),
    Planted({"D2": "Tỉnh Sơn La"}, "own_shipped_locality", "D2"),
    Planted({"D2": "dien bien"}, "own_shipped_locality", "D2"),
    Planted({"D4": "Tây Băk"}, "unknown_choice", "D4", "Tây Bắc"),
    Planted({"D5": "Trung du và miền núi phía Nam"}, "unknown_choice", "D5", "Trung du và miền núi phía Bắc"),
    Planted({"A16": "Địa bàn cũ", "D16": "chưa rõ"}, "unknown_choice", "D16"),
    Planted({"A16": "Tên địa phương", "D16": "Tỉnh Khác"}, "repeated_key", "A16"),
    # indicators
    Planted({"A8": "Tỷ lệ hộ nghòe"}, "own_unknown_indicator", "A8", "Tỷ lệ hộ nghèo"),
    Planted({"A6": "Số hộ dânn"}, "own_unknown_indicator", "A6"),
    Planted({"A15": "credit_outstandng"}, "own_unknown_indicator", "A15", "credit_outstanding"),
    Planted({"A14": ""}, "missing_value", "A14"),
    # values
    Planted({"D8": ""}, "missing_value", "D8"),
    Planted({"D8": "mười chín"}, "own_not_a_number", "D8"),
    Planted({"D13": "55 xã"}, "own_not_a_number", "D13", "55"),
    Planted({"D13": "5O"}, "own_not_a_number", "D13"),
    Planted({"D6": "205.00.0"}, "own_not_a_number", "D6"),
    Planted({"D6": "1e999"}, "not_finite", "D6"),
    Planted({"D6": "-205000"}, "negative_count", "D6"),
    Planted({"D8": "-3%"}, "negative_count", "D8"),
    Planted({"D12": "122,5"}, "own_not_whole", "D12"),
    Planted({"D8": "189%"}, "looks_like_percent", "D8"),
    Planted({"D8": "18,9", "E8": "tỷ lệ"}, "looks_like_percent", "D8", "0,189"),
    Planted({"D8": "18900%"}, "share_out_of_range", "D8"),
    Planted({"D8": "0,189%"}, "unlike_neighbours", "D8"),
    Planted({"D13": "55%", "E13": ""}, "own_percent_of_count", "D13"),
    Planted({"D8": "#REF!"}, "own_error_value", "D8"),
    Planted({"D9": "#DIV/0!"}, "own_error_value", "D9"),
    Planted({"D9": "#N/A"}, "own_error_value", "D9"),
    # units
    Planted({"E6": "hộ dân"}, "own_unknown_unit", "E6"),
    Planted({"E6": "xã"}, "unit_mismatch", "E6"),
    Planted({"E8": "hộ"}, "unit_mismatch", "E8"),
    Planted({"E15": "%"}, "unit_mismatch", "E15"),
    Planted({"E15": "tỷ đồg"}, "own_unknown_unit", "E15", "tỷ đồng"),
    # days
    Planted({"C8": ""}, "missing_value", "C8"),
    Planted({"C8": "31/02/2022"}, "no_such_date", "C8"),
    Planted({"C8": "32/12/2022"}, "no_such_date", "C8"),
    Planted({"C8": "2022-13-31"}, "no_such_date", "C8"),
    Planted({"C8": "cuối kỳ"}, "own_not_a_date", "C8"),
    Planted({"C13": "31/12/1989"}, "date_out_of_range", "C13"),
    Planted({"C13": "31/12/2050"}, "date_out_of_range", "C13"),
    Planted({"B13": "01/01/2022"}, "own_stock_with_start", "B13"),
    Planted(row(16, "Nhà xây mới, sửa chữa xong", "30/06/2024", "900", "nhà"), "own_flow_without_start", "B16"),
    Planted(
        row(16, "Nhà xây mới, sửa chữa xong", "30/06/2024", "900", "nhà", B="01/07/2024"), "end_before_start", "C16"
    ),
    Planted({"C13": "2021-2022"}, "own_not_a_day", "C13", "31/12/2022"),
    Planted({"C13": "12/31/2022", **row(16, "Xã đạt chuẩn nông thôn mới", "05/06/2023", "60")}, "own_two_days", "C16"),
    # standards
    Planted({"F8": ""}, "missing_standard", "F8", "Chuẩn 2022-2025"),
    Planted({"F8": "S15"}, "standard_not_in_use", "F8", "Chuẩn 2022-2025"),
    Planted({"F9": "chuẩn 2011-2015"}, "standard_not_in_use", "F9"),
    Planted({"F8": "chuẩn mới"}, "unknown_choice", "F8"),
    Planted(row(16, "Hộ thoát nghèo", "31/12/2022", "9000", "hộ", B="01/07/2021", F="S22"), "across_standards", "B16"),
    # exactness
    Planted({"G8": "chắc chắn"}, "unknown_choice", "G8"),
    # sources
    Planted({"H8": ""}, "own_missing_source", "H8"),
    Planted({"I8": "example.vn/bao-cao"}, "not_an_address", "I8", "https://example.vn/bao-cao"),
    Planted({"J8": "hôm qua"}, "own_not_a_date", "J8"),
    # figures against each other
    Planted({"D11": "7,5%", **row(16, "Hộ nghèo", "31/12/2021", "205.001", "hộ", F="S22")}, "part_above_whole", "D16"),
    Planted(
        row(16, "Hộ nghèo", "31/12/2021", "150.000", "hộ", F="S22")
        | row(17, "Hộ cận nghèo", "31/12/2021", "60.000", "hộ", F="S22"),
        "part_above_whole",
        "D17",
    ),
    Planted({"C12": "31/12/2024", "D12": "67"}, "part_above_whole", "D14"),
    Planted(row(16, "Xã nông thôn mới nâng cao", "31/12/2024", "69", "xã"), "part_above_whole", "D16"),
    Planted(row(16, "Tỷ lệ nghèo đa chiều", "31/12/2023", "30%", "%", F="S22"), "parts_do_not_add_up", "D16"),
    Planted(
        row(16, "Tỷ lệ hộ nghèo", "31/12/2024", "11,11%", "%", F="S22", H="Báo cáo khác"), "own_contradiction", "D16"
    ),
    Planted(row(16, "Tỷ lệ hộ nghèo", "31/12/2024", "10,89%", "%", F="S22"), "repeated_row", "D16"),
    Planted(row(16, "Ví dụ: Số hộ", "31/12/2024", "210.000", "hộ"), "own_example_changed", "A16"),
    Planted({"D13": "1.550"}, "own_above_total", "D13"),
    Planted(row(16, "Hộ nghèo", "30/06/2022", "250.000", "hộ", F="S22"), "own_above_total", "D16"),
    Planted(row(16, "Số hộ", "31/12/2023", "209", "hộ"), "own_slip", "D16", "209000"),
    # too little
    Planted({"A6": "Dân số", "E6": "người", "D6": "900.000"}, "own_minimum", ""),
    Planted({"A12": "Số thôn, bản", "E12": "thôn"}, "own_minimum", ""),
    Planted(
        {f"C{line}": f"30/06/202{line - 5}" for line in (8, 9, 10)} | {"C8": "30/06/2022"}, "own_minimum_rates", ""
    ),
)
