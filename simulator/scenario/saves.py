"""What a save makes of a file: its new text, and what the planner is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Fault, ScenarioError, SimulatorError
from simulator.files import shown
from simulator.scenario.changes import Change
from simulator.scenario.comments import lost_comments, patched
from simulator.scenario.content import Content
from simulator.scenario.format import parse_content
from simulator.scenario.load import Document, decoded
from simulator.scenario.record import Scenario
from simulator.scenario.vocabulary import FORMAT
from simulator.scenario.write import dump_content

if TYPE_CHECKING:
    from simulator.evidence import Evidence


class Conflict(SimulatorError):  # noqa: N818 - what happened, not a mistake
    """A file is no longer what the planner had read.

    ``mine`` is what was to be saved (None: the file was to be renamed, deleted or put back), ``theirs`` what is on disk
    (None: the file is gone, or has faults: then ``broken`` tells which). ``changes`` lead from theirs to mine; there
    are none when both planners want the same. To overwrite, do it again with ``revision``; to keep both, save under
    another name; to take theirs, open the file.
    """

    def __init__(
        self,
        path: Path,
        revision: str,
        mine: Scenario | None,
        theirs: Document | None = None,
        *,
        changes: list[Change] | None = None,
        broken: ScenarioError | None = None,
    ) -> None:
        who = theirs.content.saved_by if theirs else ""
        changed = "scenario_changed_by" if who else "scenario_changed_on_disk"
        super().__init__([Fault(changed if revision else "scenario_gone", shown(path), value=who)])
        self.path, self.revision = path, revision
        self.mine, self.theirs, self.broken = mine, theirs, broken
        self.changes = tuple(changes or ())


@dataclass(frozen=True)
class Saved:
    """A file as it is after a save; ``lost_comments`` and ``base_kept`` tell what could not be kept of the old one."""

    document: Document
    lost_comments: tuple[str, ...] = ()
    base_kept: bool = True


def new_text(raw: bytes, now: Content | None, content: Content, file: str, evidence: Evidence) -> str:
    """Return the text of a file that says ``content``: that of the old file (``raw``) with the changes made in it.

    Where the old text cannot be kept (there is none, it has faults, or an older format) the canonical text is
    returned. ScenarioError when no file can say this.
    """
    plain = dump_content(content)
    parse_content(plain, file=file, evidence=evidence)
    if now is None or now.version != FORMAT:
        return plain
    try:
        text = patched(decoded(raw, file), dump_content(now, {}), dump_content(content, {}))
        return text if parse_content(text, file=file, evidence=evidence) == content else plain
    except ScenarioError:
        return plain


def lost(raw: bytes, text: str) -> tuple[str, ...]:
    """Return the comments of an old file that its new text does not have; none when the old one cannot be read."""
    try:
        return lost_comments(decoded(raw, ""), text) if raw else ()
    except ScenarioError:
        return ()
