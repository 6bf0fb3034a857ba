"""Files that a run leaves behind: a tidy CSV and a manifest per scenario."""

from __future__ import annotations

import csv
import io
import json
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

import simulator
from simulator.analysis.projection import Projection
from simulator.analysis.summary import quantiles
from simulator.model import INDICATORS

COLUMNS = ("date", "indicator", "unit", "mean", "p05", "p25", "p50", "p75", "p95")
LIBRARIES = ("numpy", "scipy", "pyyaml")


@dataclass(frozen=True)
class Origin:
    """What a run was made from: hashes of the data and of the posterior, draws and seed."""

    scenario_file: str
    data_digest: str
    posterior_digest: str
    draws: int
    seed: int


def tidy_rows(projection: Projection) -> Iterable[tuple[str, ...]]:
    """Rows of the CSV: every indicator at every month's end; flows are those of the month."""
    for name, values in projection.trajectory.values.items():
        unit = INDICATORS[name].unit
        means, levels = values.mean(axis=-1), quantiles(values)
        for row, day in enumerate(projection.trajectory.dates):
            figures = (means[row], *levels[:, row])
            yield (day.isoformat(), name, unit, *(f"{figure:.10g}" for figure in figures))


def csv_text(projection: Projection) -> str:
    """The tidy CSV of a run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tidy_rows(projection))
    return text.getvalue()


def manifest_text(projection: Projection, origin: Origin) -> str:
    """What a reader needs to make the same CSV again, as JSON."""
    return json.dumps(_manifest(projection, origin), ensure_ascii=False, indent=2) + "\n"


def _manifest(projection: Projection, origin: Origin) -> dict[str, object]:
    scenario = projection.scenario
    return {
        "scenario": {
            "file": origin.scenario_file,
            "title": scenario.title,
            "locality": scenario.locality,
            "years": [scenario.first_year, scenario.last_year],
            "effects": scenario.effects,
            "levers": {path: [list(step) for step in schedule] for path, schedule in scenario.levers.items()},
            "assumptions": dict(scenario.assumptions),
        },
        "poverty_standards": _eras(projection),
        "flows": sorted(name for name in projection.trajectory.values if INDICATORS[name].kind == "flow"),
        "data_sha256": origin.data_digest,
        "posterior_sha256": origin.posterior_digest,
        "draws": origin.draws,
        "seed": origin.seed,
        "versions": {
            "simulator": simulator.__version__,
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
    }


def _eras(projection: Projection) -> list[dict[str, str]]:
    """The poverty standard of each stretch of months: never to be joined by a line."""
    found: list[dict[str, str]] = []
    for day, standard in zip(projection.trajectory.dates, projection.standards, strict=True):
        if not found or found[-1]["standard"] != standard:
            found.append({"standard": standard, "from": day.isoformat(), "to": day.isoformat()})
        found[-1]["to"] = day.isoformat()
    return found
