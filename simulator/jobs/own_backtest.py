"""An own locality asked about years already known, beside the naive forecasts; kept with its figures."""

from __future__ import annotations

from pathlib import Path

from simulator.analysis.backtest import backtest
from simulator.analysis.proof import backtest_record, save_backtest
from simulator.errors import DataError, Fault
from simulator.evidence import Evidence, load_evidence
from simulator.evidence.own import load_own
from simulator.jobs.spread import Spread
from simulator.jobs.work import Progress
from simulator.scenario import SCENARIOS, Scenario, baseline_path, completed, load_scenario
from simulator.scenario.names import locality_folder


def backtest_own(locality: str, scenarios: str, progress: Progress) -> int:
    """Make and keep the forecasts of an own locality in a folder of scenarios; return how many there are.

    The rivals' bands come from the shipped localities. Raises DataError when no figure can be asked about,
    SimulatorError for data or baselines at fault, OutputError.
    """
    evidence = load_own(locality_folder(locality, Path(scenarios)), load_evidence())
    baselines = ground(evidence, locality, Path(scenarios))
    spread, home = Spread(), evidence.localities[locality].home
    forecasts = backtest(
        evidence, baselines, (locality,), spread=spread, progress=lambda share, _: progress(0.99 * share)
    )
    if not forecasts or home is None:
        raise DataError([Fault("own_nothing_to_ask", locality)])
    save_backtest(backtest_record(evidence, baselines, (locality,), forecasts), home)
    return len(forecasts)


def ground(evidence: Evidence, locality: str, scenarios: Path) -> dict[str, Scenario]:
    """Return the complete baselines that such a backtest rests on: the shipped ones and the locality's own."""
    found = {}
    for name, place in evidence.localities.items():
        if place.home is None or name == locality:
            own = load_scenario(baseline_path(name, scenarios if name == locality else SCENARIOS), evidence)
            found[name] = completed(own, own)
    return found
