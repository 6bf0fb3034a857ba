"""The four small charts: credit, temporary houses, jobs, money spent and unspent."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.analysis.projection import Projection
from simulator.analysis.summary import quantiles
from simulator.evidence import Evidence, Observation
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR
from simulator.report.chart_table import decimal_year
from simulator.texts import text
from simulator.ui.chart_data import EARLIEST
from simulator.units import number

TEXTS = ("interval", "baseline", "history", "spent", "unspent")
HALF_YEAR = 2  # quarters


def sparks_data(language: str, now: Projection, baseline: Projection, evidence: Evidence) -> dict[str, Any]:
    """The message to the small charts."""
    return {
        "language": language,
        "texts": {name: text(f"explore.spark.{name}", language) for name in TEXTS},
        "items": [
            _stock("credit", "credit_outstanding", "billion_vnd_long", language, now, baseline, evidence),
            _stock("housing", "houses_needed", "houses", language, now, baseline, evidence),
            _yearly("placed", "persons_placed", "persons", language, now, baseline),
            _money(language, now),
        ],
    }


def _stock(
    name: str,
    indicator: str,
    unit: str,
    language: str,
    now: Projection,
    baseline: Projection,
    evidence: Evidence,
) -> dict[str, Any]:
    """Reported figures, then the projection from the last of them."""
    reported = _reported(evidence, now.scenario.locality, indicator)
    history = [[decimal_year(row.period_end), row.value] for row in reported]
    dates = now.trajectory.dates
    first = max((i for i, day in enumerate(dates) if reported and day <= reported[-1].period_end), default=0)
    last = len(dates) - 1
    rows = sorted({first, *(i for i in range(first, last + 1) if (last - i) % HALF_YEAR == 0)})
    fan = _fan(
        [decimal_year(dates[i]) for i in rows], now.trajectory[indicator][rows], baseline.trajectory[indicator][rows]
    )
    return _item(name, unit, language, now, history, fan)


def _yearly(
    name: str, indicator: str, unit: str, language: str, now: Projection, baseline: Projection
) -> dict[str, Any]:
    """A flow added up by calendar year, drawn at the year's end."""
    years = _years(now)
    fan = _fan([year + 1.0 for year in years], _sums(now, indicator), _sums(baseline, indicator))
    return _item(name, unit, language, now, [], fan)


def _money(language: str, now: Projection) -> dict[str, Any]:
    first, last = now.scenario.first_year, now.scenario.last_year
    spent, unspent = (np.median(_sums(now, name), axis=-1) for name in ("money_spent", "money_unspent"))
    bars = [[year, float(spent[i]), float(unspent[i])] for i, year in enumerate(_years(now)) if first <= year <= last]
    unit = text("explore.unit.billion_vnd_long", language)
    written = {"spent": number(bars[-1][1], language), "unspent": number(bars[-1][2], language)}
    title = text("page.spark_money", language)
    return {
        "title": title,
        "unit": unit,
        "decimals": 0,
        "start_label": str(first),
        "end_label": str(last),
        "value_label": written["spent"],
        "aria": text("explore.spark.aria_money", language, title=title, year=last, unit=unit, **written),
        "bars": bars,
    }


def _item(
    name: str, unit: str, language: str, now: Projection, history: list[list[float]], fan: list[list[float]]
) -> dict[str, Any]:
    title, unit_name = text(f"page.spark_{name}", language), text(f"explore.unit.{unit}", language)
    _, low, median, high, _ = fan[-1]
    value = number(median, language)
    last = now.scenario.last_year
    bounds = {"low": number(low, language), "high": number(high, language)}
    start = min([row[0] for row in history] + [fan[0][0]])
    return {
        "title": title,
        "unit": unit_name,
        "decimals": 0,
        "history": history,
        "start_label": str(int(start - 1e-6)),
        "end_label": str(last),
        "value_label": value,
        "aria": text("explore.spark.aria", language, title=title, value=value, unit=unit_name, year=last, **bounds),
        "fan": fan,
    }


def _reported(evidence: Evidence, locality: str, indicator: str) -> list[Observation]:
    rows = [
        r for r in evidence.of(locality) if r.indicator == indicator and r.fit == "yes" and r.period_end >= EARLIEST
    ]
    return sorted(rows, key=lambda row: row.period_end)


def _fan(years: list[float], values: Array, others: Array) -> list[list[float]]:
    low, median, high = quantiles(values, (0.05, 0.5, 0.95))
    base = np.median(others, axis=-1)
    columns = np.column_stack([years, low, median, high, base])
    return [[float(f"{figure:.7g}") for figure in row] for row in columns]


def _years(projection: Projection) -> list[int]:
    dates = projection.trajectory.dates
    return list(range(dates[0].year, dates[-1].year + 1))


def _sums(projection: Projection, indicator: str) -> Array:
    """Flow by calendar year, (year, draw); runs start in January."""
    values = projection.trajectory[indicator]
    rows_a_year = MONTHS_PER_YEAR // projection.plan.months_per_row
    return np.asarray(values.reshape(-1, rows_a_year, values.shape[-1]).sum(axis=1))
