"""Who uses the page: nobody asks unless the server's file of secrets has a part [auth] (an example lies beside it)."""

from __future__ import annotations

import logging
from enum import Enum
from pathlib import Path
from unicodedata import normalize

import streamlit as st
from streamlit.errors import StreamlitAuthError

from simulator.scenario.store import person
from simulator.texts import text
from simulator.ui.language import switch
from simulator.ui.messages import plain, tell
from simulator.ui.theme import apply_theme

LOG = logging.getLogger(__name__)
SHORTEST_SECRET = 32  # letters; whoever guesses it can sign in as anybody
NAMES = ("name", "email", "preferred_username", "sub")  # what providers call a person, the plainest first


class _SignIn(Enum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


def who() -> str:
    """Name, or else mail, of the signed-in person, on one line; "" when sign-in is off."""
    if not st.user.get("is_logged_in"):
        return ""
    named = (person(normalize("NFC", str(st.user.get(name) or ""))) for name in NAMES)
    return next((name for name in named if name), "")


def account() -> str:
    """What tells the signed-in person from any other, "" when sign-in is off."""
    if not st.user.get("is_logged_in"):
        return ""
    return " ".join(str(st.user.get(name) or "") for name in ("iss", "sub", "email"))


def sign_in_wall(language: str) -> bool:
    """Draw the page that asks to sign in, and return True, when the server wants that and nobody has yet.

    Closed, too, when the file of secrets is there but cannot be read, or its cookie_secret is too short: a slip in it
    must not open the server.
    """
    wanted = _sign_in()
    if wanted is _SignIn.OFF or (wanted is _SignIn.ON and st.user.get("is_logged_in")):
        return False
    apply_theme(language)
    with st.container(key="sign_in", width=420):
        st.html(f"<h1>{text('explore.brand', language)}</h1>")
        if wanted is _SignIn.BROKEN:
            tell([text("page.sign_in_broken", language)], "error")
        else:
            tell([text("page.sign_in_lead", language)])
            if st.button(text("page.sign_in", language), type="primary", key="sign_in_do"):
                _sign_in_now(language)
        st.button(text("page.language_other", language), on_click=switch, key="page_language")
    return True


def sign_out(language: str) -> None:
    """Draw who is signed in and a button to sign out; nothing when sign-in is off."""
    name = who()
    if name:
        st.button(
            text("page.sign_out", language),
            help=text("page.signed_in", language, name=plain(name)),
            on_click=st.logout,
            key="page_sign_out",
        )


def _sign_in() -> _SignIn:
    """What the file of secrets asks for; Streamlit takes one that it cannot read for none."""
    if not any(Path(path).exists() for path in st.get_option("secrets.files")):
        return _SignIn.OFF
    if not st.secrets.load_if_toml_exists():
        return _SignIn.BROKEN
    if "auth" not in st.secrets:
        return _SignIn.OFF
    return _SignIn.ON if len(str(st.secrets["auth"].get("cookie_secret", ""))) >= SHORTEST_SECRET else _SignIn.BROKEN


def _sign_in_now(language: str) -> None:
    try:
        st.login()
    except StreamlitAuthError:
        LOG.exception("sign-in is asked for but does not work")
        tell([text("page.sign_in_broken", language)], "error")
