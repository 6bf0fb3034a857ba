"""From files to scenarios: reading the bytes, stacking a file on its bases, and noticing that a file has changed."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Fault, ScenarioError, nearest_name
from simulator.files import shown
from simulator.scenario.combine import completed
from simulator.scenario.content import Content
from simulator.scenario.format import parse_content
from simulator.scenario.localities import scenarios_of
from simulator.scenario.names import (
    SCENARIOS,
    baseline_path,
    locality_folder,
    name_key,
    named_file,
    scenario_files,
)
from simulator.scenario.nodes import LARGEST_FILE, too_large
from simulator.scenario.places import LONGEST_LIST
from simulator.scenario.record import Scenario
from simulator.scenario.stack import stacked

if TYPE_CHECKING:
    from simulator.evidence import Evidence

MOST_BASES = 5
WIDE = (b"\xff\xfe", b"\xfe\xff")  # how a file in UTF-16 begins, if it says so
SAMPLE = 400  # bytes

Under = tuple[Path, str, Content]
"""A file below another: where it is, its revision, what it says."""


@dataclass(frozen=True)
class Document:
    """A scenario file as it was read.

    ``scenario`` is what it gives with its bases; levers that nobody set are the baseline's still (`completed`).
    ``revision`` stands for the bytes of the file: a save asks for it. ``sources`` are all files that went into the
    scenario, the file itself first, each with its revision.
    """

    path: Path
    revision: str
    content: Content
    scenario: Scenario
    sources: tuple[tuple[Path, str], ...]

    def is_current(self) -> bool:
        """Tell whether every file that went into the scenario is on disk as it was read."""
        return all(revision_at(path) == revision for path, revision in self.sources)


def load_document(path: Path | str, evidence: Evidence, folder: Path | None = None) -> Document:
    """Read and check a scenario file and its bases; ScenarioError with every fault.

    ``folder`` holds the localities' folders; without it, that of the file when it lies in such a folder, else the
    one that holds the locality.
    """
    place = Path(path)
    revision, content = _read(place, evidence)
    if folder is None:
        folder = folder_of(place, content, evidence)
    sources = [(place, revision)]
    scenario = _on_bases(content, place, sources, folder, evidence)
    return Document(place, revision, content, scenario, tuple(sources))


def folder_of(path: Path, content: Content, evidence: Evidence) -> Path:
    """Return the folder of scenarios that a file belongs to: where it lies, or else where its locality is."""
    inside = locality_folder(content.own.locality).name == path.absolute().parent.name
    return path.absolute().parents[1] if inside else scenarios_of(evidence.localities[content.own.locality])


def load_scenario(path: Path | str, evidence: Evidence) -> Scenario:
    """Read and check a scenario file and its bases; ScenarioError with every fault."""
    return load_document(path, evidence).scenario


def parse_scenario(text: str, *, file: str, evidence: Evidence, folder: Path = SCENARIOS) -> Scenario:
    """Return the scenario that ``text`` holds; ScenarioError with every fault, named by ``file`` and line.

    Its bases are looked for in ``folder``, which holds the localities' folders.
    """
    content = parse_content(text, file=file, evidence=evidence)
    return _on_bases(content, Path(file), [], folder, evidence)


def below(content: Content, path: Path, folder: Path, evidence: Evidence) -> Scenario:
    """Return the complete scenario that a file stands on: its base, or else the baseline. Raises ScenarioError."""
    return _stack(list(_under(content, path, folder, evidence)))


def read_raw(path: Path) -> bytes:
    """Return the bytes of a scenario file; ScenarioError when there is none or it is too large to be one."""
    file = shown(path)
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except ValueError:  # a name that no file can have, such as one with a NUL in it
        raise ScenarioError([Fault("scenario_no_file", file)]) from None
    except OSError as error:
        code = "scenario_no_file" if error.errno == errno.ENOENT else "scenario_unreadable"
        raise ScenarioError([Fault(code, file, value=error.strerror or "")]) from None
    if len(content) > LARGEST_FILE:
        raise too_large(file)
    return content


def decoded(content: bytes, file: str) -> str:
    """Return the text of a file's bytes; ScenarioError when they are not UTF-8 or too many."""
    if len(content) > LARGEST_FILE:
        raise too_large(file)
    if content.startswith(WIDE) or content[:SAMPLE].count(0) > len(content[:SAMPLE]) // 4:
        raise ScenarioError([Fault("scenario_not_utf8", file, 1, value="UTF-16", allowed="UTF-8")])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        found, line = f"0x{content[error.start]:02x}", content.count(b"\n", 0, error.start) + 1
        raise ScenarioError([Fault("scenario_not_utf8", file, line, value=found, allowed="UTF-8")]) from None


def revision_of(content: bytes) -> str:
    """Return what stands for the bytes of a file: another content has another revision."""
    return hashlib.sha256(content).hexdigest()


def revision_at(path: Path) -> str:
    """Return the revision of a file on disk, "" when it cannot be read."""
    try:
        return revision_of(read_raw(path))
    except ScenarioError:
        return ""


def _on_bases(
    content: Content, path: Path, sources: list[tuple[Path, str]], folder: Path, evidence: Evidence
) -> Scenario:
    """Return the scenario of a file on its bases, and note the files read; a file without a base stays as it is."""
    if not content.extends:
        return content.own
    under = list(_under(content, path, folder, evidence))
    sources += [(base, revision) for base, revision, _ in under]
    return stacked(content, _stack(under))


def _stack(under: list[Under]) -> Scenario:
    """Return the complete scenario of the files below one, the nearest first and the baseline last."""
    *bases, (_, _, baseline) = under
    scenario = completed(baseline.own, baseline.own)
    for *_, part in reversed(bases):
        scenario = stacked(part, scenario)
    return scenario


def _under(content: Content, path: Path, folder: Path, evidence: Evidence) -> Iterator[Under]:
    """Yield the files that a file stacks on, the nearest first and the baseline last. Raises ScenarioError."""
    locality = content.own.locality
    inside, first = locality_folder(locality, folder), baseline_path(locality, folder)
    names, at, now = [path.stem], path, content
    met = {name_key(path.stem)} if path.absolute().parent == inside.absolute() else set()  # else only a namesake
    while now.extends:
        base = named_file(now.extends, inside)
        if at.absolute() == first.absolute():
            raise _refused("base_of_baseline", at, now)
        if base is None:
            raise _refused("base_missing", at, now, known=[file.stem for file in scenario_files(inside)])
        names.append(base.stem)
        if name_key(base.stem) in met:
            raise _refused("base_cycle", at, now, value=" → ".join(names))
        if len(names) > MOST_BASES + 1:
            raise _refused("base_depth", path, content, value=" → ".join(names), allowed=f"≤ {MOST_BASES}")
        try:
            revision, part = _read(base, evidence)
        except ScenarioError as error:
            raise ScenarioError([*_refused("base_faulty", at, now).faults, *error.faults]) from None
        if part.own.locality != locality:
            raise _refused("base_locality", at, now, value=f"{now.extends}: {part.own.locality}", allowed=locality)
        yield base, revision, part
        met.add(name_key(base.stem))
        at, now = base, part
    revision, part = _read(first, evidence)
    if part.extends:
        raise _refused("base_of_baseline", first, part)
    yield first, revision, part


def _read(path: Path, evidence: Evidence) -> tuple[str, Content]:
    raw, file = read_raw(path), shown(path)
    return revision_of(raw), parse_content(
        decoded(raw, file), file=file, evidence=evidence, beside=path.absolute().parent
    )


def _refused(
    code: str, path: Path, content: Content, *, value: str = "", allowed: str = "", known: list[str] | None = None
) -> ScenarioError:
    names = known or []
    listed = ", ".join(names) if len(names) <= LONGEST_LIST else ""
    nearest = nearest_name(content.extends, names)
    place = (shown(path), content.base_line, "extends")
    return ScenarioError([Fault(f"scenario_{code}", *place, value or content.extends, allowed or listed, nearest)])
