"""One budget over several localities, in sentences: what the best key brings and what vouches for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulator.analysis.optimise.question import DONG
from simulator.analysis.shareout.question import BEST, COMMUNES, KEYS, TODAY, ShareQuestion
from simulator.analysis.shareout.result import Figure, ShareOut
from simulator.evidence import Evidence
from simulator.report.optimise_table import money
from simulator.texts import text
from simulator.units import number, percent, signed_number

HOUSEHOLDS, WHOLE_COMMUNES = 0, 1  # decimals of a figure
DIGITS, MOST_DECIMALS = 2, 5  # of the effect of one billion
CLOSE = 0.25  # prices that differ by less than this share of the largest are nearly equal
CENT = 0.005  # less of the gain than is printed


@dataclass(frozen=True)
class Named:
    """What the localities of a result are called in a language, by their order."""

    result: ShareOut
    names: tuple[str, ...]
    language: str

    @property
    def question(self) -> ShareQuestion:
        """What was asked."""
        return self.result.question

    def of(self, locality: str) -> str:
        """The name of a locality."""
        return self.names[self.result.localities.index(locality)]


def named(result: ShareOut, evidence: Evidence, language: str) -> Named:
    """A result with the names of its localities."""
    places = [evidence.localities[name] for name in result.localities]
    return Named(result, tuple(p.name_vi if language == "vi" else p.name_en for p in places), language)


def decimals(goal: str) -> int:
    """Decimals of a count of the goal: whole households, tenths of communes (means over the draws)."""
    return WHOLE_COMMUNES if goal == COMMUNES else HOUSEHOLDS


def goal_name(goal: str, language: str) -> str:
    """What is summed over the localities."""
    return text(f"shareout.goal.{goal}", language)


def level(figure: Figure, goal: str, language: str) -> tuple[str, str]:
    """A mean, and its 90 % interval in brackets."""
    found = [number(value, language, decimals(goal)) for value in _ends(figure)]
    return found[0], f"({found[1]}–{found[2]})"


def change(figure: Figure, goal: str, language: str) -> tuple[str, str]:
    """A mean difference with its sign, and its 90 % interval in brackets."""
    found = [signed_number(value, language, decimals(goal)) for value in _ends(figure)]
    return found[0], text("explore.card.interval", language, low=found[1], high=found[2])


def price(figure: Figure, language: str, shown: int) -> tuple[str, str]:
    """What one more billion does, with so many decimals."""
    found = [signed_number(value, language, shown) for value in _ends(figure)]
    return found[0], text("explore.card.interval", language, low=found[1], high=found[2])


def price_decimals(result: ShareOut) -> int:
    """Decimals that the prices of a result need."""
    largest = max(abs(figure.mean) for figure in result.price)
    return MOST_DECIMALS if largest == 0.0 else min(MOST_DECIMALS, max(0, DIGITS - 1 - math.floor(math.log10(largest))))


def _ends(figure: Figure) -> tuple[float, float, float]:
    return figure.mean, figure.range.p05, figure.range.p95


def headline(found: Named) -> str:
    """One sentence: what the best split of the total comes to, beside today's key."""
    result, question, language = found.result, found.question, found.language
    best, today = (result.outcomes[KEYS.index(key)] for key in (BEST, TODAY))
    middle, span = change(best.change, question.goal, language)
    now, _ = level(today.level, question.goal, language)
    return text(
        f"shareout.headline.{result.verdicts[0]}",
        language,
        total=money(question.total_dong / DONG, language),
        count=len(result.localities),
        goal=text(f"shareout.in_sentence.{question.goal}", language),
        unit=text(f"shareout.unit.{question.goal}", language),
        year=question.year,
        change=f"{middle} {span}",
        today=now,
    )


def below(found: Named) -> str:
    """What the headline rests on."""
    scenario = found.question.scenarios[0]
    return text(
        "shareout.below",
        found.language,
        first=scenario.first_year,
        last=scenario.last_year,
        draws=number(found.result.draws, found.language),
        effects=text(f"explore.effects.{scenario.effects}", found.language),
    )


def certificate(found: Named) -> list[str]:
    """What vouches for the best split: the grid, the limits, the price of one more billion, what cannot be spent."""
    return [_grid(found), *_limits(found), _prices(found), *_verdicts(found), *_outside(found)]


def _grid(found: Named) -> str:
    result, language = found.result, found.language
    goal = result.question.goal
    return text(
        "shareout.certificate.grid" if result.gap < CENT else "shareout.certificate.gap",
        language,
        lot=money(result.question.lot_dong / DONG, language),
        gap=percent(result.gap, language),
        error=_at_most(result.curve_error, decimals(goal) + 1, language),
        unit=text(f"shareout.unit.{goal}", language),
    )


def _at_most(value: float, places: int, language: str) -> str:
    """A number rounded up: what is not zero is not written as zero."""
    scale = 10.0**places
    return number(math.ceil(value * scale) / scale, language, places)


def _limits(found: Named) -> list[str]:
    """A sentence for each kind of limit at which the best split stands."""
    result, told = found.result, []
    for kind in ("floor", "cut", "cap", "reach"):
        places = [_stands_at(found, binding.locality) for binding in result.bindings if binding.kind == kind]
        if places:
            words = {
                "places": ", ".join(places),
                "reach": money(result.question.reach, found.language),
                "cut": percent(result.question.most_cut, found.language, 0),
            }
            told.append(text(f"shareout.certificate.{kind}", found.language, **words))
    return told or [text("shareout.certificate.no_limit", found.language)]


def _stands_at(found: Named, locality: str) -> str:
    """A locality with what it gets: "Đông Sơn (0 tỷ đồng)"."""
    amount = float(found.result.amounts[KEYS.index(BEST), found.result.localities.index(locality)])
    words = {"place": found.of(locality), "amount": money(amount, found.language)}
    return text("shareout.certificate.stands_at", found.language, **words)


def _prices(found: Named) -> str:
    """What one more billion does where no limit binds: nearly the same everywhere when the split is the best."""
    result, language = found.result, found.language
    bound = {binding.locality for binding in result.bindings}
    free = [figure.mean for name, figure in zip(result.localities, result.price, strict=True) if name not in bound]
    unit = text(f"shareout.gained.{result.question.goal}", language)
    if len(free) < 2:
        return text("shareout.certificate.price_bound", language)
    low, high = min(free), max(free)
    kind = "equal" if high - low <= CLOSE * max(abs(low), abs(high)) else "unequal"
    shown = price_decimals(result)
    ends = {"low": number(low, language, shown), "high": number(high, language, shown)}
    return text(f"shareout.certificate.price_{kind}", language, unit=unit, **ends)


def _verdicts(found: Named) -> list[str]:
    told = []
    for verdict in found.result.verdicts[1:]:
        if verdict == "unspent":
            told += _unspent(found)
        else:
            told.append(text(f"shareout.verdict.{verdict}", found.language))
    return told


def _unspent(found: Named) -> list[str]:
    """Where clearly more of the money lies unspent than with today's key."""
    result, language = found.result, found.language
    now, then = (result.unspent[KEYS.index(key)] for key in (TODAY, BEST))
    return [
        text(
            "shareout.verdict.unspent",
            language,
            place=name,
            now=percent(float(before), language, 0),
            then=percent(float(after), language, 0),
        )
        for name, before, after in zip(found.names, now, then, strict=True)
        if after - before > 0.0 and percent(float(after), language, 0) != percent(float(before), language, 0)
    ]


def _outside(found: Named) -> list[str]:
    return [
        text("shareout.certificate.outside", found.language, name=text(f"shareout.key.{key}", found.language))
        for key, within in zip(KEYS, found.result.within, strict=True)
        if not within
    ]
