"""The backtest knows nothing that was not known, asks what can be asked, and beats a straw man only by merit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
import pytest

from simulator.analysis.backtest import MODEL, Forecast, Question, backtest, known_at, model_quantiles, questions
from simulator.analysis.proof import load_backtest
from simulator.analysis.rivals import RIVALS, constant_rate, last_value, rival_quantiles, straight_line
from simulator.analysis.scores import LEVELS
from simulator.analysis.skill import ALL, skill
from simulator.calibration import Settings
from simulator.evidence import Evidence, Observation
from simulator.scenario import Scenario, completed
from tests.shipped import LOCALITIES, baseline, evidence

QUICK = Settings(draws=200, moves=8)
PLACE = "son-la/sop-cop"


def whole(locality: str) -> Scenario:
    return completed(baseline(locality), baseline(locality))


def asked(locality: str) -> list[Question]:
    breaks = [event.date for event in whole(locality).events or () if event.type == "merger"]
    return list(questions(evidence().of(locality), evidence().localities[locality].start, breaks))


@lru_cache(maxsize=1)
def forecasts() -> tuple[Forecast, ...]:
    """The shipped ones, of all localities."""
    return load_backtest(evidence(), {name: whole(name) for name in LOCALITIES})[0].forecasts


def series(*values: float) -> list[Observation]:
    row = next(row for row in evidence().observations if row.indicator == "poverty_rate")
    return [
        replace(row, period_end=date(2016 + year, 12, 31), value=value, obs_id=f"x{year}")
        for year, value in enumerate(values)
    ]


@pytest.mark.parametrize("locality", LOCALITIES)
def test_a_question_is_about_later_years_of_one_series_under_one_standard(locality: str) -> None:
    for question in asked(locality):
        assert 0.0 < question.years <= 3.01
        assert question.origin > evidence().localities[locality].start
        for row in question.known:
            assert row.period_end <= question.origin < question.actual.period_end
            assert (row.indicator, row.standard) == (question.actual.indicator, question.actual.standard)


def test_counts_of_communes_do_not_cross_a_merger() -> None:
    merger = date(2025, 7, 1)
    crossing = [q for q in asked("dien-bien") if q.actual.indicator.startswith("ntm_") and q.actual.period_end > merger]
    assert crossing == []
    assert any(q.actual.indicator.startswith("ntm_") for q in asked("dien-bien"))


def after(found: Evidence, origin: date, spoil: float) -> Evidence:
    """The evidence with everything after a day multiplied: figures and money."""
    rows = tuple(
        replace(row, value=row.value * spoil) if row.period_end > origin else row for row in found.observations
    )
    localities = {
        name: replace(
            place,
            history={
                path: replace(
                    lever,
                    values=tuple((day, value * spoil if day > origin else value) for day, value in lever.values),
                )
                for path, lever in place.history.items()
            },
        )
        for name, place in found.localities.items()
    }
    return replace(found, observations=rows, localities=localities)


def test_nothing_later_reaches_a_forecast() -> None:
    question = next(q for q in asked(PLACE) if q.actual.indicator == "poverty_rate")
    spoilt = after(evidence(), question.origin, 0.4)
    odd = replace(question, actual=next(row for row in spoilt.observations if row.obs_id == question.actual.obs_id))
    assert odd.actual.value != question.actual.value
    honest = model_quantiles(evidence(), whole(PLACE), question.origin, [question], "causal", QUICK)
    blind = model_quantiles(spoilt, whole(PLACE), question.origin, [odd], "causal", QUICK)
    np.testing.assert_array_equal(honest[question.actual.obs_id], blind[question.actual.obs_id])


def test_what_was_known_leaves_out_later_figures_money_and_events() -> None:
    origin = date(2022, 12, 31)
    then, plan = known_at(evidence(), whole("son-la"), origin)
    assert max(row.period_end for row in then.observations) <= origin
    levers = then.localities["son-la"].history.values()
    assert all(day <= origin for lever in levers for day, _ in lever.values[1:])
    assert plan.events == ()


def test_the_rivals_are_what_their_names_say() -> None:
    day = date(2020, 12, 31)
    assert last_value(series(0.3, 0.2), day) == 0.2
    assert straight_line(series(0.5, 0.4, 0.3), day) == pytest.approx(0.1, abs=1e-3)
    assert straight_line(series(0.3, 0.1), day) == 0.0
    assert constant_rate(series(0.4, 0.2, 0.1), day) == pytest.approx(0.025, rel=2e-3)
    for forecast in RIVALS.values():
        assert forecast(series(0.3), day) == pytest.approx(0.3)
    assert constant_rate(series(0.3, 0.0), day) == 0.0


def test_a_rival_does_not_know_its_own_errors_in_the_locality() -> None:
    every = [question for name in LOCALITIES for question in asked(name)]
    question = next(q for q in every if q.actual.locality == "son-la" and q.actual.indicator == "poverty_rate")
    odd = replace(question.actual, value=7.0)
    spoilt = [replace(q, actual=odd) if q.actual.obs_id == odd.obs_id else q for q in every]
    for name, quantiles in rival_quantiles(question, every).items():
        np.testing.assert_array_equal(quantiles, rival_quantiles(question, spoilt)[name])


def test_every_forecast_is_a_distribution_and_the_same_again() -> None:
    found = backtest(evidence(), {name: whole(name) for name in LOCALITIES}, [PLACE], settings=QUICK)
    assert {f.question.actual.locality for f in found} == {PLACE}
    assert {PLACE, "son-la", "vn"} < {f.question.actual.locality for f in forecasts()} <= {*LOCALITIES}
    for forecast in (*found, *forecasts()):
        assert {MODEL, *RIVALS} == forecast.said.keys()
        for quantiles in forecast.said.values():
            assert quantiles.shape == (len(LEVELS),)
            assert (np.diff(quantiles) >= 0.0).all()
    again = model_quantiles(
        evidence(),
        whole(PLACE),
        date(2023, 12, 31),
        [q for q in asked(PLACE) if q.origin.year == 2023],
        "causal",
        QUICK,
    )
    (here,) = [f for f in found if f.question.origin.year == 2023]
    np.testing.assert_array_equal(again[here.question.actual.obs_id], here.said[MODEL])


def test_the_skill_is_one_for_a_model_that_says_what_the_best_rival_says() -> None:
    best = skill(forecasts())[-1].best
    copied = tuple(replace(f, said={**f.said, MODEL: f.said[best]}) for f in forecasts())
    row = skill(copied)[-1]
    assert row.indicator == ALL
    assert (row.relative, row.relative_width) == (pytest.approx(1.0), pytest.approx(1.0))
    assert row.forecasts == len(forecasts())
    assert all(0 <= hits.held <= hits.of == row.forecasts for hits in row.hits.values())


def test_widths_are_compared_at_equal_coverage() -> None:
    """A model with the best rival's medians and bands of half the width is as wide as it has to be to hold as much."""
    best = skill(forecasts())[-1].best

    def narrowed(factor: float) -> tuple[Forecast, ...]:
        said = [f.said[best][3] + factor * (f.said[best] - f.said[best][3]) for f in forecasts()]
        return tuple(replace(f, said={**f.said, MODEL: one}) for f, one in zip(forecasts(), said, strict=True))

    whole_width, nothing = (skill(narrowed(factor))[-1] for factor in (1.0, 1e-9))
    assert whole_width.relative_width == pytest.approx(1.0)
    assert nothing.hits[0.9].held == 0
    half = skill(narrowed(0.5))[-1]
    fewer = whole_width.hits[0.9].held - half.hits[0.9].held
    assert (half.relative_width == pytest.approx(0.5)) if fewer == 0 else (0.5 < half.relative_width <= 1.0)


def test_a_model_that_knows_the_answer_scores_nothing() -> None:
    knowing = tuple(replace(f, said={**f.said, MODEL: np.full(7, f.question.actual.value)}) for f in forecasts())
    for row in skill(knowing):
        assert row.relative == pytest.approx(0.0, abs=1e-12)
        assert all(hits.held == hits.of for hits in row.hits.values())


def test_no_forecast_is_no_skill() -> None:
    with pytest.raises(ValueError, match="no forecast"):
        skill(())
