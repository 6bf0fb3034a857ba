"""What an explanation is written from, and what its facts are said to come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from simulator.analysis.backtest import Forecast
from simulator.analysis.comparison import FIGURES, Comparison
from simulator.analysis.comparison_runs import Outcome
from simulator.analysis.explain import Shares
from simulator.analysis.sensitivity import Tornado
from simulator.analysis.skill import Skill, skill
from simulator.analysis.summary import Interval, interval
from simulator.evidence import Evidence, Observation
from simulator.report.citations import cited
from simulator.report.explanation.facts import Fact
from simulator.report.explanation.words import Words, level, named, on, place_name, say
from simulator.scenario import Scenario, value_in
from simulator.texts import text
from simulator.units import number

INDICATORS = ("poverty_rate", "multidimensional_rate", "ntm_communes_attained")
DIGEST_LETTERS = 12


@dataclass(frozen=True)
class Run:
    """With which draws everything was run: seed of the choice among them, digest of the posterior."""

    seed: int
    digest: str
    figures: int  # reported ones that the posterior was fitted to


@dataclass(frozen=True)
class SkillHere:
    """A row of the backtest over all indicators, and whether it is of this locality or of all that are shipped."""

    row: Skill
    here: bool


def skill_of(forecasts: Sequence[Forecast], locality: str) -> SkillHere | None:
    """How the model fared over all indicators: here, or everywhere where the locality was not asked about."""
    own = [forecast for forecast in forecasts if forecast.question.actual.locality == locality]
    chosen = own or list(forecasts)
    return SkillHere(skill(chosen)[-1], bool(own)) if chosen else None


@dataclass(frozen=True)
class Case:
    """A scenario that was run beside the one it is compared with, and what is known about both.

    comparison: the reference is what the scenario is compared with; `place` is the reference itself where it is
    explained alone. baseline: complete, where a lever that the file does not set comes from. files: what each outcome
    is from, "" where it is not saved. other_effects: whether the reference's file names another set of evidence than it
    was run with. calibrated: ranges of the parameters that a scenario overrides. shares: why the
    two differ; since: why the line moves within the scenario.
    """

    comparison: Comparison
    place: int
    evidence: Evidence
    baseline: Scenario
    run: Run
    files: tuple[str, ...]
    indicator: str = INDICATORS[0]
    other_effects: bool = False
    calibrated: Mapping[str, Interval] = field(default_factory=dict)
    shares: Shares | None = None
    since: Shares | None = None
    tornado: Tornado | None = None
    skill: SkillHere | None = None

    @property
    def outcome(self) -> Outcome:
        """The scenario that is explained."""
        return self.comparison.outcomes[self.place]

    @property
    def scenario(self) -> Scenario:
        """The scenario that is explained, complete."""
        return self.outcome.scenario

    @property
    def other(self) -> Outcome | None:
        """What it is compared with; None where it stands alone."""
        reference = self.comparison.reference
        return None if reference == self.place else self.comparison.outcomes[reference]

    @property
    def horizon(self) -> date:
        """The day that the explanation looks at."""
        return date(self.comparison.year, 12, 31)

    def name(self, place: int, language: str) -> Words:
        """What an outcome is called in a sentence: the baseline, or its title."""
        scenario = self.comparison.outcomes[place].scenario
        baseline = None if place == self.place else self.baseline
        return called(scenario, baseline, self.files[place], language)

    def locality(self, language: str) -> Words:
        """What the locality is called."""
        place = self.evidence.localities[self.scenario.locality]
        return place_name(place, language)

    def projected(self, place: int, language: str) -> str:
        """Origin of a figure of a run."""
        words = {"draws": number(self.comparison.draws, language), "seed": str(self.run.seed)}
        name = self.name(place, language).text
        return text("explanation.origin.projection", language, name=name, digest=self.short_digest, **words)

    def paired(self, language: str) -> str:
        """Origin of a difference between the scenario and its reference."""
        first, second = (self.name(place, language).text for place in (self.place, self.comparison.reference))
        draws = number(self.comparison.draws, language)
        return text("explanation.origin.paired", language, first=first, second=second, draws=draws)

    def set_in(self, place: int, path: str, year: int, language: str) -> str:
        """Origin of a lever's value: the file, or the baseline that fills in what it does not say."""
        own, base = self.comparison.outcomes[place].scenario.levers, self.baseline.levers
        from_baseline = path in own and path in base and value_in(own[path], year) == value_in(base[path], year)
        kind = "baseline" if from_baseline else "file" if self.files[place] else "unsaved"
        return text(f"explanation.origin.lever_{kind}", language, file=self.files[place])

    def of_file(self, place: int, language: str) -> str:
        """Origin of what a scenario says besides its levers."""
        kind = "file" if self.files[place] else "unsaved"
        return text(f"explanation.origin.{kind}", language, file=self.files[place])

    def reported(self, row: Observation, language: str) -> str:
        """Origin of a reported figure."""
        source = cited(self.evidence.sources[row.source_id], language)
        return text("explanation.origin.reported", language, source=source, id=row.obs_id)

    def cited(self, sources: tuple[str, ...], language: str) -> Words:
        """Sources by name; the word assumption where there is none."""
        if not sources:
            return say("assumed", language)
        names = dict.fromkeys(cited(self.evidence.sources[one], language) for one in sources)
        return named("; ".join(names))

    @property
    def short_digest(self) -> str:
        """The beginning of the posterior's digest, enough to tell two apart."""
        return self.run.digest[:DIGEST_LETTERS]

    def level(self, place: int, name: str, language: str) -> tuple[Fact, Fact, Fact]:
        """Low end, median and high end of a figure of an outcome."""
        return self.ends(self.comparison.level(place, name), place, name, self.comparison.year, language)

    def level_in(self, place: int, name: str, year: int, language: str) -> tuple[Fact, Fact, Fact]:
        """The same at the end of a year."""
        return self.ends(interval(self.comparison.outcomes[place].end(name, year)), place, name, year, language)

    def ends(self, found: Interval, place: int, name: str, year: int, language: str) -> tuple[Fact, Fact, Fact]:
        """An interval of a figure at the end of a year, or up to it, as facts."""
        whose = "scenario" if place == self.place else "reference"
        key, origin, day = f"{whose}.{name}.{year}", self.projected(place, language), date(year, 12, 31)
        return interval_facts(found, key, FIGURES[name].unit, day, origin)

    def until(self, language: str, year: int | None = None) -> Words:
        """A year that the explanation speaks of."""
        value = self.comparison.year if year is None else year
        return Words(str(value), (Fact("year", float(value), "year", None, self.of_plan(language)),))

    def of_plan(self, language: str) -> str:
        """Origin of the years that are looked at."""
        return text("explanation.origin.years", language)

    def day(self, when: date, key: str, origin: str, language: str) -> Words:
        """A date."""
        return on(when, key, origin, language)


def interval_facts(found: Interval, key: str, unit: str, when: date | None, origin: str) -> tuple[Fact, Fact, Fact]:
    """Low end, median and high end as facts."""
    values = (("p05", found.p05), ("median", found.median), ("p95", found.p95))
    low, median, high = (Fact(f"{key}.{end}", value, unit, when, origin) for end, value in values)
    return low, median, high


def constant(key: str, value: float, unit: str, language: str) -> Words:
    """A number that belongs to the method: "90%", "100"."""
    origin = text("explanation.origin.method", language)
    return level(Fact(key, value, unit, None, origin), language)


def called(scenario: Scenario, baseline: Scenario | None, file: str, language: str) -> Words:
    """What a scenario is called in a sentence: the baseline if it plans what that does, else by its title or file."""
    if baseline is not None and _same_plan(scenario, baseline):
        return say("name.baseline", language)
    return say("name.title", language, title=named(scenario.title or file))


def _same_plan(scenario: Scenario, baseline: Scenario) -> bool:
    same = ("levers", "events", "assumptions", "first_year", "last_year")
    return all(getattr(scenario, name) == getattr(baseline, name) for name in same)
