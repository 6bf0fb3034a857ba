"""The history of levers in a locality's file: steps by month, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.analysis.own.credit import capital_flows
from simulator.analysis.own.figures import Point, cited
from simulator.analysis.own.flows import Flow, peers_flow, programme_flow, sources_of
from simulator.analysis.own.ground import Ground
from simulator.analysis.own.programmes import reported_points, shifted
from simulator.analysis.own.ranges import rounded
from simulator.analysis.own.start import Start
from simulator.analysis.own.words import days_text, note
from simulator.model import PROGRAMMES
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR
from simulator.scenario.vocabulary import LEVER_ORDER, SHARES

BUDGETS = ("housing.budget", "training.budget", "training.jobs_connected", "ntm.investment")
SPENT = ("disbursement.housing", "disbursement.training", "disbursement.ntm")


@dataclass(frozen=True)
class Past:
    """A lever's steps, (first month as the file writes it, level), and where they come from."""

    steps: tuple[tuple[str, float], ...]
    note: str
    source_ids: tuple[str, ...] = ()


def flows(ground: Ground, starts: Mapping[str, Start]) -> dict[str, Flow]:
    """Money and work by lever path."""
    households = starts["households"].range.value
    found = [programme_flow(ground, households, path) for path in BUDGETS]
    return {flow.path: flow for flow in (*capital_flows(ground, starts).values(), *found)}


def history(ground: Ground, past: Mapping[str, Flow]) -> dict[str, Past]:
    """The steps of every lever, in the order of the levers."""
    found = {path: _told(ground, flow) for path, flow in past.items()} | _shares(ground)
    repairs = peers_flow(ground, 1.0, "housing.repair_share")
    found["housing.repair_share"] = Past(_steps(ground, repairs), note("history.shares", peers=ground.names))
    spent = Past(_steps(ground, np.ones(ground.months)), note("history.spent"))
    found |= dict.fromkeys(SPENT, spent)
    return {path: found[path] for path in LEVER_ORDER}


def _told(ground: Ground, flow: Flow) -> Past:
    steps = _steps(ground, flow.values)
    if not flow.is_own:
        key = "history.communes" if flow.path == "ntm.investment" else "history.peers"
        return Past(steps, note(key, peers=ground.names))
    if flow.path.startswith("credit."):
        points = [point for point in flow.used if isinstance(point, Point)]
        words = note("history.credit", days=days_text(sorted(points, key=lambda point: point.day)), peers=ground.names)
    else:
        words = note("history.reported", count=len(flow.used), peers=ground.names)
    return Past(steps, words, sources_of(ground, flow))


def _shares(ground: Ground) -> dict[str, Past]:
    paths = [f"{SHARES}{name}" for name in PROGRAMMES]
    lent = ground.mean(lambda peer: np.stack([peer.spent[path] for path in paths], axis=1))
    known = reported_points(ground)
    words = note("history.shares", peers=ground.names)
    if known:
        words = note("history.programmes", days=days_text(known), peers=ground.names)
    shares = shifted(ground, lent)
    return {
        path: Past(_steps(ground, shares[:, row]), words, cited(ground.own, known)) for row, path in enumerate(paths)
    }


def _steps(ground: Ground, values: Array) -> tuple[tuple[str, float], ...]:
    """Levels at the months in which they change; one for a locality that starts where its scenarios do."""
    steps: list[tuple[str, float]] = []
    first = ground.start.year + 1
    for month, value in enumerate(values):
        level = rounded(float(value))
        if not steps or level != steps[-1][1]:
            year, later = divmod(month, MONTHS_PER_YEAR)
            steps.append((f"{first + year}-{later + 1:02d}" if later else f"{first + year}", level))
    return tuple(steps) or ((f"{first}", 0.0),)
