"""What was found as a CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from simulator.analysis.comparison import FIGURES
from simulator.analysis.optimise.best import Best
from simulator.analysis.optimise.frontier import Frontier
from simulator.analysis.optimise.least import Least
from simulator.analysis.optimise.question import Allocation, Goal, Question
from simulator.analysis.summary import Interval
from simulator.files import spreadsheet_text
from simulator.report.change_words import indicator_words
from simulator.report.compare_table import target_name
from simulator.report.optimise_table import money_rows
from simulator.texts import text

COLUMNS = ("kind", "name", "year", "unit", "total", "before", "after", "change", "p05", "p95")
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes the Vietnamese letters for others
Found = Best | Least | Frontier


def csv_text(found: Found, language: str) -> str:
    """Every figure of a result, a row each, with a decimal point; no text of it can start a formula.

    Rows of money hold billion VND; of outcomes, rates in percent. `p05` and `p95` bound the change where there is one,
    else the outcome.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([text(f"optimise.csv.{name}", language) for name in COLUMNS])
    if isinstance(found, Best):
        writer.writerows(_best_rows(found, language))
    elif isinstance(found, Least):
        writer.writerows(_least_rows(found, language))
    else:
        writer.writerows(_frontier_rows(found, language))
    return BYTE_ORDER_MARK + out.getvalue()


def _best_rows(found: Best, language: str) -> Iterator[list[str]]:
    yield from _money(found.question, found.allocation, language)
    for place, goal in enumerate(found.question.goals):
        before, after = found.before[place], found.after[place]
        yield _outcome("outcome", goal, (before.median, after.median), found.change[place], language)
        yield _outcome("fresh", goal, (None, None), found.fresh[place], language)
    for goal, change in zip(found.question.goals, found.certificate.price, strict=False):
        yield _outcome("price", goal, (None, None), change, language)


def _least_rows(found: Least, language: str) -> Iterator[list[str]]:
    yield from _money(found.question, found.allocation, language)
    joint = " & ".join(target_name(target, language) for target in found.targets)
    for kind, before, after in (
        ("chance", found.today_chance, found.chance),
        ("chance_fresh", None, found.chance_fresh),
    ):
        values = {"before": _scaled(before, 100.0), "after": _scaled(after, 100.0)}
        yield _row(language, kind=kind, name=joint, unit="%", **values)
    for total, chance in sorted(found.steps):
        yield _row(language, kind="tried", name=joint, unit="%", total=_plain(total), after=_plain(100.0 * chance))


def _frontier_rows(found: Frontier, language: str) -> Iterator[list[str]]:
    for total, outcomes, allocation in zip(found.totals, found.outcomes, found.allocations, strict=True):
        for goal, outcome in zip(found.question.goals, outcomes, strict=True):
            scale = _scale(goal)
            ends = {"after": outcome.median, "p05": outcome.p05, "p95": outcome.p95}
            values = {name: _scaled(value, scale) for name, value in ends.items()}
            told = {"name": indicator_words(goal.indicator, language), "unit": _unit(goal, language)}
            yield _row(language, kind="outcome", year=str(goal.year), total=_plain(float(total)), **told, **values)
        yield from _money(found.question, allocation, language, _plain(float(total)))


def _money(question: Question, allocation: Allocation, language: str, total: str = "") -> Iterator[list[str]]:
    unit = text("methods.unit.billion_vnd", language)
    for row in money_rows(question, allocation, language):
        for year, before, after in zip(question.years, row.before, row.after, strict=True):
            values = {"before": _plain(before), "after": _plain(after), "change": _plain(after - before)}
            yield _row(language, kind="money", name=row.name, year=str(year), unit=unit, total=total, **values)


def _outcome(
    kind: str, goal: Goal, sides: tuple[float | None, float | None], change: Interval, language: str
) -> list[str]:
    scale = _scale(goal)
    values = {"before": sides[0], "after": sides[1], **_change(change)}
    written = {name: _scaled(value, scale) for name, value in values.items()}
    told = {"name": indicator_words(goal.indicator, language), "unit": _unit(goal, language)}
    return _row(language, kind=kind, year=str(goal.year), **told, **written)


def _change(change: Interval) -> dict[str, float]:
    return {"change": change.median, "p05": change.p05, "p95": change.p95}


def _row(language: str, **cells: str) -> list[str]:
    cells["kind"] = text(f"optimise.csv.kind.{cells['kind']}", language)
    cells["name"] = spreadsheet_text(cells["name"])
    return [cells.get(name, "") for name in COLUMNS]


def _unit(goal: Goal, language: str) -> str:
    return "%" if _scale(goal) == 100.0 else text(f"methods.unit.{FIGURES[goal.indicator].unit}", language)


def _scale(goal: Goal) -> float:
    return 100.0 if FIGURES[goal.indicator].unit == "share" else 1.0


def _scaled(value: float | None, scale: float) -> str:
    return "" if value is None else _plain(scale * value)


def _plain(value: float) -> str:
    return f"{round(value, 9):.10g}"
