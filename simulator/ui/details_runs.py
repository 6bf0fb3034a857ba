"""What the page of details computes, kept by what it depends on: nothing is run unless its part is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.scenario import Scenario
from simulator.ui import resources, session

Data = TypeVar("Data")
Builder = Callable[[Evidence, Scenario, Sequence[Posterior]], Data]


def open_scenario() -> Scenario:
    """The scenario that is open on the page of sliders, with its levers as they stand there."""
    return session.editing().draft.scenario


def is_changed() -> bool:
    """Whether the open scenario differs from its file."""
    return session.editing().draft.is_unsaved


def data_of(build: Builder[Data], scenario: Scenario, effects: Sequence[str] = ()) -> Data:
    """What `build` makes of a scenario with its posterior, or with those of the evidence sets named.

    Raises PosteriorError where a locality is not calibrated.
    """
    posteriors = [resources.posterior(scenario.locality, name) for name in effects or (scenario.effects,)]
    parts = [build.__module__, *(found.digest for found in posteriors), replace(scenario, title="", note="")]
    found: Data = _built(repr(parts), build, scenario, posteriors)
    return found


@st.cache_resource(show_spinner=False, max_entries=24)
def _built(key: str, _build: Builder[Any], _scenario: Scenario, _posteriors: Sequence[Posterior]) -> Any:
    del key  # all of the scenario but its words, and what the posteriors were made from
    return _build(resources.evidence(), _scenario, _posteriors)
