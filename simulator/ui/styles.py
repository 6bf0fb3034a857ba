"""The style sheets of the pages, written for the class names and test ids of Streamlit 1.67."""

from __future__ import annotations

# Every page: a thin bar of pages, no room lost.
PAGE = """
[data-testid=stHeader], [data-testid=stToolbar] {
  height: var(--bar-height);
  min-height: var(--bar-height);
}
[data-testid=stHeader] { border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
[data-testid=stToolbar] { padding-left: 16px; }
[data-testid=stToolbar] > div { flex: 1; width: auto; min-width: 0; }
[data-testid=stToolbar]::before {
  content: var(--page-brand);
  font-weight: 700;
  font-size: 15.5px;
  margin-right: 14px;
  white-space: nowrap;
}
[data-testid=stTopNavLink] p { font-size: 13.5px; }
[data-testid=stTopNavLink] { background: none; }
[data-testid=stTopNavLink]:focus-visible { outline: 2px solid var(--page-accent); outline-offset: -3px; }
[data-testid=stButtonGroup] button[data-selected=true] p { color: var(--page-chosen); }
[data-testid=stBaseButton-primary]:not(:disabled) p, [data-tag-index] * { color: var(--page-on-accent); }
[data-testid=stTopNavLink][aria-current=page] {
  border-radius: 0;
  box-shadow: inset 0 -2px 0 var(--page-accent);
}
[data-testid=stTopNavLink][aria-current=page] p { color: var(--page-accent); font-weight: 600; }
[data-testid=stMainBlockContainer] { padding: calc(var(--bar-height) + 18px) 24px 24px; max-width: none; }
[data-testid=stElementToolbar], [data-testid=StyledFullScreenButton] { display: none; }
[data-testid=stElementContainer]:has(> [data-testid=stHtml] > style) { display: none; }
.unseen { position: absolute; width: 1px; height: 1px; margin: 0; padding: 0; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
[data-testid=stDecoration], [data-testid=stStatusWidget] { display: none; }
[data-stale=true] { opacity: 1; }
.st-key-page_tools { position: fixed; top: 8px; right: 20px; z-index: 999991; width: auto; gap: 8px; }
.st-key-page_tools button { min-height: 29px; padding: 1px 12px; }
.st-key-page_tools button p { font-size: 12.5px; }
[data-testid=stDialog] button { min-height: 32px; padding: 2px 10px; }
[data-testid=stDialog] button p { font-size: 13px; }
/* Streamlit's own words are English: those of the page stand in their place, in dialogs too. */
[data-testid=InputInstructions] { display: none; }
[data-testid=stFileUploaderDropzoneInstructions], [data-testid=stFileUploaderDropzone] > div > span { display: none; }
[data-testid=stFileUploaderDropzone] button p { font-size: 0; }
[data-testid=stFileUploaderDropzone] button p::after { content: var(--page-browse); font-size: 14px; }
.told p { margin: 0 0 3px; font-size: 13px; line-height: 1.45; overflow-wrap: anywhere; }
.told.warning, .told.error { border-left: 3px solid var(--page-warn); padding: 6px 10px; }
.told.warning, .told.error { background: var(--page-panel); }
.told.title p { font-size: 15px; font-weight: 600; }
.told.heading p { font-size: 13.5px; font-weight: 600; margin-top: 6px; }
.told.row p { font-size: 12.5px; }
.told.row p + p { opacity: .8; }
[data-testid=stButtonGroup] [role=radiogroup] { flex-wrap: wrap; }
/* The bar of pages and the tools share one line on a projector of 1024 pixels. */
@media (min-width: 641px) and (max-width: 1240px) {
  [data-testid=stToolbar] { padding: 0 320px 0 6px; }
  [data-testid=stToolbar]::before { display: none; }
  [data-testid=stTopNavLink] { padding-left: 5px; padding-right: 5px; }
  [data-testid=stTopNavLink] p { font-size: 12.5px; }
  .st-key-page_tools { right: 8px; gap: 4px; }
  .st-key-page_tools button { padding: 1px 7px; }
}
"""

# The page of sliders and charts fits 1280x720 without scrolling; below 640 pixels its columns stack.
EXPLORE = """
[data-testid=stMainBlockContainer] { padding: var(--bar-height) 0 0; }
[data-testid=stMain] [data-testid=stVerticalBlock] { gap: 0; }
.st-key-explore_page {
  display: grid; position: relative;
  grid-template: "readout readout" auto "poverty-title ntm-title" auto "poverty ntm" auto "sparks sparks" auto
    "legend legend" auto "tables tables" auto / minmax(0, 3fr) minmax(0, 2fr);
  align-content: start; min-height: calc(100dvh - var(--bar-height));
  padding: 11px 20px 0 calc(var(--panel-width) + 20px);
}
/* What moves is sent without containers of its own: all of it lies in the one grid. */
.st-key-explore_page > [data-testid], .st-key-explore_page [data-testid=stHtml],
.st-key-explore_page > [data-testid=stLayoutWrapper] > [data-testid=stVerticalBlock] { display: contents; }
.st-key-explore_page [data-testid=stElementContainer] { width: auto; }
.st-key-explore_page .st-key-panel {
  position: fixed; top: var(--bar-height); left: 0; width: var(--panel-width);
  height: calc(100dvh - var(--bar-height) - var(--tour-room, 0px));
  padding: 76px 16px 0;
  background: var(--page-panel); border-right: 1px solid color-mix(in srgb, currentColor 12%, transparent);
  overflow: hidden auto; scrollbar-width: thin; }
.st-key-readout { grid-area: readout; }
.chart-title.poverty { grid-area: poverty-title; margin: 9px 9px 0 0; }
.st-key-readout + [data-testid] { grid-area: poverty; margin-right: 9px; }
.chart-title.ntm { grid-area: ntm-title; margin: 9px 0 0 9px; }
.st-key-readout + [data-testid] + [data-testid] { grid-area: ntm; margin: 0 0 0 9px; }
.st-key-sparks { grid-area: sparks; margin-top: 6px; }
.chart-legend { grid-area: legend; }
.st-key-explore_page > .st-key-explore_tables { display: block; grid-area: legend; justify-self: end; align-self: start;
  margin-top: 2px; }
.st-key-explore_tables :is(label, p) { min-height: 0; margin: 0; font-size: 11.5px; white-space: nowrap; }
.st-key-tour { height: 0; }
.st-key-explore_page [data-testid=stElementContainer]:has(> [data-testid=stHtml] > .chart-tables) { display: block;
  grid-area: tables; }
.chart-tables { margin: 14px 0 20px; overflow-x: auto; }
.chart-tables table { border-collapse: collapse; width: 100%; margin: 0 0 20px; font-size: 13px; line-height: 1.4;
  font-variant-numeric: tabular-nums; }
.chart-tables caption { text-align: left; font-weight: 600; padding: 0 0 4px; }
.chart-tables :is(th, td) { text-align: left; font-weight: 400; padding: 3px 12px 3px 0; vertical-align: top; border: 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.chart-tables :is(thead th, .heading th) { font-weight: 600; }
.chart-tables .figure { text-align: right; }
.chart-tables :is(.figure, tbody th) { white-space: nowrap; }
.st-key-explore_pickers { gap: 5px !important; position: fixed; z-index: 5; top: var(--bar-height);
  left: 0; width: calc(var(--panel-width) - 1px); padding: 9px 16px 4px; background: var(--page-panel); }
.st-key-explore_pickers :is([role=group], [role=combobox], button) {
  height: 27px;
  min-height: 27px;
  font-size: 12.5px;
}
[data-testid=stFileUploader] button[aria-label="Add files"] { display: none; }
.st-key-explore_notices { margin: 10px 20px 0 calc(var(--panel-width) + 20px); width: auto; gap: 6px !important; }
.st-key-explore_faults { margin: 12px 20px 12px calc(var(--panel-width) + 20px); width: auto; }
.chart-title {
  font-size: 13.5px;
  font-weight: 600;
  margin: 0;
  line-height: 1.35;
  white-space: nowrap;
  overflow: hidden;
  text-overflow: ellipsis;
}
.chart-title span { font-weight: 400; opacity: .72; }
.chart-legend { font-size: 11.5px; line-height: 1.6; margin: 2px 0 0; }
.chart-legend > span { display: inline-block; margin-right: 14px; }
.chart-legend::before { content: ""; float: right; width: 172px; height: 18px; }
.chart-legend i {
  display: inline-block;
  width: 20px;
  height: 10px;
  margin-right: 5px;
  vertical-align: -1px;
}
.chart-legend .reported { width: 9px; height: 9px; border: 2px solid currentColor; border-radius: 50%; }
.chart-legend .scenario { height: 0; border-top: 3px solid var(--page-accent); vertical-align: 3px; }
.chart-legend .baseline {
  height: 0;
  border-top: 2px dashed currentColor;
  opacity: .7;
  vertical-align: 3px;
}
.chart-legend .bands {
  background: linear-gradient(var(--page-band) 0 0) center / 100% 40% no-repeat, var(--page-band);
}
.chart-legend > .skill { display: block; margin: 0; }
.chart-legend .unspent { width: 10px; border: 1px dashed var(--page-accent); }
@media (max-width: 1100px) { .chart-title { white-space: normal; } }
@media (max-width: 640px) {
  .st-key-explore_notices { margin: 10px 14px 0; }
  .st-key-explore_faults { margin: 12px 14px; }
  .st-key-explore_pickers { position: static; width: auto; padding: 10px 14px 0; }
  .st-key-explore_page {
    grid-template: "panel" auto "readout" auto "poverty-title" auto "poverty" auto "ntm-title" auto "ntm" auto
      "sparks" auto "legend" auto "switch" auto "tables" auto / minmax(0, 1fr);
    min-height: 0; padding: 4px 14px 76px; }
  .st-key-explore_page .st-key-panel { grid-area: panel; position: static; width: auto; height: auto; padding: 0;
    background: none; border: 0; overflow: visible; }
  .chart-title.poverty { margin-right: 0; }
  .chart-title.ntm { margin: 12px 0 0; }
  .st-key-readout + [data-testid], .st-key-readout + [data-testid] + [data-testid] { margin: 0; }
  .st-key-sparks { margin-top: 10px; }
  .chart-legend::before { display: none; }
  .st-key-explore_page > .st-key-explore_tables { grid-area: switch; justify-self: start; min-height: 32px; }
  .st-key-explore_tables :is(label, p) { font-size: 14px; }
  .st-key-page_tools { position: static; padding: 0 14px 84px; }
}
"""
