"""What heavy commands have in common: cores or a cluster, and a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click

from simulator.analysis.tasks import Progress
from simulator.cli.reporting import Command
from simulator.jobs.spread import Spread
from simulator.texts import text


def heavy(command: Command) -> Command:
    """Add --workers and --scheduler, which become the command's `spread`."""

    @click.option(
        "--workers",
        type=click.IntRange(min=1),
        help="Số tiến trình trên máy này; mặc định: mọi nhân / processes here; default: all cores.",
    )
    @click.option(
        "--scheduler",
        metavar="ADDRESS",
        default="",
        help="Địa chỉ bộ điều phối Dask để tính trên cụm máy / use the cluster of a Dask scheduler.",
    )
    @wraps(command)
    def wrapped(*args: Any, workers: int | None, scheduler: str, **options: Any) -> None:
        command(*args, spread=Spread(workers or 0, scheduler), **options)

    return wrapped


@contextmanager
def bar(key: str, lang: str, hidden: bool) -> Iterator[Progress]:
    """A progress bar on the terminal with the text of a key before it and the task last heard of after it."""
    with click.progressbar(
        length=100, label=text(key, lang), file=sys.stderr, hidden=hidden, item_show_func=_shown
    ) as shown:

        def progress(share: float, name: str) -> None:
            shown.update(round(100 * share) - shown.pos, name)

        yield progress


def _shown(name: str | None) -> str:
    return name or ""
