"""The part about what the figures taught: each parameter before and after, what cannot be told apart, what to learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from simulator.analysis.influence import Influences, influences
from simulator.analysis.information import Information, worth
from simulator.analysis.learning import FIXED, Learned, Pair, learned, pairs
from simulator.calibration import Posterior
from simulator.evidence import Evidence
from simulator.report.information_words import information_lines, target_words, told, worth_line
from simulator.report.learning_export import VERDICTS, rule_text
from simulator.report.learning_words import counted, learned_line, pair_line, taught_line
from simulator.scenario import Scenario
from simulator.texts import text
from simulator.ui import session
from simulator.ui.details_html import Line, bullets, folded, heading, headline, paragraph, place_name, put, table
from simulator.ui.details_runs import data_of
from simulator.ui.evidence_ranges import chances, ranges
from simulator.ui.evidence_uses import EFFECTS
from simulator.ui.evidence_words import say
from simulator.ui.resources import baseline, evidence, posterior

SHOWN = 8  # parameters of a verdict that are not behind a fold: those known least


@dataclass(frozen=True)
class Lessons:
    """What was found about a locality, and for the targets of a scenario."""

    learned: tuple[Learned, ...]
    pairs: tuple[Pair, ...]
    influences: Influences
    information: tuple[Information, ...]


def lessons(evidence: Evidence, scenario: Scenario, posteriors: Sequence[Posterior]) -> Lessons:
    """All of it for a complete scenario of a locality."""
    (found,) = posteriors
    place, base = evidence.localities[scenario.locality], baseline(scenario.locality)
    return Lessons(
        learned(evidence, place, found),
        pairs(evidence, place, found),
        influences(evidence, base, found),
        tuple(worth(evidence, scenario, base, found, target) for target in scenario.targets or ()),
    )


def draw(language: str, dark: bool) -> None:
    """Draw the part for the locality that is chosen. Raises PosteriorError where it is not calibrated."""
    del dark
    found, place = evidence(), str(session.get("locality"))
    scenario = _scenario(place)
    known = data_of(lessons, scenario)
    words = {"name": place_name(found, place, language), **counted(known.learned)}
    rule = rule_text(posterior(place, scenario.effects), language)
    put(
        headline(say("learned.headline", language, **words), say("learned.sub", language)),
        _legend(language),
        folded(say("learned.rule", language), paragraph(escape(rule, quote=False), "note")),
    )
    for verdict in VERDICTS:
        rows = sorted((row for row in known.learned if row.verdict == verdict), key=lambda row: -row.kept)
        if rows:
            _verdict(verdict, rows, known, found, language)
    tied = [escape(pair_line(pair, language), quote=False) for pair in known.pairs]
    title = heading(text("learned.head.pairs", language), say("learned.pairs_sub", language))
    put(title, bullets(tied) if tied else paragraph(escape(text("learned.pairs.none", language)), "empty"))
    for information in known.information:
        _information(information, scenario, language)
    if not known.information:
        put(heading(text("learned.head.worth_none", language)), paragraph(say("learned.no_target", language), "empty"))


def _scenario(place: str) -> Scenario:
    """The scenario that is open on the page of sliders where it is about the place, else the place's baseline."""
    editing = session.editing()
    if editing.good is not None and editing.good.locality == place and editing.good.effects == EFFECTS:
        return editing.draft.scenario
    return baseline(place)


def _legend(language: str) -> str:
    marks = "".join(
        f"<span><i class='{kind}'></i>{say(f'learned.{kind}', language)}</span>" for kind in ("before", "after")
    )
    return f"<div class='details-legend evidence-legend'>{marks}</div>"


def _verdict(verdict: str, rows: Sequence[Learned], known: Lessons, found: Evidence, language: str) -> None:
    title = f"{text(f'learned.head.{verdict}', language)} ({len(rows)})"
    if verdict == FIXED:
        put(folded(title, _table(rows, known, found, language)))
        return
    rest = rows[SHOWN:]
    more = folded(say("learned.more", language, count=len(rest)), _table(rest, known, found, language)) if rest else ""
    put(heading(title), _table(rows[:SHOWN], known, found, language), more)


def _table(rows: Sequence[Learned], known: Lessons, found: Evidence, language: str) -> str:
    lines = [Line(_cells(row, known, found, language)) for row in rows]
    return table([say("column.parameter", language), say("column.range", language)], lines, kind="list learned")


def _cells(row: Learned, known: Lessons, found: Evidence, language: str) -> tuple[str, str]:
    sentence = learned_line(row, found, language)
    taught = taught_line(row.name, known.influences, language)
    drawn = "" if row.verdict == FIXED else ranges(row.before, row.after, escape(sentence))
    more = f"<small>{escape(taught, quote=False)}</small>" if taught else ""
    return f"{escape(sentence, quote=False)}{more}", drawn


def _information(information: Information, scenario: Scenario, language: str) -> None:
    target = target_words(information.target, language)
    lines = information_lines(information, language)
    figures, parameters = told(information)
    title = heading(
        escape(text("learned.head.worth", language, target=target), quote=False),
        say("learned.of_scenario", language, title=scenario.title),
    )
    worths = [*figures, *parameters]
    if not worths:
        put(title, *(paragraph(escape(line, quote=False)) for line in lines))
        return
    rows = []
    for one in worths:
        sentence = worth_line(one, information, language)
        drawn = chances(information.chance, one.after_low, one.after_high, escape(sentence))
        rows.append(Line((escape(sentence, quote=False), drawn)))
    said = {worth_line(one, information, language) for one in worths}
    around = [
        paragraph(escape(line, quote=False), "note" if line is lines[-1] else "") for line in lines if line not in said
    ]
    head = [say("column.known", language), say("column.chance", language)]
    put(title, *around[:-1], table(head, rows, kind="list learned"), around[-1])
