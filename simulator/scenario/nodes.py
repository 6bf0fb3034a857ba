"""A planner's YAML as a tree of texts with their places, read cheaply and strictly.

PyYAML's pure-Python scanner and parser are used below its loaders: no object is built from the file, and what
can hang or mislead a loader (anchors, aliases, tags, directives, complex keys, depth, bulk) is refused the
moment it is seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from yaml.error import Mark, MarkedYAMLError
from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import Token

from simulator.errors import Fault, ScenarioError

LARGEST_FILE = 64 * 1024  # bytes
DEEPEST = 6  # mappings and lists inside each other; the format needs five
MOST_TOKENS = 6_000  # three times the fullest scenario that the format allows

# Control, bidirectional and other invisible characters: they make a file read otherwise than it looks.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# What PyYAML says of the slips that planners make most, and the text that tells how to mend them.
COMMON_SLIPS = {"\\t": "scenario_tab", "mapping values are not allowed": "scenario_colon"}
BLOCK_STYLES = ("|", ">")
LINE_KEY = re.compile(r"\s*(?:- )*[{\[\s]*([\w.]{1,60})\s*:")
LIMITS = {"scenario_too_deep": f"≤ {DEEPEST}", "scenario_too_many_parts": f"≤ {MOST_TOKENS}"}
NUMBER_START = re.compile(r"-?[0-9][0-9.,]*")
DIGITS = re.compile(r"[0-9]+")


# Nodes are equal when they say the same, wherever they stand: from ``start`` to ``end`` in the normalised text.
@dataclass(frozen=True)
class ScalarNode:
    """One text of the file; ``plain`` when it stands without quotes."""

    text: str
    plain: bool
    line: int = field(compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True)
class SequenceNode:
    """A list; ``flow`` when it stands in brackets."""

    items: tuple[Node, ...]
    line: int = field(compare=False)
    flow: bool = field(default=False, compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True)
class MappingNode:
    """Keys and values in the order of the file; keys may repeat; ``flow`` when they stand in braces."""

    items: tuple[tuple[ScalarNode, Node], ...]
    line: int = field(compare=False)
    flow: bool = field(default=False, compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


Node = ScalarNode | SequenceNode | MappingNode


def read_nodes(text: str, file: str) -> Node:
    """Return the tree of the one document in ``text``; ScenarioError when there is no way to read on."""
    text = normalised(text)
    _refuse_bulk(text, file)
    _refuse_unseen(text, file)
    reader = _StrictReader(text, file)
    try:
        return reader.document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or ""
        known = (code for sign, code in COMMON_SLIPS.items() if sign in problem)
        raise reader.refusal(next(known, "scenario_syntax"), mark.line if mark else 0) from None


def normalised(text: str) -> str:
    """Return the text that the places of nodes count in: without a byte order mark, lines ended by one newline."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def too_large(file: str) -> ScenarioError:
    """Return the error for a file above the size limit."""
    return ScenarioError([Fault("scenario_too_large", file, allowed=f"≤ {LARGEST_FILE // 1024} kB")])


def _refuse_bulk(text: str, file: str) -> None:
    if len(text) > LARGEST_FILE or len(text.encode("utf-8", "surrogatepass")) > LARGEST_FILE:
        raise too_large(file)
    if not text.strip():
        raise ScenarioError([Fault("scenario_empty", file)])


def _refuse_unseen(text: str, file: str) -> None:
    faults: dict[int, Fault] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        found = UNSEEN.search(line)
        if found and len(faults) < 20:
            key = LINE_KEY.match(line)
            where = (file, number, key[1] if key else "")
            faults[number] = Fault("scenario_unseen_character", *where, value=code_point(found[0]))
    if faults:
        raise ScenarioError(faults.values())


def code_point(letter: str) -> str:
    """Return a character by its number, for characters that cannot be shown."""
    return f"U+{ord(letter):04X}"


class _StrictReader(Reader, Scanner, Parser):
    """Events of PyYAML, refused early, made into nodes."""

    def __init__(self, text: str, file: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        self.file = file
        self.text = text
        self.lines = text.split("\n")
        self.fetched = 0

    def document(self) -> Node:
        """Return the tree of the only document."""
        self._next()  # start of the stream
        if self.check_event(StreamEndEvent):
            raise ScenarioError([Fault("scenario_empty", self.file)])
        self._next()  # start of the document
        node = self._node(self._next(), 1)
        self._next()  # end of the document
        if not self.check_event(StreamEndEvent):
            raise self.refusal("scenario_second_document", _start(self._next()).line)
        return node

    def refusal(self, code: str, line: int | None = None) -> ScenarioError:
        """Return the error for what stands on a line (counted from 0), by default where the scanner is."""
        at = self.line if line is None else line
        excerpt = self.lines[at].strip() if at < len(self.lines) else ""
        key = LINE_KEY.match(excerpt)
        return ScenarioError([Fault(code, self.file, at + 1, key[1] if key else "", excerpt, LIMITS.get(code, ""))])

    def fetch_more_tokens(self) -> None:
        self.fetched += 1
        if self.fetched > MOST_TOKENS:
            raise self.refusal("scenario_too_many_parts")
        super().fetch_more_tokens()

    def fetch_flow_collection_start(self, TokenClass: type[Token]) -> None:  # noqa: N803 - PyYAML's name
        if self.flow_level >= DEEPEST:
            raise self.refusal("scenario_too_deep")
        super().fetch_flow_collection_start(TokenClass)

    def fetch_anchor(self) -> None:
        raise self.refusal("scenario_anchor")

    def fetch_alias(self) -> None:
        raise self.refusal("scenario_anchor")

    def fetch_tag(self) -> None:
        raise self.refusal("scenario_tag")

    def fetch_directive(self) -> None:
        raise self.refusal("scenario_tag")

    def fetch_key(self) -> None:
        raise self.refusal("scenario_complex_key")

    def _next(self) -> Event:
        event: Event = self.get_event()  # type: ignore[no-untyped-call]
        return event

    def _node(self, event: Event, depth: int) -> Node:
        line, start = _start(event).line, _start(event).index
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if depth > DEEPEST:
            raise self.refusal("scenario_too_deep", line)
        if isinstance(event, MappingStartEvent):
            pairs, end = self._pairs(event, depth)
            return MappingNode(pairs, line + 1, bool(event.flow_style), start, end)
        items: list[Node] = []
        while not isinstance(following := self._next(), SequenceEndEvent):
            items.append(self._node(following, depth + 1))
        flow = bool(event.flow_style)  # type: ignore[attr-defined]
        end = _end(following).index if flow or not items else items[-1].end
        return SequenceNode(tuple(items), line + 1, flow, start, end)

    def _scalar(self, event: ScalarEvent) -> ScalarNode:
        start, end = _start(event).index, _end(event).index
        if event.style in BLOCK_STYLES:  # PyYAML counts the blank lines below to it
            end = start + len(self.text[start:end].rstrip())
        return ScalarNode(event.value, event.style is None, _start(event).line + 1, start, end)

    def _pairs(self, start: MappingStartEvent, depth: int) -> tuple[tuple[tuple[ScalarNode, Node], ...], int]:
        pairs: list[tuple[ScalarNode, Node]] = []
        end = -1  # where the last value or rejoined key ended
        while not isinstance(key_event := self._next(), MappingEndEvent):
            key, value_event = self._key(key_event), self._next()
            value = self._node(value_event, depth + 1)
            touching = bool(start.flow_style and pairs) and _start(key_event).index == end + 1
            whole = _rejoined(pairs[-1][1], key, value) if touching else None
            if whole:
                pairs[-1] = (pairs[-1][0], whole)
            else:
                pairs.append((key, value))
            end = _end(key_event if whole else value_event).index
        inside = start.flow_style or not pairs
        return tuple(pairs), _end(key_event).index if inside else pairs[-1][1].end

    def _key(self, event: Event) -> ScalarNode:
        line = _start(event).line
        if not isinstance(event, ScalarEvent):
            raise self.refusal("scenario_complex_key", line)
        if event.value == "<<" and event.style is None:
            raise self.refusal("scenario_anchor", line)
        return self._scalar(event)


def _start(event: Event) -> Mark:
    return cast(Mark, event.start_mark)


def _end(event: Event) -> Mark:
    return cast(Mark, event.end_mark)


def _rejoined(before: Node, key: ScalarNode, value: Node) -> ScalarNode | None:
    """Put together again a number with a decimal comma, which YAML cuts in two inside braces."""
    gap = isinstance(value, ScalarNode) and value.plain and not value.text
    if not (gap and key.plain and isinstance(before, ScalarNode) and before.plain):
        return None
    if NUMBER_START.fullmatch(before.text) and DIGITS.fullmatch(key.text):
        return ScalarNode(f"{before.text},{key.text}", True, before.line)
    return None
