"""The methods page prints the model that runs: its tags, parameters, figures and gaps."""

from __future__ import annotations

import ast
import re
import time
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulator import __version__, model
from simulator.calibration import Posterior, Residual, Settings
from simulator.calibration.likelihood import TRAINEES
from simulator.calibration.prior import START, marginals
from simulator.calibration.problem import Problem, problem
from simulator.evidence import Evidence, Observation, load_evidence
from simulator.model import communes, households
from simulator.model.years import YEAR
from simulator.report.ranges import model_range, parameter_range, reported_value
from simulator.scenario import baseline_path, load_scenario
from simulator.texts import LANGUAGES, keys, text
from simulator.ui import resources
from simulator.ui.methods import SECTIONS
from simulator.ui.methods_data import ORDER, FitRow, Range, applied_record, fit_of, parameter_rows
from simulator.ui.methods_drawing import ARROWS, HEIGHT, WIDTH, drawing
from simulator.ui.methods_equations import FORMULAS, tags
from simulator.ui.methods_more import DIGEST_LETTERS, newest
from simulator.ui.methods_tables import fit_table, parameter_table, unverified_rules
from simulator.units import day
from tests.ui.pages import page_at, uncalibrated

TAG = re.compile(r"^([A-Z]\d+)\.")
LOCALITIES = ("son-la", "dien-bien", "lai-chau", "hau-giang", "thanh-hoa/dong-son", "vn")
DRAWS = 400


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    return load_evidence()


@lru_cache(maxsize=8)
def task(locality: str) -> Problem:
    return problem(evidence(), load_scenario(baseline_path(locality), evidence()), effects="causal")


def posterior(locality: str, *, learned: dict[str, tuple[float, float]] | None = None) -> Posterior:
    """Draws of the prior, except that the named parameters have another (mean, deviation); residuals all zero."""
    found = task(locality)
    names = [prior.name for prior in found.free]
    z = np.random.default_rng(1).standard_normal((len(names), DRAWS))
    z = (z - z.mean(axis=1, keepdims=True)) / z.std(axis=1, keepdims=True)
    for name, (mean, deviation) in (learned or {}).items():
        z[names.index(name)] = mean + deviation * z[names.index(name)]
    residuals = tuple(
        Residual(term.observation.obs_id, *(term.observation.value,) * 3, spread=1.0, residual=0.0)
        for term in found.terms
    )
    return Posterior(
        locality, "causal", z.astype(np.float32), found.parameters(z), residuals, Settings(draws=DRAWS), 380.0, ""
    )


def docstring_tags() -> list[str]:
    found = []
    for path in Path(model.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                match = TAG.match(ast.get_docstring(node) or "")
                found += [match[1]] if match else []
    return found


def test_the_page_prints_exactly_the_equations_of_the_model() -> None:
    assert sorted(tags()) == sorted(docstring_tags())
    assert all(tag.startswith(block) for block, formulas in FORMULAS.items() for tag in formulas)


def test_every_equation_has_its_words_and_its_basis() -> None:
    written = {f"methods.{part}.{tag}" for tag in tags() for part in ("name", "words", "origin")}
    assert written <= keys()
    present = {key for key in keys() if re.fullmatch(r"methods\.(name|words|origin)\.[A-Z]\d+", key)}
    assert present == written


def test_every_parameter_and_starting_value_has_a_name() -> None:
    names = {record.name for record in evidence().parameters}
    names |= {START + name for place in evidence().localities.values() for name in place.start_values}
    assert {key.removeprefix("parameter.") for key in keys() if key.startswith("parameter.")} == names


def test_every_compared_indicator_has_a_name() -> None:
    assert {key.removeprefix("observed.") for key in keys() if key.startswith("observed.")} == set(ORDER)


def test_every_unit_scope_and_unverified_rule_can_be_written() -> None:
    rules = unverified_rules(evidence())
    units = {record.unit or "none" for record in evidence().parameters}
    units |= {start.unit for place in evidence().localities.values() for start in place.start_values.values()}
    units |= {row.unit for row in evidence().observations if row.fit == "yes" and row.indicator in ORDER}
    units |= {rule.unit for rule in rules if rule.value is not None}
    assert {unit for unit in units if f"methods.unit.{unit}" not in keys()} == set()
    assert {rule.topic for rule in rules if f"methods.rule.{rule.topic}" not in keys()} == set()
    assert {rule.scope for rule in rules if f"methods.scope.{rule.scope.replace(' ', '_')}" not in keys()} == set()
    assert rules


@pytest.mark.parametrize("locality", LOCALITIES)
def test_the_row_that_is_cited_is_the_one_that_the_model_uses(locality: str) -> None:
    place = evidence().localities[locality]
    for prior in marginals(evidence(), place, "causal"):
        if not prior.name.startswith((START, YEAR)):
            record = applied_record(evidence(), place, prior.name)
            assert (record.median, record.p05, record.p95) == (prior.median, prior.p05, prior.p95), prior.name


@pytest.mark.parametrize("locality", LOCALITIES)
def test_every_parameter_of_a_locality_is_listed_once(locality: str) -> None:
    place = evidence().localities[locality]
    rows = parameter_rows(evidence(), place, posterior(locality))
    assert sorted(row.name for row in rows) == sorted(
        prior.name for prior in marginals(evidence(), place, "causal") if not prior.name.startswith(YEAR)
    )
    groups = [group for group, _ in groupby(rows, key=lambda row: row.group)]
    assert len(groups) == len(set(groups))  # one heading each
    assert {row.learned for row in rows} == {"same", "fixed"}
    assert all(row.before.fixed == (row.learned == "fixed") for row in rows)


def test_what_the_figures_taught_is_seen() -> None:
    learned = {"households.exit_rate": (0.1, 0.3), "ntm.loss_rate": (1.2, 1.0), "credit.exit_effect": (0.1, 0.9)}
    rows = parameter_rows(evidence(), evidence().localities["son-la"], posterior("son-la", learned=learned))
    found = {row.name: row for row in rows}
    assert found["households.exit_rate"].learned == "narrowed"
    assert found["households.exit_rate"].scope == "north-west"
    assert found["ntm.loss_rate"].learned == "shifted"
    assert found["credit.exit_effect"].learned == "same"
    assert found["credit.exit_effect"].after.p05 < 0 < found["credit.exit_effect"].after.p95
    assert found["credit.writeoff_rate"].assumed
    assert found["credit.writeoff_rate"].source_ids


@pytest.mark.parametrize("locality", LOCALITIES)
def test_every_figure_marked_for_fitting_is_accounted_for(locality: str) -> None:
    observations = evidence().of(locality)
    fit = fit_of(observations, posterior(locality))
    marked = [row for row in observations if row.fit == "yes"]
    assert len(fit.rows) + fit.outside + fit.uncomputed == len(marked)
    assert len(fit.rows) == len(task(locality).terms)
    used = {row.observation.obs_id for row in fit.rows}
    start = evidence().localities[locality].start
    inside = [
        row
        for row in marked
        if row.obs_id not in used
        and row.indicator in ORDER
        and row.indicator not in TRAINEES
        and row.period_end >= start
        and (row.period_start is None or row.period_start > start)
    ]
    assert inside == []


def seen(value: float, unit: str, bound: str = "exact", **more: object) -> Observation:
    row = next(row for row in evidence().of("son-la") if row.fit == "yes" and row.indicator == "poverty_rate")
    return replace(row, value=value, unit=unit, bound=bound, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("bound", "residual", "expected"),
    [("at_least", 3.0, None), ("at_least", -3.0, -3.0), ("at_most", -3.0, None), ("exact", 3.0, 3.0)],
)
def test_a_floor_or_ceiling_that_is_met_has_no_residual(bound: str, residual: float, expected: float | None) -> None:
    row = seen(0.2, "share", bound)
    found = replace(posterior("son-la"), residuals=(Residual(row.obs_id, 0.1, 0.2, 0.3, 0.01, residual),))
    fit = fit_of([row], found)
    assert fit.rows[0].residual == expected
    assert fit.beyond == (expected is not None)


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    effect = Range(0.083, -0.056, 0.22)
    assert parameter_range(effect, "ratio", "vi", like=0.083) == "0,083 (−0,056 – 0,220)"
    assert parameter_range(Range(1.35, 1.1, 1.7), "ratio", "en", like=1.35) == "1.35 (1.10–1.70)"
    assert parameter_range(Range(0.52, 0.4, 0.75), "share", "vi", like=0.52) == "52% (40–75%)"
    assert parameter_range(Range(289700, 287000, 292000), "household", "vi", like=289700) == "289.700 (287.000–292.000)"
    assert parameter_range(Range(3.0, 3.0, 3.0), "year", "en", like=3.0) == "3.0"
    assert reported_value(seen(0.1089, "share"), "vi") == "10,89%"
    assert model_range(Range(0.59, 0.575, 0.602), seen(0.59, "share"), "en") == "59.0% (57.5–60.2%)"
    assert reported_value(seen(-0.0402, "share_per_year"), "vi") == "−4,02"
    assert model_range(Range(73.2, 70.7, 75.8), seen(74, "commune"), "vi") == "73,2 (70,7–75,8)"


def test_a_missed_figure_stands_out_in_the_table() -> None:
    row = seen(0.2, "share", period_end=date(2024, 12, 31))
    table = fit_table([FitRow(row, Range(0.25, 0.24, 0.26), 4.2)], evidence(), "vi")
    assert "31/12/2024" in table
    assert "+4,2" in table
    assert text("methods.fit_beyond", "vi") in table


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parameter_table_says_source_or_assumption(language: str) -> None:
    rows = parameter_rows(evidence(), evidence().localities["son-la"], posterior("son-la"))
    body = ElementTree.fromstring(parameter_table(rows, evidence(), language))
    sources = [cell.text for cell in body.iter("td") if cell.get("class") == "source"]
    assert len(sources) == len(rows)
    assert all(sources)
    assert sum(source == text("source.assumption", language) for source in sources) > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_is_whole_and_says_what_it_shows(language: str) -> None:
    drawn = drawing(language)
    assert "\n" not in drawn  # Markdown would end the drawing at a blank line
    image = ElementTree.fromstring(drawn).find("div/svg")
    assert image is not None
    assert image.get("aria-label") == text("methods.drawing.alt", language)
    shown = {label.text for label in image.iter("text")}
    unused = {key for key in keys() if key.startswith("methods.drawing.") and not key.endswith((".alt", ".caption"))}
    written = " ".join(filter(None, shown))
    assert {key for key in unused if text(key, language) not in written} == set()
    assert all(0 <= float(label.get("x", "-1")) <= WIDTH for label in image.iter("text"))
    assert all(0 <= float(label.get("y", "-1")) <= HEIGHT for label in image.iter("text"))


def test_every_move_of_the_model_is_drawn() -> None:
    assert set(ARROWS) == set(households.MOVES.pairs)
    image = ElementTree.fromstring(drawing("vi"))
    moves = households.MOVES.pairs + communes.MOVES.pairs
    drawn = [path for path in image.iter("path") if path.get("class") in ("arrow up", "arrow down")]
    assert len(drawn) == len(moves)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_names_version_data_and_days(language: str) -> None:
    app = opened(language)
    cited = next(part for part in app.get("html") if "id='methods-cite'" in part.proto.body).proto.body
    assert __version__ in cited
    assert evidence().digest[:DIGEST_LETTERS] in cited
    today = date.today()
    assert day(today, language) in cited
    assert day(newest(evidence(), today), language) in cited


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_that_is_listed_is_there(language: str) -> None:
    app = opened(language)
    for section in SECTIONS:
        assert f"id='methods-{section}'" in printed(app)
        assert f"href='#methods-{section}'" in printed(app)


def opened(language: str) -> AppTest:
    return page_at("methods", language).run()


def printed(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_everything_and_follows_the_locality(language: str) -> None:
    app = opened(language)
    assert not app.exception
    assert not app.error
    assert len(app.latex) == len(tags())
    assert all(f">{tag}</b>" in printed(app) for tag in tags())
    place = evidence().localities["thanh-hoa/dong-son"]
    name = place.name_vi if language == "vi" else place.name_en
    assert name not in printed(app)
    started = time.perf_counter()
    app.selectbox(key=f"methods_locality_{language}").set_value(place.id).run()
    assert time.perf_counter() - started < 1.0
    assert not app.exception
    assert name in printed(app)


def test_a_locality_without_a_calibration_is_told_and_the_rest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "posterior", uncalibrated)
    app = opened("vi")
    assert not app.exception
    assert "son-la.causal.npz" in app.code[0].value
    assert text("methods.rules_title", "vi") in printed(app)
