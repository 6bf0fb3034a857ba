"""The tables that other tables refer to: sources, indicators and levers."""

from __future__ import annotations

from math import inf

from simulator.evidence.records import Indicator, Lever, Source
from simulator.evidence.tables import Row

SOURCE_COLUMNS = ("source_id", "topic", "publisher", "url", "date_published", "rating")
INDICATOR_COLUMNS = ("indicator", "unit", "definition", "observes")
LEVER_COLUMNS = ("path", "unit", "lower", "upper", "step", "decimals", "kind")
PLACE_COLUMNS = ("place", "name_vi", "name_en")
RATINGS = ("official", "association", "press", "press_aggregated", "forum", "seed", "assumption")
WEB = ("https://", "http://")


def read_source(row: Row) -> Source:
    """Return a source. A document without an address has an empty one."""
    url = row.text("url")
    if url and not url.startswith(WEB):
        row.fault("not_an_address", "url", allowed=", ".join(WEB))
    return Source(
        source_id=row.required("source_id"),
        topic=row.required("topic"),
        publisher=row.required("publisher"),
        url=url,
        date_published=row.optional_day("date_published"),
        rating=row.choice("rating", RATINGS),
        line=row.line,
    )


def read_indicator(row: Row) -> Indicator:
    """Return an indicator."""
    return Indicator(
        indicator=row.required("indicator"),
        unit=row.required("unit"),
        definition=row.required("definition"),
        observes=row.required("observes"),
        line=row.line,
    )


def read_lever(row: Row) -> Lever:
    """Return a lever, whose range must hold at least one step."""
    lower, upper, step = row.number("lower"), row.number("upper"), row.number("step")
    decimals = row.number("decimals")
    if lower >= upper:
        row.fault("range_is_empty", "upper", allowed=f"> {lower:g}")
    elif step <= 0 or step > upper - lower:
        row.fault("value_out_of_range", "step", allowed=f"0 < step ≤ {upper - lower:g}")
    if "decimals" not in row.unread and decimals not in range(10):
        row.fault("value_out_of_range", "decimals", allowed="0, 1, 2, … 9")
    if row.unread:  # a range that cannot be trusted refuses nothing elsewhere
        lower, upper = -inf, inf
    return Lever(
        path=row.required("path"),
        unit=row.required("unit"),
        lower=lower,
        upper=upper,
        step=step,
        decimals=0 if "decimals" in row.unread else int(decimals),
        kind=row.required("kind"),
        line=row.line,
    )


def read_place(row: Row) -> str:
    """Return the id of a place that figures are about but that is not simulated."""
    row.required("name_vi")
    row.required("name_en")
    return row.required("place")
