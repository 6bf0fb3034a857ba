"""A planner's file of figures made into a locality of a folder of scenarios: read, derived, calibrated, kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.analysis.own import Derived, Peer, derive, peers_of
from simulator.calibration import Posterior, load_posterior, posterior_folder, save_posterior
from simulator.calibration.problem import problem
from simulator.errors import Fault, SimulatorError
from simulator.evidence import Evidence, load_evidence
from simulator.evidence.own import OwnFigures, indicator_name, load_own, own_csv, read_own
from simulator.evidence.own.load import KEPT, LOCALITY
from simulator.files import make_folder, write_whole
from simulator.jobs.calibrations import calibrations
from simulator.jobs.own_folder import GENERATED, install, is_edited, refuse_existing, stage
from simulator.jobs.spread import Spread
from simulator.jobs.work import Progress
from simulator.scenario import SCENARIOS, Scenario, baseline_path, load_scenario
from simulator.scenario.localities import ORIGINAL
from simulator.scenario.names import locality_folder
from simulator.scenario.vocabulary import EFFECTS

LANGUAGE = "vi"  # of the names of indicators in remarks, as in faults of cells
XLSX = b"PK"  # how every XLSX begins
READ, DERIVED, FITTED = 0.02, 0.08, 0.98  # share done after each part; calibration takes nearly all of the time
USED_OTHERWISE = ("communes_total", "villages_total")  # start values and mergers come from them


@dataclass(frozen=True)
class Brought:
    """The id of a locality that is there now, and remarks: how cells were read, what is assumed."""

    id: str
    remarks: tuple[Fault, ...]


def bring_in(content: bytes, name: str, folder: str, replace_existing: bool, progress: Progress) -> Brought:
    """Make a file of figures (CSV or XLSX; `name` as it came) a locality of a folder of scenarios, calibrated.

    Ended at any instant it leaves nothing but a hidden folder, which the next one sweeps. Replacing keeps scenarios
    and an edited baseline. Raises DataError with all faults of the file, or when the locality exists and is not to be
    replaced; SimulatorError for an edited baseline at fault; OutputError.
    """
    evidence, scenarios = load_evidence(), Path(folder)
    own = read_own(content, name, evidence)
    if not replace_existing:
        refuse_existing(own.id, scenarios, name)
    progress(READ)
    peers, left_out = reference_peers(evidence, own.region, scenarios)
    derived = derive(own, evidence, peers)
    progress(DERIVED)
    with stage(scenarios) as place:
        made = locality_folder(own.id, place)
        _write(made, content, own, derived)
        known = load_own(made, evidence)
        kept = baseline_path(own.id, scenarios if is_edited(own.id, scenarios) else place)
        baseline = load_scenario(kept, known)
        for posterior in calibrated(known, baseline, progress):
            save_posterior(posterior, posterior_folder(known, own.id))
        install(place, own.id, scenarios, name, replace=replace_existing)
    unused = unfitted(known, baseline)
    progress(1.0)
    remarks = (*own.remarks, *left_out, *derived.remarks, *unused)
    return Brought(own.id, tuple(replace(remark, file=name) for remark in remarks))


def reference_peers(evidence: Evidence, region: str, scenarios: Path) -> tuple[dict[str, Peer], list[Fault]]:
    """Return the calibrated provinces of a region with their shipped baselines, and remarks on those without.

    One that was recalibrated on a baseline of the planners' folder stands with that.
    """
    found, left_out = {}, []
    for name in peers_of(evidence, region):
        peer = next(_peers(evidence, name, scenarios), None)
        if peer is None:
            left_out.append(Fault("own_peer_left_out", "", value=evidence.localities[name].name_vi))
        else:
            found[name] = peer
    return found, left_out


def _peers(evidence: Evidence, name: str, scenarios: Path) -> Iterator[Peer]:
    for folder in (SCENARIOS, scenarios):
        try:
            baseline = load_scenario(baseline_path(name, folder), evidence)
            yield Peer(baseline, load_posterior(evidence, baseline, EFFECTS[0]))
        except SimulatorError:
            continue


def calibrated(evidence: Evidence, baseline: Scenario, progress: Progress) -> list[Posterior]:
    """Draw the posteriors of both evidence sets, on the cores that there are."""

    def heard(share: float, name: str) -> None:
        progress(DERIVED + share * (FITTED - DERIVED))

    wanted = [(baseline, effects) for effects in EFFECTS]
    return [made.posterior for made in calibrations(evidence, wanted, spread=Spread(), progress=heard)]


def unfitted(evidence: Evidence, baseline: Scenario) -> tuple[Fault, ...]:
    """Return a remark on each figure of a locality that was to be fitted and that the model cannot answer."""
    answered = {term.observation.obs_id for term in problem(evidence, baseline, effects=EFFECTS[0]).terms}
    rows = (row for row in evidence.of(baseline.locality) if row.fit == "yes" and row.obs_id not in answered)
    return tuple(
        Fault(
            "own_not_fitted",
            "",
            field=indicator_name(row.indicator, LANGUAGE),
            value=f"{row.value:g} ({row.period_end:%d/%m/%Y})",
        )
        for row in rows
        if row.indicator not in USED_OTHERWISE
    )


def _write(made: Path, content: bytes, own: OwnFigures, derived: Derived) -> None:
    baseline = derived.baseline_yaml.encode("utf-8")
    texts: Mapping[str, str] = own_csv(own)
    files = {
        f"{KEPT}/{ORIGINAL}.{'xlsx' if content.startswith(XLSX) else 'csv'}": content,
        **{f"{KEPT}/{file}": text.encode("utf-8") for file, text in texts.items()},
        f"{KEPT}/{LOCALITY}": derived.locality_yaml.encode("utf-8"),
        f"{KEPT}/{GENERATED}": baseline,
        f"{made.name}-baseline.yaml": baseline,
    }
    make_folder(made / KEPT)
    for file, part in files.items():
        write_whole(made / file, part)
