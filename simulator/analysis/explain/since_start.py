"""Why the line moves within a scenario: what its programmes and events did since the year before it, and the drift.

Each programme is held against none at all: no new budget from the first year on. Loans made before go on revolving,
houses built before stand: what earlier years paid for belongs to the drift, like trend and demography. Each event is
held against not happening.

An event that counts anew from one day to the next (a new poverty standard for households, a merger for communes) is no
progress and no setback. It stays in every run, so that all are counted alike; its part is the jump on its day in the
scenario's own run, as the chart shows it. Parts of the others are of the level without such jumps: two ways of counting
are never subtracted from each other as if they were one line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.explain.checked import checked_indicator, checked_members
from simulator.analysis.explain.coalitions import Coalitions
from simulator.analysis.explain.lines import EXPLAINED
from simulator.analysis.explain.players import GROUPS, PROGRAMMES, players_between
from simulator.analysis.explain.shares import DRIFT, Shares
from simulator.analysis.projection import level_at_start, simulated_past
from simulator.analysis.tasks import Progress, quiet
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.model import INDICATORS
from simulator.scenario import Event, Scenario
from simulator.scenario.plan import compile_plan

RECOUNTED_BY = {"households": "standard_change", "communes": "merger"}  # as lines.BREAKS


@dataclass(frozen=True)
class SinceStart:
    """A scenario and its runs without some of its programmes and events, kept for other indicators."""

    runs: Coalitions

    @classmethod
    def of(
        cls, scenario: Scenario, evidence: Evidence, posterior: Posterior, *, draws: int | None = None, seed: int = 1
    ) -> SinceStart:
        """A complete scenario; its past is run, nothing else yet.

        draws: members of the posterior, all unless given. Raises ValueError for the posterior of another locality or
        evidence set.
        """
        parameters = checked_members(scenario, posterior, draws, seed)
        nobody = _without_programmes_and_events(scenario)
        past = simulated_past(scenario, evidence, parameters, EXPLAINED)
        return cls(Coalitions(nobody, scenario, players_between(nobody, scenario), evidence, parameters, past))

    def shares(self, indicator: str, progress: Progress = quiet) -> Shares:
        """The parts of one indicator from the end of the year before the scenario to that of each of its years.

        `breaks` names the players whose part is a jump in counting. Raises ValueError for an indicator that is not
        explained.
        """
        runs, group = self.runs, INDICATORS[checked_indicator(indicator)].group
        breaks = frozenset(p.name for p in runs.players if any(e.type == RECOUNTED_BY[group] for e in p.come))
        members = tuple(
            p.name for p in runs.players if p.name not in breaks and (group != "households" or p.moves_households)
        )
        parts, error = runs.divided(members, breaks, lambda found: found.moved(indicator), progress)
        alone, whole = runs.monthly(breaks), runs.monthly(runs.names)
        assert runs.past is not None
        plan = compile_plan(runs.everybody, runs.evidence.localities[runs.everybody.locality], runs.evidence)
        start = level_at_start(runs.past, plan, indicator)
        for place, player in enumerate(runs.players):
            if player.name in breaks:
                parts[place] = whole.jump(indicator, player.come[0].date)
        return Shares(
            indicator=indicator,
            years=tuple(range(runs.everybody.first_year, runs.everybody.last_year + 1)),
            players=tuple(player.name for player in runs.players),
            before=np.broadcast_to(start, whole.levels[indicator].shape).copy(),
            after=whole.levels[indicator],
            parts=parts,
            remainder=alone.moved(indicator) - start,
            remainder_name=DRIFT,
            comparable=(True,) * len(whole.standards),
            sampling_error=error,
            breaks=tuple(player.name for player in runs.players if player.name in breaks),
        )


def since_start(
    scenario: Scenario,
    indicator: str,
    evidence: Evidence,
    posterior: Posterior,
    *,
    draws: int | None = None,
    progress: Progress = quiet,
) -> Shares:
    """Why the line of a complete scenario moved since the year before it: see the module."""
    return SinceStart.of(scenario, evidence, posterior, draws=draws).shares(indicator, progress)


def _without_programmes_and_events(scenario: Scenario) -> Scenario:
    """The scenario with no new money or jobs from its first year on, and without what happens in its years."""
    paths = [path for name in PROGRAMMES for path in GROUPS[name] if path != "housing.repair_share"]
    nothing = dict.fromkeys(paths, ((scenario.first_year, 0.0),))
    events = tuple(event for event in scenario.events or () if not _happens_in(scenario, event))
    return replace(scenario, levers={**scenario.levers, **nothing}, events=events)


def _happens_in(scenario: Scenario, event: Event) -> bool:
    """Whether an event acts in the scenario's years: on its day, or in every season from then on."""
    return event.date.year >= scenario.first_year or "yearly_chance" in event.values
