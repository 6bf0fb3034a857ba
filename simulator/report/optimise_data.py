"""What was found as plain data for machines: shares of one, billion VND, counts."""

from __future__ import annotations

from typing import Any

from simulator.analysis.optimise.best import Best
from simulator.analysis.optimise.least import Least
from simulator.analysis.optimise.question import DONG, Allocation
from simulator.report.optimise_export import Found


def as_data(found: Found) -> dict[str, Any]:
    """A result as plain data, whatever was asked."""
    question = found.question
    data: dict[str, Any] = {
        "kind": type(found).__name__.lower(),
        "locality": question.scenario.locality,
        "effects": question.scenario.effects,
        "goals": [vars(goal) for goal in question.goals],
        "statistic": question.statistic,
        "most_cut": question.most_cut,
        "lot": question.lot,
    }
    if isinstance(found, Best):
        return data | _best_data(found)
    if isinstance(found, Least):
        return data | _least_data(found)
    points = [
        {"total": float(total), "outcomes": [vars(item) for item in outcomes], "money": _amounts(allocation)}
        for total, outcomes, allocation in zip(found.totals, found.outcomes, found.allocations, strict=True)
    ]
    return data | {
        "points": points,
        "knee": found.bend,
        "today": found.today,
        "today_outcomes": [vars(item) for item in found.today_outcomes],
        "behind": None if found.behind is None else [vars(item) for item in found.behind],
        "verdicts": list(found.verdicts),
    }


def _best_data(found: Best) -> dict[str, Any]:
    certificate = found.certificate
    return {
        "total": found.allocation.total_dong / DONG,
        "money": _amounts(found.allocation),
        "today": _amounts(found.question.today),
        "before": [vars(item) for item in found.before],
        "after": [vars(item) for item in found.after],
        "change": [vars(item) for item in found.change],
        "fresh": [vars(item) for item in found.fresh],
        "gap": certificate.gap,
        "grid_points": certificate.grid_points,
        "every_split_tried": certificate.every,
        "bound": certificate.bound,
        "binding": [vars(item) for item in certificate.binding],
        "price_at": {"lever": certificate.price_path, "years": list(certificate.price_years)},
        "price": [vars(item) for item in certificate.price],
        "alternatives": [
            {"money": _amounts(item.allocation), "worse_by": vars(item.worse_by)} for item in certificate.alternatives
        ],
        "verdicts": list(certificate.verdicts),
        "starts": list(certificate.starts),
        "evaluations": found.evaluations,
        "seconds": found.seconds,
    }


def _least_data(found: Least) -> dict[str, Any]:
    targets = [vars(target) | {"date": target.date.isoformat()} for target in found.targets]
    return {
        "total": found.total_dong / DONG,
        "money": _amounts(found.allocation),
        "today": _amounts(found.question.today),
        "targets": targets,
        "wished": found.wished,
        "reached": found.reached,
        "chance": found.chance,
        "chance_fresh": found.chance_fresh,
        "chance_error": found.chance_error,
        "fresh_draws": found.fresh_draws,
        "today_chance": found.today_chance,
        "most": found.most_dong / DONG,
        "most_chance": found.most_chance,
        "steps": [list(step) for step in found.steps],
        "verdicts": list(found.verdicts),
    }


def _amounts(allocation: Allocation) -> dict[str, dict[str, float]]:
    """Billion VND by lever and year."""
    years = [str(year) for year in allocation.years]
    return {
        path: dict(zip(years, map(float, row), strict=True))
        for path, row in zip(allocation.paths, allocation.amounts, strict=True)
    }
