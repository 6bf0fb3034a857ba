"""The events of the page: what can be switched, what each says of itself, what a switch does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from simulator.scenario import Event
from simulator.texts import LANGUAGES
from simulator.ui.event_data import choices, explained, mark, planned, title, with_events
from simulator.ui.levers import applied, settings_of
from tests.shipped import LOCALITIES, baseline, evidence


@pytest.mark.parametrize("locality", LOCALITIES)
def test_what_is_law_is_on_and_what_might_happen_is_off(locality: str) -> None:
    found = choices(baseline(locality))
    assert {choice.event.type for choice in found if choice.planned} >= {"standard_change", "criteria_change"}
    assert {choice.event.type for choice in found if not choice.planned} == {"disaster", "delay", "programme_end"}
    assert len({choice.name for choice in found}) == len(found)
    assert settings_of(baseline(locality)).events == planned(baseline(locality))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("locality", LOCALITIES)
def test_every_event_says_what_it_does_and_where_it_is_from(locality: str, language: str) -> None:
    for choice in choices(baseline(locality)):
        written = (title(choice.event, language), mark(choice.event, language))
        help_text = explained(choice.event, locality, evidence(), language)
        for sentence in (*written, help_text):
            assert sentence
            assert "{" not in sentence
            assert "  " not in sentence
        assert ("Nguồn:" if language == "vi" else "Source:") in help_text


def test_switching_changes_the_events_and_nothing_else() -> None:
    scenario = baseline()
    settings = settings_of(scenario)
    assert applied(scenario, settings) is scenario
    off = next(choice for choice in choices(scenario) if choice.event.type == "standard_change")
    without = applied(scenario, replace(settings, events=settings.events - {off.name}))
    assert without == replace(scenario, events=tuple(e for e in scenario.events or () if e != off.event))
    storm = next(choice for choice in choices(scenario) if "yearly_chance" in choice.event.values)
    stormy = with_events(scenario, settings.events | {storm.name})
    assert storm.event in (stormy.events or ())
    assert [event for event in stormy.events or () if event != storm.event] == list(scenario.events or ())


def test_an_event_of_the_scenario_is_not_offered_twice() -> None:
    own = Event("delay", date(2026, 1, 1), {"months": 3.0}, "housing")
    found = [choice for choice in choices(replace(baseline(), events=(own,))) if choice.event.type == "delay"]
    assert [(choice.event, choice.planned) for choice in found] == [(own, True)]


@pytest.mark.parametrize(
    ("locality", "kind", "source"),
    [
        ("son-la", "merger", "vtcnews.vn"),
        ("lai-chau", "merger", "giả định"),  # 38 units were read, 36 rural communes of them are assumed
        ("vn", "merger", "giả định"),
        ("son-la", "disaster", "tienphong.vn"),
        ("son-la/quynh-nhai", "disaster", "giả định"),
        ("dien-bien", "standard_change", "huengaynay.vn"),
        ("dien-bien", "criteria_change", "vneconomy.vn"),
    ],
)
def test_an_event_is_cited_from_what_says_its_number(locality: str, kind: str, source: str) -> None:
    events = [event for event in baseline(locality).events or () if event.type == kind]
    help_text = explained(events[-1], locality, evidence(), "vi")
    assert source in help_text.partition("Nguồn:")[2]
