from __future__ import annotations

from playwright.sync_api import Page

LETTERS_AND_SIGNS = "Hộ nghèo đặc thù ẮẰẲẴẶ ỄỮỘỞ − ≥ ≈"


def test_the_page_comes_in_the_shipped_font_and_asks_nobody_else(page: Page) -> None:
    # That no request leaves this computer and no error is logged is checked when the window closes.
    family = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).fontFamily")
    assert family.split(",")[0].strip("\"' ") == "Be Vietnam Pro"
    loaded = page.evaluate(
        "async text => { const ready = await document.fonts.load(\"400 16px 'Be Vietnam Pro'\", text);"
        " return ready.map(face => face.status) }",
        LETTERS_AND_SIGNS,
    )
    assert len(loaded) == 3
    assert set(loaded) == {"loaded"}
