"""What is prepared for the wall: the title, the levers that can be moved, the screens in order with remarks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from simulator.scenario.deck import LEVERS, LONGEST_REMARK, MOST_LEVERS
from simulator.scenario.format import LONGEST_TITLE
from simulator.texts import text
from simulator.ui.present_kept import Prepared, in_order, moved, screen_key
from simulator.ui.present_screens import Show


def draw_words(show: Show, deck: Prepared) -> None:
    """The deck's title and its levers."""
    language, locality = show.language, show.comparison.outcomes[0].scenario.locality
    title, levers = (f"present_{name}_{locality}_{language}" for name in ("title", "levers"))
    st.session_state.setdefault(title, deck.title)
    st.session_state.setdefault(levers, list(deck.levers))
    first, second = st.columns(2, gap="small")
    with first:
        deck.title = st.text_input(
            text("present.title_of", language),
            key=title,
            max_chars=LONGEST_TITLE,
            placeholder=show.screens["title"].message,
        )
    with second:
        chosen: Sequence[str] = st.multiselect(
            text("present.levers", language),
            LEVERS,
            format_func=lambda path: text(f"explore.lever.{path}", language),
            max_selections=MOST_LEVERS,
            placeholder=text("present.levers_none", language),
            key=levers,
        )
        deck.levers = tuple(chosen)


def draw_screens(show: Show, deck: Prepared) -> None:
    """A row for each screen: whether it is shown, its message, its place, a remark."""
    language, names = show.language, show.names
    order = in_order(deck, names)
    with st.container(key="present_screens"):
        for place, name in enumerate(order):
            _row(show, deck, name, place, len(order))
    st.html(f"<p class='present-keys'>{text('present.ends', language)}</p>")


def _row(show: Show, deck: Prepared, name: str, place: int, count: int) -> None:
    language, screen = show.language, show.screens[screen_key(name, show.chosen)]
    box = f"{language}_{show.comparison.outcomes[0].scenario.locality}_{name}"
    with st.container(key=f"present_row_{place}"):
        picked, words, said, back, forth = st.columns([1, 12, 9, 1, 1], gap="small", vertical_alignment="center")
        with picked:
            key = f"present_shown_{box}"
            st.session_state[key] = name not in deck.hidden
            st.checkbox(
                text("present.shown", language, name=screen.name),
                key=key,
                label_visibility="collapsed",
                on_change=_picked,
                args=(deck, name, key),
            )
        with words:
            off = " off" if name in deck.hidden else ""
            st.html(
                f"<p class='present-screen{off}'><b>{escape(screen.name)}</b><span>{escape(screen.message)}</span></p>"
            )
        with said:
            key = f"present_remark_{box}"
            st.session_state.setdefault(key, deck.remarks.get(name, ""))
            deck.remarks[name] = st.text_input(
                text("present.remark", language, name=screen.name),
                key=key,
                max_chars=LONGEST_REMARK,
                label_visibility="collapsed",
                placeholder=text("present.remark_short", language),
            )
        for column, way, step, sign in ((back, "up", -1, "↑"), (forth, "down", 1, "↓")):
            with column:
                st.button(
                    sign,
                    key=f"present_{way}_{place}",
                    help=text(f"present.{way}", language, name=screen.name),
                    disabled=not 0 <= place + step < count,
                    on_click=moved,
                    args=(deck, show.names, name, step),
                )


def _picked(deck: Prepared, name: str, key: str) -> None:
    if st.session_state[key]:
        deck.hidden.discard(name)
    else:
        deck.hidden.add(name)
