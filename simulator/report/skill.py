"""The backtest in words and tables: for the terminal, for machines, as tidy CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from simulator.analysis.backtest import MODEL, Forecast
from simulator.analysis.rivals import RIVALS
from simulator.analysis.scores import LEVELS
from simulator.analysis.skill import Hits, Skill
from simulator.texts import text
from simulator.units import number, percent

COLUMNS = ("locality", "indicator", "standard", "unit", "known_until", "date", "years_ahead", "reported", "forecast_by")


def plain_text(rows: Sequence[Skill], language: str) -> str:
    """The table for a terminal: one paragraph an indicator, the verdict in words."""
    parts = [text("skill.lead", language)]
    for row in rows:
        name = text(f"skill.indicator.{row.indicator}", language)
        lines = [text("skill.head", language, name=name, count=row.forecasts), f"  {verdict(row, language)}"]
        for who in (MODEL, *RIVALS):
            score, error = number(100.0 * row.score[who], language, 1), number(100.0 * row.error[who], language, 1)
            lines.append(
                "  " + text("skill.score", language, who=text(f"skill.who.{who}", language), score=score, error=error)
            )
        lines += [f"  {band(coverage, hits, language)}" for coverage, hits in row.hits.items()]
        parts.append("\n".join(lines))
    return "\n\n".join([*parts, text("skill.note", language)])


def verdict(row: Skill, language: str) -> str:
    """Whether the model is better than the best rival, in a sentence with its numbers."""
    key = "skill.better" if row.relative < 1.0 else "skill.worse"
    rival = text(f"skill.who.{row.best}", language)
    return text(key, language, relative=number(row.relative, language, 2), rival=rival)


def band(coverage: float, hits: Hits, language: str) -> str:
    """How many figures a band held, and whether that is as many as it should."""
    key = "skill.band_right" if hits.is_right else "skill.band_narrow" if hits.held < hits.fewest else "skill.band_wide"
    return text(
        key,
        language,
        coverage=percent(coverage, language, 0),
        held=hits.held,
        of=hits.of,
        fewest=hits.fewest,
        most=hits.most,
    )


def as_data(rows: Sequence[Skill], forecasts: Sequence[Forecast]) -> dict[str, object]:
    """All of it for machines."""
    return {
        "levels": list(LEVELS),
        "skill": [
            {
                "indicator": row.indicator,
                "forecasts": row.forecasts,
                "relative_wis": row.relative,
                "best_rival": row.best,
                "relative_width_90": row.relative_width,
                "wis": dict(row.score),
                "absolute_error": dict(row.error),
                "coverage": {str(coverage): vars(hits) for coverage, hits in row.hits.items()},
            }
            for row in rows
        ],
        "forecasts": [
            {
                "locality": forecast.question.actual.locality,
                "indicator": forecast.question.actual.indicator,
                "standard": forecast.question.actual.standard,
                "known_until": forecast.question.origin.isoformat(),
                "date": forecast.question.actual.period_end.isoformat(),
                "reported": forecast.question.actual.value,
                "quantiles": {who: [float(value) for value in said] for who, said in forecast.said.items()},
            }
            for forecast in forecasts
        ],
    }


def csv_text(forecasts: Sequence[Forecast]) -> str:
    """One row a forecast and forecaster, with its quantiles."""
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow((*COLUMNS, *(f"p{round(100 * level):02d}" for level in LEVELS)))
    for forecast in forecasts:
        question = forecast.question
        actual = question.actual
        place = (actual.locality, actual.indicator, actual.standard, actual.unit, question.origin, actual.period_end)
        for who, said in forecast.said.items():
            quantiles = (f"{value:.10g}" for value in said)
            writer.writerow((*place, f"{question.years:.2f}", f"{actual.value:.10g}", who, *quantiles))
    return content.getvalue()
