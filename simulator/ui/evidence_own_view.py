"""The part where a planner brings in a locality of their own: a template, the filled file, its calibration."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from zlib import crc32

import streamlit as st

from simulator.errors import Fault, SimulatorError
from simulator.evidence.own import CellFault, OwnFigures, read_own, template_csv, template_xlsx
from simulator.jobs import Work
from simulator.jobs.bring_in import Brought, bring_in
from simulator.texts import text
from simulator.ui import jobs_view, opening, places, resources, session
from simulator.ui.details_html import (
    Line,
    capital,
    heading,
    headline,
    paragraph,
    put,
    reported,
    table,
    unit_after,
    when,
)
from simulator.ui.evidence_own_list import draw_list
from simulator.ui.evidence_words import indicator_name, say
from simulator.ui.messages import plain, tell
from simulator.units import number

UPLOAD = "own_upload"
BROUGHT = "own_brought"  # in the session's state: what was brought in last, until another file is given
FORMATS = ["csv", "xlsx"]
MOST_ROWS = 60  # figures of a file that are shown before it is brought in


def draw(language: str, dark: bool) -> None:
    """Draw the part: what has to be done on the left, the localities that are there on the right."""
    del dark
    put(headline(say("own.headline", language), say("own.sub", language)))
    steps, there = st.columns([1.9, 1], gap="large")
    with steps:
        _template(language)
        _file(language)
    with there:
        draw_list(language)


def _template(language: str) -> None:
    put(heading(say("own.step_template", language), say("own.step_template_sub", language)))
    with st.container(horizontal=True, key="own_templates"):
        for suffix, content in (("xlsx", template_xlsx(language)), ("csv", template_csv(language))):
            st.download_button(
                text(f"evidence.own.template_{suffix}", language),
                content,
                file_name=f"{text('evidence.own.template_name', language)}.{suffix}",
                key=f"own_template_{suffix}_{language}",
                on_click="ignore",
            )


def _file(language: str) -> None:
    put(heading(say("own.step_file", language), say("own.step_file_sub", language)))
    with st.container(key=f"{UPLOAD}_{language}"):
        given = st.file_uploader(
            text("evidence.own.upload", language), type=FORMATS, key=UPLOAD, label_visibility="collapsed"
        )
    if given is None:
        return
    content, name = given.getvalue(), given.name
    found = _read(content, name, resources.evidence().digest)
    if isinstance(found, SimulatorError):
        _faults(found.faults, name, language)
        return
    _brought(content, name, found, language)
    _preview(found, language)


@st.cache_resource(show_spinner=False, max_entries=8)
def _read(content: bytes, name: str, data: str) -> OwnFigures | SimulatorError:
    """What a file says, or all that is wrong with it; `data` is only there so that other data read it again."""
    del data
    try:
        return read_own(content, name, resources.evidence())
    except SimulatorError as error:
        return error


def _faults(faults: Sequence[Fault], name: str, language: str) -> None:
    """Every fault in a row: where it is, what stands there, what is wrong, what to write instead."""
    tell([text("evidence.own.faulty", language, name=name, count=number(len(faults), language))], "error")
    head = [say(f"own.column.{column}", language) for column in ("cell", "field", "value", "wrong", "instead")]
    lines = [
        Line(
            [
                escape(_cell(fault)),
                escape(fault.field),
                escape(fault.value),
                escape(fault.message(language, with_details=False)),
                escape("; ".join(part for part in (fault.nearest, fault.allowed) if part)),
            ]
        )
        for fault in faults
    ]
    put(table(head, lines, kind="own-faults"))


def _cell(fault: Fault) -> str:
    if isinstance(fault, CellFault) and fault.cell:
        return fault.cell
    return str(fault.line) if fault.line else ""


def _brought(content: bytes, name: str, found: OwnFigures, language: str) -> None:
    """The button that makes the file a locality, how that goes, and what came of it."""
    job = f"own_{crc32(content)}"
    done = jobs_view.finished(job)
    if isinstance(done, Brought):
        st.session_state[BROUGHT] = (job, done)
        resources.look_again()
        st.rerun(scope="app")
    kept = st.session_state.get(BROUGHT)
    if kept is not None and kept[0] == job and kept[1].id in resources.evidence().localities:
        _result(kept[1], found, language)
        return
    put(paragraph(_summary(found, language)))
    there = found.id in resources.evidence().localities
    label = plain(text("evidence.own.replace", language, name=found.name_vi))
    replaces = there and st.checkbox(label, key=f"{job}_replace")
    if there and not replaces:
        tell([text("evidence.own.there_already", language, name=found.name_vi)], "warning")
        return
    folder = str(resources.scenario_folder())
    jobs_view.offer(
        job,
        Work(bring_in, (content, name, folder, there)),
        start=text("evidence.own.bring_in", language),
        about=text("evidence.own.bringing", language, name=found.name_vi),
        language=language,
    )


def _summary(found: OwnFigures, language: str) -> str:
    years = sorted({row.period_end.year for row in found.observations})
    return say(
        "own.read",
        language,
        name=found.name_vi,
        count=number(len(found.observations), language),
        first=years[0],
        last=years[-1],
        region=text(f"methods.scope.{found.region}", language),
    )


def _result(done: Brought, found: OwnFigures, language: str) -> None:
    tell([text("evidence.own.done", language, name=found.name_vi)])
    if st.button(text("evidence.own.open", language), type="primary", key="own_open"):
        editing = session.editing()
        editing.locality = done.id
        opening.go_to(editing, str(resources.files_of(done.id)[0]))
        places.go_to("")
    if done.remarks:
        _remarks(done.remarks, text("evidence.own.remarks_done", language), language)


def _preview(found: OwnFigures, language: str) -> None:
    if found.remarks:
        _remarks(found.remarks, text("evidence.own.remarks", language), language)
    head = [say(f"column.{name}", language) for name in ("indicator", "value", "when", "source")]
    lines = [
        Line(
            [
                capital(indicator_name(row.indicator, language)),
                f"{reported(row, language)} {unit_after(row, language)}".strip(),
                when(row, language),
                escape(_source(found, row.source_id)),
            ]
        )
        for row in found.observations[:MOST_ROWS]
    ]
    title = heading(say("own.preview", language, count=number(len(found.observations), language)))
    put(title, table(head, lines, figures=(1,), kind="own-preview"))


def _source(found: OwnFigures, source_id: str) -> str:
    """Who says so: a source of the file, or one that is shipped."""
    sources = found.sources if source_id in found.sources else resources.evidence().sources
    return sources[source_id].publisher


def _remarks(remarks: Sequence[Fault], title: str, language: str) -> None:
    with st.expander(f"{title} ({number(len(remarks), language)})"):
        tell([_told(remark, language) for remark in remarks])


def _told(remark: Fault, language: str) -> str:
    """A remark without the name of the file, which is the same in all of them."""
    return remark.describe(language).removeprefix(f"{Path(remark.file).name}, ").removeprefix(f"{remark.file}: ")
