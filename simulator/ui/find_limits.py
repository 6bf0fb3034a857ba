"""Whether limits and total leave any split, told before the search in the numbers of the page."""

from __future__ import annotations

from simulator.analysis.optimise.limits import space
from simulator.analysis.optimise.question import Question
from simulator.errors import Fault, ScenarioError
from simulator.report.change_words import lever_name
from simulator.report.optimise_table import money
from simulator.texts import text
from simulator.ui import resources

TOTALS = {"optimise_total_too_small": "too_small", "optimise_total_too_large": "too_large"}
CROSSED, OUTSIDE = "optimise_limits_cross", "optimise_number"


def limit_faults(question: Question, language: str) -> list[str]:
    """What is wrong with a question whose fields can each be read, a line each. Raises what the page cannot mend."""
    try:
        space(question, resources.evidence())
    except ScenarioError as error:
        if not all(fault.code in (*TOTALS, CROSSED) or _is_no_total(fault) for fault in error.faults):
            raise
        return [_line(fault, language) for fault in error.faults]
    return []


def _is_no_total(fault: Fault) -> bool:
    return fault.code == OUTSIDE and fault.field == "total"


def _line(fault: Fault, language: str) -> str:
    if _is_no_total(fault):
        return text("optimise.fault.zero", language)
    value = money(float(fault.value), language)
    if fault.code == CROSSED:
        least = money(float(fault.allowed.removeprefix("≥ ")), language)
        name = lever_name(fault.field, language)
        return text("optimise.fault.limits_cross", language, lever=name, value=value, least=least)
    low, high = (money(float(end), language) for end in fault.allowed.split("–"))
    return text(f"optimise.fault.{TOTALS[fault.code]}", language, value=value, low=low, high=high)
