"""Scenario files on disk: reading, listing, names, and saves that are whole or not done at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import time
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Fault, OutputError, ScenarioError
from simulator.scenario.format import parse_scenario
from simulator.scenario.nodes import LARGEST_FILE, too_large
from simulator.scenario.record import Scenario
from simulator.scenario.write import dump_scenario

if TYPE_CHECKING:
    from simulator.evidence import Evidence

PROJECT = Path(__file__).resolve().parents[2]
SCENARIOS = PROJECT / "scenarios"

SUFFIX = ".yaml"
TEMPORARY = ".saving"
STALE_AFTER = 3_600  # seconds; a save takes far less
LONGEST_STEM = 60
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")  # names that Windows keeps for devices

SAVE_CODES = {
    errno.ENOENT: "scenario_no_folder",
    errno.ENOTDIR: "scenario_no_folder",
    errno.EACCES: "scenario_not_writable",
    errno.EPERM: "scenario_not_writable",
    errno.EROFS: "scenario_not_writable",
    errno.ENOSPC: "scenario_disk_full",
    errno.EDQUOT: "scenario_disk_full",
}


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
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}{TEMPORARY}")
    content = dump_scenario(scenario).encode("utf-8")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        code = SAVE_CODES.get(error.errno or 0, "scenario_not_saved")
        raise OutputError([Fault(code, shown(target), value=error.strerror or str(error))]) from error
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Make a rename last through a power cut where that is possible, and sweep what killed saves left."""
    with suppress(OSError):  # not every system and network share can do this; the file is in place anyway
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    for left in folder.glob(f".*{TEMPORARY}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE_AFTER:
                left.unlink()


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


def shown(path: Path | str) -> str:
    """Return a path as messages show it: from the project's folder if it lies there, else as typed."""
    with suppress(ValueError):
        return Path(path).relative_to(PROJECT).as_posix()
    return str(path)
