"""What the page tells a screen reader: its language, and Streamlit's own English words in that language."""

from __future__ import annotations

import json

from simulator.texts import text
from simulator.ui.components.mount import DOCUMENT_SCRIPT

_WORDS = ("skip", "pages", "main")


def document_script(language: str) -> str:
    """The script that sets the language of the document and names its parts; our own texts only, never the user's."""
    told = {"language": language, **{name: text(f"tour.document.{name}", language) for name in _WORDS}}
    argument = json.dumps(told, ensure_ascii=False).replace("</", "<\\/")
    return f"<script id='page-words'>({DOCUMENT_SCRIPT})({argument})</script>"
