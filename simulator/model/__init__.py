"""The compartment model: blocks of equations, one file each, and the engine that lets time pass.

Everything here works on arrays whose last axis is the draw (member of the uncertainty ensemble); nothing
here knows a scenario file, a locality or a calendar year beyond what a `Plan` carries.
"""

from simulator.model.engine import simulate
from simulator.model.names import INDICATORS, PROGRAMMES, SOURCES, Indicator
from simulator.model.parameters import Parameters
from simulator.model.plan import Plan
from simulator.model.start import start_state
from simulator.model.state import State
from simulator.model.trajectory import Trajectory

__all__ = [
    "INDICATORS",
    "PROGRAMMES",
    "SOURCES",
    "Indicator",
    "Parameters",
    "Plan",
    "State",
    "Trajectory",
    "simulate",
    "start_state",
]
