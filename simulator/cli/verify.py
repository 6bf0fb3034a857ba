"""`verify`: run what a bundle holds again and compare, figure by figure."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import click

import simulator
from simulator.analysis.projection import project
from simulator.calibration import load_posterior
from simulator.cli.ground import baseline_of, ground
from simulator.cli.reporting import reported, say
from simulator.cli.sample import sample
from simulator.errors import DataError, Fault, SimulatorError
from simulator.evidence import Evidence
from simulator.files import read_whole
from simulator.report.export import csv_text
from simulator.report.exports.bundle import LARGEST, Bundle, largest_difference, read_bundle
from simulator.scenario import completed, parse_scenario

CLOSE = 1e-9  # relative: what another processor may do to the last digits
Remark = tuple[str, dict[str, str]]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@reported
def verify(files: tuple[str, ...], lang: str, as_json: bool) -> None:
    """Chạy lại tệp trọn gói và so từng số / run bundles again and compare every figure."""
    evidence, faults = ground(), list[Fault]()
    for file in files:
        try:
            for key, values in _verified(file, evidence):
                say(key, lang, as_json, file=file, **values)
        except SimulatorError as error:
            faults += error.faults
    if faults:
        raise DataError(faults)


def _verified(file: str, evidence: Evidence) -> Iterator[Remark]:
    bundle = _read(file)
    own = parse_scenario(bundle.scenario, file=file, evidence=evidence)
    baseline = baseline_of(own.locality, evidence)
    posterior = load_posterior(evidence, baseline, own.effects)
    yield from _otherwise(bundle, evidence.digest, posterior.digest)
    parameters = sample(posterior, bundle.origin.draws, bundle.origin.seed, file)
    now = csv_text(project(completed(own, baseline), evidence, parameters))
    if now == bundle.results:
        figures = str(max(0, now.count("\n") - 1))
        yield "verify.same", {"figures": figures, "draws": str(bundle.origin.draws)}
        return
    found = largest_difference(bundle.results, now, file)
    if found is None or found.relative > CLOSE:
        where = "results.csv" if found is None else f"{found.when} {found.indicator} {found.statistic}"
        values = ("", "") if found is None else (f"{found.now:.10g}", f"{found.then:.10g}")
        raise DataError([Fault("bundle_differs", file, field=where, value=values[0], allowed=values[1])])
    named = {"when": found.when, "indicator": found.indicator, "statistic": found.statistic}
    yield "verify.close", {**named, "relative": f"{found.relative:.1e}"}


def _read(file: str) -> Bundle:
    try:
        raw = read_whole(file)
    except OSError as error:
        raise DataError([Fault("missing_file", file, value=error.strerror or "")]) from error
    if len(raw) > LARGEST:
        raise DataError([Fault("too_large", file, allowed=f"{LARGEST // 1_000_000} MB")])
    return read_bundle(raw, file)


def _otherwise(bundle: Bundle, data: str, posterior: str) -> Iterator[Remark]:
    """In what the run stands on something else than when the bundle was made."""
    if bundle.origin.data_digest != data:
        yield "verify.other_data", {}
    if bundle.origin.posterior_digest != posterior:
        yield "verify.other_posterior", {}
    for name, then in bundle.versions.items():
        now = _version(name)
        if now != then:
            yield "verify.other_version", {"name": name, "then": then, "now": now}


def _version(name: str) -> str:
    if name in ("simulator", "python"):
        return {"simulator": simulator.__version__, "python": platform.python_version()}[name]
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
