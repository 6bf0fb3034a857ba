"""Mount the components in a Streamlit page; their assets are read once, when this module is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from simulator.ui.components.panel import panel_texts

_FOLDER = Path(__file__).parent


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _declared(name: str, *parts: str) -> Callable[..., Any]:
    """Declare a component whose script is these parts and its own file, joined."""
    script = "\n".join(_asset(f"{part}.js") for part in (*parts, name))
    html, css = _asset(f"{name}.html"), _asset(f"{name}.css")
    return st.components.v2.component(f"simulator_{name}", html=html, css=css, js=script)


_PANEL = _declared("panel", "numbers", "panel_messages", "panel_slider", "panel_shares")
_READOUT = _declared("readout")
_SPARKS = _declared("sparks", "numbers")


def control_panel(
    data: Mapping[str, Any],
    key: str,
    on_action: Callable[[], None] | None = None,
    on_change: Callable[[], None] | None = None,
) -> str | None:
    """Draw all sliders; return the button pressed in this run: undo, reset_today, reset_saved or None.

    Call it *after* everything it moves: its `echo` tells the browser that the next value may be sent.
    What the user did is in ``st.session_state[key]``: read it with `read_panel` before computing the page.

    `data`: language, revision (raise it when values must be taken over: undo, reset, other scenario),
    echo (the last sequence answered), groups, shares (optional), total, buttons::

        groups: [{title, sliders: [{path, label, unit, min, max, step, decimals, baseline, value, help,
                 note_template, derived: {name: {factor, decimals}}}]}]
        shares: {title, unit, items: [{key, label, short, value, baseline, color}]}   # whole percents
        total:  {label, unit, years, baseline_total, paths}
        buttons: {undo: {label, title, enabled}, reset_today: {...}, reset_saved: {...}}

    A note's template may use {value} {baseline} {unit}, {change} (value less baseline), {total} (that change
    over all years) and the names of `derived` (value times factor).
    """
    result = _PANEL(
        key=key,
        data={**data, "texts": panel_texts(data["language"])},
        on_levers_change=on_change or _nothing,
        on_action_change=on_action or _nothing,
    )
    action = result.get("action")
    return action if isinstance(action, str) else None


def readout(data: Mapping[str, Any], key: str) -> None:
    """Draw the sentence that says the result and the key figures under it.

    `data`: parts [{text, strong}], sub, cards [{label, value, delta, tone, interval, help}] with tone good,
    bad or neutral, and tones {good, bad, neutral}: the words that a screen reader says for a tone.
    """
    _READOUT(key=key, data=data)


def sparks(data: Mapping[str, Any], key: str) -> None:
    """Draw the small charts, side by side.

    `data`: language, texts {interval, baseline, history, spent, unspent} and items, each::

        {title, unit, decimals, history: [[year, value]], start_label, end_label, value_label, aria,
         fan: [[year, p05, median, p95, baseline or None]]}      # a line with its band, or
        {..., bars: [[year, spent, unspent]]}                    # stacked columns instead of a fan
    """
    _SPARKS(key=key, data=data)


def _nothing() -> None:
    """Streamlit keeps a component's state only for the events that have a callback."""
