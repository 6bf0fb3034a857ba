// Bars, stacked bars, and spans on both sides of zero: rows one under the other, each scenario with its number.

// Two lines of a row's head, and a bar for each scenario under it.
const rowsOf = plot => {
  const rows = new Map()
  for (const bar of plot.bars) rows.set(bar.row, [...(rows.get(bar.row) || []), bar])
  return [...rows]
}
const lineHeight = (width, height, lines) => clamp(height / lines, width < NARROW ? 19 : 21, 58)
const numbered = (svg, bar, look, x, y, size) => mark(svg, 'text', { x, y: y + 0.36 * size, 'text-anchor': 'end', fill: look.colors[bar.number - 1], 'font-weight': 700, 'font-size': size }, String(bar.number))

const drawBars = (svg, plot, look, width, height) => {
  const rows = rowsOf(plot), lines = rows.reduce((all, [, bars]) => all + 1.35 + bars.length, 0)
  const step = lineHeight(width, height - 10, lines), size = Math.min(0.6 * step, typeSize(width, height) * 1.25)
  const left = 2 * size, room = width - left - Math.max(...plot.bars.map(bar => widthOf(bar.label, 1.05 * size))) - 1.5 * size
  const top = plot.unit === 'draws' ? 100 : Math.max(...known(plot.bars.map(bar => bar.value)), 1e-6)
  let at = 4
  for (const [name, bars] of rows) {
    mark(svg, 'text', { x: 0, y: at + 0.85 * step, fill: look.palette.text, 'font-weight': 600, 'font-size': 1.02 * size }, cut(name, 1.02 * size, width))
    at += 1.2 * step
    for (const bar of bars) {
      const middle = at + step / 2, long = bar.value === null ? 0 : (bar.value / top) * room
      numbered(svg, bar, look, left - 0.7 * size, middle, size)
      mark(svg, 'rect', { x: left, y: at + 0.16 * step, width: plot.unit === 'draws' ? room : 0, height: 0.68 * step, fill: look.palette.grid, rx: 3 })
      mark(svg, 'rect', { x: left, y: at + 0.16 * step, width: Math.max(long, bar.value === null ? 0 : 2), height: 0.68 * step, fill: look.colors[bar.number - 1], rx: 3 })
      const end = plot.unit === 'draws' ? room : long
      mark(svg, 'text', { x: left + end + 0.6 * size, y: middle + 0.37 * size, fill: look.palette.text, 'font-weight': 700, 'font-size': 1.05 * size }, bar.label)
      at += step
    }
    at += 0.15 * step
  }
  return at
}
const drawStacks = (svg, plot, look, width, height) => {
  const rows = rowsOf(plot), colors = look.groups, size = typeSize(width, height)
  const at0 = drawKey(svg, plot, look, width, size), lines = rows.length * 2.2
  const step = lineHeight(width, height - at0 - 6, lines)
  const totals = rows.map(([, bars]) => bars.reduce((all, bar) => all + (bar.value || 0), 0)), top = Math.max(...totals, 1e-6)
  const spare = Math.max(...totals.map(total => widthOf(written(total, look.language, 0), 1.05 * size))) + size
  let at = at0
  rows.forEach(([name, bars], place) => {
    mark(svg, 'text', { x: 0, y: at + 0.72 * step, fill: look.palette.text, 'font-weight': 600, 'font-size': Math.min(size, 0.62 * step) }, cut(`${bars[0].number}. ${name}`, size, width))
    at += step
    let x = 0
    for (const bar of bars) {
      const long = ((bar.value || 0) / top) * (width - spare), look2 = colors[bar.group]
      mark(svg, 'rect', { x, y: at, width: Math.max(0, long - 1), height: step, fill: look2.color, 'fill-opacity': look2.unspent ? 0.22 : 1, stroke: look2.color, 'stroke-width': look2.unspent ? 1.2 : 0, 'stroke-dasharray': '4 3' })
      if (long > widthOf(bar.label, size) + 0.6 * size) mark(svg, 'text', { x: x + long / 2, y: at + step / 2 + 0.36 * size, 'text-anchor': 'middle', fill: look2.unspent ? look.palette.text : look2.ink, 'font-size': size }, bar.label)
      x += long
    }
    mark(svg, 'text', { x: x + 0.5 * size, y: at + step / 2 + 0.37 * size, fill: look.palette.text, 'font-weight': 700, 'font-size': 1.05 * size }, written(totals[place], look.language, 0))
    at += 1.2 * step
  })
  return at
}
// What each colour of a stack stands for, in as many lines as it takes.
const drawKey = (svg, plot, look, width, size) => {
  let x = 0, y = 0.9 * size
  for (const [group, name] of plot.groups) {
    const room = widthOf(name, 0.92 * size) + 2.6 * size, { color, unspent } = look.groups[group]
    if (x && x + room > width) { x = 0; y += 1.5 * size }
    mark(svg, 'rect', { x, y: y - 0.75 * size, width: 0.9 * size, height: 0.9 * size, fill: color, 'fill-opacity': unspent ? 0.22 : 1, stroke: color, 'stroke-width': 1 })
    mark(svg, 'text', { x: x + 1.3 * size, y, fill: look.palette.text, 'font-size': 0.92 * size }, name)
    x += room
  }
  return y + 0.9 * size
}
const drawSpans = (svg, plot, look, width, height) => {
  const rows = rowsOf(plot), lines = rows.reduce((all, [, bars]) => all + 1.3 + bars.length, 0)
  const step = lineHeight(width, height - 6, lines), size = Math.min(0.6 * step, typeSize(width, height) * 1.2)
  const room = Math.max(...plot.bars.map(bar => widthOf(bar.label, size))) + size, left = 2.2 * size, right = Math.max(left + 60, width - room)
  let at = 2
  for (const [name, bars] of rows) {
    const far = Math.max(...known(bars.flatMap(bar => [bar.low, bar.high, bar.value])).map(Math.abs), 1e-9)
    const x = value => left + size + ((value / far + 1) / 2) * (right - left - 2 * size)
    mark(svg, 'text', { x: 0, y: at + 0.8 * step, fill: look.palette.text, 'font-weight': 600, 'font-size': 1.02 * size }, cut(name, 1.02 * size, width))
    at += 1.15 * step
    mark(svg, 'line', { x1: x(0), x2: x(0), y1: at, y2: at + bars.length * step, stroke: look.palette.muted, 'stroke-width': 1.4 })
    for (const bar of bars) {
      const middle = at + step / 2, color = look.colors[bar.number - 1]
      numbered(svg, bar, look, left - 0.8 * size, middle, size)
      if (bar.value !== null) {
        if (bar.low !== null && bar.high !== null) mark(svg, 'line', { x1: x(bar.low), x2: x(bar.high), y1: middle, y2: middle, stroke: color, 'stroke-width': 0.28 * size, 'stroke-linecap': 'round', opacity: 0.45 })
        mark(svg, 'circle', { cx: x(bar.value), cy: middle, r: 0.36 * size, fill: color })
      }
      mark(svg, 'text', { x: right + 0.3 * size, y: middle + 0.36 * size, fill: look.palette.text, 'font-weight': 700, 'font-size': size }, bar.label)
      at += step
    }
    at += 0.15 * step
  }
  return at
}
