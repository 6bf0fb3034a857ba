// Up to three levers that are moved on the wall. The server answers with the same screen as it then is; nothing is saved.

const STATES = new WeakMap()
const SHORTEST_PAUSE = 60 // ms between two messages
const PATIENCE = 4000 // ms after which an unanswered message is taken as lost

const tell = detail => window.dispatchEvent(new CustomEvent('present:moved', { detail }))
const place = state => state.key.startsWith('scenario:') ? Number(state.key.slice(9)) : state.chosen
const valuesOf = state => {
  if (!state.values.has(place(state))) state.values.set(place(state), {})
  return state.values.get(place(state))
}
const send = state => {
  state.timer = null; state.dirty = false
  state.lastSent = performance.now(); state.sequence += 1; state.waiting = state.sequence
  state.component.setStateValue('moved', { of: state.data.of, key: state.key, place: place(state), values: { ...valuesOf(state) }, sequence: state.sequence })
}
const pump = state => {
  if (!state.dirty || state.timer) return
  const since = performance.now() - state.lastSent, wait = (state.waiting ? PATIENCE : SHORTEST_PAUSE) - since
  if (wait <= 0) send(state)
  else state.timer = setTimeout(() => { state.timer = null; pump(state) }, wait)
}
const ask = state => {
  if (Object.keys(valuesOf(state)).length) { state.dirty = true; pump(state) }
  else { state.dirty = false; state.awaited = 0; tell({ key: state.key, screen: null }) }
}
const drawLever = (state, { lever, range, output }) => {
  const saved = lever.values[place(state)], value = valuesOf(state)[lever.path] ?? saved
  range.max = Math.max(lever.max, saved)
  range.value = value
  const text = `${written(value, state.data.language, lever.decimals)} ${lever.unit}`
  range.setAttribute('aria-valuetext', text)
  output.textContent = text
  output.classList.toggle('changed', lever.path in valuesOf(state))
}
const build = state => {
  const { data, root } = state, box = root.querySelector('.levers'), whose = root.querySelector('.whose'), reset = root.querySelector('.reset')
  state.levers = data.levers.map(lever => {
    const label = make('label'), name = make('span', 'name', lever.label), output = make('output'), range = make('input'), line = make('span', 'line')
    Object.assign(range, { type: 'range', min: lever.min, max: lever.max, step: lever.step })
    range.setAttribute('aria-label', `${lever.label} (${lever.unit})`)
    line.append(name, output); label.append(line, range)
    const entry = { lever, range, output, label }
    range.oninput = () => {
      const value = Number(range.value), saved = lever.values[place(state)], near = lever.step / 2
      if (Math.abs(value - saved) < near) delete valuesOf(state)[lever.path]
      else valuesOf(state)[lever.path] = value
      drawLever(state, entry); state.awaited = 1; ask(state)
    }
    return entry
  })
  box.replaceChildren(...state.levers.map(entry => entry.label))
  const select = make('select')
  select.setAttribute('aria-label', data.texts.whose)
  select.append(...data.names.map((name, at) => { const option = make('option', '', `${at + 1}. ${name}`); option.value = at; return option }))
  select.onchange = () => { state.chosen = Number(select.value); show(state) }
  state.select = select
  whose.replaceChildren(make('span', 'name', data.texts.whose), select)
  reset.textContent = data.texts.reset; reset.title = `${data.texts.reset_title} (R)`; reset.setAttribute('aria-keyshortcuts', 'R')
  reset.onclick = () => undo(state)
}
const undo = state => { state.values.set(place(state), {}); show(state) }
const show = state => {
  const form = state.root.querySelector('.tries')
  form.hidden = !state.open || !state.data.tried.includes(state.key)
  state.root.querySelector('.whose').hidden = state.key.startsWith('scenario:') || state.data.names.length < 2
  state.select.value = state.chosen
  state.levers.forEach(entry => drawLever(state, entry))
  size(state)
  if (!form.hidden) { state.awaited = 1; ask(state) }
}
const size = state => document.documentElement.style.setProperty('--present-tries', `${state.root.querySelector('.tries').offsetHeight}px`)
const start = (root, component) => {
  const state = { root, component, key: '', open: false, chosen: 0, values: new Map(), levers: [], sequence: 0, waiting: 0, awaited: 0, lastSent: -1e9, dirty: false, timer: null, built: '' }
  const screen = event => {
    const wasOpen = state.open
    Object.assign(state, { key: event.detail.key, open: event.detail.open })
    show(state)
    if (state.open && !wasOpen && !root.querySelector('.tries').hidden) state.levers[0].range.focus()
  }
  const reset = () => { if (state.open) undo(state) }
  const observer = new ResizeObserver(() => size(state))
  observer.observe(root.querySelector('.tries'))
  root.querySelector('.tries').onsubmit = event => event.preventDefault()
  window.addEventListener('present:screen', screen); window.addEventListener('present:reset', reset)
  state.stop = () => {
    window.removeEventListener('present:screen', screen); window.removeEventListener('present:reset', reset)
    observer.disconnect(); clearTimeout(state.timer); STATES.delete(root)
    document.documentElement.style.removeProperty('--present-tries')
  }
  return state
}

export default function (component) {
  const { parentElement } = component
  if (!component.data) return undefined
  if (!STATES.has(parentElement)) STATES.set(parentElement, start(parentElement, component))
  const state = STATES.get(parentElement)
  state.component = component
  state.data = told(component.data)
  const { answer, of, look } = state.data
  for (const [name, color] of Object.entries(look)) state.root.querySelector('.tries').style.setProperty(`--${name}`, color)
  if (state.built !== of) { state.built = of; state.chosen = state.data.chosen; state.values.clear(); state.sequence = 0; state.waiting = 0; build(state) }
  state.sequence = Math.max(state.sequence, answer.echo)
  if (state.waiting && answer.echo >= state.waiting) {
    state.waiting = 0
    clearTimeout(state.timer); state.timer = null
    const isStill = state.open && answer.key === state.key && answer.number === place(state) + 1 && Object.keys(valuesOf(state)).length
    if (isStill) tell({ key: answer.key, screen: answer.screen, number: answer.number })
    pump(state)
  }
  return state.stop
}
