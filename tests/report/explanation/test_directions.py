"""Words such as rise and fall agree with the old and the new value, however they are rounded."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.analysis.comparison import Comparison
from simulator.analysis.summary import Interval, interval
from simulator.report.explanation import Case, Fact
from simulator.report.explanation.chances import likelihood
from simulator.report.explanation.direction import EQUAL, FALL, HARDLY, HIGHER, LOWER, RISE, SAME, UNCLEAR, beside, move
from simulator.report.explanation.figures import against, changed, from_to
from simulator.report.explanation.path import path
from simulator.texts import LANGUAGES
from tests.report.explanation.cases import case
from tests.report.explanation.parsed import numbers

values = st.floats(0.0, 1e5, allow_nan=False)
small = st.floats(-1.0, 1.0).map(lambda x: x**5)
VERBS = {
    "vi": {RISE: r"tăng từ (\S+) lên (\S+)", FALL: r"giảm từ (\S+) xuống (\S+)"},
    "en": {RISE: r"rises from (\S+) to (\S+)", FALL: r"falls from (\S+) to (\S+)"},
}
SIDES = {"vi": {"cao hơn": 1, "thấp hơn": -1}, "en": {"higher than": 1, "lower than": -1}}
UNCLEAR_WORDS = {"vi": "không phân biệt được với 0", "en": "not distinguishable from 0"}


def fact(value: float, unit: str, key: str = "x") -> Fact:
    return Fact(key, value, unit, None, "test")


@settings(max_examples=300)
@given(old=values, gap=small, decimals=st.tuples(st.integers(0, 2), st.integers(0, 2)))
@example(old=4.62, gap=0.01, decimals=(2, 1))
@example(old=4.6, gap=-1e-12, decimals=(1, 1))
def test_what_is_printed_goes_the_way_that_is_said(old: float, gap: float, decimals: tuple[int, int]) -> None:
    new = old + gap
    found = move(old, new, *decimals)
    here, there = (float(f"{value:.{digits}f}") for value, digits in zip((old, new), _digits(found), strict=True))
    assert (found.old_decimals, found.new_decimals) >= decimals
    if found.kind == RISE:
        assert new > old
        assert there > here
    elif found.kind == FALL:
        assert new < old
        assert there < here
    elif found.kind == SAME:
        assert new == old
    else:
        assert found.kind == HARDLY
        assert new != old
        assert abs(new - old) < 1e-3 + 1e-9 * old


def _digits(found: object) -> tuple[int, int]:
    return found.old_decimals, found.new_decimals  # type: ignore[attr-defined]


@settings(max_examples=200)
@given(old=values, gap=small, unit=st.sampled_from(["share", "commune", "billion_vnd", "house"]))
@example(old=0.046, gap=0.0001, unit="share")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verb_agrees_with_both_numbers_of_the_sentence(language: str, old: float, gap: float, unit: str) -> None:
    scale = 100.0 if unit == "share" else 1.0
    told = from_to(fact(old / scale, unit), fact((old + gap) / scale, unit, "y"), language).text
    said = {kind: match for kind, verb in VERBS[language].items() if (match := re.search(verb, told))}
    assert len(said) <= 1
    for kind, match in said.items():
        (first,), (second,) = (numbers(part, language) for part in match.groups())
        assert (second > first) == (kind == RISE) == ((old + gap) / scale > old / scale)
        assert second != first
    if not said:
        assert abs(gap) < 2e-3
        assert len(set(numbers(told, language))) == 1


@lru_cache
def pair() -> Case:
    return case("none")


def with_rates(old: np.ndarray, new: np.ndarray) -> Case:
    """The same pair with other poverty rates at the end of 2030."""
    outcomes = []
    for outcome, values in zip(pair().comparison.outcomes, (old, new), strict=True):
        rates = np.repeat(values[None, :], len(outcome.years), axis=0)
        outcomes.append(replace(outcome, values={**outcome.values, "poverty_rate": rates}))
    found: Comparison = replace(pair().comparison, outcomes=tuple(outcomes))
    return replace(pair(), comparison=found)


@settings(max_examples=150)
@given(
    seed=st.integers(0, 10**6),
    spread=st.floats(0.0, 0.3),
    shift=st.floats(-0.2, 0.2).map(lambda x: 5.0 * x**3),
    noise=st.floats(0.0, 0.1).map(lambda x: 10.0 * x**3),
)
@example(seed=1, spread=0.0, shift=0.0, noise=0.0)
@pytest.mark.parametrize("language", LANGUAGES)
def test_higher_and_lower_agree_with_the_paired_difference(
    language: str, seed: int, spread: float, shift: float, noise: float
) -> None:
    rng = np.random.default_rng(seed)
    old = 0.4 + spread * (rng.random(60) - 0.5)
    new = old + shift + noise * rng.standard_normal(60) * rng.random(60)
    told = against(with_rates(old, new), "poverty_rate", language).text
    found = interval(new - old)
    said = [way for words, way in SIDES[language].items() if words in told]
    is_clear = not found.includes_zero and abs(found.median) >= 5e-5
    assert said == ([1 if found.median > 0.0 else -1] if is_clear else [])
    assert (UNCLEAR_WORDS[language] in told) == (beside(found, 5e-7) == UNCLEAR)
    if "→" in told:
        before, after = (numbers(side, language) for side in told.split("→"))
        if said:
            assert (after[0] > before[-1]) == (said[0] > 0)
            assert after[0] != before[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shift", [-0.05, -0.0004, 0.0, 0.0004, 0.05])
def test_the_line_from_the_last_report_agrees_with_its_ends(language: str, shift: float) -> None:
    """By the standard of the report: Sơn La had 10.89% at the end of 2024."""
    plain = case("old standard")
    old, other = plain.comparison.outcomes
    rates = np.full_like(other.values["poverty_rate"], 0.1089 + shift)
    moved = replace(other, values={**other.values, "poverty_rate": rates})
    made = replace(plain, comparison=replace(plain.comparison, outcomes=(old, moved)))
    first, legs = path(made, "poverty_rate", language)
    verbs = {"vi": ("giảm từ", "tăng từ", "giữ nguyên"), "en": ("falls from", "rises from", "stays at")}[language]
    expected = verbs[0] if shift < 0 else verbs[1] if shift > 0 else verbs[2]
    assert [verb for verb in verbs if verb in first.text] == [expected]
    assert legs == []
    assert {fact.value for fact in first.facts} >= {0.1089, 0.1089 + shift}


def test_beside() -> None:
    assert beside(Interval(0.0, 0.0, 0.0), 1e-6) == EQUAL
    assert beside(Interval(0.3, -0.1, 0.8), 1e-6) == UNCLEAR
    assert beside(Interval(0.3, 0.1, 0.8), 1e-6) == HIGHER
    assert beside(Interval(-0.3, -0.8, -0.1), 1e-6) == LOWER


@settings(max_examples=100)
@given(low=small, width=st.floats(0.0, 0.5).map(lambda x: x**4), part=st.floats(0.0, 1.0))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_signs_of_a_change_are_those_of_its_numbers(language: str, low: float, width: float, part: float) -> None:
    ends = (low, low + part * width, low + width)
    told = changed(tuple(fact(value, "points", str(n)) for n, value in enumerate(ends)), language).text  # type: ignore[arg-type]
    found = re.findall(r"[+\u2212]?\d[\d.,]*", told)
    for value, written in zip([ends[1], ends[0], ends[2]], found, strict=False):
        (parsed,) = numbers(written, language)
        assert parsed == pytest.approx(
            100.0 * value, abs=0.5 * 10.0 ** -min(len(re.split("[.,]", written)[-1]), 3) + 1e-9
        )
        assert parsed * value >= 0.0
        assert written.startswith("+") == (parsed > 0.0)


@given(st.floats(0.0, 1.0))
def test_a_likelier_target_never_has_a_weaker_word(chance: float) -> None:
    order = ["never", "nearly_never", "very_unlikely", "unlikely", "even", "likely", "very_likely", "nearly_certain"]
    order.append("certain")
    assert (likelihood(chance) == "never") == (chance == 0.0)
    assert (likelihood(chance) == "certain") == (chance == 1.0)
    assert order.index(likelihood(chance)) <= order.index(likelihood(min(1.0, chance + 0.05)))
