"""What one household out of poverty, or one commune attained, costs at the margin: rows by lever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulator.analysis.explain import LENDING, Marginal
from simulator.analysis.explain.marginal import NTM, POOR, SCENARIO, TODAY
from simulator.analysis.summary import Interval
from simulator.report.change_words import lever_name
from simulator.texts import text
from simulator.units import change_decimals, change_sign, number, percent

LEVELS = (TODAY, SCENARIO)
BILLIONS = {POOR: 1.0, NTM: 100.0}  # that an effect is told per
CAPITAL = "credit.new_capital."
PERSONS, DISBURSEMENT = "training.jobs_connected", "disbursement."
MONEY, PROGRAMME, OTHER = "money", "programme", "other"
FEW, SOME, MANY = 0.1, 10.0, 100.0  # from here on two decimals, one, none
NOTHING = 1e-6
WIDE = 30.0  # a cost whose 90 % range goes over so many times is known by its order of size at best


@dataclass(frozen=True)
class CostRow:
    """A lever at today's level and at the scenario's, where both are known.

    kind: money (told per billion), programme (capital of which all is lent by one programme), other (per 100 persons,
    per point of disbursement).
    """

    path: str
    kind: str
    name: str
    at: dict[str, Marginal]


def cost_rows(found: Sequence[Marginal], indicator: str, language: str) -> list[CostRow]:
    """The levers in the order of the scenario; the sources of credit capital, which are one fund, as one row."""
    rows: dict[str, CostRow] = {}
    for marginal in found:
        if marginal.indicator != indicator or (marginal.path.startswith(CAPITAL) and _is_twin(marginal.path, rows)):
            continue
        row = rows.setdefault(
            marginal.path,
            CostRow(marginal.path, _kind(marginal.path), name_of(marginal.path, language), {}),
        )
        row.at[marginal.at] = _as_told(marginal, row.kind)
    return list(rows.values())


def _as_told(marginal: Marginal, kind: str) -> Marginal:
    """Without a cost, and called noise, where the printed effect cannot be told from none."""
    is_judged = marginal.cost is not None or marginal.reason == "harms"
    if not is_judged or not told_effect(marginal, kind).includes_zero:
        return marginal
    return replace(marginal, cost=None, reason="noise")


def _is_twin(path: str, rows: dict[str, CostRow]) -> bool:
    """Whether another source of the same fund has a row already."""
    return any(known.startswith(CAPITAL) and known != path for known in rows)


def _kind(path: str) -> str:
    if path.startswith(LENDING):
        return PROGRAMME
    return OTHER if path == PERSONS or path.startswith(DISBURSEMENT) else MONEY


def name_of(path: str, language: str) -> str:
    """What a lever is called in a row of its own."""
    if path.startswith(CAPITAL):
        return text("why.player.credit_capital", language)
    if path.startswith(LENDING):
        return text(f"explore.programme.{path.removeprefix(LENDING)}", language)
    return lever_name(path, language)


def is_same(rows: Sequence[CostRow]) -> bool:
    """Whether today's levels and the scenario's do the same, so that one of them says it all."""
    return all(
        row.at[TODAY].effect == row.at[SCENARIO].effect and row.at[TODAY].cost == row.at[SCENARIO].cost
        for row in rows
        if TODAY in row.at and SCENARIO in row.at
    )


def told_effect(marginal: Marginal, kind: str) -> Interval:
    """The effect per billion, or per 100 billion for communes; per 100 persons, per point as it is.

    The nearer end is zero where it reads as zero, as `simulator.units.change_sign` says.
    """
    scale, effect = 1.0 if kind == OTHER else BILLIONS[marginal.indicator], marginal.effect
    low, median, high = (scale * end for end in (effect.p05, effect.median, effect.p95))
    if change_sign(low, median, high):
        return Interval(median, low, high)
    return Interval(median, min(low, 0.0), max(high, 0.0))


def effect_text(marginal: Marginal, kind: str, language: str) -> str:
    """An effect: "0,42"; below zero it is the other way."""
    found = told_effect(marginal, kind)
    decimals = 0 if marginal.reason == "none" else _decimals(found)
    return number(found.median, language, decimals if round(found.median, decimals) else 0)


def effect_span(marginal: Marginal, kind: str, language: str) -> str:
    """The 90 % interval of an effect: "(0,10 đến 0,93)"; none where there is no effect."""
    found = told_effect(marginal, kind)
    low, high = (number(end, language, _decimals(found)) for end in (found.p05, found.p95))
    if marginal.reason == "none":
        return ""
    return text("explore.card.interval", language, low=low, high=high)


def cost_text(cost: Interval, language: str) -> tuple[str, str]:
    """A cost in billion VND and its 90 % interval: "2,7", "(1,1–9,6)"."""
    median, low, high = (number(end, language, _places(end)) for end in (cost.median, cost.p05, cost.p95))
    return median, f"({low}–{high})"


def spent_text(marginal: Marginal, language: str) -> str:
    """The share of extra money that is spent."""
    return percent(marginal.spent_share, language, 0)


def remarks(marginal: Marginal, language: str) -> list[str]:
    """What must be said of an effect: why it has no cost, that it bends, that the lever cannot rise."""
    found = [text(f"why.reason.{marginal.reason}", language)] if marginal.reason else []
    found += [text("why.reason.kink", language)] if marginal.kink else []
    return found + ([text("why.reason.limit", language)] if marginal.at_limit else [])


def cheapest(rows: Sequence[CostRow], at: str) -> CostRow | None:
    """The lever with the lowest median cost among those whose effect can be told from none."""
    told = [(cost.median, row) for row in rows if row.kind == MONEY and at in row.at and (cost := row.at[at].cost)]
    return min(told, key=lambda pair: pair[0])[1] if told else None


def overlapping(best: CostRow, rows: Sequence[CostRow], at: str) -> list[CostRow]:
    """The other levers whose 90 % range of cost meets that of the cheapest: their order is not settled."""
    own = best.at[at].cost
    assert own is not None
    others = [row for row in rows if row.kind == MONEY and row.path != best.path and at in row.at]
    return [row for row in others if (cost := row.at[at].cost) is not None and cost.p05 <= own.p95]


def is_wide(cost: Interval) -> bool:
    """Whether a cost is too uncertain to budget with."""
    return cost.p95 > WIDE * cost.p05


def _decimals(found: Interval) -> int:
    size = max(abs(found.median), abs(found.p05), abs(found.p95))
    return 0 if size < NOTHING else change_decimals(found.p05, found.median, found.p95, _places(size))


def _places(size: float) -> int:
    return 0 if size >= MANY else 1 if size >= SOME else 2 if size >= FEW else 3 if size >= FEW / 10 else 4
