"""Two replicas on one folder of scenarios, behind one address: what one saves the other shows."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from tests.server.apps import ROOT, App, served
from tests.server.proxy import proxied
from tests.server.sessions import Session

TITLE = "Nhà ở: bản của máy thứ nhất"
PATIENCE = 30.0  # seconds


@contextmanager
def replicas(folder: Path, *options: str) -> Iterator[tuple[App, App]]:
    """Two processes that share a folder of scenarios."""
    shutil.copytree(ROOT / "scenarios", folder, ignore=shutil.ignore_patterns(".store"))
    shared = {"SIMULATOR_SCENARIOS": str(folder)}
    with (
        served(ROOT, environment=shared, options=options) as one,
        served(ROOT, environment=shared, options=options) as two,
    ):
        yield one, two


def names(session: Session) -> list[str]:
    return list(session.labelled("selectbox", "Kịch bản")[0].options)


def windows_of(app: App) -> int:
    """Connections that are open to an app."""
    port, open_ = urlsplit(app.url).port, psutil.CONN_ESTABLISHED
    return sum(c.status == open_ and c.laddr.port == port for c in app.process.net_connections())


async def saved(session: Session, title: str, budget: float) -> None:
    await session.move({"housing.budget": budget})
    await session.write("Tên kịch bản", title)
    await session.press("Lưu vào thư mục kịch bản")


async def until(session: Session, what: Callable[[], bool]) -> None:
    """Wait as a planner does, who does nothing: the page looks after the folder by itself."""
    for _ in range(int(PATIENCE / 0.1)):
        if what():
            return
        await asyncio.sleep(0.1)
    pytest.fail(f"not in time: {names(session)}")


def test_a_file_that_one_saves_appears_in_the_other(tmp_path: Path) -> None:
    async def tried(one: App, two: App) -> None:
        first, second = await Session.opened(one.url), await Session.opened(two.url)
        assert TITLE not in names(second)
        await saved(first, TITLE, 123.0)
        assert TITLE in names(first)
        await until(second, lambda: TITLE in names(second))
        await second.choose("Kịch bản", TITLE)
        assert second.panel()[1]["values"]["housing.budget"] == 123.0
        assert second.digest() == first.digest()
        assert first.faults + second.faults == []
        for session in (first, second):
            await session.close()

    with replicas(tmp_path / "scenarios") as (one, two):
        asyncio.run(tried(one, two))


def test_a_sticky_proxy_serves_both_below_a_path(tmp_path: Path) -> None:
    """As documented: one address, a path of its own, each window kept with one replica, health asked of both."""

    async def tried(url: str, apps: tuple[App, App]) -> None:
        windows = [await Session.opened(url, headers={"Cookie": f"replica={number}"}) for number in (0, 1, 0, 1)]
        for number, window in enumerate(windows):
            answer = await window.move({"housing.budget": 50.0 + number})
            assert answer.panel["values"]["housing.budget"] == 50.0 + number
            assert window.faults == []
        assert [windows_of(app) for app in apps] == [2, 2]
        for window in windows:
            await window.close()

    with replicas(tmp_path / "scenarios", "--server.baseUrlPath", "mo-phong") as apps:
        ports = [urlsplit(app.url).port or 0 for app in apps]

        async def everything() -> None:
            async with proxied(ports) as url:
                await tried(f"{url}/mo-phong", apps)

        asyncio.run(everything())
