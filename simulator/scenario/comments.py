"""Saves that keep what a planner wrote by hand: only the values that change are replaced in the text of a file.

Two canonical texts tell what changes: what the file said before, and what it is to say. Their trees are walked beside
that of the file. Where both say the same, the text of the file stays as it is, letter for letter, with its comments,
order, quotes and blank lines. Whether the result says what it should is for the caller to check.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from simulator.scenario.nodes import MappingNode, Node, ScalarNode, SequenceNode, normalised, read_nodes

TAIL = re.compile(r"[ \t]*(#[^\n]*)?(?=\n|\Z)")
COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
DASH = re.compile(r"-[ ]*\Z")
JOINT = ", "

Pairs = Mapping[str, tuple[ScalarNode, Node]]


def patched(text: str, before: str, after: str) -> str:
    """Return the text of a file with the differences of two canonical texts made in it; its line ends are kept."""
    file, canonical = _Source(normalised(text)), _Source(after)
    now = read_nodes(file.text, "")
    part = _Patch(file, canonical).part(now, read_nodes(before, ""), read_nodes(after, ""))
    result = f"{file.text[: now.start]}{part}{file.text[file.end(now) :]}"
    if "\r\n" in text:
        result = result.replace("\n", "\r\n")
    return f"\ufeff{result}" if text.startswith("\ufeff") else result


def lost_comments(before: str, after: str) -> tuple[str, ...]:
    """Return the comments of one text of a file that another does not have."""
    return tuple((Counter(comments(before)) - Counter(comments(after))).elements())


def comments(text: str) -> list[str]:
    """Return the comments of a file, in its order."""
    text = normalised(text)
    bare = [*text]
    for scalar in _scalars(read_nodes(text, "")):
        bare[scalar.start : scalar.end] = "." * (scalar.end - scalar.start)
    return [found[0].strip() for found in COMMENT.finditer("".join(bare))]


def _scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
        return
    parts = node.items if isinstance(node, SequenceNode) else (part for pair in node.items for part in pair)
    for part in parts:
        yield from _scalars(part)


@dataclass(frozen=True)
class _Source:
    """A text, and where the parts of its tree stand in it."""

    text: str

    def part(self, node: Node) -> str:
        """Return a part as it is written."""
        return self.text[node.start : self.end(node)]

    def end(self, node: Node) -> int:
        """Return where a part ends: with the comment behind its last line, when that line is its own."""
        if isinstance(node, ScalarNode) or node.flow or not node.items:
            return node.end
        return self.line_end(node.items[-1] if isinstance(node, SequenceNode) else node.items[-1][1])

    def line_end(self, node: Node) -> int:
        """Return where the line of a part ends, with its comment, when nothing else follows in it."""
        tail = TAIL.match(self.text, self.end(node))
        return tail.end() if tail else self.end(node)

    def tail(self, node: Node) -> str:
        """Return what stands behind a part in its last line: blanks and a comment."""
        return self.text[self.end(node) : self.line_end(node)]

    def column(self, node: Node) -> int:
        """Return how far a part is from the start of its line."""
        return node.start - self.text.rfind("\n", 0, node.start) - 1

    def pair(self, key: ScalarNode, value: Node, column: int) -> str:
        """Return a key and its value as they are written, moved to another column."""
        first, *others = self.text[key.start : self.end(value)].split("\n")
        shift = column - self.column(key)
        return "\n".join([first, *(" " * (len(line) - len(line.lstrip()) + shift) + line.lstrip() for line in others)])

    def in_line(self, node: Node) -> str:
        """Return a part in one line."""
        if isinstance(node, ScalarNode):
            return self.part(node)
        if isinstance(node, SequenceNode):
            return f"[{JOINT.join(map(self.in_line, node.items))}]"
        return f"{{{JOINT.join(f'{self.part(key)}: {self.in_line(value)}' for key, value in node.items)}}}"


@dataclass(frozen=True)
class _Patch:
    """Writes the parts of a file anew: unchanged ones from its own text, the others from the canonical one."""

    file: _Source
    canonical: _Source

    def part(self, now: Node, old: Node | None, new: Node) -> str:
        """Return a part of the file that said ``old`` and is to say ``new``."""
        if old == new:
            return self.file.part(now)
        if isinstance(now, MappingNode) and isinstance(old, MappingNode) and isinstance(new, MappingNode):
            write = self._braces if now.flow else self._lines
            return write(now, _pairs(old), _pairs(new))
        if isinstance(now, SequenceNode) and isinstance(old, SequenceNode) and isinstance(new, SequenceNode):
            return self._list(now, old, new) if _in_lines(now, old, new) else self.canonical.in_line(new)
        return self.canonical.in_line(new)

    def _braces(self, now: MappingNode, old: Pairs, new: Pairs) -> str:
        """Return a group in braces: with its own gaps when its keys stay, else in one line."""
        own = _pairs(now)
        order = [key for key in _order(own, old, new) if key not in old or key in new]
        if order != [*own]:
            parts = (self._pair(*own[key], old, new) if key in own else self._new_pair(*new[key]) for key in order)
            return f"{{{JOINT.join(parts)}}}"
        text, end = "", now.start
        for key, value in now.items:
            text += self.file.text[end : key.start] + self._pair(key, value, old, new)
            end = value.end
        return text + self.file.text[end : now.end]

    def _lines(self, now: MappingNode, old: Pairs, new: Pairs) -> str:
        """Return a group in lines. The comments above a key stay when the key goes."""
        own, column = _pairs(now), self.file.column(now)
        start = "\n" + " " * column
        written: dict[str, str] = {}
        end = now.start
        for key, value in now.items:
            gap = self.file.text[end : key.start] if written else start
            end = self.file.line_end(value)
            gone = key.text in old and key.text not in new
            written[key.text] = gap.rstrip() if gone else gap + self._line(key, value, old, new)
        added = {key: start + self.canonical.pair(*new[key], column) for key in new if key not in own}
        return "".join((written | added)[key] for key in _order(own, old, new)).lstrip("\n ")

    def _list(self, now: SequenceNode, old: SequenceNode, new: SequenceNode) -> str:
        """Return a list in lines: its items are matched with those that it is to have. Comments above an item stay."""
        start = "\n" + " " * self.file.column(now) + "- "
        gaps = [start]
        for before, item in pairwise(now.items):
            gaps.append(self.file.text[self.file.line_end(before) : item.start])
        text = ""
        for _, at, to, new_at, new_to in SequenceMatcher(None, old.items, new.items, autojunk=False).get_opcodes():
            for here, there in zip_longest(range(at, to), range(new_at, new_to)):
                if here is None:
                    text += start + self.canonical.in_line(new.items[there])
                elif there is None:
                    text += DASH.sub("", gaps[here]).rstrip()
                else:
                    item = now.items[here]
                    text += gaps[here] + self.part(item, old.items[here], new.items[there]) + self.file.tail(item)
        return text.lstrip("\n ")

    def _pair(self, key: ScalarNode, value: Node, old: Pairs, new: Pairs) -> str:
        """Return a key of the file with its value."""
        if key.text not in new:
            return self.file.text[key.start : self.file.end(value)]
        before = old[key.text][1] if key.text in old else None
        head = self.file.text[key.start : value.start]
        return f"{head}{'' if value.end > value.start else ' '}{self.part(value, before, new[key.text][1])}"

    def _new_pair(self, key: ScalarNode, value: Node) -> str:
        return f"{self.canonical.part(key)}: {self.canonical.in_line(value)}"

    def _line(self, key: ScalarNode, value: Node, old: Pairs, new: Pairs) -> str:
        """Return a key of the file with its value and the comment behind it, in a line of its own or several."""
        before = old[key.text][1] if key.text in old else None
        if key.text in new and before != new[key.text][1] and not _replaceable(value, before, new[key.text][1]):
            return self.canonical.pair(*new[key.text], self.file.column(key)) + self.file.tail(value)
        return self._pair(key, value, old, new) + self.file.tail(value)


def _pairs(node: MappingNode) -> Pairs:
    return {key.text: (key, value) for key, value in node.items}


def _order(own: Iterable[str], old: Pairs, new: Pairs) -> list[str]:
    """Return the keys of a group of the file, and those that come to it after the one that they follow in the new."""
    order = [*own]
    before = ""
    for key in new:
        if key not in order and (key not in old or old[key][1] != new[key][1]):
            order.insert(order.index(before) + 1 if before in order else 0, key)
        before = key if key in order else before
    return order


def _replaceable(value: Node, before: Node | None, new: Node) -> bool:
    """Tell whether a new value can be written where the old one stands, behind its key."""
    if isinstance(value, MappingNode) and isinstance(before, MappingNode) and isinstance(new, MappingNode):
        return True
    if isinstance(value, SequenceNode) and isinstance(before, SequenceNode) and isinstance(new, SequenceNode):
        return _in_lines(value, before, new) or (value.flow and new.flow)
    return _is_short(value) and _is_short(new)


def _in_lines(now: SequenceNode, old: SequenceNode, new: SequenceNode) -> bool:
    """Tell whether a list can be changed item by item."""
    return not now.flow and len(now.items) == len(old.items) and bool(new.items)


def _is_short(node: Node) -> bool:
    return isinstance(node, ScalarNode) or node.flow or not node.items
