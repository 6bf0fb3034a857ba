"""A native table of a scenario's figures, beside its chart."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches

from simulator.report.deck.screen import Grid
from simulator.report.exports.pptx_master import rgb
from simulator.report.exports.pptx_text import Box, put
from simulator.report.palette import LIGHT

ROW, FEWEST, MOST = 0.36, 3, 6  # inches of a row; rows below which no table is drawn, and above which no more are
SIZE = 12.0
COLUMNS = {3: (0.48, 0.18, 0.34), 5: (0.47, 0.17, 0.36)}
"""Shares of the width by the number of columns of the grid: figure, value, and interval or difference."""
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def figures_table(slide: Any, grid: Grid, box: Box, language: str) -> Any:
    """The first rows that there is room for: figure, value, and the difference, or the interval of the reference."""
    left, top, width, height = box
    count = min(int(height / ROW) - 1, len(grid.rows), MOST)
    if count < FEWEST:
        return None
    third = 3 if len(grid.header) > 3 else 2
    rows = [[row[0], row[1], row[third]] for row in (grid.header, *grid.rows[:count])]
    sizes = (Inches(value) for value in (left, top, width, ROW * len(rows)))
    table = slide.shapes.add_table(len(rows), 3, *sizes).table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE
    for column, share in zip(table.columns, COLUMNS[5 if third == 3 else 3], strict=True):
        column.width = Inches(share * width)
    for place, row in enumerate(rows):
        table.rows[place].height = Inches(ROW)
        for column, words in enumerate(row):
            _cell(table.cell(place, column), words, language, head=place == 0, right=column > 0)
    return table


def _cell(cell: Any, words: str, language: str, *, head: bool, right: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(0.04)
    cell.margin_top = cell.margin_bottom = Inches(0.01)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    if head:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(LIGHT.zone)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    put(paragraph, words, language, {"size": SIZE - 1 if head else SIZE, "bold": head})
