"""A small stand-in for the evidence, and scenarios to read, write and draw at random."""

from __future__ import annotations

import csv
from datetime import date
from math import ceil, inf
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from simulator.evidence import Lever
from simulator.scenario import Event, Scenario, Schedule, Target
from simulator.scenario.nodes import UNSEEN
from simulator.scenario.vocabulary import (
    ABOUT_A_PROGRAMME,
    EVENT_KEYS,
    EVENT_PROGRAMMES,
    SHARE_PATHS,
    TARGET_INDICATORS,
    TARGET_RATES,
)

LEVERS_FILE = Path(__file__).parents[2] / "data" / "levers.csv"


def _levers() -> dict[str, Lever]:
    with LEVERS_FILE.open(encoding="utf-8", newline="") as stream:
        return {
            row["path"]: Lever(
                path=row["path"],
                unit=row["unit"],
                lower=float(row["lower"]),
                upper=float(row["upper"]),
                step=float(row["step"]),
                decimals=int(row["decimals"]),
                kind=row["kind"],
                line=line,
            )
            for line, row in enumerate(csv.DictReader(stream), start=2)
        }


LEVERS = _levers()
PARAMETERS = (
    SimpleNamespace(name="households.effort_exponent", lower=0.0, upper=1.0),
    SimpleNamespace(name="credit.effect", lower=-1.0, upper=2.0),
    SimpleNamespace(name="credit.effect", lower=-2.0, upper=1.5),  # another region
    SimpleNamespace(name="housing.cost", lower=0.0, upper=inf),
)
LOCALITIES = ("son-la", "hau-giang", "thanh-hoa/dong-son", "dien-bien", "lai-chau", "vn")
EVIDENCE: Any = SimpleNamespace(levers=LEVERS, localities=dict.fromkeys(LOCALITIES), parameters=PARAMETERS)

BRIEF = """\
format: 1
title: Ưu tiên tín dụng cho hộ mới thoát nghèo
locality: son-la
note: Vì sao phương án này đáng xem.
years: {from: 2026, to: 2030}
levers:                       # billion VND a year
  credit:
    new_capital: {central: 350, mobilised: 60, entrusted: {2026: 60, 2028: 90}}
    shares: {poor: 0.25, near_poor: 0.2, recently_escaped: 0.2, job_creation: 0.2, water_sanitation: 0.15}
  housing: {budget: 90, repair_share: 0.15}
  training: {budget: 25, jobs_connected: 5000}       # persons a year
  ntm: {investment: 400}
  disbursement: {housing: 0.9, training: 0.6, ntm: 0.7}
events:
  - {type: standard_change, date: 2027-01-01}
  - {type: disaster, date: 2027-08-01, houses_share: 0.015}
targets:
  - {indicator: poverty_rate, date: 2030-12-31, at_most: 0.03}
effects: causal               # or: reported
assumptions: {households.effort_exponent: 0.4}
"""


def plain_texts(longest: int, *, several_lines: bool) -> st.SearchStrategy[str]:
    """Any text that a scenario may hold. What it may not hold is replaced, so that no draw is thrown away."""
    odd = "ắộữĐđ :#,-'\"\\[]{}&*!|>%@`?~" + ("\n\t" if several_lines else "")
    texts = st.text(st.characters(codec="utf-8") | st.sampled_from(odd), max_size=longest).map(_visible)
    return texts if several_lines else texts.map(_in_one_line)


def _visible(text: str) -> str:
    return UNSEEN.sub("ế", text)


def _in_one_line(text: str) -> str:
    """The text without ends of lines and tabs, and with a letter when it was blank."""
    line = text.translate({ord("\n"): " ", ord("\t"): " "})
    return line if line.strip() else line[1:] + "ắ"


def numbers(lower: float, upper: float) -> st.SearchStrategy[float]:
    whole = st.integers(ceil(lower), int(min(upper, 1e6))).map(float)
    return st.one_of(st.floats(lower, upper, allow_nan=False, allow_infinity=False), whole)


@st.composite
def schedules(draw: st.DrawFn, lower: float, upper: float, first: int, last: int) -> Schedule:
    years = draw(st.sets(st.integers(first, last), min_size=1, max_size=4))
    return tuple((year, draw(numbers(lower, upper))) for year in sorted(years))


@st.composite
def shares(draw: st.DrawFn, first: int, last: int) -> dict[str, Schedule]:
    """Shares in whole hundredths that sum to one in every year."""
    paths = draw(st.lists(st.sampled_from(SHARE_PATHS), unique=True, max_size=5))
    if not paths:
        return {}
    years = sorted({first, *draw(st.sets(st.integers(first, last), max_size=2))})
    columns = []
    for _ in years:
        cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=len(paths) - 1, max_size=len(paths) - 1)))
        columns.append([(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, 100], strict=True)])
    return {
        path: tuple((year, columns[row][place]) for row, year in enumerate(years)) for place, path in enumerate(paths)
    }


@st.composite
def events(draw: st.DrawFn, last: int) -> Event:
    name = draw(st.sampled_from(sorted(EVENT_KEYS)))
    values = {}
    for key, allowed in EVENT_KEYS[name].items():
        if allowed.required or draw(st.booleans()):
            value = draw(numbers(allowed.lower, allowed.upper))
            values[key] = float(round(value)) if allowed.whole else value
    programme = draw(st.sampled_from(EVENT_PROGRAMMES)) if name in ABOUT_A_PROGRAMME else ""
    return Event(name, draw(st.dates(date(2022, 1, 1), date(last, 12, 31))), values, programme)


@st.composite
def targets(draw: st.DrawFn, first: int, last: int) -> Target:
    indicator = draw(st.sampled_from(TARGET_INDICATORS))
    value = draw(numbers(0, 1 if indicator in TARGET_RATES else 1e12))
    day = draw(st.dates(date(first, 1, 1), date(last, 12, 31)))
    return Target(indicator, day, **{draw(st.sampled_from(["at_most", "at_least"])): value})


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    first, last = sorted((draw(st.integers(2022, 2045)), draw(st.integers(2022, 2045))))
    others = sorted(set(LEVERS) - set(SHARE_PATHS))
    levers = {
        path: draw(schedules(LEVERS[path].lower, LEVERS[path].upper, first, last))
        for path in draw(st.lists(st.sampled_from(others), unique=True, max_size=6))
    }
    none_or = st.none() | st.just(())
    return Scenario(
        title=draw(plain_texts(120, several_lines=False)),
        locality=draw(st.sampled_from(LOCALITIES)),
        note=draw(plain_texts(200, several_lines=True)),
        first_year=first,
        last_year=last,
        levers=levers | draw(shares(first, last)),
        events=draw(none_or | st.lists(events(last), max_size=3).map(tuple)),
        targets=draw(none_or | st.lists(targets(first, last), max_size=3).map(tuple)),
        effects=draw(st.sampled_from(["causal", "reported"])),
        assumptions=draw(
            st.fixed_dictionaries(
                {}, optional={"credit.effect": numbers(-2, 2), "households.effort_exponent": numbers(0, 1)}
            )
        ),
    )
