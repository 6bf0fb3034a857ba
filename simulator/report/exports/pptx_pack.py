"""A presentation as bytes that depend on nothing but what is in it: no clock, no template's traces."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

from pptx.presentation import Presentation as Deck

from simulator.report.exports.pptx_master import renamed

UNDATED = date(2000, 1, 1)  # what a file tells of its making when nobody says when
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def packed(deck: Deck, made: date | None) -> bytes:
    """The file of a presentation; made: the day in its properties."""
    stream = io.BytesIO()
    deck.save(stream)
    moment = f"{(made or UNDATED).isoformat()}T00:00:00Z".encode()
    return _repacked(stream.getvalue(), moment)


def properties(deck: Deck, title: str, language: str, author: str, made: date | None) -> None:
    """What the file says of itself."""
    core = deck.core_properties
    moment = datetime.combine(made or UNDATED, datetime.min.time())
    core.title, core.author, core.last_modified_by, core.language = title[:255], author, author, language
    core.created = core.modified = moment
    core.revision = 1
    core.subject = core.keywords = core.comments = core.category = ""


def _repacked(content: bytes, moment: bytes) -> bytes:
    """The same archive with fixed dates; workbooks inside it alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DATE), _member(name, old.read(name), moment), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _member(name: str, content: bytes, moment: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return _repacked(content, moment)
    if name == "docProps/core.xml":
        return _MOMENT.sub(rb"\g<1>" + moment + rb"\g<2>", content)
    if name == "docProps/app.xml" and b"Office" in content and b"TotalTime" in content:
        return _APP
    if name.startswith("ppt/theme/"):
        return renamed(content.decode("utf-8")).encode("utf-8")
    return content


_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Microsoft Office PowerPoint</Application><PresentationFormat>Widescreen</PresentationFormat>"
    b"<AppVersion>16.0000</AppVersion></Properties>"
)
