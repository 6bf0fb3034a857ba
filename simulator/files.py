"""Files: read whole; written whole, or not at all and the old one stays."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
import unicodedata
from contextlib import suppress
from pathlib import Path

from simulator.errors import Fault, OutputError

PROJECT = Path(__file__).resolve().parents[1]
_IN_THE_WHEEL = PROJECT / "simulator" / "shipped"
SHIPPED = _IN_THE_WHEEL if _IN_THE_WHEEL.is_dir() else PROJECT
"""Where data/, scenarios/ and app.py lie: inside an installed package, beside it in the project's folder."""
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
WINDOWS = os.name == "nt"
PATIENCE = (0.02, 0.1, 0.5)  # seconds between tries while another program holds the file open on Windows
FORMULA_STARTS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


def ascii_name(name: str) -> str:
    """Return a name in ASCII letters and digits, lower case, with hyphens between, as every file system takes it."""
    letters = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    ascii_text = letters.encode("ascii", "ignore").decode("ascii").casefold()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")


def read_whole(path: Path | str) -> bytes:
    """Return all of a file, which is left closed. Raises OSError."""
    return Path(path).read_bytes()


def write_whole(path: Path | str, content: bytes) -> None:
    """Write a file in one move; when that fails (OutputError with one fault) an older file stays as it was.

    A link stays a link, the rights of an older file are kept, and one that is marked read-only is left alone.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{secrets.token_hex(8)}{TEMPORARY}")
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(OSError):  # no older file, or rights that cannot be given
            shutil.copymode(target, temporary)
        _replace(temporary, target)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise refusal(error, Path(path)) from error
        raise
    _settle(target.parent)


def move(source: Path, target: Path) -> None:
    """Give a file or folder another place on the same disk, in one move. Raises OutputError."""
    try:
        if target.exists():
            raise OSError(errno.ENOTEMPTY, os.strerror(errno.EEXIST))
        _replace(source, target)
    except OSError as error:
        raise refusal(error, source) from error
    for folder in {source.parent, target.parent}:
        _settle(folder)


def remove(path: Path) -> None:
    """Remove a file; one that is gone already is no fault. Raises OutputError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise refusal(error, path) from error
    _settle(path.parent)


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


def spreadsheet_text(text: str) -> str:
    """Return a text that a spreadsheet shows and never runs: one that would start a formula begins with an apostrophe.

    For the texts of a CSV only: a number that is written as a number, such as -1.5, must stay one.
    """
    start = text.lstrip(" \u00a0\u3000\ufeff")[:1]
    return f"'{text}" if start in FORMULA_STARTS and start else text


def _replace(source: Path, target: Path) -> None:
    for pause in PATIENCE if WINDOWS else ():
        with suppress(PermissionError):
            os.replace(source, target)
            return
        time.sleep(pause)
    os.replace(source, target)


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
