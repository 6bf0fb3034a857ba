"""What can be wrong with targets that money is to reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.analysis.optimise.question import Question
from simulator.analysis.projection import reported_indicators
from simulator.errors import Fault
from simulator.evidence import Evidence
from simulator.scenario import Target

FEWEST, MOST = 0.01, 0.99


def target_faults(question: Question, targets: Sequence[Target], chance: float, evidence: Evidence) -> Iterator[Fault]:
    """Each fault with its field, its value and what is allowed. Targets under any poverty standard are sound."""
    title, years = question.scenario.title, question.years
    known = reported_indicators(evidence, question.scenario.locality)
    if not FEWEST <= chance <= MOST:
        yield Fault("least_chance", title, field="chance", value=f"{chance:g}", allowed=f"{FEWEST:g}–{MOST:g}")
    if not targets:
        yield Fault("least_no_target", title, field="targets")
    for target in targets:
        if target.indicator not in known:
            yield Fault("least_target_unknown", title, field="targets", value=target.indicator)
        if target.date.year not in years:
            yield Fault(
                "least_target_year",
                title,
                field=f"targets: {target.indicator}",
                value=target.date.isoformat(),
                allowed=f"{years[0]}–{years[-1]}",
            )
