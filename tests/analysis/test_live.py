"""What follows a moving hand is the exact run, up to less than can be read from a chart."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from simulator.analysis.live import Reference, moved, reference
from simulator.analysis.projection import by_quarter, continued, simulated_past
from simulator.analysis.summary import quantiles
from simulator.scenario import Scenario
from tests.shipped import SON_LA_ALTERNATIVES, alternative, baseline, evidence, posterior

RATES = ("poverty_rate", "multidimensional_rate")
WANTED = (*RATES, "ntm_communes_attained", "credit_outstanding", "houses_needed", "money_unspent")
READABLE = 0.0004  # of a share: 0.04 percentage points; a rate is shown to 0.1
WHOLE_COMMUNES = 0.75  # the card shows whole communes
MOVABLE = (
    "credit.new_capital.central",
    "credit.new_capital.entrusted",
    "housing.budget",
    "training.budget",
    "training.jobs_connected",
    "ntm.investment",
)


@lru_cache(maxsize=1)
def saved() -> Reference:
    return reference(simulated_past(baseline(), evidence(), posterior().parameters, WANTED), baseline(), evidence())


def assert_agrees(scenario: Scenario) -> None:
    live = moved(saved(), scenario, evidence())
    exact = by_quarter(continued(saved().past, scenario, evidence()))
    assert live.trajectory.dates == exact.trajectory.dates
    assert live.standards == exact.standards
    for name in RATES:
        found, expected = quantiles(live.trajectory[name]), quantiles(exact.trajectory[name])
        assert np.abs(found - expected).max() < READABLE, name
        for row, change in exact.trajectory.changes.items():
            shown = live.trajectory.changes[row]
            assert np.abs(quantiles(shown.before[name]) - quantiles(change.before[name])).max() < READABLE
            assert np.abs(quantiles(shown.after[name]) - quantiles(change.after[name])).max() < READABLE
    communes = [quantiles(run.trajectory["ntm_communes_attained"]) for run in (live, exact)]
    assert np.abs(communes[0] - communes[1]).max() < WHOLE_COMMUNES
    for name in WANTED:
        assert live.trajectory[name][saved().quarters :].min() >= 0.0, name
        np.testing.assert_array_equal(
            live.trajectory[name][: saved().quarters], exact.trajectory[name][: saved().quarters]
        )


def test_nothing_moved_is_the_exact_run() -> None:
    exact = by_quarter(continued(saved().past, baseline(), evidence())).trajectory
    again = moved(saved(), replace(baseline(), levers=dict(baseline().levers)), evidence()).trajectory
    for name in WANTED:
        np.testing.assert_array_equal(again[name], exact[name])


@pytest.mark.parametrize("stem", [path.stem for path in SON_LA_ALTERNATIVES])
def test_every_shipped_alternative_agrees_with_its_exact_run(stem: str) -> None:
    assert_agrees(alternative(stem))


# Without shrinking: the plainest failure is not worth minutes.
@settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    st.fixed_dictionaries({path: st.floats(0.0, 2.5) for path in MOVABLE}),
    st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3),
)
def test_any_setting_agrees_with_its_exact_run(factors: dict[str, float], disbursed: list[float]) -> None:
    levers = {path: ((2026, factor * baseline().levers[path][0][1]),) for path, factor in factors.items()}
    names = ("disbursement.housing", "disbursement.training", "disbursement.ntm")
    levers |= {path: ((2026, share),) for path, share in zip(names, disbursed, strict=True)}
    assert_agrees(replace(baseline(), levers={**baseline().levers, **levers}))
