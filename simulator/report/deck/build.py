"""One screen at a time: its sentence, its chart, its table and its notes put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from simulator.analysis.comparison_runs import PROGRAMMES
from simulator.report.compare_words import CLOSE, input_lines
from simulator.report.deck import grids, messages, notes, plots
from simulator.report.deck.screen import (
    CHANCES,
    COMMUNES,
    DIFFERENCES,
    MONEY,
    POVERTY,
    SCENARIO,
    SOURCES,
    TITLE,
    Grid,
    Plot,
    Screen,
)
from simulator.report.deck.told import Told, clipped
from simulator.texts import text
from simulator.units import day, number

MOST_POINTS = 6  # sentences beside a chart; the notes have all
LONGEST_TITLE = 68  # letters in the list of the first screen


def screen(told: Told, key: str) -> Screen:
    """The screen of a question or of a scenario."""
    if key.startswith(SCENARIO):
        return _scenario(told, int(key.removeprefix(SCENARIO)))
    builders: Mapping[str, Callable[[Told], Screen]] = {
        POVERTY: _poverty,
        COMMUNES: _communes,
        CHANCES: _chances,
        MONEY: _money,
        DIFFERENCES: _differences,
    }
    return builders[key](told)


def _made(told: Told, key: str, message: str, plot: Plot, table: Grid, about: Sequence[str]) -> Screen:
    kind = key if key in (CHANCES, MONEY, DIFFERENCES) else ""
    return Screen(
        key=key,
        name=told.say(f"name.{key}"),
        message=message,
        detail=_detail(told, kind),
        plot=plot,
        table=table,
        alt=told.say(f"alt.{kind or 'lines'}", count=len(told.places), message=message),
        notes=tuple(about),
    )


def _detail(told: Told, kind: str = "") -> str:
    effects = told.comparison.outcomes[told.comparison.reference].scenario.effects
    words = {"standard": told.standard, "effects": text(f"explore.effects.{effects}", told.language), **told.years}
    return told.say(f"detail.{kind}" if kind else "detail", **words)


def _poverty(told: Told) -> Screen:
    plot = plots.over_time(told, told.poverty, "share")
    table, about = grids.over_time(told, "poverty_rate"), notes.over_time(told, told.poverty, "poverty")
    return _made(told, POVERTY, messages.poverty(told), plot, table, about)


def _communes(told: Told) -> Screen:
    plot = plots.over_time(told, told.communes, "commune")
    table, about = grids.over_time(told, "ntm_communes_attained"), notes.over_time(told, told.communes, "communes")
    return _made(told, COMMUNES, messages.communes(told), plot, table, about)


def _chances(told: Told) -> Screen:
    return _made(told, CHANCES, messages.chances(told), plots.chances(told), grids.chances(told), notes.chances(told))


def _money(told: Told) -> Screen:
    return _made(told, MONEY, messages.money(told), plots.money(told), grids.money(told), notes.money(told))


def _differences(told: Told) -> Screen:
    plot, table = plots.differences(told), grids.differences(told)
    return _made(told, DIFFERENCES, messages.differences(told), plot, table, notes.differences(told))


def _scenario(told: Told, place: int) -> Screen:
    """One scenario: what it changes beside the line of poverty, or of communes where only they differ."""
    message = messages.scenario(told, place)
    plot = (
        plots.over_time(told, told.communes, "commune", place)
        if _tells_communes(told, place)
        else plots.over_time(told, told.poverty, "share", place)
    )
    return Screen(
        key=f"{SCENARIO}{place}",
        name=told.say("name.scenario", number=place + 1, title=clipped(told.titles[place])),
        message=message,
        detail=told.say("detail.focus", detail=_detail(told)) if told.others else _detail(told),
        plot=plot,
        table=grids.scenario(told, place),
        alt=told.say("alt.lines", count=len(told.places), message=message),
        points=_points(told, place),
        notes=tuple(notes.scenario(told, place)),
    )


def _tells_communes(told: Told, place: int) -> bool:
    """Whether a scenario clearly moves communes, and poverty by next to nothing."""
    if place == told.comparison.reference or not told.is_clear(place, "ntm_communes_attained"):
        return False
    gaps = {name: told.comparison.difference(place, name) for name in CLOSE}
    sizes = {name: abs(gap.median) if gap else 0.0 for name, gap in gaps.items()}
    return sizes["poverty_rate"] < CLOSE["poverty_rate"] and sizes["ntm_communes_attained"] >= 0.5


def _points(told: Told, place: int) -> tuple[str, ...]:
    """What a scenario changes, money before shares; of the reference, what it puts in."""
    if place == told.comparison.reference:
        return tuple(_put_in(told, place, name) for name in PROGRAMMES)
    lines = input_lines(told.comparison, place, told.language)
    if not lines:
        return (told.say("point.same"),)
    share = text("change.share", told.language, programme="").strip()
    ordered = sorted(lines, key=lambda line: line.startswith(share))
    if len(ordered) <= MOST_POINTS:
        return tuple(ordered)
    left = len(ordered) - MOST_POINTS + 1
    return (*ordered[: MOST_POINTS - 1], told.say("point.more", count=left))


def _put_in(told: Told, place: int, programme: str) -> str:
    """What a scenario puts into a programme over the years."""
    comparison = told.comparison
    amount = comparison.outcomes[place].put_in(programme, comparison.first_year, comparison.year)
    value = f"{number(amount, told.language)} {told.unit('money_planned')}"
    return told.say("point.planned", name=told.say(f"programme.{programme}"), value=value)


def title(told: Told, made: date | None) -> Screen:
    """What is compared, of when."""
    listed = [
        told.say(
            "point.reference" if place == told.comparison.reference and told.others else "point.scenario",
            number=place + 1,
            title=clipped(told.titles[place], LONGEST_TITLE),
        )
        for place in told.places
    ]
    when = [told.say("made", day=day(made, told.language))] if made else []
    return Screen(
        key=TITLE,
        name=told.say("name.title"),
        message=messages.title(told),
        detail=" · ".join([*when, _detail(told)]),
        plot=Plot("words", titles=told.titles),
        table=grids.title(told),
        points=tuple(listed),
        notes=(notes.standard(told), notes.model(told)),
    )


def sources(told: Told) -> Screen:
    """Where the figures of the deck are from, and what is assumed."""
    found = [
        *notes.over_time(told, told.poverty, POVERTY),
        *notes.over_time(told, told.communes, COMMUNES),
        *notes.levers(told, notes.MONEY),
        told.say("note.levels"),
        *notes.targets(told),
    ]
    distinct = tuple(dict.fromkeys(found))
    return Screen(
        key=SOURCES,
        name=told.say("name.sources"),
        message=messages.sources(told),
        detail=_detail(told),
        plot=Plot("words", titles=told.titles),
        table=Grid((told.say("name.sources"),), tuple((note,) for note in distinct), (grids.TEXT,)),
        points=distinct,
        notes=distinct,
    )
