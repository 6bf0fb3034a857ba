"""Names of scenario files: safe on Linux, macOS and Windows, and the same name whatever way it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from simulator.errors import Fault, ScenarioError
from simulator.files import SHIPPED, ascii_name, shown

SCENARIOS = SHIPPED / "scenarios"
SUFFIX = ".yaml"
KEPT = ".store"  # beside the localities: the lock, deleted files, earlier versions
LONGEST_STEM = 60
LONGEST_NAME = 200  # bytes of a name that somebody else gave; file systems take 255
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])")  # Windows keeps them for devices
FORBIDDEN = frozenset('<>:"/\\|?*')


def file_stem(title: str) -> str:
    """Return a name for the file of a scenario: ASCII, lower case, short, and allowed on every system."""
    stem = ascii_name(title)
    if len(stem) > LONGEST_STEM:
        stem = _cut(stem, LONGEST_STEM)
    if not stem:
        return "scenario"
    return f"scenario-{stem}" if RESERVED.fullmatch(stem) else stem


def free_stem(title: str, taken: Iterable[str]) -> str:
    """Return the name for a title, with a number behind it when a file of that name is there on any system."""
    stem, used = file_stem(title), {name_key(name) for name in taken}
    if stem not in used:
        return stem
    numbered = (f"{_cut(stem, LONGEST_STEM - len(f'-{number}'))}-{number}" for number in count(2))
    return next(name for name in numbered if name not in used)


def name_key(name: str) -> str:
    """Return what two names share when a file system may take them for one: case and composed letters aside."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_name(text: str) -> bool:
    """Tell whether a text is the bare name of a file: no folder, drive, hidden file or control character."""
    bare = 0 < len(text.encode("utf-8", "replace")) <= LONGEST_NAME and text.isprintable()
    return bare and not FORBIDDEN & {*text} and not text.startswith(".") and text == text.strip()


def is_portable(stem: str) -> bool:
    """Tell whether a file of this name can be kept on Linux, macOS and Windows alike."""
    first = stem.partition(".")[0].casefold()
    sound = is_name(stem) and not stem.endswith(".") and not RESERVED.fullmatch(first)
    return sound and unicodedata.is_normalized("NFC", stem)


def locality_folder(locality_id: str, folder: Path = SCENARIOS) -> Path:
    """Return the folder of a locality's scenarios."""
    return folder / locality_id.replace("/", ".")


def baseline_path(locality_id: str, folder: Path = SCENARIOS) -> Path:
    """Return where the baseline of a locality is kept."""
    inside = locality_folder(locality_id, folder)
    return inside / f"{inside.name}-baseline{SUFFIX}"


def is_baseline(path: Path) -> bool:
    """Tell whether a file has the name of its folder's baseline."""
    return name_key(path.stem) == name_key(f"{path.parent.name}-baseline")


def scenario_files(folder: Path = SCENARIOS) -> list[Path]:
    """Return the scenario files below a folder, by name, hidden ones aside; none when there is no such folder.

    ScenarioError when the folder cannot be read.
    """
    found = listed(folder, f"**/*{SUFFIX}")
    return [
        path
        for path in found
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.name.isprintable()  # else its bytes are no text in this system's alphabet
        and path.is_file()
    ]


def listed(folder: Path, pattern: str) -> list[Path]:
    """Return what lies in a folder under names of a pattern, by name. ScenarioError when it cannot be read."""
    try:
        return sorted(folder.glob(pattern))
    except OSError as error:
        raise ScenarioError([Fault("scenario_unreadable", shown(folder), value=error.strerror or "")]) from None


def named_file(stem: str, folder: Path) -> Path | None:
    """Return the file of a folder that has this name, composed or decomposed; None when there is none."""
    wanted = unicodedata.normalize("NFC", stem)
    files = [path for path in scenario_files(folder) if path.parent == folder]
    exact = (path for path in files if path.stem == stem)
    return next(exact, next((path for path in files if unicodedata.normalize("NFC", path.stem) == wanted), None))


def _cut(stem: str, longest: int) -> str:
    """Return the start of a name that fits, cut between words where there is room for that."""
    if len(stem) <= longest:
        return stem
    return (stem[: longest + 1].rpartition("-")[0] or stem)[:longest].rstrip("-")
