"""What one scenario file says by itself, before its base and its baseline are added."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from simulator.scenario.record import Scenario
from simulator.scenario.vocabulary import FORMAT


@dataclass(frozen=True)
class Content:
    """A file's own part of a scenario, the name of the file it stacks on ("": none), and who saved it when.

    ``own.effects`` means nothing when the file does not state the effects (``effects_stated``). ``version`` is the
    format that the file was written in, ``base_line`` the line that names the base.
    """

    own: Scenario
    extends: str = ""
    effects_stated: bool = True
    saved_by: str = ""
    saved_at: datetime | None = None
    version: int = field(default=FORMAT, compare=False)
    base_line: int | None = field(default=None, compare=False)
