"""More money never makes poverty worse, in every draw whose effect parameters are not negative.

For houses this holds as long as there are houses to build and builders to build them: see the exception below.
"""

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
MONTH = 1.0 / 12.0
FACTORS = st.floats(0.1, 5.0)
SLACK = 1e-12
PROGRAMMES = ("central", "mobilised", "entrusted", "training", "jobs")
BUDGETS = (*PROGRAMMES, "housing")
few = examples(5)


def changes(found: Case, lever: str, factor: float, *indicators: str) -> dict[str, Array]:
    """What `factor` times the usual money of a lever adds to indicators, (month, draw) each."""
    households = found.parameters["start.households"].mean()
    more = found.with_levers(**{lever: getattr(found.levers, lever) + factor * USUAL[lever] * households})
    with_more, without = (
        simulate(found.state, found.parameters, plan, wanted=indicators) for plan in (more, found.plan)
    )
    return {name: with_more[name] - without[name] for name in indicators}


def change(found: Case, lever: str, factor: float) -> Array:
    """What `factor` times the usual money of a lever adds to the poverty rate, (month, draw)."""
    return changes(found, lever, factor, "poverty_rate")["poverty_rate"]


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


def without_limits(p: Parameters) -> Parameters:
    """The same draws with houses to build and builders that never run out."""
    return with_values(p, housing__capacity_share=1e6, start__houses_needed=1e9)


@pytest.mark.parametrize("lever", PROGRAMMES)
@pytest.mark.parametrize("locality", LOCALITIES)
def test_more_budget_never_makes_poverty_worse(locality: str, lever: str) -> None:
    found = case(helpful(plausible(locality, 1, 400)), usual(locality), months=MONTHS)
    assert change(found, lever, 1.0).max() <= SLACK


@pytest.mark.parametrize("locality", LOCALITIES)
def test_more_houses_never_make_poverty_worse_while_there_are_houses_to_build(locality: str) -> None:
    found = case(without_limits(helpful(plausible(locality, 1, 400))), usual(locality), months=MONTHS)
    assert change(found, "housing", 1.0).max() <= SLACK


@pytest.mark.parametrize("locality", LOCALITIES)
def test_more_houses_lower_poverty_until_need_or_capacity_binds(locality: str) -> None:
    """The exception: better at first, in every draw; nothing is asserted from the month in which building is held up.

    The larger programme runs out of houses to build (or of builders) while the smaller one still delivers. Households
    that gained services drift back at the ordinary pace; those of the larger programme gained them earlier, so more of
    them are back by then, and no further houses follow. The smaller, slower programme may count fewer poor for years.
    """
    found = case(helpful(plausible(locality, 1, 400)), usual(locality), months=MONTHS)
    twice = found.with_levers(housing=2.0 * found.levers.housing)
    spent = simulate(found.state, found.parameters, twice, wanted=["money_spent_housing"])["money_spent_housing"]
    disbursed = (twice.housing_budget * twice.disbursed_housing)[:, None] * MONTH
    free = np.logical_and.accumulate(spent > disbursed * (1.0 - 1e-9), axis=0)  # nothing has held up building so far
    less = change(found, "housing", 1.0)
    assert (less[0] < 0.0).all()
    assert (less[free] < 0.0).all()


@pytest.mark.parametrize("lever", BUDGETS)
@given(data=st.data(), locality=st.sampled_from(LOCALITIES), seed=st.integers(0, 10**6), factor=FACTORS)
@few
def test_more_budget_never_makes_poverty_worse_where_compartments_are_in_order(
    lever: str, data: st.DataObject, locality: str, seed: int, factor: float
) -> None:
    # A house built now is not one less next year.
    p = without_limits(ordered(helpful(plausible(locality, seed, 50))))
    found = case(p, data.draw(levers_of(locality)), months=MONTHS)
    assert change(found, lever, factor).max() <= SLACK


@given(data=st.data(), locality=st.sampled_from(LOCALITIES), seed=st.integers(0, 10**6), factor=FACTORS)
@few
def test_ntm_investment_moves_communes_up_and_leaves_poverty_alone(
    data: st.DataObject, locality: str, seed: int, factor: float
) -> None:
    found = case(helpful(plausible(locality, seed, 10)), data.draw(levers_of(locality)), months=MONTHS)
    tiers = ("ntm_communes_attained", "ntm_communes_advanced", "ntm_communes_model")
    added = changes(found, "ntm", factor, "poverty_rate", *tiers)
    assert (added["poverty_rate"] == 0.0).all()
    for tier in tiers:
        assert added[tier].min() >= -SLACK * found.state.communes.sum(axis=0).max(), tier
