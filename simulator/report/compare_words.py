"""What a comparison says in sentences: the best by poverty and by communes, who is beaten, what inputs differ."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.comparison import FIGURES, Comparison, is_none
from simulator.analysis.comparison_order import COUNTS, Beaten, beaten
from simulator.analysis.comparison_verdict import sign
from simulator.report.change_words import change_lines
from simulator.report.compare_table import (
    Entry,
    change_texts,
    figure_name,
    figure_unit,
    level_texts,
    titled,
)
from simulator.scenario import changes
from simulator.texts import text

HEADED = ("poverty_rate", "ntm_communes_attained")
CLOSE = {
    "poverty_rate": 5e-4,
    "ntm_communes_attained": 0.5,
}  # with less between any, all are said to be nearly the same
NOT_TOLD = ("title", "note")  # what two scenarios are called says nothing of what they do


def names_of(entries: Sequence[Entry]) -> list[str]:
    """The names of the entries, told apart."""
    return [f"“{name}”" for _, name in titled(entries)]


def headline(comparison: Comparison, entries: Sequence[Entry], language: str) -> list[str]:
    """Two sentences: where poverty is lowest and where most communes attain, beside the reference."""
    return [_best(comparison, name, names_of(entries), language) for name in HEADED]


def _best(comparison: Comparison, name: str, names: Sequence[str], language: str) -> str:
    """The scenario with the best median among those that count as the reference does."""
    reference = comparison.reference
    places = [place for place in range(len(names)) if comparison.is_comparable(place, reference, name)]
    better = FIGURES[name].better
    others = [place for place in places if place != reference]
    found = {place: comparison.difference(place, name) for place in others}
    told = {place: gap for place, gap in found.items() if gap is not None and not is_none(gap, name)}
    ahead = [place for place, gap in told.items() if better * gap.median > 0.0]
    if others and not told:
        value, span = level_texts(comparison.level(reference, name), name, language)
        return text(f"compare.best.{name}_same", language, year=comparison.year, value=f"{value} {span}".strip())
    best = max(ahead, key=lambda place: better * told[place].median) if ahead else reference
    value, span = level_texts(comparison.level(best, name), name, language)
    words = {"year": comparison.year, "title": names[best], "value": f"{value} {span}".strip()}
    if told and all(abs(gap.median) < CLOSE[name] for gap in told.values()) and ahead:
        change, change_span = change_texts(told[best], name, language)
        return text(f"compare.best.{name}_close", language, change=f"{change} {change_span}".strip(), **words)
    if best == reference:
        return text(f"compare.best.{name}_reference", language, **words)
    change, change_span = change_texts(told[best], name, language)
    kind = "clear" if sign(told[best], name) else "unclear"
    return text(f"compare.best.{name}_{kind}", language, change=f"{change} {change_span}".strip(), **words)


def beaten_lines(comparison: Comparison, entries: Sequence[Entry], language: str) -> list[str]:
    """Who is clearly better than whom and clearly worse in nothing, by the loser; one sentence when nobody is."""
    names, pairs = names_of(entries), beaten(comparison)
    losers = sorted({pair.loser for pair in pairs})
    lines = []
    for loser in losers:
        over = [pair for pair in pairs if pair.loser == loser]
        first = next((pair for pair in over if pair.winner not in losers), over[0])
        lines.append(_beaten_line(first, names, language))
        others = [names[pair.winner] for pair in over if pair is not first]
        if others:
            lines[-1] += " " + text("compare.beaten_also", language, titles=", ".join(others))
    return lines or [text("compare.beaten_none", language)]


def counts_line(comparison: Comparison, language: str) -> str:
    """Which counts are looked at, and what "clearly" means."""
    listed = ", ".join(_lower(figure_name(name, language)) for name in COUNTS)
    return text("compare.counts", language, counts=listed, year=comparison.year, first=comparison.first_year)


def _beaten_line(pair: Beaten, names: Sequence[str], language: str) -> str:
    gains = []
    for name, gain in pair.gains.items():
        change, _ = change_texts(gain, name, language)
        unit = "" if FIGURES[name].unit == "share" else f" {figure_unit(name, language)}"
        gains.append(f"{_lower(figure_name(name, language))} {change}{unit}")
    words = {"loser": names[pair.loser], "winner": names[pair.winner], "gains": "; ".join(gains)}
    line = text("compare.beaten", language, **words)
    for kind in ("equal", "tiny", "unclear"):
        counts = getattr(pair, kind)
        if counts:
            line += " " + text(f"compare.beaten_{kind}", language, counts=_listed(counts, language))
    return line


def input_lines(comparison: Comparison, place: int, language: str) -> list[str]:
    """In what the inputs of a scenario differ from the reference's, in words."""
    before, after = (comparison.outcomes[number].scenario for number in (comparison.reference, place))
    found = [change for change in changes(before, after) if change.key not in NOT_TOLD]
    return change_lines(found, language)


def _listed(names: Sequence[str], language: str) -> str:
    return ", ".join(_lower(figure_name(name, language)) for name in names)


def _lower(name: str) -> str:
    """A name inside a sentence; "NTM" stays as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
