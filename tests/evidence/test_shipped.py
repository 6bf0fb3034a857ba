"""The shipped data loads clean, quickly, and as it was written."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest

from simulator.evidence import DATA, Evidence, load_evidence
from tests.evidence.seeding import copied_data


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence()


def test_shipped_data_loads_without_a_fault(evidence: Evidence) -> None:
    simulated = {"vn", "son-la", "hau-giang", "dien-bien", "lai-chau", "thanh-hoa/dong-son"}
    assert simulated <= set(evidence.localities)
    assert all(evidence.of(name) for name in simulated)


def test_every_row_of_every_table_is_there(evidence: Evidence) -> None:
    for name, records in {
        "observations": evidence.observations,
        "sources": evidence.sources,
        "indicators": evidence.indicators,
        "priors": evidence.priors,
        "rules": evidence.rules,
        "levers": evidence.levers,
        "parameters": evidence.parameters,
    }.items():
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            assert len(records) == len(list(csv.DictReader(stream))), name


def test_an_observation_mirrors_its_row(evidence: Evidence) -> None:
    row = next(row for row in evidence.observations if row.obs_id == "son-la-poverty-rate-2022-s22-bdt-sl-2022")
    assert (row.value, row.sigma, row.period_start, row.period_end) == (
        0.1783,
        0.001,
        None,
        date(2022, 12, 31),
    )
    text = (DATA / "observations.csv").read_text(encoding="utf-8").splitlines()[row.line - 1]
    assert text.startswith(row.obs_id)


def test_a_parameter_takes_its_range_from_its_prior(evidence: Evidence) -> None:
    prior = next(row for row in evidence.priors if (row.parameter, row.scope) == ("exit_poor_rate", "north-west"))
    taken = next(row for row in evidence.parameters if (row.name, row.scope) == ("households.exit_rate", "north-west"))
    assert (taken.p05, taken.median, taken.p95) == (prior.p05, prior.median, prior.p95)
    assert taken.source_ids == prior.source_ids != ()


def test_loading_is_quick() -> None:
    times = []
    for _ in range(3):
        begin = time.process_time()
        load_evidence()
        times.append(time.process_time() - begin)
    assert min(times) < 0.3


def test_line_ends_and_byte_order_marks_do_not_matter(evidence: Evidence, tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    for path in data.rglob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    loaded = load_evidence(data)
    assert loaded.digest == evidence.digest
    assert loaded.observations == evidence.observations
    path = data / "observations.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_evidence(data).observations == evidence.observations


def test_the_digest_follows_every_file(evidence: Evidence, tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    for name in ("priors.csv", "localities/son-la.yaml"):
        path = data / name
        before = load_evidence(data).digest
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n\n", encoding="utf-8")
        assert load_evidence(data).digest != before
