"""Every word that the page of details asks for exists, and none is left over."""

from __future__ import annotations

import ast
import csv
import re
from functools import lru_cache
from pathlib import Path

import pytest

from simulator import texts
from simulator.model import PROGRAMMES
from simulator.texts import LANGUAGES, keys, text
from simulator.ui.details import PARTS
from simulator.ui.details_context import SHOWN_WHOLES, THEMES, is_context
from simulator.ui.details_html import capital, indicator_name, marked, unit_name
from simulator.ui.details_ntm import DISTRICTS, INCOME, income_rules
from simulator.ui.details_reported import unit_beside_name
from simulator.ui.details_rules import LOAN_TOPICS
from tests.shipped import evidence

PACKAGE = Path(texts.__file__).parents[1]
FILES = [*sorted((PACKAGE / "ui").glob("details*.py")), *(PACKAGE / "report").glob("detail_*.py")]
FILES += [PACKAGE / "ui" / "navigation.py", PACKAGE / "ui" / "scenario_head.py"]
PREFIX = "details."


def asked_in(tree: ast.Module) -> set[str]:
    """Regular expressions of the strings of a module, `.+` for what is filled in."""
    found = set()
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.add("".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            found.add(re.escape(node.value))
    return found


@lru_cache(maxsize=1)
def asked() -> tuple[re.Pattern[str], ...]:
    """Patterns of keys, with and without the prefix that `say` puts before them."""
    found: set[str] = set()
    for path in FILES:
        for pattern in asked_in(ast.parse(path.read_text(encoding="utf-8"))):
            if re.fullmatch(r"(?:[\w\\.-]|\.\+)+", pattern) and re.search(r"\w{3}", pattern):
                found |= {pattern, re.escape(PREFIX) + pattern}
    return tuple(re.compile(pattern) for pattern in sorted(found) if pattern != re.escape(PREFIX) + ".+")


def table_keys() -> list[str]:
    with (texts.FOLDER / "details.csv").open(encoding="utf-8", newline="") as stream:
        return [row["key"] for row in csv.DictReader(stream)]


def read(name: str, language: str) -> str:
    """A text of the page with its placeholders as they stand."""
    return texts.read_table(texts.FOLDER)[PREFIX + name][LANGUAGES.index(language)]


def test_no_text_is_left_over() -> None:
    spoken = {f"{PREFIX}indicator.{row.indicator}" for row in evidence().observations}
    spoken |= {f"{PREFIX}unit.{row.unit}" for row in evidence().observations}
    spoken |= {f"{PREFIX}unit.{rule.unit}" for rule in evidence().rules}
    spoken |= {f"{PREFIX}parts", *(f"{PREFIX}part.{name}" for name in PARTS)}
    left = [key for key in table_keys() if key not in spoken and not key.startswith("source.")]
    assert [key for key in left if not any(pattern.fullmatch(key) for pattern in asked())] == []
    assert len(table_keys()) > 350


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_that_may_be_shown_has_a_name_and_a_unit(language: str) -> None:
    rows = [row for row in evidence().observations if is_context(row) or row.indicator in (*INCOME, *DISTRICTS)]
    assert {row.indicator for row in rows if indicator_name(row.indicator, language) == row.indicator} == set()
    units = {row.unit for row in rows}
    assert {
        unit for unit in units if f"details.unit.{unit}" not in keys() and f"methods.unit.{unit}" not in keys()
    } == set()
    assert unit_name("no_such_unit", language) == "no_such_unit"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_source_and_programme_can_be_told(language: str) -> None:
    rules = [rule for rule in evidence().rules if rule.topic in LOAN_TOPICS]
    scopes = {rule.scope for rule in [*rules, *(rule for rule in income_rules(evidence()) if rule.value is not None)]}
    wanted = {f"rule_scope.{scope.replace(' ', '_').replace(',', '')}" for scope in scopes}
    wanted |= {f"rule_topic.{topic}" for topic in LOAN_TOPICS}
    wanted |= {f"rating.{source.rating}" for source in evidence().sources.values()}
    wanted |= {f"programme.{name}" for name in (*PROGRAMMES, "poverty")}
    wanted |= {f"theme.{theme}" for theme in THEMES}
    wanted |= {f"ratio.{rule.unit}" for rule in rules if rule.unit.startswith("ratio")}
    wanted |= {f"standard_name.{row.standard}" for row in evidence().observations if row.standard}
    wanted |= {f"part_name.{name}" for names in SHOWN_WHOLES.values() for name in names}
    assert {name for name in wanted if PREFIX + name not in keys()} == set()
    assert {name for name in wanted if not read(name, language).strip()} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_of_money_is_named_once_a_table(language: str) -> None:
    money = {"vi": "tỷ đồng", "en": "billion VND"}[language]
    columns = [key for key in table_keys() if key.startswith("details.credit.column.")]
    assert columns
    assert not any(money in text(key, language) for key in columns)
    assert all(money in text(f"details.{key}", language) for key in ("in_billion", "credit.lending_sub"))


def test_a_name_is_not_followed_by_a_unit_that_it_says() -> None:
    rows = {row.indicator: row for row in evidence().of("son-la")}
    known = {name: unit_beside_name(rows[name], "vi") for name in ("ntm_communes_attained", "ntm_villages_attained")}
    assert set(known.values()) == {""}
    assert unit_beside_name(rows["credit_outstanding"], "vi") == "tỷ đồng"
    assert unit_beside_name(rows["poverty_rate"], "en") == "%"


def test_emphasis_reaches_the_figure_and_not_its_interval() -> None:
    written = marked("points", "vi", ("value",), value="−0,04 (−0,09 đến −0,01)")
    assert written == "<b>−0,04</b> (−0,09 đến −0,01) điểm %"
    assert marked("points", "vi", (), value="<script>") == "&lt;script&gt; điểm %"
    assert capital("tiêu chí 9") == "Tiêu chí 9"
