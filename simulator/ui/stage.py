"""The page of one scenario: what stays while its sliders move, and what is shown for one setting of them.

A move is answered from here, so nothing is looked up, read or written twice: what stays is made once for a scenario and
a language, and what a setting shows is kept as the very bytes that are sent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache

from simulator.analysis.live import Reference, moved
from simulator.analysis.projection import Projection
from simulator.evidence import Evidence
from simulator.report.chart_table import packed
from simulator.scenario import Scenario
from simulator.ui import resources
from simulator.ui.chart_data import Chart, ntm_chart, poverty_chart
from simulator.ui.kept import Kept
from simulator.ui.levers import Settings, settings_of, with_levers
from simulator.ui.panel_data import Panel, panel
from simulator.ui.readout_data import readout_data
from simulator.ui.sparks_data import Fan, small_charts, sparks_data
from simulator.units import number, percent

LARGEST_VIEWS = 8_000_000  # bytes of settings shown before


@dataclass(frozen=True)
class Stage:
    """What stays while the sliders move: the scenario as saved, what it is compared with, the frames of all figures.

    settings: the sliders' values of the scenario as saved; today: of the baseline.
    """

    key: str
    language: str
    evidence: Evidence
    saved: Scenario
    settings: Settings
    today: Settings
    reference: Reference
    baseline: Projection
    poverty: Chart
    ntm: Chart
    sparks: tuple[Fan, ...]
    panel: Panel


@dataclass(frozen=True)
class View:
    """What one setting of the sliders shows, as it is sent: tables of the large charts, messages to the components."""

    poverty: bytes
    ntm: bytes
    readout: bytes
    sparks: bytes


@dataclass(frozen=True)
class _Page:
    """A page that is asked for, told apart by its key alone; a scenario itself cannot be a key."""

    key: str
    language: str = field(compare=False)
    saved: Scenario = field(compare=False)


def stage(language: str, saved: Scenario) -> Stage:
    """The stage of a complete scenario as saved. Raises SimulatorError."""
    return _stage(_Page(repr((language, resources.baseline_stamp(saved.locality), saved)), language, saved))


def view(stage: Stage, settings: Settings, *, is_unsaved: bool) -> View:
    """What the settings show on the stage of their events; settings seen before are not simulated again."""
    return _views.get(f"{stage.key}{settings}{is_unsaved}", lambda: _view(stage, settings, is_unsaved=is_unsaved))


# Caches of our own: Streamlit's take a third of a millisecond to look into. Nothing here belongs to a user.
@lru_cache(maxsize=12)
def _stage(page: _Page) -> Stage:
    language, saved = page.language, page.saved
    evidence, reference, baseline = resources.evidence(), resources.saved(saved), resources.compared(saved)
    today = resources.baseline(saved.locality)
    return Stage(
        key=page.key,
        language=language,
        evidence=evidence,
        saved=saved,
        settings=settings_of(saved),
        today=settings_of(today),
        reference=reference,
        baseline=baseline,
        poverty=poverty_chart(language, reference.exact, baseline, evidence),
        ntm=ntm_chart(language, reference.exact, baseline, evidence),
        sparks=small_charts(reference.exact, baseline, evidence),
        panel=panel(language, saved, today),
    )


def _view(stage: Stage, settings: Settings, *, is_unsaved: bool) -> View:
    language = stage.language
    now = moved(stage.reference, with_levers(stage.saved, settings), stage.evidence)
    rate, communes = stage.poverty.figures(now), stage.ntm.figures(now)
    return View(
        poverty=packed(stage.poverty.frame.table(rate, percent(rate.value[-1], language))),
        ntm=packed(stage.ntm.frame.table(communes, number(communes.value[-1], language))),
        readout=_message(readout_data(language, now, stage.baseline, is_unsaved=is_unsaved)),
        sparks=_message(sparks_data(language, stage.sparks, now)),
    )


def _weight(view: View) -> int:
    return sum(map(len, (view.poverty, view.ntm, view.readout, view.sparks)))


_views: Kept[View] = Kept(most=LARGEST_VIEWS, weigh=_weight)


def _message(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
