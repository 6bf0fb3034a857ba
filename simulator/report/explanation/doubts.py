"""What is uncertain: the set of evidence, what studies say of loans, the unknowns, how the model fares, assumptions."""

from __future__ import annotations

from datetime import date

from simulator.analysis.comparison import FIGURES
from simulator.analysis.sensitivity import CHANCE, TODAY, Bar, Tornado
from simulator.evidence import Observation, Prior
from simulator.report import sensitivity_words
from simulator.report.explanation.case import Case, constant, interval_facts
from simulator.report.explanation.direction import FALL, RISE, decimals_for, move
from simulator.report.explanation.facts import Fact
from simulator.report.explanation.figures import changed, name_of, spanned, zero
from simulator.report.explanation.words import (
    Parts,
    Words,
    as_set,
    change,
    level,
    listed,
    named,
    on,
    place_name,
    say,
    scaled,
)
from simulator.texts import keys, text

MOST_BARS = 3
WIDEST = 0.9
GAIN, SHARE = "credit_exit_gain", "credit_share_of_escapes"
CLAIM = "escaped_with_credit"


def doubts(case: Case, language: str) -> list[Words]:
    """All that a reader must know before relying on the numbers."""
    coverage = constant("interval.coverage", WIDEST, "share", language)
    draws = level(Fact("draws", float(case.comparison.draws), "", None, _method(language)), language)
    return [
        say("doubt.interval", language, coverage=coverage, draws=draws),
        *_effects(case, language),
        *_unknowns(case, language),
        *_skill(case, language),
        *_assumptions(case, language),
    ]


def _effects(case: Case, language: str) -> list[Words]:
    """Which evidence on loans is used, what studies find and what lenders say."""
    effects = case.scenario.effects
    sentences = [say(f"doubt.effects.{effects}", language)]
    if case.other_effects:
        sentences.append(say("doubt.effects.other", language, other=case.name(case.comparison.reference, language)))
    found = {row.parameter: row for row in case.evidence.priors}
    if GAIN in found:
        row = found[GAIN]
        gain = _prior(row, "points", language, case)
        kind = "unclear" if row.p05 <= 0.0 <= row.p95 else "clear"
        words: Parts = {"gain": gain, "source": case.cited(row.source_ids, language), "zero": zero(language)}
        sentences.append(say(f"doubt.gain_{kind}", language, **words))
    if SHARE in found:
        share = spanned(_ends(found[SHARE], "share", language, case), language, 0)
        sentences.append(say("doubt.share", language, share=share))
    claim = _claim(case)
    if claim is not None:
        sentences.append(_claimed(case, claim, language))
    return sentences


def _claim(case: Case) -> Observation | None:
    """What the lender says of escapes here, or else in the whole country."""
    places = (case.scenario.locality, "vn")
    rows = [row for place in places for row in case.evidence.of(place) if row.indicator == CLAIM]
    return rows[0] if rows else None


def _claimed(case: Case, row: Observation, language: str) -> Words:
    origin = case.reported(row, language)
    households = level(Fact(f"reported.{CLAIM}", row.value, "household", row.period_end, origin), language)
    place = case.evidence.localities[row.locality]
    words: Parts = {
        "households": households,
        "place": place_name(place, language),
        "source": case.cited((row.source_id,), language),
        "until": on(row.period_end, f"reported.{CLAIM}.until", origin, language),
    }
    return say("doubt.claim", language, **words)


def _prior(row: Prior, unit: str, language: str, case: Case) -> Words:
    return changed(_ends(row, unit, language, case), language)


def _ends(row: Prior, unit: str, language: str, case: Case) -> tuple[Fact, Fact, Fact]:
    """A prior's median and range, judged from studies."""
    origin = text("explanation.origin.prior", language, source=case.cited(row.source_ids, language).text)
    low, median, high = (
        Fact(f"prior.{row.parameter}.{end}", getattr(row, end), unit, None, origin) for end in ("p05", "median", "p95")
    )
    return low, median, high


def _unknowns(case: Case, language: str) -> list[Words]:
    """The unknowns that move the figure most, each with where the figure goes."""
    if case.tornado is None or not case.tornado.bars:
        return []
    found = case.tornado
    bars = [_bar(case, found, bar, language) for bar in found.bars[:MOST_BARS]]
    figure = name_of(found.indicator, language)
    words: Parts = {
        "figure": figure,
        "year": case.until(language, found.year),
        "bars": listed(bars, "; "),
        "other": case.name(case.comparison.reference, language),
    }
    return [say(f"doubt.unknowns{'_difference' if found.difference else ''}", language, **words)]


def _bar(case: Case, tornado: Tornado, bar: Bar, language: str) -> Words:
    """An unknown and where the figure's mean goes between its low and its high end."""
    unit = FIGURES[tornado.indicator].unit
    origin = text("explanation.origin.tornado", language)
    key, when = f"tornado.{bar.parameter}", date(tornado.year, 12, 31)
    low, high = (Fact(f"{key}.{end}", getattr(bar, end), unit, when, origin) for end in ("low", "high"))
    name, is_open = unknown_name(bar.parameter, language), bar.parameter in (CHANCE, TODAY)
    if tornado.difference:
        size = min(abs(scaled(fact)) for fact in (low, high)) or max(abs(scaled(fact)) for fact in (low, high))
        digits = decimals_for(size, 2)
        key = f"doubt.bar_{'range_' if is_open else ''}difference"
        return say(key, language, name=name, low=change(low, language, digits), high=change(high, language, digits))
    digits = 1
    found = move(scaled(low), scaled(high), digits, digits)
    ends: Parts = {"low": level(low, language, found.old_decimals), "high": level(high, language, found.new_decimals)}
    kind = found.kind if found.kind in (RISE, FALL) else "same"
    if is_open:
        return say("doubt.bar_range", language, name=name, **ends)
    return say(f"doubt.bar_{kind}", language, name=name, **ends)


def unknown_name(parameter: str, language: str) -> Words:
    """What an unknown is called inside a sentence; a parameter is quoted as it stands."""
    if f"parameter.{parameter}" in keys() or parameter in (CHANCE, TODAY):
        return named(sensitivity_words.unknown_name(parameter, language))
    return named(parameter)


def _skill(case: Case, language: str) -> list[Words]:
    """How the model would have done on years already known."""
    if case.skill is None:
        return [say("doubt.no_skill", language)]
    row, origin = case.skill.row, text("explanation.origin.backtest", language)
    hits = row.hits[WIDEST]
    facts = {
        "held": Fact("backtest.held", float(hits.held), "", None, origin),
        "of": Fact("backtest.of", float(hits.of), "", None, origin),
    }
    relative = Fact("backtest.relative", row.relative, "", None, origin)
    found = move(1.0, row.relative, 2, 2)
    words: Parts = {name: level(fact, language) for name, fact in facts.items()}
    words |= {
        "relative": level(relative, language, found.new_decimals),
        "rival": text(f"skill.who.{row.best}", language),
        "coverage": constant("interval.coverage", WIDEST, "share", language),
        "place": say(f"doubt.{'here' if case.skill.here else 'everywhere'}", language),
    }
    verdict = {RISE: "worse", FALL: "better"}.get(found.kind, "as_good")
    return [say(f"doubt.skill_{verdict}", language, **words)]


def _assumptions(case: Case, language: str) -> list[Words]:
    """Parameters that the scenario sets otherwise than the figures have it."""
    if not case.scenario.assumptions:
        return [say("doubt.as_calibrated", language)]
    found = []
    for name, value in sorted(case.scenario.assumptions.items()):
        words: Parts = {"name": unknown_name(name, language)}
        set_to = Fact(f"assumption.{name}", value, "", None, case.of_file(case.place, language))
        words["value"] = as_set(set_to, language)
        known = case.calibrated.get(name)
        if known is None:
            found.append(say("doubt.assumption", language, **words))
            continue
        origin = text("explanation.origin.posterior", language, digest=case.short_digest)
        ends = interval_facts(known, f"calibrated.{name}", "", None, origin)
        digits = decimals_for(max(abs(known.p05), abs(known.p95)) / 10.0, 1)
        found.append(say("doubt.assumption_beside", language, known=spanned(ends, language, digits), **words))
    return [say("doubt.assumptions", language, found=listed(found, "; "))]


def _method(language: str) -> str:
    return text("explanation.origin.method", language)
