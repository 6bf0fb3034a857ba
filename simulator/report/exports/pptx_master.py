"""The look of the slides: page, fonts, colours, master and its two layouts.

Fonts are Arial: every Windows, macOS and LibreOffice draws it, or the metric twin Liberation Sans, with all Vietnamese
letters, so lines break in the same places everywhere. The page's own Be Vietnam Pro is on no office computer.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches, Pt

from simulator.report.compare_charts import LIGHT as SCENARIO_COLORS
from simulator.report.palette import LIGHT

FONT = "Arial"
WIDTH, HEIGHT = 13.333, 7.5  # inches, 16:9
LEFT, ACROSS = 0.6, 12.13  # inches: left margin, width between the margins
TITLE_SLIDE, CONTENT = "Title Slide", "Title Only"
_THEME_COLORS = {
    "dk1": LIGHT.text, "lt1": LIGHT.paper, "dk2": LIGHT.muted, "lt2": LIGHT.panel,
    **{f"accent{place + 1}": color for place, color in enumerate(SCENARIO_COLORS[:6])},
    "hlink": LIGHT.accent, "folHlink": LIGHT.muted,
}  # fmt: skip
# Where the placeholders stand, in inches: left, top, width, height; then points and alignment.
_PLACES: dict[str, tuple[float, float, float, float, float, PP_ALIGN]] = {
    "title": (LEFT, 0.38, ACROSS, 1.22, 24.0, PP_ALIGN.LEFT),
    "body": (LEFT, 1.75, ACROSS, 4.6, 18.0, PP_ALIGN.LEFT),
    "ftr": (LEFT, 6.98, 10.6, 0.32, 11.0, PP_ALIGN.LEFT),
    "sldNum": (11.73, 6.98, 1.0, 0.32, 12.0, PP_ALIGN.RIGHT),
    "ctrTitle": (1.0, 0.85, 11.3, 1.5, 34.0, PP_ALIGN.LEFT),
    "subTitle": (1.0, 2.4, 11.3, 0.8, 16.0, PP_ALIGN.LEFT),
}


def rgb(color: str) -> RGBColor:
    """A colour of the palette for a slide."""
    known: Any = RGBColor
    found: RGBColor = known.from_string(color.removeprefix("#").upper())
    return found


def blank_deck() -> Deck:
    """A presentation without slides, in the look of the simulator."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(round(WIDTH * 914400)), Emu(round(HEIGHT * 914400))
    _forget(deck)
    master = deck.slide_master
    _themed(master.part.part_related_by(RT.THEME))
    for layout in list(deck.slide_layouts):
        if layout.name not in (TITLE_SLIDE, CONTENT):
            deck.slide_layouts.remove(layout)
    for holder in (master, *deck.slide_layouts):
        for shape in list(holder.placeholders):
            _placed(shape)
    _styled(master.element)
    _barred(master.element.cSld.spTree)
    return deck


def _forget(deck: Deck) -> None:
    """Leave out what the library's own template brings along: a picture of it, its printer."""
    for holder in (deck.part.package._rels, deck.part.rels):
        for name, relation in list(holder.items()):
            if relation.reltype in (RT.THUMBNAIL, RT.PRINTER_SETTINGS):
                holder.pop(name)


def _themed(theme: Any) -> None:
    blob = renamed(theme.blob.decode("utf-8"))
    for name, color in _THEME_COLORS.items():
        value = f'<a:{name}><a:srgbClr val="{color.removeprefix("#").upper()}"/></a:{name}>'
        blob = re.sub(rf"<a:{name}>.*?</a:{name}>", value, blob, flags=re.S)
    theme._blob = blob.encode("utf-8")


def renamed(theme: str) -> str:
    """A theme with our fonts and without the names of the library's."""
    found = re.sub(r'<a:latin typeface="[^"]*"/>', f'<a:latin typeface="{FONT}"/>', theme)
    return re.sub(r'(<a:(?:theme|clrScheme|fontScheme|fmtScheme)\b[^>]*?name=")[^"]*"', r'\1Simulator"', found)


def _placed(shape: Any) -> None:
    kind = shape.element.ph.get("type", "body")
    if kind == "dt":
        shape.element.getparent().remove(shape.element)
        return
    if kind not in _PLACES:
        return
    left, top, width, height, size, align = _PLACES[kind]
    shape.left, shape.top, shape.width, shape.height = (Inches(value) for value in (left, top, width, height))
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if kind == "ctrTitle" else MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = 0
    _level(shape.element.txBody, size, align, color="dk2" if kind in ("ftr", "sldNum", "subTitle") else "dk1")


def _level(body: Any, size: float, align: PP_ALIGN, *, color: str) -> None:
    """The first level of a placeholder's list style: size, alignment, colour of the theme."""
    for child in body.findall(qn("a:lstStyle")):
        body.remove(child)
    side = {PP_ALIGN.LEFT: "l", PP_ALIGN.RIGHT: "r"}[align]
    bold = ' b="1"' if size > 20 else ""
    style = etree.fromstring(
        '<a:lstStyle xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:lvl1pPr marL="0" indent="0" algn="{side}"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}"{bold}><a:solidFill><a:schemeClr val="{_SCHEME[color]}"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr></a:lstStyle>"
    )
    body.insert(1, style)


_SCHEME = {"dk1": "tx1", "dk2": "tx2"}


def _styled(master: Any) -> None:
    """The master's title style: left, bold, dark; sizes are those of the placeholders."""
    for paragraph in master.findall(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}"):
        paragraph.set("algn", "l")
        paragraph.find(qn("a:defRPr")).set("sz", str(round(Pt(24).pt * 100)))


def _barred(tree: Any) -> None:
    """A narrow band at the left edge and a hairline over the footer, behind everything."""
    band = _rectangle(9001, 0.0, 0.0, 0.18, HEIGHT, "accent1")
    hairline = _rectangle(9002, LEFT, 6.9, ACROSS, 0.012, "bg2")
    for place, shape in enumerate((band, hairline)):
        tree.insert(2 + place, shape)


def _rectangle(number: int, left: float, top: float, width: float, height: float, color: str) -> Any:
    x, y, cx, cy = (round(value * 914400) for value in (left, top, width, height))
    return etree.fromstring(
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<p:nvSpPr><p:cNvPr id="{number}" name="band {number}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="{color}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
