"""CPU time and memory of the engine, beside a hand-written NumPy loop of the same equations in the same process.

1,000 draws x 180 months with every indicator that `run` writes: at most 1.5 times the loop, under 300 MB, and
cost that grows no faster than linearly in draws and months.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from statistics import median

import numpy as np
from scipy.special import ndtr, ndtri

from simulator.model import simulate
from simulator.model.years import DEALT, SPREADS
from tests.model.ensembles import Case, case, plausible, usual

DRAWS, MONTHS = 1000, 180
LIMIT_RATIO = 1.5
LIMIT_MEGABYTES = 300.0
LIMIT_GROWTH = 2.0 * 1.15  # twice the work may cost twice the time, and what the machine's noise adds
REPETITIONS = 9
FEWEST_COMMUNES = 1e-9
WANTED = (
    "households",
    "poor_households",
    "near_poor_households",
    "recently_escaped_households",
    "secure_households",
    "poverty_rate",
    "near_poor_rate",
    "multidimensional_rate",
    "ntm_communes_below",
    "ntm_communes_attained",
    "ntm_communes_advanced",
    "ntm_communes_model",
    "communes_total",
    "credit_capital",
    "credit_outstanding",
    "credit_lent",
    "houses_needed",
    "houses_supported",
    "persons_trained",
    "persons_placed",
    "money_spent",
    "money_unspent",
)
HOUSEHOLD_MOVES = ((0, 1), (0, 2), (1, 2), (1, 0), (2, 1), (2, 0), (2, 3), (3, 1), (3, 0))
COMMUNE_MOVES = ((0, 1), (1, 2), (2, 3), (1, 0), (2, 0), (3, 0))


def incidence(moves: tuple[tuple[int, int], ...]) -> np.ndarray:
    found = np.zeros((4, len(moves)))
    for row, (origin, target) in enumerate(moves):
        found[origin, row] -= 1.0
        found[target, row] += 1.0
    return found


def loop(whole: Case) -> dict[str, np.ndarray]:
    """The run as a competent engineer writes it by hand: arrays, one loop, buffers made once."""
    p, plan = whole.parameters, whole.plan
    start = {name: np.array(stock) for name, stock in vars(whole.state).items()}
    h, first, loans, capital = start["households"], start["references"], start["outstanding"], start["capital"]
    idle, mean_loan, backlog = start["idle"], start["mean_loan"], start["houses_needed"]
    ripening, skilled, trained_share = start["ripening"], start["effective"], start["trained_labour"]
    overdue, shock, pace, c = start["overdue"], start["shock"], start["pace"], start["communes"]
    commune_pace, upper_pace = start["ntm_pace"]
    months, draws, years = plan.months, p.draws, 1.0 / 12.0
    out = {name: np.empty((months, draws)) for name in WANTED}

    ceiling, loan_effect = p["credit.coverage_ceiling"], p["credit.exit_effect"]
    repay, lose = p["credit.repayment_rate"], p["credit.writeoff_rate"]
    stay, half_stay = np.exp(-(repay + lose) * years), np.exp(-(repay + lose) * years / 2.0)
    lost_part, usable = lose / (repay + lose), 1.0 - p["credit.idle_share"]
    cured = np.exp(-p["credit.overdue_cure"] * years)
    overdue_level = p["credit.overdue_inflow"] / p["credit.overdue_cure"]
    calmer = np.exp(-p["disaster.inflow_fade"] * years / 2.0)
    loan_growth = np.exp(p["credit.mean_loan_growth"] * years)
    growth = np.exp(p["households.growth"] * years)
    workers, cost_of_training = p["training.workers_per_household"], p["training.cost"]
    unripe, unripe_half = (np.exp(-t / p["training.ripening_years"]) for t in (years, years / 2.0))
    kept_skill, kept_skill_half = (np.exp(-p["training.fade_rate"] * t) for t in (years, years / 2.0))
    exponent, cap = p["households.effort_exponent"], np.maximum(p["households.effort_cap"], 1.0)
    exits, services = p["households.exit_rate"], p["households.near_poor_share_of_exits"]
    to_poor, entries = p["households.fall_to_poor_share"], p["households.entry_rate"]
    relapses = np.maximum(p["households.relapse_rate"], entries)
    spread, alone = p["ntm.commune_spread"], p["ntm.autonomous_share"]
    limits = plan.thresholds
    limit_11, limit_9, limit_12 = (
        np.log(limit / (1.0 - limit))
        for limit in (limits.poor_and_near_poor, limits.temporary_houses, limits.trained_labour)
    )

    def odds(share: np.ndarray) -> np.ndarray:
        inside = np.minimum(np.maximum(share, 1e-6), 1.0 - 1e-6)
        return np.log(inside / (1.0 - inside))

    def covered(borrowers: np.ndarray, stock: np.ndarray) -> np.ndarray:
        return ceiling * -np.expm1(-borrowers / (ceiling * np.maximum(stock, 1e-9)))

    household_hazards = np.empty((9, draws))
    falls = np.maximum(p["households.near_poor_to_poor_rate"], relapses * to_poor)
    household_hazards[6] = 1.0 / p["households.recently_escaped_years"]
    commune_hazards = np.empty((6, draws))
    commune_hazards[3:] = p["ntm.loss_rate"]
    buffers = {size: np.empty((size, draws)) for size in (6, 9)}
    term, selection = np.empty((4, draws)), p["ntm.selection"]
    chains = {
        len(moves): (incidence(moves), np.maximum(-incidence(moves), 0.0), [origin for origin, _ in moves])
        for moves in (HOUSEHOLD_MOVES, COMMUNE_MOVES)
    }
    parts = {size: (np.maximum(chain[0], 0.0), *chain[1:]) for size, chain in chains.items()}

    def set_hazards(h: np.ndarray) -> None:
        """Hazards of households at `h`, with the borrowers and the skills of the month, before its houses."""
        listed = h[0] + h[1]
        target = listed + h[2]
        work = 1.0 - p["training.exit_effect"] * np.expm1(-working / np.maximum(target, 1e-9))
        lift_poor = (1.0 + loan_effect * covered(borrowers[0], h[0])) * work
        lift_near = (1.0 + loan_effect * covered(borrowers[1], h[1])) * work
        lift_services = 1.0 + p["credit.water_effect"] * covered(borrowers[4], target + h[3])
        stormy = 1.0 + shock * calmer
        household_hazards[3] = falls * stormy
        relapse = relapses * stormy * np.exp(-p["credit.relapse_protection"] * covered(borrowers[2], h[2]))
        entry = entries * stormy * np.exp(-p["credit.entry_protection"] * covered(borrowers[3], h[3]))
        effort = np.minimum(pace * (np.maximum(first[:2], 1e-9) / np.maximum(h[:2], 1e-9)) ** exponent, cap)
        poor_exits = exits * effort[0]
        household_hazards[0] = poor_exits * services * lift_services
        household_hazards[1] = poor_exits * (1.0 - services) * lift_poor
        household_hazards[2] = p["households.near_poor_exit_rate"] * effort[1] * near_poor_year * lift_near
        household_hazards[5] = relapse * to_poor
        household_hazards[4] = relapse - household_hazards[5]
        household_hazards[8] = entry * to_poor
        household_hazards[7] = entry - household_hazards[8]

    def set_commune_hazards(tiers: np.ndarray) -> None:
        remaining = np.maximum(tiers[0] / np.maximum(tiers.sum(axis=0), FEWEST_COMMUNES), FEWEST_COMMUNES) ** selection
        commune_hazards[0] = p["ntm.attain_intensity"] * ready * commune_pace * remaining * response
        commune_hazards[1] = p["ntm.advance_rate"] * upper_pace * response
        commune_hazards[2] = p["ntm.model_rate"] * upper_pace * response

    def halfway(stocks: np.ndarray, hazards: np.ndarray) -> np.ndarray:
        """What half a month leaves of each compartment, and what it brings at the pace of its start."""
        arriving, leaving, origins = parts[len(hazards)]
        flow = buffers[len(hazards)]
        np.take(stocks, origins, axis=0, out=flow)
        np.multiply(flow, hazards, out=flow)
        return stocks * np.exp(-0.5 * years * (leaving @ hazards)) + 0.5 * years * (arriving @ flow)

    def moved(stocks: np.ndarray, hazards: np.ndarray) -> np.ndarray:
        """Taylor series of exp(Q t) x."""
        matrix, leaving, origins = chains[len(hazards)]
        flow = buffers[len(hazards)]
        bound, reach, order = 1.0, 2.0 * float((leaving @ hazards).max()) * years, 0
        total, source = stocks.copy(), stocks
        while bound > 1e-12:
            order += 1
            bound *= reach / order
            np.take(source, origins, axis=0, out=flow)
            flow *= hazards
            np.matmul(matrix, flow, out=term)
            np.multiply(term, years / order, out=term)
            total += term
            source = term
        return total

    def of(what: str, year: int) -> np.ndarray:
        known = f"year.{what}.{year}"
        z = p[known] if known in p else ndtri(np.random.default_rng((DEALT[what], year)).random(draws))
        return np.exp(p[SPREADS[what]] * z)

    of_year = {year: [of(what, year) for what in SPREADS] for year in {day.year for day in plan.dates}}
    for month, day in enumerate(plan.dates):
        good_year, near_poor_year = of_year[day.year]
        listed = h[0] + h[1]
        target = listed + h[2]
        everyone = target + h[3]
        # Credit.
        total_loans, loans_before, mean_before = loans.sum(axis=0), loans, mean_loan
        new = plan.new_capital[month] * years
        wanted = usable * (capital.sum(axis=0) + new.sum() - lost_part * (1.0 - stay) * total_loans)
        lent = (wanted - stay * total_loans) / (half_stay + usable * lost_part * (1.0 - half_stay))
        lent = np.maximum(lent, 0.0)
        gone = total_loans * (1.0 - stay) + lent * (1.0 - half_stay)
        lost = gone * lost_part
        capital = capital * (1.0 - lost / np.maximum(capital.sum(axis=0), 1e-9)) + new[:, None]
        all_capital = capital.sum(axis=0)
        idle = idle + gone - lost + new.sum() - lent
        loans = loans * stay + plan.shares[month][:, None] * (lent * half_stay)
        overdue = overdue * cured + total_loans * overdue_level * (1.0 - cured)
        mean_loan = mean_loan * loan_growth
        borrowers = (loans_before[:5] + loans[:5]) * (1000.0 / (mean_before + mean_loan))
        # Training.
        training_money = plan.training_budget[month] * years
        trainees = np.minimum(
            training_money * plan.disbursed_training[month] * 1000.0 / cost_of_training, workers * target * years
        )
        placed = trainees * p["training.placement_share"] + plan.jobs_connected[month] * years
        still = ripening * unripe + placed * unripe_half
        ripe = ripening + placed - still
        skilled_before, skilled = skilled, skilled * kept_skill + ripe * kept_skill_half
        ripening, working = still, 0.5 * (skilled_before + skilled)
        rise = p["training.labour_rise"] * years + trainees / np.maximum(workers * everyone, 1e-9)
        trained_before, trained_share = trained_share, trained_share - (1.0 - trained_share) * np.expm1(-rise)
        # Houses, for those who are poor or near-poor in the middle of the month.
        set_hazards(h)
        middle = halfway(h, household_hazards)
        listed = middle[0] + middle[1]
        norm = (1.0 - plan.repair_share[month]) * plan.norm_new[month] + plan.repair_share[month] * plan.norm_repair[
            month
        ]
        cost = norm / 1000.0 * p["housing.cost_factor"]
        backlog_before, backlog = backlog, backlog + listed * p["housing.dilapidation_rate"] * years
        house_money = plan.housing_budget[month] * years
        houses = np.minimum(
            np.minimum(backlog, p["housing.capacity_share"] * listed * years),
            house_money * plan.disbursed_housing[month] / cost,
        )
        backlog = backlog - houses
        # Households.
        set_hazards(middle)
        household_hazards[0] += p["housing.decisive_share"] * houses / (np.maximum(listed, 1e-9) * years)
        before, h = h, moved(h, household_hazards) * growth
        first, shock = first * growth, shock * calmer * calmer
        # Communes.
        both = before + h
        of_both, needed = both.sum(axis=0), backlog_before + backlog
        ready = np.cbrt(
            ndtr((limit_11 - odds((both[0] + both[1]) / of_both)) / spread)
            * ndtr((limit_9 - odds(needed / of_both)) / spread)
            * ndtr((odds(0.5 * (trained_before + trained_share)) - limit_12) / spread)
        )
        ntm_money = plan.ntm_investment[month] * plan.disbursed_ntm[month]
        each = ntm_money / np.maximum(c.sum(axis=0), FEWEST_COMMUNES)
        response = (alone + (1.0 - alone) * each / (each + p["ntm.half_investment"])) * good_year
        set_commune_hazards(c)
        set_commune_hazards(halfway(c, commune_hazards))
        c = moved(c, commune_hazards)
        listed = h[0] + h[1]
        everyone = listed + h[2] + h[3]
        # What is reported.
        spent_houses, spent_training = houses * cost, trainees * cost_of_training / 1000.0
        out["households"][month] = everyone
        out["poor_households"][month] = h[0]
        out["near_poor_households"][month] = h[1]
        out["recently_escaped_households"][month] = h[2]
        out["secure_households"][month] = h[3]
        out["poverty_rate"][month] = h[0] / everyone
        out["near_poor_rate"][month] = h[1] / everyone
        out["multidimensional_rate"][month] = listed / everyone
        out["ntm_communes_below"][month] = c[0]
        out["ntm_communes_model"][month] = c[3]
        out["ntm_communes_advanced"][month] = c[2] + c[3]
        out["ntm_communes_attained"][month] = c[1] + c[2] + c[3]
        out["communes_total"][month] = c[0] + out["ntm_communes_attained"][month]
        out["credit_capital"][month] = all_capital
        out["credit_outstanding"][month] = loans.sum(axis=0)
        out["credit_lent"][month] = lent
        out["houses_needed"][month] = backlog
        out["houses_supported"][month] = houses
        out["persons_trained"][month] = trainees
        out["persons_placed"][month] = placed
        out["money_spent"][month] = new.sum() + spent_houses + spent_training + ntm_money * years
        out["money_unspent"][month] = (
            house_money
            - spent_houses
            + training_money
            - spent_training
            + plan.ntm_investment[month] * years * (1.0 - plan.disbursed_ntm[month])
        )
    return out


def engine(whole: Case) -> dict[str, np.ndarray]:
    return dict(simulate(whole.state, whole.parameters, whole.plan, wanted=WANTED).values)


def ensemble(draws: int, months: int) -> Case:
    return case(plausible("son-la", 1, draws), usual("son-la"), months=months)


def cpu_seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def interleaved(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median CPU seconds of each, measured in turn so that all meet the same machine."""
    rounds = [{name: cpu_seconds(work) for name, work in works.items()} for _ in range(REPETITIONS + 1)]
    return {name: median(found[name] for found in rounds[1:]) for name in works}  # the first warms up


def assert_equal(whole: Case) -> None:
    found, expected = engine(whole), loop(whole)
    for name in WANTED:
        largest = np.abs(expected[name]).max()
        np.testing.assert_allclose(found[name], expected[name], rtol=1e-9, atol=1e-11 * largest, err_msg=name)


def megabytes() -> float:
    """Peak memory of a fresh process that runs the engine once, imports and data included."""
    answer = subprocess.run([sys.executable, __file__, "memory"], capture_output=True, text=True, check=True)
    return float(answer.stdout)


def growth(name: str, cases: dict[int, Case]) -> bool:
    found = interleaved({str(size): lambda whole=whole: engine(whole) for size, whole in cases.items()})
    sizes = sorted(cases)
    ratios = [found[str(b)] / found[str(a)] for a, b in pairwise(sizes)]
    print(f"{name} " + ", ".join(f"{size}: {found[str(size)] * 1000:.0f} ms" for size in sizes), end="; ")
    print("twice costs " + ", ".join(f"x{ratio:.2f}" for ratio in ratios) + f" (limit x{LIMIT_GROWTH:.2f})")
    return max(ratios) <= LIMIT_GROWTH


def main() -> None:
    whole = ensemble(DRAWS, MONTHS)
    assert_equal(whole)
    found = interleaved({"engine": lambda: engine(whole), "loop": lambda: loop(whole)})
    ratio = found["engine"] / found["loop"]
    print(f"engine {found['engine'] * 1000:.0f} ms, loop {found['loop'] * 1000:.0f} ms CPU for ", end="")
    print(f"{DRAWS} draws x {MONTHS} months: ratio {ratio:.2f} (limit {LIMIT_RATIO})")
    memory = megabytes()
    print(f"peak memory of a process with one run: {memory:.0f} MB (limit {LIMIT_MEGABYTES:.0f})")
    by_draws = growth("draws", {draws: ensemble(draws, MONTHS) for draws in (500, 1000, 2000)})
    by_months = growth("months", {months: ensemble(DRAWS, months) for months in (90, 180, 360)})
    sys.exit(not (ratio <= LIMIT_RATIO and memory <= LIMIT_MEGABYTES and by_draws and by_months))


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        engine(ensemble(DRAWS, MONTHS))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0)
    else:
        main()
