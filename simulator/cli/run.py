"""`run`: scenarios to tidy CSV files, each with a manifest."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.analysis.projection import project
from simulator.calibration import load_posterior
from simulator.cli.ground import baseline_of, ground
from simulator.cli.reporting import reported, say
from simulator.cli.sample import draws_option, sample, seed_option
from simulator.errors import Fault, ScenarioError
from simulator.files import make_folder, write_whole
from simulator.report.export import Origin, csv_text, manifest_text
from simulator.scenario import completed, load_scenario


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Thư mục kết quả.")
@draws_option
@seed_option
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
