"""Ensembles, starts and plans for the laws of the model: plausible (from the priors) or extreme (from the ranges)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
from hypothesis import Phase, settings
from hypothesis import strategies as st

from simulator.calibration.prior import free, marginals, parameter_values
from simulator.evidence import Evidence, ParameterRecord, load_evidence
from simulator.model import PROGRAMMES, Parameters, Plan, State, start_state
from simulator.model.events import CriteriaChange, Disaster, Event, Merger, StandardChange
from simulator.model.plan import Thresholds
from simulator.model.years import SPREADS

LOCALITIES = ("dien-bien", "hau-giang", "lai-chau", "son-la", "thanh-hoa/dong-son", "vn")
EFFECTS = (
    "credit.exit_effect",
    "credit.relapse_protection",
    "credit.entry_protection",
    "credit.water_effect",
    "training.exit_effect",
)
# Billion VND (persons for the jobs) a year for each household: about what Sơn La reports.
USUAL = {
    "central": 1.8e-3,
    "mobilised": 0.2e-3,
    "entrusted": 0.2e-3,
    "housing": 0.35e-3,
    "training": 0.09e-3,
    "jobs": 7e-3,
    "ntm": 1.4e-3,
}


def examples(count: int) -> settings:
    """So many examples, not shrunk: a smaller seed is not a simpler ensemble."""
    return settings(max_examples=count, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@dataclass(frozen=True)
class Levers:
    """Levers held all the time: billion VND a year, persons a year for the jobs, shares for the rest."""

    central: float = 0.0
    mobilised: float = 0.0
    entrusted: float = 0.0
    housing: float = 0.0
    training: float = 0.0
    jobs: float = 0.0
    ntm: float = 0.0
    shares: tuple[float, ...] = (0.3, 0.15, 0.1, 0.15, 0.15, 0.02, 0.03, 0.1)
    repair_share: float = 0.25
    disbursed: float = 0.8


@dataclass(frozen=True)
class Case:
    """What one run needs, and the levers that its plan holds."""

    parameters: Parameters
    levers: Levers
    plan: Plan
    state: State

    def with_levers(self, **changes: float) -> Plan:
        """The same plan with some levers at other values."""
        return constant_plan(
            replace(self.levers, **changes),
            months=self.plan.months,
            before=self.plan.events_before,
            after=self.plan.events_after,
        )


def constant_plan(
    levers: Levers,
    *,
    months: int = 24,
    before: Mapping[int, tuple[Event, ...]] | None = None,
    after: Mapping[int, tuple[Event, ...]] | None = None,
) -> Plan:
    def held(value: float) -> np.ndarray:
        return np.full(months, value)

    return Plan(
        start=date(2024, 12, 31),
        standard="S22",
        thresholds=Thresholds(poor_and_near_poor=0.13, temporary_houses=0.01, trained_labour=0.7),
        new_capital=np.tile([levers.central, levers.mobilised, levers.entrusted], (months, 1)),
        shares=np.tile(levers.shares, (months, 1)),
        housing_budget=held(levers.housing),
        repair_share=held(levers.repair_share),
        norm_new=held(60.0),
        norm_repair=held(30.0),
        training_budget=held(levers.training),
        jobs_connected=held(levers.jobs),
        ntm_investment=held(levers.ntm),
        disbursed_housing=held(levers.disbursed),
        disbursed_training=held(levers.disbursed),
        disbursed_ntm=held(levers.disbursed),
        events_before=before or {},
        events_after=after or {},
    )


@cache
def shipped() -> Evidence:
    return load_evidence()


def plausible(locality: str, seed: int, draws: int, *, effects: str = "causal") -> Parameters:
    """Draws from the priors of a locality."""
    priors = marginals(shipped(), shipped().localities[locality], effects)
    z = np.random.default_rng(seed).standard_normal((len(free(priors)), draws))
    return Parameters(parameter_values(priors, z))


def extreme(locality: str, seed: int, draws: int) -> Parameters:
    """Draws anywhere in the allowed ranges, one in four at an end; start values and years as in the priors."""
    generator = np.random.default_rng(seed)
    records = ranges()
    values = dict(plausible(locality, seed, draws))
    for name in values:
        if name in records:
            record = records[name]
            place = generator.uniform(-0.25, 1.25, draws).clip(0.0, 1.0)
            values[name] = record.lower + place * (record.upper - record.lower)
    return Parameters(values)


@cache
def ranges() -> dict[str, ParameterRecord]:
    return {record.name: record for record in shipped().parameters}


def even_years(p: Parameters) -> Parameters:
    """The same draws without good and bad years."""
    return p.overridden(dict.fromkeys(SPREADS.values(), 0.0))


def helpful(p: Parameters) -> Parameters:
    """The same draws with no effect of a programme below zero."""
    return Parameters({**p, **{name: np.abs(p[name]) for name in EFFECTS}})


def with_values(p: Parameters, **values: float) -> Parameters:
    """The same draws with some parameters held; `__` in a name stands for the dot."""
    return p.overridden({name.replace("__", "."): value for name, value in values.items()})


def case(p: Parameters, levers: Levers, *, months: int = 24, **events: Mapping[int, tuple[Event, ...]]) -> Case:
    plan = constant_plan(levers, months=months, **events)
    return Case(p, levers, plan, start_state(p, plan))


def usual(locality: str, factor: float = 1.0) -> Levers:
    """The usual money of a locality of this many households, times a factor."""
    households = shipped().localities[locality].start_values["households"].value
    return Levers(**{name: amount * factor * households for name, amount in USUAL.items()})


def levers_of(locality: str) -> st.SearchStrategy[Levers]:
    """Levers from nothing to ten times the usual money, any shares."""
    households = shipped().localities[locality].start_values["households"].value
    factor = st.one_of(st.just(0.0), st.floats(0.0, 1.5), st.floats(1.0, 10.0))
    money = {name: factor.map(lambda f, usual=usual: f * usual * households) for name, usual in USUAL.items()}
    weights = st.lists(st.floats(0.01, 1.0), min_size=len(PROGRAMMES), max_size=len(PROGRAMMES))
    return st.builds(
        Levers,
        **money,
        shares=weights.map(lambda found: tuple(np.array(found) / sum(found))),
        repair_share=st.floats(0.0, 1.0),
        disbursed=st.floats(0.0, 1.0),
    )


EVENTS = st.one_of(
    st.builds(StandardChange, value=st.one_of(st.none(), st.floats(0.5, 4.0))),
    st.builds(Merger, value=st.one_of(st.none(), st.floats(0.0, 1.0)), communes=st.floats(1.0, 500.0)),
    st.builds(CriteriaChange, value=st.one_of(st.none(), st.floats(0.0, 1.0))),
    st.builds(Disaster, value=st.one_of(st.none(), st.floats(0.0, 1.0))),
)


def calendars(months: int, event: st.SearchStrategy[Event] = EVENTS) -> st.SearchStrategy[dict[int, tuple[Event, ...]]]:
    return st.dictionaries(st.integers(0, months - 1), st.lists(event, min_size=1, max_size=2).map(tuple), max_size=3)


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    months: int = 24,
    draws: int = 6,
    plausible_only: bool = False,
    event: st.SearchStrategy[Event] | None = EVENTS,
) -> Case:
    """Any locality, any levers, any events; parameters from the priors or from the whole of their ranges."""
    locality = draw(st.sampled_from(LOCALITIES))
    seed = draw(st.integers(0, 2**32 - 1))
    if plausible_only or draw(st.booleans()):
        p = plausible(locality, seed, draws, effects=draw(st.sampled_from(("causal", "reported"))))
    else:
        p = extreme(locality, seed, draws)
    events = (
        {}
        if event is None
        else {
            "before": draw(calendars(months, event)),
            "after": draw(calendars(months, event)),
        }
    )
    return case(p, draw(levers_of(locality)), months=months, **events)
