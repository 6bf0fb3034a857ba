"""How fast the page answers: from a key press, or a moving hand, to the last chart changed.

    python tests/benchmarks/bench_page.py [--floor APP --bare APP] [--presses 30] [--drags 6]

--floor names a Streamlit app that draws the same amount in the fastest known way (visited as ?v=vega24_frag), --bare
one with nothing but live sliders; both are measured in the same run, in turns, and the page is held to multiples of
them. Alone, the page is held to updates per second and to server CPU only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PRESS_RATIO = 1.15  # times the floor, p50 and p95
MOVE_RATIO = 1.3  # times the bare slider, p50 and p95
FEWEST_UPDATES = 6.0  # a second, while a slider is dragged
MOST_CPU = 40.0  # ms of the server a move
MOST_CPU_SEEN = 15.0  # the same for a move that needs no new simulation
WARM_UP = 3
PRESSES_A_VISIT = 10
QUIET = 300  # ms without a change after which a press counts as answered
PAUSE = 700  # ms between presses
DRAG_STEPS, DRAG_PAUSE = 40, 50  # steps of 2 pixels, ms
BURST = 60  # ms: changes closer than this belong to one update
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WATCH = """
(() => {
  const chart = '[data-testid="stVegaLiteChart"]'
  const seen = window.seen = { key: null, last: null, changes: [], moves: [], released: null }
  const start = () => new MutationObserver(records => {
    for (const record of records) {
      const node = record.target.nodeType === 1 ? record.target : record.target.parentElement
      if (!node || !node.closest || !node.closest(chart)) continue
      seen.last = performance.now()
      seen.changes.push(seen.last)
      return
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true })
  if (document.documentElement) start()
  else document.addEventListener('readystatechange', start, { once: true })
  addEventListener('keydown', () => { seen.key = performance.now(); seen.last = null }, true)
  addEventListener('input', () => seen.moves.push(performance.now()), true)
  addEventListener('pointerup', () => { seen.released = performance.now() }, true)
})()
"""


@dataclass
class App:
    """One app to measure, and what was measured of it; times in ms."""

    name: str
    script: Path
    query: str = ""
    slider: str = "input[type=range]"
    charts: int = 4
    url: str = ""
    server: int = 0
    presses: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    updates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    cpu_seen: list[float] = field(default_factory=list)


@contextmanager
def running(app: App) -> Iterator[App]:
    """The app, served until the context ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", str(app.script), "--server.port", str(port)]
    options = ["--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none"]
    place = app.script.parent if app.script.parent == ROOT else Path(tempfile.gettempdir())
    with subprocess.Popen(
        [*command, *options, "--browser.gatherUsageStats", "false"],
        cwd=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait_until_served(port, server)
            app.url, app.server = f"http://127.0.0.1:{port}/{app.query}", server.pid
            yield app
        finally:
            server.terminate()


def _wait_until_served(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("the app was not served")


def server_ms(app: App) -> float:
    """CPU time of the server so far, ms; what cannot be read (no /proc) is NaN."""
    try:
        fields = Path(f"/proc/{app.server}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return 1000.0 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def opened(browser: Browser, app: App) -> Iterator[Page]:
    """A window on the app, all charts drawn."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="vi-VN")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(app.url)
    drawn = "count => document.querySelectorAll('[data-testid=\"stVegaLiteChart\"] svg').length >= count"
    page.wait_for_function(drawn, arg=app.charts, timeout=60_000)
    page.wait_for_timeout(1500)
    yield page
    context.close()


def pressed(page: Page, key: str = "ArrowRight") -> float:
    """Milliseconds from a key press to the last change of a chart."""
    page.keyboard.press(key)
    settled = f"() => seen.last !== null && performance.now() - seen.last > {QUIET}"
    page.wait_for_function(settled, timeout=15_000)
    return float(page.evaluate("seen.last - seen.key"))


def measure_presses(browser: Browser, app: App, visit: int) -> None:
    """One visit: presses spaced apart, and the server's CPU a press less what it uses when left alone.

    Then the way back, over settings that have been shown before. Another slider is moved first, by the number of the
    visit, so that no visit meets the settings of an earlier one.
    """
    with opened(browser, app) as page:
        page.locator("input[type=range]").last.focus()
        for _ in range(visit):
            pressed(page, "ArrowLeft")
        page.locator(app.slider).first.focus()
        for _ in range(WARM_UP):
            pressed(page)
            page.wait_for_timeout(PAUSE)
        idle, started = server_ms(app), time.perf_counter()
        page.wait_for_timeout(2000)
        idle_rate = (server_ms(app) - idle) / (time.perf_counter() - started)
        for key, cpu, times in (("ArrowRight", app.cpu, app.presses), ("ArrowLeft", app.cpu_seen, [])):
            before, started = server_ms(app), time.perf_counter()
            for _ in range(PRESSES_A_VISIT):
                times.append(pressed(page, key))
                page.wait_for_timeout(PAUSE)
            used = server_ms(app) - before - idle_rate * (time.perf_counter() - started)
            cpu.append(used / PRESSES_A_VISIT)


def measure_drags(browser: Browser, app: App, drags: int) -> None:
    """One visit: drags of two seconds there and back; updates a second and movement to next update."""
    with opened(browser, app) as page:
        slider = page.locator(app.slider).first
        for drag in range(drags + 1):
            moves, updates = _dragged(page, slider.evaluate(_THUMB), 2 if drag % 2 == 0 else -2)
            if drag > 0:  # the first one warms up
                app.moves += moves
                app.updates.append(updates)


_THUMB = """
node => {
  const box = node.getBoundingClientRect(), part = (node.value - node.min) / (node.max - node.min)
  return [box.left + 8 + (box.width - 16) * part, box.top + box.height / 2]
}
"""


def _dragged(page: Page, thumb: list[float], step: int) -> tuple[list[float], float]:
    page.evaluate("Object.assign(seen, { changes: [], moves: [], released: null })")
    x, y = thumb
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(DRAG_STEPS):
        page.mouse.move(x + step * (k + 1), y)
        page.wait_for_timeout(DRAG_PAUSE)
    page.wait_for_timeout(500)
    page.mouse.up()
    page.wait_for_timeout(1200)
    seen = page.evaluate("seen")
    ends = [t for t, after in zip(seen["changes"], [*seen["changes"][1:], np.inf], strict=True) if after - t > BURST]
    held = [t for t in ends if seen["moves"][0] < t < seen["released"]]
    while_moving = [t for t in held if t <= max(t for t in seen["moves"] if t < seen["released"])]
    seconds = (max(t for t in seen["moves"] if t < seen["released"]) - seen["moves"][0]) / 1000
    waits = [min(t for t in ends if t > move) - move for move in seen["moves"] if any(t > move for t in ends)]
    return waits, len(while_moving) / seconds


def told(app: App) -> None:
    def both(times: list[float]) -> str:
        return f"{np.quantile(times, 0.5):.0f} / {np.quantile(times, 0.95):.0f} ms" if times else "-"

    print(f"{app.name:6s} press to last chart {both(app.presses)} ({len(app.presses)} presses)")
    print(f"{'':6s} movement to next update {both(app.moves)}", end="")
    print(f", {np.mean(app.updates):.1f} updates a second while dragged" if app.updates else "")
    if app.cpu:
        print(f"{'':6s} server CPU {np.mean(app.cpu):.0f} ms a move, {np.mean(app.cpu_seen):.0f} ms on the way back")


def misses(ours: App, floor: App | None, bare: App | None) -> list[str]:
    """What is over a limit, in words."""
    found = []

    def hold(name: str, value: float, most: float) -> None:
        print(f"{name}: {value:.2f} (at most {most:.2f})")
        if value > most:
            found.append(name)

    for other, times, limit in ((floor, "presses", PRESS_RATIO), (bare, "moves", MOVE_RATIO)):
        for level in (0.5, 0.95) if other else ():
            ratio = np.quantile(getattr(ours, times), level) / np.quantile(getattr(other, times), level)
            hold(f"{times} p{100 * level:.0f}, times {other.name if other else ''}", float(ratio), limit)
    updates = float(np.mean(ours.updates))
    print(f"updates a second while dragged: {updates:.1f} (at least {FEWEST_UPDATES:.1f})")
    if updates < FEWEST_UPDATES:
        found.append("updates a second")
    if np.isfinite(ours.cpu).all():  # there is no /proc on every system
        hold("server CPU a move, ms", float(np.mean(ours.cpu)), MOST_CPU)
        hold("server CPU a move to settings shown before, ms", float(np.mean(ours.cpu_seen)), MOST_CPU_SEEN)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--floor", type=Path)
    parser.add_argument("--bare", type=Path)
    parser.add_argument("--presses", type=int, default=30)
    parser.add_argument("--drags", type=int, default=6)
    asked = parser.parse_args()
    ours = App("page", ROOT / "app.py", slider='[id="range-housing.budget"]', charts=2)
    floor = App("floor", asked.floor.resolve(), "?v=vega24_frag") if asked.floor else None
    bare = App("bare", asked.bare.resolve()) if asked.bare else None
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with ExitStack() as stack:
        for app in filter(None, (ours, floor, bare)):
            stack.enter_context(running(app))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=path, args=ARGUMENTS)
        stack.callback(browser.close)
        for visit in range(max(1, round(asked.presses / PRESSES_A_VISIT))):
            for app in filter(None, (ours, floor)):
                measure_presses(browser, app, visit)
        for _ in range(2):
            for app in filter(None, (ours, bare)):
                measure_drags(browser, app, max(1, asked.drags // 2))
    for app in filter(None, (ours, floor, bare)):
        told(app)
    found = misses(ours, floor, bare)
    print("within the limits" if not found else f"over the limit: {'; '.join(found)}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
