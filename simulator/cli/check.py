"""`check`: the data, scenarios and files of figures, without a run."""

from __future__ import annotations

import codecs
from pathlib import Path

import click

from simulator.cli.ground import baseline_of, ground
from simulator.cli.reporting import reported, say
from simulator.errors import DataError, Fault, ScenarioError, SimulatorError
from simulator.evidence import Evidence, check_observations
from simulator.evidence.own import read_own
from simulator.files import shown
from simulator.scenario import check_file, completed, scenario_files
from simulator.scenario.localities import figures_named

OURS = b"obs_id,"  # how the tables of data/ begin


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@reported
def check(files: tuple[str, ...], lang: str, as_json: bool) -> None:
    """Kiểm tra số liệu và kịch bản / check data and scenario or CSV files; all that is shipped when none is named."""
    evidence = ground(files)
    named = files or tuple(shown(path) for path in scenario_files())
    faults: list[Fault] = []
    for file in named:
        try:
            warnings = _check_one(file, evidence)
        except SimulatorError as error:
            faults += error.faults
        else:
            for warning in warnings:
                say("cli.warning", lang, as_json, message=warning.describe(lang))
    if faults:
        raise ScenarioError(faults)
    say("cli.checked", lang, as_json, count=len(named))


def _check_one(file: str, evidence: Evidence) -> tuple[Fault, ...]:
    """Warnings. A scenario must also stand on its baseline; a table is one of ours or a file of figures."""
    if figures_named(file):
        try:
            content = Path(file).read_bytes()
        except OSError as error:
            raise DataError([Fault("missing_file", file, value=error.strerror or "")]) from error
        if content.removeprefix(codecs.BOM_UTF8).startswith(OURS):
            check_observations(content, file, evidence)
            return ()
        return read_own(content, Path(file).name, evidence).remarks
    report = check_file(Path(file), evidence)
    if report.scenario is None:
        raise ScenarioError(report.errors)
    completed(report.scenario, baseline_of(report.scenario.locality, evidence))
    return report.warnings
