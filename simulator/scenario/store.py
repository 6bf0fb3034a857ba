"""Scenario files on disk: reading, listing, names, and saves that are whole or not done at all."""

from __future__ import annotations

import errno
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Fault, ScenarioError
from simulator.files import PROJECT, shown, write_whole
from simulator.scenario.format import parse_scenario
from simulator.scenario.nodes import LARGEST_FILE, too_large
from simulator.scenario.record import Scenario
from simulator.scenario.write import dump_scenario

if TYPE_CHECKING:
    from simulator.evidence import Evidence

SCENARIOS = PROJECT / "scenarios"

SUFFIX = ".yaml"
LONGEST_STEM = 60
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")  # names that Windows keeps for devices


def load_scenario(path: Path | str, evidence: Evidence) -> Scenario:
    """Read and check a scenario file; ScenarioError with every fault."""
    file = shown(path)
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        code = "scenario_no_file" if error.errno == errno.ENOENT else "scenario_unreadable"
        raise ScenarioError([Fault(code, file, value=error.strerror or "")]) from None
    if len(content) > LARGEST_FILE:
        raise too_large(file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ScenarioError([Fault("scenario_not_utf8", file, line)]) from None
    return parse_scenario(text, file=file, evidence=evidence)


def save_scenario(scenario: Scenario, path: Path | str) -> None:
    """Write a scenario file whole or not at all; when that fails (OutputError) the old file stays."""
    write_whole(path, dump_scenario(scenario).encode("utf-8"))


def scenario_files(folder: Path = SCENARIOS) -> list[Path]:
    """Return the scenario files below a folder, by name; none when there is no such folder."""
    files = (path for path in folder.rglob(f"*{SUFFIX}") if path.is_file() and not path.name.startswith("."))
    return sorted(files)


def baseline_path(locality_id: str, folder: Path = SCENARIOS) -> Path:
    """Return where the baseline of a locality is kept."""
    name = locality_id.replace("/", ".")
    return folder / name / f"{name}-baseline{SUFFIX}"


def file_stem(title: str) -> str:
    """Return a name for the file of a scenario: ASCII, lower case, short, and allowed on every system."""
    letters = unicodedata.normalize("NFKD", title.replace("đ", "d").replace("Đ", "D"))
    ascii_text = letters.encode("ascii", "ignore").decode("ascii").casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    if len(stem) > LONGEST_STEM:
        stem = (stem[: LONGEST_STEM + 1].rpartition("-")[0] or stem)[:LONGEST_STEM]
    if not stem:
        return "scenario"
    return f"scenario-{stem}" if RESERVED.fullmatch(stem) else stem
