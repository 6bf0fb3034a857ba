"""Writing files: whole, or not at all and the old one stays."""

from __future__ import annotations

import errno
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from simulator.errors import Fault, OutputError

PROJECT = Path(__file__).resolve().parents[1]
TEMPORARY = ".saving"
STALE_AFTER = 3_600  # seconds; a save takes far less
CODES = {
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "no_folder",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.EROFS: "not_writable",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
}


def write_whole(path: Path | str, content: bytes) -> None:
    """Write a file in one move; when that fails (OutputError with one fault) an older file stays as it was."""
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise refusal(error, target) from error
    _settle(target.parent)


def make_folder(path: Path | str) -> None:
    """Make a folder and those above it. Raises OutputError when that cannot be done."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(error, Path(path)) from error


def refusal(error: OSError, path: Path) -> OutputError:
    """What a failed write tells the user."""
    code = CODES.get(error.errno or 0, "not_saved")
    return OutputError([Fault(code, shown(path), value=error.strerror or str(error))])


def shown(path: Path | str) -> str:
    """Return a path as messages show it: from the project's folder if it lies there, else as typed."""
    with suppress(ValueError):
        return Path(path).relative_to(PROJECT).as_posix()
    return str(path)


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
