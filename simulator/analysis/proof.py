"""What is kept of heavy checks: forecasts of years already known, ranks of simulation-based calibration.

Each record has a digest of the data and the code that it rests on, so that a stale one is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from simulator.analysis.backtest import Forecast, Question
from simulator.analysis.fingerprint import digest
from simulator.analysis.sbc import Ranks
from simulator.calibration import Settings
from simulator.errors import Fault, SimulatorError
from simulator.evidence import DATA, Evidence, Observation
from simulator.files import make_folder, read_whole, shown, write_whole
from simulator.model.arrays import Array
from simulator.scenario import Scenario

R = TypeVar("R")
PROOF = DATA / "proof"
BACKTEST, SBC = "backtest.json", "sbc.json"
DIGITS = 12  # significant ones of a quantile
FORECAST_CODE = tuple(f"simulator/analysis/{name}.py" for name in ("backtest", "rivals", "scores"))
SBC_CODE = ("simulator/analysis/sbc.py",)


class ProofError(SimulatorError):
    """A kept record is missing or cannot be read."""


@dataclass(frozen=True)
class BacktestRecord:
    """Forecasts of some localities under an evidence set, and what they were made with."""

    forecasts: tuple[Forecast, ...]
    localities: tuple[str, ...]
    effects: str
    settings: Settings
    digest: str


@dataclass(frozen=True)
class SbcRecord:
    """Ranks of one locality's known parameters, and the digest of what they rest on."""

    ranks: Ranks
    digest: str


def backtest_record(
    evidence: Evidence,
    baselines: Mapping[str, Scenario],
    localities: Sequence[str],
    forecasts: Sequence[Forecast],
    *,
    effects: str = "causal",
    settings: Settings | None = None,
) -> BacktestRecord:
    """What `backtest` said, ready to be kept; arguments as given to it."""
    settings = settings or Settings()
    key = digest(evidence, baselines, (effects, tuple(localities), settings), FORECAST_CODE)
    return BacktestRecord(tuple(forecasts), tuple(localities), effects, settings, key)


def save_backtest(record: BacktestRecord, folder: Path = PROOF) -> Path:
    """Write the record, wholly or not at all. Raises OutputError when the folder cannot be written."""
    about = {
        "localities": record.localities,
        "effects": record.effects,
        "settings": asdict(record.settings),
        "digest": record.digest,
        "forecasts": [
            {
                "origin": forecast.question.origin.isoformat(),
                "actual": forecast.question.actual.obs_id,
                "known": [row.obs_id for row in forecast.question.known],
                "said": {who: [_rounded(value) for value in said] for who, said in forecast.said.items()},
            }
            for forecast in record.forecasts
        ],
    }
    return _save(about, folder / BACKTEST)


def load_backtest(
    evidence: Evidence, baselines: Mapping[str, Scenario], folder: Path = PROOF
) -> tuple[BacktestRecord, bool]:
    """The kept record, and whether it rests on these data and this code.

    baselines: complete ones, of all localities that were given to `backtest`. A stale record is without the forecasts
    of figures that are no longer there. Raises ProofError when the record is missing or unreadable.
    """
    rows = {row.obs_id: row for row in evidence.observations}

    def made(about: Any) -> BacktestRecord:
        return BacktestRecord(
            tuple(_forecasts(about["forecasts"], rows)),
            tuple(str(name) for name in about["localities"]),
            str(about["effects"]),
            Settings(**about["settings"]),
            str(about["digest"]),
        )

    record = _loaded(folder / BACKTEST, made, "backtest --keep")
    key = digest(evidence, baselines, (record.effects, record.localities, record.settings), FORECAST_CODE)
    return record, key == record.digest


def _forecasts(found: Any, rows: Mapping[str, Observation]) -> Iterator[Forecast]:
    for one in found:
        names = [one["actual"], *one["known"]]
        if all(name in rows for name in names):
            actual, *known = (rows[name] for name in names)
            said: dict[str, Array] = {who: np.array(values, dtype=np.float64) for who, values in one["said"].items()}
            yield Forecast(Question(date.fromisoformat(one["origin"]), actual, tuple(known)), said)


def sbc_record(evidence: Evidence, baseline: Scenario, ranks: Ranks) -> SbcRecord:
    """Ranks of the baseline's locality, ready to be kept."""
    return SbcRecord(ranks, _sbc_digest(evidence, baseline, ranks))


def save_sbc(record: SbcRecord, folder: Path = PROOF) -> Path:
    """Write the record, wholly or not at all. Raises OutputError when the folder cannot be written."""
    return _save({"digest": record.digest, **asdict(record.ranks)}, folder / SBC)


def load_sbc(evidence: Evidence, baselines: Mapping[str, Scenario], folder: Path = PROOF) -> tuple[SbcRecord, bool]:
    """The kept record, and whether it rests on these data and this code; baselines as for `load_backtest`.

    Raises ProofError when the record is missing or unreadable.
    """

    def made(about: Any) -> SbcRecord:
        ranks = Ranks(
            str(about["locality"]),
            str(about["effects"]),
            int(about["runs"]),
            Settings(**about["settings"]),
            int(about["figures"]),
            tuple(str(name) for name in about["left_out"]),
            {str(name): tuple(int(count) for count in counts) for name, counts in about["counts"].items()},
        )
        return SbcRecord(ranks, str(about["digest"]))

    record = _loaded(folder / SBC, made, "prove")
    baseline = baselines.get(record.ranks.locality)
    return record, baseline is not None and record.digest == _sbc_digest(evidence, baseline, record.ranks)


def _sbc_digest(evidence: Evidence, baseline: Scenario, ranks: Ranks) -> str:
    about = (ranks.effects, ranks.runs, ranks.settings)
    return digest(evidence, {baseline.locality: baseline}, about, SBC_CODE)


def _save(about: Mapping[str, object], path: Path) -> Path:
    make_folder(path.parent)
    write_whole(path, (json.dumps(about, ensure_ascii=False, indent=None) + "\n").encode("utf-8"))
    return path


def _loaded(path: Path, made: Callable[[Any], R], command: str) -> R:
    """What `made` makes of the file's JSON. Raises ProofError, with the command that makes the file."""
    cure = f"python -m simulator {command}"
    if not path.exists():
        raise ProofError([Fault("proof_missing", shown(path), nearest=cure)])
    try:
        return made(json.loads(read_whole(path)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ProofError([Fault("proof_unreadable", shown(path), nearest=cure)]) from error


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
