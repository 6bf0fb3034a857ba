"""How likely each target is, in words and as draws of a hundred."""

from __future__ import annotations

from simulator.analysis.comparison_runs import POVERTY
from simulator.model import INDICATORS
from simulator.report.change_words import indicator_words
from simulator.report.explanation.case import Case, constant
from simulator.report.explanation.facts import Fact
from simulator.report.explanation.figures import counted
from simulator.report.explanation.path import standard_name
from simulator.report.explanation.words import Parts, Words, as_set, bare, on, say
from simulator.scenario import Target
from simulator.scenario.vocabulary import TARGET_RATES
from simulator.texts import text
from simulator.units import number

LIKELY = ((1.0, "certain"), (0.99, "nearly_certain"), (0.9, "very_likely"), (0.6, "likely"), (0.4, "even"))
UNLIKELY = ((0.1, "unlikely"), (0.01, "very_unlikely"))
LEAST, MOST = 0.005, 0.995  # below and above, a whole draw of a hundred would say never and always


def likelihood(chance: float) -> str:
    """The word for a chance, from "never" to "certain": the IPCC's scale, but 34 of 100 is not called even."""
    if chance == 0.0:
        return "never"
    return next((word for least, word in (*LIKELY, *UNLIKELY) if chance >= least), "nearly_never")


def chances(case: Case, language: str) -> list[Words]:
    """A sentence for each target of the scenario; one that says so where it has none."""
    targets = case.scenario.targets or ()
    if not targets:
        return [say("chance.no_target", language)]
    found = [_target(case, target, language) for target in targets]
    if all(case.comparison.chance(case.place, target) is None for target in targets):
        return found
    return [*found, say("chance.rests", language, part=text("explanation.part.doubts", language))]


def _target(case: Case, target: Target, language: str) -> Words:
    words: Parts = {"target": _words(case, target, language)}
    chance = case.comparison.chance(case.place, target)
    if chance is None:
        return say("chance.unknown", language, **words)
    said = text(f"explanation.likelihood.{likelihood(chance)}", language)
    new = of_hundred(chance, case, case.place, target, language)
    told: Parts = {"likelihood": said, "chance": new, **words}
    reference = case.comparison.reference
    before = None if case.other is None else case.comparison.chance(reference, target)
    if before is None:
        return say("chance.alone", language, **told)
    other = case.name(reference, language)
    if not _alike(case, target):
        return say("chance.other_standard", language, other=other, **told)
    if before == chance:
        return say("chance.same", language, other=other, **told)
    old = of_hundred(before, case, reference, target, language)
    if old.text == new.text:
        return say("chance.nearly_same", language, other=other, **told)
    kind = "higher" if chance > before else "lower"
    return say(f"chance.{kind}", language, other=other, old=old, **told)


def _alike(case: Case, target: Target) -> bool:
    """Whether the other scenario counts the target's indicator by the same poverty standard on that day."""
    if case.other is None or target.indicator not in POVERTY:
        return True
    year = target.date.year
    years = [outcome.years for outcome in (case.outcome, case.other)]
    return any(year not in one for one in years) or case.outcome.standard(year) == case.other.standard(year)


def of_hundred(chance: float, case: Case, place: int, target: Target, language: str) -> Words:
    """A chance as draws of a hundred: "62 trên 100"; never a rounded certainty."""
    whose = "scenario" if place == case.place else "reference"
    key = f"{whose}.chance.{target.indicator}.{target.date}"
    fact = Fact(key, chance, "share", target.date, case.projected(place, language))
    hundred = constant("of", 100.0, "", language)
    if 0.0 < chance < LEAST or MOST < chance < 1.0:
        kind, bound = ("below", 0.01) if chance < LEAST else ("above", 0.99)
        limit = constant("rounding", bound, "count_share", language)
        count = Words(number(100.0 * bound, language), (fact, *limit.facts))
        return say(f"chance.{kind}", language, count=count, of=hundred)
    return say("chance.of", language, count=bare(fact, language), of=hundred)


def _words(case: Case, target: Target, language: str) -> Words:
    """A target: "tỷ lệ hộ nghèo ≤ 5% (31/12/2030, chuẩn nghèo 2027–2030)"."""
    origin = case.of_file(case.place, language)
    least = target.at_most is None
    value = (target.at_least or 0.0) if target.at_most is None else target.at_most
    unit = "share" if target.indicator in TARGET_RATES else INDICATORS[target.indicator].unit
    fact = Fact(f"target.{target.indicator}", value, unit, target.date, origin)
    words: Parts = {
        "indicator": indicator_words(target.indicator, language),
        "bound": counted(as_set(fact, language), unit, language),
        "date": on(target.date, f"target.{target.indicator}.date", origin, language),
    }
    kind = "at_least" if least else "at_most"
    if target.indicator in POVERTY and target.date.year in case.outcome.years:
        standard = standard_name(case.outcome.standard(target.date.year), language)
        return say(f"target.{kind}_by", language, series=standard, **words)
    return say(f"target.{kind}", language, **words)
