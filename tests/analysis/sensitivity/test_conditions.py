"""Conditions: a planted box is found, noise gives none, and the figures are what a recount gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator.analysis.projection import project
from simulator.analysis.sensitivity import Conditions, conditions
from simulator.analysis.sensitivity.conditions import SPLIT, discovered, rounded
from simulator.analysis.sensitivity.prim import Limit, best_box, inside
from simulator.analysis.sensitivity.results import AT_START, FOUND, GOOD_YEARS, NONE_FOUND, SETTLED, STORMS
from simulator.analysis.summary import at, meets
from simulator.model.arrays import Array
from simulator.scenario import Target
from tests.analysis.sensitivity.toys import DRAWS
from tests.shipped import baseline, evidence, posterior

TARGET = Target("poverty_rate", date(2030, 12, 31), at_most=0.05)


def quantities(rng: np.random.Generator, count: int = 20) -> dict[str, Array]:
    return {f"x{place}": rng.random(DRAWS) for place in range(count)}


def planted(seed: int, inside_box: float, outside: float) -> tuple[dict[str, Array], np.ndarray, Conditions]:
    rng = np.random.default_rng(seed)
    known = quantities(rng)
    box = (known["x3"] > 0.6) & (known["x7"] < 0.4)
    missed = rng.random(DRAWS) < np.where(box, inside_box, outside)
    return known, missed, discovered(known, missed, TARGET)


@pytest.mark.parametrize("seed", range(4))
def test_a_planted_box_is_found(seed: int) -> None:
    _, _, found = planted(seed, 0.95, 0.2)
    assert found.verdict == FOUND
    limits = {(name, side): value for name, side, value in found.boxes[0].limits}
    assert set(limits) >= {("x3", ">="), ("x7", "<=")}
    assert limits["x3", ">="] == pytest.approx(0.6, abs=0.06)
    assert limits["x7", "<="] == pytest.approx(0.4, abs=0.06)
    assert found.boxes[0].missed_in_box > 0.8
    assert found.boxes[0].missed_checked > 0.75


def test_the_figures_are_those_of_a_recount() -> None:
    known, missed, found = planted(2, 0.9, 0.25)
    first = np.random.default_rng(SPLIT).permutation(DRAWS) < DRAWS // 2
    assert found.chance == pytest.approx(1.0 - missed.mean())
    assert found.boxes
    for box in found.boxes:
        within = np.ones(DRAWS, dtype=bool)
        for name, side, value in box.limits:
            within &= known[name] >= value if side == ">=" else known[name] <= value
        told = (box.share_of_draws, box.missed_in_box, box.misses_covered)
        checked = (box.share_checked, box.missed_checked, box.covered_checked)
        for half, figures in ((first, told), (~first, checked)):
            recount = within[half].mean(), missed[half & within].mean(), within[half & missed].mean()
            assert figures == pytest.approx(recount)
        assert box.checked_on_half
        assert len({name for name, _, _ in box.limits}) <= 3


def test_noise_has_no_conditions() -> None:
    rng = np.random.default_rng(11)
    verdicts = [discovered(quantities(rng), rng.random(DRAWS) < 0.4, TARGET).verdict for _ in range(14)]
    assert verdicts.count(NONE_FOUND) >= 12


def test_two_separate_ways_to_miss_are_two_boxes() -> None:
    rng = np.random.default_rng(3)
    known = quantities(rng)
    missed = (known["x1"] > 0.85) | (known["x2"] < 0.15) | (rng.random(DRAWS) < 0.1)
    found = discovered(known, missed, TARGET)
    assert {box.limits[0][0] for box in found.boxes} == {"x1", "x2"}
    assert all(len(box.limits) == 1 for box in found.boxes)


def test_counts_can_be_limits() -> None:
    rng = np.random.default_rng(4)
    known = quantities(rng, 5) | {STORMS: rng.integers(0, 5, DRAWS).astype(np.float64)}
    missed = rng.random(DRAWS) < np.where(known[STORMS] >= 3, 0.8, 0.2)
    assert discovered(known, missed, TARGET).boxes[0].limits == ((STORMS, ">=", 3.0),)


@pytest.mark.parametrize("share", [0.0, 0.02, 0.98, 1.0])
def test_nearly_all_or_none_is_settled(share: float) -> None:
    rng = np.random.default_rng(5)
    found = discovered(quantities(rng), np.arange(DRAWS) < share * DRAWS, TARGET)
    assert (found.verdict, found.boxes) == (SETTLED, ())


def test_a_box_of_nothing_holds_everything() -> None:
    inputs = np.random.default_rng(6).random((3, 100))
    assert inside((), inputs).all()
    assert best_box(inputs, np.ones(100, dtype=bool)) == ()
    assert best_box(np.ones((3, 100)), np.arange(100) < 50) == ()
    limits = (Limit(0, ">=", 0.5), Limit(2, "<=", 0.3))
    assert (inside(limits, inputs) == ((inputs[0] >= 0.5) & (inputs[2] <= 0.3))).all()


def test_limits_have_no_more_digits_than_their_range_calls_for() -> None:
    values = np.linspace(0.0, 1.0, 1001)
    assert rounded(0.123456, values) == 0.12
    assert rounded(0.123456, 1e-3 * values) == 0.12346
    assert rounded(12345.6, 1e5 * values) == 12000.0
    assert rounded(3.0, np.array([0.0] * 990 + [1.0, 2.0, 3.0, 3.0])) == 3.0


def test_conditions_of_a_real_plan() -> None:
    found = conditions(baseline(), TARGET, evidence(), posterior())
    run = project(baseline(), evidence(), posterior().parameters, ("poverty_rate",))
    met = meets(run, TARGET)
    assert (found.verdict, found.chance, found.draws) == (FOUND, float(met.mean()), DRAWS)
    name, side, value = found.boxes[0].limits[0]
    assert (name, side) == ("households.effort_cap", "<=")
    within = posterior().parameters[name] <= value
    box = found.boxes[0]
    assert (~met)[within].mean() == pytest.approx(0.5 * (box.missed_in_box + box.missed_checked), abs=0.01)
    assert box.missed_checked > 1.5 * (1.0 - found.chance)


def test_good_years_and_the_level_at_the_start_are_looked_at() -> None:
    target = Target("ntm_communes_attained", date(2030, 12, 31), at_least=48)
    found = conditions(baseline("hau-giang"), target, evidence(), posterior("hau-giang"))
    told = {name for box in found.boxes for name, _, _ in box.limits}
    assert told == {f"{AT_START}ntm_communes_attained", f"{GOOD_YEARS}communes"}


def test_a_plan_that_begins_where_its_locality_does_has_a_level_at_its_start() -> None:
    young = baseline("son-la/sop-cop")
    levers = {path: ((2022, steps[0][1]), *steps[1:]) for path, steps in young.levers.items()}
    scenario = replace(young, first_year=2022, levers=levers)
    known = posterior("son-la/sop-cop")
    middle = float(np.median(at(project(scenario, evidence(), known.parameters), "poverty_rate", 2023)))
    target = Target("poverty_rate", date(2023, 12, 31), at_most=middle)
    found = conditions(scenario, target, evidence(), known)
    assert (found.verdict, found.chance) == (FOUND, pytest.approx(0.5, abs=0.01))
