"""What the command `explain` finds out about a scenario, part by part: as text and as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from simulator.analysis.comparison import compared
from simulator.analysis.explain import Marginal, Shares, between, marginals, since_start
from simulator.analysis.proof import PROOF, ProofError, load_backtest
from simulator.analysis.sensitivity import Conditions, Indices, Tornado, conditions, indices, tornado
from simulator.analysis.summary import interval
from simulator.calibration import Posterior
from simulator.cli.ground import baseline_of
from simulator.evidence import Evidence
from simulator.report.explanation import Case, Run, SkillHere, as_data, called, explanation, plain_text, skill_of
from simulator.report.explanation.tables import conditions_text, cost_lines, shares_lines, unknowns_lines
from simulator.report.explanation.tables_data import conditions_data, cost_data, shares_data, unknowns_data
from simulator.report.sensitivity_words import units_of
from simulator.scenario import Scenario, completed
from simulator.texts import text


@dataclass(frozen=True)
class Question:
    """A complete scenario, what it is compared with (None: alone), and the draws; run when it is asked for."""

    scenario: Scenario
    other: Scenario | None
    files: tuple[str, ...]
    other_effects: bool
    baseline: Scenario
    evidence: Evidence
    posterior: Posterior
    indicator: str
    year: int
    seed: int

    @cached_property
    def shares(self) -> Shares | None:
        """Why the two differ."""
        if self.other is None:
            return None
        return between(self.other, self.scenario, self.indicator, self.evidence, self.posterior)

    @cached_property
    def since(self) -> Shares:
        """Why the scenario's own line moves."""
        return since_start(self.scenario, self.indicator, self.evidence, self.posterior)

    @cached_property
    def tornado(self) -> Tornado:
        """How far each unknown moves the outcome."""
        return tornado(self.scenario, self.indicator, self.year, self.evidence, self.posterior)

    def about(self) -> dict[str, Any]:
        """What was asked, for machines."""
        return {
            "locality": self.scenario.locality,
            "files": list(self.files),
            "effects": self.scenario.effects,
            "indicator": self.indicator,
            "year": self.year,
            "draws": self.posterior.parameters.draws,
            "seed": self.seed,
            "posterior": self.posterior.digest,
        }

    def told(self, part: str, language: str) -> str:
        """One part as plain text, under its heading."""
        if part == "text":
            return plain_text(explanation(self.case, language))
        lines = self._lines(part, language)
        title = text(f"explain.{part}", language, indicator=text(f"change.indicator.{self.indicator}", language))
        return "\n".join([title.upper(), *lines])

    def _lines(self, part: str, language: str) -> list[str]:
        units = units_of(self.evidence, self.scenario.locality)
        if part == "shares":
            lines = []
            if self.shares is not None:
                lines = [*shares_lines(self.shares, self.year, self._other_name(language), language), ""]
            return [*lines, *shares_lines(self.since, self.year, "", language)]
        if part == "cost":
            return cost_lines(self._marginals(), self.year, language)
        if part == "unknowns":
            return unknowns_lines(self.tornado, self._indices(), units, language)
        return conditions_text(self._conditions(), units, language)

    def data(self, part: str, language: str) -> Any:
        """One part for machines."""
        if part == "text":
            return as_data(explanation(self.case, language))
        if part == "shares":
            between_ = None if self.shares is None else shares_data(self.shares)
            return {"between": between_, "since_start": shares_data(self.since)}
        if part == "cost":
            return cost_data(self._marginals())
        if part == "unknowns":
            return unknowns_data(self.tornado, self._indices())
        return conditions_data(self._conditions())

    @cached_property
    def case(self) -> Case:
        """What the text is written from."""
        both = [self.scenario] if self.other is None else [self.other, self.scenario]
        known = self.posterior
        return Case(
            comparison=compared(both, self.evidence, known.parameters, reference=0, year=self.year),
            place=len(both) - 1,
            evidence=self.evidence,
            baseline=self.baseline,
            run=Run(self.seed, known.digest, len(known.residuals)),
            files=self.files,
            indicator=self.indicator,
            other_effects=self.other_effects,
            calibrated={name: interval(known.parameters[name]) for name in self.scenario.assumptions},
            shares=self.shares,
            since=self.since,
            tornado=self.tornado,
            skill=_skill(self.scenario.locality, self.evidence),
        )

    def _other_name(self, language: str) -> str:
        """What the scenario is compared with."""
        return "" if self.other is None else called(self.other, self.baseline, self.files[0], language).text

    def _marginals(self) -> tuple[Marginal, ...]:
        today = replace(self.baseline, effects=self.scenario.effects)
        return marginals(self.scenario, today, self.year, self.evidence, self.posterior)

    def _indices(self) -> Indices:
        return indices(self.scenario, self.indicator, self.year, self.evidence, self.posterior)

    def _conditions(self) -> list[Conditions]:
        targets = [one for one in self.scenario.targets or () if one.date.year <= self.scenario.last_year]
        return [conditions(self.scenario, target, self.evidence, self.posterior) for target in targets]


def _skill(locality: str, evidence: Evidence) -> SkillHere | None:
    """How the model fared on years already known; None where what is kept is not of today's data and code."""
    places, home = evidence.localities, evidence.localities[locality].home
    kept = [name for name, place in places.items() if place.home is None or name == locality]
    baselines = {name: completed(*[baseline_of(name, evidence)] * 2) for name in kept}
    try:
        record, is_current = load_backtest(evidence, baselines, home or PROOF)
    except ProofError:
        return None
    return skill_of(record.forecasts, locality) if is_current else None
