"""What a split changes beside its goal is told with old value, new value and interval; setbacks come first."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from simulator.analysis.summary import Interval
from simulator.report.optimise_beside import beside_lines
from simulator.report.optimise_note import note_of
from simulator.report.optimise_words import Said
from simulator.texts import LANGUAGES, text
from tests.report.optimise_found import best

POVERTY, BOTH, COMMUNES = "poverty_rate", "multidimensional_rate", "ntm_communes_attained"
LEVELS = {POVERTY: 0.0426, BOTH: 0.0711, COMMUNES: 36.4}


@dataclass(frozen=True)
class Compared:
    """Stands for two runs: the changes are given."""

    changes: dict[str, Interval]
    year: int = 2030

    def difference(self, place: int, name: str) -> Interval:
        assert place == 1
        return self.changes.get(name, Interval(0.0, 0.0, 0.0))

    def level(self, place: int, name: str) -> Interval:
        value = LEVELS[name] + (self.difference(1, name).median if place else 0.0)
        return Interval(value, 0.5 * value, 1.5 * value)


def test_a_setback_is_a_warning_and_comes_first() -> None:
    there = Compared({BOTH: Interval(-0.002, -0.003, -0.001), COMMUNES: Interval(-5.2, -8.0, -2.9)})
    first, second = beside_lines(there, {POVERTY}, "vi")  # type: ignore[arg-type]
    assert first.mark == "warn"
    assert first.content == (
        "Đổi lại, so với kịch bản: số xã đạt chuẩn nông thôn mới cuối 2030 giảm từ 36 xã xuống 31 xã, "
        "tức −5,2 xã (−8,0 đến −2,9)."
    )
    assert second.mark == "plain"
    assert "7,1% xuống 6,9%" in second.content


def test_what_cannot_be_told_from_none_is_no_setback() -> None:
    (told,) = beside_lines(Compared({COMMUNES: Interval(-0.6, -2.0, 0.2)}), {POVERTY, BOTH}, "vi")  # type: ignore[arg-type]
    assert told.mark == "plain"
    assert text("compare.unclear", "vi") in told.content


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_would_see_is_not_listed(language: str) -> None:
    there = Compared({BOTH: Interval(-1e-6, -2e-6, -5e-7), COMMUNES: Interval(-0.4, -0.9, -0.1)})
    (told,) = beside_lines(there, {POVERTY}, language)  # type: ignore[arg-type]
    assert told.content == text("optimise.beside.none", language)


def test_setbacks_go_into_the_note_of_what_is_saved() -> None:
    told = [Said("plain", "A."), Said("warn", "B.")]
    found = best()
    assert note_of(found, found.allocation, "vi", told) == f"{note_of(found, found.allocation, 'vi')} B."
