// A table of compared scenarios, a row each, sorted by any of its columns. All words come as text.

const STATES = new WeakMap()
const SORTS = new Map() // by table: the column and direction chosen last, while the page is open
const SVG = 'http://www.w3.org/2000/svg'

const node = (tag, className, text) => {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}
const filled = (template, words) => template.replace(/\{(\w+)\}/g, (whole, name) => (name in words ? words[name] : whole))

// The line of a scenario in the charts: its colour and its dash.
const sample = row => {
  const svg = document.createElementNS(SVG, 'svg'), line = document.createElementNS(SVG, 'line')
  const place = { x1: 1, y1: 9, x2: 25, y2: 9, stroke: row.color, 'stroke-width': 3, 'stroke-dasharray': row.dash }
  for (const [name, value] of Object.entries(place)) line.setAttribute(name, value)
  svg.setAttribute('aria-hidden', 'true')
  svg.append(line)
  return svg
}
const nameCell = (row, texts) => {
  const head = node('th'), name = node('div', 'name'), title = node('span', '', row.title)
  head.scope = 'row'
  title.title = row.title
  const words = node('div')
  words.append(title)
  if (row.reference) words.append(node('em', '', texts.reference))
  const number = node('b', '', String(row.number))
  number.style.color = row.color
  name.append(number, sample(row), words)
  head.append(name)
  return head
}
const figureCell = (cell, texts) => {
  const box = node('td', cell.tone)
  box.append(node('span', 'value', cell.value))
  if (cell.span) box.append(' ', node('span', 'span', cell.span))
  if (cell.change) {
    const change = node('span', 'change', `${cell.tone ? texts[`sign_${cell.tone}`] + ' ' : ''}${cell.change}`)
    if (cell.tone) change.append(node('span', 'spoken', ` (${texts[cell.tone]})`))
    box.append(change)
  }
  if (cell.change_span) box.append(node('span', 'span', cell.change_span))
  if (cell.remark) box.append(node('span', 'remark', cell.remark))
  return box
}
const ordered = (data, sort) => {
  const place = data.columns.findIndex(column => column.key === sort.key)
  if (place < 0) return sort.down ? data.rows.slice().reverse() : data.rows
  const side = sort.down ? -1 : 1
  const order = row => row.cells[place].order
  return data.rows.slice().sort((a, b) => {
    if (order(a) === null || order(b) === null) return (order(a) === null) - (order(b) === null) || a.number - b.number
    return side * (order(a) - order(b)) || a.number - b.number
  })
}
const headCell = (state, column) => {
  const { data } = state, sort = SORTS.get(data.key)
  const head = node('th'), button = node('button', '', column.name)
  const isSorted = sort.key === column.key
  head.scope = 'col'
  head.setAttribute('aria-sort', isSorted ? (sort.down ? 'descending' : 'ascending') : 'none')
  button.type = 'button'
  button.dataset.column = column.key
  if (isSorted) button.append(node('span', 'arrow', sort.down ? ' ▼' : ' ▲'))
  if (column.detail) button.append(node('small', '', column.detail))
  button.title = data.texts.sort
  button.onclick = () => {
    SORTS.set(data.key, { key: column.key, down: isSorted ? !sort.down : false })
    draw(state)
    state.root.querySelector(`[data-column="${CSS.escape(column.key)}"]`).focus()
    const words = { column: column.name, way: data.texts[SORTS.get(data.key).down ? 'down' : 'up'] }
    state.root.querySelector('.spoken').textContent = filled(data.texts.sorted, words)
  }
  head.append(button)
  return head
}
const draw = state => {
  const { data, root } = state
  if (!SORTS.has(data.key)) SORTS.set(data.key, { key: 'number', down: false })
  const sort = SORTS.get(data.key)
  const table = node('table'), top = node('thead'), names = node('tr'), body = node('tbody')
  table.setAttribute('aria-label', data.caption)
  names.append(...[{ key: 'number', name: data.texts.scenario }, ...data.columns].map(column => headCell(state, column)))
  top.append(names)
  for (const row of ordered(data, sort)) {
    const line = node('tr', row.reference ? 'reference' : '')
    line.append(nameCell(row, data.texts), ...row.cells.map(cell => figureCell(cell, data.texts)))
    const place = data.columns.findIndex(column => column.key === sort.key)
    if (place >= 0) line.children[place + 1].classList.add('sorted')
    body.append(line)
  }
  table.append(top, body)
  root.querySelector('table').replaceWith(table)
}

export default function (component) {
  const { parentElement } = component
  if (!component.data) return undefined
  if (!STATES.has(parentElement)) STATES.set(parentElement, { root: parentElement })
  const state = STATES.get(parentElement)
  state.data = told(component.data)
  draw(state)
  return () => STATES.delete(parentElement)
}
