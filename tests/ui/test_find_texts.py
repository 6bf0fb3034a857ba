"""Every word that the page, the files and the command of finding ask for exists, and none is left over."""

from __future__ import annotations

import ast
import csv
import re
from functools import lru_cache
from pathlib import Path

from simulator import texts
from simulator.analysis.optimise.question import BETTER, STATISTICS
from simulator.report.optimise_export import COLUMNS
from simulator.texts import keys
from simulator.ui.find import PARTS
from tests.ui.test_details_texts import asked_in

PACKAGE = Path(texts.__file__).parents[1]
FILES = [*PACKAGE.glob("*/optimise*.py"), *(PACKAGE / "ui").glob("find*.py"), PACKAGE / "ui" / "navigation.py"]
OWN_FAULT = "fault.optimise_option"


@lru_cache(maxsize=1)
def asked() -> tuple[re.Pattern[str], ...]:
    found: set[str] = set()
    for path in FILES:
        for pattern in asked_in(ast.parse(path.read_text(encoding="utf-8"))):
            if pattern.startswith(("optimise\\.", "optimise_")):
                found |= {pattern, f"fault\\.{pattern}"}
    return tuple(re.compile(pattern) for pattern in sorted(found))


def table_keys() -> list[str]:
    with (texts.FOLDER / "optimise.csv").open(encoding="utf-8", newline="") as stream:
        return [row["key"] for row in csv.DictReader(stream)]


def test_no_text_is_left_over() -> None:
    there = [key for key in table_keys() if key not in ("optimise.title", "optimise.parts")]
    there = [key for key in there if not key.startswith("optimise.part.")]
    assert len(there) > 120
    assert [key for key in there if not any(pattern.fullmatch(key) for pattern in asked())] == []
    assert OWN_FAULT in there


def test_everything_that_is_put_together_has_a_text() -> None:
    wanted = {f"optimise.part.{name}" for name in PARTS} | {f"optimise.csv.{name}" for name in COLUMNS}
    wanted |= {f"optimise.goal.{name}" for name in (*BETTER, "none")}
    wanted |= {f"optimise.statistic.{name}" for name in STATISTICS}
    wanted |= {f"optimise.statistic_about.{name}" for name in STATISTICS}
    assert wanted - keys() == set()
    plain = {pattern.pattern.replace("\\", "") for pattern in asked() if ".+" not in pattern.pattern}
    assert {key for key in plain if key.startswith("optimise.")} - keys() == set()
