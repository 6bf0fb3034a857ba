"""What a check hands back: a finding about one row, or a clash between several."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simulator.evidence.records import Observation


@dataclass(frozen=True)
class Finding:
    """Something wrong with one field of a row."""

    code: str
    field: str
    allowed: str = ""
    nearest: str = ""


@dataclass(frozen=True)
class Check:
    """A look at one observation, made when the fields that it needs could be read."""

    needs: frozenset[str]
    look: Callable[[Observation], Iterator[Finding]]


@dataclass(frozen=True)
class Clash:
    """Rows that cannot all be right. The message goes to the first of ``rows`` that is new."""

    rows: tuple[Observation, ...]
    code: str
    field: str
    value: str
    allowed: str
