"""The one door through which figures come in: the data folder and uploads alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from simulator.errors import DataError, Fault
from simulator.evidence import files, observations
from simulator.evidence.checks import COMPARED, COMPARISONS
from simulator.evidence.folder import FolderReading, Rows, records
from simulator.evidence.known import Known
from simulator.evidence.records import Evidence, Observation
from simulator.evidence.tables import MOST_FAULTS, Row, read_table
from simulator.files import SHIPPED

DATA = SHIPPED / "data"
OBSERVATIONS = "observations.csv"


def load_evidence(folder: Path = DATA) -> Evidence:
    """Return everything in the data folder, checked; DataError carries all faults of all files at once."""
    reading = FolderReading(folder)
    known = reading.known()
    localities = {locality.id: locality for locality in reading.localities(known)}
    text, file = reading.text(OBSERVATIONS), files.label(folder / OBSERVATIONS)
    observed = () if text is None else _read_observations(text, file, known, (), reading.faults)
    evidence = Evidence(
        observations=observed,
        sources={row.source_id: row for row in records(reading.sources)},
        indicators={row.indicator: row for row in records(reading.indicators)},
        priors=records(reading.priors),
        rules=records(reading.rules),
        localities=localities,
        levers={row.path: row for row in records(reading.levers)},
        parameters=reading.parameters(known),
        digest=files.digest(reading.contents),
    )
    if reading.faults:
        raise DataError(reading.faults)
    return evidence


def check_observations(text: str | bytes, file: str, evidence: Evidence) -> tuple[Observation, ...]:
    """Return the observations of an uploaded CSV, checked by themselves and against those already there."""
    faults: list[Fault] = []
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    decoded = files.decode(content, file, faults)
    known = Known(
        sources=evidence.sources,
        units={name: indicator.unit for name, indicator in evidence.indicators.items()},
        localities=evidence.localities,
        places={*evidence.localities, *(row.locality for row in evidence.observations)},
        levers=evidence.levers,
        ntm_regions={rule.scope for rule in evidence.rules},
    )
    observed = () if decoded is None else _read_observations(decoded, file, known, evidence.observations, faults)
    if faults:
        raise DataError(faults)
    return observed


def _read_observations(
    text: str, file: str, known: Known, earlier: Sequence[Observation], faults: list[Fault]
) -> tuple[Observation, ...]:
    rows: Rows[Observation] = read_table(
        text, file, observations.COLUMNS, lambda row: observations.read_observation(row, known), faults
    )
    clashes = list(islice(compared(rows or [], earlier, file), MOST_FAULTS + 1))
    if len(clashes) > MOST_FAULTS:
        clashes[-1] = Fault("too_many_faults", file, allowed=str(MOST_FAULTS))
    faults.extend(clashes)
    return records(rows)


def compared(rows: Sequence[tuple[Row, Observation]], earlier: Sequence[Observation], file: str) -> Iterator[Fault]:
    """Yield what readable new rows say against each other, or against the rows that were there before."""
    new = [observation for row, observation in rows if not row.unread & COMPARED]
    is_new = {id(observation) for observation in new}
    for compare in COMPARISONS:
        for clash in compare((*earlier, *new)):
            bearer = next((row for row in clash.rows if id(row) in is_new), None)
            if bearer is not None:
                yield Fault(clash.code, file, bearer.line, clash.field, clash.value, clash.allowed)
