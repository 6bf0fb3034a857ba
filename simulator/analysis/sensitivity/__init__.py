"""What the outcome of a plan depends on: one parameter at a time, shares of variance, conditions of failure."""

from simulator.analysis.sensitivity.bars import tornado
from simulator.analysis.sensitivity.conditions import conditions
from simulator.analysis.sensitivity.results import CHANCE, TODAY, Bar, Box, Conditions, Indices, Tornado
from simulator.analysis.sensitivity.shares import indices

__all__ = [
    "CHANCE",
    "TODAY",
    "Bar",
    "Box",
    "Conditions",
    "Indices",
    "Tornado",
    "conditions",
    "indices",
    "tornado",
]
