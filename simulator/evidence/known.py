"""The names that records may refer to; None stands for those of a table that could not be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from simulator.evidence.records import Lever

Names = Collection[str] | None


@dataclass(frozen=True)
class Known:
    """Names by what they name; ``units`` gives the unit of each indicator.

    ``places`` holds the localities, and other places that figures are about but that are not simulated.
    """

    sources: Names
    units: Mapping[str, str] | None
    localities: Names
    places: Names
    levers: Mapping[str, Lever] | None
    ntm_regions: Names
