"""Every word that a comparison asks for exists, and none is left over."""

from __future__ import annotations

import ast
import csv
import re
from functools import lru_cache
from pathlib import Path

from simulator import texts
from simulator.analysis.comparison import FIGURES
from simulator.report.compare_table import TABLES
from simulator.scenario.vocabulary import TARGET_INDICATORS
from simulator.texts import keys
from simulator.ui.compare_view import CHARTS, PARTS, WORDS
from tests.ui.test_details_texts import asked_in

PACKAGE = Path(texts.__file__).parents[1]
FILES = [*PACKAGE.glob("*/compare*.py"), PACKAGE / "report" / "change_words.py", PACKAGE / "analysis" / "comparison.py"]
FILES += [PACKAGE / "ui" / "navigation.py"]


@lru_cache(maxsize=1)
def asked() -> tuple[re.Pattern[str], ...]:
    found: set[str] = set()
    for path in FILES:
        for pattern in asked_in(ast.parse(path.read_text(encoding="utf-8"))):
            if pattern.startswith(("compare\\.", "change\\.", "compare_")):
                found |= {pattern, f"fault\\.{pattern}"}
    return tuple(re.compile(pattern) for pattern in sorted(found))


def table_keys() -> list[str]:
    with (texts.FOLDER / "compare.csv").open(encoding="utf-8", newline="") as stream:
        return [row["key"] for row in csv.DictReader(stream)]


def test_no_text_is_left_over() -> None:
    assert len(table_keys()) > 120
    assert [key for key in table_keys() if not any(pattern.fullmatch(key) for pattern in asked())] == []


def test_everything_that_is_put_together_has_a_text() -> None:
    wanted = {f"compare.figure.{name}" for name in FIGURES}
    wanted |= {f"compare.table.{name}" for name in TABLES}
    wanted |= {f"compare.part.{name}" for name in PARTS}
    wanted |= {f"compare.{name}" for name in WORDS}
    wanted |= {f"compare.chart.{name}_detail" for name in CHARTS} | {f"compare.chart.alt_{name}" for name in CHARTS}
    wanted |= {f"change.indicator.{name}" for name in TARGET_INDICATORS}
    assert wanted - keys() == set()
    plain = {pattern.pattern.replace("\\", "") for pattern in asked() if ".+" not in pattern.pattern}
    assert {key for key in plain if key.startswith(("compare.", "change."))} - keys() == set()
