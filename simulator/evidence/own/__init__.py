"""A planner's own locality: from a filled template, whatever a spreadsheet made of it, to checked figures and back."""

from __future__ import annotations

from simulator.evidence.own.faults import CellFault
from simulator.evidence.own.gather import own_files, with_own
from simulator.evidence.own.load import KEPT, load_own, own_folders
from simulator.evidence.own.read import read_own
from simulator.evidence.own.records import OwnFigures
from simulator.evidence.own.template import template_csv, template_xlsx
from simulator.evidence.own.words import indicator_name
from simulator.evidence.own.write import own_csv

__all__ = [
    "KEPT",
    "CellFault",
    "OwnFigures",
    "indicator_name",
    "load_own",
    "own_csv",
    "own_files",
    "own_folders",
    "read_own",
    "template_csv",
    "template_xlsx",
    "with_own",
]
