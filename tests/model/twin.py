"""A twin of the engine for one draw: plain numbers, one loop over the months, written from the equations.

Slow and simple on purpose. It shares no code with the engine; only the names of compartments, programmes,
sources and indicators are the same. The moves of a step come from a Taylor series of the matrix exponential.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import erfc, exp, log, sqrt
from statistics import NormalDist

from numpy.random import default_rng

from simulator.model.events import STORMS, CriteriaChange, Disaster, Event, Merger, StandardChange
from simulator.model.plan import Plan
from simulator.model.years import DEALT

PROGRAMMES = (
    "poor",
    "near_poor",
    "recently_escaped",
    "job_creation",
    "water_sanitation",
    "social_housing",
    "students",
    "other",
)
SOURCES = ("central", "mobilised", "entrusted")
COMPARTMENTS = ("poor", "near", "escaped", "secure")
TIERS = ("below", "standard", "advanced", "model")
VILLAGES = ("below", "standard", "model")
NOTHING = 1e-9
FEWEST_COMMUNES = 1e-9
EDGE = 1e-6

Numbers = dict[str, float]
Rates = dict[tuple[str, str], float]


class Twin:
    """One draw of the model; `run` returns indicator -> one number a month."""

    def __init__(self, parameters: Numbers, plan: Plan, member: int = 0) -> None:
        self.p = parameters
        self.member = member
        self.plan = plan
        self.years = 1.0 / (12 * plan.steps_per_row)
        self._start()

    def _start(self) -> None:
        p, plan = self.p, self.plan
        everyone = p["start.households"]
        poor = p["start.poverty_rate"]
        near = (1 - poor) * p["start.near_poor_share_of_others"]
        escaped = (1 - poor - near) * p["start.recently_escaped_share_of_rest"]
        secure = 1 - poor - near - escaped
        self.people = {
            "poor": poor * everyone,
            "near": near * everyone,
            "escaped": escaped * everyone,
            "secure": secure * everyone,
        }
        self.at_era_start = dict(self.people)
        self.pace, self.shock = self._pace_under(plan.standard), 0.0
        self._criteria(plan.criteria_set)
        total = p["start.credit_outstanding"]
        self.loans = {k: p[f"start.credit_share.{k}"] * total for k in PROGRAMMES}
        capital = total / (1 - p["credit.idle_share"])
        mobilised = p["start.capital_mobilised_share"]
        entrusted = p["start.capital_entrusted_share"]
        self.capital = {
            "central": (1 - mobilised - entrusted) * capital,
            "mobilised": mobilised * capital,
            "entrusted": entrusted * capital,
        }
        self.idle = capital - sum(self.loans.values())
        self.mean_loan = p["start.mean_loan"]
        self.overdue = p["credit.overdue_start"] * sum(self.loans.values())
        self.backlog = p["start.houses_needed"]
        trained = plan.training_budget[0] * plan.disbursed_training[0] * 1000 / p["training.cost"]
        placed = trained * p["training.placement_share"] + plan.jobs_connected[0]
        self.ripening = placed * p["training.ripening_years"]
        self.skilled = placed / p["training.fade_rate"]
        self.trained_share = p["start.trained_labour_share"]
        communes = p["start.communes_total"]
        attained = communes * p["start.ntm_attained_share"]
        advanced = attained * p["start.ntm_advanced_share_of_attained"]
        model = advanced * p["start.ntm_model_share_of_advanced"]
        self.communes = {
            "below": communes - attained,
            "standard": attained - advanced,
            "advanced": advanced - model,
            "model": model,
        }
        villages = p.get("start.villages_total", 0.0)
        reached = villages * p.get("start.villages_attained_share", 0.0)
        best = reached * p.get("start.villages_model_share_of_attained", 0.0)
        self.villages = {"below": villages - reached, "standard": reached - best, "model": best}

    def run(self) -> dict[str, list[float]]:
        months: list[Numbers] = []
        for month in range(self.plan.months):
            self.flows: Numbers = {}
            year = self.plan.dates[month].year
            self.good_year = self._of_year("communes", "ntm.yearly_spread", year)
            self.near_poor_year = self._of_year("near_poor", "households.near_poor_yearly_spread", year)
            for event in self.plan.events_before.get(month, ()):
                self._event(event)
            for _ in range(self.plan.steps_per_row):
                self.people_at_start = dict(self.people)
                self.backlog_at_start, self.trained_at_start = self.backlog, self.trained_share
                self._credit(month)
                self._training(month)
                middle = halfway(self.people, self._rates(self.people, 0.0), self.years)
                self._households(middle, self._houses(month, middle))
                self._communes(month)
            for event in self.plan.events_after.get(month, ()):
                self._event(event)
            months.append(self._report(month))
        return {name: [found[name] for found in months] for name in months[0]}

    def _pace_under(self, standard: str) -> float:
        return self.p.get(f"households.pace_{standard.lower()}", 1.0)

    def _criteria(self, name: str) -> None:
        self.commune_pace, self.upper_pace = (self.p.get(f"ntm.{kind}_{name}", 1.0) for kind in ("pace", "upper_pace"))

    def _loan_of(self, programme: str, mean: float) -> float:
        return mean * self.p.get(f"start.mean_loan_ratio.{programme}", 1.0)

    def _add(self, name: str, amount: float) -> None:
        self.flows[name] = self.flows.get(name, 0.0) + amount

    def _event(self, event: Event) -> None:
        people = self.people
        if isinstance(event, StandardChange):
            factor = self.p[f"standard_change.factor{event.of_year}"] if event.value is None else event.value
            effort_before = self._effort("poor", people["poor"])
            listed = people["poor"] + people["near"]
            others = people["escaped"] + people["secure"]
            wider = min(factor * listed, listed + others)
            rest = listed + others - wider
            tilted = people["poor"] * exp(self.p[f"standard_change.poor_shift{event.of_year}"])
            people["poor"] = wider * tilted / max(tilted + people["near"], NOTHING)
            people["near"] = wider - people["poor"]
            people["escaped"] *= rest / max(others, NOTHING)
            people["secure"] = rest - people["escaped"]
            continuity = self.p.get(f"households.continuity_{event.to_standard.lower()}")
            self.at_era_start = dict(people)
            self.pace = self._pace_under(event.to_standard) if continuity is None else continuity * effort_before
        elif isinstance(event, Merger):
            kept = self.p["merger.kept_share"] if event.value is None else event.value
            before = max(sum(self.communes.values()), NOTHING)
            for tier in TIERS[1:]:
                self.communes[tier] *= kept * event.communes / before
            self.communes["below"] = event.communes - sum(self.communes[tier] for tier in TIERS[1:])
        elif isinstance(event, CriteriaChange):
            again = self.p["criteria_change.requalify_share"] if event.value is None else event.value
            for tier in TIERS[1:]:
                self.communes["below"] += self.communes[tier] * again
                self.communes[tier] -= self.communes[tier] * again
            self._criteria(event.to_set)
        elif isinstance(event, Disaster):
            share = self.p["disaster.houses_share"] if event.value is None else event.value
            if event.chance is not None and not self._struck(event.chance, event.year):
                share = 0.0
            self.shock += share * self.p["disaster.inflow_rise"]
            lost = people["near"] * share * self.p["housing.decisive_share"]
            damaged = sum(people.values()) * share
            people["near"] -= lost
            people["poor"] += lost
            self.backlog += damaged
            self._add("houses_new_need", damaged)
        else:
            raise TypeError(f"an event that the twin does not know: {event}")

    def _struck(self, chance: float, year: int) -> bool:
        return self._dealt(STORMS, year) < chance

    def _of_year(self, what: str, spread: str, year: int) -> float:
        known = self.p.get(f"year.{what}.{year}")
        z = NormalDist().inv_cdf(self._dealt(DEALT[what], year)) if known is None else known
        return exp(self.p[spread] * z)

    def _dealt(self, seed: int, year: int) -> float:
        return next(islice(stream(seed, year), self.member, None))

    def _credit(self, month: int) -> None:
        p, years = self.p, self.years
        repay, lose = p["credit.repayment_rate"], p["credit.writeoff_rate"]
        stays, stays_half = exp(-(repay + lose) * years), exp(-(repay + lose) * years / 2)
        loans, capital = sum(self.loans.values()), sum(self.capital.values())
        new = sum(float(amount) * years for amount in self.plan.new_capital[month])

        def books(lent: float) -> tuple[float, float, float]:
            """Repaid, written off and idle above the liquidity kept back, if so much is lent in mid-step."""
            gone = loans * (1 - stays) + lent * (1 - stays_half)
            repaid, lost = gone * repay / (repay + lose), gone * lose / (repay + lose)
            idle = self.idle + repaid + new - lent
            return repaid, lost, idle - p["credit.idle_share"] * (capital + new - lost)

        # What is left over falls in a straight line as more is lent: two points tell where nothing is.
        at_none, at_one = books(0.0)[2], books(1.0)[2]
        lent = max(at_none / (at_none - at_one), 0.0)
        collected, written_off, _ = books(lent)
        before, loan_before = dict(self.loans), self.mean_loan
        for k, share in zip(PROGRAMMES, self.plan.shares[month], strict=True):
            self.loans[k] = self.loans[k] * stays + float(share) * lent * stays_half
        for source, amount in zip(SOURCES, self.plan.new_capital[month], strict=True):
            loss = written_off * self.capital[source] / max(capital, NOTHING)
            self.capital[source] += float(amount) * years - loss
        self.idle += collected + new - lent
        cure, inflow = p["credit.overdue_cure"], p["credit.overdue_inflow"]
        self.overdue = (self.overdue - loans * inflow / cure) * exp(-cure * years) + loans * inflow / cure
        self._add("lent_water", lent * float(self.plan.shares[month][PROGRAMMES.index("water_sanitation")]))
        self.mean_loan *= exp(p["credit.mean_loan_growth"] * years)
        # The lists of borrowers in the middle of the step decide who is reached in it.
        mean = (loan_before + self.mean_loan) / 2
        self.borrowers = {k: 500 * (before[k] + self.loans[k]) / self._loan_of(k, mean) for k in PROGRAMMES}
        self._add("credit_lent", lent)
        self._add("credit_collected", collected)
        self._add("money_spent_credit", new)
        self._add("money_spent", new)

    def _houses(self, month: int, middle: Numbers) -> float:
        p, plan, years = self.p, self.plan, self.years
        listed = middle["poor"] + middle["near"]
        need = listed * p["housing.dilapidation_rate"] * years
        repair = plan.repair_share[month]
        norms = float((1 - repair) * plan.norm_new[month] + repair * plan.norm_repair[month])
        cost = norms * p["housing.cost_factor"] / 1000
        budget = float(plan.housing_budget[month]) * years
        wanted = budget * float(plan.disbursed_housing[month]) / cost
        houses = min(wanted, self.backlog + need, p["housing.capacity_share"] * listed * years)
        self.backlog += need - houses
        self._add("houses_new_need", need)
        self._add("houses_supported", houses)
        self._spend("housing", houses * cost, budget)
        budget = float(plan.ntm_investment[month]) * years
        self._spend("ntm", budget * float(plan.disbursed_ntm[month]), budget)
        return houses

    def _training(self, month: int) -> None:
        p, plan, years, people = self.p, self.plan, self.years, self.people
        skilled_at_start = self.skilled
        budget = float(plan.training_budget[month]) * years
        eligible = p["training.workers_per_household"] * (people["poor"] + people["near"] + people["escaped"])
        trainees = min(budget * float(plan.disbursed_training[month]) * 1000 / p["training.cost"], eligible * years)
        placed = trainees * p["training.placement_share"] + float(plan.jobs_connected[month]) * years
        ripe = self.ripening * (1 - exp(-years / p["training.ripening_years"]))
        ripe += placed * (1 - exp(-years / 2 / p["training.ripening_years"]))
        self.ripening += placed - ripe
        self.skilled *= exp(-p["training.fade_rate"] * years)
        self.skilled += ripe * exp(-p["training.fade_rate"] * years / 2)
        self.skilled_midway = (skilled_at_start + self.skilled) / 2
        workers = p["training.workers_per_household"] * sum(people.values())
        rise = p["training.labour_rise"] * years + trainees / max(workers, NOTHING)
        self.trained_share = 1 - (1 - self.trained_share) * exp(-rise)
        self._add("persons_trained", trainees)
        self._add("persons_placed", placed)
        self._spend("training", trainees * p["training.cost"] / 1000, budget)

    def _spend(self, name: str, spent: float, budget: float) -> None:
        self._add(f"money_spent_{name}", spent)
        self._add(f"money_unspent_{name}", budget - spent)
        self._add("money_spent", spent)
        self._add("money_unspent", budget - spent)

    def _reach(self, programme: str, households: float) -> float:
        ceiling = self.p["credit.coverage_ceiling"]
        return ceiling * (1 - exp(-self.borrowers[programme] / (ceiling * max(households, NOTHING))))

    def _effort(self, compartment: str, now: float) -> float:
        ratio = max(self.at_era_start[compartment], NOTHING) / max(now, NOTHING)
        cap = max(self.p["households.effort_cap"], 1.0)
        return min(self.pace * ratio ** self.p["households.effort_exponent"], cap)

    def _rates(self, people: Numbers, houses: float) -> Rates:
        """Rates of all moves for these numbers of households, with what the programmes have had to offer."""
        p = self.p
        everyone = sum(people.values())
        listed = people["poor"] + people["near"]
        targets = max(listed + people["escaped"], NOTHING)
        at_work = 1 + p["training.exit_effect"] * (1 - exp(-self.skilled_midway / targets))
        loan = p["credit.exit_effect"]
        poor_exit = p["households.exit_rate"] * self._effort("poor", people["poor"])
        to_near = p["households.near_poor_share_of_exits"]
        water = 1 + p["credit.water_effect"] * self._reach("water_sanitation", everyone)
        # Nobody falls less often than those who are better off.
        to_poor = p["households.fall_to_poor_share"]
        entry = p["households.entry_rate"]
        relapse = max(p["households.relapse_rate"], entry)
        fall = max(p["households.near_poor_to_poor_rate"], relapse * to_poor)
        relapse *= exp(-p["credit.relapse_protection"] * self._reach("recently_escaped", people["escaped"]))
        entry *= exp(-p["credit.entry_protection"] * self._reach("job_creation", people["secure"]))
        stormy = 1 + self.shock * exp(-p["disaster.inflow_fade"] * self.years / 2)
        fall, relapse, entry = fall * stormy, relapse * stormy, entry * stormy
        return {
            ("poor", "near"): poor_exit * to_near * water
            + p["housing.decisive_share"] * houses / max(listed, NOTHING) / self.years,
            ("poor", "escaped"): poor_exit * (1 - to_near) * (1 + loan * self._reach("poor", people["poor"])) * at_work,
            ("near", "escaped"): p["households.near_poor_exit_rate"]
            * self._effort("near", people["near"])
            * self.near_poor_year
            * (1 + loan * self._reach("near_poor", people["near"]))
            * at_work,
            ("near", "poor"): fall,
            ("escaped", "near"): relapse * (1 - to_poor),
            ("escaped", "poor"): relapse * to_poor,
            ("escaped", "secure"): 1 / p["households.recently_escaped_years"],
            ("secure", "near"): entry * (1 - to_poor),
            ("secure", "poor"): entry * to_poor,
        }

    def _households(self, middle: Numbers, houses: float) -> None:
        p, people, years = self.p, self.people, self.years
        rates = self._rates(middle, houses)
        after, flows = moved(people, rates, years)
        self.shock *= exp(-p["disaster.inflow_fade"] * years)
        grown = exp(p["households.growth"] * years)
        self.people = {name: after[name] * grown for name in COMPARTMENTS}
        self.at_era_start = {name: self.at_era_start[name] * grown for name in COMPARTMENTS}
        self._add("escaped_households", flows["poor", "escaped"] + flows["poor", "near"])
        self._add("escaped_near_poor_households", flows["near", "escaped"])
        self._add("relapsed_households", flows["escaped", "poor"])
        self._add("newly_poor_households", flows["secure", "poor"] + flows["near", "poor"])

    def _communes(self, month: int) -> None:
        p, plan = self.p, self.plan
        people = {name: (self.people_at_start[name] + self.people[name]) / 2 for name in COMPARTMENTS}
        everyone = sum(people.values())
        limits, spread = plan.thresholds, p["ntm.commune_spread"]
        listed = (people["poor"] + people["near"]) / everyone
        needed = (self.backlog_at_start + self.backlog) / 2 / everyone
        trained = (self.trained_at_start + self.trained_share) / 2
        ready = (
            normal((odds(limits.poor_and_near_poor) - odds(listed)) / spread)
            * normal((odds(limits.temporary_houses) - odds(needed)) / spread)
            * normal((odds(trained) - odds(limits.trained_labour)) / spread)
        ) ** (1 / 3)
        money = float(plan.ntm_investment[month] * plan.disbursed_ntm[month])
        alone, loss = p["ntm.autonomous_share"], p["ntm.loss_rate"]

        everywhere = max(sum(self.communes.values()), FEWEST_COMMUNES)
        each = money / everywhere
        response = alone + (1 - alone) * each / (each + p["ntm.half_investment"])
        response *= self.good_year

        def rates_at(below: float, total: float) -> Rates:
            remain = max(below / max(total, FEWEST_COMMUNES), FEWEST_COMMUNES) ** p["ntm.selection"]
            return {
                ("below", "standard"): p["ntm.attain_intensity"] * ready * self.commune_pace * remain * response,
                ("standard", "advanced"): p["ntm.advance_rate"] * response * self.upper_pace,
                ("advanced", "model"): p["ntm.model_rate"] * response * self.upper_pace,
                ("standard", "below"): loss,
                ("advanced", "below"): loss,
                ("model", "below"): loss,
            }

        first = rates_at(self.communes["below"], sum(self.communes.values()))
        middle = halfway(self.communes, first, self.years)
        self.communes, _ = moved(self.communes, rates_at(middle["below"], sum(middle.values())), self.years)
        rates = {
            ("below", "standard"): p["ntm.village_attain_rate"] * response * self.upper_pace,
            ("standard", "model"): p["ntm.village_model_rate"] * response * self.upper_pace,
        }
        self.villages, _ = moved(self.villages, rates, self.years)

    def _report(self, month: int) -> Numbers:
        people, communes, villages = self.people, self.communes, self.villages
        everyone = sum(people.values())
        loans, p, limits = sum(self.loans.values()), self.p, self.plan.thresholds
        owing = {k: 1000 * balance / self._loan_of(k, self.mean_loan) for k, balance in self.loans.items()}
        subsidy = sum(self.loans[k] * max(p["credit.market_rate"] - p[f"credit.rate.{k}"], 0) for k in PROGRAMMES)
        shares = {
            "11": odds(limits.poor_and_near_poor) - odds((people["poor"] + people["near"]) / everyone),
            "9": odds(limits.temporary_houses) - odds(self.backlog / everyone),
            "12": odds(self.trained_share) - odds(limits.trained_labour),
        }
        lent_water = self.flows.pop("lent_water")
        return {
            "households": everyone,
            "poor_households": people["poor"],
            "near_poor_households": people["near"],
            "recently_escaped_households": people["escaped"],
            "secure_households": people["secure"],
            "poverty_rate": people["poor"] / everyone,
            "near_poor_rate": people["near"] / everyone,
            "multidimensional_rate": (people["poor"] + people["near"]) / everyone,
            "ntm_communes_below": communes["below"],
            "ntm_communes_attained": communes["standard"] + communes["advanced"] + communes["model"],
            "ntm_communes_advanced": communes["advanced"] + communes["model"],
            "ntm_communes_model": communes["model"],
            "communes_total": sum(communes.values()),
            "ntm_villages_attained": villages["standard"] + villages["model"],
            "ntm_villages_model": villages["model"],
            "villages_total": sum(villages.values()),
            "credit_capital": sum(self.capital.values()),
            **{f"credit_capital_{source}": amount for source, amount in self.capital.items()},
            "credit_outstanding": loans,
            "credit_overdue": self.overdue,
            "credit_overdue_share": self.overdue / max(loans, NOTHING),
            "credit_borrowers": sum(owing.values()),
            "credit_borrowers_poverty": owing["poor"] + owing["near_poor"] + owing["recently_escaped"],
            **{f"credit_outstanding_{k}": balance for k, balance in self.loans.items()},
            **{f"credit_borrowers_{k}": count for k, count in owing.items()},
            "water_works": 2000 * lent_water / self._loan_of("water_sanitation", self.mean_loan),
            "interest_subsidy": subsidy * self.plan.lengths[month] / 12,
            **{f"ntm_criterion_{k}_share": normal(gap / p["ntm.commune_spread"]) for k, gap in shares.items()},
            "houses_needed": self.backlog,
            "trained_labour_share": self.trained_share,
            **self.flows,
        }


def stream(seed: int, year: int) -> Iterator[float]:
    """The fortune of one member after another in a year: one draw each, from the model's seed."""
    generator = default_rng((seed, year))
    while True:
        yield float(generator.random())


def odds(share: float) -> float:
    inside = min(max(share, EDGE), 1 - EDGE)
    return log(inside / (1 - inside))


def normal(distance: float) -> float:
    return erfc(-distance / sqrt(2)) / 2


def halfway(stocks: Numbers, rates: Rates, years: float) -> Numbers:
    """Where the stocks about are when half of the time has passed."""
    found = {}
    for name, stock in stocks.items():
        leaving = sum(rate for (origin, _), rate in rates.items() if origin == name)
        arriving = sum(rate * stocks[origin] for (origin, target), rate in rates.items() if target == name)
        found[name] = stock * exp(-leaving * years / 2) + arriving * years / 2
    return found


def moved(stocks: Numbers, rates: Rates, years: float) -> tuple[Numbers, dict[tuple[str, str], float]]:
    """Stocks after a time at constant rates, and the flows, by Taylor series over parts with few moves each."""
    leaving = {name: sum(rate for (origin, _), rate in rates.items() if origin == name) for name in stocks}
    parts = 1 + int(4 * max(leaving.values()) * years)
    part = years / parts
    flows = dict.fromkeys(rates, 0.0)
    for _ in range(parts):
        term, time_spent, after = dict(stocks), dict.fromkeys(stocks, 0.0), dict(stocks)
        for order in range(1, 25):
            for name in stocks:
                time_spent[name] += term[name] * part / order
            change = {name: -leaving[name] * term[name] for name in stocks}
            for (origin, target), rate in rates.items():
                change[target] += rate * term[origin]
            term = {name: change[name] * part / order for name in stocks}
            for name in stocks:
                after[name] += term[name]
        for (origin, target), rate in rates.items():
            flows[origin, target] += rate * time_spent[origin]
        stocks = after
    return stocks, flows
