"""What must be known beside the split of one budget over several localities."""

from __future__ import annotations

from simulator.analysis.optimise.question import DONG, MONEY
from simulator.report.change_words import lever_name
from simulator.report.optimise_table import money
from simulator.report.optimise_words import lower
from simulator.report.shareout_words import Named
from simulator.texts import text


def notes(found: Named) -> list[str]:
    """How the money is scaled, what the intervals leave out, and what must not be read into the difference."""
    asked = {"total": money(found.question.total_dong / DONG, found.language)}
    told = [text("shareout.note.mix", found.language)]
    if kept := [lower(lever_name(path, found.language)) for path in MONEY if path not in found.question.lines]:
        told.append(text("shareout.note.kept", found.language, levers=", ".join(kept)))
    if found.question.total_dong != int(found.question.costs.sum()):
        told.append(text("shareout.note.other_total", found.language, **asked))
    told += [text(f"shareout.note.{name}", found.language) for name in ("evidence", "independent")]
    return told
