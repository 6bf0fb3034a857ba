"""How each kind of file is made, for pages and command line. Imported when one is wanted: its libraries are large."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from simulator.analysis.projection import project
from simulator.report.compare_export import csv_text
from simulator.report.deck.screen import Screen
from simulator.report.deck.screens import screens
from simulator.report.export import Origin
from simulator.report.exports.bundle import SUFFIX, bundle_bytes
from simulator.report.exports.docx import docx_bytes
from simulator.report.exports.one_page import one_page_html
from simulator.report.exports.pictures import Kind, screen_picture
from simulator.report.exports.pptx import deck_bytes
from simulator.report.exports.tables import Paper
from simulator.report.exports.xlsx import xlsx_bytes
from simulator.scenario import file_stem

FIXED = (1980, 1, 1, 0, 0, 0)  # the same files make the same archive


@dataclass(frozen=True)
class Taken:
    """What the files are made from; deck: the screens of a prepared deck, None for all of the comparison."""

    paper: Paper
    deck: Sequence[Screen] | None = None

    @property
    def screens(self) -> Sequence[Screen]:
        """The screens as slides and pictures show them."""
        paper = self.paper
        return self.deck or screens(paper.comparison, paper.entries, paper.evidence, paper.language, made=paper.made_on)


def made(kind: str, taken: Taken) -> bytes:
    """A file of one of the kinds of `simulator.report.exports.kinds`."""
    return MAKERS[kind](taken)


def archived(files: Mapping[str, bytes]) -> bytes:
    """An archive of files, the same bytes for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, raw in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED), raw)
    return content.getvalue()


def _slides(taken: Taken) -> bytes:
    return deck_bytes(taken.screens, taken.paper.language, made=taken.paper.made_on)


def _pictures(taken: Taken, kind: Kind) -> bytes:
    """The chart of each screen that has one, in an archive."""
    drawn = [(screen, screen_picture(screen, taken.paper.language, kind)) for screen in taken.screens]
    with_chart = [(screen, picture) for screen, picture in drawn if picture]
    return archived(
        {f"{place:02d}-{file_stem(screen.name)}.{kind}": raw for place, (screen, raw) in enumerate(with_chart, start=1)}
    )


def _csv(taken: Taken) -> bytes:
    paper = taken.paper
    return csv_text(paper.comparison, paper.entries, paper.language).encode("utf-8")


def _bundles(taken: Taken) -> bytes:
    """What `verify` reads: one scenario's own file, or an archive of those of all."""
    paper = taken.paper
    stems = [f"{place + 1}-{file_stem(name)}" for place, name in enumerate(paper.names)]
    files = {f"{stem}{SUFFIX}": _bundle(paper, place) for place, stem in enumerate(stems)}
    return next(iter(files.values())) if len(files) == 1 else archived(files)


def _bundle(paper: Paper, place: int) -> bytes:
    scenario = paper.comparison.outcomes[place].scenario
    file = paper.entries[place].file or f"{file_stem(paper.names[place])}.yaml"
    origin = Origin(file, paper.evidence.digest, paper.posterior.digest, paper.parameters.draws, paper.seed)
    return bundle_bytes(project(scenario, paper.evidence, paper.parameters), origin)


MAKERS: Mapping[str, Callable[[Taken], bytes]] = {
    "pptx": _slides,
    "xlsx": lambda taken: xlsx_bytes(taken.paper),
    "docx": lambda taken: docx_bytes(taken.paper),
    "one_page": lambda taken: one_page_html(taken.paper),
    "png": lambda taken: _pictures(taken, "png"),
    "svg": lambda taken: _pictures(taken, "svg"),
    "csv": _csv,
    "bundle": _bundles,
}
