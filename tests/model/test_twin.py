"""The engine against its twin in plain loops, draw by draw, indicator by indicator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from simulator.model import INDICATORS, simulate, start_state
from simulator.model.events import CriteriaChange, Disaster, Merger, StandardChange
from simulator.scenario import baseline_path, load_scenario
from simulator.scenario.plan import compile_plan
from tests.model.ensembles import LOCALITIES, Case, case, cases, examples, plausible, shipped, usual
from tests.model.twin import Twin

RELATIVE = 1e-9
SMALLEST = 1e-9  # of a household, a commune, a house or a billion VND
EVERY_EVENT = {
    "before": {
        3: (Disaster(value=0.02),),
        8: (Disaster(chance=0.5, year=2026),),
        14: (CriteriaChange(value=0.5), Disaster()),
    },
    "after": {
        6: (Merger(communes=67.0, value=0.3),),
        11: (StandardChange(value=1.7, to_standard="S27"),),
        20: (StandardChange(value=0.8), CriteriaChange(), Merger(communes=40.0)),
    },
}


def assert_twins(whole: Case) -> None:
    found = simulate(whole.state, whole.parameters, whole.plan)
    for draw in range(whole.parameters.draws):
        expected = Twin({name: float(p[draw]) for name, p in whole.parameters.items()}, whole.plan, draw).run()
        assert expected.keys() == INDICATORS.keys()
        for name in INDICATORS:
            np.testing.assert_allclose(found[name][:, draw], expected[name], rtol=RELATIVE, atol=SMALLEST, err_msg=name)


@pytest.mark.parametrize("locality", LOCALITIES)
def test_twins_through_every_event(locality: str) -> None:
    p = plausible(locality, 11, 3)
    assert_twins(case(p, usual(locality), months=30, **EVERY_EVENT))
    whole = case(p, usual(locality), months=24, **EVERY_EVENT)
    assert_twins(replace(whole, plan=replace(whole.plan, steps_per_row=2)))


@given(cases(months=24, draws=2))
@examples(12)
def test_twins_anywhere(whole: Case) -> None:
    assert_twins(whole)


def test_twins_on_a_shipped_scenario() -> None:
    evidence = shipped()
    plan = compile_plan(load_scenario(baseline_path("son-la"), evidence), evidence.localities["son-la"], evidence)
    whole = case(plausible("son-la", 2, 2), usual("son-la"), months=plan.months)
    assert_twins(replace(whole, plan=plan, state=start_state(whole.parameters, plan)))
