"""What a page prints, as a test reads it."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

UNFILLED = re.compile(r"[{}]|\bnan\b|None|\x02|\x03")  # what a text should have filled in


def told(app: AppTest) -> str:
    """The HTML of a page, without style sheets and scripts."""
    printed = "\n".join(element.proto.body for element in app.get("html"))
    return re.sub(r"<(style|script)\b[^>]*>.*?</\1>", "", printed, flags=re.DOTALL)
