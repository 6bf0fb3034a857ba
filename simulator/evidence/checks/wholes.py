"""Wholes: parts never exceed the whole, and all parts together are the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.evidence.checks.finding import Clash
from simulator.evidence.records import Observation

EXACT = 1e-9
REPORTED = 0.005  # reports round each part on its own
ROUNDED = 0.02  # a figure marked "about" was rounded by hand


@dataclass(frozen=True)
class Whole:
    """A quantity and parts of it that are counted on the same day, or over the same period."""

    name: str
    parts: tuple[str, ...]


PARTS_WITHIN = (
    Whole("households", ("poor_households",)),
    Whole("households", ("near_poor_households",)),
    Whole("households", ("poor_households", "near_poor_households")),
    Whole("households", ("poor_near_poor_households",)),
    Whole("poor_households", ("income_poor_households",)),
    Whole("communes_total", ("ntm_communes_attained",)),
    Whole("communes_total", ("ntm_communes_advanced",)),
    Whole("communes_total", ("ntm_communes_model",)),
    Whole("ntm_communes_attained", ("ntm_communes_advanced",)),
    Whole("ntm_communes_attained", ("ntm_communes_model",)),
    Whole("ntm_communes_advanced", ("ntm_communes_model",)),
    Whole("villages_total", ("ntm_villages_attained",)),
    Whole("villages_total", ("ntm_villages_model",)),
    Whole("ntm_villages_attained", ("ntm_villages_model",)),
    Whole("credit_capital_total", ("credit_capital_central",)),
    Whole("credit_capital_total", ("credit_capital_mobilised",)),
    Whole("credit_capital_total", ("credit_capital_entrusted_local",)),
    Whole("credit_capital_entrusted_local", ("credit_capital_entrusted_district",)),
)

# The need for houses is not here: Sơn La gives new and repair before, and the need after, the houses done.
PARTS_ADD_UP = {
    Whole(
        "credit_capital_total",
        ("credit_capital_central", "credit_capital_mobilised", "credit_capital_entrusted_local"),
    ): REPORTED,
    Whole("housing_cost", ("housing_cost_social", "housing_cost_state")): REPORTED,
    Whole("multidim_poverty_rate", ("poverty_rate", "near_poor_rate")): REPORTED,
    Whole("poor_near_poor_households", ("poor_households", "near_poor_households")): EXACT,
    Whole(
        "savings_loan_groups",
        (
            "savings_loan_groups_farmers_union",
            "savings_loan_groups_womens_union",
            "savings_loan_groups_veterans",
            "savings_loan_groups_youth_union",
        ),
    ): EXACT,
    Whole("ocop_products", ("ocop_products_3_star", "ocop_products_4_star")): EXACT,
    Whole("houses_done", ("houses_built", "houses_repaired")): EXACT,
}

Moment = tuple[object, ...]
Figures = Mapping[tuple[str, str], Observation]


def parts_above_whole(observations: Sequence[Observation]) -> Iterator[Clash]:
    """Find parts that are together more than the whole at the same place and time."""
    seen: set[str] = set()
    for whole, parts in _complete(observations, PARTS_WITHIN):
        total = sum(part.value for part in parts)
        names = {part.obs_id for part in parts}
        if total > whole.value * (1 + EXACT) and not seen & names:
            seen |= names
            allowed = f"≤ {whole.value:.10g} ({whole.obs_id})"
            yield Clash((*reversed(parts), whole), "part_above_whole", "value", _sum(parts, total), allowed)


def parts_not_adding_up(observations: Sequence[Observation]) -> Iterator[Clash]:
    """Find a whole that is not the sum of all its parts at the same place and time."""
    for rule, tolerance in PARTS_ADD_UP.items():
        for whole, parts in _complete(observations, (rule,)):
            total = sum(part.value for part in parts)
            rounded = any(row.bound == "about" for row in (whole, *parts))
            if abs(total - whole.value) > (ROUNDED if rounded else tolerance) * abs(whole.value):
                value = f"{whole.value:.10g}"
                yield Clash((whole, *parts), "parts_do_not_add_up", "value", value, _sum(parts, total))


def _complete(
    observations: Sequence[Observation], wholes: Sequence[Whole]
) -> Iterator[tuple[Observation, tuple[Observation, ...]]]:
    """Yield each whole with its parts, wherever all of them are reported, once."""
    for figures in _moments(observations).values():
        standards = sorted({standard for _, standard in figures})
        for rule in wholes:
            yielded: set[tuple[Observation, ...]] = set()
            for standard in standards:
                rows = tuple(_figure(figures, name, standard) for name in (rule.name, *rule.parts))
                found = tuple(row for row in rows if row is not None)
                if len(found) == len(rows) and found not in yielded:
                    yielded.add(found)
                    yield found[0], found[1:]


def _figure(figures: Figures, name: str, standard: str) -> Observation | None:
    """Return the figure by this standard, or the one that depends on none."""
    return figures.get((name, standard)) or figures.get((name, ""))


def _moments(observations: Sequence[Observation]) -> dict[Moment, dict[tuple[str, str], Observation]]:
    """Group figures by place and time. A row to fit goes before a row that is only shown."""
    moments: dict[Moment, dict[tuple[str, str], Observation]] = defaultdict(dict)
    for row in sorted((row for row in observations if _is_trusted(row)), key=lambda row: row.fit != "yes"):
        moment = (row.locality, row.period_start, row.period_end)
        moments[moment].setdefault((row.indicator, row.standard), row)
    return moments


def _is_trusted(row: Observation) -> bool:
    """Tell whether a row claims to be right: floors, plans and rows marked doubtful do not."""
    claimed = row.fit == "yes" or (row.fit == "check" and not row.note.startswith("doubtful"))
    return claimed and row.bound in ("exact", "about") and row.kind in ("stock", "flow", "rate")


def _sum(parts: Sequence[Observation], total: float) -> str:
    if len(parts) == 1:
        return f"{total:.10g}"
    return " + ".join(f"{part.value:.10g}" for part in parts) + f" = {total:.10g}"
