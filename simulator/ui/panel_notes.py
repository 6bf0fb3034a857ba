"""The line under a slider that was moved: what the money is enough for."""

from __future__ import annotations

from simulator.analysis.summary import at, interval
from simulator.model.credit import MILLION_PER_BILLION
from simulator.ui import resources
from simulator.ui.components import template
from simulator.ui.levers import PERCENT, settings_of

NOTES = {
    "housing.budget": "houses",
    "training.budget": "training",
    "training.jobs_connected": "persons",
} | dict.fromkeys(PERCENT, "percent")


def note_template(path: str, locality: str, language: str) -> str:
    """What a moved slider says; of houses also when today's money leaves none to build, so that more stays unspent."""
    year = _year_without_need(locality) if path == "housing.budget" else None
    if year is None:
        return template(f"explore.note.{NOTES.get(path, 'money')}", language)
    return template("explore.note.houses_enough", language).replace("{year}", str(year))


def _year_without_need(locality: str) -> int | None:
    """The first year at whose end the baseline has no temporary house left, in 95 of 100 draws and for good."""
    baseline = resources.baseline(locality)
    projection = resources.compared(baseline)
    years = range(baseline.first_year, baseline.last_year + 1)
    needed = [interval(at(projection, "houses_needed", year)).p95 >= 0.5 for year in years]
    return None if needed[-1] else years[len(needed) - needed[::-1].index(True)] if any(needed) else years[0]


def derived(path: str, locality: str) -> dict[str, dict[str, float]]:
    """What a billion a year buys, at the posterior's median cost."""
    if path not in ("housing.budget", "training.budget"):
        return {}
    baseline = resources.baseline(locality)
    parameters = resources.posterior(locality, "causal").parameters
    if path == "training.budget":
        cost = float(sorted(parameters["training.cost"])[parameters.draws // 2])
        disbursed = settings_of(baseline).values["disbursement.training"] / 100.0
        return {"persons": {"factor": MILLION_PER_BILLION / cost * disbursed}}
    projection = resources.compared(baseline)
    plan, month = projection.plan, projection.row(baseline.first_year, 1)
    repairs, new, repair = plan.repair_share[month], plan.norm_new[month], plan.norm_repair[month]
    cost = float(
        ((1 - repairs) * new + repairs * repair) * sorted(parameters["housing.cost_factor"])[parameters.draws // 2]
    )
    return {"houses": {"factor": MILLION_PER_BILLION / cost * plan.disbursed_housing[month]}}
