"""`run` and `check`. Exit code 0: done; 1: the input has faults; 2: the command is misused."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

import simulator
from simulator.analysis.projection import project
from simulator.calibration import load_posterior
from simulator.cli.ground import baseline_of, ground
from simulator.cli.sample import sample
from simulator.errors import DataError, Fault, ScenarioError, SimulatorError
from simulator.evidence import Evidence, check_observations
from simulator.evidence.own import read_own
from simulator.files import make_folder, shown, write_whole
from simulator.report.export import Origin, csv_text, manifest_text
from simulator.scenario import check_file, completed, load_scenario, scenario_files
from simulator.scenario.localities import figures_named
from simulator.texts import LANGUAGES, text
from simulator.threads import one_thread

Command = Callable[..., None]
OURS = b"obs_id,"  # how the tables of data/ begin


def reported(command: Command) -> Command:
    """Add --lang and --json, and turn what the user can put right into messages and exit code 1."""

    @click.option("--lang", type=click.Choice(LANGUAGES), default="vi", show_default=True, help="Ngôn ngữ / language.")
    @click.option("--json", "as_json", is_flag=True, help="Kết quả dạng JSON / results and faults as JSON lines.")
    @wraps(command)
    def wrapped(*args: Any, lang: str, as_json: bool, **options: Any) -> None:
        try:
            command(*args, lang=lang, as_json=as_json, **options)
        except SimulatorError as error:
            for fault in error.faults:
                line = json.dumps(vars(fault) | {"message": fault.describe(lang)}, ensure_ascii=False)
                click.echo(line if as_json else fault.describe(lang), err=not as_json)
            sys.exit(1)

    return wrapped


def say(key: str, lang: str, as_json: bool, **values: Any) -> None:
    """One line of result."""
    click.echo(json.dumps({"event": key, **values}, ensure_ascii=False) if as_json else text(key, lang, **values))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(simulator.__version__, prog_name="simulator")
def main() -> None:
    """Mô phỏng kịch bản giảm nghèo và nông thôn mới / poverty and New Rural scenario simulator."""
    one_thread()


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Thư mục kết quả.")
@click.option("--draws", type=int, help="Số mẫu; mặc định: mọi mẫu đã hiệu chỉnh.")
@click.option("--seed", type=int, default=1, show_default=True, help="Hạt giống khi chọn mẫu.")
@reported
def run(files: tuple[str, ...], out: Path, draws: int | None, seed: int, lang: str, as_json: bool) -> None:
    """Chạy kịch bản, ghi một tệp CSV và một bản kê cho mỗi tệp / run scenarios to tidy CSV files."""
    evidence = ground(files)
    _distinct(files)
    make_folder(out)
    loaded = [(file, load_scenario(file, evidence)) for file in files]
    for file, own in loaded:
        baseline = baseline_of(own.locality, evidence)
        scenario = completed(own, baseline)
        posterior = load_posterior(evidence, baseline, scenario.effects)
        parameters = sample(posterior, draws, seed, file)
        projection = project(scenario, evidence, parameters)
        origin = Origin(file, evidence.digest, posterior.digest, parameters.draws, seed)
        for suffix, content in (
            ("csv", csv_text(projection)),
            ("manifest.json", manifest_text(projection, origin)),
        ):
            path = out / f"{Path(file).stem}.{suffix}"
            write_whole(path, content.encode("utf-8"))
            say("cli.written", lang, as_json, path=str(path))


def _distinct(files: tuple[str, ...]) -> None:
    stems: dict[str, str] = {}
    for file in files:
        other = stems.setdefault(Path(file).stem.casefold(), file)
        if other != file:
            raise ScenarioError([Fault("same_name", file, value=other)])


@main.command()
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
