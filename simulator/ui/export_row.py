"""One row of files to take along, on every page that has a comparison: each is made when its button is pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from simulator.analysis.comparison import Comparison
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.report.compare_table import Entry
from simulator.report.deck.screen import Screen
from simulator.report.exports.kinds import KINDS
from simulator.scenario import file_stem
from simulator.texts import text
from simulator.ui import resources


@dataclass(frozen=True)
class Wanted:
    """What a file is made from, taken along since Streamlit makes it outside the session."""

    comparison: Comparison
    entries: Sequence[Entry]
    evidence: Evidence
    posterior: Posterior
    language: str
    deck: Sequence[Screen] | None
    remarks: Mapping[str, str]


def export_row(
    comparison: Comparison,
    entries: Sequence[Entry],
    language: str,
    page: str,
    *,
    deck: Sequence[Screen] | None = None,
    remarks: Mapping[str, str] | None = None,
) -> None:
    """Draw the row for a comparison; deck, remarks: as prepared for the wall, remarks by screen."""
    scenario = comparison.outcomes[comparison.reference].scenario
    posterior = resources.posterior(scenario.locality, scenario.effects)
    wanted = Wanted(comparison, entries, resources.evidence(), posterior, language, deck, remarks or {})
    name = file_stem(f"{text(f'{page}.title', language)} {scenario.locality} {comparison.year}")
    with st.container(key=f"export_row_{page}", horizontal=True):
        for kind, (ending, mime) in KINDS.items():
            st.download_button(
                text(f"present.export.{kind}", language),
                data=partial(_made, kind, wanted),
                file_name=f"{name}{ending}",
                mime=mime,
                on_click="ignore",
                key=f"{page}_export_{kind}",
            )


def _made(kind: str, wanted: Wanted) -> bytes:
    """A file. What makes it is imported now: its libraries are large, and most visits ask for none."""
    from simulator.report.exports.made import Taken, made
    from simulator.report.exports.tables import Paper

    paper = Paper(
        wanted.comparison,
        wanted.entries,
        wanted.evidence,
        wanted.posterior,
        wanted.language,
        date.today(),
        remarks=wanted.remarks,
    )
    return made(kind, Taken(paper, wanted.deck))
