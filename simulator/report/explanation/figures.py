"""Phrases about figures: a level with its interval, from old to new, beside another scenario."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.comparison import FIGURES
from simulator.analysis.summary import Interval
from simulator.report.explanation.case import Case, constant, interval_facts
from simulator.report.explanation.direction import EQUAL, FALL, HIGHER, LOWER, RISE, UNCLEAR, beside, decimals_for, move
from simulator.report.explanation.facts import Fact
from simulator.report.explanation.words import Parts, Words, bare, bare_change, change, level, listed, say, scaled
from simulator.texts import text
from simulator.units import MINUS, number

DASH, WIDE_DASH = "–", " – "
TINY = {"points": 5e-5, "commune": 0.05}  # a difference that can be told from none, though nobody would call it one
UNITLESS = frozenset({"", "share", "points"})
COUNTED = frozenset({"commune", "house", "person", "household"})
VISIBLE = 5e-4  # as printed: the near end of an interval is written so that it does not read as zero
Ends = tuple[Fact, Fact, Fact]


def decimals_of(unit: str, size: float) -> int:
    """Decimals of a level: rates one, money fewer the more there is, counts none."""
    if unit == "share":
        return 1
    return 0 if unit != "billion_vnd" or size >= 1000.0 else 1 if size >= 10.0 else 2


def spanned(ends: Ends, language: str, decimals: int | None = None) -> Words:
    """A median with its unit and its 90 % interval: "4,4% (2,0–8,1)"; no interval where it is no wider."""
    digits = decimals_of(ends[1].unit, abs(ends[1].value)) if decimals is None else decimals
    median = counted(level(ends[1], language, digits), ends[1].unit, language)
    written = {number(scaled(end), language, digits) for end in ends}
    if len(written) == 1:
        return median
    return say("spanned", language, level=median, span=_span(ends, language, digits))


def counted(words: Words, unit: str, language: str) -> Words:
    """A number with the unit that it is counted in; a rate has its sign already."""
    if unit in UNITLESS:
        return words
    key = f"explanation.one.{unit}" if words.text == "1" and unit in COUNTED else f"methods.unit.{unit}"
    return say("counted", language, number=words, unit=text(key, language))


def from_to(old: Fact, new: Fact, language: str, old_decimals: int | None = None) -> Words:
    """How a figure goes from an old value to a new one: "giảm từ 10,9% xuống 4,4%"; one value where it does not."""
    digits = decimals_of(new.unit, max(abs(scaled(old)), abs(scaled(new))))
    found = move(scaled(old), scaled(new), digits if old_decimals is None else old_decimals, digits)
    after = counted(level(new, language, found.new_decimals), new.unit, language)
    before = level(old, language, found.old_decimals)
    if found.kind in (RISE, FALL):
        return say(f"move.{found.kind}", language, old=before, new=after)
    return say(f"move.{found.kind}", language, level=counted(before, old.unit, language))


def against(case: Case, name: str, language: str) -> Words:
    """A figure beside that of the reference: both levels and their paired difference, or why there is none.

    Raises ValueError for a scenario that stands alone.
    """
    comparison, reference = case.comparison, case.comparison.reference
    if case.other is None:
        raise ValueError("there is no other scenario")
    new, old = (case.level(place, name, language) for place in (case.place, reference))
    other = case.name(reference, language)
    found = comparison.difference(case.place, name)
    if found is None:
        words: Parts = {"old": spanned(old, language), "new": spanned(new, language)}
        return say("against.other_standard", language, other=other, **words)
    kind = beside(found, FIGURES[name].smallest)
    if kind == EQUAL:
        return say("against.equal", language, other=other, level=spanned(new, language))
    gap = difference(found, name, case, language)
    if kind != UNCLEAR and abs(found.median) < TINY.get(_difference_unit(name), 0.0):
        return say("against.tiny", language, other=other, level=spanned(new, language), gap=gap)
    digits = 1 if new[1].unit == "commune" else decimals_of(new[1].unit, max(abs(old[1].value), abs(new[1].value)))
    told: Parts = {"other": other, "gap": gap}
    if kind == UNCLEAR:
        same = number(scaled(old[1]), language, digits) == number(scaled(new[1]), language, digits)
        if same:
            shown = spanned(new, language, digits)
            return say("against.unclear_level", language, level=shown, zero=zero(language), **told)
        both = _levels(old[1], new[1], digits, language)
        return say("against.unclear", language, levels=both, zero=zero(language), **told)
    going = move(scaled(old[1]), scaled(new[1]), digits, digits)
    if going.kind == {HIGHER: RISE, LOWER: FALL}[kind]:
        both = _levels(old[1], new[1], going.new_decimals, language)
        return say(f"against.{kind}", language, levels=both, **told)
    return say(f"against.{kind}_pairs", language, other=other, level=spanned(new, language), gap=gap)


def _levels(old: Fact, new: Fact, digits: int, language: str) -> Words:
    """Both levels with so many decimals, no direction said."""
    after = counted(level(new, language, digits), new.unit, language)
    return say("move.beside", language, old=level(old, language, digits), new=after)


def difference(found: Interval, name: str, case: Case, language: str) -> Words:
    """A paired difference with its interval: "−0,6 điểm % (−0,9 đến −0,2)"."""
    key, unit = f"difference.{name}.{case.comparison.year}", _difference_unit(name)
    ends = interval_facts(found, key, unit, case.horizon, case.paired(language))
    return changed(ends, language)


def changed(ends: Ends, language: str, least: int | None = None) -> Words:
    """A change with its unit and its 90 % interval."""
    unit = ends[1].unit
    size = abs(scaled(ends[1])) or max(abs(scaled(end)) for end in ends)
    first = 1 if least is None and (unit == "points" or size < 10.0) else least or 0
    near = min(scaled(ends[0]), -scaled(ends[2]), key=abs)
    is_clear = scaled(ends[0]) * scaled(ends[2]) > 0.0
    digits = max(decimals_for(size, first), decimals_for(near, first) if is_clear and abs(near) >= VISIBLE else 0)
    median = counted(change(ends[1], language, digits), unit, language)
    low, high = (bare_change(end, language, digits) for end in (ends[0], ends[2]))
    if low.text == high.text:
        return median
    return say("changed", language, change=median, low=low, high=high)


def zero(language: str) -> Words:
    """The number that a difference cannot be told from."""
    return constant("zero", 0.0, "", language)


def name_of(name: str, language: str) -> str:
    """What a figure is called inside a sentence."""
    return text(f"explanation.figure.{name}", language)


def _difference_unit(name: str) -> str:
    unit = FIGURES[name].unit
    return "points" if unit == "share" else unit


def _span(ends: Sequence[Fact], language: str, digits: int) -> Words:
    parts = [bare(end, language, digits) for end in (ends[0], ends[2])]
    return listed(parts, WIDE_DASH if any(MINUS in part.text for part in parts) else DASH)
