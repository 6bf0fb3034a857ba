"""How a source is cited on a page."""

from simulator.report.citations import cited, cited_all

__all__ = ["cited", "cited_all"]
