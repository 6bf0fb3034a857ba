"""Every word that the evidence page asks for exists, none is left over, and what the data say is translated."""

from __future__ import annotations

import ast
import csv
import re
from functools import lru_cache
from pathlib import Path

from simulator import texts
from simulator.analysis.contradictions import contradictions
from simulator.ui.evidence import PARTS
from simulator.ui.evidence_uses import GROUP_ORDER, group_of
from simulator.ui.evidence_words import remark, told
from tests.shipped import evidence
from tests.ui.test_details_texts import asked_in
from tests.ui.test_texts import ENGLISH

PACKAGE = Path(texts.__file__).parents[1]
FILES = [*sorted((PACKAGE / "ui").glob("evidence*.py")), *sorted((PACKAGE / "report").glob("evidence_*.py"))]
FILES += [PACKAGE / "ui" / "navigation.py"]
PREFIX = "evidence."
SPOKEN = re.compile(r"evidence\.(rival_wins|bound|csv_unit|group|why|use)\..+|methods\.unit\..+")


@lru_cache(maxsize=1)
def asked() -> tuple[re.Pattern[str], ...]:
    """Patterns of keys, with and without the prefix that `say` puts before them."""
    found: set[str] = set()
    for path in FILES:
        for pattern in asked_in(ast.parse(path.read_text(encoding="utf-8"))):
            if re.fullmatch(r"(?:[\w\\.-]|\.\+)+", pattern) and re.search(r"\w{3}", pattern):
                found |= {pattern, re.escape(PREFIX) + pattern}
    return tuple(re.compile(pattern) for pattern in sorted(found) if pattern != re.escape(PREFIX) + ".+")


def rows_of(name: str) -> list[dict[str, str]]:
    with (texts.FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_no_text_is_left_over() -> None:
    names = [row["key"] for row in rows_of("evidence.csv")]
    parts = {f"{PREFIX}parts", *(f"{PREFIX}part.{name}" for name in PARTS)}
    left = [key for key in names if key not in parts and not SPOKEN.fullmatch(key)]
    assert [key for key in left if not any(pattern.fullmatch(key) for pattern in asked())] == []
    assert len(names) > 120


def test_every_note_of_a_fitted_or_contradicted_figure_is_translated() -> None:
    wanted = {remark(row) for row in evidence().observations if row.fit == "yes"}
    for place in {row.locality for row in evidence().observations}:
        wanted |= {remark(row) for clash in contradictions(evidence(), evidence().of(place)) for row in clash.rows}
    assert [words for words in sorted(wanted) if told(words, "vi") is None] == []


def test_no_translation_is_of_words_that_no_figure_bears() -> None:
    sources = evidence().sources.values()
    said = {remark(row) for row in evidence().observations}
    said |= {source.publisher for source in sources} | {source.topic for source in sources}
    assert [row["key"] for row in rows_of("evidence_said.csv") if row["en"] not in said] == []


def test_a_translation_keeps_every_number() -> None:
    """Figures are those of the original, written as Vietnamese writes them; years and days may change their form."""
    lost = []
    for row in rows_of("evidence_said.csv"):
        if row["key"].startswith("said.note."):
            original = re.findall(r"\d[\d.,]*\d|\d", row["en"])
            written = {number.translate(str.maketrans(".,", ",.")) for number in original}
            here = set(re.findall(r"\d[\d.,]*\d|\d", row["vi"]))
            lost += [(row["key"], number) for number in written if number not in here and len(number) > 2]
    assert lost == []


def test_names_of_publishers_in_english_are_translated() -> None:
    used = {row.source_id for row in evidence().observations}
    names = {evidence().sources[name].publisher for name in used}
    assert [name for name in names if ENGLISH.search(told(name, "vi") or name)] == []
    assert told("VBSP", "vi") == "Ngân hàng Chính sách xã hội"


def test_every_indicator_has_a_group_of_the_filter() -> None:
    groups = {row.indicator: group_of(row.indicator) for row in evidence().observations}
    assert [name for name, group in groups.items() if group == "others"] == []
    assert set(groups.values()) <= set(GROUP_ORDER)
    assert (groups["poverty_rate"], groups["credit_outstanding"], groups["communes_total"]) == (
        "poverty",
        "credit",
        "ntm",
    )
