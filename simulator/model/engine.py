"""The engine: the only place where time passes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
from simulator.model.years import communes_pace, near_poor_pace

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
    paces = {year: _Year.of(parameters, year) for year in {day.year for day in plan.dates}}
    for month, day in enumerate(plan.dates):
        state = _happened(plan.events_before.get(month, ()), state, parameters, month, recorder)
        for _ in range(plan.steps_per_row):
            state, flows = _step(state, plan, month, paces[day.year], constants[plan.lengths[month]], recorder)
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


@dataclass(frozen=True)
class _Year:
    """N8, H10. What one calendar year makes of the pace of communes and of exits of the near-poor, (draw,)."""

    communes: Array
    near_poor: Array

    @classmethod
    def of(cls, p: Parameters, year: int) -> _Year:
        return cls(communes_pace(p, year), near_poor_pace(p, year))


def _step(state: State, plan: Plan, month: int, year: _Year, c: Prepared, recorder: Recorder) -> tuple[State, Flows]:
    """One step: loans and skills first, then houses, then the households that all of it moves, then the communes."""
    fund, lending = _credit(state, plan, month, c)
    trained, teaching = _training(state, plan, month, c)
    midst = _midst(state, fund, trained, year, c)
    middle = midway(state.households, households.MOVES, _hazards(state.households, midst, c), c.years)
    homes, building = _housing(state, middle, plan, month, c)
    people, moves = _people(state, middle, midst, building["houses"], c)
    delivered, works = {**trained, **homes}, {**teaching, **building}
    tiers = {"communes": state.communes, "villages": state.villages}
    if recorder.any_of("communes") or recorder.any_of("villages"):
        money = float(plan.ntm_investment[month] * plan.disbursed_ntm[month])
        ready = _readiness(state, people["households"], delivered, c)
        tiers = _communes(
            state, ready, money, state.ntm_pace * year.communes, c, with_villages=recorder.any_of("villages")
        )
    return State(**fund, **delivered, **people, **tiers, ntm_pace=state.ntm_pace), {**lending, **works, "moves": moves}


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
        "overdue": credit.overdue_after(
            state.overdue, loans, c.p["credit.overdue_inflow"], c.p["credit.overdue_cure"], c.years
        ),
        "mean_loan": state.mean_loan * c.loan_growth,
    }
    return fund, {"lent": lending, "collected": collected}


def _training(state: State, plan: Plan, month: int, c: Prepared) -> tuple[Stocks, Flows]:
    """T. People trained and placed with the money of one step; what it cannot buy stays unspent."""
    h, p, years = state.households, c.p, c.years
    target, workers = h[POOR] + h[NEAR_POOR] + h[ESCAPED], p["training.workers_per_household"]
    money = float(plan.training_budget[month] * plan.disbursed_training[month]) * years
    trainees = training.trained(money, p["training.cost"], workers * target, years)
    placed = trainees * p["training.placement_share"] + float(plan.jobs_connected[month]) * years
    ripening, effective = training.ripened(
        state.ripening, state.effective, placed, p["training.ripening_years"], p["training.fade_rate"], years
    )
    labour, rise = workers * (target + h[SECURE]), p["training.labour_rise"]
    trained = {
        "ripening": ripening,
        "effective": effective,
        "trained_labour": training.trained_labour(state.trained_labour, rise, trainees, labour, years),
    }
    return trained, {"trained": trainees, "placed": placed}


def _housing(state: State, middle: Array, plan: Plan, month: int, c: Prepared) -> tuple[Stocks, Flows]:
    """B. Need and houses of one step for the poor and near-poor in its middle; money for more stays unspent."""
    p, years, listed = c.p, c.years, middle[POOR] + middle[NEAR_POOR]
    need = housing.new_need(listed, p["housing.dilapidation_rate"], years)
    backlog = state.houses_needed + need
    norms = float(plan.norm_new[month]), float(plan.norm_repair[month])
    cost = housing.cost(float(plan.repair_share[month]), *norms, p["housing.cost_factor"])
    money = float(plan.housing_budget[month] * plan.disbursed_housing[month]) * years
    houses = housing.supported(money, cost, backlog, p["housing.capacity_share"] * listed * years)
    return {"houses_needed": backlog - houses}, {"houses": houses, "need": need}


@dataclass(frozen=True)
class _Midst:
    """What acts on households in the middle of a step, besides their own numbers.

    references, pace, shock as in the state. near_poor (draw,): pace of the year. loans (covered programme, draw):
    borrowers; skills (draw,): effective placed workers.
    """

    references: Array
    pace: Array
    shock: Array
    near_poor: Array
    loans: Array
    skills: Array


def _midst(state: State, fund: Stocks, trained: Stocks, year: _Year, c: Prepared) -> _Midst:
    """Loans and skills half-way between the ends of the step; a shock that has faded for half of it."""
    lent = 0.5 * (state.outstanding[credit.COVERED] + fund["outstanding"][credit.COVERED])
    sizes = 0.5 * (state.mean_loan + fund["mean_loan"]) * c.loan_ratios
    return _Midst(
        references=state.references,
        pace=state.pace,
        shock=state.shock * c.shock_left_half,
        near_poor=year.near_poor,
        loans=credit.borrowers(lent, sizes),
        skills=0.5 * (state.effective + trained["effective"]),
    )


def _people(state: State, middle: Array, midst: _Midst, houses: Array, c: Prepared) -> tuple[Stocks, Array]:
    """H. Moves of households over one step, with effort, the programmes' reach and the houses in its middle."""
    hazards = _hazards(middle, midst, c)
    decisive = c.p["housing.decisive_share"]
    hazards[households.SERVICES_GAINED] += housing.decided(houses, middle[POOR], middle[NEAR_POOR], decisive, c.years)
    moved, moves = advance(state.households, households.MOVES, hazards, c.years, c.tail)
    after = {
        "households": moved * c.growth,
        "references": state.references * c.growth,
        "pace": state.pace,
        "shock": midst.shock * c.shock_left_half,
    }
    return after, moves


def _hazards(h: Array, midst: _Midst, c: Prepared) -> Array:
    """Hazards of all moves at households `h`, per year, (move, draw), before houses, with loans and skills mid-step."""
    p = c.p
    target = h[POOR] + h[NEAR_POOR] + h[ESCAPED]
    served = np.stack([h[POOR], h[NEAR_POOR], target + h[SECURE], h[ESCAPED], h[SECURE]])
    covered = credit.coverage(midst.loans, served, p["credit.coverage_ceiling"])
    lift = households.lifted(covered[:3], c.exit_effects)
    guard = households.protected(covered[3:], c.protections)
    skilled = households.lifted(training.coverage(midst.skills, target), p["training.exit_effect"])
    exponent, cap = p["households.effort_exponent"], p["households.effort_cap"]
    effort = households.effort(h[:2], midst.references[:2], exponent, cap, midst.pace)
    effort[NEAR_POOR] *= midst.near_poor
    income, services, (relapse, entry) = lift[:2] * skilled, lift[2], guard
    hazards: Array = c.base_hazards * households.multipliers(effort, income, services, relapse, entry, midst.shock)
    return hazards


def _readiness(state: State, after: Array, delivered: Stocks, c: Prepared) -> Array:
    """N1, N2. Readiness of the communes in the middle of the step, (draw,): households, houses and skills."""
    h = state.households + after
    everyone = h.sum(axis=0)
    houses = state.houses_needed + delivered["houses_needed"]
    trained = 0.5 * (state.trained_labour + delivered["trained_labour"])
    means = np.stack([(h[POOR] + h[NEAR_POOR]) / everyone, houses / everyone, 1.0 - trained])
    return communes.readiness(communes.shares_meeting(means, c.commune_limits, c.p["ntm.commune_spread"]))


def _communes(state: State, ready: Array, money: float, pace: Array, c: Prepared, *, with_villages: bool) -> Stocks:
    """N. Communes (and villages) over one step.

    money: billion VND a year disbursed for the New Rural programme; pace: (2, draw), of the criteria and of the year.
    """
    p, tiers = c.p, state.communes
    half, autonomous = p["ntm.half_investment"], p["ntm.autonomous_share"]
    response = communes.investment_response(money, tiers.sum(axis=0), half, autonomous)
    middle = midway(tiers, communes.MOVES, _commune_hazards(tiers, ready, response, pace, c), c.years)
    after, _ = advance(tiers, communes.MOVES, _commune_hazards(middle, ready, response, pace, c), c.years, c.tail)
    villages = state.villages
    if with_villages:
        moves = communes.village_hazards(response, pace[1], c.village_rates)
        villages, _ = advance(villages, communes.VILLAGE_MOVES, moves, c.years, c.tail)
    return {"communes": after, "villages": villages}


def _commune_hazards(tiers: Array, ready: Array, response: Array, pace: Array, c: Prepared) -> Array:
    """Hazards between tiers per year, (move, draw), when the communes stand so."""
    remaining = communes.still_ready(ready, tiers, c.p["ntm.selection"])
    return communes.commune_hazards(remaining, response, pace, c.commune_rates, c.p["ntm.loss_rate"])
