"""The part about skill: what the model would have said of years already known, beside three naive forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from simulator.analysis.backtest import MODEL, Forecast
from simulator.analysis.proof import BacktestRecord, ProofError
from simulator.analysis.rivals import RIVALS
from simulator.analysis.scores import BANDS
from simulator.analysis.skill import ALL, Hits, Skill, skill
from simulator.report.skill import verdict
from simulator.texts import keys, text
from simulator.ui import session
from simulator.ui.details_html import (
    Line,
    bullets,
    capital,
    folded,
    heading,
    headline,
    paragraph,
    place_name,
    put,
    table,
)
from simulator.ui.evidence_sbc_view import draw_calibration
from simulator.ui.evidence_skill import kept_backtest, own_backtest, series_of
from simulator.ui.evidence_skill_pictures import draw_pictures
from simulator.ui.evidence_words import say
from simulator.ui.messages import tell
from simulator.ui.resources import evidence
from simulator.units import number, percent

PANELS_A_ROW = 2


def draw(language: str, dark: bool) -> None:
    """Draw the part for the locality that is chosen, and for all of them together."""
    place = str(session.get("locality"))
    name = place_name(evidence(), place, language)
    try:
        record, is_current = kept_backtest()
    except ProofError as error:
        put(headline(say("skill.missing", language), say("skill.sub", language)))
        tell([fault.describe(language) for fault in error.faults], "warning")
    else:
        own, is_own_current = _of(place, record)
        pooled = skill(record.forecasts) if record.forecasts else ()
        put(headline(_headline(pooled, len(record.localities), language), say("skill.sub", language)))
        if not is_current:
            tell([text("evidence.skill.stale", language)], "warning")
        put(heading(say("skill.all", language, count=len(record.localities)), say("skill.table_sub", language)))
        _table(pooled, language)
        put(heading(say("skill.of", language, name=name)))
        if not is_own_current:
            tell([text("evidence.skill.own_stale", language)], "warning")
        if own:
            _table(skill(own), language)
            draw_pictures(series_of(own), language, dark)
        else:
            is_shipped = evidence().localities[place].home is None
            put(paragraph(escape(text(f"evidence.skill.{'too_few' if is_shipped else 'own_ask'}", language)), "empty"))
        put(folded(say("skill.limits", language), paragraph(escape(text("skill.note", language), quote=False), "note")))
    draw_calibration(language)


def _of(place: str, record: BacktestRecord) -> tuple[list[Forecast], bool]:
    """The forecasts about a place, and whether they rest on today's data; its own record has those of an own one."""
    own = own_backtest(place)
    if own is not None:
        return list(own[0].forecasts), own[1]
    return [forecast for forecast in record.forecasts if forecast.question.actual.locality == place], True


def _headline(rows: Sequence[Skill], localities: int, language: str) -> str:
    """The result of all forecasts together."""
    if not rows:
        return say("skill.none", language)
    whole = rows[-1]
    words = {
        "count": number(whole.forecasts, language),
        "localities": number(localities, language),
        "relative": percent(abs(1.0 - whole.relative), language, 0),
        "rival": text(f"skill.who.{whole.best}", language),
    }
    return say("skill.headline_better" if whole.relative < 1.0 else "skill.headline_worse", language, **words)


def _table(rows: Sequence[Skill], language: str) -> None:
    who = (MODEL, *RIVALS)
    head = [say("column.indicator", language)]
    head += [capital(escape(text(f"skill.who.{name}", language))) for name in who]
    head += [say("column.relative", language)]
    head += [percent(coverage, language, 0) for coverage in BANDS]
    head += [say("column.width", language)]
    groups = (
        ("", 1),
        (say("column.scores", language), len(who)),
        ("", 1),
        (say("column.hits", language), len(BANDS)),
        ("", 1),
    )
    lines = [Line(_cells(row, who, language), "sum" if row.indicator == ALL else "") for row in rows]
    put(
        table(head, lines, range(1, len(head)), groups=groups, kind="skill"),
        _losses(rows, language),
    )


def _cells(row: Skill, who: Sequence[str], language: str) -> list[str]:
    least = min(row.score.values())
    name = escape(text(f"skill.indicator.{row.indicator}", language))
    cells = [f"{name} <span>{say('skill.count', language, count=number(row.forecasts, language))}</span>"]
    for one in who:
        score = number(100.0 * row.score[one], language, 1)
        error = number(100.0 * row.error[one], language, 1)
        kind = " class='best'" if row.score[one] == least else ""
        cells.append(f"<b{kind}>{score}</b> <span>{say('skill.error', language, error=error)}</span>")
    cells.append(f"<b{' class=best' if row.relative < 1.0 else ''}>{number(row.relative, language, 2)}</b>")
    cells += [_hits(hits, language) for hits in row.hits.values()]
    return [*cells, f"{number(row.relative_width, language, 2)}"]


def _hits(hits: Hits, language: str) -> str:
    word = "right" if hits.is_right else "narrow" if hits.held < hits.fewest else "wide"
    state = f"<small>{say(f'skill.{word}', language)}</small>"
    expected = say("skill.expected", language, fewest=hits.fewest, most=hits.most)
    kind = "" if hits.is_right else " class='beyond'"
    return f"<b{kind}>{hits.held}/{hits.of}</b> <span>{expected}</span>{state}"


def _losses(rows: Sequence[Skill], language: str) -> str:
    """Where a naive forecast is better, and why where that is known."""
    lines = []
    for row in rows:
        if row.relative >= 1.0:
            name = text(f"skill.indicator.{row.indicator}", language)
            reason = f"evidence.rival_wins.{row.indicator}"
            more = f" {text(reason, language)}" if reason in keys() else ""
            lines.append(escape(f"{name}: {verdict(row, language)}{more}", quote=False))
    return bullets(lines) if lines else paragraph(say("skill.no_loss", language), "note")
