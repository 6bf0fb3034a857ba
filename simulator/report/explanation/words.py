"""Words that carry their facts: whatever a sentence prints is put together from these, so that no number is loose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from simulator.errors import escaped
from simulator.evidence import Locality
from simulator.report.change_words import exact
from simulator.report.explanation.facts import Fact, Sentence
from simulator.texts import text
from simulator.units import day, number, percent, points, signed_number, signed_points

DIGIT = re.compile(r"\d")
YEARS = re.compile(r"\d{4}")
SHARES = ("share", "points")
NOUNS = ("Tỉnh", "Thành", "Huyện", "Xã", "Cả")  # with which a name may begin that is no name by itself


@dataclass(frozen=True)
class Words:
    """A piece of a sentence with the facts that its numbers are. names: what is quoted as it stands."""

    text: str
    facts: tuple[Fact, ...] = ()
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text

    def capital(self) -> Words:
        """The same words at the start of a sentence."""
        return replace(self, text=self.text[:1].upper() + self.text[1:])

    def sentence(self) -> Sentence:
        """The words as a sentence; each fact once."""
        return Sentence(self.text, tuple(dict.fromkeys(self.facts)), self.names)


Part = Words | str
Parts = dict[str, Part]


def say(key: str, language: str, **parts: Part) -> Words:
    """A text with its places filled. Raises ValueError for a number that has no fact."""
    loose = [part for part in parts.values() if isinstance(part, str) and DIGIT.search(part)]
    if loose:
        raise ValueError(f"{key}: a number without a fact: {loose[0]}")
    return _with(text(f"explanation.{key}", language, **parts), parts.values())


def listed(parts: Sequence[Words], separator: str) -> Words:
    """Words in a row."""
    return _with(separator.join(part.text for part in parts), parts)


def named(name: str) -> Words:
    """Something called by its own name, on one line, whatever it holds."""
    plain = escaped(" ".join(name.split()))
    return Words(plain, names=(plain,))


def place_name(place: Locality, language: str) -> Words:
    """A locality inside a sentence: a Vietnamese name that begins with a noun ("Tỉnh Sơn La") in small letters."""
    if language != "vi":
        return named(place.name_en)
    is_noun = place.name_vi.split(" ")[0] in NOUNS
    return named(lower(place.name_vi) if is_noun else place.name_vi)


def lower(name: str) -> str:
    """A name inside a sentence; "NTM" stays as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def level(fact: Fact, language: str, decimals: int = 0) -> Words:
    """A fact as a level: "10,9%" for a share, a bare number for the rest; the unit of an amount is the text's."""
    write: Callable[..., str] = percent if fact.unit == "share" else points if fact.unit == "points" else number
    return Words(write(fact.value, language, decimals), (fact,))


def bare(fact: Fact, language: str, decimals: int = 0) -> Words:
    """A fact without its unit: shares in percent."""
    return Words(number(scaled(fact), language, decimals), (fact,))


def change(fact: Fact, language: str, decimals: int = 0) -> Words:
    """A fact as a change, with its sign: "−0,6 điểm %", "+3"."""
    write: Callable[..., str] = signed_points if fact.unit in SHARES else signed_number
    return Words(write(fact.value, language, decimals), (fact,))


def bare_change(fact: Fact, language: str, decimals: int = 0) -> Words:
    """A change without its unit: "−0,6"."""
    return Words(signed_number(scaled(fact), language, decimals), (fact,))


def as_set(fact: Fact, language: str) -> Words:
    """A fact that somebody typed, with all the decimals that it has."""
    return Words(exact(scaled(fact), language) + ("%" if fact.unit == "share" else ""), (fact,))


def scaled(fact: Fact) -> float:
    """The number as it is printed: shares in percent, the rest as it is."""
    return 100.0 * fact.value if fact.unit in SHARES else fact.value


def on(day_: date, key: str, origin: str, language: str) -> Words:
    """A date."""
    return Words(day(day_, language), (Fact(key, float(day_.year), "date", day_, origin),))


def year(value: int, key: str, origin: str) -> Words:
    """A year."""
    return Words(str(value), (Fact(key, float(value), "year", None, origin),))


def years(first: int, last: int, key: str, origin: str) -> Words:
    """Years from one to another: "2026–2030"."""
    ends = [year(value, key, origin) for value in dict.fromkeys((first, last))]
    return listed(ends, "–")


def with_years(name: str, key: str, origin: str) -> Words:
    """A name whose only numbers are years: "chuẩn nghèo 2022–2026"."""
    found = tuple(Fact(key, float(value), "year", None, origin) for value in YEARS.findall(name))
    return Words(name, found)


def _with(told: str, parts: Iterable[Part]) -> Words:
    carriers = [part for part in parts if isinstance(part, Words)]
    return Words(
        told,
        tuple(fact for part in carriers for fact in part.facts),
        tuple(name for part in carriers for name in part.names),
    )
