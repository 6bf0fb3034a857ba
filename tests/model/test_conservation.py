"""Nothing appears from nowhere: households, communes, villages, money, houses; and nothing falls below zero."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import INDICATORS, State, Trajectory, simulate
from simulator.model.arrays import Array
from simulator.model.chain import Moves, advance
from simulator.model.events import Disaster, Merger, StandardChange
from tests.model.ensembles import Case, calendars, cases, examples, levers_of, plausible
from tests.model.ensembles import case as made

MONTH = 1.0 / 12.0
RELATIVE = 1e-9
TIERS = ("ntm_communes_below", "ntm_communes_attained", "ntm_communes_advanced", "ntm_communes_model")
few = examples(10)


def run(case: Case) -> Trajectory:
    return simulate(case.state, case.parameters, case.plan)


def with_start(stocks: Array, levels: Array) -> Array:
    """Levels of every month's end with the start before them."""
    return np.concatenate([stocks[None], levels])


@given(cases())
@few
def test_households_only_grow(case: Case) -> None:
    found = run(case)
    months = np.arange(1, case.plan.months + 1)[:, None]
    grown = case.state.households.sum(axis=0) * np.exp(case.parameters["households.growth"] * months * MONTH)
    np.testing.assert_allclose(found["households"], grown, rtol=RELATIVE)
    parts = sum(found[f"{part}_households"] for part in ("poor", "near_poor", "recently_escaped", "secure"))
    np.testing.assert_allclose(parts, grown, rtol=RELATIVE)


@given(cases())
@few
def test_nothing_is_negative_or_undefined(case: Case) -> None:
    found = run(case)
    largest: dict[str, float] = defaultdict(float)
    for name, indicator in INDICATORS.items():
        assert np.isfinite(found[name]).all(), name
        largest[indicator.unit] = max(largest[indicator.unit], np.abs(found[name]).max())
    for name, indicator in INDICATORS.items():
        assert (found[name] >= -1e-12 * largest[indicator.unit]).all(), name
    for name, stock in vars(found.final).items():
        assert (stock >= -1e-12 * np.abs(stock).max()).all(), name


@given(
    stocks=st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 1e8)), min_size=4, max_size=4),
    rates=st.lists(st.one_of(st.just(0.0), st.floats(1e-9, 10.0), st.floats(10.0, 1e3)), min_size=12, max_size=12),
    years=st.sampled_from((MONTH, MONTH / 2)),
)
@examples(40)
def test_moves_keep_the_total_and_the_sign(stocks: list[float], rates: list[float], years: float) -> None:
    before = np.array(stocks)[:, None]
    moves = Moves(4, [(origin, target) for origin in range(4) for target in range(4) if origin != target])
    after, flows = advance(before, moves, np.array(rates)[:, None], years)
    assert (after >= 0.0).all()
    assert (flows >= 0.0).all()
    assert after.sum() == pytest.approx(before.sum(), rel=RELATIVE)
    net = np.zeros(4)
    for (origin, target), flow in zip(moves.pairs, flows[:, 0], strict=True):
        net[origin] -= flow
        net[target] += flow
    np.testing.assert_allclose(after[:, 0] - before[:, 0], net, atol=RELATIVE * max(before.sum(), 1e-300))


@given(data=st.data(), empty=st.sets(st.integers(0, 3), min_size=1, max_size=3))
@few
def test_empty_compartments_stay_sound(data: st.DataObject, empty: set[int]) -> None:
    case = data.draw(cases(months=6, draws=3))
    households = case.state.households.copy()
    households[list(empty)] = 0.0
    state = State(**{**vars(case.state), "households": households, "references": households})
    found = simulate(state, case.parameters, case.plan).final
    assert (found.households >= -1e-12 * households.max()).all()
    grown = households.sum(axis=0) * np.exp(case.parameters["households.growth"] * 0.5)
    np.testing.assert_allclose(found.households.sum(axis=0), grown, rtol=RELATIVE)
    for stock in (found.outstanding, found.effective, found.houses_needed):
        assert np.isfinite(stock).all()


@given(cases(event=st.builds(Disaster, value=st.floats(0.0, 0.3)) | st.builds(StandardChange)))
@few
def test_communes_and_villages_only_change_tier(case: Case) -> None:
    found = run(case)
    for total, stocks in (("communes_total", case.state.communes), ("villages_total", case.state.villages)):
        np.testing.assert_allclose(found[total], np.tile(stocks.sum(axis=0), (24, 1)), rtol=RELATIVE)


@given(data=st.data())
@few
def test_communes_restart_from_the_merger(data: st.DataObject) -> None:
    event = st.builds(Merger, value=st.floats(0.0, 1.0), communes=st.floats(1.0, 500.0))
    after = data.draw(calendars(24, event).filter(bool))
    base = data.draw(cases(event=None))
    case = made(base.parameters, base.levers, after=after)
    expected = base.state.communes.sum(axis=0)
    totals = run(case)["communes_total"]
    for month in range(24):
        for merger in after.get(month, ()):
            expected = np.full_like(expected, merger.communes)
        np.testing.assert_allclose(totals[month], expected, rtol=RELATIVE)


@given(cases())
@few
def test_tiers_are_nested_as_reported(case: Case) -> None:
    found = run(case)
    slack = 1e-9 * found["communes_total"]
    for wider, narrower in pairwise(TIERS[1:]):
        assert (found[wider] >= found[narrower] - slack).all()
    np.testing.assert_allclose(
        found["ntm_communes_below"] + found["ntm_communes_attained"], found["communes_total"], rtol=RELATIVE
    )
    slack = 1e-9 * found["villages_total"]
    assert (found["ntm_villages_attained"] >= found["ntm_villages_model"] - slack).all()
    assert (found["villages_total"] >= found["ntm_villages_attained"] - slack).all()


@given(cases())
@few
def test_multidimensional_is_poor_and_near_poor(case: Case) -> None:
    found = run(case)
    listed = found["poor_households"] + found["near_poor_households"]
    np.testing.assert_allclose(found["multidimensional_rate"] * found["households"], listed, rtol=RELATIVE)
    np.testing.assert_allclose(
        found["multidimensional_rate"], found["poverty_rate"] + found["near_poor_rate"], rtol=RELATIVE
    )


@given(cases())
@few
def test_credit_books_close_every_month(case: Case) -> None:
    p, state = case.parameters, case.state
    np.testing.assert_allclose(state.capital.sum(axis=0), state.outstanding.sum(axis=0) + state.idle, rtol=RELATIVE)
    for month in range(case.plan.months):
        plan = case.plan.between(month, month + 1)
        found = simulate(state, p, plan)
        after, new = found.final, plan.new_capital[0] * MONTH
        capital, outstanding = found["credit_capital"][0], found["credit_outstanding"][0]
        np.testing.assert_allclose(capital, outstanding + after.idle, rtol=RELATIVE)
        # What left the loans is either collected or written off; only write-offs reduce the capital.
        before = state.outstanding.sum(axis=0)
        lent, collected = found["credit_lent"][0], found["credit_collected"][0]
        written_off = before + lent - collected - outstanding
        np.testing.assert_allclose(
            capital - state.capital.sum(axis=0), new.sum() - written_off, rtol=0, atol=RELATIVE * capital.max()
        )
        assert (written_off >= -RELATIVE * before).all()
        available = state.idle + collected + new.sum()
        assert (lent <= available * (1.0 + RELATIVE)).all()
        assert (lent >= 0.0).all()
        by_source = sum(found[f"credit_capital_{s}"][0] for s in ("central", "mobilised", "entrusted"))
        np.testing.assert_allclose(by_source, capital, rtol=RELATIVE)
        state = after


@given(cases(event=None))
@few
def test_every_budget_is_spent_or_unspent(case: Case) -> None:
    found, plan = run(case), case.plan
    budgets = {"housing": plan.housing_budget, "training": plan.training_budget, "ntm": plan.ntm_investment}
    for name, budget in budgets.items():
        spent, unspent = found[f"money_spent_{name}"], found[f"money_unspent_{name}"]
        np.testing.assert_allclose(spent + unspent, np.tile(budget[:, None] * MONTH, (1, 6)), rtol=RELATIVE)
        share = getattr(plan, f"disbursed_{name}")[:, None]
        assert (spent <= budget[:, None] * MONTH * share * (1.0 + RELATIVE)).all()
    capital = np.tile(plan.new_capital.sum(axis=1)[:, None] * MONTH, (1, 6))
    np.testing.assert_allclose(found["money_spent_credit"], capital, rtol=RELATIVE)
    for kind, parts in (("spent", ("credit", *budgets)), ("unspent", tuple(budgets))):
        total = sum(found[f"money_{kind}_{name}"] for name in parts)
        np.testing.assert_allclose(found[f"money_{kind}"], total, rtol=RELATIVE)


@given(cases())
@few
def test_houses_needed_change_by_what_falls_due_and_what_is_built(case: Case) -> None:
    found = run(case)
    backlog = with_start(case.state.houses_needed, found["houses_needed"])
    due, built = found["houses_new_need"], found["houses_supported"]
    np.testing.assert_allclose(backlog[1:], backlog[:-1] + due - built, rtol=RELATIVE, atol=1e-9 * backlog.max())
    assert (built <= (backlog[:-1] + due) * (1.0 + RELATIVE)).all()


@given(data=st.data(), seed=st.integers(0, 10**6))
@few
def test_people_trained_never_exceed_the_workers_there_are(data: st.DataObject, seed: int) -> None:
    p = plausible("son-la", seed, 4)
    case = made(p, data.draw(levers_of("son-la")))
    found = run(case)
    escaped = with_start(case.state.households[2], found["recently_escaped_households"])[:-1]
    listed = with_start(
        case.state.households[:2].sum(axis=0), found["poor_households"] + found["near_poor_households"]
    )[:-1]
    workers = p["training.workers_per_household"] * (listed + escaped)
    assert (found["persons_trained"] <= workers * MONTH * (1.0 + RELATIVE)).all()
    placed = found["persons_trained"] * p["training.placement_share"] + case.levers.jobs * MONTH
    np.testing.assert_allclose(found["persons_placed"], placed, rtol=RELATIVE)
