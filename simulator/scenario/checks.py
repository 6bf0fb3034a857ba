"""One report on a scenario for file, upload, address, command line and page: errors first, then what is unusual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Fault, ScenarioError
from simulator.files import shown
from simulator.scenario.content import Content
from simulator.scenario.fields import plain_number
from simulator.scenario.format import KEYS, parse_content
from simulator.scenario.headline import read_headline
from simulator.scenario.load import below, decoded, folder_of, load_document, parse_scenario, read_raw
from simulator.scenario.names import SCENARIOS, is_portable, name_key, scenario_files
from simulator.scenario.nodes import read_nodes
from simulator.scenario.places import Findings, Place
from simulator.scenario.record import Scenario, value_in
from simulator.scenario.vocabulary import SHARES
from simulator.texts import text

if TYPE_CHECKING:
    from simulator.evidence import Evidence

PARTS = ("file", "words", "years", "levers", "events", "targets", "effects", "saved")
"""The groups of a report, in its order."""

PART_OF = {
    **dict.fromkeys(KEYS, "words"),
    **{name: name for name in ("years", "levers", "events", "targets", "effects")},
    "assumptions": "effects",
    "saved_by": "saved",
    "saved_at": "saved",
    "": "file",
}
UNUSUAL = 10  # times the most that the baseline gives in a year


@dataclass(frozen=True)
class Group:
    """The faults of one part of a file, in its order; ``error``: the file cannot be used as long as they are there."""

    part: str
    error: bool
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Report:
    """What was found in one file. ``scenario`` is None when there are errors."""

    file: str
    scenario: Scenario | None
    errors: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    def groups(self) -> tuple[Group, ...]:
        """Return the faults by part of the file, errors first."""
        return tuple(
            Group(part, error, found)
            for error, faults in ((True, self.errors), (False, self.warnings))
            for part in PARTS
            if (found := tuple(fault for fault in faults if part_of(fault) == part))
        )

    def describe(self, language: str) -> str:
        """Return the report in lines: a heading for each group, then its faults."""
        lines: list[str] = []
        for group in self.groups():
            severity = text("check.errors" if group.error else "check.warnings", language)
            lines.append(f"{severity}: {text(f'check.part.{group.part}', language)}")
            lines += [f"  {fault.describe(language)}" for fault in group.faults]
        return "\n".join(lines)


def part_of(fault: Fault) -> str:
    """Return the part of a file that a fault is about; an unknown key is one of the file."""
    key = fault.field.partition(".")[0].partition("[")[0]
    return PART_OF.get(key, "file")


def check_file(path: Path, evidence: Evidence, folder: Path | None = None) -> Report:
    """Check a scenario file on disk, with its bases and its name among the others of ``folder``.

    Without a folder: among those of the one that it belongs to.
    """
    file = shown(path)
    try:
        raw = read_raw(path)
        content = parse_content(decoded(raw, file), file=file, evidence=evidence, beside=path.absolute().parent)
        folder = folder or folder_of(path, content, evidence)
        scenario = load_document(path, evidence, folder).scenario
        unusual = _unusual(content, decoded(raw, file), path, folder, evidence)
    except ScenarioError as error:
        return Report(file, None, error.faults)
    return Report(file, scenario, (), (*_name(path, folder), *_title(path, content), *unusual))


def check_upload(raw: bytes, file: str, evidence: Evidence, folder: Path = SCENARIOS) -> Report:
    """Check the bytes of a scenario file that is not on disk; ``file`` is the name it came with."""
    try:
        content = parse_content(decoded(raw, file), file=file, evidence=evidence)
        scenario = parse_scenario(decoded(raw, file), file=file, evidence=evidence, folder=folder)
        unusual = _unusual(content, decoded(raw, file), Path(file), folder, evidence)
    except ScenarioError as error:
        return Report(file, None, error.faults)
    return Report(file, scenario, (), tuple(unusual))


def _name(path: Path, folder: Path) -> Iterator[Fault]:
    """A name that another system cannot keep or takes for that of another file."""
    if not is_portable(path.stem):
        yield Fault("scenario_name_not_portable", shown(path), value=path.stem, allowed="a-z 0-9 -")
    inside = path.absolute().is_relative_to(folder.absolute())
    others = (other for other in scenario_files(folder) if inside and other.absolute() != path.absolute())
    if twins := [other for other in others if name_key(other.stem) == name_key(path.stem)]:
        yield Fault("scenario_name_twice", shown(path), value=shown(twins[0]))


def _title(path: Path, content: Content) -> Iterator[Fault]:
    others = (other for other in scenario_files(path.parent) if other.name != path.name)
    if twins := [other for other in others if name_key(read_headline(other).title) == name_key(content.own.title)]:
        yield Fault("scenario_title_twice", shown(path), field="title", value=content.own.title, nearest=twins[0].name)


def _unusual(content: Content, raw: str, path: Path, folder: Path, evidence: Evidence) -> Iterator[Fault]:
    """Money and persons far above the baseline: more often a slip of the unit than a plan."""
    under = below(content, path, folder, evidence)
    root = Place(read_nodes(raw, shown(path)), "", Findings(shown(path)))
    years = range(content.own.first_year, content.own.last_year + 1)
    for lever, schedule in content.own.levers.items():
        usual = (
            max((value_in(under.levers[lever], year) for year in years), default=0.0) if lever in under.levers else 0
        )
        most = max(value for _, value in schedule)
        if usual > 0 and most > UNUSUAL * usual and not lever.startswith(SHARES):
            place: Place | None = root
            for name in ("levers", *lever.split(".")):
                place = place.value_of(name) if place else None
            line = place.node.line if place else None
            limit = f"≤ {plain_number(UNUSUAL * usual)}"
            yield Fault("scenario_unusual_value", shown(path), line, f"levers.{lever}", plain_number(most), limit)
