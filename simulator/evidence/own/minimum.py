"""The least that a file must say before anything can be calibrated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from simulator.errors import Fault
from simulator.evidence.own.figures import Figure
from simulator.evidence.own.reading import Reading
from simulator.evidence.own.words import indicator_name

FEWEST_RATES = 2
YEAR_END = "-12-31"
PLANNED = ("target", "forecast")


def missing_minimum(reading: Reading, figures: Sequence[Figure]) -> Iterator[Fault]:
    """Yield what must be added: households, two year-end poverty rates of one standard, the number of communes.

    A figure that is there with a fault of its own is not asked for again.
    """
    reports = [figure for figure in figures if figure.values["kind"] not in PLANNED]
    for needed in ("households", "communes_total"):
        if not any(needed in (figure.indicator, figure.likely) for figure in reports):
            yield Fault("own_minimum", reading.file, field=indicator_name(needed, reading.language))
    rates = [figure for figure in reports if "poverty_rate" in (figure.indicator, figure.likely)]
    unread = sum(bool(figure.faulted & {"period_end", "standard"}) for figure in rates)
    days = {
        (figure.values["standard"], figure.values["period_end"])
        for figure in rates
        if figure.values["period_end"].endswith(YEAR_END) and figure.values["bound"] in ("exact", "about")
    }
    most = max(Counter(standard for standard, _ in days).values(), default=0)
    if most + unread < FEWEST_RATES:
        name = indicator_name("poverty_rate", reading.language)
        yield Fault("own_minimum_rates", reading.file, field=name, value=str(most), allowed=str(FEWEST_RATES))
