"""What the figures taught about each parameter, and which two they cannot tell apart, in plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import floor, log10

from simulator.analysis.influence import Influences
from simulator.analysis.learning import FIXED, MUCH, NARROWED, SHIFTED, Learned, Pair, Range
from simulator.calibration.prior import START
from simulator.evidence import Evidence, Observation
from simulator.model.years import YEAR
from simulator.report.citations import cited
from simulator.report.ranges import WHOLE, parameter_range, period, reported_value, unit_name
from simulator.texts import text
from simulator.units import day, number, percent

TAG = re.compile(r" \([A-Z]\d+\)$")
MOST_SOURCES = 3
MAIN = 0.5  # share of what was learnt that the named figures must carry
INSEPARABLE = 0.8  # correlation from which two parameters cannot be told apart; below, hardly
FINER = 4.0  # a range this many times as wide decides its digits
BARE_UNITS = frozenset({"", "ratio", "share", "log_odds"})


def parameter_name(name: str, language: str) -> str:
    """Return what a parameter is called inside a sentence, without the tag of its equation."""
    if name.startswith(YEAR):
        what, year = name.removeprefix(YEAR).split(".")
        return text(f"learned.year.{what}", language, year=year)
    called = TAG.sub("", text(f"parameter.{name}", language)).replace("“", "‘").replace("”", "’")
    return text("learned.start_name", language, name=called) if name.startswith(START) else called


def learned_line(row: Learned, evidence: Evidence, language: str) -> str:
    """Return one sentence: what the figures say about a parameter and, if little, what it rests on."""
    return text(
        f"learned.line.{_kind(row)}",
        language,
        name=parameter_name(row.name, language),
        before=_range_text(row.before, row, language),
        after=_range_text(row.after, row, language),
        kept=percent(row.kept, language, 0),
        source=basis(row, evidence, language),
    )


def _kind(row: Learned) -> str:
    if row.verdict != MUCH:
        return row.verdict
    moved = abs(row.shift) > SHIFTED
    towards = "higher" if row.after.median > row.before.median else "lower"
    if row.kept >= NARROWED:
        return f"moved_{towards}"
    return f"narrowed_{towards}" if moved else "narrowed"


def _range_text(found: Range, row: Learned, language: str) -> str:
    """A range with the digits that its median and the narrower of the two ranges need."""
    width = row.after.p95 - row.after.p05
    sizes = [abs(row.before.median)] if row.before.median else []
    sizes += [10.0 ** floor(log10(FINER * width))] if width > 0.0 else []
    return with_unit(parameter_range(found, row.unit, language, like=min(sizes, default=1.0)), row.unit, language)


def with_unit(written: str, unit: str, language: str) -> str:
    """Return a number with its unit, where the unit says more than the number does."""
    if unit in BARE_UNITS:
        return written
    if unit == "share_per_year":
        return text("learned.percent_a_year", language, value=written)
    return f"{written} {unit_name(unit, language)}"


def basis(row: Learned, evidence: Evidence, language: str) -> str:
    """Return what a parameter rests on: its sources, an assumption, or an assumption informed by sources."""
    if not row.source_ids:
        return text("learned.source.assumption", language)
    undated = f", {text('source.undated', language)}"
    found = [cited(evidence.sources[name], language).removesuffix(undated) for name in row.source_ids]
    names = list(dict.fromkeys(found))
    sources, left = "; ".join(names[:MOST_SOURCES]), len(names) - MOST_SOURCES
    if left > 0:
        sources = text("learned.source.more", language, sources=sources, count=left)
    return text("learned.source.assumed_from", language, sources=sources) if row.assumed else sources


def taught_line(name: str, influences: Influences, language: str) -> str:
    """Return which figures taught a parameter most, or that its narrowing is not accounted for; "" if not known."""
    if name in influences.unexplained:
        return text("learned.taught.unexplained", language)
    found = next((item for item in influences.found if item.parameter == name), None)
    if found is None:
        return ""
    if found.share < MAIN:
        return text("learned.taught.spread", language)
    figures = "; ".join(figure_words(row, language) for row in found.figures)
    return text("learned.taught.main", language, figures=figures)


def figure_words(row: Observation, language: str) -> str:
    """Return a reported figure inside a sentence: "tỷ lệ hộ nghèo ngày 31/12/2024 (10,89%)"."""
    when = text("learned.day", language, date=day(row.period_end, language))
    if row.period_start is not None:
        when = text("learned.period", language, period=period(row, language))
    return text(
        "learned.taught.figure",
        language,
        indicator=observed_name(row.indicator, row.unit, language),
        when=when,
        value=with_unit(reported_value(row, language), row.unit, language),
    )


def observed_name(indicator: str, unit: str, language: str) -> str:
    """Return a reported indicator inside a sentence: "số xã đạt chuẩn nông thôn mới"."""
    name = text(f"observed.{indicator}", language)
    name = name[:1].lower() + name[1:]
    kind = "count" if unit in WHOLE else "share" if unit == "share" else ""
    if not kind or text(f"learned.{kind}", language, name="").strip() in name:
        return name
    return text(f"learned.{kind}", language, name=name)


def pair_line(pair: Pair, language: str) -> str:
    """Return one sentence: what two parameters can do together without the figures telling."""
    strength = "cannot" if abs(pair.correlation) >= INSEPARABLE else "hardly"
    way = "together" if pair.correlation > 0.0 else "opposite"
    return text(
        f"learned.pair.{strength}_{way}",
        language,
        first=parameter_name(pair.first, language),
        second=parameter_name(pair.second, language),
        correlation=number(pair.correlation, language, 2),
        error=number(max(pair.error, 0.01), language, 2),
    )


def counted(rows: Iterable[Learned]) -> dict[str, int]:
    """Return how many free parameters there are, and how many of each verdict."""
    verdicts = [row.verdict for row in rows if row.verdict != FIXED]
    return {"free": len(verdicts)} | {kind: verdicts.count(kind) for kind in ("much", "little", "silent")}
