"""Every word of the deck's page and of the row of files exists, and none is left over."""

from __future__ import annotations

import ast
import csv
from pathlib import Path

from simulator import texts
from simulator.texts import keys
from simulator.ui.export_row import KINDS
from simulator.ui.present_data import TEXTS
from tests.ui.test_details_texts import asked_in

PACKAGE = Path(texts.__file__).parents[1]


def test_texts_are_those_that_are_asked_for() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((PACKAGE / "ui").glob("*.py"))]
    asked = {pattern.replace("\\", "") for tree in trees for pattern in asked_in(tree)}
    wanted = {key for key in asked if key.startswith("present.") and ".+" not in key}
    wanted |= {f"present.{name}" for name in (*TEXTS, "up", "down", "whose", "reset", "reset_title")}
    wanted |= {f"present.export.{kind}" for kind in KINDS}
    with (texts.FOLDER / "present.csv").open(encoding="utf-8", newline="") as stream:
        there = {row["key"] for row in csv.DictReader(stream)}
    assert wanted <= keys()
    assert there - wanted - {"present.title"} == set()
