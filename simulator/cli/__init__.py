"""The command line: the same work as the page, without a page."""

from simulator.cli.group import main

__all__ = ["main"]
