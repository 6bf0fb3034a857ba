"""Each kind of fault, seeded alone into the shipped data, is found where it stands, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import DataError
from simulator.evidence import load_evidence
from tests.evidence.seeding import KEYS, append, copied_data, faults_of, line_of, replace, spoil

RATE = "son-la-poverty-rate-2022-s22-bdt-sl-2022"
RATE_BEFORE = "son-la-poverty-rate-2021-s22-tctc-sl-2024"
HOMES = "son-la-households-2022-bdt-sl-2022"
LENT = "vn-credit-lent-2023to2023-tbtc-vbsp-2023"
FORECAST = "son-la-poverty-rate-2025-forecast-s22-ktdt-sl-2024"
CHANGE = "thanh-hoa-poverty-rate-change-2021to2022-s22-bkt-th"
CAPITAL = "{2015: 299, 2021: 737, 2021-06: 241, 2023: 657"  # what Sơn La's file says of central capital
DONG_SON = "thanh-hoa.dong-son-"
SEED = "-2024-05-003_70496b8e7aa0e28f"

OBSERVATION_SEEDS = [
    (RATE, {"source_id": "bdt-sl-2O22"}, "unknown_source", "source_id"),
    (RATE, {"indicator": "povery_rate"}, "unknown_indicator", "indicator"),
    (RATE, {"locality": "sonla"}, "unknown_locality", "locality"),
    (RATE, {"unit": "shares"}, "unknown_unit", "unit"),
    (RATE, {"unit": "household"}, "unit_mismatch", "unit"),
    (RATE, {"bound": "precisely"}, "unknown_choice", "bound"),
    (RATE, {"kind": "level"}, "unknown_choice", "kind"),
    (RATE, {"standard": "S21"}, "unknown_choice", "standard"),
    (RATE, {"fit": "maybe"}, "unknown_choice", "fit"),
    (RATE, {"value": "many"}, "not_a_number", "value"),
    (RATE, {"value": "NaN"}, "not_finite", "value"),
    (RATE, {"value": "-inf"}, "not_finite", "value"),
    (RATE, {"value": "1e999"}, "not_finite", "value"),
    (RATE, {"value": "0,1783"}, "decimal_comma", "value"),
    (HOMES, {"value": "297.104.000"}, "not_a_number", "value"),
    (HOMES, {"value": "297_104"}, "not_a_number", "value"),
    (RATE, {"value": ""}, "missing_value", "value"),
    (RATE, {"value": "17.83"}, "looks_like_percent", "value"),
    (RATE, {"value": "178.3"}, "share_out_of_range", "value"),
    (CHANGE, {"value": "-1.79"}, "looks_like_percent", "value"),
    (RATE, {"value": "0.001783"}, "unlike_neighbours", "value"),
    (HOMES, {"value": "-1"}, "negative_count", "value"),
    (RATE, {"value": "-0.1"}, "negative_count", "value"),
    (RATE, {"period_end": "2022-13-31"}, "no_such_date", "period_end"),
    (RATE, {"period_end": "2023-02-29"}, "no_such_date", "period_end"),
    (RATE, {"period_end": "31/12/2022"}, "not_a_date", "period_end"),
    (RATE, {"period_end": "1989-12-31"}, "date_out_of_range", "period_end"),
    (RATE, {"period_end": "2046-01-01"}, "date_out_of_range", "period_end"),
    (RATE, {"period_end": ""}, "missing_value", "period_end"),
    (LENT, {"period_end": "2022-12-31"}, "end_before_start", "period_end"),
    (LENT, {"period_start": ""}, "flow_without_start", "period_start"),
    (HOMES, {"period_start": "2022-01-01"}, "stock_with_start", "period_start"),
    (RATE, {"sigma": ""}, "missing_sigma", "sigma"),
    (RATE, {"sigma": "0"}, "not_positive", "sigma"),
    (RATE, {"sigma": "-0.1"}, "not_positive", "sigma"),
    (FORECAST, {"fit": "yes", "sigma": "0.01"}, "fitted_forecast", "fit"),
    (RATE, {"standard": ""}, "missing_standard", "standard"),
    (RATE, {"standard": "S15"}, "standard_not_in_use", "standard"),
    (CHANGE, {"period_start": "2020-12-31"}, "across_standards", "period_start"),
    (CHANGE, {"period_end": "2027-12-31"}, "across_standards", "period_end"),
    (CHANGE, {"period_start": "2020-12-31", "fit": "check", "sigma": ""}, "across_standards", "period_start"),
    (RATE, {"obs_id": RATE_BEFORE}, "repeated_id", "obs_id"),
    (f"{DONG_SON}credit-capital-central{SEED}", {"value": "135.588"}, None, None),
    (f"{DONG_SON}credit-capital-total{SEED}", {"value": "299.476"}, "parts_do_not_add_up", "value"),
    (f"{DONG_SON}savings-loan-groups{SEED}", {"value": "159"}, "parts_do_not_add_up", "value"),
    (
        "hau-giang-ocop-products-2024-06-002_30ac3ddef1607e88",
        {"value": "265"},
        "parts_do_not_add_up",
        "value",
    ),
    (f"{DONG_SON}credit-capital-entrusted-district{SEED}", {"value": "30"}, "part_above_whole", "value"),
    (
        f"{DONG_SON}ntm-communes-model-2024-06-003_70496b8e7aa0e28f",
        {"value": "14"},
        "part_above_whole",
        "value",
    ),
    (
        f"{DONG_SON}ntm-villages-model-2024-06-003_70496b8e7aa0e28f",
        {"value": "86"},
        "part_above_whole",
        "value",
    ),
    ("dien-bien-poor-households-2018-s15-dic-db-2018", {"value": "127668"}, "part_above_whole", "value"),
    ("dien-bien-near-poor-households-2018-s15-dic-db-2018", {"value": "80332"}, "part_above_whole", "value"),
]


@pytest.mark.parametrize(("key", "cells", "code", "field"), OBSERVATION_SEEDS)
def test_seeded_observation(
    tmp_path: Path, key: str, cells: dict[str, str], code: str | None, field: str | None
) -> None:
    data = copied_data(tmp_path)
    path = data / "observations.csv"
    line = spoil(path, key, **cells)
    faults = [(fault.code, fault.file, fault.line, fault.field) for fault in faults_of(data)]
    assert faults == ([] if code is None else [(code, str(path), line, field)])


def test_suggestions_and_limits_are_named(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    path = data / "observations.csv"
    spoil(path, RATE, value="17.83", source_id="bdt-sl-2O22", bound="exat")
    by_field = {fault.field: fault for fault in faults_of(data)}
    assert by_field["value"].nearest == "0.1783"
    assert by_field["source_id"].nearest == "bdt-sl-2022"
    assert (by_field["bound"].nearest, by_field["bound"].allowed) == (
        "exact",
        "exact, about, at_least, at_most",
    )


def test_repeated_row_and_contradiction(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    path = data / "observations.csv"
    second = append(path, RATE, obs_id="again")
    third = append(path, RATE, obs_id="other", value="0.18", source_id="tctc-sl-2024")
    append(path, RATE, obs_id="floor", value="0.17", bound="at_least", source_id="tctc-sl-2024")
    found = [(fault.code, fault.line) for fault in faults_of(data)]
    assert found == [("repeated_row", second), ("contradiction", third)]


@pytest.mark.parametrize(
    ("name", "key", "cells", "code", "field"),
    [
        ("sources.csv", "bdt-sl-2022", {"rating": "rumour"}, "unknown_choice", "rating"),
        ("sources.csv", "bdt-sl-2022", {"date_published": "2022"}, "not_a_date", "date_published"),
        ("sources.csv", "bdt-sl-2022", {"url": "see attachment"}, "not_an_address", "url"),
        ("indicators.csv", "near_poor_rate", {"definition": ""}, "missing_value", "definition"),
        ("levers.csv", "housing.budget", {"upper": "0"}, "range_is_empty", "upper"),
        ("levers.csv", "housing.budget", {"step": "0"}, "value_out_of_range", "step"),
        ("places.csv", "thanh-hoa", {"name_vi": ""}, "missing_value", "name_vi"),
        ("priors.csv", ("relapse_rate", "national"), {"median": "0.5"}, "out_of_order", "median"),
        (
            "priors.csv",
            ("relapse_rate", "national"),
            {"distribution": "uniform"},
            "unknown_choice",
            "distribution",
        ),
        ("priors.csv", ("relapse_rate", "national"), {"p05": "0"}, "outside_distribution", "p05"),
        (
            "priors.csv",
            ("relapse_rate", "national"),
            {"source_ids": "susta-2018;x"},
            "unknown_source",
            "source_ids",
        ),
        (
            "priors.csv",
            ("relapse_per_escape", "national"),
            {"source_ids": ""},
            "missing_source",
            "source_ids",
        ),
        (
            "rules.csv",
            ("housing_norm", "repair", "2024-11-10"),
            {"verified": "?"},
            "unknown_choice",
            "verified",
        ),
        (
            "rules.csv",
            ("housing_norm", "repair", "2024-11-10"),
            {"source_id": ""},
            "missing_value",
            "source_id",
        ),
        ("rules.csv", ("housing_norm", "repair", "2024-11-10"), {"value": ""}, "missing_value", "value"),
        ("rules.csv", ("loan_rate", "poor"), {"value": "6.6"}, "looks_like_percent", "value"),
        (
            "rules.csv",
            ("poverty_line", "rural", "2016-01-01"),
            {"valid_to": "2015-12-31"},
            "end_before_start",
            "valid_to",
        ),
        (
            "parameters.csv",
            ("households.relapse_rate", "national"),
            {"prior": "relapse"},
            "unknown_prior",
            "prior",
        ),
        (
            "parameters.csv",
            ("households.relapse_rate", "national"),
            {"median": "0.1"},
            "prior_and_value",
            "median",
        ),
        (
            "parameters.csv",
            ("households.relapse_rate", "national"),
            {"upper": "0.1"},
            "limit_inside_range",
            "upper",
        ),
        (
            "parameters.csv",
            ("households.relapse_rate", "national"),
            {"scope": "lowland"},
            "prior_without_scope",
            "scope",
        ),
        (
            "parameters.csv",
            ("households.relapse_rate", "national"),
            {"scope": "moon"},
            "unknown_choice",
            "scope",
        ),
        (
            "parameters.csv",
            ("households.effort_cap", "national"),
            {"note": ""},
            "missing_provenance",
            "source_ids",
        ),
        ("parameters.csv", ("households.effort_cap", "national"), {"p05": "3"}, "out_of_order", "median"),
    ],
)
def test_seeded_table(
    tmp_path: Path, name: str, key: str | tuple[str, ...], cells: dict[str, str], code: str, field: str
) -> None:
    data = copied_data(tmp_path)
    line = spoil(data / name, key, **cells)
    faults = [(fault.code, fault.file, fault.line, fault.field) for fault in faults_of(data)]
    assert faults == [(code, str(data / name), line, field)]


@pytest.mark.parametrize("name", sorted(set(KEYS) - {"observations.csv"}))
def test_repeated_keys(tmp_path: Path, name: str) -> None:
    data = copied_data(tmp_path)
    lines = (data / name).read_text(encoding="utf-8").rstrip("\n").split("\n")
    (data / name).write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    (fault,) = faults_of(data)
    assert (fault.code, fault.line, fault.field) == ("repeated_key", len(lines) + 1, KEYS[name])


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("region: north-west", "region: north west", "unknown_choice", "region"),
        ("region: north-west", "regoin: lowland\nregion: north-west", "unknown_key", "regoin"),
        ("region: north-west", "region: north-west\nregion: north-west", "repeated_key", "region"),
        ("start: 2014-12-31", "start: 2020-02-30", "no_such_date", "start"),
        ("start: 2014-12-31", "start: '2014-12-31'", "not_a_date", "start"),
        ("standard: S11", "standard: S16", "unknown_choice", "standard"),
        ("standard: S11", "standard: S11\nparent: mars", "unknown_parent", "parent"),
        ("standard: S11", "standard: S11\nmerged_former_area: maybe", "unknown_choice", "merged_former_area"),
        ("id: son-la", "id: sonla", "wrong_file_name", "id"),
        (
            "ntm_region: northern midlands",
            "ntm_region: southern midlands",
            "unknown_ntm_region",
            "ntm_region",
        ),
        ("value: 268500", "value: '289700'", "not_a_number", "start_values.households.value"),
        ("value: 268500", "value: 9", "out_of_order", "start_values.households.value"),
        (
            "[susta-2018, bdt-sl-2022]",
            "[susta-2018, bdt]",
            "unknown_source",
            "start_values.households.source_ids",
        ),
        ("[susta-2018, bdt-sl-2022]", "susta-2018", "not_a_list", "start_values.households.source_ids"),
        ("  credit.new_capital.mobilised:", "  credit.new_capital.mobilized:", "unknown_lever", "history"),
        (CAPITAL, "{2024: 299, 2021: 737, 2021-06: 241, 2023: 657", "years_out_of_order", "values"),
        (CAPITAL, "{21: 299, 2021: 737, 2021-06: 241, 2023: 657", "not_a_year", "values.21"),
        (CAPITAL, "{2015: 299, 2021: 737, 2021-13: 241, 2023: 657", "not_a_year", "values.2021-13"),
        (CAPITAL, "{2015: 299, 2021: 737, 2021-6: 241, 2023: 657", "not_a_year", "values.2021-6"),
        (CAPITAL, "{2015: 299, 2021: 737, 2021-06-01: 241, 2023: 657", "not_a_year", "values.2021-06-01"),
        (CAPITAL, "{2015: 299, 2021: -737, 2021-06: 241, 2023: 657", "value_out_of_range", "values.2021"),
        (CAPITAL, "{2015: 299, 2021: three, 2021-06: 241, 2023: 657", "not_a_number", "values.2021"),
        ("standard: S11", "standard: &s S15\nparent: *s", "alias_or_tag", ""),
        ("standard: S11", "standard: !!python/name:os.system S15", "alias_or_tag", ""),
        ("standard: S11", "standard: [S11", "broken_yaml", ""),
        ("standard: S11", "standard:\tS15: x", "broken_yaml", ""),
    ],
)
def test_seeded_locality(tmp_path: Path, old: str, new: str, code: str, field: str) -> None:
    data = copied_data(tmp_path)
    path = data / "localities" / "son-la.yaml"
    line = replace(path, old, new)
    (fault,) = faults_of(data)
    assert (fault.code, fault.file) == (code, str(path))
    assert fault.field.startswith(field) or fault.field.endswith(field)
    assert fault.line is not None
    assert fault.line - line in (0, 1)


def test_keys_that_are_missing(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    path = data / "localities" / "son-la.yaml"
    replace(path, "region: north-west\n", "")
    replace(path, "source_ids: [dtmn-sl], ", "")
    found = {(fault.code, fault.field) for fault in faults_of(data)}
    assert found == {
        ("missing_key", "region"),
        ("missing_provenance", "start_values.poverty_rate.source_ids"),
    }


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    data = copied_data(tmp_path)
    observations = data / "observations.csv"
    spoil(observations, RATE, value="17.83", sigma="x", source_id="nobody")
    spoil(observations, HOMES, value="-5")
    spoil(data / "priors.csv", ("relapse_rate", "national"), median="0.5")
    replace(data / "localities" / "son-la.yaml", "region: north-west", "region: nowhere")
    (data / "rules.csv").unlink()
    with pytest.raises(DataError) as error:
        load_evidence(data)
    places = {(fault.code, Path(fault.file).name, fault.line) for fault in error.value.faults}
    rate, homes = line_of(observations, RATE), line_of(observations, HOMES)
    prior = line_of(data / "priors.csv", ("relapse_rate", "national"))
    assert places == {
        ("looks_like_percent", "observations.csv", rate),
        ("not_a_number", "observations.csv", rate),
        ("unknown_source", "observations.csv", rate),
        ("negative_count", "observations.csv", homes),
        ("out_of_order", "priors.csv", prior),
        ("unknown_choice", "son-la.yaml", 6),
        ("missing_file", "rules.csv", None),
    }
    for language in ("vi", "en"):
        assert len(error.value.describe(language).splitlines()) == len(places)
