"""Kept records come back as they were, are known to be stale when they are, and say what would be said today."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from simulator.analysis import fingerprint
from simulator.analysis.backtest import Forecast, backtest
from simulator.analysis.proof import (
    BacktestRecord,
    ProofError,
    backtest_record,
    load_backtest,
    load_sbc,
    save_backtest,
    save_sbc,
    sbc_record,
)
from simulator.analysis.sbc import BINS, LIKELIHOOD, Ranks
from simulator.calibration import Settings
from simulator.calibration.problem import problem
from simulator.cli.proof import DRAWS
from simulator.evidence import Evidence
from simulator.scenario import Scenario, completed
from tests.shipped import LOCALITIES, baseline, evidence

PLACE = "son-la/sop-cop"
PLACES = (PLACE, "hau-giang")
MOST = 0.05  # seconds to read a record
REMAKE = "python -m simulator backtest --keep"


@lru_cache(maxsize=1)
def baselines() -> dict[str, Scenario]:
    return {name: completed(baseline(name), baseline(name)) for name in LOCALITIES}


@lru_cache(maxsize=1)
def said() -> tuple[Forecast, ...]:
    """What the shipped record says of two localities."""
    return tuple(one for one in shipped().forecasts if one.question.actual.locality in PLACES)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    record = backtest_record(evidence(), baselines(), PLACES, said())
    return save_backtest(record, tmp_path / "proof").parent


def current(found: Evidence, kept: Path, plans: dict[str, Scenario] | None = None) -> bool:
    return load_backtest(found, plans or baselines(), kept)[1]


def assert_same(some: tuple[Forecast, ...], others: tuple[Forecast, ...]) -> None:
    assert [one.question for one in some] == [other.question for other in others]
    for one, other in zip(some, others, strict=True):
        assert one.said.keys() == other.said.keys()
        for who, quantiles in one.said.items():
            np.testing.assert_allclose(quantiles, other.said[who], rtol=1e-6, atol=1e-12)


def test_a_kept_backtest_comes_back_as_it_was(kept: Path) -> None:
    record, is_current = load_backtest(evidence(), baselines(), kept)
    assert is_current
    assert (record.localities, record.effects, record.settings) == (PLACES, "causal", Settings())
    assert {one.question.actual.locality for one in record.forecasts} == {*PLACES}
    assert_same(record.forecasts, said())
    assert [path.name for path in kept.iterdir()] == ["backtest.json"]


def with_row(change: Callable[..., object], locality: str = PLACE) -> Evidence:
    rows = evidence().observations
    place = next(i for i, row in enumerate(rows) if row.locality == locality and row.indicator == "poverty_rate")
    changed = replace(rows[place], **change(rows[place]))  # type: ignore[arg-type]
    return replace(evidence(), observations=(*rows[:place], changed, *rows[place + 1 :]))


def test_other_figures_priors_money_plans_or_code_make_it_stale(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not current(with_row(lambda row: {"value": row.value * 1.001}), kept)
    first, *others = evidence().parameters
    assert not current(replace(evidence(), parameters=(replace(first, p95=first.p95 * 1.01), *others)), kept)
    place = evidence().localities["vn"]  # its questions make the rivals' bands
    path, lever = next(iter(place.history.items()))
    more = replace(lever, values=tuple((day, value + 1.0) for day, value in lever.values))
    nation = replace(place, history={**place.history, path: more})
    assert not current(replace(evidence(), localities={**evidence().localities, "vn": nation}), kept)
    plan = baselines()[PLACE]
    assert not current(evidence(), kept, {**baselines(), PLACE: replace(plan, events=())})
    monkeypatch.setattr(fingerprint, "_code", lambda names: b"other code")
    assert not current(evidence(), kept)


def test_words_and_places_that_were_not_asked_do_not(kept: Path) -> None:
    assert current(with_row(lambda row: {"note": "other words", "line": 9_999}), kept)
    plan = replace(baselines()[PLACE], title="Tên khác", targets=())
    assert current(evidence(), kept, {**baselines(), PLACE: plan})
    rows = evidence().observations
    own = replace(rows[0], locality="cao-bang", obs_id="own")
    assert current(replace(evidence(), observations=(*rows, own)), kept)


def test_a_stale_record_leaves_out_figures_that_are_gone(kept: Path) -> None:
    gone = said()[0].question.actual.obs_id
    rows = tuple(row for row in evidence().observations if row.obs_id != gone)
    record, is_current = load_backtest(replace(evidence(), observations=rows), baselines(), kept)
    assert not is_current
    assert 0 < len(record.forecasts) < len(said())


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"[]", b"null", b'{"forecasts": 3', "thiếu".encode("utf-16")])
@pytest.mark.parametrize(("name", "load"), [("backtest.json", load_backtest), ("sbc.json", load_sbc)])
def test_a_missing_or_spoilt_record_is_told_with_its_cure(
    tmp_path: Path, name: str, load: Callable[..., object], spoilt: bytes
) -> None:
    for code in ("proof_missing", "proof_unreadable"):
        with pytest.raises(ProofError) as caught:
            load(evidence(), baselines(), tmp_path)
        (fault,) = caught.value.faults
        assert fault.code == code
        assert "python -m simulator" in fault.describe("vi")
        assert name in fault.describe("vi")
        (tmp_path / name).write_bytes(spoilt)


def made_ranks() -> Ranks:
    names = [marginal.name for marginal in problem(evidence(), baselines()[PLACE], effects="causal").free]
    counts = dict.fromkeys((*names, LIKELIHOOD), (10,) * BINS)
    return Ranks(PLACE, "causal", 200, Settings(draws=200, moves=8), 2, ("a-bound",), counts)


def test_kept_ranks_come_back_as_they_were_and_are_known_to_be_stale(tmp_path: Path) -> None:
    save_sbc(sbc_record(evidence(), baselines()[PLACE], made_ranks()), tmp_path)
    record, is_current = load_sbc(evidence(), baselines(), tmp_path)
    assert (record.ranks, is_current) == (made_ranks(), True)
    assert not load_sbc(with_row(lambda row: {"sigma": 0.5}), baselines(), tmp_path)[1]
    assert load_sbc(with_row(lambda row: {"sigma": 0.5}, "vn"), baselines(), tmp_path)[1]
    assert not load_sbc(evidence(), {"vn": baselines()["vn"]}, tmp_path)[1]


def seconds(load: Callable[[], object]) -> float:
    """The least of some tries, of this process alone: others may be at work on the machine."""
    taken = []
    for _ in range(5):
        start = time.process_time()
        load()
        taken.append(time.process_time() - start)
    return min(taken)


def test_the_shipped_records_are_read_at_once() -> None:
    assert seconds(lambda: load_backtest(evidence(), baselines())) < MOST
    assert seconds(lambda: load_sbc(evidence(), baselines())) < MOST


@lru_cache(maxsize=1)
def shipped() -> BacktestRecord:
    record, is_current = load_backtest(evidence(), baselines())
    assert is_current, f"the kept backtest is stale; run: {REMAKE}"
    return record


def test_the_shipped_backtest_is_of_all_localities_with_the_shipped_settings() -> None:
    assert (shipped().localities, shipped().effects) == (tuple(evidence().localities), "causal")
    assert shipped().settings == Settings()


def test_the_shipped_backtest_says_what_would_be_said_today() -> None:
    again = backtest(evidence(), baselines(), [PLACE], settings=shipped().settings)
    assert again
    assert_same(tuple(f for f in shipped().forecasts if f.question.actual.locality == PLACE), again)


def test_the_shipped_ranks_are_uniform_and_of_a_thousand_runs() -> None:
    record, is_current = load_sbc(evidence(), baselines())
    assert is_current, "the kept ranks are stale; run: python -m simulator prove"
    assert record.ranks.runs >= 1000
    assert record.ranks.settings == Settings(draws=DRAWS)
    assert record.ranks.uneven == ()


def test_a_record_is_plain_json(kept: Path) -> None:
    about = json.loads((kept / "backtest.json").read_bytes())
    assert {"localities", "effects", "settings", "digest", "forecasts"} == about.keys()
    assert str(Path.home()) not in (kept / "backtest.json").read_text(encoding="utf-8")
