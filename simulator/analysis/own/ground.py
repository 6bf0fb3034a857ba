"""What everything about an own locality is derived on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from simulator.analysis.own.figures import first_rate, reported
from simulator.analysis.own.mergers import Merged, merged
from simulator.analysis.own.peers import Peer, Standing, standing
from simulator.analysis.own.ranges import SHARE
from simulator.analysis.own.words import LANGUAGE
from simulator.errors import DataError, Fault
from simulator.evidence import Evidence, Observation
from simulator.evidence.own import OwnFigures, indicator_name
from simulator.model.arrays import Array
from simulator.model.plan import MONTHS_PER_YEAR

POVERTY_POWER = 0.5
"""What goes with poverty (near-poor, recently escaped, money a household) is taken from a peer times the ratio of the
odds of being poor to this power: between the shipped localities it does about so."""


@dataclass(frozen=True)
class Ground:
    """Own figures, the day and rate of the start, the communes, and the peers from that day on."""

    own: OwnFigures
    evidence: Evidence
    rate: Observation
    communes: Merged
    peers: Sequence[Standing]

    @property
    def start(self) -> date:
        """Day of the first state: that of the first poverty rate."""
        return self.rate.period_end

    @property
    def rows(self) -> tuple[Observation, ...]:
        """The planner's figures."""
        return self.own.observations

    @property
    def names(self) -> str:
        """The peers, as notes name them."""
        return ", ".join(peer.name for peer in self.peers)

    @property
    def months(self) -> int:
        """Months from the start to the baseline's first year."""
        return len(self.peers[0].spent["housing.budget"])

    def with_villages(self) -> Ground:
        """The same with those peers only that count their villages."""
        return replace(self, peers=[peer for peer in self.peers if "villages_total" in peer.levels])

    def weight(self, peer: Standing) -> float:
        """All regions count alike, however many peers each has."""
        return 1.0 / sum(other.region == peer.region for other in self.peers)

    def median(self, parameter: str) -> float:
        """Prior median of a parameter for the region."""
        found = {row.scope: row.median for row in self.evidence.parameters if row.name == parameter}
        return found.get(self.own.region, found["national"])

    def mean(self, read: Callable[[Standing], Array]) -> Array:
        """Weighted mean over the peers of something that has the same shape for each."""
        weights = [self.weight(peer) for peer in self.peers]
        return np.asarray(np.average([read(peer) for peer in self.peers], axis=0, weights=weights))

    def poverty_shift(self, peer: Standing) -> float:
        """What goes with poverty, own against a peer's, on a log scale."""
        own, theirs = SHARE.to(np.array([self.rate.value, float(np.median(peer.levels["poverty_rate"][0]))]))
        return POVERTY_POWER * float(own - theirs)

    def month(self, day: date) -> int:
        """Row of a day in the peers' levels; the nearest one outside of them."""
        months = (day.year - self.start.year) * MONTHS_PER_YEAR + day.month - self.start.month
        return min(max(months, 0), self.months)


def ground(own: OwnFigures, evidence: Evidence, peers: Mapping[str, Peer]) -> Ground:
    """Read the figures that everything stands on. Raises DataError when one of them or every peer is missing."""
    rate = first_rate(own.observations)
    totals, households = reported(own.observations, "communes_total"), reported(own.observations, "households")
    missing = {"poverty_rate": rate, "communes_total": totals, "households": households}
    faults = [
        Fault("own_figure_missing", own.name_vi, field=indicator_name(name, LANGUAGE))
        for name, found in missing.items()
        if not found
    ]
    if not peers:
        faults.append(Fault("own_no_peers", own.name_vi, value=own.region))
    if faults or rate is None:
        raise DataError(faults)
    stood = [standing(peers[name], evidence, rate.period_end) for name in sorted(peers)]
    return Ground(own, evidence, rate, merged(own.observations), stood)
