"""What the figures taught, of a whole locality: for the terminal and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from simulator.analysis.influence import Influences
from simulator.analysis.information import Information, Worth
from simulator.analysis.learning import NARROWED, SAME_PLACE, SAME_SPREAD, SHIFTED, Learned, Pair
from simulator.calibration import Posterior
from simulator.evidence import Evidence, Locality
from simulator.report.information_words import information_lines, target_words
from simulator.report.learning_words import counted, learned_line, pair_line, taught_line
from simulator.texts import text
from simulator.units import number, percent

VERDICTS = ("silent", "little", "much", "fixed")


@dataclass(frozen=True)
class Lessons:
    """All that was found about one locality."""

    locality: Locality
    posterior: Posterior
    learned: Sequence[Learned]
    pairs: Sequence[Pair]
    influences: Influences
    information: Sequence[Information]


def plain_text(lessons: Lessons, evidence: Evidence, language: str) -> str:
    """Return it as paragraphs: parameters by verdict, pairs, and what is worth knowing for each target."""
    place = lessons.locality
    name = place.name_vi if language == "vi" else place.name_en
    lead = text("learned.lead", language, **counted(lessons.learned))
    parts = [text("learned.title", language, name=name), lead, rule_text(lessons.posterior, language)]
    for verdict in VERDICTS:
        lines = [_sentences(row, lessons, evidence, language) for row in lessons.learned if row.verdict == verdict]
        if lines:
            parts.append(_listed(text(f"learned.head.{verdict}", language), lines))
    tied = [pair_line(pair, language) for pair in lessons.pairs] or [text("learned.pairs.none", language)]
    parts.append(_listed(text("learned.head.pairs", language), tied))
    for found in lessons.information:
        head = text("learned.head.worth", language, target=target_words(found.target, language))
        parts.append(_listed(head, information_lines(found, language)))
    if not lessons.information:
        head, line = text("learned.head.worth_none", language), text("cli.learned_needs_target", language)
        parts.append(_listed(head, [line]))
    return "\n\n".join(parts)


def rule_text(posterior: Posterior, language: str) -> str:
    """Return what the words before, after, much, little and nothing mean."""
    return text(
        "learned.note",
        language,
        narrowed=percent(NARROWED, language, 0),
        shifted=number(SHIFTED, language, 0),
        same=percent(SAME_SPREAD, language, 0),
        place=number(SAME_PLACE, language, 2),
        effective=number(posterior.effective, language),
        draws=number(posterior.settings.draws, language),
    )


def _sentences(row: Learned, lessons: Lessons, evidence: Evidence, language: str) -> str:
    return f"{learned_line(row, evidence, language)} {taught_line(row.name, lessons.influences, language)}".strip()


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(f"  - {line}" for line in lines)])


def as_data(lessons: Lessons, evidence: Evidence, language: str) -> dict[str, object]:
    """Return all of it for machines: numbers, and each sentence beside them."""
    influences = lessons.influences
    return {
        "locality": lessons.locality.id,
        "effects": lessons.posterior.effects,
        "draws": lessons.posterior.settings.draws,
        "effective": lessons.posterior.effective,
        "counts": counted(lessons.learned),
        "parameters": [
            asdict(row) | {"group": row.group, "text": _sentences(row, lessons, evidence, language)}
            for row in lessons.learned
        ],
        "influences": [
            {
                "parameter": item.parameter,
                "figures": [row.obs_id for row in item.figures],
                "share": item.share,
            }
            for item in influences.found
        ],
        "unexplained": list(influences.unexplained),
        "pairs": [asdict(pair) | {"text": pair_line(pair, language)} for pair in lessons.pairs],
        "targets": [
            {
                "target": _target(found),
                "chance": found.chance,
                "noise": found.noise,
                "is_settled": found.is_settled,
                "text": information_lines(found, language),
                "worths": [_worth(worth) for worth in found.worths],
            }
            for found in lessons.information
        ],
    }


def _target(found: Information) -> dict[str, object]:
    target = found.target
    return asdict(target) | {"date": target.date.isoformat()}


def _worth(worth: Worth) -> dict[str, object]:
    return asdict(worth) | {"date": worth.date.isoformat() if worth.date else None}
