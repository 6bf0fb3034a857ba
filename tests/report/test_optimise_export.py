"""Files of a result: sums that hold to the đồng, numbers that a machine reads, nothing that runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from simulator.analysis.optimise.question import DONG
from simulator.files import FORMULA_STARTS
from simulator.report.optimise_charts import (
    Point,
    Side,
    Sign,
    outcome_spec,
    outcome_table,
    totals_spec,
    totals_table,
)
from simulator.report.optimise_data import as_data
from simulator.report.optimise_export import COLUMNS, Found, csv_text
from simulator.report.optimise_plain import plain_text
from simulator.report.optimise_table import money, money_rows, signed_money, summed
from simulator.texts import LANGUAGES, text
from tests.report.optimise_found import COMMUNES, LEVELS, POVERTY, best, frontier, least, question

RESULTS = (best(), best(question(goals=(POVERTY, COMMUNES))), least(), least(reached=False), frontier())


def rows(found: Found, language: str = "vi") -> list[dict[str, str]]:
    reader = csv.reader(io.StringIO(csv_text(found, language).lstrip("\ufeff"), newline=""))
    head, *body = reader
    assert head == [text(f"optimise.csv.{name}", language) for name in COLUMNS]
    return [dict(zip(COLUMNS, row, strict=True)) for row in body]


@pytest.mark.parametrize("found", RESULTS[:3])
def test_money_adds_up_to_the_dong(found: Found) -> None:
    kind = text("optimise.csv.kind.money", "vi")
    after = [float(row["after"]) for row in rows(found) if row["kind"] == kind]
    assert sum(round(amount * DONG) for amount in after) == found.allocation.total_dong  # type: ignore[union-attr]
    lines = money_rows(found.question, found.allocation, "vi")  # type: ignore[union-attr]
    total = summed(lines, "x")
    assert total.after.sum() == pytest.approx(sum(row.after.sum() for row in lines))
    assert total.change == pytest.approx(sum(row.change for row in lines))


def test_a_line_that_is_fixed_is_shown_as_it_is_and_one_without_money_is_not() -> None:
    asked = question()
    found = {row.path: row for row in money_rows(asked, best(asked).allocation, "vi")}
    assert "credit.new_capital.mobilised" not in found
    kept = [line if line.path != "housing.budget" else type(line)(line.path, fixed=True) for line in asked.lines]
    other = type(asked)(asked.scenario, tuple(kept), asked.goals)
    row = next(row for row in money_rows(other, other.today, "vi") if row.path == "housing.budget")
    assert row.fixed
    assert row.change == 0.0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", RESULTS)
def test_no_cell_is_a_formula_and_every_row_is_whole(found: Found, language: str) -> None:
    there = rows(found, language)
    assert len(there) > 10
    words = [row[name] for row in there for name in ("kind", "name", "unit")]
    assert [word for word in words if word[:1] in FORMULA_STARTS and word] == []
    numbers = [row[name] for row in there for name in ("total", "before", "after", "change", "p05", "p95")]
    assert all(np.isfinite(float(number)) for number in numbers if number)


def test_rates_are_percents_in_the_table_and_shares_in_the_data() -> None:
    kind = text("optimise.csv.kind.outcome", "vi")
    row = next(row for row in rows(best()) if row["kind"] == kind)
    before, after, change = LEVELS["poverty_rate"]
    assert float(row["before"]) == pytest.approx(100.0 * before.median)
    assert float(row["change"]) == pytest.approx(100.0 * change.median)
    assert as_data(best())["after"][0]["median"] == after.median


@pytest.mark.parametrize("found", RESULTS)
def test_data_are_plain(found: Found) -> None:
    told = json.loads(json.dumps(as_data(found), allow_nan=False))
    assert told["locality"] == "son-la"
    assert told["kind"] in {"best", "least", "frontier"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", RESULTS)
def test_the_terminal_has_sentences_checks_and_money(found: Found, language: str) -> None:
    told = plain_text(found, language)
    assert text("optimise.checks_title", language).upper() in told
    assert "{" not in told
    assert len(told.splitlines()) > 10


def test_amounts_are_written_with_the_decimals_that_they_have() -> None:
    assert [money(amount, "vi") for amount in (5415.0, 60.5, 0.125)] == ["5.415", "60,5", "0,125"]
    assert signed_money(-1315.0, "en") == "\u22121,315"
    assert signed_money(0.0, "vi") == "0"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("form", ["share", "count", "chance"])
def test_charts_are_constant_and_read_one_table(dark: bool, form: str) -> None:
    spec = totals_spec("vi", dark, form=form)
    assert spec is totals_spec("vi", dark, form=form)
    assert "datasets" not in spec
    assert all("data" not in layer for layer in spec["layer"])
    points = [Point(total, value, "a", "b") for total, value in ((3.0, 0.2), (1.0, 0.1))]
    table = totals_table(points, [Sign("today", 2.0, 0.1, "x")], (0.8, "y"))
    assert list(table["total"][:2]) == [1.0, 3.0]
    assert list(table["kind"]) == ["line", "line", "today", "wish"]


def test_outcomes_before_and_after() -> None:
    sides = [
        Side(kind, kind, level, "x")
        for kind, level in zip(("before", "after"), LEVELS["poverty_rate"][:2], strict=True)
    ]
    table = outcome_table(sides)
    assert list(table["value"]) == [0.0881, 0.0829]
    colors = {json.dumps(outcome_spec("vi", dark, ("a", "b"), share=True)["layer"][0]) for dark in (False, True)}
    assert len(colors) == 2
