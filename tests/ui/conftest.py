"""What tests of pages stand on: scenarios of their own, draws of the prior, nothing kept from another test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.scenario import SCENARIOS
from simulator.ui import (
    compare_runs,
    details_runs,
    evidence_figures_view,
    evidence_skill,
    present_live,
    present_screens,
    resources,
    why_runs,
)
from tests.ui.pages import drawn

CACHES = (
    resources._past,
    resources._reference,
    compare_runs._past,
    compare_runs._outcome,
    details_runs._built,
    evidence_figures_view._made,
    evidence_skill._backtest,
    evidence_skill._sbc,
    present_live._pasts,
    present_screens._screens,
)


def forget() -> None:
    why_runs.forget()
    for cached in CACHES:
        cached.clear()


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    """What the pages compute and keep is forgotten, before and after."""
    forget()
    yield
    forget()


@pytest.fixture(scope="module")
def kept_within_the_file() -> Iterator[None]:
    """What the pages compute is kept from test to test of one file: the same scenarios, on the same draws."""
    forget()
    yield
    forget()


@pytest.fixture
def draws_of_the_prior(kept_within_the_file: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages compute with draws of the prior, which no other file's tests are to meet."""
    monkeypatch.setattr(resources, "posterior", drawn)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped scenarios, without decks, as the folder of the pages."""
    there = tmp_path / "scenarios"
    shutil.copytree(SCENARIOS, there, ignore=shutil.ignore_patterns(".store", "*.deck.yml"))
    monkeypatch.setenv("SIMULATOR_SCENARIOS", str(there))
    return there
