"""The scenario file: its format, its checks, its safe saves, its way into an address."""

from simulator.scenario.bin import Binned
from simulator.scenario.changes import Change, YearsChange, changes
from simulator.scenario.checks import Group, Report, check_file, check_upload
from simulator.scenario.combine import completed, differences
from simulator.scenario.headline import Headline
from simulator.scenario.history import Version
from simulator.scenario.load import Document, load_document, load_scenario, parse_scenario
from simulator.scenario.names import SCENARIOS, baseline_path, file_stem, scenario_files
from simulator.scenario.record import Event, Scenario, Schedule, Target, value_in
from simulator.scenario.saves import Conflict, Saved
from simulator.scenario.share import Shared, decoded, encoded
from simulator.scenario.store import Store
from simulator.scenario.write import dump_scenario

__all__ = [
    "SCENARIOS",
    "Binned",
    "Change",
    "Conflict",
    "Document",
    "Event",
    "Group",
    "Headline",
    "Report",
    "Saved",
    "Scenario",
    "Schedule",
    "Shared",
    "Store",
    "Target",
    "Version",
    "YearsChange",
    "baseline_path",
    "changes",
    "check_file",
    "check_upload",
    "completed",
    "decoded",
    "differences",
    "dump_scenario",
    "encoded",
    "file_stem",
    "load_document",
    "load_scenario",
    "parse_scenario",
    "scenario_files",
    "value_in",
]
