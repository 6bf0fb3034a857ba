"""How the one page looks: on paper A4 upright, on a screen as a sheet of it."""

from __future__ import annotations

FEW, SMALLEST = 6, 0.8


def scale(scenarios: int, targets: int) -> float:
    """How large type is set so that all scenarios fit: whole up to FEW of them."""
    over = max(scenarios - FEW, 0) + max(targets - 2, 0)
    return max(1.0 - 0.05 * over, SMALLEST)


STYLE = """
@page { size: A4 portrait; margin: 11mm 12mm }
* { box-sizing: border-box; margin: 0; padding: 0 }
html { font: calc(8.8pt * SCALE)/1.28 'Be Vietnam Pro', 'Segoe UI', Arial, sans-serif }
html { color: #1b2430; background: #e6e9ee }
main { width: 186mm; margin: 8mm auto; padding: 11mm 12mm; box-sizing: content-box; background: #fff }
h1 { font-size: 1.75em; line-height: 1.15 }
h2 { font-size: 1.08em; margin: 2.2mm 0 .8mm }
.about { color: #5b6676; margin: 1mm 0 2.5mm }
.message { font-size: 1.28em; font-weight: 600; line-height: 1.28; margin-bottom: 1.5mm }
table { border-collapse: collapse; width: 100%; margin-top: 2.5mm; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600; margin-bottom: 1mm; font-size: 1.08em }
th, td { border: .2mm solid #b9c2ce; padding: .5mm 1mm; vertical-align: top }
thead th { background: #e8eff8; font-size: .88em; line-height: 1.15; vertical-align: bottom }
tbody th { text-align: left; font-weight: 500; width: 30%; overflow-wrap: anywhere }
td { text-align: center }
td small { display: block; color: #5b6676; white-space: nowrap; font-size: .86em }
.charts { display: flex; gap: 3mm; margin-top: 2.5mm }
figure { flex: 1 1 0; min-width: 0 }
figcaption { font-weight: 600 }
img { width: 100%; display: block }
ul { padding-left: 4.2mm }
li { margin-bottom: .5mm; overflow-wrap: anywhere }
.small { font-size: .84em; color: #333d4b }
@media print { html { background: #fff } main { margin: 0; padding: 0 } }
"""
