"""`verify`: what a bundle says is run again, and a single changed digit is found."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.projection import Projection, members, project
from simulator.calibration import load_posterior
from simulator.cli import main
from simulator.errors import DataError
from simulator.evidence import load_evidence
from simulator.report.export import Origin
from simulator.report.exports.bundle import MEMBERS, RESULTS, SUMS, bundle_bytes, largest_difference, read_bundle
from simulator.scenario import baseline_path, completed, load_scenario

DRAWS, SEED = 20, 3


@pytest.fixture(scope="module")
def made() -> tuple[Projection, Origin]:
    evidence = load_evidence()
    baseline = load_scenario(baseline_path("hau-giang"), evidence)
    posterior = load_posterior(evidence, baseline, baseline.effects)
    projection = project(completed(baseline, baseline), evidence, members(posterior, DRAWS, SEED))
    return projection, Origin("hau-giang-baseline.yaml", evidence.digest, posterior.digest, DRAWS, SEED)


@pytest.fixture(scope="module")
def raw(made: tuple[Projection, Origin]) -> bytes:
    return bundle_bytes(*made)


def repacked(raw: bytes, change: Callable[[str, bytes], bytes], *, sums: bool) -> bytes:
    """The bundle with changed members; sums: with hashes that fit them."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        contents = {name: change(name, archive.read(name)) for name in archive.namelist()}
    if sums:
        lines = [f"{hashlib.sha256(contents[name]).hexdigest()}  {name}" for name in MEMBERS]
        contents[SUMS] = "\n".join([contents[SUMS].decode().splitlines()[0], *lines]).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return packed.getvalue()


def one_digit(name: str, content: bytes) -> bytes:
    """The last figure of the results with another first digit."""
    if name != RESULTS:
        return content
    body, comma, last = content.rstrip(b"\n").rpartition(b",")
    return body + comma + (b"7" if last[:1] != b"7" else b"3") + last[1:] + b"\n"


def verified(path: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["verify", str(path), *options])
    return done.exit_code, done.output


def test_a_bundle_is_the_same_bytes_each_time_and_runs_to_the_same_digits(
    made: tuple[Projection, Origin], raw: bytes, tmp_path: Path
) -> None:
    assert raw == bundle_bytes(*made)
    path = tmp_path / "run.bundle.zip"
    path.write_bytes(raw)
    code, said = verified(path)
    assert code == 0
    assert "đúng từng chữ số" in said
    assert f"{DRAWS} mẫu" in said


def test_a_changed_member_is_named(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "run.bundle.zip"
    path.write_bytes(repacked(raw, one_digit, sums=False))
    code, said = verified(path)
    assert code == 1
    assert RESULTS in said
    assert "SHA-256" in said


def test_a_forged_figure_is_found_with_both_values(made: tuple[Projection, Origin], raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "run.bundle.zip"
    path.write_bytes(repacked(raw, one_digit, sums=True))
    code, said = verified(path, "--lang", "en")
    assert code == 1
    last = made[0].trajectory.dates[-1].isoformat()
    assert f"{last} {list(made[0].trajectory.values)[-1]} p95" in said


def test_other_data_are_said(made: tuple[Projection, Origin], tmp_path: Path) -> None:
    projection, origin = made
    path = tmp_path / "run.bundle.zip"
    path.write_bytes(bundle_bytes(projection, Origin(origin.scenario_file, "0" * 64, "1" * 64, DRAWS, SEED)))
    code, said = verified(path, "--lang", "en")
    assert code == 0  # the results are the same all the same
    assert "not those that the file was made from" in said


@pytest.mark.parametrize("place", range(0, 1000, 25))
def test_no_damage_goes_unseen(raw: bytes, place: int) -> None:
    damaged, where = bytearray(raw), place * len(raw) // 1000
    damaged[where] ^= 0x5A
    try:
        found = read_bundle(bytes(damaged), "x.zip")
    except DataError:
        return
    whole = read_bundle(raw, "x.zip")
    assert (found.scenario, found.results, found.origin) == (whole.scenario, whole.results, whole.origin)


@given(raw=st.binary(max_size=400))
def test_what_is_no_bundle_is_refused(raw: bytes) -> None:
    with pytest.raises(DataError):
        read_bundle(raw, "x.zip")


def test_the_largest_difference_is_relative() -> None:
    head = "date,indicator,unit,mean,p05,p25,p50,p75,p95\n"
    then = head + "2026-12-31,a,share,1,1,1,1,1,1\n2026-12-31,b,share,1000,1000,1000,1000,1000,1000\n"
    now = head + "2026-12-31,a,share,1,1,1,1,1.01,1\n2026-12-31,b,share,1000,1000,1000,1001,1000,1000\n"
    found = largest_difference(then, now, "x")
    assert found is not None
    assert (found.indicator, found.statistic, found.then, found.now) == ("a", "p75", 1.0, 1.01)
    assert largest_difference(then, then, "x") is None
    missing = largest_difference(then, head, "x")
    assert missing is not None
    assert missing.relative == float("inf")
