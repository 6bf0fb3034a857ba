"""Against the matrix exponential: constant hazards, one step or many, alone or within a whole run."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from simulator.model import simulate
from simulator.model.arrays import Array
from simulator.model.chain import Moves, advance
from simulator.model.households import ESCAPED, NEAR_POOR, POOR, SECURE
from tests.model.ensembles import EFFECTS, LOCALITIES, Levers, case, even_years, examples, plausible, with_values

MONTH = 1.0 / 12.0
MOVES = Moves(4, [(origin, target) for origin in range(4) for target in range(4) if origin != target])
ALL = ("poor_households", "near_poor_households", "recently_escaped_households", "secure_households")


def rates_matrix(hazards: dict[tuple[int, int], float]) -> Array:
    """Q of dx/dt = Q x: a column for each origin."""
    q = np.zeros((4, 4))
    for (origin, target), hazard in hazards.items():
        q[target, origin] += hazard
        q[origin, origin] -= hazard
    return q


@given(
    seed=st.integers(0, 10**6),
    steps=st.integers(1, 240),
    scale=st.sampled_from((1e-3, 0.1, 1.0, 10.0)),
    years=st.sampled_from((MONTH / 2, MONTH)),
)
@examples(15)
def test_many_steps_are_the_exponential(seed: int, steps: int, scale: float, years: float) -> None:
    generator = np.random.default_rng(seed)
    stocks = generator.uniform(0.0, 1e5, (4, 3))
    hazards = generator.exponential(scale, (12, 3)) * (generator.uniform(size=(12, 3)) < 0.7)
    after, total = stocks, np.zeros((12, 3))
    for _ in range(steps):
        after, flows = advance(after, MOVES, hazards, years)
        total += flows
    for draw in range(3):
        q = rates_matrix(dict(zip(MOVES.pairs, hazards[:, draw], strict=True)))
        # The lower half adds up the time spent in each compartment: the flows follow from it.
        both = expm(np.block([[q, np.zeros((4, 4))], [np.eye(4), np.zeros((4, 4))]]) * (years * steps))
        expected = both[:, :4] @ stocks[:, draw]
        nothing = 1e-12 * float(stocks[:, draw].sum())  # of a compartment that has all but emptied
        np.testing.assert_allclose(after[:, draw], expected[:4], rtol=1e-9, atol=nothing)
        spent = expected[4:][MOVES.origins]
        np.testing.assert_allclose(total[:, draw], hazards[:, draw] * spent, rtol=1e-9)


@given(locality=st.sampled_from(LOCALITIES), seed=st.integers(0, 10**6))
@examples(6)
def test_households_without_programmes_follow_the_exponential(locality: str, seed: int) -> None:
    off = {name.replace(".", "__"): 0.0 for name in EFFECTS}
    p = with_values(even_years(plausible(locality, seed, 3)), households__effort_exponent=0.0, **off)
    alone = case(p, Levers(), months=60)
    found = simulate(alone.state, p, alone.plan)
    for draw in range(3):
        of = {name: float(p[name][draw]) for name in p}
        exits, stay_listed = of["households.exit_rate"], of["households.near_poor_share_of_exits"]
        to_poor, entry = of["households.fall_to_poor_share"], of["households.entry_rate"]
        relapse = max(of["households.relapse_rate"], entry)
        q = rates_matrix(
            {
                (POOR, NEAR_POOR): exits * stay_listed,
                (POOR, ESCAPED): exits * (1.0 - stay_listed),
                (NEAR_POOR, ESCAPED): of["households.near_poor_exit_rate"],
                (NEAR_POOR, POOR): max(of["households.near_poor_to_poor_rate"], relapse * to_poor),
                (ESCAPED, NEAR_POOR): relapse * (1.0 - to_poor),
                (ESCAPED, POOR): relapse * to_poor,
                (ESCAPED, SECURE): 1.0 / of["households.recently_escaped_years"],
                (SECURE, NEAR_POOR): entry * (1.0 - to_poor),
                (SECURE, POOR): entry * to_poor,
            }
        )
        growing = q + of["households.growth"] * np.eye(4)
        for month in (0, 11, 35, 59):
            expected = expm(growing * (month + 1) * MONTH) @ alone.state.households[:, draw]
            months_end = np.array([found[name][month, draw] for name in ALL])
            np.testing.assert_allclose(months_end, expected, rtol=1e-9)


@given(years=st.floats(0.01, 10.0), parts=st.integers(2, 200))
@examples(15)
def test_recently_escaped_for_three_years_on_average(years: float, parts: int) -> None:
    """Once escaped, without relapse, the time on the list of the recently escaped is exponential with mean 3."""
    leave, hazards = Moves(4, [(ESCAPED, SECURE)]), np.array([[1.0 / 3.0]])
    stocks = np.array([[0.0], [0.0], [3000.0], [0.0]])
    still = [3000.0]
    for _ in range(parts):
        stocks, _ = advance(stocks, leave, hazards, years / parts)
        still.append(float(stocks[ESCAPED, 0]))
    np.testing.assert_allclose(still, 3000.0 * np.exp(-np.arange(parts + 1) * years / parts / 3.0), rtol=1e-9)
    assert all(later < earlier for earlier, later in pairwise(still))
