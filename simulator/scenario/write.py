"""The canonical text of a scenario: one order, one layout, short numbers, so that versions compare well."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from simulator.scenario.fields import written_number
from simulator.scenario.record import Event, Scenario, Schedule, Target
from simulator.scenario.vocabulary import FORMAT, lever_rank

LONGEST_LINE = 110
INDENT = "  "
COMMENTS = {
    "levers": "billion VND a year or a share; a number holds every year, a mapping from that year on",
    "levers.training": "jobs_connected: persons a year",
    "effects": "or: reported",
}

Tree = Mapping[str, "Tree | str"]

SAFE_TEXT = re.compile(r"[^\W\d_][^:#\"'\\\[\]{}\x00-\x1f]*")  # starts with a letter and holds no YAML sign
OTHER_TYPES = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})  # elsewhere, no texts


def dump_scenario(scenario: Scenario) -> str:
    """Return the text of a scenario file; reading it gives an equal scenario."""
    lines = [
        f"format: {FORMAT}",
        f"title: {_text(scenario.title)}",
        f"locality: {_text(scenario.locality)}",
        *_note(scenario.note),
        f"years: {{from: {scenario.first_year}, to: {scenario.last_year}}}",
    ]
    if scenario.levers:
        lines += _block("levers", _tree(scenario), "", "")
    if scenario.events is not None:
        lines += _list("events", [_event(event) for event in scenario.events])
    if scenario.targets is not None:
        lines += _list("targets", [_target(target) for target in scenario.targets])
    lines.append(_commented(f"effects: {scenario.effects}", "effects"))
    if scenario.assumptions:
        lines += ["assumptions:"]
        lines += [f"{INDENT}{name}: {written_number(value)}" for name, value in sorted(scenario.assumptions.items())]
    return "\n".join(lines) + "\n"


def _tree(scenario: Scenario) -> Tree:
    tree: dict[str, Tree | str] = {}
    for path in sorted(scenario.levers, key=lever_rank):
        *groups, leaf = path.split(".")
        branch = tree
        for group in groups:
            branch = branch.setdefault(group, {})  # type: ignore[assignment]
        branch[leaf] = _schedule(scenario.levers[path], scenario.first_year)
    return tree


def _block(name: str, tree: Tree, path: str, indent: str) -> list[str]:
    """Return a group in one line when it holds leaves only and they fit, else one line for each part."""
    path = f"{path}.{name}" if path else name
    leaves = {key: value for key, value in tree.items() if isinstance(value, str)}
    line = f"{indent}{name}: {_flow(leaves)}"
    if len(leaves) == len(tree) and len(line) <= LONGEST_LINE:
        return [_commented(line, path)]
    lines = [_commented(f"{indent}{name}:", path)]
    for key, value in tree.items():
        below = indent + INDENT
        lines += [f"{below}{key}: {value}"] if isinstance(value, str) else _block(key, value, path, below)
    return lines


def _list(name: str, items: list[str]) -> list[str]:
    return [f"{name}:", *(f"{INDENT}- {item}" for item in items)] if items else [f"{name}: []"]


def _event(event: Event) -> str:
    values = {name: written_number(value) for name, value in sorted(event.values.items())}
    return _flow({"type": event.type, "date": event.date.isoformat()} | values)


def _target(target: Target) -> str:
    bounds = {"at_most": target.at_most, "at_least": target.at_least}
    values = {name: written_number(value) for name, value in bounds.items() if value is not None}
    return _flow({"indicator": target.indicator, "date": target.date.isoformat()} | values)


def _schedule(schedule: Schedule, first_year: int) -> str:
    if len(schedule) == 1 and schedule[0][0] == first_year:
        return written_number(schedule[0][1])
    return _flow({str(year): written_number(value) for year, value in schedule})


def _flow(parts: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in parts.items()) + "}"


def _note(note: str) -> list[str]:
    """Return the note in one line, or as an indented block when it has several ordinary lines."""
    if not note:
        return []
    lines = note.split("\n")
    if len(lines) > 1 and all(line and line == line.strip() and "\t" not in line for line in lines):
        return ["note: |-", *(INDENT + line for line in lines)]
    return [f"note: {_text(note)}"]


def _text(text: str) -> str:
    """Return a text without quotes where every YAML reader takes it for a text, else in double quotes."""
    if SAFE_TEXT.fullmatch(text) and text == text.strip() and text.casefold() not in OTHER_TYPES:
        return text
    return json.dumps(text, ensure_ascii=False)


def _commented(line: str, path: str) -> str:
    return f"{line}  # {COMMENTS[path]}" if path in COMMENTS else line
