"""The worth of a figure: right on normal toys with a known answer, and silent where there is nothing to know."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from simulator.analysis.candidates import FIGURE, PARAMETER, Candidate, figures, last_year_end
from simulator.analysis.information import Information, noise_level, valued, worth
from simulator.analysis.learning import learned
from simulator.analysis.projection import project
from simulator.calibration.likelihood import STOCKS
from simulator.model.arrays import Array
from simulator.scenario import Scenario, Target, completed
from tests.shipped import baseline, evidence, posterior

DRAWS = 1000
TARGET = Target("poverty_rate", date(2030, 12, 31), at_most=0.05)
PLACE = "thanh-hoa/dong-son"


def known(*values: Array, met: Array, effective: float = DRAWS) -> Information:
    """What it is worth to know each of some quantities."""
    found = [Candidate(f"x{place}", FIGURE, None, "share", item) for place, item in enumerate(values)]
    return valued(found, met.astype(np.bool_), TARGET, effective)


def toy(correlation: float, cut: float, seed: int) -> tuple[Array, Array]:
    """A standard normal figure, and whether a target is met that depends on it by a correlation."""
    rng = np.random.default_rng(seed)
    figure, other = rng.standard_normal((2, DRAWS))
    return figure, correlation * figure + np.sqrt(1.0 - correlation**2) * other > cut


def conditional(figure: float, correlation: float, cut: float) -> float:
    return float(norm.sf((cut - correlation * figure) / np.sqrt(1.0 - correlation**2)))


def true_change(correlation: float, cut: float) -> float:
    chance = norm.sf(cut)
    return float(quad(lambda x: abs(conditional(x, correlation, cut) - chance) * norm.pdf(x), -8, 8, limit=200)[0])


@pytest.mark.parametrize(("correlation", "cut"), [(0.4, 0.0), (-0.6, 0.5), (0.9, 0.0), (0.8, 1.2), (0.6, -1.0)])
def test_the_change_is_right_within_its_error(correlation: float, cut: float) -> None:
    truth = true_change(correlation, cut)
    found = [known(figure, met=met).worths[0] for figure, met in (toy(correlation, cut, seed) for seed in range(100))]
    off = np.array([(item.change - truth) / item.error for item in found])
    assert np.mean(np.abs(off) < 2.0) >= 0.9
    assert abs(off.mean()) < 0.7


@pytest.mark.parametrize(("correlation", "cut"), [(0.7, 0.3), (-0.7, 0.3)])
def test_the_chance_after_a_low_and_a_high_figure(correlation: float, cut: float) -> None:
    figure, met = toy(correlation, cut, 5)
    item = known(figure, met=met).worths[0]
    ends = norm.ppf([1e-9, 0.2, 0.8, 1 - 1e-9])
    low, high = (
        quad(lambda x: conditional(x, correlation, cut) * norm.pdf(x) / 0.2, *end)[0] for end in (ends[:2], ends[2:])
    )
    assert (item.after_low, item.after_high) == pytest.approx((low, high), abs=0.1)
    assert (item.low, item.high) == pytest.approx(norm.ppf([0.1, 0.9]), abs=0.15)
    assert (item.after_low < item.after_high) == (correlation > 0)


@pytest.mark.parametrize("cut", [-1.5, 0.0, 0.8])
def test_a_figure_that_decides_has_the_most_that_there_is(cut: float) -> None:
    figure, _ = toy(0.0, cut, 3)
    met = figure > cut
    found = known(figure, -figure, met=met)
    most = 2.0 * found.chance * (1.0 - found.chance)
    assert [item.change for item in found.worths] == pytest.approx([most, most])
    assert not any(item.is_noise for item in found.worths)
    assert known(np.where(met, 2.0, 1.0), met=met).worths[0].change == pytest.approx(most)  # as few values as can be


@pytest.mark.parametrize("candidates", [1, 20])
def test_figures_that_say_nothing_are_called_noise(candidates: int) -> None:
    rng = np.random.default_rng(8)
    repetitions, heard = 400, 0
    for _ in range(repetitions):
        met = rng.random(DRAWS) < 0.6
        heard += bool(known(*rng.standard_normal((candidates, DRAWS)), met=met).telling)
    assert heard / repetitions <= 0.05 + 2.0 * np.sqrt(0.05 * 0.95 / repetitions)


def test_the_noise_level_is_that_of_a_permutation() -> None:
    figure, met = toy(0.5, 0.4, 1)
    rng = np.random.default_rng(2)
    shuffled = [known(figure, met=rng.permutation(met)).worths[0].change for _ in range(1000)]
    level = noise_level(float(met.mean()), DRAWS, 1)
    assert np.quantile(shuffled, 0.95) == pytest.approx(level, rel=0.1)
    assert np.mean(np.array(shuffled) > level) < 0.07


def test_fewer_effective_draws_are_less_sure() -> None:
    figure, met = toy(0.3, 0.0, 4)
    full, poor = (known(figure, met=met, effective=effective) for effective in (DRAWS, 50))
    assert full.worths[0].change == poor.worths[0].change
    assert poor.worths[0].error == pytest.approx(full.worths[0].error * np.sqrt(DRAWS / 50))
    assert not full.worths[0].is_noise
    assert poor.worths[0].is_noise


@pytest.mark.parametrize(("count", "settled"), [(0, True), (10, True), (11, False), (990, True), (1000, True)])
def test_a_settled_chance_is_said_to_be_settled(count: int, settled: bool) -> None:
    found = known(np.random.default_rng(1).standard_normal(DRAWS), met=np.arange(DRAWS) < count)
    assert found.is_settled == settled
    assert (found.worths == ()) == settled


def test_what_is_the_same_in_every_draw_is_no_candidate() -> None:
    figure, met = toy(0.5, 0.0, 6)
    assert [item.name for item in known(np.ones(DRAWS), figure, met=met).worths] == ["x1"]


def test_the_last_year_end_by_which_something_is_known() -> None:
    assert last_year_end([]) is None
    assert last_year_end([date(2022, 5, 1), date(2024, 6, 11)]) == date(2023, 12, 31)
    assert last_year_end([date(2024, 12, 31)]) == date(2024, 12, 31)


def whole(locality: str = PLACE) -> Scenario:
    return completed(baseline(locality), baseline(locality))


def test_figures_that_could_be_got_are_those_that_nobody_reported() -> None:
    scenario = whole()
    (target,) = scenario.targets or ()
    taken = []
    for _ in range(2):
        started = time.process_time()
        found = worth(evidence(), scenario, baseline(PLACE), posterior(PLACE), target)
        taken.append(time.process_time() - started)
    assert min(taken) < 2.0
    asked = {(item.name, item.date) for item in found.worths if item.kind == FIGURE}
    assert {day for _, day in asked} == {date(2023, 12, 31), date(2024, 12, 31)}
    assert {name for name, _ in asked} <= set(STOCKS)
    assert ("poverty_rate", date(2023, 12, 31)) in asked
    assert not asked & {(row.indicator, row.period_end) for row in evidence().of(PLACE)}
    told = learned(evidence(), evidence().localities[PLACE], posterior(PLACE))
    assert {item.name for item in found.worths if item.kind == PARAMETER} == {
        row.name for row in told if row.verdict != "fixed"
    }
    best = next(item for item in found.worths if item.kind == FIGURE)
    assert best.name in ("poverty_rate", "poor_households")  # what the target itself is about
    assert best.after_low > found.chance > best.after_high  # fewer poor now, a likelier target
    changes = [item.change for item in found.telling]
    assert changes == sorted(changes, reverse=True)
    assert all(0.0 <= item.change <= 2.0 * found.chance * (1.0 - found.chance) + 1e-12 for item in found.worths)


def test_the_error_of_a_report_has_nothing_to_do_with_the_draws() -> None:
    run = project(whole(), evidence(), posterior(PLACE).parameters)
    z = posterior(PLACE).z.astype(np.float64)
    found = list(figures(evidence(), whole(), baseline(PLACE), posterior(PLACE), run, date(2030, 12, 31)))
    for item in found:
        assert item.date is not None
        error = item.values - run.trajectory[STOCKS[item.name][0]][run.row(item.date.year)]
        if error.std() > 0.0 and item.values.min() > 0.0:
            assert max(abs(np.corrcoef(error, row)[0, 1]) for row in z) < 0.2, item.name
    assert len({item.values.tobytes() for item in found}) == len(found)


def test_what_the_scenario_assumes_needs_not_be_known() -> None:
    scenario = replace(whole(), assumptions={"standard_change.factor": 1.5})
    (target,) = scenario.targets or ()
    found = worth(evidence(), scenario, baseline(PLACE), posterior(PLACE), target)
    assert "standard_change.factor" not in {item.name for item in found.worths}
    assert "standard_change.poor_shift" in {item.name for item in found.worths}


def test_a_posterior_of_another_place_or_evidence_is_refused() -> None:
    (target,) = whole().targets or ()
    for scenario in (whole("dien-bien"), replace(whole(), effects="reported")):
        with pytest.raises(ValueError, match="with thanh-hoa/dong-son"):
            worth(evidence(), scenario, baseline(PLACE), posterior(PLACE), target)
