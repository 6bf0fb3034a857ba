"""The check of the calibration itself: are parameters that are known found as often as the draws say?"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from simulator.analysis.proof import ProofError
from simulator.analysis.sbc import BINS, LIKELIHOOD, SIGNIFICANT, Ranks
from simulator.report.learning_words import parameter_name
from simulator.texts import text
from simulator.ui.details_html import folded, heading, paragraph, place_name, put
from simulator.ui.evidence_ranges import histogram
from simulator.ui.evidence_skill import kept_sbc
from simulator.ui.evidence_words import say
from simulator.ui.messages import tell
from simulator.ui.resources import evidence
from simulator.units import number

SHOWN = 12  # histograms that are not behind a fold: the least even ones


def draw_calibration(language: str) -> None:
    """Draw the histograms of ranks with what they say; or that the check has not been made."""
    put(heading(say("sbc.title", language), say("sbc.sub", language)))
    try:
        record, is_current = kept_sbc()
    except ProofError as error:
        tell([fault.describe(language) for fault in error.faults], "warning")
        return
    if not is_current:
        tell([text("evidence.sbc.stale", language)], "warning")
    ranks = record.ranks
    name = place_name(evidence(), ranks.locality, language)
    words = {
        "locality": name,
        "effects": text(f"explore.effects.{ranks.effects}", language),
        "runs": number(ranks.runs, language),
        "figures": number(ranks.figures, language),
        "draws": number(ranks.settings.draws, language),
    }
    found = ranks.p_values
    names = sorted(found, key=lambda one: found[one])
    put(
        paragraph(f"<b>{_verdict(ranks, language)}</b>"),
        paragraph(escape(text("proof.lead", language, **words), quote=False), "note"),
        _histograms(names[:SHOWN], ranks, language),
        folded(say("sbc.more", language, count=len(names) - SHOWN), _histograms(names[SHOWN:], ranks, language))
        if len(names) > SHOWN
        else "",
    )


def _verdict(ranks: Ranks, language: str) -> str:
    level = number(SIGNIFICANT, language, 2)
    uneven = ranks.uneven
    if not uneven:
        return escape(text("proof.even", language, count=len(ranks.counts), level=level), quote=False)
    names = ", ".join(_name(one, language) for one in uneven)
    words = {"count": len(ranks.counts), "uneven": len(uneven), "level": level, "names": names}
    return escape(text("proof.uneven", language, **words), quote=False)


def _histograms(names: Sequence[str], ranks: Ranks, language: str) -> str:
    most = max(max(counts) for counts in ranks.counts.values())
    return "<div class='evidence-many'>" + "".join(_one(name, ranks, most, language) for name in names) + "</div>"


def _one(name: str, ranks: Ranks, most: float, language: str) -> str:
    p_value = ranks.p_values[name]
    kind = " class='bad'" if p_value < SIGNIFICANT else ""
    key, least = ("below", SIGNIFICANT) if p_value < SIGNIFICANT else ("p", p_value)
    written = say(f"sbc.{key}", language, p=number(least, language, 2))
    said = f"{escape(_name(name, language))}: {written}"
    drawn = histogram(ranks.counts[name], ranks.runs / BINS, most, said)
    return f"<div><p{kind}>{escape(_name(name, language), quote=False)} <span>{written}</span></p>{drawn}</div>"


def _name(name: str, language: str) -> str:
    return text("evidence.sbc.likelihood", language) if name == LIKELIHOOD else parameter_name(name, language)
