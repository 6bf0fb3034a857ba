"""Every number that an explanation prints is found among the facts of its sentence, in both languages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.analysis.projection import members, project
from simulator.analysis.summary import at, chance, interval
from simulator.report.explanation import INDICATORS, Explanation, Fact, Sentence, as_data, explanation, plain_text
from simulator.report.explanation.words import say
from simulator.texts import LANGUAGES
from tests.report.explanation.cases import DRAWS, SEED, alone, case, others
from tests.report.explanation.parsed import loose
from tests.shipped import LOCALITIES, alternative, evidence, posterior

FULL = ("events", "assumptions", "son-la-viec-lam-va-dao-tao")


def facts(found: Explanation) -> dict[str, Fact]:
    return {fact.key: fact for part in found.paragraphs for sentence in part.sentences for fact in sentence.facts}


def all_loose(found: Explanation) -> list[tuple[str, list[str]]]:
    sentences = [sentence for part in found.paragraphs for sentence in part.sentences]
    return [(one.text, left) for one in sentences if (left := loose(one, found.language))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", others())
def test_every_number_has_its_fact(name: str, language: str) -> None:
    for indicator in INDICATORS[:: 1 if name in FULL else 2]:
        found = explanation(case(name, indicator, full=name in FULL and indicator == INDICATORS[0]), language)
        assert all_loose(found) == []
        assert all(fact.origin for fact in facts(found).values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("locality", LOCALITIES)
def test_every_locality_by_itself(locality: str, language: str) -> None:
    for indicator in (INDICATORS[0], INDICATORS[2]):
        assert all_loose(explanation(alone(locality, indicator), language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fact_that_is_lost_or_changed_is_noticed(language: str) -> None:
    found = explanation(case("events", full=True), language)
    sentences = [one for part in found.paragraphs for one in part.sentences if one.facts]
    assert len(sentences) > 25
    for one in sentences:
        assert loose(Sentence(one.text, (), one.names), language) != []
        moved = tuple(
            replace(f, value=f.value + 123.4567, date=f.date and f.date.replace(year=1901)) for f in one.facts
        )
        assert loose(Sentence(one.text, moved, one.names), language) != []


def test_a_number_without_a_fact_cannot_be_said() -> None:
    with pytest.raises(ValueError, match="12"):
        say("plan.lever", "vi", name="12 nhà", spans="tăng")


def test_the_levels_are_those_of_the_run() -> None:
    """A twin: the scenario projected by itself, with the members that the explanation names."""
    found = facts(explanation(case("son-la-nha-o-truoc"), "vi"))
    scenario, parameters = alternative("son-la-nha-o-truoc"), members(posterior(), DRAWS, SEED)
    alone_run = project(scenario, evidence(), parameters)
    for name in ("poverty_rate", "multidimensional_rate", "ntm_communes_attained"):
        level = interval(at(alone_run, name, 2030))
        got = [found[f"scenario.{name}.2030.{end}"].value for end in ("p05", "median", "p95")]
        expected = [level.p05, level.median, level.p95]
        assert np.allclose(got, expected, rtol=0, atol=1e-12)
    for target in scenario.targets or ():
        told = found[f"scenario.chance.{target.indicator}.{target.date}"]
        assert told.value == chance(alone_run, target)
        assert told.date == target.date


def test_the_start_is_the_last_reported_figure() -> None:
    found = facts(explanation(case("none"), "vi"))["reported.poverty_rate"]
    row = next(row for row in evidence().observations if row.obs_id == "son-la-poverty-rate-2024-s22-vnvn-sl-pov-2024")
    assert (found.value, found.date) == (row.value, row.period_end)
    assert row.obs_id in found.origin


def test_the_years_of_a_plan_are_told() -> None:
    (line,) = [s for s in explanation(case("longer"), "vi").paragraphs[1].sentences if "Giai đoạn" in s.text]
    assert line.text == "Giai đoạn: 2026–2030 → 2026–2033."
    assert {fact.value for fact in line.facts} == {2026.0, 2030.0, 2033.0}


def test_levers_say_whether_the_file_or_the_baseline_sets_them() -> None:
    found = facts(explanation(case("son-la-nha-o-truoc"), "vi"))
    told = {key: fact.origin for key, fact in found.items() if ".lever.housing.budget" in key}
    assert told["scenario.lever.housing.budget.2026"] == "mức đặt trong tệp son-la-nha-o-truoc 2.yaml"
    assert told["reference.lever.housing.budget.2026"] == "mức của phương án cơ sở"
    assert found["scenario.lever.housing.budget.2026-2030"].value == 3 * 180.0 + 2 * 60.0
    assert found["reference.lever.housing.budget.2026-2030"].value == 5 * 98.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_and_the_data_hold_every_sentence(language: str) -> None:
    found = explanation(case("events", full=True), language)
    text, data = plain_text(found), as_data(found)
    keys = [part["part"] for part in data["paragraphs"]]
    assert keys == ["message", "plan", "why", "results", "money", "chances", "doubts", "sources"]
    for part, told in zip(found.paragraphs, data["paragraphs"], strict=True):
        for sentence, one in zip(part.sentences, told["sentences"], strict=True):
            assert sentence.text in text
            assert one["text"] == sentence.text
            assert [fact["value"] for fact in one["facts"]] == [fact.value for fact in sentence.facts]
    assert found.message == found.paragraphs[0].sentences[0].text
