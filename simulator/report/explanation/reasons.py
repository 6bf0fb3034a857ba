"""Why the figure ends where it does: the largest Shapley parts in their order, each with its interval, and the rest."""

from __future__ import annotations

from datetime import date

import numpy as np

from simulator.analysis.comparison import FIGURES
from simulator.analysis.explain import Shares
from simulator.analysis.summary import Interval, quantiles
from simulator.model.arrays import Array
from simulator.report.explanation.case import Case, interval_facts
from simulator.report.explanation.facts import Fact
from simulator.report.explanation.figures import Ends, changed, name_of, zero
from simulator.report.explanation.words import Parts, Words, listed, lower, named, say
from simulator.report.why_names import ASSUMPTION, EVENT, player_name
from simulator.report.why_shares import is_clear, told
from simulator.texts import text
from simulator.units import day

MOST_PARTS = 4
SMALLEST = {"points": 5e-6, "commune": 5e-3}  # parts that are smaller in every draw are none


def reasons(case: Case, language: str) -> list[Words]:
    """Why the scenario differs from the other one, and what moves its own line; nothing where neither is known."""
    sentences = []
    if case.shares is not None:
        sentences += _between(case, case.shares, language)
    if case.since is not None:
        sentences += _since(case, case.since, language)
    return sentences


def _between(case: Case, shares: Shares, language: str) -> list[Words]:
    row, figure = _row(case, shares), name_of(shares.indicator, language)
    until = case.until(language)
    if not shares.comparable[row]:
        return [say("why.apart", language, figure=figure, year=until)]
    parts = _parts(case, shares, row, language)
    if not parts:
        return [say("why.none", language, figure=figure, year=until)]
    total = _part(case, shares, "change", shares.change[row], language)
    told, rest = parts[:MOST_PARTS], parts[MOST_PARTS:]
    words: Parts = {"figure": figure, "year": until, "other": case.name(case.comparison.reference, language)}
    sentences = [say("why.between", language, total=total, parts=listed(told, "; "), **words)]
    if rest:
        sentences.append(say("why.smaller", language, parts=listed(rest, "; ")))
    return [*sentences, say("why.adds_up", language)]


def _since(case: Case, shares: Shares, language: str) -> list[Words]:
    """What each programme does against none at all, and what would come about anyway."""
    row = _row(case, shares)
    first = case.until(language, shares.years[0] - 1)
    words: Parts = {
        "figure": name_of(shares.indicator, language),
        "year": case.until(language),
        "first": first,
    }
    parts = _parts(case, shares, row, language)
    drift = _part(case, shares, shares.remainder_name, shares.remainder[row], language)
    anyway = text(f"why.remainder.{shares.remainder_name}", language)
    sentences = [say("why.since", language, parts=listed(parts, "; "), **words)] if parts else []
    sentences.append(say("why.drift", language, name=lower(anyway), part=drift, **words))
    recounts = [_name(case, one, language) for one in shares.breaks]
    return [*sentences, *([say("why.recount", language, parts=listed(recounts, "; "))] if recounts else [])]


def _parts(case: Case, shares: Shares, row: int, language: str) -> list[Words]:
    """The parts that are any, the largest first; changes of the count itself are no parts."""
    counted = [one for one in shares.players if one not in shares.breaks]
    values = {one: shares.parts[shares.players.index(one), row] for one in counted}
    some = [one for one in counted if np.abs(values[one]).max() > SMALLEST[_unit(shares)]]
    found = []
    for one in sorted(some, key=lambda one: -abs(values[one].mean())):
        kind = "part" if is_clear(told(values[one]), shares.indicator) else "part_unclear"
        part = _of_player(case, shares, one, row, language)
        found.append(say(f"why.{kind}", language, name=_name(case, one, language), part=part, zero=zero(language)))
    return found


def _of_player(case: Case, shares: Shares, player: str, row: int, language: str) -> Words:
    return _part(case, shares, player, shares.parts[shares.players.index(player), row], language)


def _part(case: Case, shares: Shares, key: str, values: Array, language: str) -> Words:
    """A part with its unit and its interval; means over the draws, since means of parts add up."""
    return changed(_ends(case, shares, key, values, language), language, 2 if _unit(shares) == "points" else 1)


def _ends(case: Case, shares: Shares, key: str, values: Array, language: str) -> Ends:
    kind = "since" if shares.remainder_name else "between"
    origin = text(f"explanation.origin.shapley_{kind}", language)
    return interval_facts(_interval(values), f"shapley.{kind}.{key}", _unit(shares), case.horizon, origin)


def _interval(values: Array) -> Interval:
    """Mean, in the place of the median, and 90 % interval."""
    low, high = quantiles(values, (0.05, 0.95))
    return Interval(float(np.mean(values)), float(low), float(high))


def _name(case: Case, player: str, language: str) -> Words:
    """What a player is called; the day of an event is a fact."""
    kind, _, rest = player.partition(":")
    name = lower(player_name(player, language))
    if kind == ASSUMPTION:
        return named(name)
    if kind != EVENT:
        return Words(name)
    when = date.fromisoformat(rest.split(":")[1])
    fact = Fact(f"event.{player}", float(when.year), "date", when, case.of_file(case.place, language))
    return Words(name, (fact,) if day(when, language) in name else ())


def _row(case: Case, shares: Shares) -> int:
    return shares.years.index(case.comparison.year)


def _unit(shares: Shares) -> str:
    unit = FIGURES[shares.indicator].unit
    return "points" if unit == "share" else unit
