"""In what two scenarios differ, in words: one line a lever, an event, a target, an assumption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby, takewhile

from simulator.errors import LONGEST_VALUE, escaped, shortened
from simulator.model import INDICATORS
from simulator.scenario import Change, YearsChange
from simulator.scenario.vocabulary import LEVER_ORDER, SHARES, TARGET_RATES
from simulator.texts import keys, text
from simulator.units import day, number

ARROW = " → "
CONTEXT = 20  # characters of a note shown before the place where two notes part
MOST_DECIMALS = 6
EVENT_SIZES = {"factor": 1.0, "kept_share": 100.0, "houses_share": 100.0, "requalify_share": 100.0}
_IDENTITY = ("type", "programme", "indicator")
SHARE_LEVERS = (SHARES, "housing.repair_share", "disbursement.")
PERSONS = "training.jobs_connected"
LISTS = ("events", "targets")

Parts = Mapping[str, str]


def change_lines(changes: Sequence[Change], language: str) -> list[str]:
    """Return the changes in words, in their order: plain text on one line each, whatever the scenarios say.

    What is only in the first scenario is said to be left out, what is only in the second to be added.
    """
    lines: list[str] = []
    for key, group in groupby(changes, key=lambda change: change.key):
        found = list(group)
        lines += _items(key, found, language) if key in LISTS else [_line(change, language) for change in found]
    return lines


def lever_name(path: str, language: str) -> str:
    """Return what a lever is called: "Hỗ trợ xóa nhà tạm", "Tỷ trọng cho vay hộ nghèo"."""
    if path.startswith(SHARES):
        programme = text(f"explore.programme.{path.removeprefix(SHARES)}", language)
        return text("change.share", language, programme=programme[:1].lower() + programme[1:])
    return text(f"explore.lever.{path}", language)


def indicator_words(indicator: str, language: str) -> str:
    """Return what a target is about: "tỷ lệ hộ nghèo"."""
    return text(f"change.indicator.{indicator}", language)


def bound_words(indicator: str, at_most: float | None, at_least: float | None, language: str) -> str:
    """Return the bound of a target: "≤ 5%", "≥ 40 xã"."""
    sign, value = ("≤", at_most) if at_most is not None else ("≥", at_least or 0.0)
    if indicator in TARGET_RATES:
        return f"{sign} {exact(100.0 * value, language)}%"
    return f"{sign} {exact(value, language)} {text(f'methods.unit.{INDICATORS[indicator].unit}', language)}"


def exact(value: float, language: str) -> str:
    """Return a number with the decimals that it has: 1.234,5."""
    decimals = next((d for d in range(MOST_DECIMALS) if abs(round(value, d) - value) < 1e-9), MOST_DECIMALS)
    return number(value, language, decimals)


def _line(change: Change, language: str) -> str:
    if change.key in LEVER_ORDER:
        return _lever(change, language)
    if change.key == "note":
        return _note(change, language)
    if change.key.startswith("assumptions."):
        return _assumption(change, language)
    before, after = (_plain(change.key, side, language) for side in (change.before, change.after))
    return text(f"change.{change.key}", language, before=before, after=after)


def _plain(key: str, written: str, language: str) -> str:
    """One side of the title, the base, the years or the evidence set."""
    if not written:
        return text("change.none", language)
    if key == "years":
        parts = _parts(written)
        return f"{parts['from']}–{parts['to']}"
    if key == "effects":
        return text(f"explore.effects.{written}", language)
    return f"“{escaped(' '.join(written.split()))}”"


def _lever(change: Change, language: str) -> str:
    spans = "; ".join(_span(change.key, years, language) for years in change.years)
    return text("change.lever", language, name=lever_name(change.key, language), spans=spans)


def _span(path: str, years: YearsChange, language: str) -> str:
    first, last = years.first_year, years.last_year
    before, after = (_amount(path, side, language) for side in (years.before, years.after))
    unit = "" if path.startswith(SHARE_LEVERS) else "persons_a_year" if path == PERSONS else "billion_vnd_a_year"
    ending = f" {text(f'change.unit.{unit}', language)}" if unit and years.after is not None else ""
    return f"{first if first == last else f'{first}–{last}'}: {before}{ARROW}{after}{ending}"


def _amount(path: str, value: float | None, language: str) -> str:
    if value is None:
        return text("change.none", language)
    return f"{exact(100.0 * value, language)}%" if path.startswith(SHARE_LEVERS) else exact(value, language)


def _note(change: Change, language: str) -> str:
    """Both notes where they part, or the one that there is."""
    before, after = (" ".join(side.split()) for side in (change.before, change.after))
    if not before or not after:
        kind = "added" if after else "gone"
        return text(f"change.note_{kind}", language, note=f"“{shortened(before or after)}”")
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    start = sum(1 for _ in alike) - CONTEXT
    if start > 0 and max(len(before), len(after)) > LONGEST_VALUE:
        before, after = (f"…{side[start:]}" for side in (before, after))
    return text("change.note", language, before=f"“{shortened(before)}”", after=f"“{shortened(after)}”")


def _assumption(change: Change, language: str) -> str:
    name = change.key.removeprefix("assumptions.")
    known = f"parameter.{name}"
    before, after = (
        exact(float(side), language) if side else text("change.calibrated", language)
        for side in (change.before, change.after)
    )
    called = text(known, language) if known in keys() else escaped(name)
    return text("change.assumption", language, name=called, before=before, after=after)


def _items(key: str, changes: Sequence[Change], language: str) -> list[str]:
    """Lines of a list: an item that both scenarios have with other numbers or on another day is one line."""
    words = _event if key == "events" else _target
    gone = [_parts(change.before) for change in changes if change.before]
    new = [_parts(change.after) for change in changes if change.after]
    lines = []
    for item in gone:
        after = _same(item, new)
        if after is None:
            lines.append(text(f"change.{key}_gone", language, item=words(item, language)))
        else:
            new.remove(after)
            both = {"before": words(item, language), "after": words(after, language)}
            lines.append(text(f"change.{key}", language, **both))
    return lines + [text(f"change.{key}_new", language, item=words(item, language)) for item in new]


def _same(item: Parts, others: Sequence[Parts]) -> Parts | None:
    """The one of the others that stands for the same thing, one of the same day before another."""
    alike = [other for other in others if all(item.get(name) == other.get(name) for name in _IDENTITY)]
    return next((other for other in alike if other["date"] == item["date"]), alike[0] if alike else None)


def _event(parts: Parts, language: str) -> str:
    """An event by its name on the page, with the size that the scenario gives it."""
    kind = "disaster_yearly" if "yearly_chance" in parts else parts["type"]
    programme = text(f"explore.event_programme.{parts['programme']}", language) if "programme" in parts else ""
    on = date.fromisoformat(parts["date"])
    title = text(
        f"explore.event.{kind}",
        language,
        date=day(on, language),
        year=on.year,
        programme=programme,
        Programme=programme[:1].upper() + programme[1:],
        communes=exact(float(parts.get("communes", 0)), language),
        months=exact(float(parts.get("months", 0)), language),
        chance=f"{exact(100.0 * float(parts.get('yearly_chance', 0)), language)}%",
    )
    sizes = [
        text(f"change.size.{name}", language, value=exact(scale * float(parts[name]), language))
        for name, scale in EVENT_SIZES.items()
        if name in parts
    ]
    return "“" + ", ".join([title, *sizes]) + "”"


def _target(parts: Parts, language: str) -> str:
    most, least = (float(parts[name]) if name in parts else None for name in ("at_most", "at_least"))
    bound = bound_words(parts["indicator"], most, least, language)
    on = day(date.fromisoformat(parts["date"]), language)
    return text(
        "change.target", language, indicator=indicator_words(parts["indicator"], language), bound=bound, date=on
    )


def _parts(written: str) -> Parts:
    """The keys and values of an item as a file writes it in one line: ``{type: merger, date: 2025-07-01}``."""
    pairs = (part.partition(": ") for part in written.strip("{}").split(", "))
    return {name: value for name, _, value in pairs}
