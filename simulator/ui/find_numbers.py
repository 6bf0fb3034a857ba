"""Numbers that the reader types, in the language of the page: 1.234,5 in Vietnamese, 1,234.5 in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import streamlit as st
from babel.numbers import NumberFormatError, parse_decimal

from simulator.report.change_words import exact
from simulator.texts import text

T = TypeVar("T")
LONGEST = 24  # letters of a number
SPACES = str.maketrans("", "", " \u00a0\u202f")


@dataclass
class Typed:
    """What was typed last, and in which language it is to be read."""

    raw: str = ""
    language: str = "vi"

    def value(self) -> float | None:
        """The number, None for an empty field. Raises ValueError for what is no number from zero up."""
        content = self.raw.translate(SPACES)
        if not content:
            return None
        if any(letter.isalpha() for letter in content):  # "1e5" is a number only to a machine
            raise ValueError(self.raw)
        try:
            found = parse_decimal(content, locale=self.language, strict=True)
        except NumberFormatError as error:
            raise ValueError(self.raw) from error
        if not found.is_finite() or found < 0:
            raise ValueError(self.raw)
        return float(found)

    def written(self, language: str) -> str:
        """The number as the other language writes it; what is none stays as it was typed."""
        if language == self.language:
            return self.raw
        try:
            value = self.value()
        except ValueError:
            return self.raw
        return "" if value is None else exact(value, language)


def typed(value: float | None, language: str) -> Typed:
    """A number as if it had been typed."""
    return Typed("" if value is None else exact(value, language), language)


def seeded(key: str, value: T) -> T:
    """What a widget begins with: `value` when it is drawn for the first time, or again after a visit elsewhere.

    A widget behind a button is not in the browser until it is opened: what is only set in the session's state would
    have been forgotten by then, what it begins with is not.
    """
    seed = f"{key}_seed"
    if key not in st.session_state:
        st.session_state[seed] = value
    found: T = st.session_state[seed]
    return found


def field(
    label: str, kept: Typed, key: str, language: str, *, placeholder: str = "", hidden: bool = False, off: bool = False
) -> None:
    """Draw a field for a number and keep what is typed in it; hidden: its label is only read out."""
    name = f"{key}_{language}"
    kept.raw = st.text_input(
        label,
        seeded(name, kept.written(language)),
        key=name,
        max_chars=LONGEST,
        placeholder=placeholder or " ",
        disabled=off,
        label_visibility="collapsed" if hidden else "visible",
    )
    kept.language = language


def read(kept: Typed, name: str, faults: list[str], most: float | None = None) -> float | None:
    """The number typed; what is wrong with it goes to `faults`, a line with the field's name and what is allowed."""
    language = kept.language
    try:
        value = kept.value()
    except ValueError:
        words = {"field": name, "value": kept.raw, "example": exact(1234.5, language)}
        faults.append(text("optimise.fault.number", language, **words))
        return None
    if value is not None and most is not None and value > most:
        words = {"field": name, "value": kept.raw, "most": exact(most, language)}
        faults.append(text("optimise.fault.most", language, **words))
        return None
    return value
