"""What is shipped, loaded once for all tests: evidence, baselines, posteriors."""

from __future__ import annotations

from functools import lru_cache

from simulator.calibration import Posterior, load_posterior
from simulator.evidence import Evidence, load_evidence
from simulator.scenario import SCENARIOS, Scenario, baseline_path, completed, load_scenario, scenario_files

LOCALITIES = (
    "son-la",
    "dien-bien",
    "lai-chau",
    "hau-giang",
    "thanh-hoa/dong-son",
    "vn",
    "son-la/quynh-nhai",
    "son-la/sop-cop",
)
EFFECTS = ("causal", "reported")
SON_LA_ALTERNATIVES = tuple(
    path for path in scenario_files(SCENARIOS / "son-la") if path != baseline_path("son-la", SCENARIOS)
)


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    return load_evidence()


@lru_cache
def baseline(locality: str = "son-la") -> Scenario:
    return load_scenario(baseline_path(locality), evidence())


@lru_cache
def posterior(locality: str = "son-la", effects: str = "causal") -> Posterior:
    return load_posterior(evidence(), baseline(locality), effects)


def alternative(stem: str) -> Scenario:
    """A shipped alternative of Sơn La, complete."""
    path = next(path for path in SON_LA_ALTERNATIVES if path.stem == stem)
    return completed(load_scenario(path, evidence()), baseline())
