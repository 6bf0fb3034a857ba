"""Why two scenarios of a locality end differently: the Shapley part of each thing in which they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.comparison import check, common_years, with_evidence_of
from simulator.analysis.explain.checked import checked_indicator, checked_members
from simulator.analysis.explain.coalitions import Coalitions
from simulator.analysis.explain.players import players_between
from simulator.analysis.explain.shares import Shares
from simulator.analysis.tasks import Progress, quiet
from simulator.calibration import Posterior
from simulator.errors import Fault, ScenarioError
from simulator.evidence import Evidence
from simulator.model import INDICATORS
from simulator.scenario import Scenario


@dataclass(frozen=True)
class Between:
    """Two scenarios and the runs between them, kept: another indicator asks for the runs it lacks only."""

    runs: Coalitions

    @classmethod
    def of(
        cls,
        before: Scenario,
        after: Scenario,
        evidence: Evidence,
        posterior: Posterior,
        *,
        draws: int | None = None,
        seed: int = 1,
    ) -> Between:
        """Two complete scenarios over their common years, both with the evidence set of `before`; nothing is run yet.

        draws: members of the posterior, all unless given. Raises ScenarioError for scenarios of several localities,
        with other first years or without a common year; ValueError for the posterior of another locality or evidence
        set.
        """
        check([(before.title, before), (after.title, after)])
        if before.first_year != after.first_year:
            years = f"{after.first_year}–{after.last_year}"
            allowed = f"{before.first_year} ({before.title})"
            raise ScenarioError([Fault("explain_first_year", after.title, None, "years", years, allowed)])
        last = common_years([before, after])[-1]
        one, other = (replace(scenario, last_year=last) for scenario in with_evidence_of([before, after], 0))
        parameters = checked_members(one, posterior, draws, seed)
        return cls(Coalitions(one, other, players_between(one, other), evidence, parameters))

    def shares(self, indicator: str, progress: Progress = quiet) -> Shares:
        """The parts of one indicator at the end of each common year.

        A year in which the two count poverty by different standards holds NaN throughout. Raises ValueError for an
        indicator that is not explained.
        """
        runs, group = self.runs, INDICATORS[checked_indicator(indicator)].group
        members = tuple(p.name for p in runs.players if group != "households" or p.moves_households)
        parts, error = runs.divided(members, frozenset(), lambda found: found.levels[indicator], progress)
        before, after = runs.monthly(frozenset()), runs.monthly(runs.names)
        same = [group != "households" or a == b for a, b in zip(before.standards, after.standards, strict=True)]
        gap = np.where(same, 0.0, np.nan)[:, None]
        return Shares(
            indicator=indicator,
            years=tuple(range(runs.nobody.first_year, runs.nobody.last_year + 1)),
            players=tuple(player.name for player in runs.players),
            before=before.levels[indicator] + gap,
            after=after.levels[indicator] + gap,
            parts=parts + gap,
            remainder=np.zeros_like(before.levels[indicator]) + gap,
            remainder_name="",
            comparable=tuple(same),
            sampling_error=error,
        )


def between(
    before: Scenario,
    after: Scenario,
    indicator: str,
    evidence: Evidence,
    posterior: Posterior,
    *,
    draws: int | None = None,
    progress: Progress = quiet,
) -> Shares:
    """Why `after` ends differently from `before`: see `Between` and `Coalitions.divided`."""
    return Between.of(before, after, evidence, posterior, draws=draws).shares(indicator, progress)
