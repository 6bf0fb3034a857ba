"""The style sheet of the page where a deck is prepared."""

from __future__ import annotations

from simulator.ui.compare_style import style_sheet as compare_sheet

SHEET = """
.st-key-present_head { gap: 6px 10px; }
.st-key-present_head :is([role=group], [role=combobox], button) { min-height: 32px; font-size: 13.5px; }
.st-key-present_head button p { font-size: 13.5px; }
.present-keys { font-size: 12.5px; line-height: 1.45; color: var(--details-muted); margin: 0; }
.present-head { font-size: 15px; font-weight: 600; margin: 10px 0 0; padding: 0; }
.st-key-present_screens { gap: 0; border-top: 1px solid var(--details-line); }
.st-key-present_screens [class*=st-key-present_row] { border-bottom: 1px solid var(--details-line); padding: 5px 0; }
.st-key-present_screens button { min-height: 30px; min-width: 34px; padding: 0 6px; }
.st-key-present_screens input[type=text] { font-size: 13.5px; }
.present-screen { margin: 0; font-size: 13px; line-height: 1.4; overflow-wrap: anywhere; }
.present-screen b { display: block; font-size: 13.5px; font-weight: 600; }
.present-screen.off { opacity: .62; text-decoration: line-through; text-decoration-thickness: 1px; }
.st-key-present_files button { min-height: 30px; padding: 2px 12px; }
.st-key-present_files button p { font-size: 13px; }
@media (max-width: 640px) {
  .st-key-present_head > * { flex: 1 1 100%; max-width: none; }
  [class*=st-key-present_row] [data-testid=stHorizontalBlock] {
    display: grid; grid-template-columns: 30px minmax(0, 1fr) 40px 40px; }
  [class*=st-key-present_row] [data-testid=stColumn] { min-width: 0; width: auto; }
  [class*=st-key-present_row] [data-testid=stColumn]:nth-child(3) { grid-column: 1 / -1; order: 5; }
}
"""


def style_sheet(is_dark: bool) -> str:
    """Return the page's style sheet with the colours of the reader's theme."""
    return compare_sheet(is_dark) + SHEET
