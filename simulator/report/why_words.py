"""Why something changed, in sentences: the old value and the new, and which part is the largest."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.explain import Shares
from simulator.report.why_names import in_sentence
from simulator.report.why_shares import (
    BAD,
    GOOD,
    NONE,
    RECOUNT,
    REMAINDER,
    UNCLEAR,
    Row,
    Told,
    Waterfall,
    decimals_of,
    level_text,
    part_text,
    tone_of,
)
from simulator.texts import text


def headline(found: Waterfall, language: str, *, first_year: int, other: str) -> list[str]:
    """What changed from which value to which, and the largest part; other: the scenario compared with, "" for none."""
    tone = tone_of(found.moved, found.indicator)
    kind = "recounted" if found.is_recounted else {NONE: "same", UNCLEAR: "unclear"}.get(tone, "clear")
    words = {
        "year": found.year,
        "indicator": text(f"why.figure.{found.indicator}", language),
        "before": level_text(found.before.mean, found.indicator, language),
        "after": level_text(found.after.mean, found.indicator, language),
        "change": _part(found.moved, found, language),
    }
    if other:
        first = text(f"why.shares.between_{kind}", language, **words, other=other)
        return [_capital(first), *_largest(found, language)]
    first = text(f"why.shares.since_{kind}", language, **words, first=first_year)
    return [_capital(first), *_shared(found, language)]


def _largest(found: Waterfall, language: str) -> list[str]:
    """The largest part that can be told from none, and the largest of those that go the other way."""
    clear = [row for row in found.rows if row.tone in (GOOD, BAD)]
    if not clear:
        unclear = [row for row in found.rows if row.tone == UNCLEAR][:1]
        return [text("why.shares.largest_unclear", language, **_words(row, found, language)) for row in unclear]
    lines = [text("why.shares.largest", language, **_words(clear[0], found, language))]
    others = [row for row in clear if (row.part.mean > 0.0) != (clear[0].part.mean > 0.0)]
    lines += [text("why.shares.against", language, **_words(row, found, language)) for row in others[:1]]
    return [" ".join(lines)]


def _shared(found: Waterfall, language: str) -> list[str]:
    """What the plan's programmes did together, what would have come without them, and what was counted anew."""
    if found.programmes is None:
        return []
    tone = tone_of(found.programmes, found.indicator)
    kind = {NONE: "none", UNCLEAR: "unclear"}.get(tone, "clear")
    lines = [text(f"why.shares.programmes_{kind}", language, part=_part(found.programmes, found, language))]
    lines += [
        text("why.shares.named", language, **_words(row, found, language))
        for row in found.rows
        if row.player == REMAINDER
    ]
    lines += [
        text("why.shares.recount", language, **_words(row, found, language))
        for row in found.rows
        if row.tone == RECOUNT
    ]
    return [" ".join(lines)]


def _words(row: Row, found: Waterfall, language: str) -> dict[str, str]:
    name = in_sentence(row.name)
    return {"name": name, "Name": row.name, "part": _part(row.part, found, language)}


def _part(part: Told, found: Waterfall, language: str) -> str:
    decimals = decimals_of([row.part for row in found.rows], found.indicator)
    return part_text(part, found.indicator, language, decimals)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def remark(row: Row, language: str) -> str:
    """What must be said of a part beside its figure."""
    return text(f"why.tone.{row.tone}", language)


def break_words(shares: Shares, year: int, language: str) -> str:
    """Why the two cannot be compared at the end of a year: a new poverty standard counts anew."""
    words = {"indicator": text(f"why.figure.{shares.indicator}", language), "year": year}
    sentence = _capital(text("why.shares.break", language, **words))
    years = comparable_years(shares)
    return f"{sentence} {text('why.shares.break_last', language, last=years[-1])}" if years else sentence


def comparable_years(shares: Shares) -> Sequence[int]:
    """The years at whose ends a change can be shared out."""
    return [year for year, same in zip(shares.years, shares.comparable, strict=True) if same]
