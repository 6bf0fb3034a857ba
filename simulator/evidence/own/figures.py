"""One row of a planner's file on its way to an observation in the columns of ``data/observations.csv``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from simulator.evidence.own.days import DAY, MONTH, YEAR, Span
from simulator.evidence.own.defaults import PLANS, Defaults
from simulator.evidence.own.origins import Origin, read_origin
from simulator.evidence.own.periods import months_first, span_at
from simulator.evidence.own.reading import Reading, standards_on
from simulator.evidence.own.sheet import SheetRow
from simulator.evidence.own.values import Values
from simulator.evidence.own.words import (
    choices,
    folded,
    indicator_words,
    named,
    nearest,
    suggested_names,
)
from simulator.evidence.standards import DEPENDENT, PERIODS, STANDARDS, SURVEY
from simulator.units import day

SURVEYED = "survey_poverty_rate"
START, END = "period_start", "period_end"
MOST_HINTS = 60  # unknown indicators for which a name is looked for: each takes a while
GIVEN = ("obs_id", "sigma")
DERIVED = {"unit", "kind", "fit", "sigma"}


@dataclass
class Figure:
    """A figure in its normal form, as far as its row could be read; ``faulted`` are the fields that could not."""

    row: SheetRow
    indicator: str
    values: dict[str, str]
    faulted: set[str] = field(default_factory=set)
    origin: Origin | None = None
    likely: str = ""  # the indicator that was probably meant


def known_indicator(reading: Reading, row: SheetRow) -> str:
    """Return the indicator that a row names, "" when none."""
    words = indicator_words(tuple(reading.evidence.indicators))
    return words.get(folded(reading.cell(row, "indicator").text), "")


class Figures:
    """Reads the figures of one file."""

    def __init__(self, reading: Reading, rows: list[tuple[SheetRow, str]], defaults: Defaults) -> None:
        self._reading = reading
        self._values = Values(reading, [(row, indicator) for row, indicator in rows if indicator])
        self._defaults = defaults
        self._source_above = ""
        self._unknown_names = 0
        reading.months_first = months_first(reading, [row for row, _ in rows])

    def figure(self, row: SheetRow, indicator: str) -> Figure:
        """Return the figure of a row; what cannot be read is noted."""
        reading = self._reading
        figure = Figure(row, indicator, {"indicator": indicator, "note": reading.cell(row, "note").text})
        value = self._value(figure)
        self._bound_and_kind(figure)
        self._period(figure)
        self._standard(figure)
        self._given(figure)
        figure.origin = read_origin(reading, row, self._source_above)
        self._source_above = reading.cell(row, "source").text or self._source_above
        if figure.origin is None:
            figure.faulted.add("source_id")
        elif figure.origin.remainder:
            parts = (figure.origin.remainder, figure.values["note"])
            figure.values["note"] = "; ".join(part for part in parts if part)
        self._fitting(figure, value)
        return figure

    def _value(self, figure: Figure) -> float | None:
        reading, row, indicator = self._reading, figure.row, figure.indicator
        unit = reading.evidence.indicators[indicator].unit if indicator else ""
        value = None
        if indicator:
            value, bound = self._values.value(row, indicator)
            figure.values |= {"bound": bound}
        else:
            self._unknown(figure)
            figure.faulted |= {"indicator", *DERIVED}
        if value is None:
            figure.faulted |= {"value", *DERIVED}
        figure.values |= {"unit": unit, "value": "" if value is None else written(value)}
        return value

    def _unknown(self, figure: Figure) -> None:
        reading, cell = self._reading, self._reading.cell(figure.row, "indicator")
        if cell.broken or not cell:
            reading.note(cell.broken or "missing_value", figure.row, "indicator")
            return
        self._unknown_names += 1
        known = tuple(reading.evidence.indicators)
        names = suggested_names(known, reading.language) if self._unknown_names <= MOST_HINTS else ()
        hint = nearest(cell.text, names)
        figure.likely = indicator_words(known).get(folded(hint), "")
        reading.note("own_unknown_indicator", figure.row, "indicator", nearest=hint)

    def _bound_and_kind(self, figure: Figure) -> None:
        """Read the column of exactness, where a plan may stand as well, and that of the kind, which few files have."""
        reading, row, values = self._reading, figure.row, figure.values
        said = reading.cell(row, "bound")
        word = named(said.text, "own.bound")
        plan = named(said.text, "own.kind") if not word else ""
        if said and not word and plan not in PLANS:
            allowed = (
                *choices("own.bound", ("exact", "about", "at_least", "at_most"), reading.language),
                *choices("own.kind", PLANS, reading.language),
            )
            hint = nearest(said.text, allowed)
            reading.note(said.broken or "unknown_choice", row, "bound", allowed=", ".join(allowed), nearest=hint)
            figure.faulted.add("bound")
        before = values.get("bound", "")
        if before and not said:
            reading.remark("remark_bound", row, "value", choices("own.bound", (before,), reading.language)[0])
        values["bound"] = word or before or "exact"
        kind = self._choice(figure, "kind", "own.kind", ("stock", "flow", "rate", *PLANS))
        default = self._defaults.kind(figure.indicator) if figure.indicator else ""
        values["kind"] = kind or plan or default

    def _choice(self, figure: Figure, name: str, prefix: str, known: tuple[str, ...]) -> str:
        cell = self._reading.cell(figure.row, name)
        if not cell:
            return ""
        found = named(cell.text, prefix)
        if not found or cell.broken:
            allowed = choices(prefix, known, self._reading.language)
            hint = nearest(cell.text, allowed)
            code = cell.broken or "unknown_choice"
            self._reading.note(code, figure.row, name, allowed=", ".join(allowed), nearest=hint)
            figure.faulted.add(name)
        return found

    def _period(self, figure: Figure) -> None:
        values = figure.values
        start, end = (span_at(self._reading, figure.row, name) for name in (START, END))
        figure.faulted |= {
            name for name, span in ((START, start), (END, end)) if span is None and self._has(figure, name)
        }
        first = start.first if start else None
        if first is None and end is not None and START not in figure.faulted and end.kind not in (DAY, MONTH):
            first = self._whole(figure, end)
        values[START] = first.isoformat() if first else ""
        values[END] = end.last.isoformat() if end else ""

    def _whole(self, figure: Figure, end: Span) -> date | None:
        """Return the first day where one cell names the whole period of a flow: a year, a quarter, a plan."""
        reading, kind = self._reading, figure.values["kind"]
        if kind == "flow" or (end.kind != YEAR and kind in ("rate", *PLANS)):
            both = f"{day(end.first, reading.language)} – {day(end.last, reading.language)}"
            reading.remark("remark_period", figure.row, END, both)
            return end.first
        if end.kind != YEAR:
            reading.note("own_not_a_day", figure.row, END, nearest=day(end.last, reading.language))
            figure.faulted.add(END)
        return None

    def _has(self, figure: Figure, name: str) -> bool:
        return bool(self._reading.cell(figure.row, name))

    def _standard(self, figure: Figure) -> None:
        reading, row, values = self._reading, figure.row, figure.values
        cell = reading.cell(row, "standard")
        found = named(cell.text, "own.standard") if cell else SURVEY if figure.indicator == SURVEYED else ""
        values["standard"] = found
        hint = standards_on(values["period_end"], reading.language)
        needed = figure.indicator in DEPENDENT and values["kind"] not in PLANS and not reading.header.ours
        if cell and not found:
            allowed = choices("own.standard", STANDARDS, reading.language)
            reading.note(cell.broken or "unknown_choice", row, "standard", allowed=", ".join(allowed), nearest=hint)
        elif needed and not found:
            allowed = choices("own.standard", PERIODS, reading.language)
            reading.note("missing_standard", row, "standard", allowed=", ".join(allowed), nearest=hint)
        else:
            return
        figure.faulted.add("standard")

    def _given(self, figure: Figure) -> None:
        """Take over what only files in our own columns say."""
        for name in GIVEN:
            figure.values[name] = self._reading.cell(figure.row, name).text
        figure.values["fit"] = self._choice(figure, "fit", "own.fit", ("yes", "check", "no"))

    def _fitting(self, figure: Figure, value: float | None) -> None:
        if not figure.indicator or value is None:
            return
        values = figure.values
        values["fit"] = values["fit"] or self._defaults.fit(figure.indicator, values["kind"], values["standard"])
        sigma = self._defaults.sigma(figure.indicator, value)
        if values["fit"] == "yes" and not values["sigma"] and sigma is not None:
            values["sigma"] = written(sigma)


def written(value: float) -> str:
    """Write a number in its normal form, so that reading it gives the same."""
    return repr(value).removesuffix(".0")
