"""The texts of an explanation are whole, hold no number of their own, and each is in its language."""

from __future__ import annotations

import ast
import csv
import re
from functools import lru_cache
from pathlib import Path

import pytest

from simulator import texts
from simulator.report.explanation import INDICATORS, PARTS, explanation
from simulator.report.explanation.chances import LIKELY, UNLIKELY
from simulator.texts import LANGUAGES, keys, text
from tests.report.explanation.cases import alone, case, others
from tests.report.explanation.parsed import without_names
from tests.shipped import LOCALITIES
from tests.ui.test_details_texts import asked_in

FOLDER = Path(texts.__file__).parents[1] / "report" / "explanation"
PREFIX = "explanation."
ENGLISH = re.compile(
    r"\b(the|and|of|with|from|for|is|are|in|to|at|by|than|draws?|baseline|scenario|poverty|households?|communes?|billion"
    r"|standard|reported|higher|lower|falls|rises|target|source|year|None|nan|True|False)\b",
    re.I,
)
VIETNAMESE = re.compile(r"[À-ỹ]")
NOT_NAMES = re.compile(r"[\w.]*_[\w.]*|\b[a-z]+\.[a-z]+\b")  # keys of the program


@lru_cache(maxsize=1)
def table() -> dict[str, tuple[str, str]]:
    with (texts.FOLDER / "explanation.csv").open(encoding="utf-8", newline="") as stream:
        return {row["key"]: (row["vi"], row["en"]) for row in csv.DictReader(stream)}


def asked() -> list[re.Pattern[str]]:
    found: set[str] = set()
    for path in sorted(FOLDER.glob("*.py")):
        for pattern in asked_in(ast.parse(path.read_text(encoding="utf-8"))):
            if re.fullmatch(r"(?:[\w\\.-]|\.\+)+", pattern) and re.search(r"\w{3}", pattern):
                found |= {pattern, re.escape(PREFIX) + pattern}
    return [re.compile(pattern) for pattern in found if pattern != re.escape(PREFIX) + ".+"]


def test_no_text_is_left_over() -> None:
    patterns = asked()
    assert len(table()) > 120
    assert [key for key in table() if not any(pattern.fullmatch(key) for pattern in patterns)] == []


def test_everything_that_is_put_together_has_a_text() -> None:
    wanted = {f"part.{name}" for name in PARTS}
    wanted |= {f"move.{kind}" for kind in ("rise", "fall", "same", "hardly")}
    wanted |= {f"path.{kind}" for kind in ("rise", "fall", "same", "hardly", "only", "apart")}
    wanted |= {f"likelihood.{word}" for _, word in (*LIKELY, *UNLIKELY)} | {
        "likelihood.never",
        "likelihood.nearly_never",
    }
    wanted |= {f"against.{kind}" for kind in ("higher", "lower", "higher_pairs", "lower_pairs", "equal", "tiny")}
    wanted |= {f"chance.{kind}" for kind in ("higher", "lower", "below", "above", "of")}
    wanted |= {f"doubt.bar_{kind}" for kind in ("rise", "fall", "same")}
    assert {PREFIX + name for name in wanted} - keys() == set()


def test_no_text_holds_a_number() -> None:
    """A number in a template would have no fact."""
    assert [key for key, told in table().items() if re.search(r"\d", " ".join(told))] == []


@pytest.mark.parametrize("name", others())
def test_each_language_is_itself(name: str) -> None:
    for language in LANGUAGES:
        for indicator in (INDICATORS[0], INDICATORS[2]):
            found = explanation(case(name, indicator, full=name == "events" and indicator == INDICATORS[0]), language)
            check(found, language)


@pytest.mark.parametrize("locality", LOCALITIES)
def test_each_language_is_itself_everywhere(locality: str) -> None:
    for language in LANGUAGES:
        check(explanation(alone(locality), language), language)


def check(found: object, language: str) -> None:
    wrong = ENGLISH if language == "vi" else VIETNAMESE
    for part in found.paragraphs:  # type: ignore[attr-defined]
        for sentence in part.sentences:
            left = without_names(sentence)
            assert wrong.findall(left) == [], sentence.text
            assert NOT_NAMES.findall(left) == [], sentence.text
            assert re.fullmatch(r"\S.*[.]", sentence.text), sentence.text
            assert "  " not in sentence.text
            assert "{" not in left
            assert sentence.text[0] == sentence.text[0].upper()
            for fact in sentence.facts:
                assert language == "en" or not re.search(r"\b(draws|posterior|seed|lever|projection)\b", fact.origin)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_title_stays_text_on_one_line(language: str) -> None:
    from dataclasses import replace

    plain = case("none")
    title = "{digest} 12.345\nx “a” <b>\u202e"
    outcomes = list(plain.comparison.outcomes)
    outcomes[1] = replace(outcomes[1], scenario=replace(outcomes[1].scenario, title=title, first_year=2025))
    found = explanation(replace(plain, comparison=replace(plain.comparison, outcomes=tuple(outcomes))), language)
    for part in found.paragraphs:
        for sentence in part.sentences:
            assert sentence.text.isprintable()
    assert "{digest} 12.345 x" in found.message


def test_the_baseline_is_headed_as_such_and_a_copy_by_its_own_title() -> None:
    assert explanation(alone("son-la"), "en").title.startswith("The baseline explained")
    assert "“Như cơ sở”" in explanation(case("none"), "en").title


@pytest.mark.parametrize("language", LANGUAGES)
def test_chances_in_words_say_that_they_rest_on_assumptions(language: str) -> None:
    (part,) = [one for one in explanation(alone("son-la"), language).paragraphs if one.key == "chances"]
    assert part.sentences[-1].text == text(
        "explanation.chance.rests", language, part=text("explanation.part.doubts", language)
    )


def test_a_reference_is_called_the_baseline_only_if_it_is() -> None:
    told = explanation(case("none"), "vi").paragraphs[0].sentences[1].text
    assert text("explanation.name.baseline", "vi") in told
    assert "“Sơn La" not in told
