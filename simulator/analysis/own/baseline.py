"""The baseline of an own locality: levers held at the present level, the events that every baseline has, targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import floor, log10

import numpy as np

from simulator.analysis.own.figures import reported
from simulator.analysis.own.flows import Flow, per_peer, present
from simulator.analysis.own.ground import Ground
from simulator.analysis.own.peers import Standing
from simulator.analysis.own.programmes import DECIMALS, shifted, whole
from simulator.analysis.own.start import Start
from simulator.analysis.own.words import note
from simulator.evidence import Lever
from simulator.model import PROGRAMMES, SOURCES
from simulator.model.arrays import Array
from simulator.scenario.content import Content
from simulator.scenario.record import Event, Scenario, Target, value_in
from simulator.scenario.vocabulary import LEVER_ORDER, SHARES
from simulator.scenario.write import dump_content

CHANGES = (Event("criteria_change", date(2026, 2, 15)), Event("standard_change", date(2027, 1, 1)))
PRESENT = {"credit": 24, "housing": 60, "training": 60}  # months that a present level is the mean of
FEWEST_STEPS = 10  # an amount of fewer steps of its slider is rounded to two digits instead
LOWEST_TARGET, TARGET_STEP = 0.005, 0.005


def baseline_scenario(ground: Ground, starts: Mapping[str, Start], past: Mapping[str, Flow]) -> Scenario:
    """The scenario, complete."""
    first, last = _years(ground)
    levels = _levels(ground, starts, past)
    return Scenario(
        title=note("baseline.title", name=ground.own.name_vi),
        locality=ground.own.id,
        note=note("baseline.note", peers=ground.names),
        first_year=first,
        last_year=last,
        levers={path: ((first, levels[path]),) for path in LEVER_ORDER},
        events=tuple(sorted((*ground.communes.events, *CHANGES), key=lambda event: event.date)),
        targets=tuple(_targets(ground, last)),
    )


def _years(ground: Ground) -> tuple[int, int]:
    baselines = [peer.baseline for peer in ground.peers]
    first = max(ground.start.year + 1, *(baseline.first_year for baseline in baselines))
    return first, max(first, *(baseline.last_year for baseline in baselines))


def _levels(ground: Ground, starts: Mapping[str, Start], past: Mapping[str, Flow]) -> dict[str, float]:
    households, levers = starts["households"].range.value, ground.evidence.levers
    found = {}
    for path in LEVER_ORDER:
        if not path.startswith(SHARES):
            found[path] = stepped(_peers_level(ground, households, path), levers[path])
    for path, flow in past.items():
        group = path.partition(".")[0]
        if flow.is_own:
            handed_out = found.get(f"disbursement.{group}", 1.0) if path.endswith(".budget") else 1.0
            found[path] = stepped(present(flow, PRESENT[group]) / handed_out, levers[path])
    lent = ground.mean(lambda peer: np.array([_lever(peer, f"{SHARES}{name}") for name in PROGRAMMES]))
    shares = whole(shifted(ground, lent))
    return found | {f"{SHARES}{name}": share for name, share in zip(PROGRAMMES, shares, strict=True)}


def _peers_level(ground: Ground, households: float, path: str) -> float:
    def here(peer: Standing) -> Array:
        shared = path.startswith("disbursement.")
        return np.array(_lever(peer, path) * (1.0 if shared else per_peer(ground, peer, households, path)))

    return float(ground.mean(here))


def _lever(peer: Standing, path: str) -> float:
    return value_in(peer.baseline.levers[path], peer.baseline.first_year)


def stepped(value: float, lever: Lever) -> float:
    """The nearest step of a lever's slider inside its range; two digits where the steps are too coarse."""
    step = lever.step
    if lever.upper > 1.0 and abs(value) < FEWEST_STEPS * step:
        step = 10.0 ** (floor(log10(value)) - 1) if value > 0.0 else 1.0
    return min(max(round(round(value / step) * step, DECIMALS), lever.lower), lever.upper)


def _targets(ground: Ground, last: int) -> Iterator[Target]:
    """What the peers' baselines promise, against their present level: an assumption."""
    end = date(last, 12, 31)
    rates = [
        target / float(np.median(peer.levels["poverty_rate"][-1]))
        for peer in ground.peers
        if (target := _promised(peer, "poverty_rate"))
    ]
    if rates:
        present_rate = reported(ground.rows, "poverty_rate")[-1].value
        steps = round(float(np.mean(rates)) * present_rate / TARGET_STEP)
        yield Target("poverty_rate", end, at_most=round(max(steps * TARGET_STEP, LOWEST_TARGET), DECIMALS))
    shares = [
        target / float(np.median(peer.levels["communes_total"][-1]))
        for peer in ground.peers
        if (target := _promised(peer, "ntm_communes_attained"))
    ]
    if shares:
        count = min(round(float(np.mean(shares)) * ground.communes.last), ground.communes.last)
        yield Target("ntm_communes_attained", end, at_least=float(count))


def _promised(peer: Standing, indicator: str) -> float:
    found = [target for target in peer.baseline.targets or () if target.indicator == indicator]
    return next((target.at_most or target.at_least or 0.0 for target in found), 0.0)


def baseline_text(ground: Ground, scenario: Scenario, past: Mapping[str, Flow]) -> str:
    """The file, with a comment above each part that says where it comes from, as those of the shipped baselines."""
    above, behind = _comments(ground, past), _event_comments(ground)
    lines: list[str] = [f"# {note('file.baseline')}"]
    for line in dump_content(Content(scenario, effects_stated=True), comments={}).splitlines():
        word = line.strip().removeprefix("- {type: ").partition(":")[0].partition(",")[0]
        if line.startswith("  - ") and word in behind:
            line = f"{line}  # {behind[word]}"
        elif word in above and not line.startswith("  - "):
            lines.append(f"{line[: len(line) - len(line.lstrip())]}# {above.pop(word)}")
        lines.append(line)
    return "\n".join(lines) + "\n"


def _comments(ground: Ground, past: Mapping[str, Flow]) -> dict[str, str]:
    peers = ground.names

    def of(key: str, *paths: str) -> str:
        own = any(past[path].is_own for path in paths)
        return note(f"baseline.{key}.{'own' if own else 'peers'}", peers=peers)

    return {
        "new_capital": of("capital", *(f"credit.new_capital.{name}" for name in SOURCES)),
        "shares": note("baseline.shares", peers=peers),
        "housing": of("housing", "housing.budget"),
        "training": of("training", "training.budget", "training.jobs_connected"),
        "ntm": note("baseline.ntm", peers=peers),
        "disbursement": note("baseline.disbursement", peers=peers),
        "targets": note("baseline.targets", peers=peers),
    }


def _event_comments(ground: Ground) -> dict[str, str]:
    return {
        "merger": note("baseline.merger"),
        "criteria_change": note("baseline.criteria_change"),
        "standard_change": note("baseline.standard_change"),
    }
