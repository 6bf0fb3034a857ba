"""Which money is split where nobody says otherwise: what a locality decides on itself."""

from __future__ import annotations

from simulator.analysis.optimise.question import MONEY, allocated
from simulator.scenario import Scenario

ALLOTTED = ("credit.new_capital.central", "credit.new_capital.mobilised")
"""Loan capital that the centre and the bank allot: no locality can turn its own budget into it."""

OWN = tuple(path for path in MONEY if path not in ALLOTTED)


def split_by_default(*scenarios: Scenario) -> tuple[str, ...]:
    """The lines of complete scenarios that a total is split over: OWN, or all where one has no money but the rest."""
    return OWN if all(allocated(scenario, OWN).dong.any() for scenario in scenarios) else MONEY
