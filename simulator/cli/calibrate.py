"""`calibrate`: posteriors rebuilt from the reported figures."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.calibration import Settings, posterior_folder, save_posterior
from simulator.cli.ground import baseline_of, ground, ids_of
from simulator.cli.heavy import bar, heavy
from simulator.cli.reporting import reported, say
from simulator.errors import DataError, Fault
from simulator.files import make_folder
from simulator.jobs.bring_in import bring_in
from simulator.jobs.calibrations import Calibrated, calibrations
from simulator.jobs.spread import Spread
from simulator.scenario.localities import figures_named
from simulator.scenario.names import locality_folder
from simulator.scenario.vocabulary import EFFECTS


@click.command("calibrate")
@click.argument("named", nargs=-1, metavar="[LOCALITY|CSV...]")
@click.option("--draws", type=click.IntRange(200, 5000), default=Settings().draws, show_default=True)
@click.option("--seed", type=int, default=Settings().seed, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục kết quả.")
@heavy
@reported
def calibrate_command(
    named: tuple[str, ...], draws: int, seed: int, out: Path | None, spread: Spread, lang: str, as_json: bool
) -> None:
    """Hiệu chỉnh lại một hay mọi địa phương / fit localities to their reported figures (all when none is named).

    Each result is written as soon as it is there; when the command is ended, those stay. A file of figures (CSV or
    XLSX) becomes a locality of the folder that it lies in.
    """
    for file in filter(figures_named, named):
        _bring_in(Path(file), lang, as_json)
    localities = [name for name in named if not figures_named(name)]
    if named and not localities:
        return
    evidence = ground(localities)
    chosen = ids_of(localities, evidence) or tuple(evidence.localities)
    wanted = [(baseline_of(locality, evidence), effects) for locality in chosen for effects in EFFECTS]
    found: dict[tuple[str, str], Calibrated] = {}

    def keep(_: str, one: Calibrated) -> None:
        folder = out or posterior_folder(evidence, one.posterior.locality)
        make_folder(folder)
        save_posterior(one.posterior, folder)
        found[one.posterior.locality, one.posterior.effects] = one

    try:
        with bar("cli.calibrating", lang, as_json) as progress:
            settings = Settings(draws=draws, seed=seed)
            calibrations(evidence, wanted, settings, spread=spread, progress=progress, done=keep)
    finally:
        for baseline, effects in wanted:
            if (baseline.locality, effects) in found:
                _say(found[baseline.locality, effects], lang, as_json)


def _bring_in(path: Path, lang: str, as_json: bool) -> None:
    """Make a file of figures a locality of its folder, or put it in place of what was made of it before."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError([Fault("missing_file", str(path), value=error.strerror or "")]) from error
    with bar("cli.calibrating", lang, as_json) as progress:
        brought = bring_in(content, path.name, str(path.absolute().parent), True, lambda share: progress(share, ""))
    for remark in brought.remarks:
        say("cli.remark", lang, as_json, message=remark.describe(lang))
    folder = locality_folder(brought.id, path.parent)
    say("cli.brought", lang, as_json, locality=brought.id, folder=str(folder), path=str(path))


def _say(one: Calibrated, lang: str, as_json: bool) -> None:
    posterior = one.posterior
    say(
        "cli.calibrated",
        lang,
        as_json,
        locality=posterior.locality,
        effects=posterior.effects,
        draws=posterior.settings.draws,
        effective=round(posterior.effective),
        worst=round(max((abs(r.residual) for r in posterior.residuals), default=0.0), 1),
        seconds=round(one.seconds, 1),
    )
