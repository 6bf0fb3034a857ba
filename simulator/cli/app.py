"""`app`: the page, started from wherever the simulator is installed."""

from __future__ import annotations

import os
import runpy
import secrets
import shutil
import sys
from pathlib import Path

import click

from simulator.cli.reporting import reported, say
from simulator.files import PROJECT, SHIPPED, TEMPORARY, make_folder, refusal
from simulator.scenario import SCENARIOS

HOME = Path.home() / "simulator" / "scenarios"


@click.command("app")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Cổng / port.")
@click.option(
    "--scenarios",
    type=click.Path(path_type=Path, file_okay=False),
    help="Thư mục kịch bản; mặc định: biến SIMULATOR_SCENARIOS, hay thư mục của người dùng / folder of scenarios.",
)
@click.option("--headless", is_flag=True, help="Không mở trình duyệt / open no browser.")
@reported
def app(port: int, scenarios: Path | None, headless: bool, lang: str, as_json: bool) -> None:
    """Mở trang mô phỏng trên máy này / open the simulator's page on this machine."""
    folder = (scenarios or _usual()).absolute()
    seeded(folder)
    say("cli.app", lang, as_json, url=f"http://127.0.0.1:{port}", folder=str(folder))
    sys.stdout.flush()
    os.environ["SIMULATOR_SCENARIOS"] = str(folder)
    os.chdir(SHIPPED)  # Streamlit looks for .streamlit/config.toml where it is started
    sys.argv = ["streamlit", "run", str(SHIPPED / "app.py"), "--server.port", str(port)]
    if headless:
        sys.argv += ["--server.headless", "true"]
    runpy.run_module("streamlit", run_name="__main__")


def _usual() -> Path:
    named = os.environ.get("SIMULATOR_SCENARIOS")
    return Path(named) if named else SCENARIOS if SHIPPED == PROJECT else HOME


def seeded(folder: Path) -> None:
    """Put the shipped scenarios into a folder that is not there yet, all of them or none. Raises OutputError."""
    if folder.exists():
        return
    make_folder(folder.parent)
    half = folder.with_name(f"{folder.name}{TEMPORARY}-{secrets.token_hex(4)}")
    try:
        shutil.copytree(SCENARIOS, half, ignore=shutil.ignore_patterns(".store"))
        half.rename(folder)
    except OSError as error:
        shutil.rmtree(half, ignore_errors=True)
        raise refusal(error, folder) from error
