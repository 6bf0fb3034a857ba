"""The wheel: it holds all that the simulator needs, and runs outside the project's folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from tests.browser.conftest import ROOT, free_port

PATIENCE = 60.0  # seconds


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the simulator alone; its dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder, wheel]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def elsewhere(installed: Path, home: Path) -> Mapping[str, str]:
    unset = ("SIMULATOR_SCENARIOS", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return {**kept, "PYTHONPATH": str(installed), "HOME": str(home), "USERPROFILE": str(home)}


def test_everything_that_is_shipped_is_inside_and_nothing_of_the_planners(wheel: Path) -> None:
    inside = set(ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "simulator", "data", "scenarios"], cwd=ROOT, capture_output=True, check=True
    )
    for name in tracked.stdout.decode().splitlines():
        place = name if name.startswith("simulator/") else f"simulator/shipped/{name}"
        assert place in inside or not (ROOT / name).exists(), name
    assert {"simulator/shipped/app.py", "simulator/shipped/.streamlit/config.toml"} <= inside
    assert not [name for name in inside if ".store" in name or "secrets" in name]


def test_a_scenario_is_run_as_in_the_project(installed: Path, tmp_path: Path) -> None:
    scenario = ROOT / "scenarios" / "hau-giang" / "hau-giang-baseline.yaml"
    outputs = []
    for name, environment, folder in (("there", elsewhere(installed, tmp_path), tmp_path), ("here", os.environ, ROOT)):
        out = tmp_path / name
        command = [sys.executable, "-m", "simulator", "run", scenario, "--draws", "20", "--out", out]
        done = subprocess.run(command, cwd=folder, env=dict(environment), capture_output=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
        manifest = json.loads((out / "hau-giang-baseline.manifest.json").read_text(encoding="utf-8"))
        outputs.append(((out / "hau-giang-baseline.csv").read_bytes(), manifest["posterior_sha256"]))
    assert outputs[0] == outputs[1]


def test_the_page_opens_with_scenarios_of_the_users_own(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "simulator", "app", "--headless", "--port", str(port), "--json"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=dict(elsewhere(installed, tmp_path)), stdout=subprocess.PIPE
    ) as started:
        try:
            assert started.stdout is not None
            said = json.loads(started.stdout.readline())
            assert healthy(f"{said['url']}/_stcore/health")
        finally:
            started.kill()  # a server that has hardly started does not heed a gentler word
    kept = {path.relative_to(said["folder"]) for path in Path(said["folder"]).rglob("*.yaml")}
    shipped = installed / "simulator" / "shipped" / "scenarios"
    assert kept == {path.relative_to(shipped) for path in shipped.rglob("*.yaml")}
    assert Path(said["folder"]).is_relative_to(tmp_path)


def healthy(address: str) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            time.sleep(0.1)
    return False
