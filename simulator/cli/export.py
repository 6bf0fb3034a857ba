"""`export`: scenarios as slides, sheets, a report, a page to print, pictures, a CSV or a bundle, as on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from simulator.analysis.comparison import check
from simulator.cli.ground import ground
from simulator.cli.reporting import reported, say
from simulator.cli.sample import draws_option, seed_option
from simulator.cli.together import loaded, place_of, reference_option, together, year_option
from simulator.evidence import Evidence
from simulator.files import make_folder, write_whole
from simulator.report.compare_table import Entry
from simulator.report.deck.own_title import with_title
from simulator.report.deck.screens import screens
from simulator.report.exports.kinds import KINDS
from simulator.report.exports.made import Taken, made
from simulator.report.exports.tables import Paper
from simulator.scenario import file_stem
from simulator.scenario.deck import Deck
from simulator.scenario.deck_file import read_deck
from simulator.scenario.names import SUFFIX

ALL = "all"


@dataclass(frozen=True)
class Asked:
    """How the scenarios are run, and what day the files bear."""

    reference: str | None
    year: int | None
    made_on: datetime | None
    draws: int | None
    seed: int

    @property
    def day(self) -> date:
        """Today unless another day was asked for."""
        return self.made_on.date() if self.made_on else date.today()


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--deck", type=click.Path(path_type=Path, dir_okay=False), help="Tệp trình bày / a deck: *.deck.yml.")
@click.option(
    "--format",
    "kinds",
    type=click.Choice((ALL, *KINDS)),
    multiple=True,
    default=(ALL,),
    show_default=True,
    help="Loại tệp, ghi được nhiều lần / kinds of files, several times.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Thư mục kết quả.")
@reference_option
@year_option
@click.option(
    "--date",
    "made_on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Ngày ghi trên tệp; mặc định: hôm nay / default: today.",
)
@draws_option
@seed_option
@reported
def export(
    files: tuple[str, ...], deck: Path | None, kinds: tuple[str, ...], out: Path, lang: str, as_json: bool, **asked: Any
) -> None:
    """Xuất 1-8 kịch bản ra tệp để mang đi họp / take 1-8 scenarios along as files."""
    if bool(files) == (deck is not None):
        raise click.UsageError("FILE... | --deck FILE")
    evidence = ground((*files, *([deck] if deck else [])))
    prepared = read_deck(deck, evidence).deck if deck else None
    named = (
        files
        if deck is None or prepared is None
        else tuple(str(deck.parent / f"{name}{SUFFIX}") for name in prepared.scenarios)
    )
    taken = _taken(named, prepared, evidence, lang, Asked(**asked))
    make_folder(out)
    stem = file_stem(prepared.title if prepared else f"{taken.paper.locality.id} {taken.paper.comparison.year}")
    for kind in KINDS if ALL in kinds else dict.fromkeys(kinds):
        ending, _ = KINDS[kind]
        path = out / f"{stem}{ending}"
        write_whole(path, made(kind, taken))
        say("cli.written", lang, as_json, path=str(path))


def _taken(files: Sequence[str], deck: Deck | None, evidence: Evidence, language: str, asked: Asked) -> Taken:
    """What all files are made from."""
    scenarios = loaded(files, evidence)
    if len(files) > 1:
        check(list(zip(files, scenarios, strict=True)))
    place = deck.reference_place if deck and asked.reference is None else place_of(files, asked.reference)
    year = deck.year if deck and asked.year is None else asked.year
    comparison, posterior = together(files, scenarios, evidence, place, year, draws=asked.draws, seed=asked.seed)
    entries = [Entry(scenario.title, file) for file, scenario in zip(files, scenarios, strict=True)]
    remarks = deck.remarks_by_place if deck else {}
    paper = Paper(comparison, entries, evidence, posterior, language, asked.day, asked.seed, remarks)
    order = deck.order if deck else None
    first, *others = screens(comparison, entries, evidence, language, order, remarks, made=asked.day)
    return Taken(paper, (with_title(first, deck.title if deck else ""), *others))
