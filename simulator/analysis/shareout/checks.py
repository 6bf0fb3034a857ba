"""What cannot be split, told before anything is run: which localities, which years, which limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from simulator.analysis.optimise.question import DONG
from simulator.analysis.shareout.question import COMMUNES, ShareQuestion
from simulator.errors import Fault, ScenarioError
from simulator.evidence import Evidence
from simulator.model.plan import MONTHS_PER_YEAR
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan, history_months

FEWEST, MOST = 2, 12
NATION = "national"


def check(question: ShareQuestion, evidence: Evidence, names: Sequence[str] = ()) -> None:
    """Raise ScenarioError with all that stands against a question; names: files of the scenarios, else their ids."""
    called = tuple(names) or question.localities
    faults = list(_places(question, evidence, called)) or list(_scenarios(question, evidence, called))
    faults = faults or list(_limits(question, called)) or list(_amounts(question, evidence, called))
    if faults:
        raise ScenarioError(faults)


def overlapping(one: str, other: str, evidence: Evidence) -> bool:
    """Whether two localities share ground, as far as their records say: one lies in the other, or is the nation."""
    first, second = evidence.localities[one], evidence.localities[other]
    return (
        NATION in (first.region, second.region)
        or one in _around(other, evidence)
        or other in _around(one, evidence)
        or first.name_vi.casefold() == second.name_vi.casefold()
    )


def _around(locality: str, evidence: Evidence) -> set[str]:
    """A locality and those that it lies in, by its parents and by its id (`province/district`)."""
    found, ahead = set[str](), [locality]
    while ahead:
        name = ahead.pop()
        if name and name not in found:
            found.add(name)
            known = evidence.localities.get(name)
            ahead += [known.parent if known else "", name.rpartition("/")[0]]
    return found


def _places(question: ShareQuestion, evidence: Evidence, names: Sequence[str]) -> Iterator[Fault]:
    localities = question.localities
    if not FEWEST <= len(localities) <= MOST:
        yield Fault("shareout_count", names[0] if names else "", value=str(len(localities)), allowed=f"{FEWEST}–{MOST}")
    for place, locality in enumerate(localities):
        for before in range(place):
            other = localities[before]
            if locality == other:
                yield Fault("shareout_twice", names[place], field="locality", value=locality)
            elif overlapping(locality, other, evidence):
                yield Fault("shareout_overlap", names[place], field="locality", value=f"{other} + {locality}")


def _scenarios(question: ShareQuestion, evidence: Evidence, names: Sequence[str]) -> Iterator[Fault]:
    first, *others = question.scenarios
    years = _years(first)
    for name, scenario in zip(names[1:], others, strict=True):
        if _years(scenario) != years:
            yield Fault("shareout_years", name, field="years", value=_years(scenario), allowed=years)
        if scenario.effects != first.effects:
            yield Fault("shareout_effects", name, field="effects", value=scenario.effects, allowed=first.effects)
    for name, cost in zip(names, question.costs, strict=True):
        if cost <= 0:
            yield Fault("shareout_no_money", name, field="levers", value="0")
    if not all(scenario.first_year <= question.year <= scenario.last_year for scenario in question.scenarios):
        yield Fault("shareout_year", names[0], field="year", value=str(question.year), allowed=years)
        return
    standards = [standards_of(scenario, question.year, evidence) for scenario in question.scenarios]
    for name, (start, end) in zip(names, standards, strict=True):
        if start != standards[0][0]:
            yield Fault("shareout_standard_start", name, value=start, allowed=standards[0][0])
        if end != standards[0][1] and question.goal != COMMUNES:
            yield Fault("shareout_standard", name, field="events", value=end, allowed=standards[0][1])


def standards_of(scenario: Scenario, year: int, evidence: Evidence) -> tuple[str, str]:
    """The poverty standards by which a complete scenario counts at its start, and at the end of a year."""
    locality = evidence.localities[scenario.locality]
    plan, months = compile_plan(scenario, locality, evidence), history_months(scenario, locality)
    end = months + (year - scenario.first_year + 1) * MONTHS_PER_YEAR
    return (plan.standards[months - 1] if months else locality.standard), plan.standards[end - 1]


def _limits(question: ShareQuestion, names: Sequence[str]) -> Iterator[Fault]:
    for name, share in zip(names, question.shares, strict=True):
        for field, amount in (("floor", share.floor), ("cap", share.cap)):
            if not amount >= 0.0:
                yield Fault("shareout_limit", name, field=field, value=f"{amount:g}", allowed="≥ 0")
    if not 0.0 <= question.most_cut <= 1.0:
        yield Fault("shareout_limit", names[0], field="most_cut", value=f"{question.most_cut:g}", allowed="0–1")
    if question.total_dong <= 0:
        yield Fault("shareout_total", names[0], field="total", value=_billion(question.total_dong), allowed="> 0")
    elif not 0 < question.lot_dong <= question.total_dong:
        yield Fault("shareout_lot", names[0], field="lot", value=f"{question.lot:g}", allowed="> 0")


def _amounts(question: ShareQuestion, evidence: Evidence, names: Sequence[str]) -> Iterator[Fault]:
    """Whether the total fits between the floors and the caps, and within what a locality's curve can be asked for."""
    floors, caps, reaches = question.floors, question.caps, question.reaches(evidence)
    total, told = question.total_dong, _billion(question.total_dong)
    if floors.sum() > total:
        yield Fault("shareout_floors", ", ".join(names), field="floor", value=_billion(floors.sum()), allowed=told)
        return
    if caps.sum() < total:
        yield Fault("shareout_caps", ", ".join(names), field="cap", value=_billion(caps.sum()), allowed=told)
    for name, floor, cap, reach in zip(names, floors, caps, reaches, strict=True):
        if floor > cap:
            told_cap = f"≤ {_billion(cap)}"
            yield Fault("shareout_floor_cap", name, field="floor", value=_billion(floor), allowed=told_cap)
        elif floor > reach:
            yield Fault("shareout_floor_reach", name, field="floor", value=_billion(floor), allowed=_billion(reach))
    if (most := int(np.minimum(caps, reaches).sum())) < total <= caps.sum():
        yield Fault("shareout_reach", ", ".join(names), field="total", value=told, allowed=f"≤ {_billion(most)}")


def _billion(dong: int) -> str:
    return f"{int(dong) / DONG:.9f}".rstrip("0").rstrip(".")


def _years(scenario: Scenario) -> str:
    return f"{scenario.first_year}–{scenario.last_year}"
