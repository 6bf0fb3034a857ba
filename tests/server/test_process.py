"""The server as it is shipped: on this computer only, told to be well, silent towards the world, sign-in off."""

from __future__ import annotations

import asyncio
import tomllib
from http import HTTPStatus
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import psutil
import pytest

from tests.server.apps import ROOT, App, copied_project, served
from tests.server.sessions import Session

NOWHERE = "http://127.0.0.1:9"  # the port that throws away; nobody listens there
PROXIES = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOWHERE)


def sockets(app: App) -> list[tuple[str, str, str]]:
    """(address here, address there, status) of every socket of the server and its children."""
    return [
        (c.laddr.ip if c.laddr else "", c.raddr.ip if c.raddr else "", c.status)
        for process in (app.process, *app.process.children(recursive=True))
        for c in process.net_connections(kind="inet")
    ]


def test_it_listens_on_this_computer_only_and_says_that_it_is_well() -> None:
    options = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert options["server"]["address"] == "127.0.0.1"
    with served(ROOT) as app:
        with urlopen(f"{app.url}/_stcore/health", timeout=5) as answer:
            assert (answer.status, answer.read()) == (200, b"ok")
        listening = {here for here, _, status in sockets(app) if status == psutil.CONN_LISTEN}
        assert listening == {"127.0.0.1"}


def test_a_tour_opens_no_connection_to_another_computer() -> None:
    """Names of other computers cannot be looked up through a proxy that is not there, and no socket goes out."""

    async def tour(app: App) -> list[tuple[str, str, str]]:
        session, seen = await Session.opened(app.url), []
        for page in session.pages:
            await session.go(page)
            seen += sockets(app)
        await session.go("")
        await session.move({"housing.budget": 50.0})
        seen += sockets(app)
        assert session.faults == []
        await session.close()
        return seen

    with served(ROOT, environment=PROXIES) as app:
        seen = asyncio.run(tour(app))
    assert len(seen) > 4
    assert {there for _, there, _ in seen if there} <= {"127.0.0.1", "::1"}


def test_nobody_needs_what_only_sign_in_needs(tmp_path: Path) -> None:
    """Without the file of secrets the page asks nobody, and runs where Authlib is not installed."""
    project = copied_project(tmp_path / "project")
    for name in ("authlib", "httpx"):
        package = tmp_path / "missing" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(f"raise ModuleNotFoundError('{name}', name='{name}')\n", encoding="utf-8")

    async def opened(url: str) -> None:
        session = await Session.opened(url)
        assert session.panel()
        assert not session.has("button", "Đăng nhập")
        assert not session.has("button", "Đăng xuất")
        assert session.faults == []
        await session.close()

    with served(project, environment={"PYTHONPATH": str(tmp_path / "missing")}) as app:
        asyncio.run(opened(app.url))


def test_an_upload_over_the_limit_is_refused_by_the_server() -> None:
    """The browser's own check can be left out: this one cannot."""

    async def tried(url: str) -> int:
        session = await Session.opened(url)
        jar = CookieJar()
        client = build_opener(HTTPCookieProcessor(jar))
        client.open(f"{url}/_stcore/health", timeout=5).close()
        token = next((cookie.value or "" for cookie in jar if cookie.name == "_streamlit_xsrf"), "")
        upload = Request(f"{url}/_stcore/upload_file/{session.id}/a-file", b"x" * 1_100_000, method="PUT")
        upload.add_header("Content-Type", "multipart/form-data; boundary=edge")
        upload.add_header("X-Xsrftoken", token)
        with pytest.raises(HTTPError) as refused:
            await asyncio.to_thread(client.open, upload, timeout=10)
        refused.value.close()
        await session.close()
        return refused.value.code

    with served(ROOT) as app:
        assert asyncio.run(tried(app.url)) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
