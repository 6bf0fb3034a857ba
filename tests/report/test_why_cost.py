"""The price at the margin on paper: a cost only where the effect can be told from none, one fund told once."""

from __future__ import annotations

import csv
import io

import pytest

from simulator.analysis.explain import LENDING, Marginal
from simulator.analysis.explain.marginal import NTM, POOR, SCENARIO, TODAY
from simulator.analysis.summary import Interval
from simulator.report.why_cost import (
    MONEY,
    OTHER,
    PROGRAMME,
    cheapest,
    cost_rows,
    cost_text,
    effect_span,
    effect_text,
    is_same,
    is_wide,
    overlapping,
    remarks,
    told_effect,
)
from simulator.report.why_export import cost_csv
from simulator.texts import LANGUAGES, text


def made(path: str, at: str, median: float, spread: float, *, indicator: str = POOR, reason: str = "") -> Marginal:
    effect = Interval(median, median - spread, median + spread)
    cost = None if reason else Interval(1.0 / median, 1.0 / effect.p95, 1.0 / effect.p05)
    return Marginal(path, at, indicator, 1.0, effect, cost, 0.8, reason)


def both(path: str, median: float, spread: float, **words: str) -> list[Marginal]:
    return [made(path, at, median, spread, **words) for at in (TODAY, SCENARIO)]  # type: ignore[arg-type]


FOUND = [
    *both("credit.new_capital.central", 0.02, 0.015),
    *both("credit.new_capital.entrusted", 0.02, 0.015),
    *both(f"{LENDING}poor", 0.05, 0.03),
    *both("housing.budget", 0.9, 1.0, reason="noise"),
    *both("training.budget", 0.25, 0.2),
    *both("training.jobs_connected", 8.0, 4.0, reason="no_money"),
    *both("training.budget", 0.002, 0.001, indicator=NTM),
]


def test_the_sources_of_one_fund_are_one_row() -> None:
    rows = cost_rows(FOUND, POOR, "vi")
    assert [(row.path, row.kind) for row in rows] == [
        ("credit.new_capital.central", MONEY),
        (f"{LENDING}poor", PROGRAMME),
        ("housing.budget", MONEY),
        ("training.budget", MONEY),
        ("training.jobs_connected", OTHER),
    ]
    assert all(set(row.at) == {TODAY, SCENARIO} for row in rows)


def test_the_cheapest_is_among_those_that_can_be_told_from_none() -> None:
    rows = cost_rows(FOUND, POOR, "vi")
    best = cheapest(rows, SCENARIO)
    assert best is not None
    assert best.path == "training.budget"  # not housing, whose larger effect is noise, nor one programme's lending
    assert cheapest([row for row in rows if row.path == "housing.budget"], SCENARIO) is None


def test_one_level_says_it_all_where_nothing_was_moved() -> None:
    assert is_same(cost_rows(FOUND, POOR, "vi"))
    moved = [*FOUND[:-1], made("training.budget", SCENARIO, 0.1, 0.05, indicator=NTM)]
    assert not is_same(cost_rows(moved, NTM, "vi"))


def test_communes_are_told_per_hundred_billion() -> None:
    (row,) = cost_rows(FOUND, NTM, "vi")
    assert told_effect(row.at[TODAY], row.kind).median == pytest.approx(0.2)
    assert effect_text(row.at[TODAY], row.kind, "vi") == "0,20"
    assert effect_span(row.at[TODAY], row.kind, "vi") == "(0,10 đến 0,30)"


def test_a_wide_cost_is_written_with_the_digits_that_each_end_needs() -> None:
    assert cost_text(Interval(54.72, 12.64, 5454.2), "vi") == ("54,7", "(12,6–5.454)")
    assert cost_text(Interval(4.1, 0.83, 19.81), "en") == ("4.10", "(0.83–19.8)")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", ["noise", "none", "harms", "unspent", "no_money"])
def test_what_has_no_cost_says_why(reason: str, language: str) -> None:
    said = remarks(made("housing.budget", TODAY, 0.1, 0.5, reason=reason), language)
    assert said == [text(f"why.reason.{reason}", language)]


def test_a_bend_and_a_limit_are_said() -> None:
    found = Marginal("housing.budget", TODAY, POOR, 1.0, Interval(1, 0.5, 2), Interval(1, 0.5, 2), 1.0, kink=True)
    assert remarks(found, "vi") == [text("why.reason.kink", "vi")]
    assert remarks(Marginal(**{**vars(found), "kink": False, "at_limit": True}), "vi") == [
        text("why.reason.limit", "vi")
    ]


def test_the_file_holds_both_outcomes_and_no_cost_of_noise() -> None:
    rows = list(csv.DictReader(io.StringIO(cost_csv(FOUND, 2030, "en").removeprefix("\ufeff"))))
    lever, cost, outcome, remark = (text(f"why.csv.{name}", "en") for name in ("lever", "cost", "outcome", "remark"))
    assert {row[outcome] for row in rows} == {text(f"why.cost.outcome.{name}", "en") for name in (POOR, NTM)}
    noise = [row for row in rows if row[remark] == text("why.reason.noise", "en")]
    assert noise
    assert {row[cost] for row in noise} == {""}
    training = next(row for row in rows if row[lever] == "Vocational training")
    assert float(training[cost]) == pytest.approx(4.0)


def test_the_verdict_of_an_effect_is_read_off_its_printed_ends() -> None:
    fine = made("training.budget", TODAY, 0.05, 0.0494)
    assert effect_span(fine, MONEY, "vi") == "(0,001 đến 0,099)"
    (clear,) = cost_rows([fine], POOR, "vi")
    assert clear.at[TODAY].cost is not None
    finer = made("training.budget", TODAY, 0.05, 0.0496)
    assert effect_span(finer, MONEY, "vi") == "(0,000 đến 0,100)"
    (noise,) = cost_rows([finer], POOR, "vi")
    assert (noise.at[TODAY].cost, noise.at[TODAY].reason) == (None, "noise")
    assert told_effect(finer, MONEY).includes_zero
    unclear = Marginal("housing.budget", TODAY, POOR, 1.0, Interval(0.002, -0.00001, 0.041), None, 1.0)
    assert effect_span(unclear, MONEY, "vi") == "(0,000 đến 0,041)"


def test_an_order_that_is_not_settled_and_a_cost_too_wide_are_said() -> None:
    rows = cost_rows(FOUND, POOR, "vi")
    best = cheapest(rows, SCENARIO)
    assert best is not None
    assert [row.path for row in overlapping(best, rows, SCENARIO)] == []  # capital: 29 at least, training 20 at most
    near = cost_rows([*FOUND, *both("ntm.investment", 0.1, 0.08)], POOR, "vi")
    assert [row.path for row in overlapping(best, near, SCENARIO)] == ["ntm.investment"]
    assert is_wide(Interval(446.0, 24.5, 322_331.0))
    assert not is_wide(Interval(4.6, 0.9, 22.3))
