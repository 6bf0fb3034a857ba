"""Where a value stands in a scenario file and what it is called: the thread from a fault to its line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from simulator.errors import Fault, nearest_name
from simulator.scenario.nodes import MappingNode, Node, ScalarNode, SequenceNode

MOST_FAULTS = 100  # a longer list is read by nobody
LONGEST_KEY = 60
LONGEST_LIST = 25  # of allowed names in a message


@dataclass
class Findings:
    """The faults of one file, gathered while it is read."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    unlisted: int = 0

    def add(self, fault: Fault) -> None:
        """Keep a fault, or count it when the list is long enough."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        else:
            self.unlisted += 1

    def in_order(self) -> list[Fault]:
        """Return the faults by line, with the number of those left out."""
        faults = sorted(self.faults, key=lambda fault: fault.line or 0)
        if self.unlisted:
            faults.append(Fault("scenario_more_faults", self.file, value=str(self.unlisted)))
        return faults


@dataclass(frozen=True)
class Place:
    """A value of the file with its dotted key."""

    node: Node
    key: str
    findings: Findings

    def inside(self, node: Node, name: str) -> Place:
        """Return the place of a value within this one."""
        short = name if len(name) <= LONGEST_KEY else name[: LONGEST_KEY - 1] + "…"
        return Place(node, f"{self.key}.{short}" if self.key else short, self.findings)

    def value_of(self, name: str) -> Place | None:
        """Return the place of the first value with this key, None when there is none."""
        pairs = self.node.items if isinstance(self.node, MappingNode) else ()
        return next((self.inside(node, name) for key, node in pairs if key.text == name), None)

    def fault(self, code: str, *, value: str | None = None, allowed: str = "", nearest: str = "") -> None:
        """Report what is wrong here; ``value`` is by default the text as written."""
        found = written(self.node) if value is None else value
        where = (self.findings.file, self.node.line, self.key)
        self.findings.add(Fault(f"scenario_{code}", *where, found, allowed, nearest))


def written(node: Node) -> str:
    """Return a value about as it stands in the file."""
    if isinstance(node, ScalarNode):
        return node.text if node.plain else f'"{node.text}"'
    return "[…]" if isinstance(node, SequenceNode) else "{…}"


def entries(place: Place, known: Sequence[str], required: Iterable[str] = ()) -> dict[str, Place] | None:
    """Return the values of a mapping by key; unknown, repeated and missing keys are reported."""
    named = keyed(place)
    if named is None:
        return None
    for name, (key, _) in named.items():
        if name not in known:
            unknown_name(key, "unknown_key", known, name=name)
    for name in required:
        if name not in named:
            place.inside(place.node, name).fault("missing_key", value="")
    return {name: value for name, (_, value) in named.items() if name in known}


def keyed(place: Place) -> dict[str, tuple[Place, Place]] | None:
    """Return the places of key and value by key; repeated keys are reported, unknown ones are not."""
    if not isinstance(place.node, MappingNode):
        place.fault("not_mapping")
        return None
    found: dict[str, tuple[Place, Place]] = {}
    for key_node, node in place.node.items:
        key, value = place.inside(key_node, key_node.text), place.inside(node, key_node.text)
        if key_node.text in found:
            key.fault("repeated_key", value=written(node))
        else:
            found[key_node.text] = (key, value)
    return found


def elements(place: Place) -> list[Place]:
    """Return the values of a list; they are called ``key[1]``, ``key[2]`` ..."""
    if not isinstance(place.node, SequenceNode):
        place.fault("not_list")
        return []
    nodes = enumerate(place.node.items, start=1)
    return [Place(node, f"{place.key}[{number}]", place.findings) for number, node in nodes]


def unknown_name(place: Place, code: str, known: Iterable[str], *, name: str, nearest: str = "") -> None:
    """Report a name that is not one of those known, with their list and the nearest of them."""
    names = tuple(known)
    allowed = ", ".join(names) if len(names) <= LONGEST_LIST else ""
    if not nearest and len(place.findings.faults) < MOST_FAULTS:
        nearest = nearest_name(name, names)
    place.fault(code, value=name, allowed=allowed, nearest=nearest)


def choice(place: Place, known: Sequence[str], code: str) -> str:
    """Return one of the known names, "" when it is none of them."""
    if isinstance(place.node, ScalarNode) and place.node.text in known:
        return place.node.text
    unknown_name(place, code, known, name=written(place.node))
    return ""
