"""The control panel's data: sliders with today's value, range, source; shares; total; buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from simulator.model.credit import MILLION_PER_BILLION
from simulator.report.palette import PROGRAMME_COLORS
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import resources, session
from simulator.ui.components import template
from simulator.ui.levers import (
    GROUPS,
    MONEY,
    PERCENT,
    PROGRAMMES,
    Settings,
    changes_over_years,
    settings_of,
    slider_range,
)
from simulator.ui.sources import cited_all
from simulator.units import number

UNITS = {"training.jobs_connected": "persons_per_year"} | dict.fromkeys(PERCENT, "percent")
NOTES = {
    "housing.budget": "houses",
    "training.budget": "training",
    "training.jobs_connected": "persons",
} | dict.fromkeys(PERCENT, "percent")


@st.cache_data(show_spinner=False)
def _groups(language: str, locality: str, modified: int) -> list[dict[str, Any]]:
    """Everything about the sliders that does not move; `modified` renews it when the baseline's file changes."""
    del modified
    baseline = resources.baseline(locality)
    today = settings_of(baseline).values
    sliders = {path: _slider(path, today[path], baseline, language) for paths in GROUPS.values() for path in paths}
    return [
        {"title": text(f"explore.group.{name}", language), "sliders": [sliders[path] for path in paths]}
        for name, paths in GROUPS.items()
    ]


def _slider(path: str, today: float, baseline: Scenario, language: str) -> dict[str, Any]:
    decimals = 0 if today >= 20 or today == 0 or path.endswith("jobs_connected") else 1
    largest, step = (100.0, 1.0) if path in PERCENT else slider_range(today, decimals)
    unit = text(f"explore.unit.{UNITS.get(path, 'billion_vnd_per_year')}", language)
    return {
        "path": path,
        "label": text(f"explore.lever.{path}", language),
        "unit": unit,
        "min": 0.0,
        "max": largest,
        "step": step,
        "decimals": decimals,
        "baseline": today,
        "help": _help(path, f"{number(today, language, decimals)} {unit}", baseline.locality, language),
        "note_template": template(f"explore.note.{NOTES.get(path, 'money')}", language),
        "derived": _derived(path, baseline.locality),
    }


def _help(path: str, today: str, locality: str, language: str) -> str:
    history = resources.evidence().localities[locality].history.get(path)
    source = cited_all(history.source_ids if history else (), resources.evidence(), language)
    return " ".join((text("page.help_today", language, value=today, source=source), text("page.help_range", language)))


def _derived(path: str, locality: str) -> dict[str, dict[str, float]]:
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


def panel_groups(language: str, locality: str) -> list[dict[str, Any]]:
    """The sliders' constant part, by group."""
    path = resources.files_of(locality)[0]
    return _groups(language, locality, path.stat().st_mtime_ns)


def slider_records(groups: list[dict[str, Any]], settings: Settings) -> list[dict[str, Any]]:
    """All sliders with their present values, in order."""
    return [{**slider, "value": settings.values[slider["path"]]} for group in groups for slider in group["sliders"]]


def panel_data(language: str, scenario: Scenario, groups: list[dict[str, Any]], settings: Settings) -> dict[str, Any]:
    """The whole message to the panel for a complete scenario as saved and the settings now."""
    today = settings_of(resources.baseline(scenario.locality))
    years = scenario.last_year - scenario.first_year + 1
    return {
        "language": language,
        "revision": session.get("revision"),
        "echo": session.get("sequence"),
        "gesture": session.get("gesture", 0),
        "groups": [
            {
                "title": group["title"],
                "sliders": [
                    {
                        **slider,
                        "value": settings.values[slider["path"]],
                        "help": _with_schedule(slider, scenario, language),
                    }
                    for slider in group["sliders"]
                ],
            }
            for group in groups
        ],
        "shares": _shares(language, settings.shares, today.shares),
        "total": {
            "label": text("explore.total", language, first=scenario.first_year, last=scenario.last_year),
            "unit": text("explore.unit.billion_vnd", language),
            "years": years,
            "baseline_total": years * sum(today.values[path] for path in MONEY),
            "paths": list(MONEY),
        },
        "buttons": _buttons(language, groups, scenario),
    }


def _with_schedule(slider: Mapping[str, Any], scenario: Scenario, language: str) -> str:
    if not changes_over_years(scenario, slider["path"]):
        return str(slider["help"])
    return f"{slider['help']} {text('page.help_schedule', language)}"


def _shares(language: str, now: Mapping[str, float], today: Mapping[str, float]) -> dict[str, Any]:
    items = [
        {
            "key": name,
            "label": text(f"explore.programme.{name}", language),
            "short": text(f"explore.programme_short.{name}", language),
            "value": now[name],
            "baseline": today[name],
            "color": PROGRAMME_COLORS[name],
        }
        for name in (*PROGRAMMES, "other")
    ]
    return {
        "title": text("explore.shares.title", language),
        "unit": text("explore.shares.unit", language),
        "items": items,
    }


def _buttons(language: str, groups: list[dict[str, Any]], scenario: Scenario) -> dict[str, Any]:
    change = session.last_change()
    title = text("explore.undo_nothing", language)
    if change is not None:
        path, now, then = change
        labels = {slider["path"]: slider["label"] for group in groups for slider in group["sliders"]}
        label = labels.get(path) or text(f"explore.programme.{path}", language)
        title = text(
            "explore.undo_title", language, label=label, before=_short(now, language), after=_short(then, language)
        )
    return {
        "undo": {"label": text("explore.undo", language), "title": title, "enabled": session.can_undo()},
        "reset_today": _button("reset_today", language),
        "reset_saved": _button("reset_saved", language) | {"enabled": session.is_changed(scenario)},
    }


def _button(name: str, language: str) -> dict[str, Any]:
    return {
        "label": text(f"explore.{name}", language),
        "title": text(f"explore.{name}_title", language),
        "enabled": True,
    }


def _short(value: float, language: str) -> str:
    return number(value, language, 0 if float(value).is_integer() else 1)
