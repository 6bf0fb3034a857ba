"""Tables of the loan programmes: balances, borrowers, and the works of water and sanitation loans."""

from __future__ import annotations

from simulator.evidence import Evidence
from simulator.ui.details_compare import Compared
from simulator.ui.details_credit import POVERTY, CreditData, Programme, Works
from simulator.ui.details_html import (
    DOUBTFUL,
    Line,
    decimals_for,
    heading,
    indicator_name,
    measured,
    paragraph,
    rated,
    reported,
    say,
    table,
    when,
)
from simulator.ui.details_reported import model_figure
from simulator.units import day, number


def programmes_block(found: CreditData, evidence: Evidence, language: str) -> str:
    """Every programme at the latest year-end and at the horizon, then what is reported beside the model."""
    ends = (found.latest, found.last_year)
    head = [say("column.programme", language)]
    head += [say(f"column.{part}", language) for part in ("balance", "borrowers")] * len(ends)
    groups = [("", 1), *((say("credit.end_of", language, year=year), 2) for year in ends)]
    decimals = decimals_for([row.balance[year] for row in found.programmes for year in ends])
    lines = [_programme(row, ends, decimals, language) for row in found.programmes]
    content = table(head, lines, range(1, len(head)), groups=groups, kind="stacked")
    told = [(row, part) for row in found.programmes for part in row.reported]
    return (
        heading(say("credit.programmes", language), say("credit.programmes_sub", language))
        + content
        + heading(say("credit.programmes_reported", language))
        + (_told(told, evidence, language) if told else paragraph(say("credit.programmes_none", language), "empty"))
    )


def _programme(row: Programme, ends: tuple[int, int], decimals: int, language: str) -> Line:
    cells = [_name(row.name, language)]
    for year in ends:
        cells += [measured(row.balance[year], language, decimals), measured(row.borrowers[year], language)]
    return Line(cells, "sum" if row.name == POVERTY else "")


def _name(programme: str, language: str) -> str:
    return say(f"programme.{programme}", language)


def _told(rows: list[tuple[Programme, str]], evidence: Evidence, language: str) -> str:
    head = [say(f"column.{name}", language) for name in ("programme", "when", "reported", "model", "source")]
    return table(
        head, [_reported(row, row.reported[part], part, evidence, language) for row, part in rows], (2, 3), kind="list"
    )


def _reported(row: Programme, found: Compared, part: str, evidence: Evidence, language: str) -> Line:
    seen = found.observation
    name = f"{_name(row.name, language)} <span>{say(f'column.{part}', language)}</span>"
    source = rated(evidence.sources[seen.source_id], language)
    return Line(
        (name, when(seen, language), f"<b>{reported(seen, language)}</b>", model_figure(found, language), source)
    )


def works_block(found: CreditData, evidence: Evidence, language: str) -> str:
    """Works that loans made, as reported and as the model counts them."""
    title = heading(say("credit.works", language), say("credit.works_sub", language))
    if not found.works:
        return title + paragraph(say("credit.works_none", language), "empty")
    head = [say(f"column.{name}", language) for name in ("indicator", "when", "reported", "model", "source")]
    return title + table(head, [_works(row, evidence, language) for row in found.works], (2, 3), kind="list five")


def _works(row: Works, evidence: Evidence, language: str) -> Line:
    seen = row.observation
    doubt = f" <span class='mark'>{say('doubtful', language)}</span>" if seen.note.startswith(DOUBTFUL) else ""
    more = ""
    if row.borrowers is not None:
        more = say(
            "credit.works_borrowers",
            language,
            borrowers=number(row.borrowers.value, language),
            works=number(2 * row.borrowers.value, language),
        )
    name = f"{indicator_name(seen.indicator, language)} <span>{more}</span>"
    model = f"<span>{say('outside', language)}</span>"
    if row.made is not None:
        since = say("credit.works_since", language, year=row.first_simulated, end=day(seen.period_end, language))
        model = f"{measured(row.made, language)}<small>{since}</small>"
    source = rated(evidence.sources[seen.source_id], language)
    return Line((name, when(seen, language), f"<b>{reported(seen, language)}</b>{doubt}", model, source))
