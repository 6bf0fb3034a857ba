"""What can go wrong, told so that a planner can put it right: file, line, field, value, what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from simulator.texts import placeholders, text

LONGEST_VALUE = 80
DETAILS = ("value", "allowed", "nearest")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where. ``code`` names the text ``fault.<code>``."""

    code: str
    file: str
    line: int | None = None
    field: str = ""
    value: str = ""
    allowed: str = ""
    nearest: str = ""

    def __post_init__(self) -> None:
        for name in ("file", "field", "allowed", "nearest"):
            object.__setattr__(self, name, escaped(getattr(self, name)))
        object.__setattr__(self, "value", shortened(self.value))

    def describe(self, language: str) -> str:
        """Return the fault in one line: ``file:line: field: message``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.field, self.message(language)) if part)

    def message(self, language: str, *, with_details: bool = True) -> str:
        """Return what is wrong, without the place; with the value, what is allowed and what is nearest, or without."""
        key = f"fault.{self.code}"
        line = "" if self.line is None else str(self.line)
        details = {name: getattr(self, name) for name in DETAILS}
        message = text(key, language, file=self.file, line=line, field=self.field, **details)
        named = placeholders(key, language)
        for name, detail in details.items():
            if with_details and detail and name not in named:
                message += text(f"fault_detail.{name}", language, detail=detail)
        return message


class SimulatorError(Exception):
    """Something the user can put right. Carries every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return self.describe("en")

    def describe(self, language: str) -> str:
        """Return all faults, one a line."""
        return "\n".join(fault.describe(language) for fault in self.faults)


class DataError(SimulatorError):
    """The reported figures, priors, rules or localities cannot be used as they stand."""


class ScenarioError(SimulatorError):
    """A scenario file cannot be used as it stands."""


class PosteriorError(SimulatorError):
    """A stored posterior is missing, unreadable or belongs to other data."""


class OutputError(SimulatorError):
    """Results cannot be written where they should go."""


def nearest_name(name: str, known: Iterable[str]) -> str:
    """Return the known name that looks most like ``name``, or "" when none is close."""
    return _nearest(name[:LONGEST_VALUE], tuple(known))


def escaped(value: str) -> str:
    """Return the text on one line: control characters are written as escapes."""
    if value.isprintable():
        return value
    return "".join(letter if letter.isprintable() else _escape(letter) for letter in value)


def shortened(value: str) -> str:
    """Return the text on one line and no longer than a message can carry."""
    line = escaped(value[: LONGEST_VALUE + 1])
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


@lru_cache(maxsize=4096)
def _nearest(name: str, known: tuple[str, ...]) -> str:
    by_folded = {candidate.casefold(): candidate for candidate in known}
    close = get_close_matches(name.strip().casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else ""
