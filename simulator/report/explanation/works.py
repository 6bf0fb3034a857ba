"""What is done and what it costs: communes, houses, jobs, and the money put in, spent and left."""

from __future__ import annotations

from simulator.analysis.comparison import FIGURES
from simulator.report.explanation.case import Case
from simulator.report.explanation.figures import against, name_of, spanned
from simulator.report.explanation.path import path
from simulator.report.explanation.words import Parts, Words, say, years

NTM = "ntm_communes_attained"
WORKS = ("ntm_communes_advanced", "houses_supported", "houses_needed", "persons_placed")
MONEY = ("money_planned", "money_spent", "money_unspent")
RATES = ("poverty_rate", "multidimensional_rate")


def message(case: Case, language: str) -> list[Words]:
    """Where the main figure goes, beside what it is compared with, and how it gets there."""
    first, legs = path(case, case.indicator, language)
    sentences = [first]
    if case.other is not None:
        sentences.append(_beside(case, case.indicator, language))
    return sentences + legs


def works(case: Case, language: str) -> list[Words]:
    """The other outcomes at the horizon, with the communes from the last report on."""
    kept = [name for name in (*RATES, *WORKS) if name in case.outcome.values and name != case.indicator]
    if case.indicator == NTM:
        return [_figure(case, name, language) for name in kept]
    first, _ = path(case, NTM, language)
    beside = [] if case.other is None else [_beside(case, NTM, language)]
    rates = [_figure(case, name, language) for name in kept if name in RATES]
    return rates + [first, *beside] + [_figure(case, name, language) for name in kept if name in WORKS]


def money(case: Case, language: str) -> list[Words]:
    """What is put in, spent and left over the years."""
    return [_figure(case, name, language) for name in MONEY]


def _figure(case: Case, name: str, language: str) -> Words:
    """A figure beside the reference's; alone where there is none."""
    if case.other is not None:
        return _beside(case, name, language)
    level = spanned(case.level(case.place, name, language), language)
    return say(
        "figure.alone", language, figure=name_of(name, language), when=_when(case, name, language), level=level
    ).capital()


def _beside(case: Case, name: str, language: str) -> Words:
    words: Parts = {"figure": name_of(name, language), "when": _when(case, name, language)}
    return say("figure.beside", language, verdict=against(case, name, language), **words).capital()


def _when(case: Case, name: str, language: str) -> Words:
    """The end of the year, or the years that are summed."""
    year, first = case.comparison.year, case.comparison.first_year
    if FIGURES[name].summed:
        return say("when.over", language, years=years(first, year, "years", case.of_plan(language)))
    return say("when.end", language, year=case.until(language))
