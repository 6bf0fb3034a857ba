"""The kinds of files that a comparison can be taken along as."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.report.exports.bundle import SUFFIX

_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: Mapping[str, tuple[str, str]] = {
    "pptx": (".pptx", f"{_OFFICE}.presentationml.presentation"),
    "xlsx": (".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "docx": (".docx", f"{_OFFICE}.wordprocessingml.document"),
    "one_page": (".html", "text/html"),
    "png": (".png.zip", "application/zip"),
    "svg": (".svg.zip", "application/zip"),
    "csv": (".csv", "text/csv"),
    "bundle": (SUFFIX, "application/zip"),
}
"""Ending, and what a browser calls them."""
