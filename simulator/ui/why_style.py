"""The style sheet of the page of explanations, on top of that of the page of details, whose pieces it uses."""

from __future__ import annotations

from simulator.ui.details_style import style_sheet as details_sheet

SHEET = """
[data-testid=stMainBlockContainer] { max-width: 1400px; padding-left: 24px; padding-right: 24px; }
.st-key-why_head { flex-direction: row; align-items: center; gap: 6px 18px; flex-wrap: wrap; }
.st-key-why_head > :first-child { flex: 1 1 520px; max-width: 760px; }
.st-key-why_head > :last-child { flex: 1 1 260px; width: auto; }
.st-key-why_bar { gap: 6px 14px; flex-wrap: wrap; }
:is(.st-key-why_head, .st-key-why_bar) :is([role=group], [role=combobox], button) { min-height: 32px;
  font-size: 13.5px; }
.st-key-why_bar input[role=combobox] { text-overflow: ellipsis; }
.st-key-why_bar button p { font-size: 13px; }
.details.why h2 { max-width: none; font-size: 17px; font-weight: 600; line-height: 1.38; margin: 2px 0 0; }
.details.why p.lead { max-width: none; font-size: 14.5px; margin: 2px 0; }
.details.why p.sub { max-width: none; margin: 0; }
.details.why h3 { margin: 10px 0 0; }
.details.why ul.tight { margin: 0; padding-left: 16px; max-width: none; }
.details.why ul.tight li { font-size: 12.5px; line-height: 1.4; margin: 0; }
.why-legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12.5px; margin: 2px 0 0;
  color: var(--details-muted); }
.why-legend i { display: inline-block; width: 14px; height: 11px; margin-right: 6px; vertical-align: -1px;
  border: 1.6px solid var(--page-accent); background: var(--page-accent); }
.why-legend .bad { border-color: var(--details-event); background: var(--details-event); }
.why-legend .hollow { background: none; }
.why-legend .unclear { border-color: var(--details-muted); background: none; }
.why-legend .recount { border-color: var(--details-muted); background: var(--details-line); }
.why-legend .whisker { border: 0; height: 0; border-top: 1.6px solid currentColor; background: none;
  vertical-align: 4px; }
.why-legend .disc { border-radius: 50%; width: 11px; }
.why-legend .square { width: 10px; height: 10px; border-color: var(--details-event);
  background: var(--details-event); }
.details.why-text { max-width: 900px; }
.details.why-text p { font-size: 14.5px; line-height: 1.6; margin: 0 0 4px; }
.details.why-text li { font-size: 14px; line-height: 1.55; }
.details.why-text h3 { margin: 12px 0 2px; }
.why-conditions { display: grid; grid-template-columns: repeat(auto-fit, minmax(330px, 1fr)); gap: 10px 18px; }
.why-conditions > div { border: 1px solid var(--details-line); border-radius: 8px; padding: 8px 12px; }
.why-conditions p { margin: 0 0 3px; font-size: 13px; overflow-wrap: anywhere; }
.why-conditions p.title { font-weight: 600; font-size: 13.5px; }
.details-table.parts :is(th, td):nth-child(1) { width: 58%; }
.details-table.parts td { font-size: 12.5px; }
.details.why .details-table small { text-wrap: balance; }
.details-table.unknowns :is(th, td):nth-child(1) { width: 56%; }
.details-table .unclear { color: var(--details-muted); }
.details-table.facts :is(th, td):nth-child(1) { width: 14%; }
[class*=st-key-why_download] button { min-height: 30px; padding: 2px 12px; }
[class*=st-key-why_download] button p { font-size: 13px; }
@media (max-width: 640px) {
  [data-testid=stMainBlockContainer] { padding-left: 14px; padding-right: 14px; }
  .st-key-why_head > :first-child { flex-basis: 100%; }
  .st-key-why_bar > * { flex: 1 1 100%; max-width: 100%; min-width: 0; }
  .st-key-why_bar [data-testid=stButtonGroup] { width: 100%; }
  .st-key-why_bar [data-testid=stButtonGroup] [role=radiogroup] { flex-wrap: wrap; }
  .why-conditions { grid-template-columns: 1fr; }
}
"""


def style_sheet(is_dark: bool) -> str:
    """Return the page's style sheet with the colours of the reader's theme."""
    return details_sheet(is_dark) + SHEET
