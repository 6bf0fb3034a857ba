"""What a command stands on: the checked data, own localities included, and the baseline of each locality."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from simulator.errors import DataError, Fault, nearest_name
from simulator.evidence import Evidence, load_evidence
from simulator.evidence.own import with_own
from simulator.scenario import SCENARIOS, Scenario, baseline_path, completed, load_scenario
from simulator.scenario.localities import figures_named, made_from, scenarios_of
from simulator.scenario.names import SUFFIX

NAMED = re.compile(rb"^locality:\s*['\"]?(.+?)['\"]?\s*(?:#.*)?$", re.MULTILINE)
LONGEST_LOOK = 64_000  # bytes of a scenario file


def ground(files: Iterable[str | Path] = ()) -> Evidence:
    """Return the data with the own localities of the folder of scenarios, and of those that files lie in or name.

    files: scenarios, files of figures, or names of localities, which say nothing here.

    Raises DataError for data at fault, those of own localities included.
    """
    folders = [Path(os.environ.get("SIMULATOR_SCENARIOS") or SCENARIOS)]
    for file in files:
        folders += _folders(Path(file))
    evidence, faulty = with_own(load_evidence(), dict.fromkeys(folder.resolve() for folder in folders))
    for error in faulty.values():
        raise error
    return evidence


def ids_of(named: Iterable[str], evidence: Evidence) -> tuple[str, ...]:
    """Return the localities that are named by id or by their file of figures, once each.

    Raises DataError with a fault for each one that is not there.
    """
    known = tuple(evidence.localities)
    found, faults = [], []
    for name in named:
        locality = made_from(Path(name), evidence.localities) if figures_named(name) else name
        if locality in known:
            found.append(locality)
        elif figures_named(name):
            cure = f"python -m simulator calibrate {name}"
            faults.append(Fault("scenario_figures_not_calibrated", name, nearest=cure))
        else:
            nearest = nearest_name(name, known)
            faults.append(Fault("unknown_locality_asked", name, allowed=", ".join(known), nearest=nearest))
    if faults:
        raise DataError(faults)
    return tuple(dict.fromkeys(found))


def baseline_of(locality: str, evidence: Evidence) -> Scenario:
    """Return the baseline of a locality, where its scenarios are. Raises ScenarioError."""
    return load_scenario(baseline_path(locality, scenarios_of(evidence.localities[locality])), evidence)


def plans(place: str, evidence: Evidence) -> tuple[Scenario, Scenario]:
    """Return the complete scenario of a file, or of a locality named by id, and the baseline of its locality.

    A locality stands for its baseline. Raises SimulatorError for what is not there or has faults.
    """
    if Path(place).suffix == SUFFIX:
        own = load_scenario(place, evidence)
        baseline = baseline_of(own.locality, evidence)
    else:
        (locality,) = ids_of((place,), evidence)
        own = baseline = baseline_of(locality, evidence)
    return completed(own, baseline), baseline


def _folders(file: Path) -> Iterator[Path]:
    """Yield the folders of scenarios that a scenario file may belong to."""
    place = file.absolute()
    if figures_named(file.name):
        yield place.parent
        return
    yield place.parents[1] if len(place.parents) > 1 else place.parent
    try:
        with place.open("rb") as stream:
            found = NAMED.search(stream.read(LONGEST_LOOK))
    except OSError:
        return
    named = found[1].decode("utf-8", "replace").strip() if found else ""
    if figures_named(named):
        yield (place.parent / named).parent
