"""Who has a part in a difference: groups of levers, events and assumptions, each as before or as after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from simulator.scenario import Event, Scenario
from simulator.scenario.record import value_in
from simulator.scenario.vocabulary import LEVER_ORDER

GROUPS: Mapping[str, tuple[str, ...]] = {
    name: tuple(path for path in LEVER_ORDER if path.startswith(starts))
    for name, starts in (
        ("credit_capital", ("credit.new_capital.",)),
        ("credit_shares", ("credit.shares.",)),
        ("housing", ("housing.",)),
        ("training", ("training.budget",)),
        ("jobs", ("training.jobs_connected",)),
        ("ntm", ("ntm.",)),
        ("disbursement", ("disbursement.",)),
    )
}
"""Player -> its levers; together all levers."""

PROGRAMMES = ("credit_capital", "housing", "training", "jobs", "ntm")
"""The groups that bring money or jobs: what "nothing at all" means for them is a budget of zero."""

COMMUNES_ONLY = frozenset({"merger", "criteria_change"})  # events that no household feels


@dataclass(frozen=True)
class Player:
    """One thing that differs between two scenarios: levers, events that go and come, or an assumption."""

    name: str
    paths: tuple[str, ...] = ()
    gone: tuple[Event, ...] = ()
    come: tuple[Event, ...] = ()
    assumption: str = ""

    @property
    def moves_households(self) -> bool:
        """Whether it can move households at all: nothing in the model depends on the communes (engine)."""
        events = (*self.gone, *self.come)
        if events:
            return any(event.type not in COMMUNES_ONLY and event.programme != "ntm" for event in events)
        return self.paths != GROUPS["ntm"]


def players_between(before: Scenario, after: Scenario) -> tuple[Player, ...]:
    """What differs between two complete scenarios over the years of the first, in the order of a file."""
    years = range(before.first_year, before.last_year + 1)
    found = [Player(name, paths=paths) for name, paths in GROUPS.items() if _differ(before, after, paths, years)]
    old, new = before.events or (), after.events or ()
    found += _events(_but(old, new), _but(new, old))
    for name in sorted({*before.assumptions, *after.assumptions}):
        if before.assumptions.get(name) != after.assumptions.get(name):
            found.append(Player(f"assumption:{name}", assumption=name))
    return tuple(found)


def mixed(before: Scenario, after: Scenario, chosen: Iterable[Player]) -> Scenario:
    """The scenario `before` in which the chosen players are as in `after`."""
    levers, events, assumptions = dict(before.levers), list(before.events or ()), dict(before.assumptions)
    for player in chosen:
        levers |= {path: after.levers[path] for path in player.paths}
        events = [*_but(events, player.gone), *player.come]
        if player.assumption in after.assumptions:
            assumptions[player.assumption] = after.assumptions[player.assumption]
        else:
            assumptions.pop(player.assumption, None)
    order = [*(after.events or ()), *(before.events or ())]
    events.sort(key=order.index)  # events of one day act in the order of the file
    return replace(before, levers=levers, events=tuple(events), assumptions=assumptions)


def _differ(before: Scenario, after: Scenario, paths: Iterable[str], years: Iterable[int]) -> bool:
    return any(
        value_in(before.levers[path], year) != value_in(after.levers[path], year) for path in paths for year in years
    )


def _but(events: Iterable[Event], others: Iterable[Event]) -> list[Event]:
    """The events without the others; an event that is there twice goes once for each of them."""
    left = list(events)
    for event in others:
        if event in left:
            left.remove(event)
    return left


def _events(gone: list[Event], come: list[Event]) -> list[Player]:
    """Players out of the events of one side only.

    One that is moved to another day is one player, named by its new day; disasters on two days are two. Those that
    share type, day and programme come and go together.
    """
    found: dict[str, Player] = {}
    for old in [event for event in gone if event.type != "disaster"]:
        twins = [event for event in gone if _kind(event) == _kind(old)]
        news = [event for event in come if _kind(event) == _kind(old)]
        if len(twins) == len(news) == 1:
            gone, come = [e for e in gone if e is not old], [e for e in come if e is not news[0]]
            found[_name(news[0])] = Player(_name(news[0]), gone=(old,), come=(news[0],))
    for event in gone:
        known = found.get(_name(event), Player(_name(event)))
        found[known.name] = replace(known, gone=(*known.gone, event))
    for event in come:
        known = found.get(_name(event), Player(_name(event)))
        found[known.name] = replace(known, come=(*known.come, event))
    return sorted(found.values(), key=lambda player: (*player.come, *player.gone)[0].date)


def _kind(event: Event) -> tuple[str, str]:
    return event.type, event.programme


def _name(event: Event) -> str:
    return ":".join(filter(None, ("event", event.type, event.date.isoformat(), event.programme)))
