"""The style sheet of the evidence page, on top of that of the page of details, whose pieces it uses."""

from __future__ import annotations

from simulator.ui.details_style import style_sheet as details_sheet

SHEET = """
[data-testid=stMainBlockContainer] { max-width: 1400px; }
.st-key-evidence_head, .st-key-evidence_bar { gap: 6px 14px; }
:is(.st-key-evidence_head, .st-key-evidence_bar) :is([role=group], [role=combobox], button) { min-height: 32px;
  font-size: 13.5px; }
.st-key-evidence_bar label p { font-size: 13.5px; }
.details p.sub { max-width: none; }
.evidence-legend .before { background: var(--details-muted); opacity: .45; border: 0; height: 8px; }
.evidence-legend .after { background: var(--page-accent); opacity: .75; border: 0; height: 8px; }
.evidence-legend :is(.ahead1, .ahead2, .ahead3) { background: var(--page-accent); border: 0;
  width: 6px;
  height: 13px; }
.evidence-legend .ahead2 { opacity: .62; }
.evidence-legend .ahead3 { opacity: .34; }
.evidence-legend .tick { border: 0; height: 2px; width: 13px; background: var(--details-event); vertical-align: 4px; }
.details-table.skill .groups th { padding-right: 6px; }
.details-table.skill td.figure span { display: block; line-height: 1.25; }
.details-table.skill thead th { max-width: 110px; }
.evidence-legend .fitted { background: currentColor; border-radius: 50%; width: 10px; height: 10px; border: 0; }
.evidence-legend .shown { border: 2px solid var(--details-muted); border-radius: 50%; width: 10px; height: 10px; }
.evidence-legend .doubtful { border: 0; width: 0; height: 0; border-left: 6px solid transparent;
  border-right: 6px solid transparent; border-bottom: 10px solid var(--details-event); }
.evidence-legend .target { border: 2px solid var(--details-good); width: 10px; height: 10px; }
.evidence-legend .model { background: var(--page-accent); opacity: .35; border: 0; }
.evidence-against { border: 1px solid var(--details-line); border-radius: 8px; padding: 8px 14px 4px;
  margin: 8px 0 12px; }
.evidence-against h3 { margin: 0; }
.evidence-against h3 span { font-weight: 400; font-size: 13px; color: var(--details-muted); }
.evidence-sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(250px, 1fr)); gap: 8px; margin: 6px 0; }
.evidence-sides > div { border-left: 3px solid var(--details-line); padding: 2px 10px 4px; min-width: 0; }
.evidence-sides > div.used { border-left-color: var(--page-accent); background: var(--details-zone); }
.evidence-sides .value { font-size: 20px; font-weight: 700; line-height: 1.3; margin: 0; }
.evidence-sides .value .mark { vertical-align: 3px; margin-left: 4px; }
.evidence-sides p { font-size: 12.5px; margin: 0 0 3px; overflow-wrap: anywhere; }
.evidence-sides p.small { color: var(--details-muted); }
.evidence-why { font-size: 13px; }
.details .mark.used { color: var(--page-accent); }
.evidence-range { position: relative; height: 26px; min-width: 130px; }
.evidence-range i { position: absolute; border-radius: 3px; }
.evidence-range .before { top: 3px; height: 8px; background: var(--details-muted); opacity: .38; }
.evidence-range .after { top: 14px; height: 8px; background: var(--page-accent); opacity: .75; }
.evidence-range .middle { width: 2px; border-radius: 0; opacity: 1; }
.evidence-range .before.middle { top: 1px; height: 12px; background: var(--details-muted); }
.evidence-range .after.middle { top: 12px; height: 12px; background: var(--page-accent); }
.evidence-range.chance { height: 20px; border: 1px solid var(--details-line); border-radius: 4px; }
.evidence-range.chance .after { top: 5px; } .evidence-range.chance .before.middle { top: 1px; height: 16px; width: 3px;
  opacity: .9; }
.evidence-ranks { position: relative; display: flex; align-items: flex-end; gap: 1px; height: 46px; }
.evidence-ranks i { flex: 1; background: var(--page-accent); opacity: .7; }
.evidence-ranks b { position: absolute; left: 0; right: 0; border-top: 1.5px dashed var(--details-muted); }
.evidence-many { display: grid; grid-template-columns: repeat(auto-fill, minmax(168px, 1fr)); gap: 10px 18px;
  margin: 8px 0; }
.evidence-many p { font-size: 12px; line-height: 1.3; margin: 0 0 3px; min-height: 31px; }
.evidence-many p span { color: var(--details-muted); }
.evidence-many .bad { color: var(--details-event); }
.details-table.learned :is(th, td):nth-child(1) { width: 72%; padding-right: 24px; }
.details-table.learned tbody th { font-weight: 400; }
.details-table.misses :is(th, td):first-child { width: 27%; }
.details-table.misses :is(th, td):last-child { width: 25%; padding-left: 14px; }
.details-table.alone :is(th, td):nth-child(1) { width: 22%; }
.details-table.alone :is(th, td):nth-child(3) { width: 14%; padding-left: 12px; }
.details-table.alone :is(th, td):nth-child(4) { width: 20%; }
.details-table.alone :is(th, td):nth-child(5) { width: 30%; }
.details-table .beyond { color: var(--details-event); font-weight: 600; }
.details-table .beyond small { color: inherit; }
.details-table .best { color: var(--details-good); font-weight: 700; }
@media (max-width: 640px) {
  [data-testid=stMainBlockContainer] { padding-left: 14px; padding-right: 14px; }
  .st-key-evidence_head > *, .st-key-evidence_bar > * { flex: 1 1 100%; max-width: none; }
  .evidence-sides { grid-template-columns: 1fr; }
}
"""


def style_sheet(is_dark: bool) -> str:
    """Return the page's style sheet with the colours of the reader's theme."""
    return details_sheet(is_dark) + SHEET
