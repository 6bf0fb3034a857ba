"""The four small charts: credit, temporary houses, jobs, money spent and unspent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.analysis.projection import Projection
from simulator.analysis.summary import quantiles
from simulator.evidence import Evidence, Observation
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR
from simulator.report.chart_table import decimal_year
from simulator.report.series import EARLIEST
from simulator.texts import text
from simulator.ui.chart_data import medians
from simulator.units import number

TEXTS = ("interval", "baseline", "history", "spent", "unspent")
HALF_YEAR = 2  # quarters


@dataclass(frozen=True)
class Fan:
    """A small chart of a median with its band: what stays as it is while sliders move.

    rows: of the projection, () for a flow, which is added up by calendar year; years and baseline: per point drawn, the
    last ones of the projection.
    """

    name: str
    indicator: str
    unit: str
    rows: tuple[int, ...]
    years: tuple[float, ...]
    baseline: Array
    history: Sequence[tuple[float, float]] = ()

    def item(self, language: str, now: Projection) -> dict[str, Any]:
        """The chart with the projection."""
        low, median, high = quantiles(_points(now, self.indicator, self.rows)[-len(self.years) :], (0.05, 0.5, 0.95))
        columns = np.column_stack([self.years, low, median, high, self.baseline])
        title, unit = text(f"page.spark_{self.name}", language), text(f"explore.unit.{self.unit}", language)
        value, last = number(median[-1], language), now.scenario.last_year
        bounds = {"low": number(low[-1], language), "high": number(high[-1], language)}
        start = min([year for year, _ in self.history] + [self.years[0]])
        return {
            "title": title,
            "unit": unit,
            "decimals": 0,
            "history": self.history,
            "start_label": str(int(start - 1e-6)),
            "end_label": str(last),
            "value_label": value,
            "aria": text("explore.spark.aria", language, title=title, value=value, unit=unit, year=last, **bounds),
            "fan": [[float(f"{figure:.7g}") for figure in row] for row in columns.tolist()],
        }


def small_charts(projection: Projection, baseline: Projection, evidence: Evidence) -> tuple[Fan, ...]:
    """The small charts with a band; money is drawn from the projection alone."""
    return (
        _stock("credit", "credit_outstanding", "billion_vnd_long", projection, baseline, evidence),
        _stock("housing", "houses_needed", "houses", projection, baseline, evidence),
        _yearly("placed", "persons_placed", "persons", baseline),
    )


def sparks_data(language: str, charts: Sequence[Fan], now: Projection) -> dict[str, Any]:
    """The message to the small charts."""
    return {
        "language": language,
        "texts": {name: text(f"explore.spark.{name}", language) for name in TEXTS},
        "items": [*(chart.item(language, now) for chart in charts), _money(language, now)],
    }


def _stock(
    name: str, indicator: str, unit: str, projection: Projection, baseline: Projection, evidence: Evidence
) -> Fan:
    """Reported figures, then the projection from the last of them."""
    reported = _reported(evidence, projection.scenario.locality, indicator)
    dates = projection.trajectory.dates
    first = max((i for i, day in enumerate(dates) if reported and day <= reported[-1].period_end), default=0)
    last = len(dates) - 1
    rows = tuple(sorted({first, *(i for i in range(first, last + 1) if (last - i) % HALF_YEAR == 0)}))
    return Fan(
        name,
        indicator,
        unit,
        rows,
        years=tuple(decimal_year(dates[i]) for i in rows),
        baseline=medians(_points(baseline, indicator, rows)),
        history=[(decimal_year(row.period_end), row.value) for row in reported],
    )


def _yearly(name: str, indicator: str, unit: str, baseline: Projection) -> Fan:
    """A flow added up by calendar year, drawn at the year's end."""
    years = tuple(year + 1.0 for year in _years(baseline) if year > EARLIEST.year)
    return Fan(name, indicator, unit, (), years, medians(_points(baseline, indicator, ())[-len(years) :]))


def _money(language: str, now: Projection) -> dict[str, Any]:
    first, last = now.scenario.first_year, now.scenario.last_year
    spent, unspent = (medians(_points(now, name, ())) for name in ("money_spent", "money_unspent"))
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


def _reported(evidence: Evidence, locality: str, indicator: str) -> list[Observation]:
    rows = [
        r for r in evidence.of(locality) if r.indicator == indicator and r.fit == "yes" and r.period_end >= EARLIEST
    ]
    return sorted(rows, key=lambda row: row.period_end)


def _points(projection: Projection, indicator: str, rows: tuple[int, ...]) -> Array:
    """Values at rows, or the sums of calendar years where no rows are named, (point, draw); runs start in January."""
    values = projection.trajectory[indicator]
    if rows:
        return values[list(rows)]
    rows_a_year = MONTHS_PER_YEAR // projection.plan.months_per_row
    return np.asarray(values.reshape(-1, rows_a_year, values.shape[-1]).sum(axis=1))


def _years(projection: Projection) -> list[int]:
    dates = projection.trajectory.dates
    return list(range(dates[0].year, dates[-1].year + 1))
