"""The style sheet of the page of details: results as sentences, tables that scroll by themselves, small charts."""

from __future__ import annotations

from simulator.report.detail_charts import tier_colors
from simulator.report.palette import palette

SHEET = """
[data-testid=stMainBlockContainer] { padding-top: calc(var(--bar-height) + 12px); padding-bottom: 64px;
  max-width: 1320px; }
[data-testid=stMain] [data-testid=stVerticalBlock] { gap: 8px; }
.st-key-explore_pickers { flex-direction: row; gap: 10px; max-width: 760px; }
.st-key-explore_pickers > * { flex: 1 1 0; min-width: 0; }
.st-key-explore_pickers :is([role=group], [role=combobox], button) { min-height: 32px; font-size: 13.5px; }
.st-key-details_head { flex-direction: row; align-items: center; gap: 6px 18px; flex-wrap: wrap; }
.st-key-details_head > :first-child { flex: 1 1 520px; max-width: 760px; }
.st-key-details_head > :last-child { flex: 1 1 260px; width: auto; }
.details-state { margin: 0; font-size: 13px; line-height: 1.4; color: var(--details-muted); }
.details-state b { color: var(--page-accent); font-weight: 600; }
.details { font-size: 14px; line-height: 1.5; }
.details h2 { font-size: 19px; font-weight: 700; line-height: 1.35; margin: 4px 0 2px; padding: 0;
  letter-spacing: -.005em; text-wrap: pretty; max-width: 1040px; }
.details h2 b { color: var(--page-accent); }
.details h3 { font-size: 15.5px; font-weight: 700; line-height: 1.35; margin: 16px 0 2px; padding: 0; }
.details p { margin: 0 0 6px; font-size: inherit; max-width: 940px; text-wrap: pretty; }
.details p.sub { font-size: 13px; color: var(--details-muted); }
.details p.note { font-size: 12.5px; color: var(--details-muted); }
.details p.empty { padding: 10px 14px; border: 1px dashed var(--details-line); border-radius: 8px;
  color: var(--details-muted); }
.details p.chart { font-size: 13.5px; font-weight: 600; line-height: 1.35; margin: 4px 0 0; }
.details p.chart span { display: block; font-weight: 400; color: var(--details-muted); font-size: 12.5px; }
.details p.chart em, .details .mark { font-style: normal; font-size: 11.5px; font-weight: 600; padding: 0 7px;
  border-radius: 9px; white-space: nowrap; }
.details p.chart em { color: var(--page-accent); border: 1px solid currentColor; }
.details .mark { color: var(--details-event); border: 1px solid currentColor; }
.details .mark.good { color: var(--details-good); }
.details .mark.past { color: var(--details-muted); }
.details ul { margin: 4px 0 6px; padding-left: 18px; max-width: 940px; }
.details li { margin: 0 0 4px; padding: 0; font-size: 13.5px; line-height: 1.5; }
.details a { color: inherit; text-decoration: underline; text-decoration-color: var(--details-line);
  text-underline-offset: 2px; }
.details a:hover, .details a:focus-visible { color: var(--page-accent); text-decoration-color: currentColor; }
.details details { margin: 4px 0 6px; }
.details summary { cursor: pointer; color: var(--page-accent); font-size: 13px; width: fit-content; }
.details-table { overflow-x: auto; margin: 4px 0 6px; scrollbar-width: thin; }
.details-table table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 1.4;
  font-variant-numeric: tabular-nums; }
.details-table :is(th, td) { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; font-weight: 400;
  border: 0; border-bottom: 1px solid var(--details-line); }
.details-table :is(th, td):first-child { padding-left: 6px; }
.details-table thead th { font-weight: 600; font-size: 12px; color: var(--details-muted); vertical-align: bottom; }
.details-table .groups th { text-align: center; border-bottom: 0; padding-bottom: 0; }
.details-table .groups th:not(:empty) { border-bottom: 2px solid var(--details-line); }
.details-table .figure { text-align: right; }
.details-table td.figure { white-space: nowrap; }
.details-table .heading th { font-weight: 600; padding-top: 10px; }
.details-table .again th, .details-table .again th span:not(.mark) { color: transparent; }
.details-table .past > * { color: var(--details-muted); }
.details-table.five :is(th, td):first-child { width: 28%; }
.details-table.five :is(th, td):last-child { width: 34%; padding-left: 14px; }
.details-table.rules :is(th, td):nth-child(1) { width: 32%; }
.details-table.rules :is(th, td):nth-child(2) { width: 15%; }
.details-table.rules :is(th, td):nth-child(3) { width: 15%; padding-left: 14px; }
.details-table.factors :is(th, td):first-child { width: 23%; }
.details-table.factors :is(th, td):last-child { width: 33%; padding-left: 14px; }
.details-table.context table { table-layout: fixed; }
.details-table.context :is(th, td):nth-child(1) { width: 33%; }
.details-table.context :is(th, td):nth-child(2) { width: 10%; }
.details-table.context :is(th, td):nth-child(3) { width: 15%; }
.details-table.context :is(th, td):nth-child(4) { width: 17%; }
.details-table b { font-weight: 600; }
.details-table :is(td, th) span:not(.mark) { color: var(--details-muted); font-size: 12px; }
.details-table td.figure .mark { font-size: 11px; }
.details-table small { display: block; font-size: 11.5px; color: var(--details-muted); white-space: normal; }
.details-table .ahead > * { background: var(--details-zone); }
.details-table .sum > * { font-weight: 600; }
.details-table .lowest { color: var(--details-event); }
.details-table .lowest b { font-weight: 700; }
.details-table .lowest span:not(.mark) { color: inherit; }
.details-table.stacked td.figure span { display: block; line-height: 1.25; }
.details-table.narrow { max-width: 860px; }
.details-legend { display: flex; flex-wrap: wrap; gap: 3px 16px; font-size: 12.5px; margin: 2px 0 4px; }
.details-legend i { display: inline-block; width: 13px; height: 12px; margin-right: 6px; vertical-align: -1px;
  border: 1px solid var(--details-edge); }
.details-legend .point { width: 9px; height: 9px; border: 2px solid currentColor; border-radius: 50%; }
.details-legend .square { width: 10px; height: 10px; border: 0; background: var(--details-event); }
.details-legend .dot { width: 11px; height: 11px; border: 0; border-radius: 50%; background: var(--page-accent); }
.details-whole { margin: 4px 0 10px; max-width: 940px; }
.details-whole p { margin: 0 0 3px; }
.details-whole small { font-size: 12px; color: var(--details-muted); }
.details-whole p b { font-weight: 700; }
.details-parts { display: flex; gap: 2px; }
.details-parts > span { min-width: 0; padding: 3px 6px; font-size: 12px; line-height: 1.3; overflow: hidden;
  color: var(--details-paper); }
.details-parts > span:nth-child(1) { background: #0b5cad; color: #fff; }
.details-parts > span:nth-child(2) { background: #2b7a87; color: #fff; }
.details-parts > span:nth-child(3) { background: #6b4fa3; color: #fff; }
.details-parts > span:nth-child(4) { background: #8a4b2d; color: #fff; }
.details-cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(230px, 1fr)); gap: 10px;
  margin: 6px 0 4px; }
.details-cards > div { border: 1px solid var(--details-line); border-radius: 8px; padding: 8px 12px; }
.details-cards p { margin: 0; font-size: 12.5px; color: var(--details-muted); }
.details-cards .value { font-size: 20px; font-weight: 700; color: inherit; line-height: 1.3; }
.details-cards .value span { font-size: 12.5px; font-weight: 400; color: var(--details-muted); }
@media (max-width: 640px) {
  [data-testid=stMainBlockContainer] { padding-left: 14px; padding-right: 14px; }
  .st-key-explore_pickers { flex-direction: column; gap: 6px; }
  .st-key-details_head > :first-child { flex-basis: 100%; }
  .details h2 { font-size: 17px; }
  .details p.chart { min-height: 0; }
  .details-table .again th, .details-table .again th span:not(.mark) { color: inherit; }
  .details-table.list thead { display: none; }
  .details-table.list :is(table, tbody, tr) { display: block; width: 100%; }
  .details-table.list :is(th, td) { display: block; width: 100% !important; border: 0; padding: 0 !important; }
  .details-table.list tr { border-bottom: 1px solid var(--details-line); padding: 6px 0; }
  .details-table.list .figure { text-align: left; font-size: 15px; }
  .details-table.context td.figure, .details-table.context td.figure + td { display: inline-block;
    width: auto !important; padding-right: 5px !important; }
  .details-table:not(.list) td.figure { white-space: normal; min-width: 84px; }
  .details-table:not(.list) td.figure span { display: block; line-height: 1.25; white-space: nowrap; }
  .details-table.narrow td.figure span { white-space: normal; }
  .details-table.narrow th { min-width: 110px; }
  .details-table:not(.list) tbody th { position: sticky; left: 0; background: var(--details-paper); z-index: 1; }
  .details-table:not(.list) .ahead th { background: var(--details-zone); }
  .st-key-page_tools { position: static; }
}
"""


def style_sheet(is_dark: bool) -> str:
    """Return the page's style sheet with the colours of the reader's theme."""
    colors = palette(is_dark)
    variables = {
        "muted": colors.muted,
        "line": colors.grid,
        "edge": colors.muted,
        "event": colors.event,
        "good": colors.target,
        "paper": colors.paper,
        "zone": colors.zone,
        **{f"tier-{name}": fill for name, fill in tier_colors(is_dark).items()},
    }
    root = ":root{" + ";".join(f"--details-{name}:{value}" for name, value in variables.items()) + "}"
    tiers = "".join(
        f".details-legend .{name} {{ background: var(--details-tier-{name}); }}\n" for name in tier_colors(is_dark)
    )
    return root + SHEET + tiers
