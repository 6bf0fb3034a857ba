"""What all sessions share: nobody can change it, and it is bounded in number and in bytes."""

from __future__ import annotations

import copy
import pickle
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from simulator.model import Parameters
from simulator.scenario import Event
from simulator.ui import resources
from simulator.ui.frozen import FrozenDict, frozen
from simulator.ui.kept import Kept
from tests.shipped import LOCALITIES

MOST_MEGABYTES = 300.0  # of the 600 that a server may take; the program and its libraries have about 190


def parts(shared: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Everything that a shared object is made of, with the way to it."""
    yield path, shared
    if isinstance(shared, Parameters):
        yield from ((f"{path}[{name}]", shared[name]) for name in shared)
        yield f"{path}.members", shared.members
    elif isinstance(shared, Mapping):
        for name, value in shared.items():
            yield from parts(value, f"{path}[{name}]")
    elif isinstance(shared, tuple):
        for number, value in enumerate(shared):
            yield from parts(value, f"{path}[{number}]")
    elif is_dataclass(shared) and not isinstance(shared, type):
        for field in fields(shared):
            yield from parts(getattr(shared, field.name), f"{path}.{field.name}")


def given_out() -> dict[str, Any]:
    scenario = resources.baseline("son-la")
    return {
        "evidence": resources.evidence(),
        "scenario": scenario,
        "posterior": resources.posterior("son-la", "causal"),
        "reference": resources.saved(scenario),
        "compared": resources.compared(scenario),
    }


@pytest.mark.parametrize("name", ["evidence", "scenario", "posterior", "reference", "compared"])
def test_nothing_that_is_shared_can_be_changed(name: str) -> None:
    count = 0
    for path, part in parts(given_out()[name]):
        if isinstance(part, np.ndarray):
            assert not part.flags.writeable, path
            with pytest.raises(ValueError, match="read-only"):
                part[...] = 0.0
        elif isinstance(part, Mapping) and not isinstance(part, Parameters):
            assert isinstance(part, FrozenDict), path
        else:
            assert not isinstance(part, (list, set, dict, bytearray)), path
        count += 1
    assert count > 20


def test_a_change_of_a_shared_record_is_refused() -> None:
    evidence, scenario = resources.evidence(), resources.baseline("son-la")
    with pytest.raises(FrozenInstanceError):
        scenario.title = "mine"  # type: ignore[misc]
    for change in (
        lambda: scenario.levers.update({"housing.budget": ((2026, 1.0),)}),  # type: ignore[attr-defined]
        lambda: evidence.localities.pop("son-la"),  # type: ignore[attr-defined]
        lambda: evidence.localities.__setitem__("x", None),  # type: ignore[attr-defined]
        lambda: resources.saved(scenario).exact.trajectory.values.clear(),  # type: ignore[attr-defined]
    ):
        with pytest.raises(TypeError, match="shared by all sessions"):
            change()


def test_a_frozen_mapping_is_a_mapping_like_any_other() -> None:
    made = frozen({"a": 1, "b": {"c": 2}})
    assert made == {"a": 1, "b": {"c": 2}}
    assert repr(made) == "{'a': 1, 'b': {'c': 2}}"
    assert {**made, "a": 3} == {"a": 3, "b": {"c": 2}}
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.deepcopy(made) == made
    with pytest.raises(TypeError):
        made |= {"d": 1}


def test_all_localities_with_both_evidence_sets_fit() -> None:
    """Opened together they stay in the caches, and take less than half of what a server may."""
    opened = []
    for locality in LOCALITIES:
        for effects in ("causal", "reported"):
            scenario = replace(resources.baseline(locality), effects=effects)
            opened.append((scenario, resources.saved(scenario)))
    held: dict[int, int] = {}
    for scenario, reference in opened:
        assert resources.saved(scenario) is reference
        assert resources.saved(replace(scenario, title="other words", note="too")) is reference
        for shared in (reference, resources.posterior(scenario.locality, scenario.effects)):
            for _, part in parts(shared):
                if isinstance(part, np.ndarray):
                    whole = part if part.base is None or not isinstance(part.base, np.ndarray) else part.base
                    held[id(whole)] = whole.nbytes
    assert sum(held.values()) / 1e6 < MOST_MEGABYTES


def test_equal_scenarios_share_whatever_they_were_made_from() -> None:
    scenario = resources.baseline("son-la")
    thawed = replace(scenario, levers=dict(scenario.levers))
    assert resources.saved(thawed) is resources.saved(scenario)


def test_what_is_kept_is_bounded_in_bytes_and_the_oldest_goes_first() -> None:
    kept: Kept[bytes] = Kept(most=250, weigh=len)
    first = kept.get("first", lambda: b"x" * 100)
    kept.get("second", lambda: b"y" * 100)
    assert kept.get("first", lambda: b"another") is first
    kept.get("third", lambda: b"z" * 100)
    assert (kept.weight, len(kept)) == (200, 2)
    assert kept.get("first", lambda: b"another") is first
    assert kept.get("second", lambda: b"made anew") == b"made anew"
    assert kept.get("heavy", lambda: b"h" * 999) == b"h" * 999
    assert len(kept) == 1


def test_what_two_sessions_ask_for_at_once_is_made_once() -> None:
    kept: Kept[object] = Kept(most=10, weigh=lambda _: 1)
    made = []

    def make() -> object:
        time.sleep(0.1)
        made.append(object())
        return made[-1]

    with ThreadPoolExecutor(8) as sessions:
        found = {id(answer.result()) for answer in [sessions.submit(kept.get, "key", make) for _ in range(8)]}
    assert len(made) == len(found) == 1


def test_what_could_not_be_made_is_tried_again() -> None:
    kept: Kept[int] = Kept(most=10, weigh=lambda _: 1)
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: 1 // 0)
    assert kept.get("key", lambda: 5) == 5


def test_scenarios_full_of_events_do_not_fill_the_memory() -> None:
    """Each merger starts a new series, and each is kept: many such scenarios push each other out."""
    baseline = resources.baseline("son-la/sop-cop")
    for number in range(12):
        events = tuple(
            Event("criteria_change", date(2026 + year, 1 + month, 1 + number), {"requalify_share": 0.1})
            for year in range(5)
            for month in range(0, 12, 3)
        )
        resources.saved(replace(baseline, events=events))
    assert resources._reference.weight <= resources._reference.most
    assert resources._past.weight <= resources._past.most
