"""Error bars, which the library does not write: 90 % intervals at bars, a vertical line at a break."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from simulator.report.palette import LIGHT

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMES = f'xmlns:c="{_CHART}" xmlns:a="{_DRAWING}"'
_AFTER = ("trendline", "errBars", "xVal", "cat", "yVal", "val", "smooth", "shape", "extLst")


def interval_bars(drawn: Any, ends: Sequence[tuple[float | None, float | None, float | None]]) -> None:
    """Bars from the lower to the upper end of each interval: (value, low, high) a point."""
    if all(low == high for _, low, high in ends):
        return
    plus = [(high or 0.0) - value if value is not None and high is not None else 0.0 for value, _, high in ends]
    minus = [value - low if value is not None and low is not None else 0.0 for value, low, _ in ends]
    _insert(drawn, "both", _literal("plus", plus) + _literal("minus", minus), "cust", LIGHT.text, "solid", 2.25)


def vertical_line(drawn: Any, color: str) -> None:
    """A line from the one point of a series down to the axis."""
    _insert(drawn, "minus", '<c:val val="100"/>', "percentage", color, "sysDash", 1.5)


def _insert(drawn: Any, way: str, sizes: str, kind: str, color: str, dash: str, points: float) -> None:
    is_bar = etree.QName(drawn._element.getparent()).localname == "barChart"
    direction = "" if is_bar else '<c:errDir val="y"/>'
    line = (
        f'<c:spPr><a:ln w="{round(points * 12700)}"><a:solidFill><a:srgbClr val="{color.removeprefix("#").upper()}"/>'
        f'</a:solidFill><a:prstDash val="{dash}"/></a:ln></c:spPr>'
    )
    bars = etree.fromstring(
        f'<c:errBars {_NAMES}>{direction}<c:errBarType val="{way}"/><c:errValType val="{kind}"/>'
        f'<c:noEndCap val="1"/>{sizes}{line}</c:errBars>'
    )
    element = drawn._element
    later = next((child for child in element if etree.QName(child).localname in _AFTER), None)
    if later is None:
        element.append(bars)
    else:
        later.addprevious(bars)


def _literal(name: str, values: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{place}"><c:v>{value:.10g}</c:v></c:pt>' for place, value in enumerate(values))
    count = f'<c:ptCount val="{len(values)}"/>'
    return f"<c:{name}><c:numLit><c:formatCode>General</c:formatCode>{count}{points}</c:numLit></c:{name}>"
