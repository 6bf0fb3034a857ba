"""The tables of an explanation as CSV for spreadsheets: every year, a decimal point, no text that starts a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from simulator.analysis.comparison import FIGURES
from simulator.analysis.explain import Marginal, Shares
from simulator.analysis.explain.marginal import OUTCOMES
from simulator.files import spreadsheet_text
from simulator.report.compare_export import BYTE_ORDER_MARK
from simulator.report.compare_table import figure_name
from simulator.report.why_cost import OTHER, PROGRAMME, cost_rows, remarks
from simulator.report.why_shares import Told, unit, waterfall
from simulator.report.why_words import break_words, remark
from simulator.texts import text

FIGURES_OF_ROW = ("mean", "p05", "p95")
COST_COLUMNS = (
    *("lever", "level", "outcome", "per"),
    *("effect", "effect_p05", "effect_p95", "cost", "cost_p05", "cost_p95"),
    *("spent_share", "year", "remark"),
)


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[str]], language: str) -> str:
    """A CSV with the columns named in a language."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([text(f"why.csv.{name}", language) for name in columns])
    writer.writerows(rows)
    return BYTE_ORDER_MARK + out.getvalue()


def shares_csv(shares: Shares, language: str, *, before: str, after: str) -> str:
    """The parts of a change at the end of every year; years that cannot be compared say why.

    before, after: what the two levels are called.
    """
    columns = ("year", "indicator", "factor", "unit", *FIGURES_OF_ROW, "remark")
    rows: list[list[str]] = []
    name = figure_name(shares.indicator, language)
    scale = 100.0 if FIGURES[shares.indicator].unit == "share" else 1.0
    counted = "%" if scale != 1.0 else unit(shares.indicator, language)
    for year in shares.years:
        found = waterfall(shares, year, language)
        if found is None:
            rows.append([str(year), name, "", "", "", "", "", break_words(shares, year, language)])
            continue
        levels = ((before, found.before, counted), (after, found.after, counted))
        change = (
            text(f"why.shares.total{'_moved' if found.is_recounted else ''}", language),
            found.moved,
            unit(shares.indicator, language),
        )
        told = [(row.name, row.part, unit(shares.indicator, language), remark(row, language)) for row in found.rows]
        for called, part, measure, note in [*((*level, "") for level in levels), *told, (*change, "")]:
            about = [str(year), name, spreadsheet_text(called), measure]
            rows.append([*about, *numbers(part, scale), note])
    return csv_of(columns, rows, language)


def numbers(part: Told, scale: float = 1.0) -> list[str]:
    """Mean and bounds of the 90 % interval, as a spreadsheet reads them."""
    return [f"{scale * end:.10g}" for end in (part.mean, part.low, part.high)]


def cost_csv(found: Sequence[Marginal], year: int, language: str) -> str:
    """What one step more of each lever does, and what it costs, at both levels and for both outcomes."""
    rows: list[list[str]] = []
    for outcome in OUTCOMES:
        for row in cost_rows(found, outcome, language):
            unit_key = "persons" if row.path.startswith("training.jobs") else "points"
            per = text(f"why.cost.per.{unit_key if row.kind == OTHER else 'billion'}", language)
            for level, marginal in row.at.items():
                cost = marginal.cost
                ends = [f"{end:.10g}" for end in (cost.median, cost.p05, cost.p95)] if cost else ["", "", ""]
                effect = marginal.effect
                rows.append(
                    [
                        row.name if row.kind != PROGRAMME else text("why.cost.lent", language, name=row.name),
                        text(f"why.cost.level.{level}", language),
                        text(f"why.cost.outcome.{outcome}", language),
                        per,
                        *(f"{end:.10g}" for end in (effect.median, effect.p05, effect.p95)),
                        *ends,
                        f"{marginal.spent_share:.4g}",
                        str(year),
                        "; ".join(remarks(marginal, language)),
                    ]
                )
    return csv_of(COST_COLUMNS, rows, language)
