"""What cannot be split is told before anything is run, all of it, with what is allowed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.analysis.shareout import share
from simulator.analysis.shareout.checks import check, overlapping
from simulator.analysis.shareout.question import COMMUNES, POOR, Share, ShareQuestion
from simulator.analysis.shareout.share import share_out
from simulator.errors import ScenarioError
from simulator.scenario import Scenario
from tests.analysis.shareout.questions import FIVE, TWO, members, question
from tests.shipped import LOCALITIES, evidence


def codes(asked: ShareQuestion) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        check(asked, evidence())
    return [fault.code for fault in caught.value.faults]


def test_which_localities_share_ground() -> None:
    pairs = {(a, b) for a in LOCALITIES for b in LOCALITIES if a < b and overlapping(a, b, evidence())}
    son_la = {("son-la", "son-la/quynh-nhai"), ("son-la", "son-la/sop-cop")}
    nation = {(name, "vn") for name in LOCALITIES if name != "vn"}
    assert pairs == son_la | nation
    assert all(overlapping(b, a, evidence()) for a, b in pairs)


def test_questions_that_can_be_answered_pass() -> None:
    check(question(FIVE), evidence())
    check(question(("son-la/quynh-nhai", "son-la/sop-cop")), evidence())


def test_overlaps_are_all_told() -> None:
    assert codes(question(("son-la", "son-la/sop-cop", "vn"))) == ["shareout_overlap"] * 3
    assert codes(question(("son-la", "son-la"))) == ["shareout_twice"]


@pytest.mark.parametrize("localities", [(), ("son-la",), FIVE * 3])
def test_too_few_or_too_many(localities: tuple[str, ...]) -> None:
    assert codes(question(localities))[0] == "shareout_count"


def changed(change: Callable[[Scenario], Scenario], goal: str = POOR) -> ShareQuestion:
    """Two localities, the second with another scenario."""
    asked = question(TWO, goal)
    return replace(asked, scenarios=(asked.scenarios[0], change(asked.scenarios[1])))


def without_money(one: Scenario) -> Scenario:
    money = dict.fromkeys(question().lines, ((one.first_year, 0.0),))
    return replace(one, levers={**one.levers, **money})


def without_the_next_standard(one: Scenario) -> Scenario:
    return replace(one, events=tuple(event for event in one.events or () if event.type != "standard_change"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: replace(one, last_year=2029), "shareout_years"),
        (lambda one: replace(one, effects="reported"), "shareout_effects"),
        (without_money, "shareout_no_money"),
        (without_the_next_standard, "shareout_standard"),
    ],
)
def test_scenarios_that_do_not_go_together(change: Callable[[Scenario], Scenario], code: str) -> None:
    assert code in codes(changed(change))


def test_communes_are_counted_under_any_standard() -> None:
    check(changed(without_the_next_standard, COMMUNES), evidence())


def limited(floors: tuple[float, float] = (0.0, 0.0), caps: tuple[float, float] = (math.inf, math.inf)) -> object:
    return tuple(Share(name, low, high) for name, low, high in zip(TWO, floors, caps, strict=True))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"year": 2031}, "shareout_year"),
        ({"total": 0.0}, "shareout_total"),
        ({"lot": 0.0}, "shareout_lot"),
        ({"most_cut": 1.5}, "shareout_limit"),
        ({"shares": limited((-1.0, 0.0))}, "shareout_limit"),
        ({"shares": limited((math.nan, 0.0))}, "shareout_limit"),
        ({"shares": limited((900.0, 0.0), (800.0, math.inf))}, "shareout_floor_cap"),
        ({"shares": limited((5000.0, 4000.0))}, "shareout_floors"),
        ({"shares": limited(caps=(4000.0, 4000.0))}, "shareout_caps"),
        ({"total": 100.0, "shares": limited((101.0, 0.0))}, "shareout_floors"),
        ({"total": 20000.0, "shares": limited((0.0, 15000.0))}, "shareout_floor_reach"),
        ({"total": 40000.0}, "shareout_reach"),
    ],
)
def test_limits_that_cannot_be_kept(asked: dict[str, object], code: str) -> None:
    assert codes(question(TWO, **asked))[0] == code  # type: ignore[arg-type]


def test_nothing_is_run_for_a_question_at_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "place_of", None)
    with pytest.raises(ScenarioError) as caught:
        share_out(question(TWO, total=40000.0), evidence(), members(TWO, 5), names=("a.yaml", "b.yaml"))
    (fault,) = caught.value.faults
    told = fault.describe("en")
    assert told.startswith("a.yaml, b.yaml: total: the total of 40000 billion VND")
    assert "33692" in told  # four times 4,755 and 3,668
