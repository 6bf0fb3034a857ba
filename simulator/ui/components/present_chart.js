// The chart of one screen as plain SVG, laid out for the room there is: type grows with a wall and stays legible on a phone.

const SVG = 'http://www.w3.org/2000/svg'
const NARROW = 620 // pixels; below, fewer words stand in a chart
const mark = (parent, tag, values, text) => {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(values)) node.setAttribute(name, value)
  if (text !== undefined) node.textContent = text
  parent.append(node)
  return node
}
const round = value => Math.round(value * 10) / 10
const known = values => values.filter(value => value !== null && value !== undefined && Number.isFinite(value))
const typeSize = (width, height) => clamp(Math.min(width / 58, height / 17), width < NARROW ? 11.5 : 13, 34)
const widthOf = (text, size) => 0.58 * size * String(text).length
const cut = (text, size, room) => {
  const most = Math.max(3, Math.floor(room / (0.56 * size)))
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text
}
// A round number above a value, and the steps to it.
const scaleTo = highest => {
  const wanted = 1.04 * Math.max(highest, 1e-6), unit = 10 ** Math.floor(Math.log10(wanted))
  const top = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map(step => step * unit).find(step => step >= wanted - 1e-12)
  const steps = { 1: 5, 1.2: 4, 1.5: 3, 2: 4, 2.5: 5, 3: 3, 4: 4, 5: 5, 6: 3, 8: 4, 10: 5 }[Math.round((top / unit) * 10) / 10]
  return { top, ticks: Array.from({ length: steps + 1 }, (_, place) => (top * place) / steps) }
}
const decimalsOf = values => values.some(value => Math.abs(value - Math.round(value)) > 1e-9) ? 1 : 0
const ticksAsText = (ticks, unit, language) => {
  const shown = unit === 'share' ? ticks.map(tick => 100 * tick) : ticks
  const decimals = decimalsOf(shown)
  return shown.map(value => (value === 0 ? '0' : written(value, language, decimals)) + (unit === 'share' ? '%' : ''))
}
const valueAsText = (value, unit, language) => unit === 'share' ? `${written(100 * value, language, 1)}%` : written(value, language, 0)

// Labels at the ends of lines: where each stands so that none touches another.
const spread = (places, gap, low, high) => {
  const order = places.map((_, index) => index).sort((a, b) => places[a] - places[b])
  const found = order.map(index => clamp(places[index], low, high))
  for (let turn = 0; turn < 40; turn += 1) {
    for (let at = 1; at < found.length; at += 1) {
      const lack = gap - (found[at] - found[at - 1])
      if (lack > 0) { found[at] += lack / 2; found[at - 1] -= lack / 2 }
    }
    if (found.length) { found[0] = Math.max(found[0], low); found[found.length - 1] = Math.min(found[found.length - 1], high) }
  }
  const placed = []
  order.forEach((index, at) => { placed[index] = found[at] })
  return placed
}
const paths = (days, values, x, y) => {
  let text = '', open = false
  days.forEach((day, at) => {
    if (values[at] === null) { open = false; return }
    text += `${open ? 'L' : 'M'}${round(x(day))} ${round(y(values[at]))}`
    open = true
  })
  return text
}
const bands = (curve, x, y) => {
  const runs = [[]]
  curve.days.forEach((_, at) => curve.median[at] === null ? runs.push([]) : runs[runs.length - 1].push(at))
  return runs.filter(run => run.length > 1).map(run => {
    const there = run.map(at => `${round(x(curve.days[at]))} ${round(y(curve.high[at]))}`)
    const back = run.slice().reverse().map(at => `${round(x(curve.days[at]))} ${round(y(curve.low[at]))}`)
    return `M${[...there, ...back].join('L')}Z`
  }).join('')
}
const drawLines = (svg, plot, look, width, height, before) => {
  const size = typeSize(width, height), { colors, language, palette } = look
  const curves = plot.curves, everything = before ? [...curves, ...before.curves] : curves
  const highest = Math.max(...known([...everything.flatMap(curve => curve.high), ...plot.targets.map(level => level.value),
    ...plot.totals.map(level => level.value), ...plot.reported.map(point => point.value)]))
  const { top, ticks } = scaleTo(highest), names = ticksAsText(ticks, plot.unit, language)
  const ends = curves.map(curve => { const at = curve.median.findLastIndex(value => value !== null); return { curve, day: curve.days[at], value: curve.median[at] } })
  const many = curves.length > 1
  const labels = ends.map(end => (many ? `${end.curve.number} · ` : '') + valueAsText(end.value, plot.unit, language))
  const left = Math.max(...names.map(name => widthOf(name, size))) + 0.6 * size
  const right = Math.max(...labels.map(label => widthOf(label, 1.08 * size))) + 1.6 * size
  const high = size * (plot.breaks.length ? 2.9 : 2), low = height - 1.9 * size
  const days = [...curves.flatMap(curve => curve.days), ...plot.reported.map(point => point.at)]
  const first = Math.min(...days) - 0.12, last = Math.max(...days)
  const x = day => left + ((day - first) / (last - first || 1)) * (width - left - right)
  const y = value => low - (value / top) * (low - high)
  const start = Math.min(...curves.map(curve => curve.days[0]))
  mark(svg, 'rect', { x: x(start), y: high, width: Math.max(0, x(last) - x(start)), height: low - high, fill: palette.zone })
  ticks.forEach((tick, at) => {
    mark(svg, 'line', { x1: left, x2: width - right, y1: y(tick), y2: y(tick), stroke: palette.grid, 'stroke-width': 1 })
    mark(svg, 'text', { x: left - 0.5 * size, y: y(tick) + 0.35 * size, 'text-anchor': 'end', fill: palette.muted, 'font-size': size }, names[at])
  })
  if (plot.y_title) mark(svg, 'text', { x: 0, y: high - 1.1 * size, fill: palette.muted, 'font-size': 0.9 * size }, plot.y_title)
  const years = []
  for (let year = Math.floor(first); year < last; year += 1) if (year + 0.5 > first && year + 0.5 < last) years.push(year)
  const every = Math.max(1, Math.ceil((3.1 * size) / (x(1) - x(0))))
  for (const year of years) {
    mark(svg, 'line', { x1: x(year + 1), x2: x(year + 1), y1: low, y2: low + 0.35 * size, stroke: palette.muted, 'stroke-width': 1 })
    if ((years[years.length - 1] - year) % every === 0) mark(svg, 'text', { x: x(year + 0.5), y: low + 1.35 * size, 'text-anchor': 'middle', fill: palette.muted, 'font-size': size }, String(year))
  }
  const isFront = curve => plot.focus === null || plot.focus === curve.number
  const strong = curves.length > 4 ? 0.07 : plot.focus === null && many ? 0.1 : 0.22
  for (const curve of curves.filter(isFront)) mark(svg, 'path', { d: bands(curve, x, y), fill: colors[curve.number - 1], opacity: strong })
  for (const level of plot.totals) {
    mark(svg, 'line', { x1: x(level.start), x2: x(level.end), y1: y(level.value), y2: y(level.value), stroke: palette.muted, 'stroke-width': 1.5, 'stroke-dasharray': '2 4' })
    said(svg, { x: x(level.end), y: y(level.value) - 0.4 * size, 'text-anchor': 'end', fill: palette.muted, 'font-size': 0.9 * size }, level.label)
  }
  const segments = new Map()
  for (const point of plot.reported) segments.set(point.segment, [...(segments.get(point.segment) || []), point])
  for (const points of segments.values()) mark(svg, 'path', { d: points.map((point, at) => `${at ? 'L' : 'M'}${round(x(point.at))} ${round(y(point.value))}`).join(''), fill: 'none', stroke: palette.text, 'stroke-width': 0.11 * size })
  for (const curve of (before ? before.curves : []).filter(curve => curve.number === before.moved)) mark(svg, 'path', { d: paths(curve.days, curve.median, x, y), fill: 'none', stroke: colors[curve.number - 1], 'stroke-width': 0.12 * size, 'stroke-dasharray': '1 5', 'stroke-linecap': 'round' })
  for (const curve of [...curves].sort((a, b) => isFront(a) - isFront(b))) mark(svg, 'path', {
    d: paths(curve.days, curve.median, x, y), fill: 'none', stroke: isFront(curve) ? colors[curve.number - 1] : palette.muted, 'stroke-linejoin': 'round',
    'stroke-width': isFront(curve) ? 0.2 * size : 0.08 * size, 'stroke-dasharray': isFront(curve) && many && curve.dash[1] ? curve.dash.map(part => part * size / 13).join(' ') : 'none', opacity: isFront(curve) ? 1 : 0.6 })
  for (const level of plot.targets) {
    mark(svg, 'line', { x1: x(level.start), x2: x(level.end), y1: y(level.value), y2: y(level.value), stroke: palette.target, 'stroke-width': 2, 'stroke-dasharray': '7 5' })
    said(svg, { x: x(level.start) + 0.3 * size, y: y(level.value) + 1.05 * size, fill: palette.target, 'font-weight': 600, 'font-size': 0.92 * size }, level.label)
  }
  drawBreaks(svg, plot.breaks, look, { x, size, high, low, end: width })
  let told = -1e9
  for (const point of plot.reported) {
    mark(svg, 'circle', { cx: x(point.at), cy: y(point.value), r: 0.27 * size, fill: palette.paper, stroke: palette.text, 'stroke-width': 0.13 * size })
    const room = widthOf(point.label, size) + 0.5 * size, near = x(point.at)
    if (near - told < room) continue
    told = near
    const isRight = plot.unit === 'share' || near - room < left
    said(svg, { x: near + (isRight ? 0.2 : -0.2) * size, y: y(point.value) - 0.65 * size, 'text-anchor': isRight ? 'start' : 'end', fill: palette.text, 'font-weight': 600, 'font-size': 0.95 * size }, point.label)
  }
  const shown = ends.map((end, at) => ({ ...end, label: labels[at] })).filter(end => isFront(end.curve) || !many || plot.focus === null)
  const heights = spread(shown.map(end => y(end.value)), 1.2 * size, high + 0.5 * size, low - 0.2 * size)
  shown.forEach((end, at) => {
    const color = colors[end.curve.number - 1]
    mark(svg, 'path', { d: `M${x(end.day)} ${y(end.value)}L${x(end.day) + 0.9 * size} ${heights[at]}`, stroke: color, 'stroke-width': 1 })
    said(svg, { x: x(end.day) + 1.1 * size, y: heights[at] + 0.37 * size, fill: color, 'font-weight': 700, 'font-size': 1.08 * size }, end.label)
  })
}
// Text over lines wears a rim of the paper's colour.
const said = (svg, values, text) => mark(svg, 'text', { class: 'over', ...values }, text)
const drawBreaks = (svg, breaks, look, { x, size, high, low, end }) => {
  breaks.forEach((found, at) => {
    const { event } = look.palette, here = x(found.at)
    mark(svg, 'line', { x1: here, x2: here, y1: high - 2.5 * size, y2: low, stroke: event, 'stroke-width': 1.6, 'stroke-dasharray': '3 4' })
    const ahead = at + 1 < breaks.length ? x(breaks[at + 1].at) : end
    const toLeft = ahead - here < 9 * size && here > end / 2, room = toLeft ? here : ahead - here
    const where = { x: here + (toLeft ? -0.5 : 0.5) * size, 'text-anchor': toLeft ? 'end' : 'start', fill: event }
    said(svg, { ...where, y: high - 1.7 * size, 'font-weight': 600, 'font-size': 0.92 * size }, cut(found.label, 0.92 * size, room - size))
    if (found.note) said(svg, { ...where, y: high - 0.55 * size, 'font-size': 0.85 * size }, cut(found.note, 0.85 * size, room - size))
  })
}
