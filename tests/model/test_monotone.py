"""More money never makes poverty worse, in every draw whose effect parameters are not negative."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import Parameters, simulate
from simulator.model.arrays import Array
from tests.model.ensembles import (
    LOCALITIES,
    USUAL,
    Case,
    case,
    examples,
    helpful,
    levers_of,
    plausible,
    usual,
    with_values,
)

MONTHS = 60
FACTORS = st.floats(0.1, 5.0)
SLACK = 1e-12
BUDGETS = ("central", "mobilised", "entrusted", "housing", "training", "jobs")
few = examples(8)


def change(found: Case, lever: str, factor: float, indicator: str = "poverty_rate") -> Array:
    """What `factor` times the usual money of a lever adds to an indicator, (month, draw)."""
    households = found.parameters["start.households"].mean()
    more = found.with_levers(**{lever: getattr(found.levers, lever) + factor * USUAL[lever] * households})
    runs = (simulate(found.state, found.parameters, plan, wanted=[indicator]) for plan in (more, found.plan))
    with_more, without = (run[indicator] for run in runs)
    return with_more - without


def ordered(p: Parameters) -> Parameters:
    """The same draws with the compartments in order of what they bode: poor, near-poor, escaped, secure.

    Then being further up can never mean being poor sooner: the near-poor fall no less often than the escaped,
    those no less than the secure, and the near-poor leave no more slowly than the poor.
    """
    relapse = np.maximum(p["households.relapse_rate"], p["households.entry_rate"] * 1.5)
    return Parameters(
        {
            **p,
            "households.effort_exponent": np.zeros(p.draws),
            "households.relapse_rate": relapse,
            "households.near_poor_to_poor_rate": np.maximum(
                p["households.near_poor_to_poor_rate"], 2.0 * relapse * p["households.fall_to_poor_share"]
            ),
            "households.near_poor_exit_rate": np.maximum(
                p["households.near_poor_exit_rate"], 1.5 * p["households.exit_rate"]
            ),
        }
    )


@pytest.mark.parametrize("lever", BUDGETS)
@pytest.mark.parametrize("locality", LOCALITIES)
def test_more_budget_never_makes_poverty_worse(locality: str, lever: str) -> None:
    found = case(helpful(plausible(locality, 1, 400)), usual(locality), months=MONTHS)
    assert change(found, lever, 1.0).max() <= SLACK


@pytest.mark.parametrize("lever", BUDGETS)
@given(data=st.data(), locality=st.sampled_from(LOCALITIES), seed=st.integers(0, 10**6), factor=FACTORS)
@few
def test_more_budget_never_makes_poverty_worse_where_compartments_are_in_order(
    lever: str, data: st.DataObject, locality: str, seed: int, factor: float
) -> None:
    p = ordered(helpful(plausible(locality, seed, 50)))
    # A backlog and a building capacity that never run out: a house built now is not one less next year.
    p = with_values(p, housing__capacity_share=3.0, start__houses_needed=1e9)
    found = case(p, data.draw(levers_of(locality)), months=MONTHS)
    assert change(found, lever, factor).max() <= SLACK


@given(data=st.data(), locality=st.sampled_from(LOCALITIES), seed=st.integers(0, 10**6), factor=FACTORS)
@few
def test_ntm_investment_moves_communes_up_and_leaves_poverty_alone(
    data: st.DataObject, locality: str, seed: int, factor: float
) -> None:
    found = case(helpful(plausible(locality, seed, 20)), data.draw(levers_of(locality)), months=MONTHS)
    assert (change(found, "ntm", factor) == 0.0).all()
    for tier in ("ntm_communes_attained", "ntm_communes_advanced", "ntm_communes_model"):
        assert change(found, "ntm", factor, tier).min() >= -SLACK * found.state.communes.sum(axis=0).max(), tier
