"""The engine on the two years that `hand_worked.csv` works out by hand (its first lines say how)."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from simulator.model import PROGRAMMES, Trajectory, simulate
from tests.model.ensembles import EFFECTS, Levers, case, plausible, with_values

TABLE = Path(__file__).with_name("hand_worked.csv")
ROUNDED = 1e-6  # the table has six decimals
START = {
    "start__households": 100_000.0,
    "start__poverty_rate": 0.2,
    "start__near_poor_share_of_others": 10_000.0 / 80_000.0,
    "start__recently_escaped_share_of_rest": 6_000.0 / 70_000.0,
    "start__houses_needed": 400.0,
    "start__credit_outstanding": 1_000.0,
    "start__capital_mobilised_share": 0.0,
    "start__capital_entrusted_share": 0.2,
    **{f"start__credit_share.{name}": 1.0 / len(PROGRAMMES) for name in PROGRAMMES},
}
HOUSEHOLDS = {
    "households__exit_rate": 0.24,
    "households__near_poor_share_of_exits": 0.0,
    "households__near_poor_exit_rate": 0.0,
    "households__near_poor_to_poor_rate": 0.0,
    "households__relapse_rate": 0.0,
    "households__entry_rate": 0.0,
    "households__recently_escaped_years": 3.0,
    "households__effort_exponent": 0.0,
    "households__growth": 0.0,
}
PROGRAMME = {
    "housing__dilapidation_rate": 0.004,
    "housing__decisive_share": 0.5,
    "housing__capacity_share": 1.0,
    "housing__cost_factor": 1.0,
    "credit__repayment_rate": 0.2,
    "credit__writeoff_rate": 0.01,
    "credit__idle_share": 0.0,
    "training__cost": 5.5,
    "training__placement_share": 0.8,
}
LEVERS = Levers(
    central=120.0, entrusted=24.0, housing=24.0, training=6.6, jobs=240.0, repair_share=1.0 / 3.0, disbursed=0.75
)
COLUMNS = {
    "poor": "poor_households",
    "near_poor": "near_poor_households",
    "escaped": "recently_escaped_households",
    "secure": "secure_households",
    "new_need": "houses_new_need",
    "houses": "houses_supported",
    "houses_needed": "houses_needed",
    "housing_spent": "money_spent_housing",
    "housing_unspent": "money_unspent_housing",
    "collected": "credit_collected",
    "lent": "credit_lent",
    "outstanding": "credit_outstanding",
    "central": "credit_capital_central",
    "entrusted": "credit_capital_entrusted",
    "trained": "persons_trained",
    "placed": "persons_placed",
}


@pytest.fixture(scope="module")
def table() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def run() -> Trajectory:
    off = {name.replace(".", "__"): 0.0 for name in EFFECTS}
    p = with_values(plausible("son-la", 1, 2), **START, **HOUSEHOLDS, **PROGRAMME, **off)
    worked = case(p, LEVERS, months=24)
    return simulate(worked.state, p, worked.plan)


def test_the_table_covers_two_years(table: list[dict[str, str]]) -> None:
    assert [int(row["month"]) for row in table] == list(range(25))
    assert set(table[0]) == {"month", *COLUMNS}


@pytest.mark.parametrize("column", COLUMNS)
def test_the_engine_finds_what_was_worked_out_by_hand(
    column: str, table: list[dict[str, str]], run: Trajectory
) -> None:
    by_hand = [float(row[column]) for row in table[1:]]
    found = run[COLUMNS[column]]
    np.testing.assert_allclose(found, np.array(by_hand)[:, None].repeat(2, axis=1), rtol=0.0, atol=ROUNDED)
