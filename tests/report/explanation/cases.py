"""Explanations that the tests read, each with all that can be known of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from simulator.analysis.comparison import Comparison, compared, with_evidence_of
from simulator.analysis.explain import Shares, between, since_start
from simulator.analysis.projection import members
from simulator.analysis.proof import load_backtest
from simulator.analysis.sensitivity import CHANCE, TODAY, Bar, Tornado
from simulator.analysis.summary import Interval, interval
from simulator.calibration import Posterior
from simulator.report.explanation import Case, Run, skill_of
from simulator.scenario import Event, Scenario, Target
from tests.shipped import LOCALITIES, SON_LA_ALTERNATIVES, alternative, baseline, evidence, posterior

DRAWS, SEED = 60, 1


def others() -> dict[str, Scenario]:
    """Scenarios of Sơn La that differ in all that a file can say."""
    shipped = {path.stem: alternative(path.stem) for path in SON_LA_ALTERNATIVES}
    plain = baseline()
    dated = plain.events or ()
    storms = Event("disaster", date(2026, 8, 1), {"yearly_chance": 0.2, "houses_share": 0.015})
    late = Event("delay", date(2027, 3, 1), {"months": 6.0}, "housing")
    ended = Event("programme_end", date(2029, 1, 1), {}, "jobs")
    old_standard = tuple(event for event in dated if event.type != "standard_change")
    return shipped | {
        "events": replace(plain, title="Thiên tai, “chậm”", events=(*dated, storms, late, ended)),
        "old standard": replace(plain, title="Chuẩn cũ 2022", events=old_standard),
        "assumptions": replace(
            plain, title="12,5% {x}", assumptions={"credit.exit_effect": 0.25, "households.growth": 0.013}
        ),
        "targets": replace(
            plain,
            title="Mục tiêu",
            targets=(
                Target("poverty_rate", date(2028, 12, 31), at_most=0.9),
                Target("poverty_rate", date(2030, 12, 31), at_most=0.001),
                Target("houses_supported", date(2029, 12, 31), at_least=700),
                Target("multidimensional_rate", date(2026, 12, 31), at_most=0.125),
            ),
        ),
        "less": replace(plain, title="Ít hơn", levers={**plain.levers, "housing.budget": ((2026, 97.123456),)}),
        "longer": replace(plain, title="Dài hơn", last_year=2033),
        "none": replace(plain, title="Như cơ sở"),
        "reported": replace(plain, title="Theo số báo cáo", effects="reported"),
    }


@lru_cache
def comparison(name: str) -> Comparison:
    """The baseline, and one of the others beside it."""
    pair = with_evidence_of([baseline(), others()[name]], 1)
    parameters = members(posterior("son-la", pair[1].effects), DRAWS, SEED)
    return compared(pair, evidence(), parameters, reference=0, year=2030)


@lru_cache
def case(name: str, indicator: str = "poverty_rate", *, full: bool = False) -> Case:
    """One of the others beside the baseline; full: with why, the unknowns and the skill."""
    found, effects = comparison(name), others()[name].effects
    known = posterior("son-la", effects)
    calibrated = {one: interval(known.parameters[one]) for one in found.outcomes[1].scenario.assumptions}
    plain = Case(
        found,
        1,
        evidence(),
        baseline(),
        Run(SEED, known.digest, len(known.residuals)),
        ("son-la-baseline.yaml", f"{name} 2.yaml"),
        indicator,
        effects != baseline().effects,
        calibrated,
    )
    if not full:
        return plain
    return replace(plain, shares=shares(name, indicator), since=since(name, indicator), tornado=TORNADO, skill=skill())


@lru_cache
def alone(locality: str, indicator: str = "poverty_rate", year: int = 2028) -> Case:
    """A baseline by itself."""
    known = posterior(locality)
    found = compared([baseline(locality)], evidence(), members(known, DRAWS, SEED), year=year)
    run = Run(SEED, known.digest, len(known.residuals))
    return Case(found, 0, evidence(), baseline(locality), run, ("",), indicator)


def few(effects: str) -> Posterior:
    """The posterior with the members that the comparisons are run on."""
    known = posterior("son-la", effects)
    return replace(known, parameters=members(known, DRAWS, SEED))


def shares(name: str, indicator: str) -> Shares:
    effects = others()[name].effects
    one, other = with_evidence_of([baseline(), others()[name]], 1)
    return between(one, other, indicator, evidence(), few(effects))


def since(name: str, indicator: str) -> Shares:
    scenario = others()[name]
    return since_start(scenario, indicator, evidence(), few(scenario.effects))


@lru_cache
def skill() -> object:
    baselines = {name: baseline(name) for name in LOCALITIES}
    return skill_of(load_backtest(evidence(), baselines)[0].forecasts, "son-la")


TORNADO = Tornado(
    "poverty_rate",
    2030,
    Interval(0.044, 0.02, 0.08),
    0.046,
    False,
    (
        Bar("standard_change.factor", 1.1, 2.0, 0.03, 0.07, 0.04),
        Bar(TODAY, float("nan"), float("nan"), 0.04, 0.05, 0.01),
        Bar("households.exit_rate", 0.1, 0.2, 0.0462, 0.0461, -0.0001),
        Bar(CHANCE, float("nan"), float("nan"), 0.045, 0.047, 0.002),
    ),
)
