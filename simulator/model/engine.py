"""The engine: the only place where time passes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from simulator.model import communes, credit, households, housing, training
from simulator.model.arrays import Array
from simulator.model.chain import advance
from simulator.model.events import Event, StandardChange
from simulator.model.households import ESCAPED, NEAR_POOR, POOR, SECURE
from simulator.model.names import INDICATORS
from simulator.model.parameters import Parameters
from simulator.model.plan import MONTHS_PER_YEAR, Plan
from simulator.model.record import Recorder, stocks
from simulator.model.state import State
from simulator.model.trajectory import Trajectory

Flows = dict[str, Array]
Stocks = dict[str, Any]


def simulate(
    state: State, parameters: Parameters, plan: Plan, *, wanted: Iterable[str] = INDICATORS
) -> Trajectory:
    """Run the model from `state` through the months of `plan`, all draws at once.

    wanted: the indicators to report; communes and villages are computed only when something of theirs is
    wanted, since nothing else depends on them. Raises ValueError when the ensembles differ in size.
    """
    if state.draws != parameters.draws:
        raise ValueError(f"state has {state.draws} draws, parameters have {parameters.draws}")
    recorder = Recorder(tuple(wanted), plan.months, state.draws)
    years = 1.0 / (MONTHS_PER_YEAR * plan.steps_per_month)
    before_change = {}
    for month in range(plan.months):
        state = _happened(plan.events_before.get(month, ()), state, parameters, month, recorder)
        for _ in range(plan.steps_per_month):
            state, flows = _step(state, plan, month, parameters, years, recorder)
            recorder.add_flows(month, flows)
        events_after = plan.events_after.get(month, ())
        if any(isinstance(event, StandardChange) for event in events_after):
            before_change[month] = stocks(state, recorder.names)
        state = _happened(events_after, state, parameters, month, recorder)
        recorder.set_stocks(month, state)
    return Trajectory(plan.dates, recorder.indicators(), state, before_change)


def _happened(
    events: tuple[Event, ...], state: State, p: Parameters, month: int, recorder: Recorder
) -> State:
    """The state after the events of one instant; houses that they damage count as new need of the month."""
    for event in events:
        after = event.applied(state, p)
        recorder.add_flows(month, {"houses_new_need": after.houses_needed - state.houses_needed})
        state = after
    return state


def _step(
    state: State, plan: Plan, month: int, p: Parameters, years: float, recorder: Recorder
) -> tuple[State, Flows]:
    """One step: money first, then what it delivers, then the households it moves, then the communes."""
    fund, flows = _credit(state, plan, month, p, years)
    delivered, houses, works = _works(state, plan, month, p, years)
    people = _people(state, houses, p, years, flows)
    flows |= works
    flows["money_spent"] = (
        flows["money_spent_credit"]
        + works["money_spent_housing"]
        + works["money_spent_training"]
        + works["money_spent_ntm"]
    )
    flows["money_unspent"] = (
        works["money_unspent_housing"] + works["money_unspent_training"] + works["money_unspent_ntm"]
    )
    tiers = {"communes": state.communes, "villages": state.villages}
    if recorder.any_of("communes") or recorder.any_of("villages"):
        tiers = _communes(state, people, delivered, plan, month, p, years, recorder.any_of("villages"))
    return State(**fund, **delivered, **people, **tiers), flows


def _credit(state: State, plan: Plan, month: int, p: Parameters, years: float) -> tuple[Stocks, Flows]:
    """C. The revolving fund over one step: capital = outstanding + idle before and after."""
    repaid, written_off = credit.left_the_books(
        state.outstanding, p["credit.repayment_rate"], p["credit.writeoff_rate"], years
    )
    new_capital = plan.new_capital[month] * years
    collected = repaid.sum(axis=0)
    capital = credit.capital_after(state.capital, new_capital[:, None], written_off.sum(axis=0))
    available = state.idle + collected + float(new_capital.sum())
    lending = credit.lent(available, capital.sum(axis=0), p["credit.idle_share"])
    fund = {
        "outstanding": state.outstanding - repaid - written_off + plan.shares[month][:, None] * lending,
        "capital": capital,
        "idle": available - lending,
        "mean_loan": state.mean_loan * np.exp(p["credit.mean_loan_growth"] * years),
    }
    spent = np.full(state.draws, float(new_capital.sum()))
    return fund, {"credit_lent": lending, "credit_collected": collected, "money_spent_credit": spent}


def _works(state: State, plan: Plan, month: int, p: Parameters, years: float) -> tuple[Stocks, Array, Flows]:
    """B, T. Houses and training that the money of one step delivers; what it cannot buy stays unspent."""
    h = state.households
    listed = h[POOR] + h[NEAR_POOR]
    need = housing.new_need(listed, p["housing.dilapidation_rate"], years)
    backlog = state.houses_needed + need
    norms = float(plan.norm_new[month]), float(plan.norm_repair[month])
    cost = housing.cost(float(plan.repair_share[month]), *norms, p["housing.cost_factor"])
    housing_money = float(plan.housing_budget[month]) * years
    houses = housing.supported(
        housing_money * float(plan.disbursed_housing[month]),
        cost,
        backlog,
        p["housing.capacity_share"] * listed * years,
    )
    workers = p["training.workers_per_household"]
    training_money = float(plan.training_budget[month]) * years
    trainees = training.trained(
        training_money * float(plan.disbursed_training[month]),
        p["training.cost"],
        workers * (listed + h[ESCAPED]),
        years,
    )
    placed = trainees * p["training.placement_share"] + float(plan.jobs_connected[month]) * years
    ripening, effective = training.ripened(
        state.ripening, state.effective, placed, p["training.ripening_years"], p["training.fade_rate"], years
    )
    delivered = {
        "houses_needed": backlog - houses,
        "ripening": ripening,
        "effective": effective,
        "trained_labour": training.trained_labour(
            state.trained_labour, p["training.labour_rise"], trainees, workers * h.sum(axis=0), years
        ),
    }
    ntm_money = float(plan.ntm_investment[month]) * years
    housing_spent, ntm_spent = (
        houses * cost,
        np.full(state.draws, ntm_money * float(plan.disbursed_ntm[month])),
    )
    training_spent = trainees * p["training.cost"] / credit.MILLION_PER_BILLION
    return (
        delivered,
        houses,
        {
            "houses_supported": houses,
            "houses_new_need": need,
            "persons_trained": trainees,
            "persons_placed": placed,
            "money_spent_housing": housing_spent,
            "money_spent_training": training_spent,
            "money_spent_ntm": ntm_spent,
            "money_unspent_housing": housing_money - housing_spent,
            "money_unspent_training": training_money - training_spent,
            "money_unspent_ntm": ntm_money - ntm_spent,
        },
    )


def _people(state: State, houses: Array, p: Parameters, years: float, flows: Flows) -> Stocks:
    """H. Moves of households over one step, with the programmes' reach at its start."""
    h = state.households
    lift, guard = _multipliers(state, p)
    hazard = households.hazards(h, state.references, lift, guard, p)
    hazard[POOR, NEAR_POOR] += housing.decided(
        houses, h[POOR], h[NEAR_POOR], p["housing.decisive_share"], years
    )
    moved, moves = advance(h, hazard, years)
    flows["escaped_households"] = moves[POOR, ESCAPED] + moves[POOR, NEAR_POOR]
    flows["escaped_near_poor_households"] = moves[NEAR_POOR, ESCAPED]
    flows["relapsed_households"] = moves[ESCAPED, POOR]
    flows["newly_poor_households"] = moves[SECURE, POOR] + moves[NEAR_POOR, POOR]
    grown = households.growth(p["households.growth"], years)
    return {"households": moved * grown, "references": state.references * grown}


def _multipliers(state: State, p: Parameters) -> tuple[tuple[Array, Array, Array], tuple[Array, Array]]:
    """Multipliers of the household hazards: (income of poor, of near-poor, services), (relapse, entry)."""
    h = state.households
    ceiling, effect = p["credit.coverage_ceiling"], p["credit.exit_effect"]
    loans = credit.borrowers(state.outstanding, state.mean_loan)
    skilled = households.lifted(
        training.coverage(state.effective, h[POOR] + h[NEAR_POOR] + h[ESCAPED]), p["training.exit_effect"]
    )
    lift = (
        households.lifted(credit.coverage(loans[credit.POOR], h[POOR], ceiling), effect) * skilled,
        households.lifted(credit.coverage(loans[credit.NEAR_POOR], h[NEAR_POOR], ceiling), effect) * skilled,
        households.lifted(
            credit.coverage(loans[credit.WATER], h.sum(axis=0), ceiling), p["credit.water_effect"]
        ),
    )
    guard = (
        households.protected(
            credit.coverage(loans[credit.ESCAPED], h[ESCAPED], ceiling), p["credit.relapse_protection"]
        ),
        households.protected(
            credit.coverage(loans[credit.JOBS], h[SECURE], ceiling), p["credit.entry_protection"]
        ),
    )
    return lift, guard


def _communes(
    state: State,
    people: Stocks,
    delivered: Stocks,
    plan: Plan,
    month: int,
    p: Parameters,
    years: float,
    with_villages: bool,
) -> Stocks:
    """N. Communes (and villages) over one step, given the households, houses and skills that it ends with."""
    h, spread = people["households"], p["ntm.commune_spread"]
    everyone = h.sum(axis=0)
    poverty_limit, house_limit, labour_limit = plan.thresholds.log_odds
    ready = communes.readiness(
        communes.share_meeting((h[POOR] + h[NEAR_POOR]) / everyone, poverty_limit, spread, at_most=True),
        communes.share_meeting(delivered["houses_needed"] / everyone, house_limit, spread, at_most=True),
        communes.share_meeting(delivered["trained_labour"], labour_limit, spread, at_most=False),
    )
    money = float(plan.ntm_investment[month] * plan.disbursed_ntm[month])
    below = state.communes[communes.BELOW]
    response = communes.investment_response(money, below, p["ntm.half_investment"], p["ntm.autonomous_share"])
    rates = (p["ntm.attain_intensity"], p["ntm.advance_rate"], p["ntm.model_rate"], p["ntm.loss_rate"])
    after, _ = advance(state.communes, communes.commune_hazards(ready, response, rates), years)
    villages = state.villages
    if with_villages:
        moves = communes.village_hazards(response, p["ntm.village_attain_rate"], p["ntm.village_model_rate"])
        villages, _ = advance(villages, moves, years)
    return {"communes": after, "villages": villages}
