"""A split over localities in words, tables, charts and files: nothing invented, nothing left out, both languages."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pytest

from simulator import texts
from simulator.analysis.shareout.question import COMMUNES, GOALS, KEYS, POOR
from simulator.analysis.shareout.result import Binding, Figure, Outcome, ShareOut
from simulator.analysis.summary import Interval
from simulator.files import FORMULA_STARTS
from simulator.report.shareout_charts import responses_spec, responses_table
from simulator.report.shareout_export import as_data, csv_text, plain_text
from simulator.report.shareout_notes import notes
from simulator.report.shareout_table import groups, heads, rows
from simulator.report.shareout_words import Named, below, certificate, headline, named, price_decimals
from simulator.texts import LANGUAGES, text
from tests.analysis.shareout.questions import FIVE, of_five, of_two
from tests.shipped import evidence
from tests.ui.test_details_texts import asked_in

UNFILLED = re.compile(r"[{}]|\bnan\b|None")
PACKAGE = Path(texts.__file__).parents[1]
FILES = [*PACKAGE.rglob("*share*.py"), *PACKAGE.glob("analysis/shareout/*.py"), *PACKAGE.glob("ui/find_localities*.py")]


def told(found: Named) -> list[str]:
    return [headline(found), below(found), *certificate(found), *notes(found)]


def of(result: ShareOut, language: str = "vi") -> Named:
    return named(result, evidence(), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("goal", GOALS)
def test_all_sentences_are_filled(goal: str, language: str) -> None:
    found = of(of_five(goal), language)
    lines = [*told(found), plain_text(found), csv_text(found), *heads(found), *(name for name, _ in groups(found))]
    assert [line for line in lines if UNFILLED.search(line)] == []
    assert len(told(found)) >= 6


def with_change(mean: float, p05: float, p95: float, verdict: str) -> ShareOut:
    """The result of five localities with another change of the best key."""
    result = of_five()
    best = Outcome(result.outcomes[2].level, Figure(mean, Interval(mean, p05, p95)))
    return replace(result, outcomes=(*result.outcomes[:2], best), verdicts=(verdict,))


@pytest.mark.parametrize("verdict", ["better", "worse", "within_noise", "as_today"])
def test_the_headline_says_the_change_with_its_interval(verdict: str) -> None:
    vietnamese, english = (headline(of(with_change(-1234.4, -2000.0, -1.6, verdict), lang)) for lang in LANGUAGES)
    assert "−1.234 (−2.000 đến −2)" in vietnamese
    assert "−1,234 (−2,000 to −2)" in english
    assert "18.011,75 tỷ đồng" in vietnamese
    assert "2030" in english


def test_noise_is_called_noise() -> None:
    found = of_five()
    assert (found.verdicts[0] == "within_noise") == found.outcomes[2].change.range.includes_zero
    assert "không khác rõ" in headline(of(with_change(-10.0, -50.0, 20.0, "within_noise")))


def test_limits_are_named_with_what_they_leave() -> None:
    kinds = ("floor", "cut", "cap", "reach")
    bindings = tuple(Binding(kind, name) for kind, name in zip(kinds, FIVE, strict=False))
    lines = certificate(of(replace(of_five(), bindings=bindings)))
    for name, number in zip(of(of_five()).names, range(4), strict=False):
        amount = of_five().amounts[2, number]
        (line,) = [line for line in lines if f"{name}: " in line]
        assert re.sub(r"\D", "", line.split(f"{name}: ")[1].split(" ")[0]).startswith(str(int(amount)))
    assert text("shareout.certificate.no_limit", "vi") not in lines
    free = certificate(of(replace(of_five(), bindings=())))
    assert text("shareout.certificate.no_limit", "vi") in free


@pytest.mark.parametrize("verdict", ["not_binding", "price_noise"])
def test_other_verdicts_are_told(verdict: str) -> None:
    lines = certificate(of(replace(of_five(), verdicts=("better", verdict))))
    assert text(f"shareout.verdict.{verdict}", "vi") in lines


def test_money_that_lies_unspent_is_told_by_place() -> None:
    result = of_two()
    unspent = result.unspent.copy()
    unspent[0], unspent[2] = [0.2, 0.2], [0.1, 0.31]
    lines = certificate(of(replace(result, unspent=unspent, verdicts=("better", "unspent")), "en"))
    (line,) = [line for line in lines if "cannot be spent" in line]
    assert "Hậu Giang" in line
    assert "from 20% to 31%" in line


def test_a_gap_is_told() -> None:
    assert "7,0%" in certificate(of(replace(of_five(), gap=0.07)))[0]
    assert "%" not in certificate(of(replace(of_five(), gap=0.0)))[0]


def test_prices_that_differ_are_not_called_equal() -> None:
    figure = of_five().price[0]
    prices = tuple(replace(figure, mean=mean) for mean in (0.02, 0.04, 0.021, 0.02, 0.02))
    line = certificate(of(replace(of_five(), price=prices, bindings=()), "en"))[2]
    assert "0.020 to 0.040" in line
    assert "not equal" in line
    alike = tuple(replace(figure, mean=mean) for mean in (0.02, 0.021, 0.021, 0.02, 0.02))
    assert "nearly the same" in certificate(of(replace(of_five(), price=alike, bindings=()), "en"))[2]


def test_the_caution_is_always_told() -> None:
    for language in LANGUAGES:
        for goal in GOALS:
            assert text("shareout.note.evidence", language) in notes(of(of_five(goal), language))


def test_the_table_adds_up() -> None:
    found = of(of_five())
    table = rows(found)
    assert [row.is_sum for row in table] == [False] * 5 + [True]
    assert {len(row.cells) + 1 for row in table} == {len(heads(found)), sum(width for _, width in groups(found))}
    money = [[float(cell.value.replace(".", "").replace(",", ".")) for cell in row.cells[1:4]] for row in table]
    assert np.sum(money[:5], axis=0) == pytest.approx(money[5], abs=0.31)
    assert price_decimals(found.result) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_csv_holds_the_money_to_the_dong_and_no_formula(language: str) -> None:
    found = of(of_five(), language)
    table = list(csv.reader(io.StringIO(csv_text(found).removeprefix("\ufeff"), newline="")))
    assert {len(row) for row in table} == {19}
    body = table[1:]
    assert len(body) == len(KEYS) * (len(FIVE) + 1)
    for place in range(len(KEYS)):
        block = body[place * 6 : place * 6 + 6]
        assert sum(int(row[3]) for row in block[:5]) == int(block[5][3]) == found.question.total_dong
        assert [int(row[3]) for row in block[:5]] == found.result.dong[place].tolist()
    assert [cell for row in table for cell in (*row[:3], row[7]) if cell and cell[0] in FORMULA_STARTS] == []


def test_plain_data_says_the_same() -> None:
    found = of(of_five())
    data = json.loads(json.dumps(as_data(found), allow_nan=False))
    assert [data["keys"][key]["dong"] for key in KEYS] == found.result.dong.tolist()
    assert data["keys"]["best"]["sum"]["change"]["mean"] == found.result.outcomes[2].change.mean
    assert data["headline"] == headline(found)
    assert data["total_dong"] == sum(data["keys"]["today"]["dong"])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_has_every_key_of_every_locality_on_its_line(language: str, dark: bool) -> None:
    found = of(of_five(), language)
    spec = responses_spec(language, dark, POOR)
    assert {layer["mark"]["type"] for layer in spec["layer"]} == {"rule", "line", "point", "text"}
    assert "datasets" not in spec
    table = pa.ipc.open_stream(responses_table(found)).read_all().to_pylist()
    points = [row for row in table if row["kind"] == "point"]
    assert len(points) == len(KEYS) * len(FIVE)
    today = [row["value"] for row in points if row["key"] == text("shareout.key.today", language)]
    assert today == pytest.approx([0.0] * len(FIVE), abs=1e-9)
    for place, key in enumerate(KEYS):
        name = text(f"shareout.key.{key}", language)
        amounts = [row["money"] for row in points if row["key"] == name]
        assert amounts == pytest.approx(found.result.amounts[place].tolist())
        changes = [one.change.mean for one in found.result.by_locality[place]]
        values = [row["value"] for row in points if row["key"] == name]
        assert values == pytest.approx(changes, abs=0.6)  # curves of half-years beside exact months
    for number in range(len(FIVE)):
        line = [row["money"] for row in table if row["kind"] == "line" and row["place"] == str(number + 1)]
        inside = [row["money"] for row in points if row["place"] == str(number + 1)]
        assert min(line) <= min(inside)
        assert max(inside) <= max(line) + 1e-6


@lru_cache(maxsize=1)
def asked() -> tuple[re.Pattern[str], ...]:
    found: set[str] = set()
    for path in FILES:
        for pattern in asked_in(ast.parse(path.read_text(encoding="utf-8"))):
            if pattern.startswith(("shareout\\.", "shareout_")):
                found |= {pattern, f"fault\\.{pattern}"}
    return tuple(re.compile(pattern) for pattern in sorted(found))


def test_no_text_is_left_over() -> None:
    with (texts.FOLDER / "shareout.csv").open(encoding="utf-8", newline="") as stream:
        table = [row["key"] for row in csv.DictReader(stream)]
    assert len(table) > 120
    assert [key for key in table if not any(pattern.fullmatch(key) for pattern in asked())] == []


def test_communes_are_told_in_tenths() -> None:
    cells = rows(of(of_five(COMMUNES)))[-1].cells
    assert re.fullmatch(r"\d+,\d", cells[4].value)
