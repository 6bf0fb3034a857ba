"""How every command speaks: --lang and --json, lines of result, faults. Exit code 1: the input has faults."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from simulator.errors import SimulatorError
from simulator.texts import LANGUAGES, text

Command = Callable[..., None]


def reported(command: Command) -> Command:
    """Add --lang and --json, and turn what the user can put right into messages and exit code 1."""

    @click.option("--lang", type=click.Choice(LANGUAGES), default="vi", show_default=True, help="Ngôn ngữ / language.")
    @click.option("--json", "as_json", is_flag=True, help="Kết quả dạng JSON / results and faults as JSON lines.")
    @wraps(command)
    def wrapped(*args: Any, lang: str, as_json: bool, **options: Any) -> None:
        try:
            command(*args, lang=lang, as_json=as_json, **options)
        except SimulatorError as error:
            for fault in error.faults:
                line = json.dumps(vars(fault) | {"message": fault.describe(lang)}, ensure_ascii=False)
                click.echo(line if as_json else fault.describe(lang), err=not as_json)
            sys.exit(1)

    return wrapped


def say(key: str, lang: str, as_json: bool, **values: Any) -> None:
    """One line of result."""
    click.echo(json.dumps({"event": key, **values}, ensure_ascii=False) if as_json else text(key, lang, **values))
