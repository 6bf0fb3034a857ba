"""Runs of two scenarios and of all that lies between them: each coalition of players once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import numpy as np

from simulator.analysis.comparison_runs import past_key
from simulator.analysis.explain import shapley
from simulator.analysis.explain.lines import EXPLAINED, Lines, lines
from simulator.analysis.explain.players import Player, mixed
from simulator.analysis.explain.rows import row_lengths
from simulator.analysis.projection import Past, simulated_past
from simulator.analysis.tasks import Progress
from simulator.evidence import Evidence
from simulator.model import Parameters, Plan
from simulator.model.arrays import Array
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan

ALL_MONTHLY = 3  # players: their eight coalitions are all run by month
Names = frozenset[str]


@dataclass
class Coalitions:
    """Runs in which some players are as in `everybody`, the others as in `nobody`; both complete, of the same years.

    past: where all of them go on from; None when each has a past of its own.
    """

    nobody: Scenario
    everybody: Scenario
    players: tuple[Player, ...]
    evidence: Evidence
    parameters: Parameters
    past: Past | None = None
    _pasts: dict[str, Past] = field(default_factory=dict)
    _monthly: dict[Names, Lines] = field(default_factory=dict)
    _coarse: dict[Names, Lines] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """All players."""
        return frozenset(player.name for player in self.players)

    def scenario(self, chosen: Collection[str]) -> Scenario:
        """The scenario of a coalition."""
        if not self.names & frozenset(chosen):
            return self.nobody
        if self.names <= frozenset(chosen):
            return self.everybody
        return mixed(self.nobody, self.everybody, (player for player in self.players if player.name in chosen))

    def monthly(self, chosen: Names) -> Lines:
        """The coalition run by month, as the command line runs a scenario."""
        if chosen not in self._monthly:
            self._monthly[chosen] = lines(*self._ahead(chosen))
        return self._monthly[chosen]

    def coarse(self, chosen: Names) -> Lines:
        """The coalition run in coarse rows, cut at the days of the players' events (`row_lengths`)."""
        if chosen not in self._coarse:
            past, plan = self._ahead(chosen)
            events = [event for player in self.players for event in (*player.gone, *player.come)]
            self._coarse[chosen] = lines(past, plan.in_rows(row_lengths(plan, events)))
        return self._coarse[chosen]

    def divided(
        self, members: tuple[str, ...], always: Names, read: Callable[[Lines], Array], progress: Progress
    ) -> tuple[Array, float]:
        """Shapley parts of what `read` finds, (player, year, draw), and the error left by sampling.

        They add up to the difference between the monthly runs of everybody and of `always` alone; who is neither a
        member nor always there must not move what is read. Up to `ALL_MONTHLY` members every coalition is run by month.
        With more, the coalitions between are coarse; what their sum misses of the monthly difference is shared in
        proportion to the size of the parts, draw by draw, so that it still adds up exactly and who does nothing, or is
        no member, gets nothing. Up to `shapley.MOST_EXACT` members every coalition is run, with more seeded orders are.
        """
        run = self.monthly if len(members) <= ALL_MONTHLY else self.coarse
        few = len(members) <= shapley.MOST_EXACT
        most = 2 ** len(members) if few else 2 * shapley.PAIRS * (len(members) - 1)
        known: dict[shapley.Coalition, Array] = {}

        def worth(coalition: shapley.Coalition) -> Array:
            if coalition not in known:
                progress(min(len(known) / most, 1.0), "runs")
                whole = len(coalition) == len(members)
                known[coalition] = read(run(self.names if whole else always | {members[i] for i in coalition}))
            return known[coalition]

        if few:
            parts, error = shapley.exact(len(members), worth), 0.0
        else:
            parts, error = shapley.sampled(len(members), worth, seed=1)
        whole = read(self.monthly(self.names)) - read(self.monthly(always))
        progress(1.0, "runs")
        names, every = [player.name for player in self.players], np.zeros((len(self.players), *whole.shape))
        for name, part in zip(members, shapley.closed(parts, whole), strict=True):
            every[names.index(name)] = part
        return every, error

    def _ahead(self, chosen: Names) -> tuple[Past, Plan]:
        """The past and the months of a coalition."""
        scenario = self.scenario(chosen)
        past = self.past or self._past(scenario)
        plan = compile_plan(scenario, self.evidence.localities[scenario.locality], self.evidence)
        return past, plan.between(past.months, plan.months)

    def _past(self, scenario: Scenario) -> Past:
        key = past_key(scenario)
        if key not in self._pasts:
            self._pasts[key] = simulated_past(scenario, self.evidence, self.parameters, EXPLAINED)
        return self._pasts[key]
