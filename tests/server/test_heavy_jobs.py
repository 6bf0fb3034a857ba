"""A calibration asked for on the page: queued, told, cancelled, ended with its tab, and nothing half-written."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.evidence import load_evidence
from tests.server.apps import App, copied_project, served
from tests.server.sessions import Session

UNCALIBRATED = ("hau-giang", "son-la.sop-cop")
START, CANCEL = "Hiệu chỉnh lại ngay", "Huỷ"
PATIENCE = 120.0  # seconds


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project where two localities are not calibrated."""
    made = copied_project(tmp_path / "project")
    for locality in UNCALIBRATED:
        for artefact in (made / "data" / "posteriors").glob(f"{locality}.*"):
            artefact.unlink()
    return made


@pytest.fixture
def app(project: Path) -> Iterator[App]:
    with served(project) as found:
        yield found


def artefacts(project: Path) -> set[str]:
    return {path.name for path in (project / "data" / "posteriors").iterdir()}


async def seconds_until(what: Callable[[], bool], most: float = PATIENCE) -> float:
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < most, "not in time"
        await asyncio.sleep(0.05)
    return time.monotonic() - began


async def at(app: App, locality: str) -> Session:
    """A window on a locality that is not calibrated."""
    session = await Session.opened(app.url)
    await session.choose("Địa phương", load_evidence().localities[locality.replace(".", "/")].name_vi)
    assert "python -m simulator calibrate" in session.texts()
    return session


def test_jobs_come_in_turn_and_end_at_a_word_or_with_their_tab(app: App, project: Path) -> None:
    before = artefacts(project)

    async def tried() -> None:
        first, second = [await at(app, locality) for locality in UNCALIBRATED]
        await first.press(START)
        await seconds_until(lambda: "Đang hiệu chỉnh" in first.texts() and "%" in first.texts())
        await second.press(START)
        await seconds_until(lambda: "Đang chờ (thứ 1)" in second.texts())
        assert len(app.jobs()) == 1
        job = app.jobs()[0]
        await first.press(CANCEL)
        assert await seconds_until(lambda: not job.is_running()) < 1.0
        assert first.has("button", START)
        await seconds_until(lambda: bool(app.jobs()))  # the next in turn
        await asyncio.sleep(1.0)
        await second.close()
        assert await seconds_until(lambda: not app.jobs()) < 5.0
        await first.move({"housing.budget": 50.0})  # what was good stays
        assert first.faults + second.faults == []
        await first.close()

    asyncio.run(tried())
    assert artefacts(project) == before


def test_two_who_ask_for_the_same_get_one_job_and_both_see_its_result(app: App, project: Path) -> None:
    async def tried() -> None:
        first, second = [await at(app, "son-la.sop-cop") for _ in range(2)]
        await first.press(START)
        await second.press(START)
        await seconds_until(lambda: bool(app.jobs()))
        assert len(app.jobs()) == 1
        for session in (first, second):
            await seconds_until(lambda session=session: not session.has("button", CANCEL))  # type: ignore[misc]
            assert "python -m simulator calibrate" not in session.texts()
            assert session.faults == []
        assert first.digest() == second.digest()
        for session in (first, second):
            await session.close()

    asyncio.run(tried())
    assert {"son-la.sop-cop.causal.npz", "son-la.sop-cop.reported.npz"} <= artefacts(project)
    assert not [name for name in artefacts(project) if name.startswith(".")]


def test_a_job_goes_on_while_its_owner_looks_at_another_page(app: App) -> None:
    async def tried() -> None:
        session = await at(app, "hau-giang")
        await session.press(START)
        await seconds_until(lambda: bool(app.jobs()))
        await session.go("methods")
        await asyncio.sleep(5.0)
        assert len(app.jobs()) == 1
        await session.close()
        assert await seconds_until(lambda: not app.jobs()) < 5.0

    asyncio.run(tried())


def test_a_job_ends_with_its_server(project: Path) -> None:
    async def tried(app: App) -> list[int]:
        session = await at(app, "hau-giang")
        await session.press(START)
        await seconds_until(lambda: bool(app.jobs()))
        job = app.jobs()[0]
        app.process.kill()
        assert await seconds_until(lambda: not job.is_running()) < 3.0
        await session.close()
        return [job.pid]

    with served(project) as app:
        assert len(asyncio.run(tried(app))) == 1
