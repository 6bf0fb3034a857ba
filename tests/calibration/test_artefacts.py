"""A posterior that cannot be used, or cannot be written, is one message and leaves what there was."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulator.calibration import POSTERIORS, load_posterior, posterior_path, save_posterior
from simulator.errors import OutputError, PosteriorError
from simulator.evidence import Evidence
from tests.shipped import baseline, evidence, posterior

COMMAND = "python -m simulator calibrate son-la"


def fault_code(folder: Path, found: Evidence | None = None) -> str:
    """The code of the one fault; it names the file and the command that cures it in both languages."""
    with pytest.raises(PosteriorError) as caught:
        load_posterior(found or evidence(), baseline(), "causal", folder=folder)
    (fault,) = caught.value.faults
    for language in ("vi", "en"):
        (line,) = caught.value.describe(language).splitlines()
        assert "son-la.causal.npz" in line
        assert COMMAND in line
    return fault.code


@pytest.fixture
def artefact(tmp_path: Path) -> Path:
    return save_posterior(posterior(), tmp_path)


def test_a_saved_posterior_is_loaded_as_it_was(artefact: Path) -> None:
    again = load_posterior(evidence(), baseline(), "causal", folder=artefact.parent)
    np.testing.assert_array_equal(again.z, posterior().z)
    assert (again.digest, again.settings, again.residuals, again.effective) == (
        posterior().digest,
        posterior().settings,
        posterior().residuals,
        posterior().effective,
    )
    for name, values in posterior().parameters.items():
        np.testing.assert_array_equal(again.parameters[name], values)
    assert list(artefact.parent.iterdir()) == [artefact]


def test_a_missing_posterior(tmp_path: Path) -> None:
    assert fault_code(tmp_path) == "posterior_missing"
    assert fault_code(tmp_path / "none") == "posterior_missing"


def npy(content: object) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.array(content))
    return stream.getvalue()


def npz(**arrays: object) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **{name: np.array(array) for name, array in arrays.items()})
    return stream.getvalue()


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "only its beginning": lambda content: content[:100],
    "half": lambda content: content[: len(content) // 2],
    "all but a byte": lambda content: content[:-1],
    "one bit turned": lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:],
    "a table": lambda content: b"locality,effects\nson-la,causal\n",
    "one array": lambda content: npy([1.0, 2.0]),
    "a pickle": lambda content: npy([None]),
    "nothing about it": lambda content: npz(z=np.zeros((2, 2))),
    "no json": lambda content: npz(z=np.zeros((2, 2)), about="not json"),
    "a list": lambda content: npz(z=np.zeros((2, 2)), about="[]"),
    "unknown settings": lambda content: npz(z=np.zeros((2, 2)), about=json.dumps({"settings": {"colour": 3}})),
}


# numpy leaves a file that is no whole archive to the garbage collector, which warns.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("spoilt", SPOILT)
def test_an_unreadable_posterior(artefact: Path, spoilt: str) -> None:
    artefact.write_bytes(SPOILT[spoilt](artefact.read_bytes()))
    assert fault_code(artefact.parent) == "posterior_unreadable"
    gc.collect()


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    posterior_path("son-la", "causal", tmp_path).mkdir()
    assert fault_code(tmp_path) == "posterior_unreadable"


def test_other_data_make_it_stale() -> None:
    rows = evidence().observations
    index = next(i for i, row in enumerate(rows) if row.obs_id == "son-la-poverty-rate-2022-s22-bdt-sl-2022")
    changed = (*rows[:index], replace(rows[index], value=rows[index].value + 1e-4), *rows[index + 1 :])
    assert fault_code(POSTERIORS, replace(evidence(), observations=changed)) == "posterior_stale"


def test_figures_of_another_locality_do_not(artefact: Path) -> None:
    rows = tuple(
        replace(row, value=row.value * 1.1) if row.locality == "vn" else row for row in evidence().observations
    )
    found = load_posterior(replace(evidence(), observations=rows), baseline(), "causal", folder=artefact.parent)
    assert found.digest == posterior().digest


def test_other_priors_make_it_stale() -> None:
    records = tuple(
        replace(record, p95=record.p95 * 1.01) if record.name == "households.relapse_rate" else record
        for record in evidence().parameters
    )
    assert fault_code(POSTERIORS, replace(evidence(), parameters=records)) == "posterior_stale"


def test_the_posterior_of_the_other_evidence_set_is_not_taken(artefact: Path) -> None:
    artefact.write_bytes(posterior_path("son-la", "reported").read_bytes())
    assert fault_code(artefact.parent) == "posterior_stale"


def test_fewer_draws_than_its_settings_say_make_it_stale(artefact: Path) -> None:
    with np.load(artefact) as file:
        z, about = file["z"], file["about"]
    artefact.write_bytes(npz(z=z[:, :-1], about=about))
    assert fault_code(artefact.parent) == "posterior_stale"


@pytest.mark.parametrize("broken", ["replace", "fsync"])
def test_a_failed_save_keeps_the_old_posterior(artefact: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    before = artefact.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, broken, fail)
    with pytest.raises(OutputError) as caught:
        save_posterior(replace(posterior(), effective=1.0), artefact.parent)
    assert [fault.code for fault in caught.value.faults] == ["disk_full"]
    assert "son-la.causal.npz" in caught.value.describe("vi")
    assert artefact.read_bytes() == before
    assert list(artefact.parent.iterdir()) == [artefact]


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        save_posterior(posterior(), tmp_path / "taken")
    assert [fault.code for fault in caught.value.faults] == ["no_folder"]


def test_a_folder_that_may_not_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OutputError) as caught:
        save_posterior(posterior(), tmp_path)
    assert [fault.code for fault in caught.value.faults] == ["not_writable"]
    assert list(tmp_path.iterdir()) == []
