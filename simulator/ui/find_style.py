"""The style sheet of the page of finding, on top of that of the page of details, whose words it shares."""

from __future__ import annotations

from simulator.ui.details_style import style_sheet as details_sheet

SHEET = """
[data-testid=stMainBlockContainer] { max-width: 1400px; }
.st-key-details_head > :last-child { flex: 0 1 auto; }
.st-key-find_bar { gap: 6px 10px; flex-wrap: wrap; }
.st-key-find_bar label p { font-size: 12px; }
.st-key-find_bar :is([role=group], [role=combobox], button, input), .st-key-explore_pickers [role=group],
  .st-key-explore_pickers [role=combobox] { height: 32px; min-height: 32px; font-size: 13.5px; }
.st-key-find_bar [data-testid=stTextInputRootElement] { height: 32px; }
.st-key-find_bar button p { font-size: 13.5px; }
[data-testid=stLayoutWrapper]:has(> .st-key-find_run) { flex: 1 1 230px; max-width: 420px; width: auto; }
.st-key-find_run { gap: 4px; }
.st-key-find_run [data-testid=stProgress] p { font-size: 12.5px; }
.st-key-find_actions { gap: 6px 10px; flex-wrap: wrap; width: auto; }
.st-key-find_actions button { min-height: 30px; padding: 2px 12px; }
.st-key-find_actions button p { font-size: 13px; }
.st-key-find_point { gap: 6px 10px; flex-wrap: wrap; }
.st-key-find_point :is([role=group], [role=combobox]) { height: 30px; min-height: 30px; font-size: 13px; }
[data-testid=stPopoverBody] { max-width: min(640px, 94vw); max-height: 74dvh; overflow: auto; }
[data-testid=stPopoverBody] label p { font-size: 13px; }
[data-testid=stPopoverBody] :is(input, [role=group], [role=combobox], [data-testid=stTextInputRootElement]) {
  height: 30px; min-height: 30px; font-size: 13.5px; }
.find-note { font-size: 12.5px; line-height: 1.45; color: var(--details-muted); margin: 0; max-width: 560px; }
.st-key-find_shares { gap: 6px 14px; flex-wrap: wrap; }
.st-key-find_lines { gap: 5px; }
.st-key-find_lines > * > * { gap: 8px; flex-wrap: nowrap; }
.st-key-find_lines [data-testid=stHtml] { font-size: 13px; line-height: 1.3; }
.st-key-find_lines small { display: block; color: var(--details-muted); font-size: 11.5px; }
.st-key-find_lines [data-testid=stElementContainer] { flex: 0 0 108px; width: 108px; }
.st-key-find_lines [data-testid=stElementContainer]:first-child { flex: 1 1 210px; width: auto; min-width: 150px; }
.st-key-find_lines [data-testid=stElementContainer]:has([data-testid=stCheckbox]) { flex: 0 0 116px; width: 116px; }
.st-key-find_line_head::after { content: ""; flex: 0 0 116px; }
.st-key-find_lines input { text-align: right; }
.st-key-find_line_head span { font-size: 12px; font-weight: 600; color: var(--details-muted); }
[class*=st-key-find_target_] [data-testid=stElementContainer]:last-child { flex: 0 0 110px; width: 110px; }
[class*=st-key-find_target_] [data-testid=stElementContainer]:first-child { flex: 1 1 300px; }
[class*=st-key-find_target_] input { text-align: right; }
.details.find h2 { max-width: none; font-size: 17px; font-weight: 600; line-height: 1.35; margin: 0; }
.details.find h2 span { display: block; }
.details.find h2 span + span { font-size: 15px; }
.details.find h3 { margin: 4px 0 0; font-size: 14px; }
.details.find p.sub { max-width: none; margin: 2px 0 0; font-size: 12.5px; }
.details.find .find-checks { list-style: none; padding: 0; margin: 4px 0 0; max-width: none; }
.details.find .find-checks > li { display: grid; grid-template-columns: 20px minmax(0, 1fr); margin: 0 0 5px;
  font-size: 13px; line-height: 1.42; }
.details.find .find-checks > li > i { font-style: normal; font-weight: 700; color: var(--details-muted); }
.details.find .find-checks > li.good > i { color: var(--details-good); }
.details.find .find-checks > li.warn > i { color: var(--details-event); }
.details.find .find-checks details { margin: 0; }
.details.find .find-checks details ul { margin: 3px 0 0; }
.details.find .find-checks details li { font-size: 12.5px; }
.details-table.find-money :is(th, td):last-child { width: 30%; padding-left: 8px; }
.details-table.find-money tbody th { max-width: 220px; }
.details-table.find-money td { vertical-align: middle; }
.find-bar { display: block; position: relative; height: 11px; background: linear-gradient(var(--details-muted),
  var(--details-muted)) center / 1px 100% no-repeat; }
.find-bar i { position: absolute; top: 0; height: 100%; border-radius: 2px; }
.find-bar .more { left: 50%; background: var(--page-accent); }
.find-bar .less { right: 50%; background: var(--details-event); }
.details-table.find-years td span { font-size: 11.5px; }
.details-table.find-points thead th { max-width: 130px; }
@media (max-width: 640px) {
  .st-key-find_bar > * { flex: 1 1 100% !important; width: 100% !important; max-width: none; }
  .st-key-find_lines > * > * { flex-wrap: wrap; }
  .st-key-find_line_head { display: none; }
  .st-key-find_lines [data-testid=stElementContainer]:first-child { flex: 1 1 100%; }
  .st-key-find_actions > *, .st-key-find_point > * { flex: 1 1 auto; }
  .st-key-find_point > :first-child { flex-basis: 100%; }
  .details-table.find-money :is(th, td):last-child { display: none; }
}
"""


def style_sheet(is_dark: bool) -> str:
    """Return the page's style sheet with the colours of the reader's theme."""
    return details_sheet(is_dark) + SHEET
