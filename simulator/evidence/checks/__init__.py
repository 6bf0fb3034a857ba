"""What a row, or several together, must not say. One idea per file.

``CHECKS`` look at one observation each, ``COMPARISONS`` at all whose ``COMPARED`` fields could be read.
"""

from __future__ import annotations

from simulator.evidence.checks import amounts, eras, fitting, periods
from simulator.evidence.checks.finding import Check
from simulator.evidence.checks.repeats import contradictions, repeated_ids, repeated_rows
from simulator.evidence.checks.scales import unlike_neighbours
from simulator.evidence.checks.wholes import parts_above_whole, parts_not_adding_up

CHECKS: tuple[Check, ...] = (*periods.CHECKS, *amounts.CHECKS, *fitting.CHECKS, *eras.CHECKS)
COMPARED = frozenset(
    {"locality", "indicator", "period_start", "period_end", "value", "bound", "kind", "standard", "fit"}
)
COMPARISONS = (
    repeated_ids,
    repeated_rows,
    contradictions,
    unlike_neighbours,
    parts_above_whole,
    parts_not_adding_up,
)
