"""What is written reads back as the same scenario, in one layout."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings

from simulator.scenario import Scenario, dump_scenario, parse_scenario
from simulator.scenario.vocabulary import LEVER_ORDER
from tests.scenario.examples import BRIEF, EVIDENCE, LEVERS, scenarios

PLAIN = Scenario("A", "son-la", "", 2026, 2030, {})


def read(text: str) -> Scenario:
    return parse_scenario(text, file="plan.yaml", evidence=EVIDENCE)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
@example(replace(PLAIN, title="no", note="null"))
@example(replace(PLAIN, title="- a: b # c", note="một\nhai\nba"))
@example(replace(PLAIN, title='"', note="\n một\n\n"))
@example(replace(PLAIN, levers={"ntm.investment": ((2026, 1.234),), "housing.budget": ((2027, 1e-07),)}))
def test_a_scenario_survives_writing_and_reading(scenario: Scenario) -> None:
    text = dump_scenario(scenario)
    assert read(text) == scenario
    assert dump_scenario(read(text)) == text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_other_readers_see_the_same_texts(scenario: Scenario) -> None:
    document = yaml.safe_load(dump_scenario(scenario))
    assert (document["title"], document.get("note", "")) == (scenario.title, scenario.note)


def test_the_layout_of_the_brief() -> None:
    assert (
        dump_scenario(read(BRIEF))
        == """\
format: 1
title: Ưu tiên tín dụng cho hộ mới thoát nghèo
locality: son-la
note: Vì sao phương án này đáng xem.
years: {from: 2026, to: 2030}
levers:  # billion VND a year or a share; a number holds every year, a mapping from that year on
  credit:
    new_capital: {central: 350, mobilised: 60, entrusted: {2026: 60, 2028: 90}}
    shares: {poor: 0.25, near_poor: 0.2, recently_escaped: 0.2, job_creation: 0.2, water_sanitation: 0.15}
  housing: {budget: 90, repair_share: 0.15}
  training: {budget: 25, jobs_connected: 5000}  # jobs_connected: persons a year
  ntm: {investment: 400}
  disbursement: {housing: 0.9, training: 0.6, ntm: 0.7}
events:
  - {type: standard_change, date: 2027-01-01}
  - {type: disaster, date: 2027-08-01, houses_share: 0.015}
targets:
  - {indicator: poverty_rate, date: 2030-12-31, at_most: 0.03}
effects: causal  # or: reported
assumptions:
  households.effort_exponent: 0.4
"""
    )


def test_the_order_of_the_levers_does_not_change_the_file() -> None:
    scenario = read(BRIEF)
    turned = replace(scenario, levers={path: scenario.levers[path] for path in sorted(scenario.levers, reverse=True)})
    assert dump_scenario(turned) == dump_scenario(scenario)


@pytest.mark.parametrize(("value", "text"), [(350.0, "350"), (0.1, "0.1"), (-0.0, "0"), (1.234, "1.2340")])
def test_numbers_are_short_and_clear(value: float, text: str) -> None:
    dumped = dump_scenario(replace(PLAIN, levers={"ntm.investment": ((2026, value),)}))
    assert f"  ntm: {{investment: {text}}}\n" in dumped


def test_the_levers_of_the_data_are_written_in_their_order() -> None:
    assert tuple(LEVERS) == LEVER_ORDER
