"""What is split where nobody says otherwise: no locality's budget turns into capital that others allot."""

from __future__ import annotations

from dataclasses import replace

from simulator.analysis.optimise.defaults import ALLOTTED, OWN, split_by_default
from simulator.analysis.optimise.question import MONEY
from tests.shipped import baseline


def test_capital_that_others_allot_is_kept() -> None:
    assert split_by_default(baseline()) == OWN
    assert {*OWN, *ALLOTTED} == set(MONEY)


def test_all_is_split_where_a_scenario_has_nothing_else() -> None:
    scenario = baseline()
    poor = replace(scenario, levers=dict(scenario.levers) | dict.fromkeys(OWN, ((2026, 0.0),)))
    assert split_by_default(poor) == MONEY
    assert split_by_default(scenario, poor) == MONEY
