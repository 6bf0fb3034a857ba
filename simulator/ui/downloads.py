"""Buttons that hand out a text as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from simulator.scenario import file_stem

MIME = {"csv": "text/csv", "txt": "text/plain", "yaml": "application/yaml"}


def download(
    label: str,
    content: Callable[[], str],
    called: str,
    suffix: str = "csv",
    *,
    key: str | None = None,
    width: Literal["content", "stretch"] = "content",
) -> None:
    """Draw a button; the file is made when it is pressed, outside the session.

    called: what the file is called, as people write it. suffix: one of MIME.
    """
    st.download_button(
        label,
        data=lambda: content().encode("utf-8"),
        file_name=f"{file_stem(called)}.{suffix}",
        mime=MIME[suffix],
        on_click="ignore",
        width=width,
        key=key,
    )
