"""The tornado: known swings, the past kept, differences paired, a twin in months."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from simulator.analysis.projection import continued, future, simulated_past
from simulator.analysis.sensitivity import CHANCE, TODAY, Tornado, tornado
from simulator.analysis.sensitivity.bars import bars
from simulator.analysis.summary import at
from simulator.calibration import Posterior
from tests.analysis.sensitivity.toys import additive
from tests.shipped import alternative, baseline, evidence, posterior

DRAWS = 300
PLAN = "son-la-viec-lam-va-dao-tao"


@lru_cache(maxsize=1)
def few() -> Posterior:
    """The shipped posterior with fewer members."""
    return replace(posterior(), parameters=posterior().parameters.subset(slice(0, DRAWS)))


@lru_cache
def poverty_2030() -> Tornado:
    return tornado(baseline(), "poverty_rate", 2030, evidence(), few())


def test_swings_of_a_sum_are_weights_times_ranges() -> None:
    toy = additive({"a": 3.0, "b": -2.0, "c": 1.0, "idle": 0.0, TODAY: 0.5, CHANCE: 1.5})
    found = bars(toy)
    swings = {bar.parameter: bar.swing for bar in found}
    assert "idle" not in swings
    for name, weight in (("a", 3.0), ("b", -2.0), ("c", 1.0)):
        low, high = np.quantile(toy.values[name], (0.05, 0.95))
        bar = next(bar for bar in found if bar.parameter == name)
        assert (bar.low_value, bar.high_value) == (low, high)
        assert bar.swing == pytest.approx(weight * (high - low)) == bar.high - bar.low
        assert bar.low == pytest.approx(toy.exact.mean() + weight * (low - toy.values[name].mean()))
    assert swings[TODAY] == pytest.approx(0.5 * 3.29, rel=0.25)  # of a hundred states
    assert swings[CHANCE] == pytest.approx(1.5 * 3.29, rel=0.25)
    assert [abs(bar.swing) for bar in found] == sorted((abs(bar.swing) for bar in found), reverse=True)


def test_a_bar_is_what_months_say_with_the_past_kept() -> None:
    scenario, known = baseline(), few().parameters
    found = poverty_2030()
    past = simulated_past(scenario, evidence(), known, ("poverty_rate",))
    run = continued(past, scenario, evidence())
    plan = run.plan.between(past.months, run.plan.months)
    for name in ("households.entry_rate", "training.exit_effect"):
        bar = next(bar for bar in found.bars if bar.parameter == name)
        low, high = np.quantile(known[name], (0.05, 0.95))
        by_month = [
            future(replace(past, parameters=known.overridden({name: value})), plan)["poverty_rate"][-1].mean()
            for value in (low, high)
        ]
        assert (bar.low_value, bar.high_value) == (low, high)
        assert [bar.low, bar.high] == pytest.approx(by_month, abs=0.03 * abs(bar.swing))
    assert found.base_mean == pytest.approx(run.trajectory["poverty_rate"][-1].mean(), abs=1e-12)
    assert found.base.p05 < found.base_mean < found.base.p95


def test_what_only_the_past_knew_has_no_bar() -> None:
    found = {bar.parameter for bar in poverty_2030().bars}
    assert found >= {"households.entry_rate", "standard_change.factor", TODAY}
    over = {"households.pace_s15", "standard_change.factor_2021", "start.poverty_rate", "start.households"}
    assert not found & over
    assert not any(name.startswith(("discrepancy.", "year.", "ntm.")) for name in found)


def test_before_the_new_standard_its_size_does_not_matter() -> None:
    found = {bar.parameter for bar in tornado(baseline(), "poverty_rate", 2026, evidence(), few()).bars}
    assert not {"standard_change.factor", "households.continuity_s27"} & found


def test_the_difference_is_paired() -> None:
    plan = alternative(PLAN)
    found = tornado(plan, "poverty_rate", 2027, evidence(), few(), baseline())
    past = simulated_past(plan, evidence(), few().parameters, ("poverty_rate",))
    ends = [at(continued(past, scenario, evidence()), "poverty_rate", 2027) for scenario in (plan, baseline())]
    assert found.difference
    assert found.base_mean == pytest.approx(float((ends[0] - ends[1]).mean()), abs=1e-12)
    level = poverty_2030().bars[0]
    assert found.bars[0].parameter == "training.exit_effect" != level.parameter
    assert abs(found.bars[0].swing) < 0.1 * abs(level.swing)


def test_nothing_moves_the_difference_of_a_plan_to_itself() -> None:
    assert tornado(baseline(), "poverty_rate", 2026, evidence(), few(), baseline()).bars == ()


def test_what_a_scenario_assumes_has_no_bar() -> None:
    assumed = replace(baseline(), assumptions={"households.entry_rate": 0.03})
    found = tornado(assumed, "poverty_rate", 2026, evidence(), few())
    assert "households.entry_rate" not in {bar.parameter for bar in found.bars}
    assert "households.effort_cap" in {bar.parameter for bar in found.bars}


def test_a_flow_is_that_of_the_year() -> None:
    found = tornado(baseline(), "houses_supported", 2026, evidence(), few())
    run = continued(
        simulated_past(baseline(), evidence(), few().parameters, ("houses_supported",)), baseline(), evidence()
    )
    months = slice(run.row(2026, 1), run.row(2026) + 1)
    assert found.base_mean == pytest.approx(run.trajectory["houses_supported"][months].sum(axis=0).mean())
    assert found.bars[0].low != found.bars[0].high


@pytest.mark.parametrize("year", [2025, 2031])
def test_a_year_outside_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="2026–2030"):
        tornado(baseline(), "poverty_rate", year, evidence(), few())


def test_two_standards_are_not_compared() -> None:
    same = replace(baseline(), events=tuple(e for e in baseline().events or () if e.type != "standard_change"))
    with pytest.raises(ValueError, match="S27"):
        tornado(same, "poverty_rate", 2028, evidence(), few(), baseline())
