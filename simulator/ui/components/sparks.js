// Four small charts drawn as plain SVG: history, band, median and baseline; or stacked columns of money.

const STATES = new WeakMap()
const SVG = 'http://www.w3.org/2000/svg'
const HEIGHT = 86, TOP = 9, BOTTOM = 69, LEFT = 2

const put = (node, text) => { if (node.textContent !== text) node.textContent = text }
const draw = (node, values) => { for (const [name, value] of Object.entries(values)) if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value) }
const shape = (parent, tag, className) => { const node = document.createElementNS(SVG, tag); node.setAttribute('class', className); parent.append(node); return node }
const round = value => Math.round(value * 10) / 10
const line = points => points.map(([x, y], index) => `${index ? 'L' : 'M'}${round(x)} ${round(y)}`).join('')

const build = () => {
  const figure = document.createElement('figure'), caption = document.createElement('figcaption'), hint = document.createElement('div')
  const name = document.createElement('span'), unit = document.createElement('span'), svg = document.createElementNS(SVG, 'svg')
  unit.className = 'unit'; hint.className = 'hint'; hint.hidden = true
  caption.append(name, unit); figure.append(caption, svg, hint)
  svg.setAttribute('role', 'img')
  const nodes = { figure, name, unit, svg, hint }
  for (const part of ['axis', 'band', 'history', 'baseline', 'median', 'unspent', 'spent', 'guide']) nodes[part] = shape(svg, 'path', part)
  nodes.dot = shape(svg, 'circle', 'dot')
  for (const part of ['first', 'final', 'last']) nodes[part] = shape(svg, 'text', part)
  draw(nodes.dot, { r: 3.5 }); nodes.dot.style.display = 'none'
  return nodes
}
const extent = item => {
  const years = [], values = []
  for (const [year, value] of item.history || []) { years.push(year); values.push(value) }
  for (const [year, low, , high, baseline] of item.fan || []) { years.push(year); values.push(low, high); if (baseline !== null) values.push(baseline) }
  for (const [year, spent, unspent] of item.bars || []) { years.push(year - 0.5, year + 0.5); values.push(0, spent + unspent) }
  const low = Math.min(...values), high = Math.max(...values)
  const floor = item.bars || low < 0.45 * high ? Math.min(0, low) : low - 0.35 * (high - low)
  return { first: Math.min(...years), final: Math.max(...years), floor, ceiling: high === floor ? floor + 1 : high }
}
const drawItem = (nodes, item, width) => {
  const range = extent(item)
  const labelRoom = 8 + 8.2 * item.value_label.length
  const right = Math.max(60, width - labelRoom)
  const x = year => LEFT + ((year - range.first) / (range.final - range.first || 1)) * (right - LEFT)
  const y = value => BOTTOM - ((value - range.floor) / (range.ceiling - range.floor)) * (BOTTOM - TOP)
  Object.assign(nodes, { item, x, y, right })
  const fan = item.fan || [], bars = item.bars || []
  draw(nodes.svg, { viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-label': item.aria })
  draw(nodes.axis, { d: `M${LEFT} ${BOTTOM + 1}H${right}` })
  draw(nodes.history, { d: line((item.history || []).map(([year, value]) => [x(year), y(value)])) })
  draw(nodes.band, { d: fan.length ? `${line(fan.map(row => [x(row[0]), y(row[3])]))}${line(fan.slice().reverse().map(row => [x(row[0]), y(row[1])])).replace('M', 'L')}Z` : '' })
  draw(nodes.baseline, { d: line(fan.filter(row => row[4] !== null).map(row => [x(row[0]), y(row[4])])) })
  draw(nodes.median, { d: line(fan.map(row => [x(row[0]), y(row[2])])) })
  const half = Math.max(1.5, 0.36 * (x(1) - x(0)))
  const column = (year, from, to) => `M${round(x(year) - half)} ${round(y(from))}H${round(x(year) + half)}V${round(y(to))}H${round(x(year) - half)}Z`
  draw(nodes.spent, { d: bars.map(([year, spent]) => column(year, 0, spent)).join('') })
  draw(nodes.unspent, { d: bars.map(([year, spent, unspent]) => column(year, spent, spent + unspent)).join('') })
  put(nodes.first, item.start_label); draw(nodes.first, { x: LEFT, y: HEIGHT - 3 })
  put(nodes.final, item.end_label); draw(nodes.final, { x: right, y: HEIGHT - 3, 'text-anchor': 'end' })
  const end = fan.length ? y(fan[fan.length - 1][2]) : bars.length ? y(bars[bars.length - 1][1]) : TOP
  put(nodes.last, item.value_label); draw(nodes.last, { x: right + 5, y: Math.min(BOTTOM, Math.max(TOP + 4, end + 4.5)) })
  put(nodes.name, item.title); nodes.name.title = item.title; put(nodes.unit, item.unit ? ` (${item.unit})` : '')
}
const rows = item => [
  ...(item.history || []).map(([year, value]) => ({ year, value, kind: 'history' })),
  ...(item.fan || []).map(([year, low, value, high, baseline]) => ({ year, low, value, high, baseline, kind: 'fan' })),
  ...(item.bars || []).map(([year, value, unspent]) => ({ year, value, unspent, kind: 'bars' })),
]
const hintText = (row, item, data) => {
  const say = value => `${written(value, data.language, item.decimals)} ${item.unit}`
  const when = Math.floor(row.year + 1e-6 - (Number.isInteger(row.year) && row.kind !== 'bars' ? 1e-3 : 0))
  if (row.kind === 'bars') return `${when}\n${data.texts.spent}: ${say(row.value)}\n${data.texts.unspent}: ${say(row.unspent)}`
  if (row.kind === 'history') return `${when} · ${data.texts.history}\n${say(row.value)}`
  const lines = [`${when}`, say(row.value), `${data.texts.interval}: ${written(row.low, data.language, item.decimals)}–${written(row.high, data.language, item.decimals)}`]
  if (row.baseline !== null) lines.push(`${data.texts.baseline}: ${say(row.baseline)}`)
  return lines.join('\n')
}
const bind = (nodes, state) => {
  const hide = () => { nodes.hint.hidden = true; nodes.dot.style.display = 'none'; draw(nodes.guide, { d: '' }) }
  const show = event => {
    const at = event.clientX - nodes.svg.getBoundingClientRect().left
    const near = rows(nodes.item).reduce((best, row) => (!best || Math.abs(nodes.x(row.year) - at) <= Math.abs(nodes.x(best.year) - at) ? row : best), null)
    if (!near) return
    put(nodes.hint, hintText(near, nodes.item, state.data))
    nodes.hint.hidden = false
    const width = nodes.figure.clientWidth, left = nodes.x(near.year)
    nodes.hint.style.left = `${Math.min(Math.max(0, left - 40), Math.max(0, width - nodes.hint.offsetWidth))}px`
    nodes.dot.style.display = near.kind === 'bars' ? 'none' : ''
    draw(nodes.dot, { cx: round(left), cy: round(nodes.y(near.value)) })
    draw(nodes.guide, { d: `M${round(left)} ${TOP - 4}V${BOTTOM}` })
  }
  nodes.svg.onpointermove = nodes.svg.onpointerdown = show
  nodes.svg.onpointerleave = nodes.svg.onpointercancel = hide
}
const drawAll = state => {
  const box = state.root.querySelector('.sparks'), { items } = state.data
  while (state.items.length < items.length) { const nodes = build(); bind(nodes, state); state.items.push(nodes); box.append(nodes.figure) }
  while (state.items.length > items.length) state.items.pop().figure.remove()
  const width = state.items.length ? state.items[0].svg.clientWidth || 220 : 0
  items.forEach((item, index) => drawItem(state.items[index], item, width))
}

export default function (component) {
  const { parentElement } = component
  if (!component.data) return undefined
  const data = told(component.data)
  if (!STATES.has(parentElement)) {
    const state = { root: parentElement, items: [], data }
    state.observer = new ResizeObserver(() => drawAll(state))
    state.observer.observe(parentElement.querySelector('.sparks'))
    STATES.set(parentElement, state)
  }
  const state = STATES.get(parentElement)
  state.data = data
  drawAll(state)
  return () => { state.observer.disconnect(); STATES.delete(parentElement) }
}
