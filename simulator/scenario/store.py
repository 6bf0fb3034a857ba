"""A folder of scenarios that several planners write to: nothing is overwritten unseen, and nothing is lost.

Each change takes the folder's lock, compares the file with the revision that the planner had read, keeps what it
replaces, and writes the new file whole. The page holds plain values only: paths, revisions, names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Fault, ScenarioError
from simulator.files import make_folder, move, remove, shown, write_whole
from simulator.scenario import bin as bin_
from simulator.scenario import history
from simulator.scenario.changes import changes
from simulator.scenario.combine import completed
from simulator.scenario.content import Content
from simulator.scenario.format import LONGEST_PERSON, LONGEST_TITLE, parse_content
from simulator.scenario.headline import Headline, headline_of, read_headline
from simulator.scenario.load import Document, below, decoded, load_document, read_raw, revision_of
from simulator.scenario.lock import locked
from simulator.scenario.names import (
    SCENARIOS,
    SUFFIX,
    baseline_path,
    file_stem,
    free_stem,
    is_baseline,
    is_name,
    locality_folder,
    name_key,
    named_file,
    scenario_files,
)
from simulator.scenario.nodes import UNSEEN
from simulator.scenario.record import Scenario
from simulator.scenario.saves import Conflict, Saved, lost, new_text
from simulator.scenario.stack import blank, rewritten

if TYPE_CHECKING:
    from simulator.evidence import Evidence


def now() -> datetime:
    """Return the moment with the offset of this machine's clock from UTC."""
    return datetime.now().astimezone()


def person(name: str) -> str:
    """Return the name of who saves as a file can hold it, whatever a sign-in calls them."""
    return " ".join(UNSEEN.sub(" ", name).split())[:LONGEST_PERSON]


@dataclass(frozen=True)
class Store:
    """The scenarios below a folder, which holds one folder for each locality."""

    evidence: Evidence
    folder: Path = SCENARIOS
    clock: Callable[[], datetime] = now

    def files(self, locality: str) -> list[Headline]:
        """Return the scenario files of a locality, the baseline first."""
        first = baseline_path(locality, self.folder)
        others = [path for path in scenario_files(first.parent) if path != first]
        return [read_headline(path) for path in (first, *others)]

    def find(self, locality: str, stem: str) -> Path:
        """Return the file that a name, as in an address, stands for; ScenarioError when it is none of this locality."""
        path = named_file(stem, locality_folder(locality, self.folder)) if is_name(stem) else None
        if path is None:
            raise ScenarioError([Fault("scenario_no_file", stem)])
        return path

    def free_title(self, locality: str, title: str) -> str:
        """Return a title, with a number behind it when a scenario of the locality has it already."""
        return self._free_title(title, locality_folder(locality, self.folder))

    def open(self, path: Path) -> Document:
        """Read and check a scenario file. Raises ScenarioError."""
        return load_document(path, self.evidence, self.folder)

    def save(self, path: Path, scenario: Scenario, *, revision: str, by: str = "") -> Saved:
        """Save over the file that was read with ``revision``. Raises Conflict, OutputError, ScenarioError.

        ``scenario`` may be complete: what it has in common with the file and those below it is not written. Comments
        and order stay. Revision "" stands for a file that is gone: it is written anew.
        """
        with locked(self.folder):
            raw = self._checked(path, revision, scenario)
            before = self._readable(raw, path)
            content = self._rewritten(before, scenario, path) if before else Content(scenario)
            return self._write(path, raw, before, content, by)

    def save_as(self, scenario: Scenario, title: str, *, by: str = "", base: str = "") -> Saved:
        """Save as a new file, all of it, or only what differs from ``base``. Raises OutputError, ScenarioError."""
        inside = locality_folder(scenario.locality, self.folder)
        with locked(self.folder):
            self._check_title(title, inside)
            path = inside / f"{free_stem(title, self._taken(inside))}{SUFFIX}"
            content = Content(replace(scenario, title=title))
            if base:
                content = self._rewritten(blank(content.own, base), content.own, path)
            return self._write(path, b"", None, content, by)

    def duplicate(self, path: Path, title: str, *, by: str = "") -> Saved:
        """Copy a file with its comments under another title. Raises OutputError, ScenarioError."""
        with locked(self.folder):
            self._check_title(title, path.parent)
            target = path.with_name(f"{free_stem(title, self._taken(path.parent))}{SUFFIX}")
            return self._retitle(path, read_raw(path), target, title, by)

    def rename(self, path: Path, title: str, *, revision: str, by: str = "") -> Saved:
        """Give a scenario another title and its file the name that goes with it; files that stack on it follow.

        The baseline keeps the name of its file. What ends a rename halfway leaves the old file beside the new one.
        Raises Conflict, OutputError, ScenarioError.
        """
        with locked(self.folder):
            raw = self._checked(path, revision, None)
            self._check_title(title, path.parent, besides=path)
            if is_baseline(path) or name_key(file_stem(title)) == name_key(path.stem):
                return self._retitle(path, raw, path, title, by)
            followers = [(other, *self._read(other)) for other in self._stacked_on(path)]
            target = path.with_name(f"{free_stem(title, self._taken(path.parent))}{SUFFIX}")
            saved = self._retitle(path, raw, target, title, by)
            for other, other_raw, content in followers:
                self._write(other, other_raw, content, replace(content, extends=target.stem), by)
            history.move_versions(path, target)
            remove(path)
            return saved

    def delete(self, path: Path, *, revision: str) -> str:
        """Move a file to the bin and return its name there. Raises Conflict, OutputError, ScenarioError.

        The baseline stays, and so does a file that others stack on.
        """
        with locked(self.folder):
            self._checked(path, revision, None)
            if is_baseline(path):
                raise ScenarioError([Fault("scenario_baseline_stays", shown(path))])
            if others := self._stacked_on(path):
                names = ", ".join(other.name for other in others)
                raise ScenarioError([Fault("scenario_base_in_use", shown(path), value=names)])
            return bin_.throw(path, self.clock())

    def bin(self, locality: str) -> list[bin_.Binned]:
        """Return the deleted files of a locality, the newest first."""
        return bin_.binned(locality_folder(locality, self.folder))

    def restore(self, locality: str, name: str) -> Path:
        """Take a file out of the bin, under another name when its own is taken. Raises OutputError, ScenarioError."""
        inside = locality_folder(locality, self.folder)
        with locked(self.folder):
            source = bin_.binned_path(inside, name)
            if source is None:
                raise ScenarioError([Fault("scenario_not_in_bin", name)])
            stem, taken = bin_.stem_of(source), [path.stem for path in scenario_files(self.folder)]
            if name_key(stem) in map(name_key, taken):
                stem = free_stem(stem, self._taken(inside))
            make_folder(inside)
            target = inside / f"{stem}{SUFFIX}"
            move(source, target)
            return target

    def versions(self, path: Path) -> list[history.Version]:
        """Return the earlier versions of a file, the newest first: the last twenty."""
        return history.versions(path)

    def restore_version(self, path: Path, name: str, *, revision: str) -> None:
        """Put an earlier version in place of the present one, which becomes an earlier one itself.

        Raises Conflict, OutputError, ScenarioError.
        """
        with locked(self.folder):
            raw = self._checked(path, revision, None)
            source = history.version_path(path, name)
            if source is None:
                raise ScenarioError([Fault("scenario_no_version", shown(path), value=name)])
            earlier = read_raw(source)
            if raw:
                history.keep(path, raw, self.clock())
            write_whole(path, earlier)

    def _checked(self, path: Path, revision: str, mine: Scenario | None) -> bytes:
        """Return the bytes of a file that is still as it was read, b"" for one that is gone. Raises Conflict."""
        if path.suffix != SUFFIX or path.absolute().parents[1] != self.folder.absolute():
            raise ScenarioError([Fault("scenario_outside", shown(path), allowed=shown(self.folder))])
        raw = read_raw(path) if path.exists() else b""
        found = revision_of(raw) if raw else ""
        if found == revision:
            return raw
        if not raw:
            raise Conflict(path, "", mine)
        try:
            theirs = self.open(path)
        except ScenarioError as error:
            raise Conflict(path, found, mine, broken=error) from None
        if mine is None:
            raise Conflict(path, found, mine, theirs)
        under = below(theirs.content, path, self.folder, self.evidence)
        found_changes = changes(completed(theirs.scenario, under), completed(mine, under))
        raise Conflict(path, found, mine, theirs, changes=found_changes)

    def _rewritten(self, before: Content, scenario: Scenario, path: Path) -> Content:
        """Return what a file must say to give a scenario; all of it where what is below the file has faults."""
        try:
            under = below(before, path, self.folder, self.evidence)
        except ScenarioError:
            return Content(scenario)
        return rewritten(before, scenario, under, self.evidence)

    def _write(self, path: Path, raw: bytes, before: Content | None, content: Content, by: str) -> Saved:
        """Write what a file says in place of ``raw``, which is kept as an earlier version. Call it with the lock."""
        if content == before:
            return Saved(self.open(path))
        moment = self.clock()
        content = replace(content, saved_by=person(by), saved_at=moment.replace(microsecond=0))
        text = new_text(raw, before, content, shown(path), self.evidence)
        make_folder(path.parent)
        if path.exists():
            history.keep(path, raw, moment)
        write_whole(path, text.encode("utf-8"))
        kept = before is None or before.extends == content.extends
        return Saved(self.open(path), lost(raw, text), kept)

    def _retitle(self, path: Path, raw: bytes, target: Path, title: str, by: str) -> Saved:
        """Write a file with another title to ``target``."""
        before = self._parsed(raw, path)
        return self._write(target, raw, before, replace(before, own=replace(before.own, title=title)), by)

    def _read(self, path: Path) -> tuple[bytes, Content]:
        raw = read_raw(path)
        return raw, self._parsed(raw, path)

    def _parsed(self, raw: bytes, path: Path) -> Content:
        text, beside = decoded(raw, shown(path)), path.absolute().parent
        return parse_content(text, file=shown(path), evidence=self.evidence, beside=beside)

    def _readable(self, raw: bytes, path: Path) -> Content | None:
        """Return what the bytes of a file say, None when there are none or they have faults."""
        try:
            return self._parsed(raw, path)
        except ScenarioError:
            return None

    def _stacked_on(self, path: Path) -> list[Path]:
        """Return the files that name this one as their base. Raises ScenarioError when one cannot be read."""
        others = [headline_of(other, read_raw(other)) for other in scenario_files(path.parent) if other != path]
        return [other.path for other in others if name_key(other.extends) == name_key(path.stem)]

    def _taken(self, inside: Path) -> list[str]:
        """Return the names that a new file of a locality may not have: of any file, of deleted ones, of versions."""
        deleted = [item.stem for item in bin_.binned(inside)]
        return [path.stem for path in scenario_files(self.folder)] + deleted + history.names(inside)

    def _check_title(self, title: str, inside: Path, besides: Path | None = None) -> None:
        free = self._free_title(title, inside, besides)
        if free != title:
            place = (shown(inside), None, "title")
            raise ScenarioError([Fault("scenario_title_taken", *place, value=title, nearest=free)])

    def _free_title(self, title: str, inside: Path, besides: Path | None = None) -> str:
        others = (path for path in scenario_files(inside) if path != besides)
        taken = {name_key(read_headline(path).title.strip()) for path in others}
        endings = (f" ({number})" for number in count(2))
        numbered = (f"{title[: LONGEST_TITLE - len(ending)]}{ending}" for ending in endings)
        return next(text for text in chain((title,), numbered) if name_key(text.strip()) not in taken)
