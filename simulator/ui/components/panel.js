// The control panel: every slider and the split of lending in one component. The server is the authority.
// Its parts are joined into one script: message, numbers, panel_messages, panel_slider, panel_shares and this file.

const STATES = new WeakMap() // this module's function runs again at every data change: state lives outside it

const SIGNS = { undo: '↶', redo: '↷', copy: ' ' } // the sign of copy is drawn by the style sheet

const drawTotal = state => {
  const { total, language } = state.data
  if (!total) return
  const sum = total.paths.reduce((all, path) => all + (state.values[path] || 0), 0) * total.years
  const change = signed(sum - total.baseline_total, language, 0)
  const text = `${written(sum, language, 0)}`
  const box = state.root.querySelector('.total-value')
  const tail = /[1-9]/.test(change) ? ` ${total.unit} (${change})` : ` ${total.unit}`
  box.replaceChildren(make('b', '', text), make('i', '', tail))
  state.root.querySelector('.fold-total').textContent = text + tail
}
const drawActions = state => {
  const { buttons, enabled } = state.data
  for (const [name, node] of Object.entries(state.actions)) {
    node.disabled = !enabled[name]
    node.title = state.data[name] || buttons[name].title
  }
}
const buildEvents = state => {
  const { events } = state.data
  const box = make('details', 'events'), title = make('summary', '', '')
  state.eventTitle = title
  box.append(title)
  for (const item of events.items) {
    const row = make('div', 'event'), label = make('label', '', ''), check = make('input', '', '')
    check.type = 'checkbox'
    check.onchange = () => { state.switched[item.name] = check.checked; drawEvents(state); changed(state, true) }
    label.append(check, make('span', '', item.label))
    row.append(label, helpButton(state, item.label, item.help))
    state.checks[item.name] = check
    box.append(row)
  }
  return box
}
const isOn = (state, name) => name in state.switched ? state.switched[name] : state.on.has(name)
const drawEvents = state => {
  const names = Object.keys(state.checks)
  for (const name of names) state.checks[name].checked = isOn(state, name)
  const count = names.filter(name => isOn(state, name)).length
  state.eventTitle.textContent = state.data.events.title.replace('{on}', count).replace('{all}', names.length)
}
const build = state => {
  const { data, root } = state
  const body = root.querySelector('.body'), actions = root.querySelector('.actions')
  state.entries = []; state.actions = {}; state.split = null; state.checks = {}
  body.replaceChildren(); actions.replaceChildren()
  data.groups.forEach((group, index) => {
    body.append(make('h3', '', group.title))
    for (const slider of group.sliders) {
      const entry = buildSlider(state, slider)
      state.entries.push(entry)
      body.append(entry.nodes.root)
    }
    if (index === 0 && data.shares) { state.split = buildShares(state); body.append(state.split.root) }
  })
  body.append(buildEvents(state))
  for (const [name, spec] of Object.entries(data.buttons || {})) {
    const node = make('button', name, SIGNS[name] || spec.label)
    node.type = 'button'
    if (SIGNS[name]) node.setAttribute('aria-label', spec.label)
    node.onclick = name === 'copy' ? () => copyLink(state) : () => act(state, name)
    state.actions[name] = node
    actions.append(node)
  }
  root.querySelector('.total-label').textContent = data.total ? data.total.label : ''
  root.querySelector('.fold-title').textContent = data.texts.fold
  root.querySelector('.panel').setAttribute('aria-label', data.texts.fold)
}
const take = state => {
  const { data } = state
  Object.assign(state.values, data.values)
  state.shares = { ...data.split }
  state.touched.clear(); state.sharesTouched = false
  state.on = new Set(data.on); state.switched = {}
}

const start = (root, component, data) => {
  const state = { root, component, values: {}, shares: {}, touched: new Set(), sharesTouched: false, on: new Set(), switched: {}, checks: {}, entries: [], actions: {}, split: null,
    sequence: data.echo || 0, revision: null, fixed: '', still: null, waiting: 0, lastSent: -1e9, dirty: false, gesture: data.gesture || 0, finished: true, held: null, timer: null, keyTimer: null, settleTimer: null }
  const fold = root.querySelector('.fold'), panel = root.querySelector('.panel')
  fold.onclick = () => {
    const isOpen = panel.classList.toggle('open')
    fold.setAttribute('aria-expanded', String(isOpen))
    drawShares(state)
  }
  const onKey = event => {
    const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : ''
    const name = key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : ''
    const target = event.composedPath()[0]
    const isTyping = target && (target.isContentEditable || target.tagName === 'TEXTAREA' || (target.tagName === 'INPUT' && target.type !== 'range'))
    if (!name || isTyping || !state.actions[name] || state.actions[name].disabled) return
    event.preventDefault()
    act(state, name)
  }
  window.addEventListener('keydown', onKey)
  const observer = new ResizeObserver(() => drawShares(state))
  observer.observe(panel)
  state.stop = () => {
    window.removeEventListener('keydown', onKey)
    observer.disconnect()
    clearTimeout(state.timer); clearTimeout(state.keyTimer); clearTimeout(state.settleTimer)
    STATES.delete(root)
  }
  return state
}

export default function (component) {
  const { parentElement } = component
  if (!component.data) return undefined
  const [fixed, moving] = decoder.decode(component.data).split('\n')
  const data = JSON.parse(moving)
  if (!STATES.has(parentElement)) STATES.set(parentElement, start(parentElement, component, data))
  const state = STATES.get(parentElement)
  const isNewShape = fixed !== state.fixed
  if (isNewShape) { state.fixed = fixed; state.still = JSON.parse(fixed) }
  state.component = component
  state.data = { ...state.still, ...data }
  if (isNewShape) build(state)
  const isAnother = state.of !== data.of // another scenario, or another session of the server
  if (isAnother) { state.of = data.of; state.revision = null; state.gesture = Math.max(state.gesture, data.gesture) }
  const isSettled = !state.dirty && !state.held && (!state.waiting || data.echo >= state.sequence)
  if (state.revision !== data.revision || isNewShape || isSettled) {
    if (state.revision !== data.revision) { state.dirty = false; state.waiting = 0; state.held = null }
    state.revision = data.revision
    take(state)
    state.entries.forEach(entry => drawSlider(state, entry))
    drawShares(state)
    drawEvents(state)
  }
  drawTotal(state)
  drawActions(state)
  drawAddress(state)
  state.sequence = Math.max(state.sequence, data.echo || 0)
  answered(state, data.echo || 0)
  return state.stop
}
