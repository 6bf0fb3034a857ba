"""The style sheet of the page of comparison, on top of that of the page of details, whose words it shares."""

from __future__ import annotations

from simulator.ui.details_style import style_sheet as details_sheet

SHEET = """
[data-testid=stMainBlockContainer] { max-width: 1480px; padding-left: 24px; padding-right: 24px; }
.st-key-compare_head { gap: 6px 10px; }
.st-key-compare_head :is([role=group], [role=combobox], button) { min-height: 32px; font-size: 13.5px; }
.st-key-compare_head button p { font-size: 13.5px; }
.st-key-compare_head input[role=combobox] { text-overflow: ellipsis; }
[data-testid=stPopoverBody] { max-width: 520px; max-height: 70dvh; overflow: auto; }
[data-testid=stPopoverBody] label p { font-size: 13.5px; overflow-wrap: anywhere; }
.compare-note { font-size: 12.5px; line-height: 1.45; color: var(--details-muted); margin: 0; }
.details.compare h2 { max-width: none; font-size: 17px; font-weight: 600; line-height: 1.35; margin: 0; }
.details.compare h3 { margin: 8px 0 0; }
.details.compare h2 span { display: block; }
.details.compare p.sub { max-width: none; margin: 0; }
.details.compare .signs { font-size: 12.5px; color: var(--details-muted); margin: 2px 0 0; max-width: none; }
.details.compare .chart span { display: inline; }
.details.compare .panel-name { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 7px; font-size: 13px;
  font-weight: 600; line-height: 1.3; margin: 4px 0 0; }
.details.compare .panel-name span { color: inherit; font-size: inherit; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; }
.details.compare .inputs { display: grid; grid-template-columns: repeat(auto-fit, minmax(330px, 1fr)); gap: 10px 22px; }
.details.compare .inputs > div { border: 1px solid var(--details-line); border-radius: 8px; padding: 8px 12px; }
.details.compare .inputs p { font-weight: 600; margin: 0 0 3px; overflow-wrap: anywhere; }
.details.compare .inputs li, .details.compare .beaten li { overflow-wrap: anywhere; font-size: 13px; }
.details.compare .beaten { max-width: none; }
.details.compare .beaten li { max-width: 1100px; }
[class*=st-key-export_row] { gap: 6px 8px; }
[class*=st-key-export_row] button { min-height: 30px; padding: 2px 12px; }
[class*=st-key-export_row] button p { font-size: 13px; }
@media (max-width: 640px) {
  [data-testid=stMainBlockContainer] { padding-left: 14px; padding-right: 14px; }
  .st-key-compare_head > * { flex: 1 1 100%; max-width: none; }
}
"""


def style_sheet(is_dark: bool) -> str:
    """Return the page's style sheet with the colours of the reader's theme."""
    return details_sheet(is_dark) + SHEET
