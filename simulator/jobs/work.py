"""What a job does, and what its process says about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Progress = Callable[[float], None]
Message = tuple[Literal["progress", "done", "failed", "broke"], Any]
"""progress: share done; done: result; failed: SimulatorError; broke: traceback as text."""

LENGTH = 8  # bytes that say how long the pickled work after them is


@dataclass(frozen=True)
class Work:
    """A function of a module, called in another process as ``function(*arguments, progress)``.

    Arguments and result must be picklable: names rather than what they name. What the function writes must be whole at
    every instant (`simulator.files.write_whole`), for it may be ended at any.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
