"""How long `make run` takes, once it is set up, until the page is served: at most 5 seconds."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT_SECONDS = 5.0
ROUNDS = 3


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_served(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False


def seconds_to_start() -> float:
    port, started = free_port(), time.perf_counter()
    environment = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true"}
    with subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as app:
        try:
            while not is_served(port):
                if app.poll() is not None or time.perf_counter() - started > 60:
                    sys.exit("make run did not serve the page")
                time.sleep(0.02)
            return time.perf_counter() - started
        finally:
            os.killpg(app.pid, signal.SIGTERM)


def main() -> None:
    slowest = max(seconds_to_start() for _ in range(ROUNDS))
    print(f"slowest of {ROUNDS} starts: {slowest:.2f} s (limit {LIMIT_SECONDS:.0f} s)")
    sys.exit(slowest > LIMIT_SECONDS)


if __name__ == "__main__":
    main()
