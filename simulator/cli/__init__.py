"""The command line: the same work as the page, without a page."""

from simulator.cli.app import app
from simulator.cli.backtest import backtest_command
from simulator.cli.calibrate import calibrate_command
from simulator.cli.commands import main
from simulator.cli.compare import compare
from simulator.cli.explain import explain_command
from simulator.cli.export import export
from simulator.cli.learned import learned_command
from simulator.cli.optimise import optimise
from simulator.cli.proof import prove
from simulator.cli.share import share
from simulator.cli.verify import verify

main.add_command(app)
main.add_command(backtest_command)
main.add_command(calibrate_command)
main.add_command(compare)
main.add_command(explain_command)
main.add_command(export)
main.add_command(learned_command)
main.add_command(optimise)
main.add_command(prove)
main.add_command(share)
main.add_command(verify)

__all__ = ["main"]
