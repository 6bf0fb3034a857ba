"""Why a line moves: Shapley shares of a change between and within scenarios, and what one step more of a lever does."""

from simulator.analysis.explain.between import Between, between
from simulator.analysis.explain.lines import EXPLAINED
from simulator.analysis.explain.marginal import LENDING, Marginal
from simulator.analysis.explain.margins import marginals
from simulator.analysis.explain.shares import DRIFT, Shares
from simulator.analysis.explain.since_start import SinceStart, since_start

__all__ = [
    "DRIFT",
    "EXPLAINED",
    "LENDING",
    "Between",
    "Marginal",
    "Shares",
    "SinceStart",
    "between",
    "marginals",
    "since_start",
]
