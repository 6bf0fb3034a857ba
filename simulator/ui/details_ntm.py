"""Rules and reports about New Rural communes: thresholds in use, income, districts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from simulator.evidence import Evidence, Locality, Observation, ParameterRecord, Rule
from simulator.scenario.plan import rule
from simulator.ui.methods_data import applied_record
from simulator.ui.methods_tables import UNVERIFIED

HOUSE_THRESHOLD = "ntm.temporary_house_threshold"
TRAINED_SCOPE = "northern mountains"  # the only region whose level is in the rules file; used everywhere
INCOME = ("income_per_head", "rural_income_per_head")
ADVANCED, MODEL = "ntm_communes_advanced", "ntm_communes_model"
DISTRICTS = ("ntm_districts_attained", "ntm_cities_completed")
END_OF_DISTRICTS = ("provincial_merger", "districts")


@dataclass(frozen=True)
class Threshold:
    """A criterion's threshold as the model uses it: the rule behind it, and the parameter that stands for it."""

    criterion: str
    value: float
    rule: Rule
    stand_in: ParameterRecord | None = None

    @property
    def verified(self) -> bool:
        """Whether the rule was read, not recalled."""
        return self.rule.verified != UNVERIFIED


@dataclass(frozen=True)
class Children:
    """Attained communes of a district of the locality, as reported, with the number of its communes."""

    place: Locality
    attained: Observation
    total: float | None


@dataclass(frozen=True)
class PrintedAlone:
    """A reported count of advanced communes that leaves out the model ones of the same report."""

    advanced: Observation
    model: float


def thresholds_used(evidence: Evidence, place: Locality) -> tuple[Threshold, ...]:
    """The thresholds of criteria 9, 11 and 12 for the locality's region."""
    houses = applied_record(evidence, place, HOUSE_THRESHOLD)
    listed = rule(evidence, "ntm_criterion_11", place.ntm_region)
    trained = rule(evidence, "ntm_criterion_12_trained", TRAINED_SCOPE)
    return (
        Threshold("9", houses.median, rule(evidence, "ntm_criterion_9", "all regions"), houses),
        Threshold("11", listed.value or 0.0, listed),
        Threshold("12", trained.value or 0.0, trained),
    )


def income_rules(evidence: Evidence) -> tuple[Rule, ...]:
    """What the rules file holds about criterion 10, by date."""
    rows = [row for row in evidence.rules if row.topic == "ntm_criterion_10"]
    return tuple(sorted(rows, key=lambda row: row.valid_from or date.min))


def incomes(evidence: Evidence, locality: str) -> tuple[Observation, ...]:
    """Reported income per head, by date."""
    rows = [row for row in evidence.of(locality) if row.indicator in INCOME and row.fit != "no"]
    return tuple(sorted(rows, key=lambda row: row.period_end))


def criteria_sets(evidence: Evidence) -> tuple[Rule, ...]:
    """The sets of criteria by date."""
    rows = [row for row in evidence.rules if row.topic == "ntm_criteria_set"]
    return tuple(sorted(rows, key=lambda row: row.valid_from or date.min))


def districts(evidence: Evidence, locality: str) -> tuple[Observation, ...]:
    """Districts and cities that a locality reports, and those it had set itself, by date."""
    rows = [row for row in evidence.of(locality) if row.indicator in DISTRICTS]
    return tuple(sorted(rows, key=lambda row: (row.indicator, row.period_end)))


def above(place: Locality) -> str:
    """The id of the place that a locality lies in, simulated or not; none for a province and the nation."""
    return place.parent or place.id.rpartition("/")[0]


def children(evidence: Evidence, locality: str) -> tuple[Children, ...]:
    """Districts below a locality (or the locality itself, where it is one) with their attained communes."""
    found = []
    for place in evidence.localities.values():
        if not above(place) or locality not in (above(place), place.id):
            continue
        rows = [row for row in evidence.of(place.id) if row.kind == "stock"]
        attained = [row for row in rows if row.indicator == "ntm_communes_attained" and row.bound in ("exact", "about")]
        if attained:
            last = max(attained, key=lambda row: row.period_end)
            totals = [
                row.value for row in rows if row.indicator == "communes_total" and row.period_end <= last.period_end
            ]
            found.append(Children(place, last, totals[-1] if totals else None))
    return tuple(found)


def printed_alone(evidence: Evidence, locality: str) -> tuple[PrintedAlone, ...]:
    """Advanced communes that a report prints without the model ones: with these they make the nested count."""
    rows = [row for row in evidence.of(locality) if row.fit != "no" and row.kind == "stock"]
    found = []
    for row in (row for row in rows if row.indicator == ADVANCED and row.fit == "check"):
        same = [other for other in rows if other.period_end == row.period_end and other.fit == "yes"]
        model = next((other.value for other in same if other.indicator == MODEL), None)
        nested = next((other.value for other in same if other.indicator == ADVANCED), None)
        if model is not None and row.value + model == nested:
            found.append(PrintedAlone(row, model))
    return tuple(found)


def end_of_districts(evidence: Evidence) -> Rule:
    """The rule that ended the district level. Raises KeyError when the rules file has none."""
    return rule(evidence, *END_OF_DISTRICTS)
