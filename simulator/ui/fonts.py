"""Be Vietnam Pro inside the page's own style sheet, so that no font is ever fetched."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from pathlib import Path

FAMILY = "Be Vietnam Pro"
FONTS = Path(__file__).parent / "assets" / "fonts"
WEIGHTS = (400, 600, 700)

# Which letters each file is for. The first two ranges are those that the family is published with.
UNICODE_RANGES = {
    "latin": (
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
        "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
    ),
    "vietnamese": (
        "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,"
        "U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB"
    ),
    "symbols": "U+2248,U+2260,U+2264,U+2265",
}


def _font_face(subset: str, weight: int) -> str:
    file = FONTS / f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    data = b64encode(file.read_bytes()).decode("ascii")
    return (
        f"@font-face{{font-family:'{FAMILY}';font-style:normal;font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{UNICODE_RANGES[subset]}}}"
    )


@lru_cache(maxsize=1)
def font_face_css() -> str:
    """Return the `@font-face` rules of the family (about 150 kB), for one `<style>` element of the page."""
    return "\n".join(_font_face(subset, weight) for weight in WEIGHTS for subset in UNICODE_RANGES)
