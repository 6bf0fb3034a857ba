"""The command line: the same work as the page, without a page."""

from simulator.cli.backtest import backtest_command
from simulator.cli.commands import main
from simulator.cli.compare import compare

main.add_command(backtest_command)
main.add_command(compare)

__all__ = ["main"]
