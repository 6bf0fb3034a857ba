"""The group: every command is in its table, is named as there, and loads no more than it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules

import click
import pytest
from click.testing import CliRunner

import simulator.cli
from simulator.cli import main
from simulator.cli.group import COMMANDS
from simulator.files import PROJECT

HEAVY = {"altair", "docx", "openpyxl", "pptx", "scipy.stats", "streamlit", "xlsxwriter"}
LOADED = """
import json, sys
from threadpoolctl import threadpool_info
from simulator.cli import main
main(sys.argv[1:], standalone_mode=False)
threads = [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]
print(json.dumps({"modules": list(sys.modules), "threads": threads}))
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_can_be_loaded_and_is_named_as_in_the_table(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name


def test_every_command_of_a_module_is_in_the_table() -> None:
    defined = set()
    for module in iter_modules(simulator.cli.__path__, "simulator.cli."):
        for attribute, value in vars(import_module(module.name)).items():
            if isinstance(value, click.Command) and value is not main:
                defined.add(f"{module.name}:{attribute}")
    assert defined == set(COMMANDS.values())


def test_an_unknown_command_is_misuse_and_the_nearest_is_told() -> None:
    result = CliRunner().invoke(main, ["comparee"])
    assert result.exit_code == 2
    assert "'comparee'" in result.stderr
    assert "'compare'" in result.stderr


@pytest.mark.parametrize(("name", "threads"), [("run", {1}), ("check", set())])
def test_a_light_command_loads_nothing_heavy_and_calculates_on_one_thread(name: str, threads: set[int]) -> None:
    command = [sys.executable, "-c", LOADED, name, "--help"]
    many = {**os.environ, "OPENBLAS_NUM_THREADS": "2"}
    done = subprocess.run(command, cwd=PROJECT, env=many, capture_output=True, check=True, timeout=60)
    found = json.loads(done.stdout.splitlines()[-1])
    assert f"simulator.cli.{name}" in found["modules"]
    assert HEAVY & set(found["modules"]) == set()
    assert set(found["threads"]) == threads  # none: it checks without numpy
