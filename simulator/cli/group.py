"""The group of all commands. Exit code 0: done; 1: the input has faults; 2: the command is misused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from pkgutil import resolve_name

import click

import simulator
from simulator.threads import one_thread

COMMANDS: Mapping[str, str] = {
    "app": "simulator.cli.app:app",
    "backtest": "simulator.cli.backtest:backtest_command",
    "calibrate": "simulator.cli.calibrate:calibrate_command",
    "check": "simulator.cli.check:check",
    "compare": "simulator.cli.compare:compare",
    "explain": "simulator.cli.explain:explain_command",
    "export": "simulator.cli.export:export",
    "learned": "simulator.cli.learned:learned_command",
    "optimise": "simulator.cli.optimise:optimise",
    "prove": "simulator.cli.proof:prove",
    "run": "simulator.cli.run:run",
    "share": "simulator.cli.share:share",
    "verify": "simulator.cli.verify:verify",
}


class Loaded(MutableMapping[str, click.Command]):
    """Commands by name, each imported when it is first asked for: others may need large libraries that it does not.

    A mapping, and no group of its own kind, so that click lists names, and the nearest to a wrong one, as ever.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._commands: dict[str, str | click.Command] = dict(places)

    def __getitem__(self, name: str) -> click.Command:
        found = self._commands[name]
        if isinstance(found, str):
            found = self._commands[name] = resolve_name(found)
        return found

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        del self._commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._commands)

    def __len__(self) -> int:
        return len(self._commands)


@click.group(commands=Loaded(COMMANDS), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(simulator.__version__, prog_name="simulator")
def main() -> None:
    """Mô phỏng kịch bản giảm nghèo và nông thôn mới / poverty and New Rural scenario simulator."""
    one_thread()  # click has looked the command up before, and so imported what it calculates with
