"""Small drawings of the evidence page as HTML: ranges beside each other, chances, histograms."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.learning import Range

WHOLE = 100.0
THINNEST = 1.2  # percent of the width, so that the narrowest range is seen


def ranges(before: Range, after: Range, said: str) -> str:
    """The range before above the range after, on one axis; said: for those who hear the page."""
    low, high = min(before.p05, after.p05), max(before.p95, after.p95)
    size = high - low

    def place(value: float) -> float:
        return WHOLE * (value - low) / size if size else 0.0

    bars = "".join(
        _bar(kind, place(found.p05), place(found.p95)) + _middle(kind, place(found.median))
        for kind, found in (("before", before), ("after", after))
    )
    return f"<div class='evidence-range' role='img' aria-label='{said}'>{bars}</div>"


def chances(now: float, low: float, high: float, said: str) -> str:
    """The chance of a target now, and what it would be at a low and a high figure, between none and all."""
    first, last = sorted((WHOLE * low, WHOLE * high))
    bars = _bar("after", first, last) + _middle("before", WHOLE * now)
    return f"<div class='evidence-range chance' role='img' aria-label='{said}'>{bars}</div>"


def histogram(counts: Sequence[int], expected: float, most: float, said: str) -> str:
    """Columns of counts, with a line where they would all be if they were even."""
    columns = "".join(f"<i style='height:{WHOLE * count / most:.1f}%'></i>" for count in counts)
    line = f"<b style='bottom:{WHOLE * expected / most:.1f}%'></b>"
    return f"<div class='evidence-ranks' role='img' aria-label='{said}'>{columns}{line}</div>"


def _bar(kind: str, first: float, last: float) -> str:
    width = max(last - first, THINNEST)
    return f"<i class='{kind}' style='left:{min(first, WHOLE - width):.1f}%;width:{width:.1f}%'></i>"


def _middle(kind: str, at: float) -> str:
    return f"<i class='{kind} middle' style='left:calc({at:.1f}% - 1px)'></i>"
