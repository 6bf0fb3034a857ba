"""An uploaded CSV passes the same checks as the shipped one."""

from __future__ import annotations

import pytest

from simulator.errors import DataError, Fault
from simulator.evidence import Evidence, check_observations, load_evidence
from simulator.evidence.observations import COLUMNS

HEADER = ",".join(COLUMNS)
GOOD = "new-1,son-la,poverty_rate,,2025-12-31,0.0791,share,exact,stock,S22,yes,0.002,bdt-sl-2022,a note"


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence()


def _faults(evidence: Evidence, *rows: str | bytes) -> tuple[Fault, ...]:
    text = "\n".join((HEADER, *(row for row in rows if isinstance(row, str))))
    with pytest.raises(DataError) as error:
        check_observations(text, "upload.csv", evidence)
    return error.value.faults


def test_a_good_upload(evidence: Evidence) -> None:
    for content in (f"{HEADER}\n{GOOD}\n", f"\ufeff{HEADER}\r\n{GOOD}\r\n", f"{HEADER}\n{GOOD}".encode()):
        (observation,) = check_observations(content, "upload.csv", evidence)
        assert (observation.value, observation.line, observation.note) == (0.0791, 2, "a note")


def test_no_rows(evidence: Evidence) -> None:
    assert check_observations(HEADER, "upload.csv", evidence) == ()


def test_it_is_checked_against_what_is_there(evidence: Evidence) -> None:
    shipped = "son-la-poverty-rate-2022-s22-bdt-sl-2022"
    (fault,) = _faults(evidence, GOOD.replace("new-1", shipped))
    assert (fault.code, fault.file, fault.line) == ("repeated_id", "upload.csv", 2)
    (fault,) = _faults(evidence, GOOD.replace("2025-12-31", "2022-12-31"))
    assert (fault.code, fault.line) == ("contradiction", 2)
    above = "new-2,son-la,poor_households,,2022-12-31,297105,household,exact,stock,S22,yes,9,bdt-sl-2022,"
    (fault,) = _faults(evidence, GOOD, above)
    assert (fault.code, fault.line) == ("part_above_whole", 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_file"),
        ("\0", "not_text"),
        ("\ud800", "not_utf8"),
        ("just some words", "missing_column"),
        (HEADER.replace(",", ";"), "wrong_separator"),
        (f'{HEADER}\n"{GOOD}', "broken_csv"),
        (b"\xff\xfe", "not_utf8"),
        (b"x" * 6_000_000, "too_large"),
    ],
)
def test_hostile_uploads(evidence: Evidence, text: str | bytes, code: str) -> None:
    with pytest.raises(DataError) as error:
        check_observations(text, "upload.csv", evidence)
    assert error.value.faults[0].code == code


def test_strange_values_stay_on_one_line(evidence: Evidence) -> None:
    row = GOOD.replace("poverty_rate", '"{value}\x1b[31m\n' + "x" * 500 + '"')
    (fault,) = _faults(evidence, row)
    for language in ("vi", "en"):
        message = fault.describe(language)
        assert message.isprintable()
        assert "{value}" in message
        assert len(message) < 400


def test_a_flood_of_clashes_is_cut_and_says_so(evidence: Evidence) -> None:
    faults = _faults(evidence, *(GOOD.replace("new-1", f"new-{number}") for number in range(2000)))
    assert len(faults) == 501
    assert faults[-1].code == "too_many_faults"
