"""The drawing of the model: money, four groups of households, communes, and what acts on which move."""

from __future__ import annotations

from html import escape

from simulator.model import communes, households
from simulator.model.households import ESCAPED, NEAR_POOR, POOR, SECURE
from simulator.texts import text

WIDTH, HEIGHT = 1000, 610
BOX_TOP, BOX_HEIGHT, BOX_WIDTH = 262, 74, 164
GROUPS = {"poor": ("P", 16), "near_poor": ("N", 284), "escaped": ("E", 552), "secure": ("S", 820)}
PROGRAMMES = (("C", 250, 122), ("B", 382, 126), ("T", 518, 174), ("N", 702, 136))  # letter, x, width
TIERS = (("below", 374), ("standard", 540), ("advanced", 706), ("model", 872))
TIER_TOP, TIER_HEIGHT, TIER_WIDTH = 508, 50, 112
UPPER, LOWER, BOTTOM = BOX_TOP + 22, BOX_TOP + 52, BOX_TOP + BOX_HEIGHT
# How each move of the model between groups of households is drawn: a move without a line here cannot be drawn at all.
ARROWS = {
    (POOR, NEAR_POOR): (f"M180 {UPPER} L282 {UPPER}", "up"),
    (POOR, ESCAPED): (f"M98 {BOX_TOP} C130 170 600 170 634 {BOX_TOP - 2}", "up"),
    (NEAR_POOR, ESCAPED): (f"M448 {UPPER} L550 {UPPER}", "up"),
    (NEAR_POOR, POOR): (f"M284 {LOWER} L183 {LOWER}", "down"),
    (ESCAPED, NEAR_POOR): (f"M552 {LOWER} L451 {LOWER}", "down"),
    (ESCAPED, POOR): (f"M600 {BOTTOM} C570 400 160 400 126 {BOTTOM + 3}", "down"),
    (ESCAPED, SECURE): (f"M716 {BOX_TOP + 37} L818 {BOX_TOP + 37}", "up"),
    (SECURE, NEAR_POOR): (f"M880 {BOTTOM} C850 416 440 416 396 {BOTTOM + 3}", "down"),
    (SECURE, POOR): (f"M920 {BOTTOM} C880 462 110 462 76 {BOTTOM + 3}", "down"),
}


def drawing(language: str) -> str:
    """The whole drawing as one line of HTML, labels in the language; colours come from the page's style sheet."""
    parts = [_markers(), *_money(language), *_households(language), *_moves(language), *_communes(language)]
    label, caption = (escape(text(f"methods.drawing.{name}", language)) for name in ("alt", "caption"))
    return (
        f"<figure class='methods-drawing'><div><svg viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{label}'>"
        f"{''.join(parts)}</svg></div><figcaption>{caption}</figcaption></figure>"
    )


def _markers() -> str:
    heads = "".join(
        f"<marker id='methods-{kind}' viewBox='0 0 10 10' refX='8.5' refY='5' markerWidth='7' markerHeight='7' "
        f"orient='auto-start-reverse'><path class='head {kind}' d='M0 1 L9 5 L0 9 z'></path></marker>"
        for kind in ("up", "down", "plain")
    )
    return f"<defs>{heads}</defs>"


def _says(name: str, language: str) -> str:
    return escape(text(f"methods.drawing.{name}", language))


def _text(x: float, y: float, content: str, kind: str = "", anchor: str = "middle") -> str:
    return f"<text x='{x}' y='{y}' class='{kind}' text-anchor='{anchor}'>{content}</text>"


def _box(x: float, y: float, width: float, height: float, kind: str = "") -> str:
    return f"<rect x='{x}' y='{y}' width='{width}' height='{height}' rx='9' class='box {kind}'></rect>"


def _arrow(path: str, kind: str) -> str:
    return f"<path d='{path}' class='arrow {kind}' marker-end='url(#methods-{kind})'></path>"


def _badges(x: float, y: float, letters: str) -> str:
    """Circles with the letters of the blocks that act on a move, centred on x."""
    first = x - 11 * (len(letters) - 1)
    return "".join(
        f"<circle cx='{first + 22 * n}' cy='{y}' r='9.5' class='badge'></circle>"
        + _text(first + 22 * n, y + 4, letter, "letter")
        for n, letter in enumerate(letters)
    )


def _lane(y: float, name: str, language: str) -> str:
    line = f"<line x1='0' x2='{WIDTH}' y1='{y}' y2='{y}' class='lane'></line>" if y > 20 else ""
    return line + _text(0, y + 21 if line else y, _says(f"lane.{name}", language), "lane-name", "start")


def _money(language: str) -> list[str]:
    top = 34
    parts = [
        _lane(14, "money", language),
        _box(0, top, 168, 58, "quiet"),
        _text(84, top + 25, _says("budget", language), "name"),
        _text(84, top + 44, _says("budget_sub", language), "sub"),
        _arrow(f"M170 {top + 29} L236 {top + 29}", "plain"),
        f"<rect x='240' y='{top - 8}' width='606' height='74' rx='12' class='frame'></rect>",
    ]
    for letter, x, width in PROGRAMMES:
        parts += _chip(letter, x, top, width, language)
    return [*parts, *_chip("E", 861, top, 138, language)]


def _chip(letter: str, x: float, top: float, width: float, language: str) -> list[str]:
    return [
        _box(x, top, width, 58),
        _badges(x + 19, top + 21, letter),
        _text(x + 34, top + 25, _says(letter, language), "name small", "start"),
        _text(x + width / 2, top + 46, _says(f"{letter}_sub", language), "sub tight"),
    ]


def _households(language: str) -> list[str]:
    parts = [
        _lane(118, "households", language),
        _text(WIDTH, 139, _says("growth", language), "sub", "end"),
    ]
    for name, (letter, x) in GROUPS.items():
        middle = x + BOX_WIDTH / 2
        parts += [
            _box(x, BOX_TOP, BOX_WIDTH, BOX_HEIGHT, "group"),
            _text(middle, BOX_TOP + 33, f"{_says(name, language)} · {letter}", "name"),
            _text(middle, BOX_TOP + 54, _says(f"{name}_sub", language), "sub"),
        ]
    return parts


def _moves(language: str) -> list[str]:
    """Arrows between the groups: upper arcs and lines go up, lower ones go down."""
    arrows = [_arrow(*ARROWS[pair]) for pair in households.MOVES.pairs]
    labels = [
        _text(366, 182, _says("income", language), "move"),
        _badges(366, 199, "CT"),
        _text(231, UPPER - 32, _says("services", language), "move"),
        _badges(231, UPPER - 14, "BC"),
        _text(220, LOWER + 19, _says("lost", language), "move"),
        _badges(267, LOWER + 15, "E"),
        _text(499, UPPER - 32, _says("over", language), "move"),
        _badges(499, UPPER - 14, "CT"),
        _badges(500, LOWER + 15, "C"),
        _text(767, BOX_TOP + 28, _says("months", language), "move"),
        _text(270, 407, f"{_says('relapse', language)}", "move"),
        _badges(320 if language == "vi" else 308, 403, "C"),
        _text(690, 434, _says("newly", language), "move", "start"),
        _badges(674, 430, "C"),
    ]
    return arrows + labels


def _communes(language: str) -> list[str]:
    middle = TIER_TOP + TIER_HEIGHT / 2
    parts = [
        _lane(452, "communes", language),
        _box(0, 484, 274, 112, "quiet"),
        _text(16, 507, _says("ready", language), "name", "start"),
        _arrow(f"M276 {middle} L371 {middle}", "plain"),
        _badges(322, middle - 17, "N"),
    ]
    for n, (name, letters) in enumerate((("ready_poverty", "H"), ("ready_houses", "B"), ("ready_labour", "T"))):
        parts += [_badges(26, 526 + 26 * n, letters), _text(44, 530 + 26 * n, _says(name, language), "sub", "start")]
    for name, x in TIERS:
        parts += [
            _box(x, TIER_TOP, TIER_WIDTH, TIER_HEIGHT, "group"),
            _text(x + TIER_WIDTH / 2, middle + 5, _says(name, language), "name small"),
        ]
    for origin, goal in communes.MOVES.pairs:
        parts += _tier_move(TIERS[origin][1], TIERS[goal][1])
    return [*parts, _text(680, 603, _says("loss", language), "move"), _badges(592, 586, "E")]


def _tier_move(origin: float, goal: float) -> list[str]:
    """One move between tiers: up along the row, down around below it."""
    middle, bottom = TIER_TOP + TIER_HEIGHT / 2, TIER_TOP + TIER_HEIGHT
    if goal > origin:
        between = (origin + TIER_WIDTH + goal) / 2
        line = _arrow(f"M{origin + TIER_WIDTH} {middle} L{goal - 3} {middle}", "up")
        return [line, _badges(between, middle - 17, "N")]
    start, end = origin + TIER_WIDTH / 2, goal + TIER_WIDTH / 2
    return [_arrow(f"M{start} {bottom} L{start} 586 L{end} 586 L{end} {bottom + 3}", "down")]
