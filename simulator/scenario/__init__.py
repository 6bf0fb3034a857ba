"""The scenario file: its format, its checks, its safe saves."""

from simulator.scenario.combine import completed, differences
from simulator.scenario.format import parse_scenario
from simulator.scenario.record import Event, Scenario, Schedule, Target, value_in
from simulator.scenario.store import (
    SCENARIOS,
    baseline_path,
    file_stem,
    load_scenario,
    save_scenario,
    scenario_files,
)
from simulator.scenario.write import dump_scenario

__all__ = [
    "SCENARIOS",
    "Event",
    "Scenario",
    "Schedule",
    "Target",
    "baseline_path",
    "completed",
    "differences",
    "dump_scenario",
    "file_stem",
    "load_scenario",
    "parse_scenario",
    "save_scenario",
    "scenario_files",
    "value_in",
]
