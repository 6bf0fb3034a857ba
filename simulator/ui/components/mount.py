"""Mount the components in a Streamlit page; their assets are read once, when this module is imported.

What a component is told goes as bytes (JSON): of anything else Streamlit asks at every move whether it is a table, and
writes it twice.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_FOLDER = Path(__file__).parent


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _declared(name: str, *parts: str) -> Callable[..., Any]:
    """Declare a component whose script is these parts and its own file, joined."""
    script = "\n".join(_asset(f"{part}.js") for part in (*parts, name))
    html, css = _asset(f"{name}.html"), _asset(f"{name}.css")
    return st.components.v2.component(f"simulator_{name}", html=html, css=css, js=script)


_PANEL = _declared("panel", "message", "numbers", "panel_address", "panel_messages", "panel_slider", "panel_shares")
_READOUT = _declared("readout", "message")
_SPARKS = _declared("sparks", "message", "numbers")
_TABLE = _declared("table", "message")
_FIGURES = _declared("figures", "message", "numbers")
_TOUR = _declared("tour", "message")
DOCUMENT_SCRIPT = _asset("document.js")  # a function; what the page tells it: `simulator.ui.document`
_WALL = _declared("present_wall", "message", "numbers", "present_chart", "present_bars")
_TRY = _declared("present_try", "message", "numbers")


def control_panel(message: bytes, key: str) -> None:
    """Draw all sliders.

    Call it *after* everything it moves: its `echo` tells the browser that the next value may be sent.
    What the user did is in ``st.session_state[key]``: read it with `read_panel` before computing the page.

    `message`: two lines of JSON. The first is what does not move; another one builds the panel anew:
    language, texts (see `panel_texts`), groups, shares, total, buttons::

        groups: [{title, sliders: [{path, label, unit, min, max, step, decimals, baseline, help,
                 note_template, derived: {name: {factor, decimals}}}]}]
        shares: {title, unit, items: [{key, label, short, baseline, color}]}   # whole percents
        total:  {label, unit, years, baseline_total, paths}
        buttons: {undo: {label, title}, redo: {...}, reset_today: {...}, reset_saved: {...}, copy: {...}}

    The second: revision (raise it when values must be taken over: undo, reset, other scenario), echo (the last
    sequence answered), gesture, values (by path), split (percent by programme), undo and redo (what they would do),
    of (to be sent back with every message), address (the scenario for the page's address), fresh (whether it is that of
    the values), cookie (what drafts are remembered by) and enabled (by button).

    A note's template may use {value} {baseline} {unit}, {change} (value less baseline), {total} (that change
    over all years) and the names of `derived` (value times factor).
    """
    _PANEL(key=key, data=message, on_levers_change=_nothing, on_action_change=_nothing)


def readout(message: bytes, key: str) -> None:
    """Draw the sentence that says the result and the key figures under it.

    `message`, JSON: parts [{text, strong}], sub, cards [{label, value, delta, tone, interval, help}] with tone good,
    bad or neutral, and tones {good, bad, neutral}: the words that a screen reader says for a tone.
    """
    _READOUT(key=key, data=message)


def sparks(message: bytes, key: str) -> None:
    """Draw the small charts, side by side.

    `message`, JSON: language, texts {interval, baseline, history, spent, unspent} and items, each::

        {title, unit, decimals, history: [[year, value]], start_label, end_label, value_label, aria,
         fan: [[year, p05, median, p95, baseline or None]]}      # a line with its band, or
        {..., bars: [[year, spent, unspent]]}                    # stacked columns instead of a fan
    """
    _SPARKS(key=key, data=message)


def sortable_table(message: bytes, key: str) -> None:
    """Draw a table of scenarios that the reader sorts by any column.

    `message`, JSON: key (what the chosen order is remembered by), caption, texts {scenario, reference, sort, sorted,
    up, down, good, bad, sign_good, sign_bad}, columns [{key, name, detail}] and rows [{number, title, color, dash,
    reference, cells: [{value, span, change, change_span, remark, tone, order}]}], a cell for each column.
    """
    _TABLE(key=key, data=message)


def figures_table(message: bytes, key: str, on_chosen: Callable[[], None]) -> None:
    """Draw the long table of reported figures: searched, filtered, sorted and downloaded without asking the server.

    `message`, JSON: version (another one draws the table anew), key (what the reader's filters are remembered by),
    language, caption, texts {choose, search, all, reset, download, count, none, sort, fold}, columns [{key, name}],
    filters [{key, name, kind, options: [[code, name]]}], csv {name, head} and rows::

        [{id, name, about, value, unit, when, standard, source: {name, url, about, topic}, use: {name, tone, why},
          note, fold, codes: {filter: code}, years: [first, last], order: {column: value}, csv}]

    chosen: the id of the row that is marked; follow: whether it is also brought into sight. What the reader chooses is
    in ``st.session_state[key].chosen`` when `on_chosen` is called.
    """
    _FIGURES(key=key, data=message, on_chosen_change=on_chosen)


def page_tour(message: bytes, key: str) -> None:
    """Offer a tour of the page, and lead through it.

    `message`, JSON: asked (raise it to start the tour), words {invite, no, next, back, leave, done, go, name} and
    steps [{title, text, place, target, side}]: target is a selector, and after " > " one inside a component.
    """
    _TOUR(key=key, data=message)


def deck_on_wall(message: bytes, key: str, on_left: Callable[[], None]) -> None:
    """Show a deck, one message a screen; `on_left` is called when the reader leaves it.

    `message`, JSON: id (what the shown screen is remembered by), language, texts, look {palette, colors, groups}, tried
    (keys of the screens on which levers can be moved) and screens, as `simulator.ui.present_wall` writes them.
    """
    _WALL(key=key, data=message, on_left_change=on_left)


def deck_levers(message: bytes, key: str) -> None:
    """Draw the levers that are moved on the wall, below a deck; they stay out of sight until the deck asks for them.

    `message`, JSON: of (another one draws them anew), language, texts, look, names (of the scenarios), chosen, tried,
    levers [{path, label, unit, min, max, step, decimals, values (by scenario)}] and answer {echo, key, number, screen}.
    What is moved is in ``st.session_state[key].moved``.
    """
    _TRY(key=key, data=message, on_moved_change=_nothing)


def _nothing() -> None:
    """Streamlit keeps a component's state only for the events that have a callback."""
