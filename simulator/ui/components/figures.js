// A long table of reported figures: searched without accents, filtered, sorted, downloaded; one row can be chosen.
// All words and numbers come written; sorting and filtering never ask the server.

const STATES = new WeakMap()
const WISHES = new Map() // by table: what is searched, filtered and sorted, while the page is open
const ALL = ''

// "Tỷ lệ hộ nghèo" is found by "ty le ho ngheo": accents are parts of letters, đ is a letter of its own.
const bare = text => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase()

const wishes = data => {
  if (!WISHES.has(data.key)) WISHES.set(data.key, { search: '', filters: {}, sort: { key: '', down: false } })
  const found = WISHES.get(data.key)
  for (const filter of data.filters) {
    const offered = filter.options.some(([code]) => code === found.filters[filter.key])
    if (!offered) found.filters[filter.key] = ALL
  }
  return found
}
const isShown = (row, wish) => {
  const { from, to, ...others } = wish.filters
  if (from && row.years[1] < Number(from)) return false
  if (to && row.years[0] > Number(to)) return false
  if (Object.entries(others).some(([key, code]) => code && row.codes[key] !== code)) return false
  return wish.words.every(word => row.bare.includes(word))
}
const compare = (a, b) => (typeof a === 'number' ? a - b : a.localeCompare(b, 'vi'))
const ordered = (rows, sort) => {
  if (!sort.key) return rows
  const side = sort.down ? -1 : 1
  return rows.slice().sort((a, b) => side * compare(a.order[sort.key], b.order[sort.key]) || a.place - b.place)
}

const choose = (state, id) => {
  if (id === state.data.chosen) return
  state.data.chosen = id
  mark(state)
  state.own = id // the row is where the reader has clicked: it needs no scrolling to
  state.component.setTriggerValue('chosen', id)
}
const sourceCell = row => {
  const cell = make('td')
  if (row.source.url) {
    const link = make('a', '', row.source.name)
    link.href = row.source.url
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
    cell.append(link)
  } else cell.append(row.source.name)
  cell.append(make('small', '', row.source.about))
  if (row.source.topic) cell.append(make('small', '', row.source.topic))
  return cell
}
const useCell = (row, texts) => {
  const cell = make('td')
  cell.append(make('span', `badge ${row.use.tone}`, row.use.name))
  if (row.use.why) cell.append(' ', row.use.why)
  if (row.note && row.fold) {
    const fold = make('details', 'note'), text = make('div', '', row.note)
    text.lang = 'en'
    fold.append(make('summary', '', texts.fold), text)
    cell.append(fold)
  } else if (row.note) cell.append(make('div', 'note', row.note))
  return cell
}
const lineOf = (state, row) => {
  const line = make('tr'), head = make('th', 'name'), name = make('button', '', row.name)
  line.dataset.obs = row.id
  head.scope = 'row'
  name.type = 'button'
  name.title = state.data.texts.choose
  head.append(name)
  if (row.about) head.append(make('small', '', row.about))
  const value = make('td', 'value'), when = make('td', '', row.when)
  value.append(make('b', '', row.value), make('small', '', row.unit))
  if (row.standard) when.append(make('small', '', row.standard))
  line.append(head, value, when, sourceCell(row), useCell(row, state.data.texts))
  line.onclick = event => { if (!event.target.closest('a, summary, details') && !String(getSelection())) choose(state, row.id) }
  return line
}

const mark = state => {
  for (const line of state.lines.values()) line.toggleAttribute('aria-current', false)
  const line = state.lines.get(state.data.chosen)
  if (line) line.setAttribute('aria-current', 'true')
  return line
}
const show = state => {
  const { data, root } = state, wish = wishes(data)
  wish.words = bare(wish.search).split(/\s+/).filter(Boolean)
  state.shown = ordered(data.rows.filter(row => isShown(row, wish)), wish.sort)
  const body = root.querySelector('tbody')
  body.replaceChildren(...state.shown.map(row => state.lines.get(row.id)))
  if (!state.shown.length) {
    const line = make('tr'), cell = make('td', 'empty', data.texts.none)
    cell.colSpan = data.columns.length
    line.append(cell)
    body.append(line)
  }
  root.querySelector('.count').textContent = fill(data.texts.count, { shown: written(state.shown.length, data.language), all: written(data.rows.length, data.language) })
  root.querySelector('.reset').disabled = !wish.search && !Object.values(wish.filters).some(Boolean)
  root.querySelector('.download').disabled = !state.shown.length
  for (const select of root.querySelectorAll('select')) select.classList.toggle('active', select.value !== ALL)
}
const clear = state => {
  const wish = wishes(state.data)
  wish.search = ''
  wish.filters = {}
  wishes(state.data)
  state.root.querySelector('input').value = ''
  for (const select of state.root.querySelectorAll('select')) select.value = ALL
}
const download = state => {
  const content = [state.data.csv.head, ...state.shown.map(row => row.csv), ''].join('\r\n')
  const link = make('a')
  link.href = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }))
  link.download = state.data.csv.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

const drawFilters = state => {
  const { data, root } = state, wish = wishes(data), form = root.querySelector('.filters')
  const label = make('label', 'search', data.texts.search), input = make('input')
  input.type = 'search'
  input.placeholder = ' '
  input.value = wish.search
  input.oninput = () => { wish.search = input.value; show(state) }
  label.append(input)
  const parts = [label]
  for (const filter of data.filters) {
    const box = make('label', filter.kind, filter.name), select = make('select')
    for (const [code, name] of [[ALL, data.texts.all], ...filter.options]) {
      const option = make('option', '', name)
      option.value = code
      select.append(option)
    }
    select.name = filter.key
    select.value = wish.filters[filter.key]
    select.onchange = () => { wish.filters[filter.key] = select.value; show(state) }
    box.append(select)
    parts.push(box)
  }
  const reset = make('button', 'reset', data.texts.reset), save = make('button', 'download', data.texts.download)
  reset.type = save.type = 'button'
  reset.onclick = () => { clear(state); show(state); input.focus() }
  save.onclick = () => download(state)
  form.onsubmit = event => event.preventDefault()
  form.setAttribute('aria-label', data.texts.search)
  form.replaceChildren(...parts, reset, save)
}
const drawHead = state => {
  const { data, root } = state, wish = wishes(data), names = make('tr')
  for (const column of data.columns) {
    const head = make('th', column.key), button = make('button', '', column.name), isSorted = wish.sort.key === column.key
    head.scope = 'col'
    head.setAttribute('aria-sort', isSorted ? (wish.sort.down ? 'descending' : 'ascending') : 'none')
    button.type = 'button'
    button.dataset.column = column.key
    button.title = data.texts.sort
    if (isSorted) button.append(make('span', 'arrow', wish.sort.down ? ' ▼' : ' ▲'))
    button.onclick = () => {
      wish.sort = { key: column.key, down: isSorted ? !wish.sort.down : false }
      drawHead(state)
      show(state)
      root.querySelector(`[data-column="${column.key}"]`).focus()
    }
    head.append(button)
    names.append(head)
  }
  root.querySelector('thead').replaceChildren(names)
}
const draw = state => {
  const { data, root } = state, table = make('table')
  table.setAttribute('aria-label', data.caption)
  table.append(make('thead'), make('tbody'))
  root.querySelector('table').replaceWith(table)
  state.lines = new Map()
  data.rows.forEach((row, place) => {
    row.place = place
    row.bare = bare([row.name, row.about, row.value, row.when, row.standard, row.source.name, row.source.about, row.source.topic, row.use.name, row.use.why, row.note, row.id].join(' '))
    state.lines.set(row.id, lineOf(state, row))
  })
  drawFilters(state)
  drawHead(state)
  show(state)
}
// Bring the chosen row into sight where it was chosen elsewhere: in the chart, or by the address.
const follow = state => {
  const line = mark(state)
  if (!line || state.own === state.data.chosen || state.seen === state.data.chosen) return
  if (!line.isConnected) { clear(state); show(state) }
  const box = state.root.querySelector('.scroll'), head = state.root.querySelector('thead').offsetHeight
  requestAnimationFrame(() => {
    const inside = line.getBoundingClientRect(), around = box.getBoundingClientRect()
    box.scrollTop += inside.top - around.top - head - (around.height - head - inside.height) / 3
    if (state.data.follow) line.scrollIntoView({ block: 'nearest' })
  })
}

export default function (component) {
  const { parentElement } = component
  if (!component.data) return undefined
  if (!STATES.has(parentElement)) STATES.set(parentElement, { root: parentElement })
  const state = STATES.get(parentElement), data = told(component.data)
  state.component = component
  const isSame = state.data && state.data.version === data.version
  if (isSame) Object.assign(state.data, { chosen: data.chosen, follow: data.follow })
  else { state.data = data; state.seen = undefined; draw(state) }
  follow(state)
  state.seen = data.chosen
  state.own = undefined
  return () => STATES.delete(parentElement)
}
