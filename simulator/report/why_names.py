"""What the players of an explanation are called, and what was put in otherwise for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from simulator.analysis.explain.players import GROUPS
from simulator.errors import escaped
from simulator.report.change_words import change_lines
from simulator.scenario import Change
from simulator.texts import keys, text
from simulator.units import day

EVENT, ASSUMPTION = "event", "assumption"
LONGEST_LINE = 26  # letters of a name before it goes on below


def player_name(player: str, language: str) -> str:
    """What a lever, an event or an assumption is called in a row of its own."""
    kind, _, rest = player.partition(":")
    if kind == EVENT:
        return _event_name(rest, language)
    if kind == ASSUMPTION:
        known = f"parameter.{rest}"
        return text("why.player.assumption", language, name=text(known, language) if known in keys() else escaped(rest))
    return text(f"why.player.{kind}", language)


def _event_name(rest: str, language: str) -> str:
    """`rest`: type:date, or type:date:programme."""
    kind, on, programme, *_ = [*rest.split(":"), "", ""]
    about = text(f"explore.event_programme.{programme}", language) if programme else ""
    words = {"date": day(date.fromisoformat(on), language), "programme": about}
    name = text(f"why.event.{kind}", language, **words)
    return name[:1].upper() + name[1:]


def in_sentence(name: str) -> str:
    """A name inside a sentence; "NTM" stays as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def in_lines(name: str, longest: int = LONGEST_LINE) -> str:
    """A name over as many lines as it needs, parted at blanks."""
    lines = [""]
    for word in name.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > longest:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def inputs_of(player: str, found: Sequence[Change], language: str) -> list[str]:
    """What two scenarios put in otherwise for a player, in words: old level and new."""
    return change_lines([change for change in found if player_of(change) == player], language)


def player_of(change: Change) -> str:
    """The player that a change between two scenarios belongs to, "" for words and targets."""
    for player, paths in GROUPS.items():
        if change.key in paths:
            return player
    if change.key == "events":
        parts = dict(part.split(": ", 1) for part in (change.before or change.after).strip("{}").split(", "))
        return ":".join((EVENT, *(parts[name] for name in ("type", "date", "programme") if name in parts)))
    if change.key.startswith("assumptions."):
        return f"{ASSUMPTION}:{change.key.removeprefix('assumptions.')}"
    return ""
