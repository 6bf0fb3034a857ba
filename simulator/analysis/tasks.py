"""Heavy work in independent tasks, and the plainest way to do them: one after the other, here.

A task is ``function(shared, argument, tell)``: a function of a module, what all tasks have in common, what is its own.
Functions that make such tasks take the way of doing them as an argument; `simulator.jobs.spread` has others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

Tell = Callable[[float], None]
"""Takes the share done of one task, 0 to 1."""

Progress = Callable[[float, str], None]
"""Takes the share done of all tasks, 0 to 1, and the name of the task that was last heard of."""

S = TypeVar("S")
A = TypeVar("A")
R = TypeVar("R")
Done = Callable[[str, R], None]
"""Takes name and result of a task as soon as it is done, in whatever order that happens."""


def quiet(share: float, name: str) -> None:
    """Progress that nobody wants to know."""


def unheard(name: str, result: object) -> None:
    """Results that nobody wants before the end."""


class Spread(Protocol):
    """A way of doing tasks. Whatever it is, the results are the same, in the order of the tasks."""

    def __call__(
        self,
        function: Callable[[S, A, Tell], R],
        shared: S,
        tasks: Mapping[str, A],
        progress: Progress = quiet,
        done: Done[R] = unheard,
    ) -> list[R]:
        """Do the tasks, name -> argument. `progress` and `done` are called in the caller's thread."""


def in_turn(
    function: Callable[[S, A, Tell], R],
    shared: S,
    tasks: Mapping[str, A],
    progress: Progress = quiet,
    done: Done[R] = unheard,
) -> list[R]:
    """Do the tasks one after the other in this process; the first error ends it."""
    results = []
    for number, (name, argument) in enumerate(tasks.items()):

        def tell(share: float, before: int = number, name: str = name) -> None:
            progress((before + share) / len(tasks), name)

        tell(0.0)
        results.append(function(shared, argument, tell))
        done(name, results[-1])
    progress(1.0, "")
    return results
