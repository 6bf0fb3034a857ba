"""The pages, and what is done once for all of them."""

from __future__ import annotations

import gc

import streamlit as st

from simulator.texts import text
from simulator.threads import one_thread
from simulator.ui import compare, details, evidence, explore, find, methods, places, present, why
from simulator.ui.identity import sign_in_wall
from simulator.ui.language import language
from simulator.ui.messages import tell_kept


@st.cache_resource(show_spinner=False)
def _prepared() -> bool:
    """Before the first page: everything that calculates has been imported."""
    one_thread()
    return True


@st.cache_resource(show_spinner=False)
def _settled() -> bool:
    """After the first page: what has been loaded stays, so no collection of garbage needs to look at it again."""
    gc.collect()
    gc.freeze()
    return True


def run() -> None:
    """Set the page up and show what the address asks for."""
    st.set_page_config(page_title=text("explore.brand", language()), layout="wide", initial_sidebar_state="collapsed")
    _prepared()
    if sign_in_wall(language()):
        return
    pages = [
        st.Page(explore.page, title=text("explore.title", language()), url_path="explore", default=True),
        st.Page(compare.page, title=text("compare.title", language()), url_path="compare"),
        st.Page(find.page, title=text("optimise.title", language()), url_path="find"),
        st.Page(why.page, title=text("why.title", language()), url_path="why"),
        st.Page(details.page, title=text("details.title", language()), url_path="details"),
        st.Page(evidence.page, title=text("evidence.title", language()), url_path="evidence"),
        st.Page(present.page, title=text("present.title", language()), url_path="present"),
        st.Page(methods.page, title=text("page.docs", language()), url_path="methods"),
    ]
    places.remember(pages)
    shown = st.navigation(pages, position="top")
    st.set_page_config(page_title=f"{shown.title} · {text('explore.brand', language())}")
    shown.run()
    tell_kept()
    _settled()
