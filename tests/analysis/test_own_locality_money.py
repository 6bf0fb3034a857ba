"""Counts of communes, periods of money and balances of an own locality: known answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator.analysis.own.baseline import stepped
from simulator.analysis.own.flows import filled
from simulator.analysis.own.mergers import merged
from simulator.analysis.projection import project
from simulator.calibration.problem import problem
from simulator.evidence import Lever, Observation
from simulator.evidence.own import OwnFigures
from simulator.scenario.record import Event, value_in
from tests import shipped
from tests.analysis.own_localities import baseline_of, derived, evidence_with, only
from tests.analysis.test_own_locality import figure, year_end
from tests.evidence.own.sample import own_figures

START = year_end(2021)
REFORM = date(2025, 7, 1)
pytestmark = pytest.mark.usefixtures("peers_simulated_once")


def communes(*counts: tuple[date, float]) -> list[Observation]:
    return [figure("communes_total", day, value, "commune") for day, value in counts]


@pytest.mark.parametrize(
    ("counts", "start", "events"),
    [
        ([(year_end(2022), 120)], 120, []),
        ([(year_end(2014), 125), (year_end(2020), 120)], 120, []),
        ([(year_end(2022), 120), (REFORM, 45)], 120, [Event("merger", REFORM, {"communes": 45})]),
        ([(year_end(2022), 120), (year_end(2025), 45)], 120, [Event("merger", REFORM, {"communes": 45})]),
        (
            [(year_end(2021), 120), (year_end(2023), 115), (REFORM, 45)],
            120,
            [
                Event("merger", year_end(2023), {"communes": 115, "kept_share": 1}),
                Event("merger", REFORM, {"communes": 45}),
            ],
        ),
        (
            [(year_end(2022), 120), (year_end(2024), 121), (REFORM, 45)],
            120,
            [Event("merger", REFORM, {"communes": 45})],
        ),
        ([(REFORM, 45)], 45, []),
    ],
)
def test_mergers_are_read_from_counts(counts: list[tuple[date, float]], start: float, events: list[Event]) -> None:
    found = merged(communes(*counts))
    assert found.start.value == start
    assert list(found.events) == events
    assert found.last == (events[-1].values["communes"] if events else start)


def test_communes_that_had_attained_before_the_reform_were_there() -> None:
    rows = [*communes((REFORM, 45)), figure("ntm_communes_attained", year_end(2024), 60, "commune")]
    found = merged(rows)
    assert found.start.value == 60
    assert found.events == (Event("merger", REFORM, {"communes": 45}),)


def test_periods_of_money_are_laid_into_the_months() -> None:
    values, prices = np.full(36, np.nan), np.full(36, 0.05)
    rows = [
        figure("houses_done", year_end(2023), 900.0, "house", first=date(2022, 1, 1)),
        figure("houses_done", year_end(2022), 300.0, "house", first=date(2022, 7, 1)),
        figure("houses_done", year_end(2026), 5_000.0, "house", first=date(2024, 1, 1)),  # goes beyond the past
    ]
    used = filled(values, rows, prices, START)
    assert used == [rows[1], rows[0]]
    assert values[6:12] == pytest.approx(300 * 2 * 0.05)  # 300 houses in half a year
    assert values[:6] == pytest.approx(600 / 18 * 12 * 0.05)  # the other 600 in the other 18 months
    assert values[12:24] == pytest.approx(600 / 18 * 12 * 0.05)
    assert np.isnan(values[24:]).all()
    assert values[:24].sum() / 12 == pytest.approx(900 * 0.05)


def own_with(rows: Iterable[Observation]) -> OwnFigures:
    left = [row for row in own_figures().observations if not row.indicator.startswith("credit_")]
    return only(own_figures(), [*left, *rows])


def test_new_capital_leads_from_one_balance_to_the_next() -> None:
    balances = [(2021, 3_000.0), (2022, 3_500.0), (2024, 4_100.0)]
    own = own_with(
        [
            *(figure("credit_outstanding", year_end(year), value, "billion_vnd") for year, value in balances),
            figure("credit_capital_entrusted_local", year_end(2022), 100.0, "billion_vnd"),
            figure("credit_capital_entrusted_local", year_end(2024), 180.0, "billion_vnd"),
        ]
    )
    found = derived(own)
    evidence = evidence_with(own, found)
    place = evidence.localities[own.id]
    sources = ("central", "mobilised", "entrusted")

    def in_year(path: str, year: int) -> float:
        return value_in(tuple((day.year, value) for day, value in place.history[path].values), year)

    for first, last, rise in ((2022, 2022, 500.0), (2023, 2024, 600.0)):
        years = range(first, last + 1)
        total = sum(in_year(f"credit.new_capital.{name}", year) for name in sources for year in years)
        assert total == pytest.approx(rise, rel=0.01)
    assert sum(in_year("credit.new_capital.entrusted", year) for year in (2023, 2024)) == pytest.approx(80.0, rel=0.01)
    baseline = baseline_of(own, found, evidence)
    task = problem(evidence, baseline, effects="causal")
    run = task.run(task.parameters(np.zeros((len(task.free), 1))))
    model = {term.observation.obs_id: float(term.read(run)[0]) for term in task.terms}
    for row in own.observations:
        if row.indicator.startswith("credit_"):
            assert model[row.obs_id] == pytest.approx(row.value, rel=0.03)
    assert sum(value_in(baseline.levers[f"credit.new_capital.{name}"], 2026) for name in sources) == pytest.approx(
        300.0, rel=0.1
    )


def test_a_programmes_balance_follows_from_its_shares() -> None:
    own = own_with(
        [
            figure("credit_outstanding", year_end(2024), 4_000.0, "billion_vnd"),
            figure("credit_outstanding_poor", year_end(2024), 900.0, "billion_vnd"),
        ]
    )
    found = derived(own)
    evidence = evidence_with(own, found)
    baseline, place = baseline_of(own, found, evidence), evidence.localities[own.id]
    shares = [start.value for name, start in place.start_values.items() if name.startswith("credit_share.")]
    assert sum(shares) == pytest.approx(1.0, abs=1e-9)
    task = problem(evidence, baseline, effects="causal")
    run = project(baseline, evidence, task.parameters(np.zeros((len(task.free), 1))))
    row = run.row(2024)
    share = run.trajectory["credit_outstanding_poor"][row] / run.trajectory["credit_outstanding"][row]
    assert share[0] == pytest.approx(0.225, rel=0.05)


def test_houses_that_were_done_are_paid_for() -> None:
    rows = [
        figure("houses_done", year_end(2022), 1_000.0, "house", first=date(2022, 1, 1)),
        figure("houses_needed", year_end(2021), 9_000.0, "house"),
    ]
    own = only(own_figures(), [*own_figures().observations, *rows])
    found = derived(own)
    evidence = evidence_with(own, found)
    task = problem(evidence, baseline_of(own, found, evidence), effects="causal")
    run = task.run(task.parameters(np.zeros((len(task.free), 1))))
    model = {term.observation.obs_id: float(term.read(run)[0]) for term in task.terms}
    assert model[rows[0].obs_id] == pytest.approx(1_000.0, rel=0.02)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("housing.budget", 128.4, 130),
        ("housing.budget", 12.34, 12),
        ("housing.budget", 0.0, 0),
        ("training.jobs_connected", 1_234.0, 1_200),
        ("disbursement.housing", 0.637, 0.64),
        ("ntm.investment", 2e6, 1e6),
    ],
)
def test_a_lever_stands_on_a_step_of_its_slider(path: str, value: float, expected: float) -> None:
    lever: Lever = shipped.evidence().levers[path]
    assert stepped(value, lever) == pytest.approx(expected)


def test_the_merger_is_an_event_of_the_baseline() -> None:
    own = own_figures()
    with_merger = replace(own, observations=(*own.observations, *communes((REFORM, 48))))
    for figures, expected in ((own, 0), (with_merger, 1)):
        found = derived(figures)
        baseline = baseline_of(figures, found, evidence_with(figures, found))
        assert [event.type for event in baseline.events or ()] == [
            *["merger"] * expected,
            "criteria_change",
            "standard_change",
        ]
        assert ("own_no_merger" in {fault.code for fault in found.remarks}) == (expected == 0)
