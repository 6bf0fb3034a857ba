"""A whole scenario in an address: short, safe in a URL, and checked like a file.

``1.`` and base64url of a check sum and of the deflated text: the name of the file it was opened from, marks of the
baseline and of that file, and a scenario file with all that differs from the baseline. Version 1 is read for ever: its
words stay.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.errors import Fault, ScenarioError
from simulator.scenario.combine import completed
from simulator.scenario.format import parse_content
from simulator.scenario.names import is_name
from simulator.scenario.nodes import LARGEST_FILE
from simulator.scenario.record import Scenario
from simulator.scenario.stack import blank, rewritten
from simulator.scenario.write import dump_content, dump_scenario

if TYPE_CHECKING:
    from simulator.evidence import Evidence

VERSION = "1"
FILE = "URL"  # what messages name as the file
LONGEST = 4_000  # characters; browsers, mail and chat programs carry this much
FORM = re.compile(r"([0-9]{1,3})\.([A-Za-z0-9_-]+)")
CHECK = 4  # bytes
MARK = 8  # characters
# What most scenarios say, the most frequent last: deflate then refers to it instead of writing it out.
WORDS = (
    b"vn hau-giang lai-chau dien-bien thanh-hoa/dong-son note: assumptions:\n  effects: reported\n"
    b"  - {type: programme_end, date:   - {type: delay, date: , programme: jobs, months: "
    b"  - {type: criteria_change, date: 2026-, requalify_share: , yearly_chance: , kept_share: , factor: "
    b"  - {type: merger, date: 2025-07-01, communes:   - {type: disaster, date: 2027-, houses_share: 0.0"
    b"events: []\nevents:\n  - {type: standard_change, date: 2027-01-01}\n"
    b"targets: []\ntargets:\n  - {indicator: near_poor_rate, multidimensional_rate, ntm_communes_advanced"
    b"  - {indicator: ntm_communes_attained, date: 2030-12-31, at_least: "
    b"  - {indicator: poverty_rate, date: 2030-12-31, at_most: 0.0"
    b"\n    shares: {poor: 0.25, near_poor: 0.2, recently_escaped: 0.1, job_creation: 0.2, water_sanitation: 0.15, "
    b"social_housing: 0.02, students: 0.0, other: 0.1}\n  disbursement: {housing: 0.9, training: 0.6, ntm: 0.7}\n"
    b"  credit: {new_capital: \n  credit:\n    new_capital: {central: , mobilised: 0, entrusted: {2026: , 2028: "
    b"  housing: {budget: {2026: , repair_share: 0.1}\n  training: {budget: , jobs_connected: 000}\n"
    b"  ntm: {investment: 00}\nextends: \neffects: causal\nlevers:\n"
    b"son-la-baseline\nformat: 1\ntitle: \nlocality: son-la\nyears: {from: 2026, to: 2030}\n"
)


@dataclass(frozen=True)
class Shared:
    """What an address carries: a scenario to be completed with its baseline, and the name of the file it came from.

    ``revision`` begins that of the file as it was then; "" when it was not told.
    """

    scenario: Scenario
    stem: str
    mark: str
    revision: str = ""

    def fits(self, baseline: Scenario) -> bool:
        """Tell whether the baseline is the one that the address was made on: else a part of the plan may have moved."""
        return self.mark == _mark(baseline)


def encoded(
    scenario: Scenario,
    baseline: Scenario,
    evidence: Evidence,
    *,
    stem: str = "",
    revision: str = "",
) -> str:
    """Return the address text of a scenario, complete or not; ScenarioError when it is too long for an address."""
    whole = completed(scenario, baseline)
    content = rewritten(blank(whole), whole, completed(baseline, baseline), evidence)
    marks = _mark(baseline) + revision[:MARK]
    payload = "\n".join((stem, marks, dump_content(content, {}))).encode("utf-8", "replace")
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=WORDS)
    packed = deflate.compress(payload) + deflate.flush()
    text = f"{VERSION}.{_letters(_check(packed) + packed)}"
    if len(text) > LONGEST:
        raise ScenarioError([Fault("scenario_link_too_long", FILE, value=str(len(text)), allowed=f"≤ {LONGEST}")])
    return text


def decoded(text: str, evidence: Evidence) -> Shared:
    """Return what an address text carries; ScenarioError when it is damaged, foreign, or its scenario has faults."""
    form = FORM.fullmatch(text) if len(text) <= LONGEST else None
    if form and int(form[1]) > int(VERSION):
        raise ScenarioError([Fault("scenario_link_newer", FILE, value=form[1], allowed=VERSION)])
    payload = _payload(form[2]) if form and form[1] == VERSION else None
    parts = payload.split("\n", 2) if payload else []
    if len(parts) != 3 or not (is_name(parts[0]) or not parts[0]):
        raise ScenarioError([Fault("scenario_link_broken", FILE, value=text)])
    stem, marks, content = parts
    read = parse_content(content, file=FILE, evidence=evidence)
    return Shared(read.own, stem, marks[:MARK], marks[MARK:])


def _payload(packed: str) -> str | None:
    """Return the text that was packed, None when it is damaged or unfolds to more than a scenario file may hold."""
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        if _letters(raw) != packed or _check(raw[CHECK:]) != raw[:CHECK]:
            return None
        inflate = zlib.decompressobj(-zlib.MAX_WBITS, zdict=WORDS)
        payload = inflate.decompress(raw[CHECK:], LARGEST_FILE)
        return payload.decode("utf-8") if inflate.eof and not inflate.unused_data else None
    except (ValueError, zlib.error):
        return None


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _check(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest()[:CHECK]


def _mark(baseline: Scenario) -> str:
    """Return what stands for a baseline, its words aside."""
    text = dump_scenario(replace(completed(baseline, baseline), title="", note=""))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:MARK]
