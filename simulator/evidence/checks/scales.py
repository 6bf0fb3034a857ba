"""Scales: a share a hundred times its neighbours was written as a percent, or the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from simulator.evidence.checks.amounts import SHARES
from simulator.evidence.checks.finding import Clash
from simulator.evidence.records import Observation

FEWEST_ROWS = 4  # with fewer, nobody can tell which of them is odd
FACTOR = 100.0
SLACK = 2.5  # neighbours differ among themselves


def unlike_neighbours(observations: Sequence[Observation]) -> Iterator[Clash]:
    """Find a fitted share about 100 times, or a hundredth of, the others of its series."""
    series: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for row in observations:
        if row.fit == "yes" and row.unit in SHARES and row.value > 0:
            series[row.locality, row.indicator, row.standard].append(row)
    for rows in series.values():
        if len(rows) < FEWEST_ROWS:
            continue
        middle = median(row.value for row in rows)
        for row in rows:
            factor = max(row.value / middle, middle / row.value)
            if FACTOR / SLACK < factor < FACTOR * SLACK:
                yield Clash((row,), "unlike_neighbours", "value", f"{row.value:.10g}", f"≈ {middle:.4g}")
