"""The style sheet of the methods page: a column to read, tables that scroll sideways, a drawing in page colours."""

from __future__ import annotations

from simulator.report.palette import palette

SHEET = """
[data-testid=stMainBlockContainer] { padding-bottom: 80px; max-width: 1290px; }
[data-testid=stColumn]:has(> * > * > .st-key-methods_contents) > [data-testid=stVerticalBlock] { position: sticky;
  top: calc(var(--bar-height) + 18px); height: fit-content; }
.methods-contents { font-size: 13px; line-height: 1.4; }
.methods-contents p { color: var(--methods-muted); margin: 0 0 8px; font-size: 12px; }
.methods-contents a { display: block; padding: 4px 0 4px 11px; color: inherit; text-decoration: none;
  border-left: 2px solid var(--methods-line); }
.methods-contents a.inner { padding-left: 24px; font-size: 12.5px; color: var(--methods-muted); }
.methods-contents a:hover, .methods-contents a:focus-visible { color: var(--page-accent); border-color: currentColor; }
.methods { font-size: 15px; line-height: 1.6; max-width: 860px; }
.methods h1 { font-size: 26px; font-weight: 700; margin: 0 0 4px; padding: 0; letter-spacing: -.01em; }
.methods h2 { font-size: 20px; font-weight: 700; margin: 34px 0 8px; padding: 0; }
.methods h3 { font-size: 16px; font-weight: 600; margin: 20px 0 4px; padding: 0; }
.methods :is(h1, h2, h3) { scroll-margin-top: calc(var(--bar-height) + 16px); line-height: 1.3; }
.methods p { margin: 0 0 8px; font-size: inherit; }
.methods p.lead { color: var(--methods-muted); }
.methods ul { margin: 0 0 8px; padding-left: 22px; font-size: inherit; }
.methods li { margin: 0 0 6px; font-size: inherit; }
.methods .note { font-size: 13px; color: var(--methods-muted); }
.methods-drawing { margin: 6px 0 0; }
.methods-drawing > div { overflow-x: auto; }
.methods-drawing svg { display: block; width: 100%; min-width: 760px; max-width: 1000px; height: auto;
  font-family: inherit; }
.methods-drawing figcaption { font-size: 13px; line-height: 1.5; color: var(--methods-muted); max-width: 860px;
  margin-top: 8px; }
.methods-drawing text { font-size: 12.5px; fill: currentColor; }
.methods-drawing .name { font-size: 14.5px; font-weight: 600; }
.methods-drawing .name.small { font-size: 13.5px; }
.methods-drawing :is(.sub, .move) { fill: var(--methods-muted); }
.methods-drawing .tight { font-size: 11px; }
.methods-drawing .move { font-size: 12px; paint-order: stroke; stroke: var(--methods-paper); stroke-width: 4px; }
.methods-drawing .lane-name { font-size: 11.5px; font-weight: 600; letter-spacing: .06em; fill: var(--methods-muted); }
.methods-drawing .lane { stroke: var(--methods-line); }
.methods-drawing .box { fill: var(--methods-paper); stroke: var(--methods-edge); stroke-width: 1.3px; }
.methods-drawing .quiet { fill: var(--page-panel); stroke: var(--methods-line); }
.methods-drawing .group { fill: var(--methods-tint); stroke: var(--page-accent); }
.methods-drawing .frame { fill: var(--page-panel); stroke: var(--methods-line); }
.methods-drawing .arrow { fill: none; stroke-width: 1.8px; stroke: var(--methods-edge); }
.methods-drawing .arrow.up { stroke: var(--page-accent); }
.methods-drawing .arrow.down { stroke: var(--methods-event); stroke-dasharray: 6 4; }
.methods-drawing .head { fill: var(--methods-edge); }
.methods-drawing .head.up { fill: var(--page-accent); }
.methods-drawing .head.down { fill: var(--methods-event); }
.methods-drawing .badge { fill: var(--methods-paper); stroke: currentColor; stroke-width: 1.2px; }
.methods-drawing .letter { font-size: 11px; font-weight: 700; }
[class*=st-key-methods_equation_] { border-top: 1px solid var(--methods-line); padding: 10px 0 2px; max-width: 1000px; }
.methods-equation { font-size: 14px; line-height: 1.5; }
.methods-equation b.tag { display: inline-block; min-width: 30px; color: var(--page-accent); }
.methods-equation .title { font-weight: 600; }
.methods-equation p { margin: 3px 0 0; font-size: inherit; }
.methods-equation p.from { font-size: 12.5px; color: var(--methods-muted); }
[class*=st-key-methods_equation_] .katex { font-size: 1.08em; }
[class*=st-key-methods_equation_] .katex-display { margin: 4px 0; overflow: auto hidden; padding: 0 4px 3px 0; }
.methods-table { overflow-x: auto; margin: 6px 0 4px; max-width: 1040px; }
.methods-table table { border-collapse: collapse; width: 100%; min-width: 820px; font-size: 13px; line-height: 1.4;
  font-variant-numeric: tabular-nums; }
.methods-table :is(th, td) { text-align: left; vertical-align: top; padding: 5px 10px 5px 0; font-weight: 400;
  border: 0; border-bottom: 1px solid var(--methods-line); }
.methods-table thead th { font-weight: 600; font-size: 12px; color: var(--methods-muted); vertical-align: bottom; }
.methods-table .heading th { font-weight: 600; font-size: 13.5px; padding-top: 16px; }
.methods-table .figure { text-align: right; white-space: nowrap; padding-right: 16px; }
.methods-table tbody th { min-width: 150px; }
.methods-table .plain { white-space: nowrap; }
.methods-table small { display: block; font-size: 11.5px; color: var(--methods-muted); }
.methods-table .source { font-size: 12px; color: var(--methods-muted); min-width: 180px;
  overflow-wrap: anywhere; }
.methods-table .strong { font-weight: 600; }
.methods-table .strong.learned { color: var(--page-accent); }
.methods-table .strong.beyond { color: var(--methods-event); }
@media (max-width: 640px) {
  .st-key-methods_contents { display: none; }
  [data-testid=stMainBlockContainer] { padding-left: 16px; padding-right: 16px; }
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
        "paper": colors.paper,
        "tint": f"color-mix(in srgb, {colors.accent} 9%, {colors.paper})",
    }
    root = ":root{" + ";".join(f"--methods-{name}:{value}" for name, value in variables.items()) + "}"
    return root + SHEET
