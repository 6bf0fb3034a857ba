"""The levers of a scenario file: a tree of groups with a number or a schedule of years at each leaf."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulator.scenario.fields import number, plain_number, year
from simulator.scenario.nodes import MappingNode
from simulator.scenario.places import Place, keyed, unknown_name
from simulator.scenario.record import Schedule, value_in
from simulator.scenario.vocabulary import SHARES, lever_rank

if TYPE_CHECKING:
    from simulator.evidence import Lever

SUM_TOLERANCE = 1e-6


def read_levers(place: Place, levers: Mapping[str, Lever], years: tuple[int, int]) -> dict[str, Schedule]:
    """Return the schedules by lever path; faults are reported at their places."""
    found = _leaves(place, "", tuple(levers))
    schedules: dict[str, Schedule] = {}
    for path in sorted(found, key=lever_rank):
        schedule = _schedule(found[path], levers[path], years)
        if schedule is not None:
            schedules[path] = schedule
    shares = {path: found[path] for path in found if path.startswith(SHARES)}
    if shares.keys() <= schedules.keys() and not _late(shares, schedules, years[0]):
        _check_sum(place, [schedules[path] for path in shares])  # a faulty share says nothing about the sum
    return schedules


def _leaves(place: Place, group: str, paths: tuple[str, ...]) -> dict[str, Place]:
    """Return the places of the levers named below a group, and report the names that are none."""
    below = (path.removeprefix(group) for path in paths if path.startswith(group))
    siblings = tuple(dict.fromkeys(path.split(".")[0] for path in below))
    found: dict[str, Place] = {}
    for name, (key, value) in (keyed(place) or {}).items():
        path = group + name
        if path in paths and name in siblings:
            found[path] = value
        elif name in siblings:
            found |= _leaves(value, f"{path}.", paths)
        else:
            elsewhere = next((other for other in paths if other.endswith(f".{name}")), "")
            unknown_name(key, "unknown_key", siblings, name=name, nearest=elsewhere)
    return found


def _schedule(place: Place, lever: Lever, years: tuple[int, int]) -> Schedule | None:
    if not isinstance(place.node, MappingNode):
        value = number(place, lever.lower, lever.upper)
        return None if value is None else ((years[0], value),)
    steps: list[tuple[int, float]] = []
    before, sound = 0, bool(place.node.items)
    if not sound:
        place.fault("empty_schedule", value="{}", allowed=f"{years[0]}–{years[1]}")
    for text, (key, value_place) in (keyed(place) or {}).items():
        start = year(key, text, *years)
        value = number(value_place, lever.lower, lever.upper)
        if start is not None and start < before:
            key.fault("year_order", value=text, allowed=f"> {before}")
            sound = False
        if start is None or value is None:
            sound = False
            continue
        before = max(before, start)
        steps.append((start, value))
    return tuple(steps) if sound else None


def _late(shares: Mapping[str, Place], schedules: Mapping[str, Schedule], first: int) -> bool:
    """Report the shares that do not hold from the first year on: in the years before, the sum is unknown."""
    late = [path for path in shares if schedules[path][0][0] != first]
    for path in late:
        shares[path].fault("share_start", value=str(schedules[path][0][0]), allowed=str(first))
    return bool(late)


def _check_sum(levers: Place, shares: list[Schedule]) -> None:
    credit = levers.value_of("credit")
    place = credit.value_of("shares") if credit else None
    sums = {
        start: sum(value_in(schedule, start) for schedule in shares)
        for start in sorted({start for schedule in shares for start, _ in schedule})
    }
    wrong = {start: total for start, total in sums.items() if abs(total - 1) > SUM_TOLERANCE}
    if place and wrong:
        value = ", ".join(f"{plain_number(round(total, 9))} ({start})" for start, total in wrong.items())
        place.fault("share_sum", value=value, allowed="1")
