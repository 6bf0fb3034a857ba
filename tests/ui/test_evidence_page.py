"""The evidence page for every locality, in both languages: every part is drawn, nothing is half said."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from simulator.analysis import proof
from simulator.analysis.backtest import MODEL, Forecast
from simulator.analysis.rivals import RIVALS
from simulator.analysis.sbc import BINS, Ranks
from simulator.analysis.scores import normal_quantiles
from simulator.calibration import Posterior, Settings
from simulator.calibration.posterior import Residual
from simulator.calibration.prior import free, marginals
from simulator.evidence import Observation
from simulator.files import FORMULA_STARTS
from simulator.texts import LANGUAGES, text
from simulator.ui import evidence_choice, resources
from simulator.ui.evidence import PARTS
from simulator.ui.evidence_bar import EVERYWHERE
from simulator.ui.evidence_rows import table_message
from simulator.ui.evidence_uses import use_of
from tests.shipped import LOCALITIES, baseline, evidence
from tests.ui.pages import SHOWN, builders_asked, drawn, page_at
from tests.ui.printed import UNFILLED, told
from tests.ui.test_texts import ENGLISH

OWN = ("figures", "against", "fit", "skill", "learned")  # the parts that are tried here
SERVER_SECONDS = 0.3  # for the table of all figures


@lru_cache(maxsize=16)
def met(locality: str, effects: str = "causal") -> Posterior:
    """Draws of the prior that miss the fitted figures by known amounts, one of them by far."""
    rows = [
        row for row in evidence().of(locality) if row.fit == "yes" and row.indicator in ("poverty_rate", "households")
    ]
    missed = [
        Residual(
            row.obs_id, 0.9 * row.value, row.value, 1.1 * row.value, 0.05 * row.value, 3.4 if number == 0 else -0.5
        )
        for number, row in enumerate(rows)
    ]
    return replace(drawn(locality, effects), residuals=tuple(missed))


@lru_cache(maxsize=1)
def forecasts() -> tuple[Forecast, ...]:
    """Forecasts of a model that is half as far off as its rivals, but on communes twice as far."""
    found = []
    for question in (q for name in ("son-la", "vn") for q in proof_questions(name)):
        value = question.actual.value
        off = 0.4 if question.actual.indicator.startswith("ntm") else 0.1
        said = {MODEL: normal_quantiles(value * (1.0 + off), abs(value) * off)}
        said |= {who: normal_quantiles(value * 1.2, 0.2 * abs(value)) for who in RIVALS}
        found.append(Forecast(question, said))
    return tuple(found)


def proof_questions(locality: str) -> list[proof.Question]:
    from simulator.analysis.backtest import questions

    breaks = [event.date for event in baseline(locality).events or () if event.type == "merger"]
    return list(questions(evidence().of(locality), evidence().localities[locality].start, breaks))


@pytest.fixture(autouse=True)
def known_results(nothing_kept: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Known draws, known forecasts and known ranks."""
    monkeypatch.setattr(resources, "posterior", met)
    monkeypatch.setattr("simulator.ui.evidence_learned_view.posterior", met)
    monkeypatch.setattr(proof, "PROOF", tmp_path)


@pytest.fixture
def kept(tmp_path: Path) -> None:
    """A backtest and ranks in the folder of kept results: made of today's data, the ranks of one parameter uneven."""
    plans = {place: baseline(place) for place in LOCALITIES}
    proof.save_backtest(proof.backtest_record(evidence(), plans, ("son-la", "vn"), forecasts()), tmp_path)
    names = [prior.name for prior in free(marginals(evidence(), evidence().localities["son-la"], "causal"))]
    counts = dict.fromkeys(names, (10,) * BINS) | {names[0]: (10 * BINS, *(0,) * (BINS - 1))}
    ranks = Ranks("son-la", "causal", 10 * BINS, Settings(), 40, (), counts)
    proof.save_sbc(proof.sbc_record(evidence(), plans["son-la"], ranks), tmp_path)


@pytest.fixture
def opened() -> Callable[..., AppTest]:
    def open_page(language: str = "vi", locality: str = "son-la", part: str = "figures", **state: object) -> AppTest:
        state |= {f"evidence_locality_{language}": locality, evidence_choice.WISH: part}
        return page_at("evidence", language, **state).run()

    return open_page


@pytest.mark.parametrize(("language", "locality"), SHOWN)
def test_every_part_is_drawn_for_every_locality(
    opened: Callable[..., AppTest], kept: None, language: str, locality: str
) -> None:
    for part in OWN:
        app = opened(language, locality, part)
        assert not app.exception, part
        assert not app.error, part
        body = told(app)
        assert body.count("<h2>") == 1, part
        read = re.sub(r"<[^>]+>", " ", body)
        assert UNFILLED.search(read) is None, (part, UNFILLED.search(read))
        assert language == "en" or ENGLISH.search(read) is None, (part, ENGLISH.search(read))


def test_only_the_open_part_is_computed(opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = builders_asked(monkeypatch)
    opened(part="against")
    assert asked == []
    opened(part="learned")
    assert asked == ["simulator.ui.evidence_learned_view"]


def test_an_address_opens_the_figure(opened: Callable[..., AppTest]) -> None:
    row = next(row for row in evidence().of("hau-giang") if row.indicator == "credit_outstanding")
    app = page_at("evidence")
    app.query_params[evidence_choice.ADDRESS] = row.obs_id
    app.run()
    assert not app.exception
    assert app.selectbox(key="evidence_locality_vi").value == "hau-giang"
    assert app.session_state[evidence_choice.CHOSEN] == row.obs_id
    picker = next(box for box in app.selectbox if str(box.key).startswith("evidence_indicator_"))
    assert picker.value == "credit_outstanding"


def test_an_address_of_a_place_that_is_not_simulated_opens_all_places() -> None:
    row = next(row for row in evidence().observations if row.locality == "thanh-hoa")
    app = page_at("evidence")
    app.query_params[evidence_choice.ADDRESS] = row.obs_id
    app.run()
    assert app.session_state[EVERYWHERE]
    assert app.session_state[evidence_choice.CHOSEN] == row.obs_id


def test_an_unknown_address_is_told_and_another_locality_drops_the_figure(opened: Callable[..., AppTest]) -> None:
    app = page_at("evidence")
    app.query_params[evidence_choice.ADDRESS] = "no-such-<b>figure"
    app.run()
    assert not app.exception
    assert "no-such-&lt;b&gt;figure" in told(app)
    row = next(row for row in evidence().of("son-la") if row.indicator == "households")
    app.query_params[evidence_choice.ADDRESS] = row.obs_id
    app.run()
    assert app.session_state[evidence_choice.CHOSEN] == row.obs_id
    app.selectbox(key="evidence_locality_vi").set_value("vn").run()
    assert evidence_choice.ADDRESS not in app.query_params


def test_the_part_of_contradictions_shows_both_sides_and_what_was_used(opened: Callable[..., AppTest]) -> None:
    body = told(opened(part="against"))
    boxes = body.split("evidence-against")[1:]
    box = next(box for box in boxes if "11,11%" in box)
    assert "10,89%" in box
    assert box.index("10,89%") < box.index(text("evidence.against.used", "vi")) < box.index("11,11%")
    assert text("evidence.reason.marked", "vi") in box
    assert any("14,17%" in box and "14,41%" in box for box in boxes)


def test_the_fit_names_what_is_missed(opened: Callable[..., AppTest]) -> None:
    body = told(opened(part="fit"))
    assert text("evidence.fit.above", "vi") in body
    assert "+3,4" in body
    assert "59" not in body.split("</h2>")[0]  # the counts are of these draws, not of a text


def test_where_a_rival_wins_the_page_says_so(opened: Callable[..., AppTest], kept: None) -> None:
    body = told(opened(part="skill"))
    lost = re.findall(r"<li>([^<]+)</li>", body)
    assert any(line.startswith(text("skill.indicator.ntm_communes_attained", "vi")) for line in lost)
    assert not any(line.startswith(text("skill.indicator.poverty_rate", "vi")) for line in lost)
    assert "(đúng ra" not in body  # that is the words of the terminal
    assert text("evidence.skill.stale", "vi") not in body
    assert body.count("evidence-ranks") > 20
    assert "p &lt; 0,01" in body


def test_without_kept_results_the_page_says_how_to_make_them(opened: Callable[..., AppTest]) -> None:
    app = opened(part="skill")
    assert not app.exception
    assert text("evidence.skill.missing", "vi") in told(app)
    assert "backtest --keep" in told(app)
    assert "simulator prove" in told(app)


def test_what_the_figures_do_not_tell_comes_first(opened: Callable[..., AppTest]) -> None:
    body = told(opened(part="learned"))
    heads = [body.find(text(f"learned.head.{verdict}", "vi")) for verdict in ("silent", "much")]
    heads = [place for place in heads if place >= 0]
    assert heads == sorted(heads)
    assert body.count("evidence-range'") > 40
    assert text("learned.head.pairs", "vi") in body


def message(language: str, rows: tuple[Observation, ...]) -> dict[str, object]:
    fitted = {place: frozenset(r.obs_id for r in met(place).residuals) for place in LOCALITIES}
    loaded: dict[str, object] = json.loads(table_message(rows, fitted, evidence(), language, "t"))
    return loaded


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_every_figure_once_and_in_the_language(language: str) -> None:
    rows = evidence().observations
    found: list[dict[str, object]] = message(language, rows)["rows"]  # type: ignore[assignment]
    assert sorted(str(row["id"]) for row in found) == sorted(row.obs_id for row in rows)
    assert not [row["id"] for row in found if row["fold"]]  # every note of ours is translated
    for row in found:
        words = json.dumps(
            {name: part for name, part in row.items() if name not in ("id", "csv", "codes")}, ensure_ascii=False
        )
        words = re.sub(r"https?://[^\"]+", "", words)
        told_words = " ".join(re.findall(r': "([^"]*)"', words))
        assert UNFILLED.search(told_words) is None, told_words
        assert language == "en" or ENGLISH.search(told_words) is None, told_words
        assert re.search(r"\w", str(row["name"]))
        assert "_" not in str(row["name"])


def test_the_csv_is_safe_and_complete() -> None:
    sly = replace(evidence().of("son-la")[0], note="=1+1", obs_id="son-la-sly")
    found = message("vi", (*evidence().of("son-la"), sly))
    head, lines = found["csv"]["head"], [row["csv"] for row in found["rows"]]  # type: ignore[index,attr-defined]
    assert head.startswith("\ufeff")
    table = list(csv.DictReader(io.StringIO("\r\n".join([head.removeprefix("\ufeff"), *lines]), newline="")))
    assert len(table) == len(evidence().of("son-la")) + 1
    by_id = {row[text("evidence.csv.id", "vi")]: row for row in table}
    rate = by_id["son-la-poverty-rate-2024-s22-vnvn-sl-pov-2024"]
    assert rate[text("evidence.csv.value", "vi")] == "0.1089"
    assert rate[text("evidence.csv.end", "vi")] == "2024-12-31"
    assert by_id["son-la-sly"][text("evidence.csv.note", "vi")] == "'=1+1"
    numbers = {text(f"evidence.csv.{name}", "vi") for name in ("value",)}
    cells = [cell for row in table for name, cell in row.items() if name not in numbers]
    assert [cell for cell in cells if cell[:1] in FORMULA_STARTS and cell] == []


def test_all_figures_are_told_in_time() -> None:
    def seconds() -> float:
        start = time.process_time()  # others may be at work on the machine
        message("vi", evidence().observations)
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < SERVER_SECONDS


def test_a_figure_says_why_it_is_not_fitted() -> None:
    rows = {row.obs_id: row for row in evidence().observations}
    rate = rows["son-la-poverty-rate-2024-s22-vnvn-sl-pov-2024"]
    assert use_of(rate, frozenset({rate.obs_id})).kind == "fitted"
    assert use_of(rate, frozenset({"another"})).why == "outside"
    assert use_of(rate, frozenset()).why == "place"
    assert use_of(rows["son-la-poverty-rate-2023-s22-slp-1719"], None).why == "doubtful"
    assert {use_of(row, None).kind for row in rows.values() if row.fit == "no"} == {"target"}
    assert use_of(rows["son-la-communes-total-2011-nn-sl-ntm-2011"], frozenset({"another"})).why == "uncomputed"


def test_every_part_has_a_name() -> None:
    assert set(OWN) <= set(PARTS)
    assert all(text(f"evidence.part.{part}", language) for part in PARTS for language in LANGUAGES)
