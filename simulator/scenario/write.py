"""The canonical text of a scenario: one order, one layout, short numbers, so that versions compare well."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from simulator.scenario.content import Content
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
    return dump_content(Content(scenario))


def dump_content(content: Content, comments: Mapping[str, str] = COMMENTS) -> str:
    """Return the text of a file that says this; ``comments`` stand behind the keys that they explain."""
    own = content.own
    base = [f"extends: {_text(content.extends)}"] if content.extends else []
    lines = [
        f"format: {FORMAT}",
        f"title: {_text(own.title)}",
        f"locality: {_text(own.locality)}",
        *base,
        *_note(own.note),
        f"years: {{from: {own.first_year}, to: {own.last_year}}}",
    ]
    if own.levers:
        lines += _block("levers", _lever_tree(own), "", comments)
    if own.events is not None:
        lines += _list("events", [event_text(event) for event in own.events])
    if own.targets is not None:
        lines += _list("targets", [target_text(target) for target in own.targets])
    if content.effects_stated:
        lines.append(_commented(f"effects: {own.effects}", "effects", comments))
    if own.assumptions:
        lines += ["assumptions:"]
        lines += [f"{INDENT}{name}: {written_number(value)}" for name, value in sorted(own.assumptions.items())]
    if content.saved_by:
        lines.append(f"saved_by: {_text(content.saved_by)}")
    if content.saved_at:
        lines.append(f"saved_at: {content.saved_at.isoformat(timespec='seconds')}")
    return "\n".join(lines) + "\n"


def _lever_tree(scenario: Scenario) -> Tree:
    tree: dict[str, Tree | str] = {}
    for path in sorted(scenario.levers, key=lever_rank):
        *groups, leaf = path.split(".")
        branch = tree
        for group in groups:
            branch = branch.setdefault(group, {})  # type: ignore[assignment]
        branch[leaf] = schedule_text(scenario.levers[path], scenario.first_year)
    return tree


def _block(name: str, tree: Tree, above: str, comments: Mapping[str, str]) -> list[str]:
    """Return a group in one line when it holds leaves only and they fit, else one line for each part."""
    path = f"{above}.{name}" if above else name
    indent = INDENT * path.count(".")
    leaves = {key: value for key, value in tree.items() if isinstance(value, str)}
    line = f"{indent}{name}: {_flow(leaves)}"
    if len(leaves) == len(tree) and len(line) <= LONGEST_LINE:
        return [_commented(line, path, comments)]
    lines = [_commented(f"{indent}{name}:", path, comments)]
    for key, value in tree.items():
        lines += [f"{indent}{INDENT}{key}: {value}"] if isinstance(value, str) else _block(key, value, path, comments)
    return lines


def _list(name: str, items: list[str]) -> list[str]:
    return [f"{name}:", *(f"{INDENT}- {item}" for item in items)] if items else [f"{name}: []"]


def event_text(event: Event) -> str:
    """Return an event as a file writes it."""
    values = {name: written_number(value) for name, value in sorted(event.values.items())}
    programme = {"programme": event.programme} if event.programme else {}
    return _flow({"type": event.type, "date": event.date.isoformat()} | programme | values)


def target_text(target: Target) -> str:
    """Return a target as a file writes it."""
    bounds = {"at_most": target.at_most, "at_least": target.at_least}
    values = {name: written_number(value) for name, value in bounds.items() if value is not None}
    return _flow({"indicator": target.indicator, "date": target.date.isoformat()} | values)


def schedule_text(schedule: Schedule, first_year: int) -> str:
    """Return the values of a lever as a file that begins with ``first_year`` writes them."""
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


def _commented(line: str, path: str, comments: Mapping[str, str]) -> str:
    return f"{line}  # {comments[path]}" if path in comments else line
