"""The screens of a deck: all made once and kept, so that another order, a remark or a key press computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from simulator.analysis.comparison import Comparison, check
from simulator.report.compare_table import Entry
from simulator.report.deck.own_title import with_title
from simulator.report.deck.screen import SOURCES, TITLE, Screen
from simulator.report.deck.screens import screens
from simulator.ui import resources
from simulator.ui.compare_choice import Candidate
from simulator.ui.compare_runs import compared
from simulator.ui.kept import Kept
from simulator.ui.present_kept import Prepared, in_order, kept_name, screen_key


@dataclass(frozen=True)
class Show:
    """What is shown: the chosen scenarios on the same draws, and all of their screens by key.

    key: stands for all of it but the theme.
    """

    chosen: tuple[Candidate, ...]
    comparison: Comparison
    screens: dict[str, Screen]
    language: str
    dark: bool
    key: str

    @property
    def entries(self) -> list[Entry]:
        """What the scenarios are called."""
        return [candidate.entry for candidate in self.chosen]

    @property
    def names(self) -> list[str]:
        """The screens that can be ordered, as they are kept: all but the first and the last."""
        return [kept_name(key, self.chosen) for key in self.screens if key not in (TITLE, SOURCES)]


def shown(chosen: Sequence[Candidate], reference: int, year: int, language: str, dark: bool) -> Show:
    """Run what has not been run, and tell it. Raises SimulatorError."""
    if len(chosen) > 1:
        check([(candidate.entry.name, candidate.scenario) for candidate in chosen])
    comparison = compared(chosen, reference, year, language)
    locality = chosen[0].scenario.locality
    told = [(candidate.entry, candidate.scenario) for candidate in chosen]
    stands_for = repr((told, reference, year, language, resources.baseline_stamp(locality)))
    key = sha256(stands_for.encode("utf-8", "replace")).hexdigest()
    entries = [candidate.entry for candidate in chosen]
    made = _screens.get(key, lambda: screens(comparison, entries, resources.evidence(), language))
    return Show(tuple(chosen), comparison, {screen.key: screen for screen in made}, language, dark, key)


def ordered(show: Show, deck: Prepared) -> tuple[Screen, ...]:
    """What goes on the wall: the deck's title, its screens in their order with their remarks, the sources."""
    inner = [screen_key(name, show.chosen) for name in in_order(deck, show.names) if name not in deck.hidden]
    return tuple(finished(show.screens[key], show, deck) for key in (TITLE, *inner, SOURCES))


def finished(screen: Screen, show: Show, deck: Prepared) -> Screen:
    """A screen with the planner's remark; the first one with the title that the planner gave."""
    remark = " ".join(deck.remarks.get(kept_name(screen.key, show.chosen), "").split())
    titled = with_title(screen, deck.title) if screen.key == TITLE else screen
    return replace(titled, remark=remark)


def remarks_of(show: Show, deck: Prepared) -> dict[str, str]:
    """The remarks by the keys of the screens, for files."""
    keys = [(key, kept_name(key, show.chosen)) for key in show.screens]
    return {key: deck.remarks[name] for key, name in keys if deck.remarks.get(name)}


def _weigh(made: tuple[Screen, ...]) -> int:
    """About the bytes of the screens: their points count for most."""
    points = sum(len(curve.days) for screen in made for curve in screen.plot.curves)
    return 200 * points + 20_000 * len(made)


_screens: Kept[tuple[Screen, ...]] = Kept(most=60_000_000, weigh=_weigh)
