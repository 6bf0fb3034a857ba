"""What every session shares, loaded once and never changed: evidence, scenarios, posteriors, simulated pasts."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from simulator.analysis.live import Reference, reference
from simulator.analysis.projection import Past, Projection, simulated_past
from simulator.calibration import Posterior, load_posterior, posterior_folder, posterior_path
from simulator.errors import Fault, ScenarioError, SimulatorError
from simulator.evidence import Evidence, load_evidence
from simulator.evidence.own import own_files, own_folders, with_own
from simulator.files import shown
from simulator.scenario import (
    SCENARIOS,
    Document,
    Scenario,
    Store,
    baseline_path,
    completed,
    load_document,
    scenario_files,
)
from simulator.scenario.names import locality_folder
from simulator.scenario.vocabulary import EFFECTS
from simulator.ui.frozen import frozen, weight
from simulator.ui.kept import Kept

# What the page shows; villages and the parts of the money are left to the command line.
SHOWN = (
    "poverty_rate",
    "multidimensional_rate",
    "ntm_communes_attained",
    "ntm_communes_advanced",
    "credit_outstanding",
    "houses_needed",
    "persons_placed",
    "money_spent",
    "money_unspent",
)

LOOK_EVERY = 1.0  # seconds between two looks for own localities


def scenario_folder() -> Path:
    """Where scenarios are kept; SIMULATOR_SCENARIOS names another folder, for a department's shared one."""
    return Path(os.environ.get("SIMULATOR_SCENARIOS") or SCENARIOS)


@dataclass(frozen=True)
class Gathered:
    """The checked data with the own localities of the folder of scenarios, and the faults of those left out."""

    evidence: Evidence
    faulty: Mapping[str, SimulatorError]


@st.cache_resource(show_spinner=False)
def _shipped() -> Evidence:
    return frozen(load_evidence())


@st.cache_resource(show_spinner=False, max_entries=4)
def _gathered(folder: str, state: str) -> Gathered:
    del state  # only there so that an own locality that came, went or changed is seen
    found, faulty = with_own(_shipped(), [Path(folder)])
    return frozen(Gathered(found, faulty))


def gathered() -> Gathered:
    """The data as they are now; own localities are looked for once in a while, and at once after `look_again`."""
    folder, now = scenario_folder(), time.monotonic()
    if _looked.folder != folder or now - _looked.at > LOOK_EVERY:
        _looked.folder, _looked.at, _looked.state = folder, now, _own_state(folder)
    return _gathered(str(folder), _looked.state)


def look_again() -> None:
    """Look for own localities the next time that the data are asked for."""
    _looked.at = -LOOK_EVERY


def evidence() -> Evidence:
    """The checked data, own localities included. Raises DataError."""
    return gathered().evidence


class _Looked:
    """When this process last looked for own localities, and what it saw."""

    folder: Path | None = None
    at: float = -LOOK_EVERY
    state: str = ""


_looked = _Looked()


def _own_state(folder: Path) -> str:
    """What tells one state of the own localities from another: their files and when they were written."""
    return repr([(str(file), stamp(file)) for inside in own_folders(folder) for file in own_files(inside)])


def store() -> Store:
    """The folder of scenarios: all that the page saves goes through it."""
    return Store(evidence(), scenario_folder())


@st.cache_resource(show_spinner=False, max_entries=64)
def _document_at(path: str, modified: int) -> Document:
    del modified  # only there so that a file changed by hand is read again
    place = Path(path)
    document = load_document(place, evidence(), scenario_folder())
    own = locality_folder(document.scenario.locality).name
    if place.parent.parent == scenario_folder() and place.parent.name != own:
        fault = Fault("scenario_wrong_folder", shown(place), field="locality", value=place.parent.name, allowed=own)
        raise ScenarioError([fault])
    return frozen(document)


def document_at(path: Path) -> Document:
    """A scenario file with its bases as they are on disk now. Raises ScenarioError."""
    found = _document_at(str(path), stamp(path))
    if not found.is_current():  # a file below it has changed
        _document_at.clear(str(path), stamp(path))
        found = _document_at(str(path), stamp(path))
    return found


def scenario_at(path: Path) -> Scenario:
    """The scenario of a file as it is on disk now. Raises ScenarioError."""
    return document_at(path).scenario


def stamp(path: Path) -> int:
    """Another number whenever a file has been changed; 0 when there is none."""
    return path.stat().st_mtime_ns if path.exists() else 0


def baseline(locality: str) -> Scenario:
    """The shipped baseline of a locality."""
    return scenario_at(baseline_path(locality, scenario_folder()))


def baseline_stamp(locality: str) -> int:
    """Another number whenever a locality's baseline or one of its posteriors has been changed, by whomever."""
    folder = posterior_folder(evidence(), locality)
    made = (stamp(posterior_path(locality, effects, folder)) for effects in EFFECTS)
    home = evidence().localities[locality].home
    own = () if home is None else tuple(stamp(file) for file in own_files(home.parent))
    return hash((stamp(baseline_path(locality, scenario_folder())), *made, *own))


def files_of(locality: str) -> list[Path]:
    """Scenario files of a locality, the baseline first."""
    first = baseline_path(locality, scenario_folder())
    return [first, *(path for path in scenario_files(first.parent) if path != first)]


def full_scenario(path: Path, locality: str) -> Scenario:
    """The scenario of a file with the baseline's values where it says nothing. Raises ScenarioError."""
    return completed(scenario_at(path), baseline(locality))


def posterior(locality: str, effects: str) -> Posterior:
    """The posterior as it is on disk now. Raises PosteriorError."""
    return _posterior(locality, effects, baseline_stamp(locality))


@st.cache_resource(show_spinner=False, max_entries=16)
def _posterior(locality: str, effects: str, made: int) -> Posterior:
    del made  # only there so that a new artefact is read
    return frozen(load_posterior(evidence(), baseline(locality), effects))


def _past_of(scenario: Scenario) -> Past:
    """The past of a scenario, kept by the part of it that the past depends on."""
    parameters = posterior(scenario.locality, scenario.effects).parameters
    before = tuple(event for event in scenario.events or () if event.date.year < scenario.first_year)
    happened = (scenario.locality, scenario.effects, scenario.first_year, before, scenario.assumptions)
    key = repr((*happened, baseline_stamp(scenario.locality)))
    return _past.get(key, lambda: frozen(simulated_past(scenario, evidence(), parameters, SHOWN)))


def _own_weight(found: Reference) -> int:
    return weight(found) - weight(found.past)


# Both evidence sets of all eight localities find room: 16 times 11 and 6 MB.
_past: Kept[Past] = Kept(most=180_000_000, weigh=weight)
_reference: Kept[Reference] = Kept(most=130_000_000, weigh=_own_weight)


def saved(scenario: Scenario) -> Reference:
    """A complete scenario as saved, simulated once: every setting of its levers is told from here."""
    key = repr((replace(scenario, title="", note=""), baseline_stamp(scenario.locality)))
    return _reference.get(key, lambda: frozen(reference(_past_of(scenario), scenario, evidence())))


def compared(scenario: Scenario) -> Projection:
    """The projection of the baseline on the same draws, years and evidence set as `scenario`."""
    return saved(replace(baseline(scenario.locality), effects=scenario.effects, last_year=scenario.last_year)).exact
