"""An address carries a whole scenario there and back, and nothing else gets in through it."""

from __future__ import annotations

import base64
import random
import zlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.errors import ScenarioError
from simulator.scenario import Scenario, baseline_path, completed, load_scenario, scenario_files
from simulator.scenario.share import LONGEST, WORDS, _check, decoded, encoded
from simulator.scenario.stack import alike
from tests.scenario.examples import EVIDENCE, scenarios
from tests.scenario.folders import BASELINE
from tests.shipped import evidence

# An address that was sent once: it must be read for as long as there is version 1.
SENT = (
    "1.2sewjYMamJeRqJuvCwyL_GSu1GRT8xQLozRMw_0yDi9QeLh7PtCrxzY83D07GdM2SJkWdniNQnFivkJBxrENxxYCC8TDC4HF3e"
    "EFlQpHJh4G8StSc_UIuAzmZTwRYWhhAI4uSysFM4Na7OFqYgo0C62MBRclGfk5KcV6wIAGlrLxqRUF-XmQeNAz4QIA"
)


@lru_cache
def shipped(path: Path) -> tuple[Scenario, Scenario]:
    """A shipped scenario, complete, and its baseline."""
    scenario = load_scenario(path, evidence())
    baseline = load_scenario(baseline_path(scenario.locality), evidence())
    return completed(scenario, baseline), baseline


def packed(payload: bytes) -> str:
    """An address text that is whole, whatever it holds."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=WORDS)
    raw = deflate.compress(payload) + deflate.flush()
    return "1." + base64.urlsafe_b64encode(_check(raw) + raw).decode().rstrip("=")


def code_of(text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        decoded(text, EVIDENCE)
    assert len(caught.value.faults) == 1
    for language in ("vi", "en"):
        message = caught.value.describe(language)
        assert "\n" not in message
        assert len(message) < 400
    return caught.value.faults[0].code.removeprefix("scenario_")


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_every_shipped_scenario_goes_there_and_back(path: Path) -> None:
    scenario, baseline = shipped(path)
    text = encoded(scenario, baseline, evidence(), stem=path.stem)
    back = decoded(text, evidence())
    assert alike(completed(back.scenario, baseline), scenario)
    assert (back.stem, back.fits(baseline)) == (path.stem, True)
    assert len(text) < 700
    assert text.replace(".", "").replace("-", "").replace("_", "").isalnum()
    assert encoded(scenario, baseline, evidence(), stem=path.stem) == text


def test_only_what_differs_from_the_baseline_is_carried() -> None:
    back = decoded(encoded(BASELINE, BASELINE, EVIDENCE), EVIDENCE)
    assert (back.scenario.levers, back.scenario.events, back.scenario.targets) == ({}, None, None)
    moved = replace(BASELINE, levers={**BASELINE.levers, "ntm.investment": ((2026, 450.0),)}, effects="reported")
    text = encoded(moved, BASELINE, EVIDENCE)
    back = decoded(text, EVIDENCE)
    assert back.scenario.levers == {"ntm.investment": ((2026, 450.0),)}
    assert back.scenario.effects == "reported"
    assert len(text) < 260


def test_a_changed_baseline_is_noticed() -> None:
    back = decoded(encoded(BASELINE, BASELINE, EVIDENCE), EVIDENCE)
    assert back.fits(BASELINE)
    assert back.fits(replace(BASELINE, title="Tên khác"))
    assert not back.fits(replace(BASELINE, levers={**BASELINE.levers, "ntm.investment": ((2026, 1.0),)}))


def test_an_address_of_the_first_day_is_still_read() -> None:
    back = decoded(SENT, EVIDENCE)
    assert back.stem == "son-la-nha-o-truoc"
    assert back.scenario.title == "Nhà ở trước"
    assert back.scenario.levers == {"housing.budget": ((2026, 180.0), (2029, 60.0)), "ntm.investment": ((2026, 450.0),)}


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_any_scenario_goes_there_and_back_or_is_too_long(scenario: Scenario) -> None:
    whole = completed(replace(scenario, locality="son-la"), BASELINE)
    try:
        text = encoded(whole, BASELINE, EVIDENCE, stem="kịch bản")
    except ScenarioError as error:
        if [fault.code for fault in error.faults] != ["scenario_link_too_long"]:
            raise
        return
    assert len(text) <= LONGEST
    back = decoded(text, EVIDENCE)
    assert alike(completed(back.scenario, BASELINE), whole)
    assert back.stem == "kịch bản"


def test_what_is_too_long_is_told() -> None:
    chance = random.Random(1)
    note = "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(1_999))
    with pytest.raises(ScenarioError) as caught:
        encoded(replace(BASELINE, note=note), BASELINE, EVIDENCE)
    (fault,) = caught.value.faults
    assert (fault.code, fault.allowed) == ("scenario_link_too_long", f"≤ {LONGEST}")


def test_a_damaged_address_is_refused_whatever_was_damaged() -> None:
    text = encoded(replace(BASELINE, effects="reported"), BASELINE, EVIDENCE)
    for end in range(len(text)):
        assert code_of(text[:end]) == "link_broken"
    for at in range(2, len(text)):
        for other in {*"AZaz09-_"} - {text[at]}:
            assert code_of(text[:at] + other + text[at + 1 :]) == "link_broken"


BOMB = b"\n00000000\n" + b"a" * 60_000_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "link_broken"),
        ("1.", "link_broken"),
        ("1.AAAA", "link_broken"),
        ("hello", "link_broken"),
        ("1.abc%20d", "link_broken"),
        ("1.\u202eabc", "link_broken"),
        ("1." + "A" * 3_000, "link_broken"),
        ("1." + "A" * 1_000_000, "link_broken"),
        ("0.AAAA", "link_broken"),
        ("01.AAAA", "link_broken"),
        ("2.AAAA", "link_newer"),
        ("999.AAAA", "link_newer"),
        (packed(BOMB), "link_broken"),
        (packed(b"\n00000000\n" + b"a" * 70_000), "link_broken"),
        (packed(b"no parts"), "link_broken"),
        (packed(b"../x\n00000000\nformat: 1\n"), "link_broken"),
        (packed(b"\xff\n\n\n"), "link_broken"),
        (packed(b"\n\n!!python/object/apply:os.system [ls]"), "tag"),
        (packed(b"\n\n&a [*a]"), "anchor"),
        (packed(b"\n\n" + b"[" * 3_000), "too_deep"),
        (packed(b"\n\n"), "empty"),
    ],
    ids=range(21),
)
def test_a_hostile_address_is_refused_with_one_message(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_forged_scenario_is_checked_like_a_file() -> None:
    forged = (
        b"\n\nformat: 1\ntitle: A\nlocality: son-la\nyears: {from: 2026, to: 2030}\nlevers: {ntm: {investment: -1}}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        decoded(packed(forged), EVIDENCE)
    (fault,) = caught.value.faults
    assert (fault.code, fault.file, fault.line, fault.field) == (
        "scenario_out_of_range", "URL", 5, "levers.ntm.investment",
    )  # fmt: skip


@given(st.text(max_size=200) | st.text("AZaz09-_.1", max_size=200).map(lambda text: f"1.{text}"))
def test_any_other_text_is_refused(text: str) -> None:
    assert code_of(text).startswith("link_")
