"""The control panel on the server's side: what is sent to it, and what is believed of its answers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from simulator.texts import placeholders, text

_TEXTS = (
    "today",
    "type_value",
    "reset_one",
    "help",
    "names",
    "fold",
    "not_a_number",
    "too_exact",
    "whole_number",
    "out_of_range",
    "kept",
    "copied",
)


class PanelReading(NamedTuple):
    """What the panel holds: values by slider, percents by programme, events on, numbers of message and gesture."""

    values: dict[str, float]
    shares: dict[str, int | float]
    events: frozenset[str]
    sequence: int
    gesture: int


def read_panel(
    state: object,
    sliders: Sequence[Mapping[str, Any]],
    shares: Mapping[str, int | float],
    events: Mapping[str, bool] | None = None,
    of: str = "",
) -> PanelReading:
    """Check and clamp what the browser sent; whatever is not understood leaves the present value as it is.

    `state` is the component's session state (``{"levers": {...}}``) or anything else; `sliders` are the
    records sent to the panel (path, min, max, decimals, value); `shares` are the present shares in percent; `events`
    says of each that can be switched whether it is on.
    A message that bears another `of` is about another scenario, or from before the server was started again.
    A message must be applied only if its `sequence` is above the last one applied: a rerun shows it again.
    """
    message = _mapping(_mapping(state).get("levers"))
    if message.get("of", of) != of:
        message = {}
    sent = _mapping(message.get("values"))
    values = {slider["path"]: _accepted(slider, sent.get(slider["path"])) for slider in sliders}
    return PanelReading(
        values=values,
        shares=_accepted_shares(message.get("shares"), shares),
        events=_accepted_events(message.get("events"), events or {}),
        sequence=_counted(message.get("sequence")),
        gesture=_counted(message.get("gesture")),
    )


def whole_percents(shares: Mapping[str, float]) -> dict[str, int]:
    """Round shares of one to whole percents that add up to 100, the largest remainders rounded up.

    >>> whole_percents({"poor": 1 / 3, "near_poor": 1 / 3, "students": 1 / 3})
    {'poor': 34, 'near_poor': 33, 'students': 33}
    """
    total = math.fsum(shares.values())
    exact = {key: 100.0 * share / total for key, share in shares.items()}
    whole = {key: math.floor(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: whole[key] - exact[key])
    for key in by_remainder[: 100 - sum(whole.values())]:
        whole[key] += 1
    return whole


@lru_cache(maxsize=2)
def panel_texts(language: str) -> dict[str, str]:
    """Return the panel's own sentences, placeholders left for the browser to fill."""
    return {name: template(f"explore.panel.{name}", language) for name in _TEXTS}


def template(key: str, language: str) -> str:
    """Return a text with its placeholders kept, to be filled in the browser."""
    return text(key, language, **{name: f"{{{name}}}" for name in placeholders(key, language)})


def _counted(number: object) -> int:
    is_counted = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 2**53
    return number if is_counted and isinstance(number, int) else 0


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _accepted(slider: Mapping[str, Any], sent: object) -> float:
    present = float(slider["value"])
    if isinstance(sent, bool) or not isinstance(sent, (int, float)) or not math.isfinite(sent) or sent == present:
        return present
    return min(max(round(float(sent), int(slider["decimals"])), float(slider["min"])), float(slider["max"]))


def _accepted_events(sent: object, present: Mapping[str, bool]) -> frozenset[str]:
    told = {name: is_on for name, is_on in _mapping(sent).items() if isinstance(is_on, bool)}
    return frozenset(name for name, is_on in present.items() if told.get(name, is_on))


def _accepted_shares(sent: object, present: Mapping[str, int | float]) -> dict[str, int | float]:
    shares = _mapping(sent)
    is_whole = all(isinstance(share, int) and not isinstance(share, bool) for share in shares.values())
    if shares.keys() != present.keys() or not is_whole:
        return dict(present)
    if min(shares.values(), default=-1) < 0 or sum(shares.values()) != 100:
        return dict(present)
    return {key: shares[key] for key in present}
