"""The app as a real process of its own, on a folder of scenarios, and what the system says of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
WORKER = "simulator.jobs.worker"


@dataclass(frozen=True)
class App:
    """A served app: its address and its process."""

    url: str
    process: psutil.Process

    def megabytes(self) -> float:
        """Memory that the server holds, without its jobs."""
        return self.process.memory_info().rss / 1e6

    def jobs(self) -> list[psutil.Process]:
        """The processes of heavy jobs that are alive."""
        found = []
        for child in self.process.children(recursive=True):
            try:
                if WORKER in child.cmdline() and child.status() != psutil.STATUS_ZOMBIE:
                    found.append(child)
            except psutil.NoSuchProcess:
                continue
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copied_project(place: Path) -> Path:
    """A copy of the project, for what cannot be tried on the shipped data."""
    for name in ("simulator", "data", "scenarios", ".streamlit"):
        shutil.copytree(
            ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__", "secrets.toml", ".store")
        )
    shutil.copy(ROOT / "app.py", place)
    return place


@contextmanager
def served(
    project: Path, *, options: tuple[str, ...] = (), environment: Mapping[str, str] | None = None, port: int = 0
) -> Iterator[App]:
    """The app of a project folder, running until the context ends.

    That of this project itself writes to a copy of the shipped scenarios, unless the environment names a folder.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    log = project / "app.log" if project != ROOT else ROOT / "tests" / "results" / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as place,
        log.open("ab") as output,
        subprocess.Popen(
            [*command, "--server.port", str(port), *options],
            cwd=project,
            env={**os.environ, **_own_scenarios(project, Path(place)), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            path = next((options[i + 1] for i, name in enumerate(options) if name == "--server.baseUrlPath"), "")
            app = App(f"http://127.0.0.1:{port}/{path}".rstrip("/"), psutil.Process(process.pid))
            _wait_until_served(app, process, log)
            yield app
        finally:
            process.terminate()


def _own_scenarios(project: Path, place: Path) -> dict[str, str]:
    if project != ROOT:
        return {}
    shutil.copytree(ROOT / "scenarios", place / "scenarios", ignore=shutil.ignore_patterns(".store"))
    return {"SIMULATOR_SCENARIOS": str(place / "scenarios")}


def _wait_until_served(app: App, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{app.url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the app did not start\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")
