"""Parameters as the engine reads them in every step: the same numbers, stacked by what they act on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model import credit, households
from simulator.model.arrays import Array
from simulator.model.chain import COARSE_TAIL, TAIL
from simulator.model.parameters import Parameters
from simulator.model.plan import MONTHS_PER_YEAR, Plan

LONGEST_FINE = 1.5 / MONTHS_PER_YEAR  # years; longer steps are coarse ones


@dataclass(frozen=True)
class Prepared:
    """Constants of a run, draw axis last; `years` is the length of a step, `tail` how exactly it is solved.

    loan_ratios (5, draw), exit_effects (3, draw), protections (2, draw), rows as in `credit.COVERED`.
    commune_rates (3, draw), village_rates (2, draw), commune_limits (criterion, 1) as log odds.
    """

    p: Parameters
    years: float
    tail: float
    base_hazards: Array
    exit_effects: Array
    protections: Array
    books: credit.Books
    loan_growth: Array
    loan_ratios: Array
    shock_left_half: Array
    growth: Array
    commune_rates: Array
    village_rates: Array
    commune_limits: Array


def prepared(p: Parameters, plan: Plan, years: float) -> Prepared:
    """Stack the parameters of a run for steps of `years`."""
    effect = p["credit.exit_effect"]
    return Prepared(
        p=p,
        years=years,
        tail=COARSE_TAIL if years > LONGEST_FINE else TAIL,
        base_hazards=households.base_hazards(p),
        exit_effects=np.stack([effect, effect, p["credit.water_effect"]]),
        protections=np.stack([p["credit.relapse_protection"], p["credit.entry_protection"]]),
        books=credit.books(p["credit.repayment_rate"], p["credit.writeoff_rate"], years),
        loan_ratios=credit.loan_ratios(p)[credit.COVERED],
        shock_left_half=np.exp(-0.5 * years * p["disaster.inflow_fade"]),
        loan_growth=np.exp(p["credit.mean_loan_growth"] * years),
        growth=households.growth(p["households.growth"], years),
        commune_rates=np.stack([p["ntm.attain_intensity"], p["ntm.advance_rate"], p["ntm.model_rate"]]),
        village_rates=np.stack([p["ntm.village_attain_rate"], p["ntm.village_model_rate"]]),
        commune_limits=plan.thresholds.log_odds[:, None],
    )
