"""The calibrated provinces that stand in for what a planner's figures do not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.model import PROGRAMMES, SOURCES, Parameters, Plan, simulate, start_state
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR
from simulator.model.record import stocks
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan, history_months

NATION = "national"
ANY = "national"  # a region that is neither of the others: all provinces are asked
STOCKS = (
    "households",
    "poverty_rate",
    "near_poor_rate",
    "poor_households",
    "near_poor_households",
    "recently_escaped_households",
    "credit_outstanding",
    "credit_borrowers",
    *(f"credit_capital_{name}" for name in SOURCES),
    *(f"credit_outstanding_{name}" for name in PROGRAMMES),
    "houses_needed",
    "trained_labour_share",
    "communes_total",
    "ntm_communes_attained",
    "ntm_communes_advanced",
    "ntm_communes_model",
)
VILLAGE_STOCKS = ("villages_total", "ntm_villages_attained", "ntm_villages_model")


@dataclass(frozen=True)
class Peer:
    """A shipped province: its complete baseline and its posterior."""

    baseline: Scenario
    posterior: Posterior


@dataclass(frozen=True)
class Standing:
    """How a peer stood and what it spent from the own locality's start on.

    levels: (month + 1, draw), the start in row 0. spent: lever path -> (month,), a year, after disbursement.
    """

    name: str
    region: str
    baseline: Scenario
    plan: Plan
    levels: Mapping[str, Array]
    spent: Mapping[str, Array]

    @property
    def households(self) -> float:
        """Median number of households at the start."""
        return float(np.median(self.levels["households"][0]))

    @property
    def communes(self) -> float:
        """Rural communes at the start."""
        return float(np.median(self.levels["communes_total"][0]))


def peers_of(evidence: Evidence, region: str) -> tuple[str, ...]:
    """Return the shipped provinces of a region, without districts and the nation; all of them for no region."""
    return tuple(
        name
        for name, place in evidence.localities.items()
        if place.home is None
        and not place.parent
        and "/" not in name
        and place.region != NATION
        and region in (place.region, ANY)
    )


def standing(peer: Peer, evidence: Evidence, start: date) -> Standing:
    """Simulate a peer over its reported years with its posterior, from its own start, and read it from `start` on."""
    place, p = evidence.localities[peer.baseline.locality], peer.posterior.parameters
    plan = compile_plan(peer.baseline, place, evidence).between(0, history_months(peer.baseline, place))
    wanted = STOCKS + (VILLAGE_STOCKS if "villages_total" in place.start_values else ())
    skipped = max(0, (start.year - place.start.year) * MONTHS_PER_YEAR)
    return Standing(
        name=place.name_vi.removeprefix("Tỉnh "),
        region=place.region,
        baseline=peer.baseline,
        plan=plan.between(skipped, plan.months),
        levels={name: levels[skipped:] for name, levels in _levels(p, plan, wanted).items()},
        spent={path: money[skipped:] for path, money in _spent(plan).items()},
    )


def _levels(p: Parameters, plan: Plan, wanted: tuple[str, ...]) -> dict[str, Array]:
    state = start_state(p, plan)
    first = stocks(state, wanted, plan, p)
    run = simulate(state, p, plan, wanted=wanted)
    return {name: np.concatenate([first[name][None], run[name]]) for name in wanted}


def _spent(plan: Plan) -> dict[str, Array]:
    """What was spent or done a year, in each year the same: a campaign of a few months is its own province's."""
    money = {f"credit.new_capital.{name}": plan.new_capital[:, row] for row, name in enumerate(SOURCES)}
    shares = {f"credit.shares.{name}": plan.shares[:, row] for row, name in enumerate(PROGRAMMES)}
    others = {
        "housing.budget": plan.housing_budget * plan.disbursed_housing,
        "housing.repair_share": plan.repair_share,
        "training.budget": plan.training_budget * plan.disbursed_training,
        "training.jobs_connected": plan.jobs_connected,
        "ntm.investment": plan.ntm_investment * plan.disbursed_ntm,
    }
    return {path: _yearly(values) for path, values in (money | shares | others).items()}


def _yearly(values: Array) -> Array:
    return np.repeat(values.reshape(-1, MONTHS_PER_YEAR).mean(axis=1), MONTHS_PER_YEAR)
