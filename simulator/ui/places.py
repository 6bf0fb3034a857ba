"""The pages by name, for parts of one page that lead to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

KEY = "pages"


def remember(pages: Sequence[StreamlitPage]) -> None:
    """Keep the pages of this run by the name in their address, "" for the first."""
    st.session_state[KEY] = {page.url_path: page for page in pages}


def go_to(name: str) -> NoReturn:
    """Leave this page for another."""
    pages: Mapping[str, StreamlitPage] = st.session_state[KEY]
    st.switch_page(pages[name])
