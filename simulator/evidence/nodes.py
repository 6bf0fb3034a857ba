"""From YAML text to typed entries that know their line. No object is built; aliases and tags are refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from simulator.errors import Fault, nearest_name
from simulator.evidence import cells

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PLAIN_TYPES = ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in PLAIN_TYPES)


class Block:
    """A mapping of a YAML file. A value that cannot be read notes a fault and comes back empty."""

    def __init__(self, file: str, path: str, line: int, node: Node, faults: list[Fault]) -> None:
        self.file = file
        self.path = path
        self.line = line
        self._faults = faults
        self._lines: dict[str, int] = {}
        self._nodes: dict[str, Node] = {}
        if isinstance(node, MappingNode):
            self._collect(node)
        else:
            self._note("not_a_mapping", line, path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def only(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        """Refuse keys that are not listed, and ask for those that are required."""
        known = (*required, *optional)
        for key in [key for key in self if key not in known]:
            self.fault("unknown_key", key, key, allowed=", ".join(known), nearest=nearest_name(key, known))
            del self._nodes[key]
        for key in required:
            if key not in self:
                self._note("missing_key", self.line, self.dotted(key))

    def fault(self, code: str, key: str, value: str, *, allowed: str = "", nearest: str = "") -> None:
        """Note a fault at the line of a key."""
        line = self._lines.get(key, self.line)
        self._faults.append(Fault(code, self.file, line, self.dotted(key), value, allowed, nearest))

    def dotted(self, key: str) -> str:
        """Return the key with the keys around it."""
        return f"{self.path}.{key}" if self.path else key

    def text(self, key: str) -> str:
        """Return a text, "" when the key is missing or holds no text."""
        node = self._nodes.get(key)
        if node is None:
            return ""
        if not isinstance(node, ScalarNode) or not node.value.strip():
            self.fault("not_a_text", key, _shown(node))
            return ""
        return str(node.value).strip()

    def number(self, key: str) -> float | None:
        """Return a number, None when the key is missing or holds no number."""
        text = self._plain(key, "not_a_number")
        value, code = cells.number(text) if text else (None, "")
        if code:
            self.fault(code, key, text, nearest=text.replace(",", ".") if code == "decimal_comma" else "")
        return value

    def day(self, key: str) -> date | None:
        """Return a date, None when the key is missing or holds no date."""
        text = self._plain(key, "not_a_date")
        value, code = cells.day(text) if text else (None, "")
        if code:
            self.fault(code, key, text, allowed=cells.DATES if code == "date_out_of_range" else "")
        return value

    def yes(self, key: str) -> bool:
        """Return whether a key says true."""
        text = self._plain(key, "unknown_choice")
        if text not in ("", "true", "false"):
            self.fault("unknown_choice", key, text, allowed="true, false")
        return text == "true"

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of names, empty when the key is missing."""
        node = self._nodes.get(key)
        if node is None:
            return ()
        items = node.value if isinstance(node, SequenceNode) else [node]
        if isinstance(node, SequenceNode) and all(isinstance(item, ScalarNode) for item in items):
            return tuple(str(item.value) for item in items)
        self.fault("not_a_list", key, _shown(node))
        return ()

    def block(self, key: str) -> Block:
        """Return the mapping under a key, an empty one when the key is missing."""
        line = self._lines.get(key, self.line)
        node = self._nodes.get(key, MappingNode("tag:yaml.org,2002:map", []))
        return Block(self.file, self.dotted(key), line, node, self._faults)

    def _plain(self, key: str, code: str) -> str:
        node = self._nodes.get(key)
        if node is None:
            return ""
        if isinstance(node, ScalarNode) and not node.style and node.value:
            return str(node.value)
        self.fault(code, key, _shown(node))
        return ""

    def _collect(self, node: MappingNode) -> None:
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._note("not_a_text", line, self.path)
            elif key_node.value in self._nodes:
                self._note("repeated_key", line, self.dotted(key_node.value))
            else:
                self._lines[key_node.value] = line
                self._nodes[key_node.value] = value_node

    def _note(self, code: str, line: int, field: str) -> None:
        self._faults.append(Fault(code, self.file, line, field))


def read_yaml(text: str, file: str, faults: list[Fault]) -> Block | None:
    """Return the mapping that a file holds, or None and a fault."""
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.append(Fault("broken_yaml", file, mark.line + 1 if mark else 1))
        return None
    except (yaml.YAMLError, RecursionError):
        faults.append(Fault("broken_yaml", file, 1))
        return None
    if root is None:
        faults.append(Fault("empty_file", file, 1))
        return None
    strange = _first_strange(root)
    if strange is not None:
        faults.append(Fault("alias_or_tag", file, strange.start_mark.line + 1))
        return None
    return Block(file, "", 1, root, faults)


def _first_strange(root: Node) -> Node | None:
    """Return a node that is used twice (an alias) or has a tag of its own."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen or node.tag not in PLAIN_TAGS:
            return node
        seen.add(id(node))
        if isinstance(node, MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, SequenceNode):
            waiting.extend(node.value)
    return None


def _shown(node: Node) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else ""
