"""The engine: the only place where time passes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from simulator.model import communes, credit, households, housing, training
from simulator.model.arrays import Array
from simulator.model.chain import advance, midway
from simulator.model.events import Event
from simulator.model.households import ESCAPED, NEAR_POOR, POOR, SECURE
from simulator.model.names import INDICATORS
from simulator.model.parameters import Parameters
from simulator.model.plan import MONTHS_PER_YEAR, Plan
from simulator.model.prepared import Prepared, prepared
from simulator.model.record import Recorder
from simulator.model.state import State
from simulator.model.trajectory import Trajectory

Flows = dict[str, Array]
Stocks = dict[str, Any]


def simulate(state: State, parameters: Parameters, plan: Plan, *, wanted: Iterable[str] = INDICATORS) -> Trajectory:
    """Run the model from `state` through the months of `plan`, all draws at once.

    wanted: the indicators to report; communes and villages are computed only when something of theirs is
    wanted, since nothing else depends on them. Raises ValueError when the ensembles differ in size.
    """
    if state.draws != parameters.draws:
        raise ValueError(f"state has {state.draws} draws, parameters have {parameters.draws}")
    recorder = Recorder(tuple(wanted), plan, parameters)
    steps = {length: length / MONTHS_PER_YEAR / plan.steps_per_row for length in set(plan.lengths)}
    constants = {length: prepared(parameters, plan, years) for length, years in steps.items()}
    for month in range(plan.months):
        state = _happened(plan.events_before.get(month, ()), state, parameters, month, recorder)
        for _ in range(plan.steps_per_row):
            state, flows = _step(state, plan, month, constants[plan.lengths[month]], recorder)
            recorder.add_flows(month, flows)
        state = _happened(plan.events_after.get(month, ()), state, parameters, month, recorder)
        recorder.set_stocks(month, state)
    return Trajectory(plan.dates, recorder.indicators(), state, recorder.changes)


def _happened(events: tuple[Event, ...], state: State, p: Parameters, month: int, recorder: Recorder) -> State:
    """The state after the events of one instant; houses that they damage count as new need of the month."""
    for event in events:
        after = event.applied(state, p)
        recorder.add_flows(month, {"need": after.houses_needed - state.houses_needed})
        recorder.add_change(month, event, state, after)
        state = after
    return state


def _step(state: State, plan: Plan, month: int, c: Prepared, recorder: Recorder) -> tuple[State, Flows]:
    """One step: money first, then what it delivers, then the households it moves, then the communes."""
    fund, lending = _credit(state, plan, month, c)
    delivered, works = _works(state, plan, month, c)
    reached = _reached(state, fund, delivered)
    people, moves = _people(state, works["houses"], reached, c)
    tiers = {"communes": state.communes, "villages": state.villages}
    if recorder.any_of("communes") or recorder.any_of("villages"):
        money = float(plan.ntm_investment[month] * plan.disbursed_ntm[month])
        ready = _readiness(state, people["households"], delivered, c)
        tiers = _communes(state, ready, money, c, with_villages=recorder.any_of("villages"))
    return State(**fund, **delivered, **people, **tiers), {**lending, **works, "moves": moves}


def _credit(state: State, plan: Plan, month: int, c: Prepared) -> tuple[Stocks, Flows]:
    """C. The revolving fund over one step: capital = outstanding + idle before and after."""
    loans, new_capital = state.outstanding.sum(axis=0), plan.new_capital[month] * c.years
    usable = state.capital.sum(axis=0) + float(new_capital.sum())
    lending = credit.lent(usable, loans, c.books, c.p["credit.idle_share"])
    collected, written_off = credit.left_the_books(loans, lending, c.books)
    outstanding = state.outstanding * c.books.kept
    outstanding += plan.shares[month][:, None] * (lending * c.books.kept_half)
    fund = {
        "outstanding": outstanding,
        "capital": credit.capital_after(state.capital, new_capital[:, None], written_off),
        "idle": state.idle + collected + float(new_capital.sum()) - lending,
        "mean_loan": state.mean_loan * c.loan_growth,
    }
    return fund, {"lent": lending, "collected": collected}


def _works(state: State, plan: Plan, month: int, c: Prepared) -> tuple[Stocks, Flows]:
    """B, T. Houses and training that the money of one step delivers; what it cannot buy stays unspent."""
    h, p, years = state.households, c.p, c.years
    listed = h[POOR] + h[NEAR_POOR]
    need = housing.new_need(listed, p["housing.dilapidation_rate"], years)
    backlog = state.houses_needed + need
    norms = float(plan.norm_new[month]), float(plan.norm_repair[month])
    cost = housing.cost(float(plan.repair_share[month]), *norms, p["housing.cost_factor"])
    housing_money = float(plan.housing_budget[month] * plan.disbursed_housing[month]) * years
    houses = housing.supported(housing_money, cost, backlog, p["housing.capacity_share"] * listed * years)
    workers = p["training.workers_per_household"]
    training_money = float(plan.training_budget[month] * plan.disbursed_training[month]) * years
    trainees = training.trained(training_money, p["training.cost"], workers * (listed + h[ESCAPED]), years)
    placed = trainees * p["training.placement_share"] + float(plan.jobs_connected[month]) * years
    ripening, effective = training.ripened(
        state.ripening, state.effective, placed, p["training.ripening_years"], p["training.fade_rate"], years
    )
    labour = workers * (listed + h[ESCAPED] + h[SECURE])
    delivered = {
        "houses_needed": backlog - houses,
        "ripening": ripening,
        "effective": effective,
        "trained_labour": training.trained_labour(
            state.trained_labour, p["training.labour_rise"], trainees, labour, years
        ),
    }
    return delivered, {"houses": houses, "need": need, "trained": trainees, "placed": placed}


def _reached(state: State, fund: Stocks, delivered: Stocks) -> tuple[Array, Array]:
    """Borrowers by programme, (covered, draw), and effective placed workers, (draw,), in the middle of the step."""
    lent = 0.5 * (state.outstanding[credit.COVERED] + fund["outstanding"][credit.COVERED])
    loans = credit.borrowers(lent, 0.5 * (state.mean_loan + fund["mean_loan"]))
    return loans, 0.5 * (state.effective + delivered["effective"])


def _people(state: State, houses: Array, reached: tuple[Array, Array], c: Prepared) -> tuple[Stocks, Array]:
    """H. Moves of households over one step, with effort and the programmes' reach in its middle."""
    h, references = state.households, state.references
    middle = midway(h, households.MOVES, _hazards(h, references, houses, reached, c), c.years)
    moved, moves = advance(h, households.MOVES, _hazards(middle, references, houses, reached, c), c.years)
    return {"households": moved * c.growth, "references": references * c.growth}, moves


def _hazards(h: Array, references: Array, houses: Array, reached: tuple[Array, Array], c: Prepared) -> Array:
    """Hazards of all moves at households `h`, per year, (move, draw), with the loans, skills and houses of the step."""
    p, (loans, skills) = c.p, reached
    target = h[POOR] + h[NEAR_POOR] + h[ESCAPED]
    served = np.stack([h[POOR], h[NEAR_POOR], target + h[SECURE], h[ESCAPED], h[SECURE]])
    covered = credit.coverage(loans, served, p["credit.coverage_ceiling"])
    lift = households.lifted(covered[:3], c.exit_effects)
    guard = households.protected(covered[3:], c.protections)
    skilled = households.lifted(training.coverage(skills, target), p["training.exit_effect"])
    effort = households.effort(h[:2], references[:2], p["households.effort_exponent"], p["households.effort_cap"])
    hazards = c.base_hazards * households.multipliers(effort, lift[:2] * skilled, lift[2], guard[0], guard[1])
    hazards[households.SERVICES_GAINED] += housing.decided(
        houses, h[POOR], h[NEAR_POOR], p["housing.decisive_share"], c.years
    )
    return hazards


def _readiness(state: State, after: Array, delivered: Stocks, c: Prepared) -> Array:
    """N1, N2. Readiness of the communes in the middle of the step, (draw,): households, houses and skills."""
    h = state.households + after
    everyone = h.sum(axis=0)
    houses = state.houses_needed + delivered["houses_needed"]
    trained = 0.5 * (state.trained_labour + delivered["trained_labour"])
    means = np.stack([(h[POOR] + h[NEAR_POOR]) / everyone, houses / everyone, 1.0 - trained])
    return communes.readiness(communes.shares_meeting(means, c.commune_limits, c.p["ntm.commune_spread"]))


def _communes(state: State, ready: Array, money: float, c: Prepared, *, with_villages: bool) -> Stocks:
    """N. Communes (and villages) over one step; money: billion VND a year disbursed for the New Rural programme."""
    tiers = state.communes
    middle = midway(tiers, communes.MOVES, _commune_hazards(tiers, ready, money, c)[0], c.years)
    hazards, response = _commune_hazards(middle, ready, money, c)
    after, _ = advance(tiers, communes.MOVES, hazards, c.years)
    villages = state.villages
    if with_villages:
        moves = communes.village_hazards(response, c.village_rates)
        villages, _ = advance(villages, communes.VILLAGE_MOVES, moves, c.years)
    return {"communes": after, "villages": villages}


def _commune_hazards(tiers: Array, ready: Array, money: float, c: Prepared) -> tuple[Array, Array]:
    """Hazards between tiers per year, (move, draw), when the communes stand so, and the response to the money."""
    p, below = c.p, tiers[communes.BELOW]
    response = communes.investment_response(money, below, p["ntm.half_investment"], p["ntm.autonomous_share"])
    return communes.commune_hazards(ready, response, c.commune_rates, p["ntm.loss_rate"]), response
