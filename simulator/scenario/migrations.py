"""Files of older formats, brought up to the present one step by step before they are checked.

A step takes the tree of a file of one version and returns that of the next. Nodes keep their lines, so a fault is
told where it stands in the old file. A step must take any tree: the checks come after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from simulator.scenario.nodes import MappingNode, Node, ScalarNode
from simulator.scenario.vocabulary import FORMAT

Step = Callable[[MappingNode], MappingNode]

STEPS: Mapping[int, Step] = {}
"""From each older version to the one after it. A new version adds its step here and old files to the tests."""

VERSION = re.compile(r"0|[1-9][0-9]{0,3}")


def version_of(root: Node) -> int | None:
    """Return the version that a file states, None when it states none that can be read."""
    pairs = root.items if isinstance(root, MappingNode) else ()
    stated = next((value for key, value in pairs if key.text == "format"), None)
    if isinstance(stated, ScalarNode) and stated.plain and VERSION.fullmatch(stated.text):
        return int(stated.text)
    return None


def migrated(root: Node, steps: Mapping[int, Step], current: int = FORMAT) -> Node:
    """Return the tree of a file in the current format; one that no chain of steps reaches from comes back as it is."""
    version = version_of(root)
    if not isinstance(root, MappingNode) or version is None or version >= current:
        return root
    if not all(number in steps for number in range(version, current)):
        return root
    for number in range(version, current):
        root = steps[number](root)
    return replace(root, items=tuple(_restated(key, value, current) for key, value in root.items))


def _restated(key: ScalarNode, value: Node, current: int) -> tuple[ScalarNode, Node]:
    if key.text == "format" and isinstance(value, ScalarNode):
        return key, replace(value, text=str(current))
    return key, value
