"""A planner's file becomes a locality: wholly or not at all, whatever happens on the way, and can be replaced."""

from __future__ import annotations

import csv
import io
import shutil
import time
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from simulator.calibration import Settings, calibrate, load_posterior, posterior_folder, posterior_path
from simulator.errors import DataError, SimulatorError
from simulator.evidence import Evidence
from simulator.evidence.own import load_own
from simulator.evidence.own.load import KEPT, own_folders
from simulator.jobs import Queue, State, Work, recalibration
from simulator.jobs import bring_in as bringing
from simulator.jobs.bring_in import DERIVED, Brought, bring_in
from simulator.jobs.calibrations import calibrations
from simulator.jobs.own_folder import READY, STAGES, install, is_own, stage, sweep
from simulator.jobs.recalibration import recalibrate
from simulator.scenario import baseline_path, load_scenario
from tests import shipped
from tests.evidence.own import sample

NAME = "vi-du.csv"
OWNER = "me"
PATIENCE = 120.0  # seconds; a process that is nice begins to work on a busy machine
QUICK = Settings(draws=200, moves=4)


def csv_file(*, without: str = "", others: dict[str, str] | None = None) -> bytes:
    """The sample as a planner's CSV, with other values of some indicators, without those of one."""
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(sample.HEADER)
    for key, value in sample.SETTINGS:
        table.writerow([key, "", "", value] + [""] * (len(sample.HEADER) - 4))
    for indicator, name, day, typed, _, unit, _, standard, _, source, note in sample.FIGURES:
        if indicator != without:
            value = (others or {}).get(indicator, typed)
            table.writerow([name, "", f"{day:%d/%m/%Y}", value, unit, standard, "", source, "", "", note])
    return stream.getvalue().encode("utf-8-sig")


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer draws where the question is which files there are."""
    monkeypatch.setattr(bringing, "calibrations", partial(calibrations, settings=QUICK))


def brought(folder: Path, content: bytes | None = None, *, replace: bool = False) -> Brought:
    return bring_in(content or csv_file(), NAME, str(folder), replace, lambda share: None)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[float], Brought]:
    """A folder into which the sample was brought, the progress heard, and the result."""
    folder, heard = tmp_path_factory.mktemp("scenarios"), list[float]()
    return folder, heard, bring_in(csv_file(), NAME, str(folder), False, heard.append)


@pytest.fixture
def copied(whole: tuple[Path, list[float], Brought], tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole[0], tmp_path / "scenarios"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".store" not in path.parts
    }


def evidence_of(folder: Path) -> Evidence:
    return load_own(folder / sample.ID, shipped.evidence())


def test_a_file_becomes_a_locality(whole: tuple[Path, list[float], Brought]) -> None:
    folder, heard, result = whole
    home = f"{sample.ID}/{KEPT}"
    assert result.id == sample.ID
    assert {"own_started", "own_peers", "own_no_merger"} <= {remark.code for remark in result.remarks}
    assert all(remark.file == NAME and remark.describe("vi") != remark.describe("en") for remark in result.remarks)
    assert set(contents(folder)) == {
        f"{sample.ID}/{sample.ID}-baseline.yaml",
        *(f"{home}/{name}" for name in ("original.csv", "observations.csv", "sources.csv", "locality.yaml")),
        *(f"{home}/{name}" for name in ("baseline.yaml", f"{sample.ID}.causal.npz", f"{sample.ID}.reported.npz")),
    }
    assert contents(folder)[f"{home}/original.csv"] == csv_file()
    evidence = evidence_of(folder)
    baseline = load_scenario(baseline_path(sample.ID, folder), evidence)
    for effects in shipped.EFFECTS:
        posterior = load_posterior(evidence, baseline, effects)
        assert posterior.parameters.draws == posterior.settings.draws
        assert max(abs(residual.residual) for residual in posterior.residuals) < 2.0
    assert own_folders(folder) == [folder / sample.ID]
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert max(later - earlier for earlier, later in pairwise(heard)) < 0.25


def test_what_is_there_is_not_replaced_unasked(copied: Path) -> None:
    before = contents(copied)
    with pytest.raises(DataError) as caught:
        brought(copied)
    assert [fault.code for fault in caught.value.faults] == ["own_exists"]
    assert contents(copied) == before


@pytest.mark.usefixtures("quickly")
def test_replacing_keeps_an_edited_baseline_and_the_scenarios(copied: Path) -> None:
    baseline = baseline_path(sample.ID, copied)
    edited = baseline.read_text(encoding="utf-8").replace("at_least: 56", "at_least: 57")
    baseline.write_text(edited, encoding="utf-8")
    plan = baseline.with_name("nhieu-nha-hon.yaml")
    plan.write_text(
        f"format: 1\ntitle: Nhiều nhà hơn\nlocality: {sample.ID}\nyears: {{from: 2026, to: 2030}}\n"
        "levers: {housing: {budget: 200}}\n",
        encoding="utf-8",
    )
    before = contents(copied)
    content = csv_file(others={"households": "210.000"})
    brought(copied, content, replace=True)
    after = contents(copied)
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]}
    home = f"{sample.ID}/{KEPT}"
    assert {f"{home}/original.csv", f"{home}/observations.csv", f"{home}/{sample.ID}.causal.npz"} <= changed
    assert baseline.read_text(encoding="utf-8") == edited
    assert after[f"{sample.ID}/{plan.name}"] == before[f"{sample.ID}/{plan.name}"]
    evidence = evidence_of(copied)
    found = load_posterior(evidence, load_scenario(baseline, evidence), "reported")
    assert (found.effects, found.settings) == ("reported", QUICK)


@pytest.mark.usefixtures("quickly")
def test_replacing_renews_a_baseline_that_nobody_edited(copied: Path) -> None:
    before = baseline_path(sample.ID, copied).read_bytes()
    brought(copied, csv_file(others={"households": "410.000"}), replace=True)
    baseline = baseline_path(sample.ID, copied)
    assert baseline.read_bytes() != before
    evidence = evidence_of(copied)
    found = load_posterior(evidence, load_scenario(baseline, evidence), "causal")
    assert (found.locality, found.settings) == (sample.ID, QUICK)


def test_a_faulty_file_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        brought(tmp_path, csv_file(without="households"))
    assert contents(tmp_path) == {}
    assert not any(path.name.startswith(STAGES) for path in tmp_path.iterdir())


def test_recalibrating_an_own_locality_stays_in_its_folder(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalibration, "calibrate", partial(calibrate, settings=QUICK))
    evidence = evidence_of(copied)
    artefact = posterior_path(sample.ID, "causal", posterior_folder(evidence, sample.ID))
    assert artefact.parent == copied / sample.ID / KEPT
    artefact.unlink()
    recalibrate(sample.ID, str(copied), lambda share: None)
    baseline = load_scenario(baseline_path(sample.ID, copied), evidence)
    for effects in shipped.EFFECTS:
        found = load_posterior(evidence, baseline, effects)
        assert (found.locality, found.settings, found.parameters.draws) == (sample.ID, QUICK, QUICK.draws)
    assert not posterior_path(sample.ID, "causal").exists()


@pytest.fixture
def queue() -> Iterator[Queue]:
    made = Queue()
    yield made
    for name, job in list(made._jobs.items()):
        for owner in list(job.watchers):
            made.give_up(name, owner)


def waited(what: object, seconds: float = PATIENCE) -> None:
    start = time.monotonic()
    while not what():  # type: ignore[operator]
        assert time.monotonic() - start < seconds
        time.sleep(0.02)


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def test_a_job_that_is_given_up_leaves_no_locality_and_no_process(queue: Queue, tmp_path: Path) -> None:
    before = children()
    job = queue.ask_for(Work(bring_in, (csv_file(), NAME, str(tmp_path), False)), OWNER)
    waited(lambda: queue.how_is(job, OWNER).progress > DERIVED)  # the calibrations have begun
    assert any(tmp_path.glob(f"{STAGES}*"))
    queue.give_up(job, OWNER)
    waited(lambda: children() <= before)
    assert own_folders(tmp_path) == []
    sweep(tmp_path)
    assert contents(tmp_path) == {}
    assert not any(tmp_path.glob(f"{STAGES}*"))


def test_a_job_tells_all_faults_of_its_file(queue: Queue, tmp_path: Path) -> None:
    job = queue.ask_for(Work(bring_in, (csv_file(without="households"), NAME, str(tmp_path), False)), OWNER)
    reports = []
    waited(lambda: reports.append(queue.how_is(job, OWNER)) or reports[-1].state not in (State.WAITING, State.RUNNING))
    assert reports[-1].state == State.FAILED
    assert isinstance(reports[-1].error, SimulatorError)
    assert [fault.code for fault in reports[-1].error.faults] == ["own_minimum"]


def staged(place: Path, text: str) -> Path:
    """A locality as it stands in its stage before it is installed."""
    made = place / sample.ID
    (made / KEPT).mkdir(parents=True)
    for name in (f"{KEPT}/locality.yaml", f"{KEPT}/baseline.yaml", f"{sample.ID}-baseline.yaml"):
        (made / name).write_text(text, encoding="utf-8")
    return made


class Killed(BaseException):
    """The end of a process, for a test."""


@pytest.mark.parametrize("step", range(6))
def test_a_replacement_that_breaks_off_is_whole_after_a_sweep(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator.jobs import own_folder

    with stage(tmp_path) as place:
        staged(place, "old")
        install(place, sample.ID, tmp_path, NAME, replace=False)
    old = contents(tmp_path)
    assert set(old.values()) == {b"old"}
    calls = iter(range(100))

    def dying(function: object) -> object:
        def called(*arguments: object) -> object:
            if next(calls) == step:
                raise Killed
            return function(*arguments)  # type: ignore[operator]

        return called

    with monkeypatch.context() as patch:
        for module, name in ((own_folder, "move"), (own_folder, "make_folder"), (own_folder.os, "replace")):
            patch.setattr(module, name, dying(getattr(module, name)))
        patch.setattr(own_folder.shutil, "rmtree", lambda *arguments, **options: None)  # a killed job removes nothing
        try:
            with stage(tmp_path) as place:
                staged(place, "new")
                install(place, sample.ID, tmp_path, NAME, replace=True)
        except Killed:
            pass
    sweep(tmp_path)
    after = contents(tmp_path)
    assert set(after) == set(old)
    assert set(after.values()) in ({b"old"}, {b"new"})
    assert not any(tmp_path.glob(f"{STAGES}*"))


def test_a_sweep_leaves_the_living_alone(tmp_path: Path) -> None:
    with stage(tmp_path) as place:
        made = staged(place, "new")
        sweep(tmp_path)
        with stage(tmp_path) as other:
            assert other != place
        assert made.exists()
        assert not (place / READY).exists()
    assert not place.exists()
    assert not is_own(tmp_path / sample.ID)
