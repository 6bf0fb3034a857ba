"""Figures get names that do not depend on the order of the rows, and no fact is fitted twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from simulator.evidence.own.defaults import PLANS, RATE_OF
from simulator.evidence.own.figures import Figure
from simulator.evidence.own.reading import Reading
from simulator.evidence.own.words import indicator_name
from simulator.texts import text

POINTS = ("exact", "about")


def name_figures(figures: Sequence[Figure], locality: str) -> None:
    """Give each figure an id that does not depend on the order of the rows."""
    alike: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        values = figure.values
        parts = (
            locality,
            figure.indicator.replace("_", "-"),
            _period(values["period_start"], values["period_end"]),
            values["standard"].lower(),
            values["kind"] if values["kind"] in PLANS else "",
        )
        alike["-".join(part for part in parts if part) or "own"].append(figure)
    for name, same in alike.items():
        ordered = sorted(same, key=lambda one: (one.values["value"], one.values["bound"], one.values["source_id"]))
        for number, figure in enumerate(ordered, 1):
            figure.values["obs_id"] = figure.values["obs_id"] or (name if number == 1 else f"{name}-{number}")


def _period(start: str, end: str) -> str:
    short = end.removesuffix("-12-31")
    return f"{start.removesuffix('-01-01')}to{short}" if start else short


def leave_out_doubles(reading: Reading, figures: Sequence[Figure]) -> None:
    """Fit each fact once: no count beside the rate that says the same, no figure beside its like of another source."""
    fitted: dict[tuple[str, ...], Figure] = {}
    for figure in sorted(figures, key=lambda one: one.values["obs_id"]):
        values = figure.values
        if values["fit"] == "yes" and values["bound"] in POINTS and not figure.faulted:
            earlier = fitted.setdefault(_slot(figure, figure.indicator), figure)
            same = earlier.values["value"] == values["value"] and earlier.values["source_id"] != values["source_id"]
            if earlier is not figure and same and not _is_said(reading, figure):
                _only_compare(reading, figure, text("own.repeated", "vi"))
    for figure in figures:
        rate = RATE_OF.get(figure.indicator, "")
        is_double = figure.values["fit"] == "yes" and _slot(figure, rate) in fitted
        if rate and is_double and not _is_said(reading, figure):
            name = indicator_name(rate, "vi")
            _only_compare(reading, figure, text("own.redundant", "vi", other=name[:1].lower() + name[1:]))


def _is_said(reading: Reading, figure: Figure) -> bool:
    """Tell whether the file itself says if a figure is to be fitted."""
    return bool(reading.cell(figure.row, "fit"))


def _slot(figure: Figure, indicator: str) -> tuple[str, ...]:
    return indicator, *(figure.values[name] for name in ("period_start", "period_end", "standard"))


def _only_compare(reading: Reading, figure: Figure, reason: str) -> None:
    note = figure.values["note"]
    figure.values |= {"fit": "check", "sigma": "", "note": f"{note}; {reason}" if note else reason}
    reading.remark("remark_redundant", figure.row, "indicator")
