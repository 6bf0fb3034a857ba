"""From a planner's few figures and calibrated provinces to start values, a history of money and a baseline."""

from simulator.analysis.own.derive import Derived, derive
from simulator.analysis.own.peers import Peer, peers_of

__all__ = ["Derived", "Peer", "derive", "peers_of"]
