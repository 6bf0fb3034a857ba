"""Many planners on one server: 30 sessions with 3-9 s between actions on 2 cores, and a heavy job beside them.

    python tests/benchmarks/bench_sessions.py [--sessions 30] [--seconds 120] [--reruns 10000]

First the planners work at their pace for --seconds, a calibration beside them: times of the reruns, memory, the job's
end when it is cancelled and when its tab is closed. Then they move without a pause until there were --reruns: every
answer must be of the session's own settings, and what a lone session on another server gets for them. The clients speak
Streamlit's own messages (tests/server/sessions.py).
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from simulator.evidence import load_evidence
from tests.server.apps import App, copied_project, served
from tests.server.planners import Planner, all_of, foreign
from tests.server.sessions import Session

GOAL_P95, LIMIT_P95 = 0.5, 1.0  # seconds of a rerun
MOST_A_SESSION, MOST_IN_ALL = 5.0, 600.0  # MB
CANCELLED_WITHIN, LEFT_WITHIN = 1.0, 5.0  # seconds
PAUSE = (3.0, 9.0)  # seconds between two actions of a planner
FEW, MANY = 8, 99  # different settings of a planner: as fast as it goes, and at a planner's pace
UNCALIBRATED = "hau-giang"
CALIBRATE, CANCEL = "Hiệu chỉnh lại ngay", "Huỷ"


async def waited(what: Callable[[], bool], seconds: float) -> float:
    """Wait until it is so; return the seconds that took, infinity when they were too few."""
    started = time.perf_counter()
    while not what():
        if time.perf_counter() - started > seconds:
            return float("inf")
        await asyncio.sleep(0.02)
    return time.perf_counter() - started


async def heavy_jobs(app: App, locality: str) -> tuple[float, float, float]:
    """Calibrate beside the others; seconds to its end when cancelled and when the tab is closed, and MB of the job."""
    session = await Session.opened(app.url)
    await session.choose("Địa phương", locality)
    await session.press(CALIBRATE)
    await waited(lambda: "%" in session.texts() and bool(app.jobs()), 60.0)
    await asyncio.sleep(3.0)
    heaviest = max(job.memory_info().rss / 1e6 for job in app.jobs())
    started = time.perf_counter()
    await session.press(CANCEL)
    await waited(lambda: not app.jobs(), 30.0)
    cancelled = time.perf_counter() - started
    await session.press(CALIBRATE)
    await waited(lambda: bool(app.jobs()), 60.0)
    await asyncio.sleep(2.0)
    started = time.perf_counter()
    await session.close()
    await waited(lambda: not app.jobs(), 30.0)
    return cancelled, time.perf_counter() - started, heaviest


async def paced(app: App, planners: list[Planner], seconds: float, uncalibrated: str) -> tuple[float, float, float]:
    """The planners at their pace; what the heavy job beside them came to."""
    moves = max(1, round(seconds / (sum(PAUSE) / 2)))
    work = asyncio.create_task(all_of(planners, moves, pause=PAUSE, choices=MANY, seed=1))
    await asyncio.sleep(0.2 * seconds)
    found = await heavy_jobs(app, uncalibrated)
    await work
    return found


async def started(app: App, places: list[str], sessions: int) -> tuple[list[Planner], float]:
    """The planners at their windows, and MB of the server before: what is shared is loaded first, and not weighed."""
    for number, place in enumerate(places):
        first = await Planner.started(number, app.url, place)
        await first.visit("details")
        await first.move({"housing.budget": 1.0})
        await first.session.close()
    before = app.megabytes()
    planners = [await Planner.started(number, app.url, places[number % len(places)]) for number in range(sessions)]
    for planner in planners:
        planner.session.seconds.clear()
    return planners, before


async def without_a_pause(planners: list[Planner], reruns: int) -> int:
    """Move on as fast as the server answers until there were so many reruns; return how many there were."""
    done = sum(planner.moves for planner in planners)
    began = time.perf_counter()
    await all_of(planners, max(0, -(-(reruns - done) // len(planners))), pause=(0.0, 0.0), choices=FEW, seed=2)
    made = sum(planner.moves for planner in planners)
    print(f"{made - done} more without a pause: {(made - done) / (time.perf_counter() - began):.0f} a second")
    return made


async def measured(app: App, lone: App, options: argparse.Namespace) -> list[tuple[str, float, float]]:
    """(what, found, limit) of every figure."""
    localities = load_evidence().localities
    places = [place.name_vi for name, place in localities.items() if name != UNCALIBRATED]
    planners, before = await started(app, places, options.sessions)
    cancelled, left, heaviest = await paced(app, planners, options.seconds, localities[UNCALIBRATED].name_vi)
    seconds = [second for planner in planners for second in planner.session.seconds]
    moves = [second for planner in planners for second in planner.move_seconds]
    weight = (app.megabytes() - before) / options.sessions
    p50, p95, p99 = np.quantile(seconds, (0.5, 0.95, 0.99))
    print(f"{len(seconds)} reruns at a planner's pace: p50 {p50:.3f}, p95 {p95:.3f}, p99 {p99:.3f} s")
    print(f"of them {len(moves)} moves of a slider: p95 {np.quantile(moves, 0.95):.3f} s")
    print(f"{before:.0f} MB without sessions, {before + weight * options.sessions:.0f} with; the job {heaviest:.0f} MB")
    made = await without_a_pause(planners, options.reruns)
    total = app.megabytes()
    wrong = [fault for planner in planners for fault in (*planner.wrong, *planner.session.faults)]
    wrong += await foreign(planners, lone.url)
    print("\n".join(wrong[:10]))
    for planner in planners:
        await planner.session.close()
    return [
        (f"p95 of a rerun, s (goal {GOAL_P95})", float(p95), LIMIT_P95),
        (f"wrong or foreign values in {made} reruns", len(wrong), 0),
        ("MB a session", weight, MOST_A_SESSION),
        ("MB in all", total, MOST_IN_ALL),
        ("s until a cancelled job has ended", cancelled, CANCELLED_WITHIN),
        ("s until the job of a closed tab has ended", left, LEFT_WITHIN),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--reruns", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = copied_project(Path(folder))
        for artefact in (project / "data" / "posteriors").glob(f"{UNCALIBRATED}.*"):
            artefact.unlink()
        with served(project) as app, served(project) as lone:
            figures = asyncio.run(measured(app, lone, options))
    for name, found, limit in figures:
        print(f"{'ok  ' if found <= limit else 'OVER'} {name}: {found:.3f} (limit {limit:g})")
    sys.exit(any(found > limit for _, found, limit in figures))


if __name__ == "__main__":
    main()
