"""Scenarios that a command looks at together: read, checked, run on the same draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from simulator.analysis.comparison import Comparison, common_years, compared, with_evidence_of
from simulator.calibration import Posterior, load_posterior
from simulator.cli.ground import baseline_of
from simulator.cli.sample import sample
from simulator.errors import Fault, ScenarioError, SimulatorError
from simulator.evidence import Evidence
from simulator.scenario import Scenario, completed, load_scenario

reference_option = click.option(
    "--reference", metavar="FILE", help="Kịch bản tham chiếu; mặc định: tệp đầu / compare with this one."
)
year_option = click.option(
    "--year", type=int, help="Năm so sánh; mặc định: năm cuối chung / default: the last common year."
)


def place_of(files: Sequence[str], reference: str | None) -> int:
    """Return the place of the reference among the files, the first when none is named. Raises ScenarioError."""
    if reference is None:
        return 0
    found = [place for place, file in enumerate(files) if Path(file) == Path(reference)]
    if not found:
        allowed = ", ".join(files)
        raise ScenarioError([Fault("compare_reference", reference, field="--reference", allowed=allowed)])
    return found[0]


def loaded(files: Sequence[str], evidence: Evidence) -> list[Scenario]:
    """Return the complete scenarios of the files. Raises ScenarioError with the faults of all of them."""

    def complete(file: str) -> Scenario:
        own = load_scenario(file, evidence)
        return completed(own, baseline_of(own.locality, evidence))

    return every(files, complete)


def every(names: Sequence[str], read: Callable[[str], Scenario]) -> list[Scenario]:
    """Return what is read for each name. Raises ScenarioError with the faults of all of them."""
    found, faults = [], list[Fault]()
    for name in names:
        try:
            found.append(read(name))
        except SimulatorError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    return found


def together(
    files: Sequence[str],
    scenarios: Sequence[Scenario],
    evidence: Evidence,
    place: int,
    year: int | None,
    *,
    draws: int | None,
    seed: int,
) -> tuple[Comparison, Posterior]:
    """Run scenarios with the evidence set and the posterior of the one at `place`. Raises ScenarioError."""
    alike = with_evidence_of(scenarios, place)
    years = common_years(alike)
    chosen = years[-1] if year is None else year
    if chosen not in years:
        span = f"{years[0]}–{years[-1]}"
        raise ScenarioError([Fault("compare_year", files[place], field="--year", value=str(year), allowed=span)])
    posterior = load_posterior(evidence, baseline_of(alike[0].locality, evidence), alike[place].effects)
    parameters = sample(posterior, draws, seed, files[place])
    return compared(alike, evidence, parameters, reference=place, year=chosen), posterior
