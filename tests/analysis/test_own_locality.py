"""Deriving an own locality: what it must pass and answer to, and how well it does without a known province."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.special import logit

from simulator.analysis.own import derive, peers_of
from simulator.analysis.own.peers import standing
from simulator.analysis.own.quantities import COMMUNES, CREDIT, HOUSEHOLDS, HOUSES, LABOUR, of_households
from simulator.analysis.projection import project
from simulator.calibration import Settings, calibrate
from simulator.calibration.problem import problem
from simulator.errors import DataError
from simulator.evidence import Locality, Observation
from simulator.evidence.own import OwnFigures
from simulator.scenario import check_file
from tests import shipped
from tests.analysis.own_localities import baseline_of, derived, evidence_with, only, peer, without
from tests.evidence.own.sample import ID, own_figures

NORTH_WEST = ("dien-bien", "lai-chau", "son-la")
REGIONS = (
    ("north-west", "northern midlands and mountains", 0.25),
    ("lowland", "Mekong Delta", 0.04),
    ("national", "Central Highlands", 0.12),
)
MONEY = ("credit.new_capital.central", "housing.budget", "training.budget", "training.jobs_connected")
QUICK = Settings(draws=300, moves=16)
pytestmark = pytest.mark.usefixtures("peers_simulated_once")


def figure(
    indicator: str, day: date, value: float, unit: str, standard: str = "", first: date | None = None
) -> Observation:
    kind = "stock" if first is None else "flow"
    name = f"{indicator}-{day}-{standard}"
    doubt = max(0.01 * value, 1e-4)
    return Observation(
        name, ID, indicator, first, day, value, unit, "exact", kind, standard, "yes", doubt, "vi-du-own-2", "", 0
    )


def year_end(year: int) -> date:
    return date(year, 12, 31)


def least(region: str, ntm_region: str, rate: float, households: float = 250_000.0) -> OwnFigures:
    """Households, two year-end rates and the number of communes."""
    rows = (
        figure("households", year_end(2022), households, "household"),
        figure("communes_total", year_end(2022), 130.0, "commune"),
        figure("poverty_rate", year_end(2021), rate, "share", "S22"),
        figure("poverty_rate", year_end(2023), 0.7 * rate, "share", "S22"),
    )
    return only(replace(own_figures(), region=region, ntm_region=ntm_region), rows)


def place_of(own: OwnFigures) -> Locality:
    return evidence_with(own, derived(own)).localities[own.id]


FULL = (
    *own_figures().observations,
    figure("credit_outstanding", year_end(2022), 3_600.0, "billion_vnd"),
    figure("credit_capital_entrusted_local", year_end(2022), 110.0, "billion_vnd"),
    figure("credit_capital_entrusted_local", year_end(2024), 190.0, "billion_vnd"),
    figure("credit_outstanding_poor", year_end(2024), 1_300.0, "billion_vnd"),
    figure("credit_borrowers", year_end(2024), 81_000.0, "household"),
    figure("trained_labour_share", year_end(2023), 0.6, "share"),
    figure("houses_needed", year_end(2022), 7_000.0, "house"),
    figure("houses_done", year_end(2024), 3_000.0, "house", first=date(2022, 1, 1)),
    figure("houses_done", year_end(2024), 1_200.0, "house", first=date(2024, 1, 1)),
    figure("persons_trained_poor_near_poor", year_end(2024), 9_000.0, "person", first=date(2022, 1, 1)),
    figure("ntm_communes_advanced", year_end(2024), 15.0, "commune"),
    figure("villages_total", year_end(2022), 1_500.0, "village"),
    figure("communes_total", date(2025, 7, 1), 48.0, "commune"),
)


@pytest.mark.parametrize("own", [own_figures(), only(own_figures(), FULL)], ids=["sample", "full"])
def test_what_is_derived_passes_every_check(own: OwnFigures, tmp_path: Path) -> None:
    found = derived(own)
    evidence = evidence_with(own, found)
    path = tmp_path / own.id / f"{own.id}-baseline.yaml"
    path.parent.mkdir()
    path.write_text(found.baseline_yaml, encoding="utf-8")
    report = check_file(path, evidence, tmp_path)
    assert (report.errors, report.warnings) == ((), ())
    task = problem(evidence, baseline_of(own, found, evidence), effects="causal")
    fitted = {row.obs_id for row in own.observations if not row.indicator.endswith("_total")}
    assert {term.observation.obs_id for term in task.terms} == fitted
    likelihood, _ = task.evaluate(np.zeros((len(task.free), 2)))
    assert np.isfinite(likelihood).all()


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region[0])
def test_the_least_is_enough_in_every_region(region: tuple[str, str, float]) -> None:
    own = least(*region)
    found = derived(own)
    evidence = evidence_with(own, found)
    baseline = baseline_of(own, found, evidence)
    posterior = calibrate(evidence, baseline, "causal", settings=QUICK)
    assert max(abs(residual.residual) for residual in posterior.residuals) < 2.0
    rates = project(baseline, evidence, posterior.parameters, ["poverty_rate"]).trajectory["poverty_rate"]
    medians = np.median(rates, axis=1)
    assert 0.0 < medians[-1] < medians[0]


def test_everything_says_where_it_comes_from() -> None:
    place = place_of(only(own_figures(), FULL))
    assert len(place.start_values) == 25
    assert set(place.history) == set(shipped.evidence().levers)
    for item in (*place.start_values.values(), *place.history.values()):
        assert item.source_ids or item.note.startswith("giả định")
        assert item.source_ids or "Sơn La" in item.note or "đã chi" in item.note or "người lập kế hoạch" in item.note
    assert place.history["housing.budget"].source_ids == ("vi-du-own-2",)
    assert place.start_values["communes_total"].source_ids == ()  # the planner's own assumption


def test_ten_times_the_households_have_ten_times_the_money() -> None:
    small, large = (place_of(least(*REGIONS[0], households=size)) for size in (30_000.0, 300_000.0))
    for name in ("households", "credit_outstanding", "houses_needed"):
        assert large.start_values[name].value == pytest.approx(10 * small.start_values[name].value, rel=1e-9)
    for path in MONEY:
        ours, theirs = ([value for _, value in place.history[path].values] for place in (large, small))
        assert ours == pytest.approx([10 * value for value in theirs], rel=1e-9)
    assert large.history["ntm.investment"] == small.history["ntm.investment"]
    assert large.history["credit.shares.poor"] == small.history["credit.shares.poor"]


def width(place: Locality, name: str) -> float:
    start = place.start_values[name]
    ends = np.array([start.p05, start.p95])
    scaled = logit(ends) if start.unit == "share" else np.log(ends)
    return float(scaled[1] - scaled[0])


@pytest.mark.parametrize(
    ("name", "indicators"),
    [
        ("near_poor_share_of_others", ("near_poor_rate",)),
        ("credit_outstanding", ("credit_outstanding",)),
        ("capital_entrusted_share", ("credit_capital_entrusted_local",)),
        ("mean_loan", ("credit_borrowers",)),
        ("houses_needed", ("houses_needed",)),
        ("trained_labour_share", ("trained_labour_share",)),
        ("ntm_attained_share", ("ntm_communes_attained",)),
    ],
)
def test_a_start_is_never_surer_without_its_figure(name: str, indicators: tuple[str, ...]) -> None:
    whole = only(own_figures(), FULL)
    place = place_of(whole)
    less = place_of(without(whole, *(row.obs_id for row in whole.observations if row.indicator in indicators)))
    assert width(less, name) > width(place, name)
    for other in place.start_values:
        if place.start_values[other].p05 < place.start_values[other].p95:
            assert width(less, other) > width(place, other) - 0.01  # but for rounding to three digits


def test_a_locality_is_the_same_however_it_is_told() -> None:
    own, evidence = only(own_figures(), FULL), shipped.evidence()
    again = replace(own, observations=tuple(reversed(own.observations)))
    found = derive(own, evidence, {name: peer(name) for name in NORTH_WEST})
    other = derive(again, evidence, {name: peer(name) for name in reversed(NORTH_WEST)})
    assert found == other


def like(name: str) -> OwnFigures:
    """A shipped province told with households, the rates of the present standard and communes only."""
    place = shipped.evidence().localities[name]
    chosen = {"households", "communes_total"}
    rows = [
        replace(row, locality=ID)
        for row in shipped.evidence().of(name)
        if row.fit == "yes" and (row.indicator in chosen or (row.indicator, row.standard) == ("poverty_rate", "S22"))
    ]
    return only(replace(own_figures(), region=place.region, ntm_region=place.ntm_region, sources={}), rows)


@pytest.mark.parametrize("name", NORTH_WEST)
def test_a_known_province_lies_within_what_its_peers_say(name: str) -> None:
    """Calibrated values inside the derived ranges: 12 of 12 in Điện Biên, 11 of 12 in the others."""
    own = like(name)
    found = derived(own, tuple(other for other in NORTH_WEST if other != name))
    place = evidence_with(own, found).localities[own.id]
    stood = standing(peer(name), shipped.evidence(), place.start).levels
    asked = (HOUSEHOLDS, *of_households(place.standard), *CREDIT, HOUSES, LABOUR, *COMMUNES)
    medians = {item.name: float(np.median(item.level(stood)[0])) for item in asked}
    starts = place.start_values
    inside = [name for name, value in medians.items() if starts[name].p05 <= value <= starts[name].p95]
    assert len(inside) >= len(medians) - 2


def test_the_sample_is_met_and_goes_on_plausibly() -> None:
    own = own_figures()
    found = derived(own)
    evidence = evidence_with(own, found)
    baseline = baseline_of(own, found, evidence)
    posterior = calibrate(evidence, baseline, "causal", settings=QUICK)
    assert len(posterior.residuals) == 9  # ten figures, the number of communes aside
    assert max(abs(residual.residual) for residual in posterior.residuals) < 2.0
    run = project(baseline, evidence, posterior.parameters)
    rate, attained = run.trajectory["poverty_rate"], run.trajectory["ntm_communes_attained"]
    assert np.median(rate[run.row(2026)]) < np.median(rate[run.row(2025)]) < 0.1089
    low, high = np.quantile(rate[run.row(2030)], (0.05, 0.95))
    assert 0.0 < low < high < 0.15
    assert (attained <= 122.0 + 1e-6).all()


def test_peers_are_shipped_provinces() -> None:
    evidence = shipped.evidence()
    assert peers_of(evidence, "north-west") == NORTH_WEST
    assert peers_of(evidence, "lowland") == ("hau-giang",)
    assert set(peers_of(evidence, "national")) == {*NORTH_WEST, "hau-giang"}
    mine = replace(evidence.localities["son-la"], id="mine", home=Path("mine"))
    with_mine = replace(evidence, localities={**evidence.localities, "mine": mine})
    assert peers_of(with_mine, "north-west") == NORTH_WEST


def test_without_a_start_or_peers_all_is_told_at_once() -> None:
    own = only(own_figures(), [figure("households", year_end(2022), 1000.0, "household")])
    with pytest.raises(DataError) as caught:
        derive(own, shipped.evidence(), {})
    assert [fault.code for fault in caught.value.faults] == ["own_figure_missing", "own_figure_missing", "own_no_peers"]


def starts_of(rows: Mapping[date, str]) -> tuple[date, str]:
    rates = [figure("poverty_rate", day, 0.2, "share", standard) for day, standard in rows.items()]
    others = [
        figure("households", year_end(2020), 1e5, "household"),
        figure("communes_total", year_end(2020), 90, "commune"),
    ]
    own = only(own_figures(), [*rates, *others])
    place = evidence_with(own, derived(own, NORTH_WEST[:1])).localities[own.id]
    return place.start, place.standard


def test_the_simulation_starts_at_the_first_year_end_that_can_be_run_on() -> None:
    assert starts_of({year_end(2010): "S11", year_end(2014): "S11", year_end(2021): "S22"}) == (year_end(2014), "S11")
    assert starts_of({year_end(2015): "S11", year_end(2016): "S15"}) == (year_end(2016), "S15")
    assert starts_of({year_end(2015): "S15", year_end(2016): "S15"}) == (year_end(2015), "S15")
    assert starts_of({date(2022, 6, 30): "S22", year_end(2021): "S15", year_end(2023): "S22"}) == (
        year_end(2023),
        "S22",
    )
