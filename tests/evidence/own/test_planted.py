"""Every planted fault is found at its cell, and nothing else is; the clean sample has none."""

from __future__ import annotations

import re

import pytest
from openpyxl.utils import column_index_from_string

from simulator.errors import DataError, Fault
from simulator.evidence import Evidence, load_evidence
from simulator.evidence.own import CellFault, read_own
from simulator.texts import LANGUAGES
from tests.evidence.own.planted import PLANTED, Edits, Planted
from tests.evidence.own.sample import REPORT, as_csv, own_figures, table

CELL = re.compile(r"([A-Z]+)([0-9]+)")


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence()


def edited(edits: Edits) -> list[list[str]]:
    """Return the sample with some cells typed over."""
    rows = table()
    for cell, typed in edits.items():
        found = CELL.fullmatch(cell)
        assert found, cell
        column, line = column_index_from_string(found[1]) - 1, int(found[2]) - 1
        rows += [[""] * len(rows[0]) for _ in range(line + 1 - len(rows))]
        rows[line] += [""] * (column + 1 - len(rows[line]))
        rows[line][column] = typed
    return rows


def faults_of(content: bytes, evidence: Evidence, name: str = "mau.csv") -> tuple[Fault, ...]:
    try:
        read_own(content, name, evidence)
    except DataError as error:
        return error.faults
    return ()


def cell_of(fault: Fault) -> str:
    return fault.cell if isinstance(fault, CellFault) else ""


def test_there_are_sixty_of_many_kinds() -> None:
    assert len(PLANTED) >= 60
    assert len({planted.code for planted in PLANTED}) >= 35


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: f"{planted.code}-{planted.cell}-{len(planted.edits)}")
def test_planted_fault(planted: Planted, evidence: Evidence) -> None:
    faults = faults_of(as_csv(edited(planted.edits)), evidence)
    assert [(fault.code, cell_of(fault)) for fault in faults] == [(planted.code, planted.cell)]
    if planted.nearest is not None:
        assert faults[0].nearest == planted.nearest
    typed = planted.edits.get(planted.cell, "")
    assert (
        not typed or faults[0].value in (typed, "150000 + 60000 = 210000", typed.replace(".", "")) or typed[-1] == "%"
    )
    for language in LANGUAGES:
        message = faults[0].describe(language)
        assert message.startswith("mau.csv")
        assert planted.cell in message


def test_the_clean_sample_has_no_fault(evidence: Evidence) -> None:
    found = read_own(as_csv(table()), "mau.csv", evidence)
    assert found == own_figures()


def test_twenty_faults_are_told_at_once(evidence: Evidence) -> None:
    edits = {
        "L1": "Cột lạ",
        "D2": "Tỉnh Sơn La",
        "D4": "Tây Băk",
        "D5": "Tây",
        "D6": "nhiều",
        "E6": "xã",
        "C7": "31/02/2021",
        "F7": "S9",
        "H7": "",
        "A8": "Tỷ lệ hộ nghòe",
        "C8": "hôm nay",
        "D9": "#REF!",
        "F9": "",
        "G9": "đại khái",
        "D10": "",
        "I10": "www.example.vn",
        "D12": "122,5",
        "E13": "hộ",
        "C14": "31/12/2051",
        "D15": "-4.480,5",
    }
    faults = faults_of(as_csv(edited(edits)), evidence)
    assert {cell_of(fault) for fault in faults} == set(edits)
    assert len(faults) == 20
    lines = [fault.line for fault in faults]
    assert lines == sorted(lines, key=lambda line: line or 0)


def test_a_fault_says_cell_header_value_and_what_to_write(evidence: Evidence) -> None:
    (fault,) = faults_of(as_csv(edited({"F8": ""})), evidence)
    assert fault.describe("vi").startswith("mau.csv, F8: Chuẩn nghèo: ")
    assert "“Chuẩn 2022-2025”" in fault.describe("vi")
    (fault,) = faults_of(
        as_csv(edited({"A16": "Tỷ lệ hộ nghèo", "C16": "2024", "D16": "11,11%", "F16": "S22", "H16": REPORT + " 2"})),
        evidence,
    )
    assert "0,1089 (D10)" in fault.describe("vi")
