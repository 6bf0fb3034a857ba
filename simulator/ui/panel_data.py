"""The control panel's data: sliders with today's value, range, source; shares; total; buttons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.report.citations import cited_all
from simulator.report.palette import PROGRAMME_COLORS
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import resources
from simulator.ui.components import panel_texts, template
from simulator.ui.event_data import EventChoice, choices, explained, title
from simulator.ui.levers import (
    GROUPS,
    MONEY,
    PERCENT,
    PROGRAMMES,
    SLIDERS,
    Settings,
    changes_over_years,
    settings_of,
    slider_range,
)
from simulator.ui.panel_notes import derived, note_template
from simulator.ui.session import Draft, Editing
from simulator.units import number

UNITS = {"training.jobs_connected": "persons_per_year"} | dict.fromkeys(PERCENT, "percent")
BUTTONS = ("undo", "redo", "reset_today", "reset_saved", "copy")


@dataclass(frozen=True)
class Panel:
    """What does not move: the sliders' records, the events, and the message's first line, with all that is written."""

    language: str
    sliders: tuple[dict[str, Any], ...]
    events: tuple[EventChoice, ...]
    fixed: str


def panel(language: str, saved: Scenario, baseline: Scenario) -> Panel:
    """The panel of a complete scenario as saved, beside its locality's baseline."""
    today, years = settings_of(baseline), saved.last_year - saved.first_year + 1
    sliders = {path: _slider(path, today.values[path], saved, baseline, language) for path in SLIDERS}
    fixed = {
        "language": language,
        "texts": panel_texts(language),
        "groups": [
            {"title": text(f"explore.group.{name}", language), "sliders": [sliders[path] for path in paths]}
            for name, paths in GROUPS.items()
        ],
        "shares": _shares(language, today.shares),
        "total": {
            "label": text("explore.total", language, first=saved.first_year, last=saved.last_year),
            "unit": text("explore.unit.billion_vnd", language),
            "years": years,
            "baseline_total": years * sum(today.values[path] for path in MONEY),
            "paths": list(MONEY),
        },
        "buttons": {name: _button(name, language) for name in BUTTONS},
        "events": {"title": template("explore.events", language), "items": _events(saved, language)},
    }
    return Panel(language, tuple(sliders.values()), choices(saved), json.dumps(fixed, ensure_ascii=False))


def _events(saved: Scenario, language: str) -> list[dict[str, str]]:
    evidence = resources.evidence()
    return [
        {
            "name": choice.name,
            "label": title(choice.event, language),
            "help": explained(choice.event, saved.locality, evidence, language),
        }
        for choice in choices(saved)
    ]


def _slider(path: str, today: float, saved: Scenario, baseline: Scenario, language: str) -> dict[str, Any]:
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
        "help": _help(path, f"{number(today, language, decimals)} {unit}", saved, language),
        "note_template": note_template(path, baseline.locality, language),
        "derived": derived(path, baseline.locality),
    }


def _help(path: str, today: str, saved: Scenario, language: str) -> str:
    history = resources.evidence().localities[saved.locality].history.get(path)
    source = cited_all(history.source_ids if history else (), resources.evidence(), language)
    parts = [text("page.help_today", language, value=today, source=source), text("page.help_range", language)]
    if changes_over_years(saved, path):
        parts.append(text("page.help_schedule", language))
    return " ".join(parts)


def slider_records(panel: Panel, settings: Settings) -> list[dict[str, Any]]:
    """All sliders with their present values, in order."""
    return [{**slider, "value": settings.values[slider["path"]]} for slider in panel.sliders]


def panel_message(panel: Panel, editing: Editing, *, is_unsaved: bool) -> bytes:
    """What is sent to the panel, in two lines: what does not move, and what the session's sliders are now."""
    draft = editing.draft
    moving = {
        "revision": editing.revision,
        "echo": editing.sequence,
        "gesture": editing.gesture,
        "values": dict(draft.now.values),
        "split": dict(draft.now.shares),
        "on": sorted(draft.now.events),
        "undo": _step_title(panel, draft, "undo"),
        "redo": _step_title(panel, draft, "redo"),
        "of": editing.panel_of,
        "address": editing.address,
        "fresh": editing.addressed is draft.now,
        "cookie": editing.cookie,
        "enabled": {
            "undo": bool(draft.undo),
            "redo": bool(draft.redo),
            "reset_today": True,
            "reset_saved": is_unsaved,
            "copy": bool(editing.address),
        },
    }
    return f"{panel.fixed}\n{json.dumps(moving, ensure_ascii=False)}".encode()


def _shares(language: str, today: Mapping[str, float]) -> dict[str, Any]:
    items = [
        {
            "key": name,
            "label": text(f"explore.programme.{name}", language),
            "short": text(f"explore.programme_short.{name}", language),
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


def _button(name: str, language: str) -> dict[str, str]:
    label = text(f"explore.{name}", language)
    return {"label": label, "title": "" if name in ("undo", "redo") else text(f"explore.{name}_title", language)}


def _step_title(panel: Panel, draft: Draft, step: str) -> str:
    """What undo or redo would do."""
    steps = draft.undo if step == "undo" else draft.redo
    switch, change = draft.last_switch(steps), draft.last_change(steps)
    if switch is not None:
        name, is_on = switch
        label = next((title(choice.event, panel.language) for choice in panel.events if choice.name == name), name)
        return text(f"explore.{step}_switch_{'on' if is_on else 'off'}", panel.language, label=label)
    if change is None:
        return text(f"explore.{step}_nothing", panel.language)
    path, now, then = change
    labels = {slider["path"]: slider["label"] for slider in panel.sliders}
    label = labels.get(path) or text(f"explore.programme.{path}", panel.language)
    before, after = _short(now, panel.language), _short(then, panel.language)
    return text(f"explore.{step}_title", panel.language, label=label, before=before, after=after)


def _short(value: float, language: str) -> str:
    return number(value, language, 0 if float(value).is_integer() else 1)
