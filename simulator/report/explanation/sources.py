"""Where the numbers come from, and of when they are."""

from __future__ import annotations

from simulator.report.explanation.case import Case
from simulator.report.explanation.facts import Fact
from simulator.report.explanation.path import last_reported
from simulator.report.explanation.words import Parts, Words, level, listed, named, on, say
from simulator.texts import text

OBSERVED = ("poverty_rate", "ntm_communes_attained")


def sources(case: Case, language: str) -> list[Words]:
    """The reported figures that the explanation starts from, the posterior, the files."""
    rows = {row.obs_id: row for name in (case.indicator, *OBSERVED) if (row := last_reported(case, name))}
    found = []
    for row in rows.values():
        origin = case.reported(row, language)
        when = on(row.period_end, f"reported.{row.indicator}.date", origin, language)
        source = case.cited((row.source_id,), language)
        name = text(f"explanation.observed.{row.indicator}", language)
        found.append(say("based_on.figure", language, name=name, date=when, source=source))
    method = text("explanation.origin.method", language)
    figures = level(Fact("posterior.figures", float(case.run.figures), "", None, method), language)
    seed = level(Fact("seed", float(case.run.seed), "", None, method), language)
    draws = level(Fact("draws", float(case.comparison.draws), "", None, method), language)
    told: Parts = {"figures": figures, "draws": draws, "seed": seed, "digest": named(case.short_digest)}
    sentences = [say("based_on.figures", language, list=listed(found, "; "))] if found else []
    sentences.append(say("based_on.posterior", language, locality=case.locality(language), **told))
    files = [named(file) for place, file in enumerate(case.files) if file and place in _told(case)]
    if files:
        sentences.append(say("based_on.files", language, files=listed(files, "; ")))
    return sentences


def _told(case: Case) -> set[int]:
    return {case.place, case.comparison.reference}
