"""`compare`: two to eight scenarios of a locality beside each other, with the code of the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from simulator.analysis.comparison import Comparison, check, common_years, compared, with_evidence_of
from simulator.calibration import load_posterior
from simulator.cli.commands import reported, say
from simulator.cli.ground import baseline_of, ground
from simulator.cli.sample import sample
from simulator.errors import Fault, ScenarioError
from simulator.evidence import Evidence
from simulator.files import write_whole
from simulator.report.compare_export import as_data, csv_text, plain_text
from simulator.report.compare_table import Entry
from simulator.scenario import Scenario, completed, load_scenario
from simulator.texts import text


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE FILE...")
@click.option("--reference", metavar="FILE", help="Kịch bản tham chiếu; mặc định: tệp đầu / compare with this one.")
@click.option("--year", type=int, help="Năm so sánh; mặc định: năm cuối chung / default: the last common year.")
@click.option("--draws", type=int, help="Số mẫu; mặc định: mọi mẫu đã hiệu chỉnh.")
@click.option("--seed", type=int, default=1, show_default=True, help="Hạt giống khi chọn mẫu.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Ghi bảng ra tệp CSV / write a CSV.")
@reported
def compare(
    files: tuple[str, ...],
    reference: str | None,
    year: int | None,
    out: Path | None,
    lang: str,
    as_json: bool,
    **asked: int | None,
) -> None:
    """So sánh 2-8 kịch bản của một địa phương trên cùng bộ mẫu / compare 2-8 scenarios on the same draws."""
    evidence = ground(files)
    place = _reference(files, reference)
    scenarios = _loaded(files, evidence)
    check(list(zip(files, scenarios, strict=True)))
    comparison = _compared(files, with_evidence_of(scenarios, place), evidence, place, year, asked)
    entries = [Entry(scenario.title, file) for file, scenario in zip(files, scenarios, strict=True)]
    effects = comparison.outcomes[place].scenario.effects
    changed = [entry.name for entry, own in zip(entries, scenarios, strict=True) if own.effects != effects]
    if as_json:
        data = as_data(comparison, entries, lang)
        click.echo(json.dumps({"event": "compare", **data, "run_with_other_effects": changed}, ensure_ascii=False))
    else:
        click.echo(plain_text(comparison, entries, lang))
        if changed:
            names = {"titles": ", ".join(f"“{name}”" for name in changed)}
            click.echo(text("compare.effects", lang, effects=text(f"explore.effects.{effects}", lang), **names))
    if out is not None:
        write_whole(out, csv_text(comparison, entries, lang).encode("utf-8"))
        say("cli.written", lang, as_json, path=str(out))


def _reference(files: tuple[str, ...], reference: str | None) -> int:
    """The place of the reference among the files."""
    if reference is None:
        return 0
    found = [place for place, file in enumerate(files) if Path(file) == Path(reference)]
    if not found:
        allowed = ", ".join(files)
        raise ScenarioError([Fault("compare_reference", reference, field="--reference", allowed=allowed)])
    return found[0]


def _loaded(files: tuple[str, ...], evidence: Evidence) -> list[Scenario]:
    """The complete scenarios of the files; the faults of all files are told at once."""
    scenarios, faults = [], list[Fault]()
    for file in files:
        try:
            own = load_scenario(file, evidence)
            scenarios.append(completed(own, baseline_of(own.locality, evidence)))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    return scenarios


def _compared(
    files: tuple[str, ...],
    scenarios: list[Scenario],
    evidence: Evidence,
    reference: int,
    year: int | None,
    asked: Mapping[str, int | None],
) -> Comparison:
    years = common_years(scenarios)
    chosen = years[-1] if year is None else year
    if chosen not in years:
        span = f"{years[0]}–{years[-1]}"
        raise ScenarioError([Fault("compare_year", files[reference], field="--year", value=str(year), allowed=span)])
    baseline = baseline_of(scenarios[0].locality, evidence)
    posterior = load_posterior(evidence, baseline, scenarios[reference].effects)
    parameters = sample(posterior, asked["draws"], asked["seed"] or 0, files[reference])
    return compared(scenarios, evidence, parameters, reference=reference, year=chosen)
