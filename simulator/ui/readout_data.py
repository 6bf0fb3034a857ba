"""The sentence that says the result, and the key figures under it."""

from __future__ import annotations

from typing import Any

from simulator.analysis.comparison import FIGURES
from simulator.analysis.comparison_verdict import CLEAR, NONE, UNCLEAR, printed, verdict
from simulator.analysis.projection import Projection
from simulator.analysis.summary import Interval, at, chance, interval, total
from simulator.model import INDICATORS
from simulator.scenario import Scenario, Target, value_in
from simulator.texts import keys, text
from simulator.ui.levers import MONEY
from simulator.units import change_decimals, number, percent, points, signed_number, signed_points

LONG_AMOUNT = 100_000.0  # billion VND; from here on a card speaks of thousands of billions
LONG_COUNT = 1000  # from here on a card has no room for the unit, which its label names
RATE, MULTIDIMENSIONAL, ATTAINED = "poverty_rate", "multidimensional_rate", "ntm_communes_attained"


def readout_data(language: str, now: Projection, baseline: Projection, *, is_unsaved: bool = False) -> dict[str, Any]:
    """The message to the readout: both projections share their draws, so differences are paired."""
    year = now.scenario.last_year
    rate, difference = _pair(RATE, now, baseline)
    draws = now.trajectory["poverty_rate"].shape[1]
    sub = text(
        "explore.sub",
        language,
        standard=text(f"page.standard.{now.standards[-1]}", language),
        draws=number(draws, language),
        effects=text(f"explore.effects.{now.scenario.effects}", language),
    )
    cards = [
        _rate_card("poverty", language, year, rate, difference),
        _rate_card("multidimensional", language, year, *_pair(MULTIDIMENSIONAL, now, baseline)),
        _communes_card(language, now, baseline),
        _chance_card(language, now, baseline),
        _money_card(language, now, baseline),
    ]
    return {
        "parts": _headline(language, year, rate, difference),
        "sub": f"● {text('explore.unsaved', language)} · {sub}" if is_unsaved else sub,
        "cards": cards,
        "tones": {tone: text(f"explore.tone.{tone}", language) for tone in ("good", "bad", "neutral")},
    }


def _pair(indicator: str, now: Projection, baseline: Projection) -> tuple[Interval, Interval]:
    year = now.scenario.last_year
    values, others = at(now, indicator, year), at(baseline, indicator, year)
    return interval(values), interval(values - others)


def _headline(language: str, year: int, rate: Interval, difference: Interval) -> list[dict[str, Any]]:
    low, high = number(100 * rate.p05, language, 1), percent(rate.p95, language)
    parts: list[dict[str, Any]] = [
        {"text": text("explore.headline.start", language, year=year)},
        {"text": percent(rate.median, language), "strong": True},
        {"text": text("explore.headline.interval", language, low=low, high=high)},
    ]
    kind = verdict(difference, RATE, rate.median)
    if kind == NONE:
        return [*parts, {"text": text("explore.headline.same", language)}]
    decimals = _decimals(difference, RATE)
    ends = (signed_number(100 * end, language, decimals) for end in (difference.p05, difference.p95))
    span = dict(zip(("low", "high"), ends, strict=True))
    if kind != CLEAR:
        unclear = text("page.headline_unclear" if kind == UNCLEAR else "page.headline_tiny", language)
        bounds = text("page.headline_unit_interval", language, unit=text("page.points", language), **span)
        return [*parts, {"text": unclear + bounds + "."}]
    side = "lower" if difference.median < 0 else "higher"
    return [
        *parts,
        {"text": text(f"explore.headline.{side}", language)},
        {"text": points(abs(difference.median), language, decimals), "strong": True},
        {"text": text("explore.headline.difference_interval", language, **span) + "."},
    ]


def _decimals(difference: Interval, name: str) -> int:
    """Enough digits that a small effect does not read as none, and that its verdict is seen in its interval."""
    is_small = FIGURES[name].unit == "share" and abs(difference.median) < 0.002
    return change_decimals(*printed(difference, name), 2 if is_small else 1)


def _tone(difference: Interval, name: str, level: Interval) -> str:
    if verdict(difference, name, level.median) != CLEAR:
        return "neutral"
    return "good" if difference.median * FIGURES[name].better > 0.0 else "bad"


def _rate_card(name: str, language: str, year: int, rate: Interval, difference: Interval) -> dict[str, Any]:
    indicator = {"poverty": RATE, "multidimensional": MULTIDIMENSIONAL}[name]
    decimals = _decimals(difference, indicator)
    low, high = (signed_number(100 * end, language, decimals) for end in (difference.p05, difference.p95))
    return {
        "label": text(f"explore.card.{name}", language, year=year),
        "value": percent(rate.median, language),
        "tone": _tone(difference, indicator, rate),
        "help": text(f"page.help_{name}", language),
        **_change(
            language,
            verdict(difference, indicator, rate.median) == NONE,
            signed_points(difference.median, language, decimals),
            text("explore.card.interval", language, low=low, high=high),
            text(
                "explore.card.about",
                language,
                low=number(100 * rate.p05, language, 1),
                high=percent(rate.p95, language),
            ),
        ),
    }


def _change(language: str, is_none: bool, delta: str, interval_text: str, level: str) -> dict[str, str]:
    """The change against the baseline and its interval; the interval of the level itself where there is no change."""
    if is_none:
        return {"delta": level, "interval": text("page.card_same", language)}
    return {"delta": delta, "interval": interval_text}


def _communes_card(language: str, now: Projection, baseline: Projection) -> dict[str, Any]:
    count, difference = _pair(ATTAINED, now, baseline)
    decimals = _decimals(difference, ATTAINED)
    low, high = (signed_number(end, language, decimals) for end in (difference.p05, difference.p95))
    unit = text("explore.unit.communes", language)
    return {
        "label": text("explore.card.ntm", language, total=number(_communes(now), language)),
        "value": number(count.median, language) + (f" {unit}" if count.median < LONG_COUNT else ""),
        "tone": _tone(difference, ATTAINED, count),
        "help": text("page.help_ntm", language),
        **_change(
            language,
            verdict(difference, ATTAINED, count.median) == NONE,
            f"{signed_number(difference.median, language, decimals)} {unit}",
            text("explore.card.interval", language, low=low, high=high),
            text("explore.card.about", language, low=number(count.p05, language), high=number(count.p95, language)),
        ),
    }


def _communes(projection: Projection) -> float:
    return float(projection.trajectory.final.communes.sum(axis=0)[0])


def _chance_card(language: str, now: Projection, baseline: Projection) -> dict[str, Any]:
    targets = now.scenario.targets or ()
    label, explanation = text("page.card_chance", language), text("page.help_chance", language)
    if not targets:
        return {"label": label, "value": "–", "delta": text("page.card_no_target", language), "tone": "neutral"}
    first, *others = [(target, chance(now, target), chance(baseline, target)) for target in targets]
    lines = [text("explore.card.baseline", language, value=_of_hundred(first[2], language))]
    lines += [
        text(
            "page.card_chance_of",
            language,
            indicator=_short_name(t, language),
            target=bound(t, language),
            count=_count(c),
        )
        for t, c, _ in others[:1]
    ]
    return {
        "label": f"{text('explore.card.chance', language, target=bound(first[0], language))}",
        "value": _of_hundred(first[1], language),
        "delta": lines[0],
        "tone": "neutral",
        "interval": lines[1] if len(lines) > 1 else "",
        "help": explanation,
    }


def _of_hundred(share: float, language: str) -> str:
    return text("explore.card.of_hundred", language, count=_count(share))


def _count(share: float) -> str:
    """Whole draws of a hundred; never a rounded certainty."""
    if 0.0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 < share < 1.0 else str(round(100 * share))


def _short_name(target: Target, language: str) -> str:
    key = f"page.indicator.{target.indicator}"
    return text(key if key in keys() else "page.indicator.other", language)


def bound(target: Target, language: str) -> str:
    """A target's bound: "≤ 3%", "≥ 40"."""
    value = target.at_most if target.at_most is not None else target.at_least or 0.0
    is_share = INDICATORS[target.indicator].unit == "share"
    decimals = 0 if float(round(100 * value, 6) if is_share else value).is_integer() else 1
    written = percent(value, language, decimals) if is_share else number(value, language, decimals)
    return text(f"page.target_{'at_most' if target.at_most is not None else 'at_least'}", language, value=written)


def _money_card(language: str, now: Projection, baseline: Projection) -> dict[str, Any]:
    first, last = now.scenario.first_year, now.scenario.last_year
    amount, change = planned(now.scenario), planned(now.scenario) - planned(baseline.scenario)
    is_long = amount >= LONG_AMOUNT
    unit, scale = text("page.money_unit_long" if is_long else "page.money_unit", language), 1000.0 if is_long else 1.0
    unspent = interval(total(now, "money_unspent", first, last))
    low, high = (number(end / scale, language) for end in (unspent.p05, unspent.p95))
    same = text("page.card_same", language)
    return {
        "label": text("page.card_money", language, first=first, last=last),
        "value": f"{number(amount / scale, language)} {unit}",
        "delta": f"{signed_number(change / scale, language)} {unit}" if change else same,
        "tone": "neutral",
        "interval": text("page.card_unspent", language, low=low, high=high),
        "help": text("page.help_money", language),
    }


def planned(scenario: Scenario) -> float:
    """Money put in over the scenario's years, billion VND: new credit capital and the three budgets."""
    years = range(scenario.first_year, scenario.last_year + 1)
    return sum(value_in(scenario.levers[path], year) for path in MONEY for year in years)
