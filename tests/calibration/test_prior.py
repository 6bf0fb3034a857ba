"""Priors: medians and quantiles of each family, and which row of the parameter table holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from simulator.calibration.prior import Z95, Marginal, free, marginals, parameter_values
from simulator.evidence import Evidence, ParameterRecord
from tests.shipped import EFFECTS, LOCALITIES, evidence

Z = np.array([-Z95, 0.0, Z95])
NAME = "households.relapse_rate"


@pytest.mark.parametrize(
    ("family", "p05", "median", "p95"),
    [
        ("normal", -1.0, 2.0, 5.0),
        ("lognormal", 0.5, 1.0, 2.0),
        ("logit_normal", float(expit(-2.0)), float(expit(-0.5)), float(expit(1.0))),
    ],
)
def test_a_two_sided_family_meets_its_median_and_its_range(family: str, p05: float, median: float, p95: float) -> None:
    marginal = Marginal("x", median, p05, p95, family)
    np.testing.assert_allclose(marginal.values(Z), [p05, median, p95], rtol=1e-12)
    assert not marginal.fixed


def test_a_lopsided_range_keeps_the_median_and_takes_the_mean_spread() -> None:
    assert Marginal("x", 1.0, 0.25, 2.0, "lognormal").values(Z)[1:] == pytest.approx([1.0, 2.0**1.5])
    assert Marginal("x", 1.0, 0.0, 2.0, "lognormal").values(Z) == pytest.approx([0.5, 1.0, 2.0])  # 0 is out of reach
    middle = 0.5 * (logit(0.5) - logit(0.1) + logit(0.6) - logit(0.5))
    assert Marginal("x", 0.5, 0.1, 0.6, "logit_normal").values(Z)[2] == pytest.approx(expit(middle))


def test_a_power_share_meets_its_upper_end_and_stays_a_share() -> None:
    values = Marginal("x", 0.02, 0.0, 0.4, "power").values(np.linspace(-8.0, 8.0, 33))
    assert Marginal("x", 0.02, 0.0, 0.4, "power").values(Z)[2] == pytest.approx(0.4)
    assert values.min() >= 0.0
    assert values.max() <= 1.0


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(ValueError, match="triangle"):
        Marginal("x", 1.0, 0.0, 2.0, "triangle").values(Z)


@given(st.sampled_from(["normal", "lognormal", "logit_normal", "power"]), st.floats(0.05, 0.4), st.floats(0.41, 0.9))
def test_every_family_rises_with_its_variable(family: str, low: float, high: float) -> None:
    z = np.linspace(-3.0, 3.0, 25)
    assert (np.diff(Marginal("x", 0.5 * (low + high), low, high, family).values(z)) > 0).all()


def test_a_fixed_parameter_takes_no_variable() -> None:
    fixed, loose = Marginal("a", 3.0, 3.0, 3.0, "lognormal"), Marginal("b", 1.0, 0.5, 2.0, "lognormal")
    assert fixed.fixed
    assert free((fixed, loose)) == (loose,)
    values = parameter_values((fixed, loose), np.array([[0.0, Z95]]))
    np.testing.assert_array_equal(values["a"], [3.0, 3.0])
    np.testing.assert_allclose(values["b"], [1.0, 2.0])


def rows(*scopes: tuple[str, str, float]) -> Evidence:
    """Evidence whose parameter table holds one parameter, with these (scope, evidence set, median)."""
    like = next(record for record in evidence().parameters if record.name == NAME)
    records = tuple(
        replace(like, scope=scope, evidence=effects, median=median, p05=0.5 * median, p95=2.0 * median)
        for scope, effects, median in scopes
    )
    return replace(evidence(), parameters=records)


def median_of(found: Evidence, locality: str, effects: str) -> float:
    priors = marginals(found, found.localities[locality], effects)
    return next(prior.median for prior in priors if prior.name == NAME)


@pytest.mark.parametrize("turned", [False, True])
def test_the_most_local_row_holds(turned: bool) -> None:
    scopes = [("national", "both", 0.1), ("north-west", "both", 0.2), ("son-la", "both", 0.3)]
    found = rows(*(scopes[::-1] if turned else scopes))
    assert median_of(found, "son-la", "causal") == 0.3
    assert median_of(found, "dien-bien", "causal") == 0.2
    assert median_of(found, "hau-giang", "causal") == 0.1


def test_each_evidence_set_reads_its_own_rows() -> None:
    found = rows(("national", "reported", 0.4), ("national", "causal", 0.1))
    assert median_of(found, "son-la", "causal") == 0.1
    assert median_of(found, "son-la", "reported") == 0.4


@pytest.mark.parametrize("locality", LOCALITIES)
@pytest.mark.parametrize("effects", EFFECTS)
def test_the_shipped_priors_stay_within_their_limits(locality: str, effects: str) -> None:
    place = evidence().localities[locality]
    priors = marginals(evidence(), place, effects)
    names = [prior.name for prior in priors]
    assert len(set(names)) == len(names)
    assert {name.removeprefix("start.") for name in names if name.startswith("start.")} == set(place.start_values)
    limits: dict[str, ParameterRecord] = {record.name: record for record in evidence().parameters}
    for prior in priors:
        values = prior.values(np.array([-2.0, 0.0, 2.0]))
        assert np.isfinite(values).all(), prior.name
        if prior.name in limits:
            assert limits[prior.name].lower <= values.min(), prior.name
            assert values.max() <= limits[prior.name].upper, prior.name
