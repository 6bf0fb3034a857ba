"""The state at the first instant, from the parameters named `start.*`."""

from __future__ import annotations

import numpy as np

from simulator.model.arrays import Array
from simulator.model.communes import criteria_pace
from simulator.model.credit import MILLION_PER_BILLION
from simulator.model.households import pace
from simulator.model.names import PROGRAMMES
from simulator.model.parameters import Parameters
from simulator.model.plan import Plan
from simulator.model.state import State


def start_state(p: Parameters, plan: Plan) -> State:
    """State at `plan.start`. Shares are nested (near-poor of those not poor, and so on), so no stock is negative.

    Placed workers start in the steady state of the plan's first year, capital at outstanding / (1 - idle).
    """
    households = _households(p)
    outstanding = p["start.credit_outstanding"]
    composition = np.stack([p[f"start.credit_share.{name}"] for name in PROGRAMMES])
    capital = outstanding / (1.0 - p["credit.idle_share"])
    mobilised, entrusted = p["start.capital_mobilised_share"], p["start.capital_entrusted_share"]
    placed = _placed_a_year(p, plan)
    return State(
        households=households,
        references=households,
        outstanding=composition * outstanding,
        capital=np.stack([1.0 - mobilised - entrusted, mobilised, entrusted]) * capital,
        idle=capital - composition.sum(axis=0) * outstanding,
        pace=pace(p, plan.standard),
        shock=np.zeros(p.draws),
        ntm_pace=criteria_pace(p, plan.criteria_set),
        overdue=p["credit.overdue_start"] * composition.sum(axis=0) * outstanding,
        mean_loan=p["start.mean_loan"],
        houses_needed=p["start.houses_needed"],
        ripening=placed * p["training.ripening_years"],
        effective=placed / p["training.fade_rate"],
        trained_labour=p["start.trained_labour_share"],
        communes=_tiers(p["start.communes_total"], *(p[f"start.{name}"] for name in COMMUNE_TIERS)),
        villages=_villages(p),
    )


COMMUNE_TIERS = ("ntm_attained_share", "ntm_advanced_share_of_attained", "ntm_model_share_of_advanced")


def _households(p: Parameters) -> Array:
    poor = p["start.poverty_rate"]
    near_poor = (1.0 - poor) * p["start.near_poor_share_of_others"]
    escaped = (1.0 - poor - near_poor) * p["start.recently_escaped_share_of_rest"]
    shares = np.stack([poor, near_poor, escaped, 1.0 - poor - near_poor - escaped])
    return shares * p["start.households"]


def _placed_a_year(p: Parameters, plan: Plan) -> Array:
    money = float(plan.training_budget[0] * plan.disbursed_training[0])
    trained = money * MILLION_PER_BILLION / p["training.cost"]
    return trained * p["training.placement_share"] + float(plan.jobs_connected[0])


def _tiers(total: Array, *nested: Array) -> Array:
    """Exclusive tiers from nested shares: [below, first, ..., last], (tier, draw)."""
    reached = [total]
    for share in nested:
        reached.append(reached[-1] * share)
    lower, upper = np.stack(reached[:-1]), np.stack(reached[1:])
    return np.concatenate([lower - upper, upper[-1:]])


def _villages(p: Parameters) -> Array:
    """Zero villages where a locality's file gives no number of them."""
    if "start.villages_total" not in p:
        return np.zeros((3, p.draws))
    return _tiers(
        p["start.villages_total"],
        p["start.villages_attained_share"],
        p["start.villages_model_share_of_attained"],
    )
