"""Scenarios beside each other: paired differences, money books, targets and the order among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.comparison import (
    FIGURES,
    PLANNED,
    Comparison,
    all_targets,
    check,
    compared,
    is_none,
    with_evidence_of,
)
from simulator.analysis.comparison_order import COUNTS, beaten, transitive
from simulator.analysis.comparison_runs import CAPITAL_SOURCES, PROGRAMMES, past_key
from simulator.analysis.comparison_verdict import CLEAR, verdict
from simulator.analysis.projection import members, project
from simulator.analysis.summary import at, chance, interval, total
from simulator.errors import ScenarioError
from simulator.model import Parameters
from simulator.scenario import Event, Scenario, Target
from tests.shipped import SON_LA_ALTERNATIVES, alternative, baseline, evidence, posterior

DRAWS = 80
YEAR = 2030
STEMS = tuple(path.stem for path in SON_LA_ALTERNATIVES)


@lru_cache(maxsize=1)
def draws() -> Parameters:
    return members(posterior(), DRAWS, 4)


@lru_cache(maxsize=1)
def scenarios() -> tuple[Scenario, ...]:
    return (baseline(), *(alternative(stem) for stem in STEMS))


def side_by_side(*chosen: Scenario, reference: int = 0, year: int = YEAR) -> Comparison:
    return compared(chosen, evidence(), draws(), reference=reference, year=year)


@lru_cache(maxsize=1)
def whole() -> Comparison:
    return side_by_side(*scenarios())


def test_the_figures_are_those_of_a_whole_run() -> None:
    scenario = alternative("son-la-nha-o-truoc")
    projection = project(scenario, evidence(), draws())
    place = scenarios().index(scenario)
    for name, figure in FIGURES.items():
        if name == PLANNED or name.startswith("source_"):
            continue
        for year in (2027, 2030):
            found = whole().on(0, year).values(place, name)
            expected = total(projection, name, 2026, year) if figure.summed else at(projection, name, year)
            np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12, err_msg=name)


def test_a_scenario_does_not_differ_from_itself() -> None:
    twice = side_by_side(scenarios()[1], replace(scenarios()[1], title="Tên khác", note="khác"))
    for name in FIGURES:
        difference = twice.difference(1, name)
        assert difference is not None
        assert (difference.p05, difference.median, difference.p95) == (0.0, 0.0, 0.0), name
        assert is_none(difference, name)
    assert beaten(twice) == []


@pytest.mark.parametrize("name", list(FIGURES))
def test_differences_turn_their_sign_with_the_reference(name: str) -> None:
    for first, second in combinations(range(len(scenarios())), 2):
        there, back = (whole().on(reference, YEAR) for reference in (first, second))
        one, other = there.difference(second, name), back.difference(first, name)
        assert one is not None
        assert other is not None
        scale = max(1.0, abs(one.p05), abs(one.p95))
        for mine, theirs in ((one.median, other.median), (one.p05, other.p95), (one.p95, other.p05)):
            assert mine == pytest.approx(-theirs, abs=1e-12 * scale)


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("son-la-tin-dung-ho-moi-thoat-ngheo", "credit_outstanding"),
        ("son-la-nha-o-truoc", "money_spent_housing"),
        ("son-la-viec-lam-va-dao-tao", "poverty_rate"),
        ("son-la-nong-thon-moi-tap-trung", "ntm_communes_attained"),
    ],
)
def test_the_paired_interval_is_narrower_than_the_unpaired(stem: str, name: str) -> None:
    place = 1 + STEMS.index(stem)
    paired = whole().difference(place, name)
    assert paired is not None
    mixed = np.random.default_rng(1).permutation(DRAWS)
    unpaired = interval(whole().values(place, name) - whole().values(0, name)[mixed])
    assert paired.p95 - paired.p05 < 0.5 * (unpaired.p95 - unpaired.p05)


@pytest.mark.parametrize("year", [2026, 2028, 2030])
def test_the_money_adds_up_by_programme_and_by_source(year: int) -> None:
    there = whole().on(0, year)
    for place in range(len(scenarios())):
        value = {name: there.values(place, name) for name in FIGURES}
        spent = sum(value[f"money_spent_{name}"] for name in PROGRAMMES)
        unspent = sum(value[f"money_unspent_{name}"] for name in PROGRAMMES if name != "credit")
        np.testing.assert_allclose(value["money_spent"], spent, rtol=1e-12)
        np.testing.assert_allclose(value["money_unspent"], unspent, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(value["money_spent"] + value["money_unspent"], value[PLANNED], rtol=1e-12)
        np.testing.assert_allclose(sum(value[f"source_{name}"] for name in CAPITAL_SOURCES), value[PLANNED], rtol=1e-12)
        capital = sum(value[f"source_{name}"] for name in CAPITAL_SOURCES[:-1])
        np.testing.assert_allclose(capital, value["money_spent_credit"], rtol=1e-12)


def test_the_money_follows_an_event_that_ends_a_programme() -> None:
    ended = replace(baseline(), events=(Event("programme_end", date(2028, 1, 1), programme="housing"),))
    there = side_by_side(baseline(), ended)
    difference = there.difference(1, PLANNED)
    assert difference is not None
    assert difference.median == pytest.approx(-3 * 98.0)


def test_the_order_of_the_scenarios_does_not_matter() -> None:
    turned = side_by_side(*reversed(scenarios()), reference=len(scenarios()) - 1)
    for place in range(len(scenarios())):
        for name in FIGURES:
            other = len(scenarios()) - 1 - place
            assert turned.level(other, name) == whole().level(place, name)
            assert turned.difference(other, name) == whole().difference(place, name)
    pairs = {(pair.winner, pair.loser) for pair in beaten(whole())}
    last = len(scenarios()) - 1
    assert {(last - pair.winner, last - pair.loser) for pair in beaten(turned)} == pairs


def test_the_targets_of_all_are_applied_to_all() -> None:
    mine = Target("persons_placed", date(2027, 12, 31), at_least=5000.0)
    there = side_by_side(baseline(), replace(alternative("son-la-viec-lam-va-dao-tao"), targets=(mine,)))
    assert there.targets == (*(baseline().targets or ()), mine)
    for target in baseline().targets or ():
        for place in range(2):
            projection = project(there.outcomes[place].scenario, evidence(), draws())
            assert there.chance(place, target) == chance(projection, target)
    assert (there.chance(0, mine) or 0.0) < (there.chance(1, mine) or 0.0)


@pytest.mark.parametrize(
    ("target", "months"),
    [
        (Target("poverty_rate", date(2028, 5, 20), at_most=0.06), None),
        (Target("persons_placed", date(2028, 6, 30), at_least=2400.0), 6),
    ],
)
def test_a_target_within_a_year(target: Target, months: int | None) -> None:
    scenario = replace(baseline(), targets=(target,))
    there = side_by_side(scenario, baseline())
    projection = project(scenario, evidence(), draws())
    row = projection.row(target.date.year, target.date.month)
    values = projection.trajectory[target.indicator]
    expected = values[row] if months is None else values[row + 1 - months : row + 1].sum(axis=0)
    found = there.outcomes[1].at_target(target)
    assert found is not None
    np.testing.assert_allclose(found, expected)


def test_a_target_beyond_a_scenario_is_not_judged() -> None:
    short = replace(baseline(), last_year=2028, targets=())
    there = side_by_side(baseline(), short, year=2028)
    assert there.years == (2026, 2027, 2028)
    assert there.chance(1, (baseline().targets or ())[0]) is None
    assert there.chance(0, (baseline().targets or ())[0]) is not None
    with pytest.raises(ValueError, match="2030"):
        there.on(0, 2030)


def test_rates_of_two_poverty_standards_are_not_compared() -> None:
    late = replace(baseline(), events=(Event("standard_change", date(2029, 1, 1)),))
    there = side_by_side(baseline(), late, year=2028)
    for name in ("poverty_rate", "multidimensional_rate", "near_poor_rate"):
        assert there.difference(1, name) is None
        assert there.on(0, 2026).difference(1, name) is not None
    assert there.difference(1, "ntm_communes_attained") is not None
    assert beaten(there) == []


def test_compared_scenarios_meet_the_same_storms() -> None:
    stormy = Event("disaster", date(2026, 8, 1), {"yearly_chance": 0.3})
    events = (*(baseline().events or ()), stormy)
    more = alternative("son-la-viec-lam-va-dao-tao")
    there = side_by_side(replace(baseline(), events=events), replace(more, events=events))
    damage = [there.values(place, "houses_supported") for place in range(2)]
    assert np.corrcoef(damage)[0, 1] > 0.99


def test_assumptions_and_years_have_pasts_of_their_own() -> None:
    other = replace(baseline(), assumptions={"households.effort_exponent": 0.4})
    assert len({past_key(scenario) for scenario in (baseline(), other, replace(baseline(), first_year=2027))}) == 3
    assert past_key(baseline()) == past_key(alternative("son-la-nha-o-truoc"))
    there = side_by_side(baseline(), other)
    alone = project(other, evidence(), draws())
    np.testing.assert_allclose(there.values(1, "poverty_rate"), at(alone, "poverty_rate", YEAR))


def test_all_are_run_with_the_evidence_of_the_reference() -> None:
    mixed = [baseline(), replace(scenarios()[1], effects="reported")]
    assert {scenario.effects for scenario in with_evidence_of(mixed, 0)} == {"causal"}
    assert {scenario.effects for scenario in with_evidence_of(mixed, 1)} == {"reported"}


@pytest.mark.parametrize("count", [0, 1, 9])
def test_too_few_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(ScenarioError) as caught:
        check([(f"{place}.yaml", baseline()) for place in range(count)])
    assert [fault.code for fault in caught.value.faults] == ["compare_count"]
    assert str(count) in str(caught.value)


def test_other_localities_and_years_are_refused_by_name() -> None:
    with pytest.raises(ScenarioError) as caught:
        check([("a.yaml", baseline()), ("b.yaml", baseline("dien-bien")), ("c.yaml", baseline("vn"))])
    assert [(fault.file, fault.value) for fault in caught.value.faults] == [("b.yaml", "dien-bien"), ("c.yaml", "vn")]
    with pytest.raises(ScenarioError) as caught:
        check([("a.yaml", replace(baseline(), first_year=2029)), ("b.yaml", replace(baseline(), last_year=2028))])
    assert [fault.code for fault in caught.value.faults] == ["compare_years"]
    check([("a.yaml", baseline()), ("b.yaml", scenarios()[1])])


def pairs_of(comparison: Comparison) -> set[tuple[int, int]]:
    return {(pair.winner, pair.loser) for pair in beaten(comparison)}


def is_strict_partial_order(pairs: set[tuple[int, int]]) -> bool:
    is_asymmetric = not any((b, a) in pairs for a, b in pairs)
    return is_asymmetric and all((a, d) in pairs for a, b in pairs for c, d in pairs if b == c)


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2029, 2030])
def test_being_beaten_is_a_strict_partial_order(year: int) -> None:
    assert is_strict_partial_order(pairs_of(whole().on(0, year)))


def test_who_is_beaten_does_not_depend_on_the_reference() -> None:
    found = [pairs_of(whole().on(reference, YEAR)) for reference in range(len(scenarios()))]
    assert all(pairs == found[0] for pairs in found)
    assert found[0]  # the shipped scenarios have some


def test_the_winner_is_clearly_worse_on_no_count_and_clearly_better_on_some() -> None:
    for pair in beaten(whole()):
        groups = (tuple(pair.gains), pair.equal, pair.tiny, pair.unclear)
        assert sorted(name for group in groups for name in group) == sorted(COUNTS)
        assert pair.gains
        for name in COUNTS:
            gap = whole().difference(pair.winner, name, pair.loser)
            assert gap is not None
            kind = verdict(gap, name, whole().level(pair.winner, name).median)
            assert (name in pair.gains) == (kind == CLEAR)
            if name in pair.gains:
                assert gap == pair.gains[name]
                assert min(FIGURES[name].better * end for end in (gap.p05, gap.p95)) > 0.0


def test_a_gain_that_cannot_be_told_from_none_beats_nobody() -> None:
    names = {name for pair in beaten(whole()) for name in pair.gains}
    assert names
    for winner, loser in permutations(range(len(scenarios())), 2):
        kinds = set()
        for name in COUNTS:
            gap = whole().difference(winner, name, loser)
            assert gap is not None
            kinds.add(verdict(gap, name, whole().level(winner, name).median))
        if CLEAR not in kinds:
            assert (winner, loser) not in pairs_of(whole())


def test_money_thrown_away_is_beaten_and_money_that_helps_is_not() -> None:
    wasted = {**baseline().levers, "ntm.investment": ((2026, 900.0),), "disbursement.ntm": ((2026, 0.0),)}
    helps = {**baseline().levers, "ntm.investment": ((2026, 900.0),)}
    there = side_by_side(baseline(), replace(baseline(), levers=wasted), replace(baseline(), levers=helps))
    assert (0, 1) in pairs_of(there)
    assert not {(0, 2), (2, 0)} & pairs_of(there)


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1])))
def test_contradicting_pairs_are_not_told(pairs: set[tuple[int, int]]) -> None:
    kept = transitive({(a, b) for a, b in pairs if (b, a) not in pairs})
    assert kept <= pairs
    assert is_strict_partial_order(kept)


def test_an_order_without_contradiction_is_told_whole() -> None:
    ladder = {(a, b) for a, b in permutations(range(5), 2) if a < b}
    assert transitive(ladder) == ladder
    assert transitive({(0, 1), (1, 2), (2, 0)}) == set()


def test_each_target_is_listed_once() -> None:
    chosen: Sequence[Scenario] = scenarios()
    assert all_targets(chosen) == baseline().targets
