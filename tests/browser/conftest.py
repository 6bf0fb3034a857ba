"""A real page in a real Chromium: one app for the session, a fresh window for each test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, sync_playwright

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "tests" / "results"
SECONDS_TO_START = 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Console errors that are not the page's fault; each entry says whose it is.
KNOWN_NOISE: tuple[str, ...] = ()
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(url: str, app: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and app.poll() is None:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The app did not start.\n{log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def scenarios_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped scenarios that the app under test may write to."""
    folder = tmp_path_factory.mktemp("app") / "scenarios"
    shutil.copytree(ROOT / "scenarios", folder) if (ROOT / "scenarios").exists() else folder.mkdir()
    return folder


@contextmanager
def served(project: Path, scenarios: Path, log: Path) -> Iterator[str]:
    """The address of the app of a project folder, running until the context ends."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=project,
            env={**os.environ, "SIMULATOR_SCENARIOS": str(scenarios)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as app,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_served(url, app, log)
            yield url
        finally:
            app.terminate()


@pytest.fixture(scope="session")
def app_url(scenarios_folder: Path) -> Iterator[str]:
    """The address of one running app, shared by the session."""
    with served(ROOT, scenarios_folder, RESULTS / "app.log") as url:
        yield url


@pytest.fixture
def copied_project(tmp_path: Path) -> Path:
    """A copy of the project, for what cannot be tried on the shipped data."""
    for name in ("simulator", "data", "scenarios", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    return tmp_path


@pytest.fixture
def copied_app_url(copied_project: Path) -> Iterator[str]:
    """The address of the app of the copied project."""
    with served(copied_project, copied_project / "scenarios", RESULTS / "copied-app.log") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    named = [os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS), MAC_CHROME]
    path = next((name for name in named if name and Path(name).exists()), None)
    if path is None:
        pytest.fail("Chromium or Chrome is needed: install one, or set CHROMIUM to its path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Window:
    """One browser window and everything wrong that was seen in it."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.faults: list[str] = []
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        context.route(lambda url: not is_local(url), refuse)

    def _note_request(self, request: Request) -> None:
        if not is_local(request.url):
            self.faults.append(f"request leaves this computer: {request.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(noise in message.text for noise in KNOWN_NOISE):
            self.faults.append(f"console error: {message.text} ({message.location.get('url', '')})")


def refuse(route: Route) -> None:
    route.abort()


def is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname == "127.0.0.1"


@pytest.fixture
def new_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open windows with `new_page(width=390, height=844, dark=True)`; each must stay free of faults."""
    windows: list[Window] = []

    def open_page(*, width: int = 1280, height: int = 720, dark: bool = False, locale: str = "vi-VN") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            timezone_id="Asia/Ho_Chi_Minh",
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        windows.append(Window(context))
        return context.new_page()

    yield open_page
    if request.node.stash.get(FAILED, False):
        keep_pictures(request.node.name, windows)
    faults = [fault for window in windows for fault in window.faults]
    for window in windows:
        window.context.close()
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def keep_pictures(name: str, windows: list[Window]) -> None:
    safe = "".join(letter if letter.isalnum() else "-" for letter in name)
    pages = [page for window in windows for page in window.context.pages]
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=RESULTS / f"{safe}-{number}.png", full_page=True)


@pytest.fixture
def page(new_page: Callable[..., Page], app_url: str) -> Page:
    """The app's first page, opened in a Vietnamese window of 1280x720 and drawn."""
    page = new_page()
    page.goto(app_url)
    page.wait_for_selector(".readout .card", timeout=30_000)  # the app also counts as idle before its first run
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000)
    return page
