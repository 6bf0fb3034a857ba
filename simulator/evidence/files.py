"""From a file on disk, or an upload, to text; and the digest of all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from simulator.errors import Fault
from simulator.files import PROJECT

LARGEST_FILE = 5 * 1024 * 1024


def label(path: Path) -> str:
    """Return the path as messages show it: from the project folder where it lies inside."""
    resolved = path.resolve()
    if resolved.is_relative_to(PROJECT):
        return resolved.relative_to(PROJECT).as_posix()
    return str(path)


def read_bytes(path: Path, faults: list[Fault]) -> bytes | None:
    """Return the content of a file, or None and a fault. A file that is too large is not read."""
    file = label(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            faults.append(Fault("too_large", file, allowed=f"{LARGEST_FILE // 1024**2} MB"))
            return None
        return path.read_bytes()
    except FileNotFoundError:
        faults.append(Fault("missing_file", file))
    except OSError as error:
        faults.append(Fault("unreadable_file", file, value=error.strerror or str(error)))
    return None


def decode(content: bytes, file: str, faults: list[Fault]) -> str | None:
    """Return the text of UTF-8 bytes, a byte order mark aside, or None and a fault."""
    if len(content) > LARGEST_FILE:
        faults.append(Fault("too_large", file, allowed=f"{LARGEST_FILE // 1024**2} MB"))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.append(Fault("not_utf8", file, line, value=f"0x{content[error.start]:02x}"))
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        faults.append(Fault("not_text", file, line, value="\0"))
        return None
    return text


def digest(contents: Mapping[str, bytes]) -> str:
    """Return a SHA-256 over names and contents that does not depend on the line ends of the system."""
    total = hashlib.sha256()
    for name in sorted(contents):
        content = contents[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()
