"""Every word that the page of explanations asks for exists, and none is left over."""

from __future__ import annotations

import ast
import csv
import re
from functools import lru_cache
from pathlib import Path

from simulator import texts
from simulator.analysis.explain.marginal import OUTCOMES
from simulator.analysis.explain.players import GROUPS
from simulator.report.why_cost import LEVELS
from simulator.report.why_shares import BAD, CHOSEN, GOOD, NONE, RECOUNT, UNCLEAR
from simulator.scenario.vocabulary import EVENT_KEYS
from simulator.texts import keys
from simulator.ui.why import PARTS
from tests.shipped import evidence
from tests.ui.test_details_texts import asked_in

PACKAGE = Path(texts.__file__).parents[1]
FILES = [*PACKAGE.glob("*/why*.py"), PACKAGE / "ui" / "navigation.py", *PACKAGE.glob("report/explanation/*.py")]
ANYTHING = {rf"why\.{start}.+" for start in ("", r"csv\.")} | {r"csv\..+"}  # what `say` and `csv_of` put together
OTHERS = ("simulator", "explanation.", "explore.", "sensitivity.", "details.", "compare.", "methods.", "change.")


@lru_cache(maxsize=1)
def asked() -> tuple[re.Pattern[str], ...]:
    """Patterns of keys, with and without the prefix that `say` puts before them."""
    found = set()
    for path in FILES:
        for pattern in asked_in(ast.parse(path.read_text(encoding="utf-8"))):
            is_key = re.fullmatch(r"(?:[\w\\.-]|\.\+)+", pattern) and re.search(r"\w{3}", pattern)
            if is_key and not pattern.startswith((".+", *OTHERS)):
                found |= {pattern, rf"why\.{pattern}"}
    columns = {rf"why\.csv\.{re.escape(name)}" for name in column_names()}
    return tuple(re.compile(pattern) for pattern in sorted((found - ANYTHING) | columns))


def column_names() -> set[str]:
    """What the files call their columns."""
    from simulator.report import why_export, why_facts, why_unknowns

    shares = ("year", "indicator", "factor", "unit", *why_export.FIGURES_OF_ROW, "remark")
    tables = (why_export.COST_COLUMNS, why_facts.COLUMNS, why_unknowns.TORNADO_COLUMNS, why_unknowns.INDICES_COLUMNS)
    return {name for columns in (shares, *tables) for name in columns}


def table_keys() -> list[str]:
    with (texts.FOLDER / "why.csv").open(encoding="utf-8", newline="") as stream:
        return [row["key"] for row in csv.DictReader(stream)]


def test_no_text_is_left_over() -> None:
    assert len(table_keys()) > 150
    assert [key for key in table_keys() if not any(pattern.fullmatch(key) for pattern in asked())] == []


def test_everything_that_is_put_together_has_a_text() -> None:
    wanted = {f"why.part.{name}" for name in PARTS} | {f"why.indicator.{name}" for name in CHOSEN}
    wanted |= {f"why.player.{name}" for name in GROUPS} | {f"why.event.{name}" for name in EVENT_KEYS}
    wanted |= {f"why.tone.{tone}" for tone in (GOOD, BAD, UNCLEAR, NONE, RECOUNT)}
    wanted |= {f"why.legend.{tone}" for tone in (GOOD, BAD, UNCLEAR, RECOUNT, "whisker")}
    wanted |= {f"why.cost.{kind}.{name}" for kind in ("of", "best", "none", "chart", "table") for name in OUTCOMES}
    wanted |= {f"why.cost.level.{level}" for level in LEVELS}
    kinds = ("clear", "unclear", "same", "recounted")
    wanted |= {f"why.shares.since_{kind}" for kind in kinds} | {f"why.shares.between_{kind}" for kind in kinds[:3]}
    wanted |= {f"why.shares.programmes_{kind}" for kind in ("clear", "unclear", "none")}
    wanted |= {f"why.csv.{name}" for name in column_names()}
    assert wanted - keys() == set()


def test_what_is_glossed_is_a_parameter() -> None:
    names = {key.removeprefix("why.gloss.") for key in table_keys() if key.startswith("why.gloss.")}
    assert names - {parameter.name for parameter in evidence().parameters} == set()
