"""Each thing that can be wrong in a scenario file gives one fault with its line, key, value and advice."""

from __future__ import annotations

from datetime import date

import pytest

from simulator.errors import Fault, ScenarioError
from simulator.scenario import Event, Target, parse_scenario
from tests.scenario.cases import CASES
from tests.scenario.examples import BRIEF, EVIDENCE


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, file="plan.yaml", evidence=EVIDENCE)
    assert "plan.yaml" in caught.value.describe("vi")
    assert "plan.yaml" in caught.value.describe("en")
    return caught.value.faults


def only_fault(text: str) -> Fault:
    found = faults_of(text)
    assert len(found) == 1, found
    return found[0]


def changed(old: str, new: str) -> str:
    assert BRIEF.count(old) == 1
    return BRIEF.replace(old, new)


def test_the_brief_is_read() -> None:
    scenario = parse_scenario(BRIEF, file="plan.yaml", evidence=EVIDENCE)
    assert scenario.title == "Ưu tiên tín dụng cho hộ mới thoát nghèo"
    assert (scenario.first_year, scenario.last_year) == (2026, 2030)
    assert scenario.levers["credit.new_capital.entrusted"] == ((2026, 60.0), (2028, 90.0))
    assert scenario.levers["training.jobs_connected"] == ((2026, 5000.0),)
    assert len(scenario.levers) == 16
    assert scenario.events == (
        Event("standard_change", date(2027, 1, 1)),
        Event("disaster", date(2027, 8, 1), {"houses_share": 0.015}),
    )
    assert scenario.targets == (Target("poverty_rate", date(2030, 12, 31), at_most=0.03),)
    assert scenario.effects == "causal"
    assert scenario.assumptions == {"households.effort_exponent": 0.4}


def test_what_is_not_mentioned_is_none_and_what_is_empty_is_empty() -> None:
    start = "format: 1\ntitle: A\nlocality: vn\nyears: {from: 2026, to: 2026}\n"
    scenario = parse_scenario(start, file="a", evidence=EVIDENCE)
    assert (scenario.events, scenario.targets, scenario.levers, scenario.effects) == (
        None,
        None,
        {},
        "causal",
    )
    scenario = parse_scenario(start + "events: []\ntargets: []\n", file="a", evidence=EVIDENCE)
    assert (scenario.events, scenario.targets) == ((), ())


@pytest.mark.parametrize("text", ["\ufeff" + BRIEF, BRIEF.replace("\n", "\r\n"), "---\n" + BRIEF])
def test_what_editors_add_is_tolerated(text: str) -> None:
    expected = parse_scenario(BRIEF, file="a", evidence=EVIDENCE)
    assert parse_scenario(text, file="a", evidence=EVIDENCE) == expected


@pytest.mark.parametrize(("old", "new", "code", "line", "key", "value", "allowed", "nearest"), CASES)
def test_one_fault_for_one_mistake(
    old: str, new: str, code: str, line: int, key: str, value: str, allowed: str, nearest: str
) -> None:
    text = changed(old, new)
    if "note2" in new:  # the rest of the line that was cut off
        text = "\n".join(row for row in text.split("\n") if not row.startswith("note2"))
    fault = only_fault(text)
    assert (fault.code, fault.line, fault.field) == (f"scenario_{code}", line, key)
    assert fault.value == value.replace("\n", "\\n")
    assert allowed in fault.allowed
    assert fault.nearest == nearest


def test_an_events_key_without_a_list_is_refused() -> None:
    head = BRIEF.split("events:")[0]
    assert only_fault(head + "events:\n").code == "scenario_not_list"
    assert only_fault(head + "targets: {}\n").code == "scenario_not_list"


def test_all_faults_are_reported_together_in_the_order_of_the_file() -> None:
    text = BRIEF.replace("son-la", "sonla").replace("budget: 90", "budget: x").replace("at_most", "at_mots")
    found = [(fault.line, fault.code) for fault in faults_of(text.replace("format: 1", "format: 9"))]
    assert found == [
        (1, "scenario_format_newer"),
        (3, "scenario_unknown_locality"),
        (10, "scenario_not_number"),
        (18, "scenario_unknown_key"),
        (18, "scenario_target_bound"),
    ]


def test_a_long_list_of_faults_ends_with_their_number() -> None:
    found = faults_of(BRIEF + "".join(f"key{number}: 1\n" for number in range(150)))
    assert len(found) == 101
    assert (found[-1].code, found[-1].value) == ("scenario_more_faults", "50")


def test_a_fraction_of_a_range_below_a_thousand_may_have_three_decimals() -> None:
    text = changed("{type: standard_change, ", "{type: standard_change, factor: 1.125, ")
    events = parse_scenario(text, file="a", evidence=EVIDENCE).events
    assert events is not None
    assert events[0].values == {"factor": 1.125}
