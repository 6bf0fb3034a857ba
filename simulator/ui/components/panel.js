// The control panel: every slider and the split of lending in one component.
// The server is the authority; what is dragged is sent at once, but never faster than it is answered.

const SHORTEST_PAUSE = 80 // ms between two messages
const PATIENCE = 1500 // ms after which an unanswered message is taken as lost
const KEY_PAUSE = 400 // ms without a key press before the value is committed

const STATES = new WeakMap() // this module's function runs again at every data change: state lives outside it

const make = (tag, className, text) => {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  return node
}
const clamp = (value, low, high) => Math.min(Math.max(value, low), high)
const fill = (template, words) => template.replace(/\{(\w+)\}/g, (whole, name) => (name in words ? words[name] : whole))

// ---------------------------------------------------------------- numbers as the language writes them
const formats = new Map()
const written = (value, language, decimals = 0) => {
  const id = language + decimals
  if (!formats.has(id)) {
    const locale = language === 'vi' ? 'vi-VN' : 'en-US'
    formats.set(id, new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }))
  }
  const text = formats.get(id).format(value)
  const visible = /[1-9]/.test(text)
  return visible ? text.replace('-', '\u2212') : text.replace('-', '')
}
const signed = (value, language, decimals) => {
  const text = written(value, language, decimals)
  return value > 0 && /[1-9]/.test(text) ? '+' + text : text
}
// A number in the language's own format, or null: 1.5 is not a number in Vietnamese, nor 1,5 in English.
const read = (text, language) => {
  const [group, point] = language === 'vi' ? ['\\.', ','] : [',', '\\.']
  const shape = new RegExp(`^([-\u2212]?)((?:0|[1-9]\\d*)|[1-9]\\d{0,2}(?:${group}\\d{3})+)(?:${point}(\\d+))?$`)
  const found = shape.exec(text.trim())
  if (!found) return null
  const whole = found[2].replace(/\D/g, '')
  const value = Number(`${found[1] ? '-' : ''}${whole}.${found[3] || '0'}`)
  return { value, decimals: (found[3] || '').length }
}

// ---------------------------------------------------------------- messages to the server
const send = state => {
  state.timer = null
  state.lastSent = performance.now()
  state.sequence += 1
  state.waiting = state.sequence
  const values = {}
  for (const path of state.touched) values[path] = state.values[path]
  const message = { values, shares: state.sharesTouched ? { ...state.shares } : null, sequence: state.sequence, revision: state.revision, commit: state.commit }
  state.dirty = false
  state.commit = false
  state.component.setStateValue('levers', message)
}
const pump = state => {
  if (!state.dirty || state.timer) return
  const since = performance.now() - state.lastSent
  const wait = state.waiting ? PATIENCE - since : SHORTEST_PAUSE - since
  if (wait <= 0) send(state)
  else state.timer = setTimeout(() => { state.timer = null; pump(state) }, wait)
}
const answered = (state, echo) => {
  if (!state.waiting || echo < state.waiting) return
  state.waiting = 0
  if (state.timer) { clearTimeout(state.timer); state.timer = null }
  pump(state)
}
const changed = (state, commit) => {
  state.dirty = true
  state.commit = state.commit || commit
  clearTimeout(state.keyTimer)
  pump(state)
}
const commitSoon = state => {
  clearTimeout(state.keyTimer)
  state.keyTimer = setTimeout(() => changed(state, true), KEY_PAUSE)
}
const act = (state, name) => {
  clearTimeout(state.timer); clearTimeout(state.keyTimer)
  state.timer = null; state.dirty = false; state.commit = false; state.held = null
  state.component.setTriggerValue('action', name)
}

// ---------------------------------------------------------------- one slider
const nearest = (slider, value) => {
  const onGrid = clamp(Math.round(value / slider.step) * slider.step, slider.min, slider.max)
  const useBaseline = Math.abs(value - slider.baseline) < Math.abs(value - onGrid)
  return Number((useBaseline ? slider.baseline : onGrid).toFixed(6))
}
const stepped = (slider, value, steps) => {
  const grid = value / slider.step
  const start = steps > 0 ? Math.floor(grid + 1e-6) : Math.ceil(grid - 1e-6)
  return Number(clamp((start + steps) * slider.step, slider.min, slider.max).toFixed(6))
}
const differs = (slider, value) => Math.abs(value - slider.baseline) > 0.5 * 10 ** -slider.decimals

const drawSlider = (state, entry) => {
  const { slider, nodes } = entry
  const { language } = state.data
  const value = state.values[slider.path]
  const text = written(value, language, slider.decimals)
  nodes.range.value = value
  nodes.range.style.setProperty('--part', (value - slider.min) / (slider.max - slider.min || 1))
  nodes.range.setAttribute('aria-valuetext', `${text} ${slider.unit}`)
  nodes.value.textContent = text
  const isChanged = differs(slider, value)
  nodes.root.classList.toggle('changed', isChanged)
  if (entry.wrong) return
  nodes.note.classList.remove('wrong')
  nodes.note.removeAttribute('role')
  nodes.note.textContent = isChanged && slider.note_template ? fill(slider.note_template, noteWords(state, slider, value)) : ''
}
const noteWords = (state, slider, value) => {
  const { language, total } = state.data
  const words = {
    value: written(value, language, slider.decimals),
    baseline: written(slider.baseline, language, slider.decimals),
    change: signed(value - slider.baseline, language, slider.decimals),
    total: signed((value - slider.baseline) * (total ? total.years : 1), language, 0),
    unit: slider.unit,
  }
  for (const [name, derived] of Object.entries(slider.derived || {})) words[name] = written(value * derived.factor, language, derived.decimals || 0)
  return words
}
const setValue = (state, entry, value, commit) => {
  entry.wrong = false
  const before = state.values[entry.slider.path]
  state.values[entry.slider.path] = value
  state.touched.add(entry.slider.path)
  drawSlider(state, entry)
  drawTotal(state)
  if (value !== before || commit) changed(state, commit)
}
const complain = (entry, message) => {
  entry.wrong = true
  entry.nodes.note.classList.add('wrong')
  entry.nodes.note.setAttribute('role', 'alert')
  entry.nodes.note.textContent = message
}
const editValue = (state, entry) => {
  const { slider, nodes } = entry
  const { language, texts } = state.data
  const field = make('input', 'entry')
  field.type = 'text'; field.inputMode = 'decimal'; field.autocomplete = 'off'
  field.value = written(state.values[slider.path], language, slider.decimals)
  field.setAttribute('aria-label', `${slider.label}, ${slider.unit}`)
  let closed = false
  const close = () => { if (!closed) { closed = true; field.replaceWith(nodes.value); nodes.value.focus() } }
  const accept = () => {
    const number = read(field.value, language)
    const range = { min: written(slider.min, language, slider.decimals), max: written(slider.max, language, slider.decimals), decimals: slider.decimals }
    let fault = ''
    if (!number) fault = fill(texts.not_a_number, range)
    else if (number.decimals > slider.decimals) fault = fill(slider.decimals ? texts.too_exact : texts.whole_number, range)
    else if (number.value < slider.min || number.value > slider.max) fault = fill(texts.out_of_range, range)
    if (!fault) { close(); setValue(state, entry, number.value, true) }
    return fault
  }
  field.onkeydown = event => {
    event.stopPropagation()
    if (event.key === 'Escape') { entry.wrong = false; close(); drawSlider(state, entry) }
    if (event.key !== 'Enter') return
    const fault = accept()
    if (fault) { complain(entry, fault); field.setAttribute('aria-invalid', 'true'); field.select() }
  }
  field.onblur = () => {
    if (closed) return
    const fault = accept()
    if (fault) { complain(entry, `${fault} ${texts.kept}`); close() }
  }
  nodes.value.replaceWith(field)
  field.focus(); field.select()
}
const bindSlider = (state, entry) => {
  const { slider, nodes } = entry
  const release = () => {
    for (const name of ['pointerup', 'pointercancel']) window.removeEventListener(name, release, true)
    if (state.held !== slider.path) return
    state.held = null
    setTimeout(() => { if (entry.moved) setValue(state, entry, state.values[slider.path], true) }) // after a last input event
  }
  nodes.range.onpointerdown = () => {
    state.held = slider.path
    entry.moved = false
    for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, release, true)
  }
  nodes.range.oninput = () => {
    entry.moved = true
    setValue(state, entry, nearest(slider, Number(nodes.range.value)), false)
    if (!state.held) commitSoon(state)
  }
  nodes.range.onkeydown = event => {
    const now = state.values[slider.path]
    const big = event.shiftKey ? 10 : 1
    const next = {
      ArrowRight: () => stepped(slider, now, big), ArrowUp: () => stepped(slider, now, big),
      ArrowLeft: () => stepped(slider, now, -big), ArrowDown: () => stepped(slider, now, -big),
      PageUp: () => stepped(slider, now, 10), PageDown: () => stepped(slider, now, -10),
      Home: () => slider.min, End: () => slider.max,
    }[event.key]
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setValue(state, entry, next(), false)
    commitSoon(state)
  }
  nodes.value.onclick = () => editValue(state, entry)
  nodes.reset.onclick = () => { setValue(state, entry, slider.baseline, true); nodes.range.focus() }
}
const buildSlider = (state, slider) => {
  const { language, texts } = state.data
  const nodes = { root: make('div', 'slider'), label: make('label', 'label', slider.label), value: make('button', 'value'), range: make('input'), note: make('div', 'note') }
  const id = `range-${slider.path}`
  const today = `${texts.today}: ${written(slider.baseline, language, slider.decimals)} ${slider.unit}`
  Object.assign(nodes.range, { type: 'range', id, min: slider.min, max: slider.max, step: 10 ** -slider.decimals })
  nodes.range.setAttribute('aria-label', `${slider.label} (${slider.unit})`)
  nodes.label.htmlFor = id; nodes.label.title = slider.label
  nodes.value.type = 'button'; nodes.value.title = texts.type_value
  nodes.value.setAttribute('aria-label', `${slider.label}: ${texts.type_value}`)
  nodes.reset = make('button', 'icon reset', '↺')
  nodes.reset.type = 'button'; nodes.reset.title = today
  nodes.reset.setAttribute('aria-label', `${slider.label}: ${texts.reset_one}, ${today}`)
  const row = make('div', 'row'), track = make('div', 'track'), tick = make('span', 'tick')
  tick.style.left = `calc(8px + ${clamp((slider.baseline - slider.min) / (slider.max - slider.min || 1), 0, 1)} * (100% - 16px))`
  tick.title = today
  nodes.range.title = today
  const name = make('span', 'label')
  nodes.label.className = ''
  name.append(nodes.label)
  if (slider.help) name.append(helpButton(state, slider.label, slider.help))
  row.append(name, nodes.reset, nodes.value, make('span', 'unit', slider.unit))
  track.append(tick, nodes.range)
  nodes.root.append(row, track, nodes.note)
  const entry = { slider, nodes, wrong: false, moved: false }
  bindSlider(state, entry)
  return entry
}

// ---------------------------------------------------------------- help that mouse, keyboard and touch can open
const helpButton = (state, label, help) => {
  const button = make('button', 'icon help', '?')
  button.type = 'button'
  button.setAttribute('aria-label', `${label}: ${state.data.texts.help}. ${help}`)
  const show = () => {
    const tip = state.root.querySelector('.tip')
    tip.textContent = help
    if (tip.showPopover && !tip.matches(':popover-open')) tip.showPopover()
    const at = button.getBoundingClientRect(), size = tip.getBoundingClientRect()
    tip.style.left = `${clamp(at.left, 8, Math.max(8, innerWidth - size.width - 8))}px`
    tip.style.top = `${at.bottom + 6 + size.height < innerHeight ? at.bottom + 6 : Math.max(8, at.top - size.height - 6)}px`
  }
  const hide = () => { const tip = state.root.querySelector('.tip'); if (tip.hidePopover && tip.matches(':popover-open')) tip.hidePopover() }
  button.onmouseenter = button.onfocus = button.onclick = show
  button.onmouseleave = button.onblur = hide
  button.onkeydown = event => { if (event.key === 'Escape') hide() }
  return button
}

// ---------------------------------------------------------------- the split of lending, in whole percent
const edges = (items, shares) => { let sum = 0; return items.map(item => (sum += shares[item.key])) }

const drawShares = state => {
  const view = state.split
  if (!view) return
  const { items } = state.data.shares
  const ends = edges(items, state.shares)
  const width = view.bar.clientWidth || 258
  items.forEach((item, index) => {
    const share = state.shares[item.key], room = (share / 100) * width
    view.segments[index].style.width = `${share}%`
    view.segments[index].textContent = room > 6 + 5.4 * `${item.short} ${share}`.length ? `${item.short} ${share}` : room > 15 ? `${share}` : ''
    view.segments[index].title = `${item.label}: ${share}%`
    view.percents[index].textContent = `${share}%`
    if (index === items.length - 1) return
    const divider = view.dividers[index], next = items[index + 1]
    divider.style.left = `${ends[index]}%`
    divider.setAttribute('aria-valuenow', ends[index])
    divider.setAttribute('aria-valuemin', index ? ends[index - 1] : 0)
    divider.setAttribute('aria-valuemax', ends[index + 1])
    divider.setAttribute('aria-valuetext', `${item.label} ${share}%, ${next.label} ${state.shares[next.key]}%`)
  })
  const isChanged = items.some(item => state.shares[item.key] !== item.baseline)
  view.root.classList.toggle('changed', isChanged)
  view.note.textContent = isChanged ? `${state.data.texts.today} ${items.map(item => item.baseline).join(' · ')}` : ''
}
const moveDivider = (state, index, wanted, commit) => {
  const { items } = state.data.shares
  const ends = edges(items, state.shares)
  const low = index ? ends[index - 1] : 0
  const next = clamp(Math.round(wanted), low, ends[index + 1])
  const before = ends[index]
  state.shares[items[index].key] = next - low
  state.shares[items[index + 1].key] = ends[index + 1] - next
  state.sharesTouched = true
  drawShares(state)
  if (next !== before || commit) changed(state, commit)
}
const bindDivider = (state, view, divider, index) => {
  const position = event => { const box = view.bar.getBoundingClientRect(); return (100 * (event.clientX - box.left)) / box.width }
  divider.onpointerdown = event => { divider.setPointerCapture(event.pointerId); state.held = 'shares'; divider.focus(); event.preventDefault() }
  divider.onpointermove = event => { if (divider.hasPointerCapture(event.pointerId)) moveDivider(state, index, position(event), false) }
  divider.onpointerup = event => { if (state.held === 'shares') { state.held = null; moveDivider(state, index, position(event), true) } }
  divider.onpointercancel = () => { state.held = null; changed(state, true) }
  divider.onkeydown = event => {
    const now = edges(state.data.shares.items, state.shares)[index]
    const big = event.shiftKey ? 5 : 1
    const move = { ArrowRight: big, ArrowUp: big, ArrowLeft: -big, ArrowDown: -big, PageUp: 5, PageDown: -5, Home: -100, End: 100 }[event.key]
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    moveDivider(state, index, now + move, false)
    commitSoon(state)
  }
}
const buildShares = state => {
  const { shares, texts } = state.data
  const view = { root: make('div', 'split'), bar: make('div', 'bar'), note: make('div', 'note'), segments: [], dividers: [], percents: [] }
  const row = make('div', 'row'), list = make('ul', 'names'), segments = make('div', 'segments')
  const reset = make('button', 'icon reset', '↺'), toggle = make('button', 'icon', '☰')
  reset.type = toggle.type = 'button'
  reset.title = texts.reset_one; reset.setAttribute('aria-label', `${shares.title}: ${texts.reset_one}`)
  toggle.title = texts.names; toggle.setAttribute('aria-label', `${shares.title}: ${texts.names}`); toggle.setAttribute('aria-expanded', 'false')
  list.hidden = true
  toggle.onclick = () => { list.hidden = !list.hidden; toggle.setAttribute('aria-expanded', String(!list.hidden)) }
  reset.onclick = () => {
    for (const item of shares.items) state.shares[item.key] = item.baseline
    state.sharesTouched = true; drawShares(state); changed(state, true)
  }
  row.append(make('span', 'label', shares.title), reset, make('span', 'unit', shares.unit), toggle)
  const was = edges(shares.items, Object.fromEntries(shares.items.map(item => [item.key, item.baseline])))
  view.bar.append(segments)
  shares.items.forEach((item, index) => {
    const segment = make('div', 'segment'), line = make('li'), swatch = make('span', 'swatch'), percent = make('span', 'percent')
    segment.style.background = swatch.style.background = item.color
    line.append(swatch, make('span', 'name', item.label), percent)
    list.append(line); segments.append(segment)
    view.segments.push(segment); view.percents.push(percent)
    if (index === shares.items.length - 1) return
    const mark = make('span', 'was'), divider = make('button', 'divider')
    mark.style.left = `${was[index]}%`
    divider.type = 'button'; divider.setAttribute('role', 'slider'); divider.setAttribute('aria-orientation', 'horizontal')
    divider.setAttribute('aria-label', `${shares.title}: ${item.label} / ${shares.items[index + 1].label}`)
    bindDivider(state, view, divider, index)
    view.dividers.push(divider); view.bar.append(mark, divider)
  })
  view.root.append(row, view.bar, view.note, list)
  return view
}

// ---------------------------------------------------------------- the whole panel
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
  const { buttons } = state.data
  for (const [name, node] of Object.entries(state.actions)) {
    node.disabled = !buttons[name].enabled
    node.title = buttons[name].title || buttons[name].label
  }
}
const build = state => {
  const { data, root } = state
  const body = root.querySelector('.body'), actions = root.querySelector('.actions')
  state.entries = []; state.actions = {}; state.split = null
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
  for (const name of ['undo', 'reset_today', 'reset_saved']) {
    const spec = data.buttons && data.buttons[name]
    if (!spec) continue
    const node = make('button', name, name === 'undo' ? '↶' : spec.label)
    node.type = 'button'
    if (name === 'undo') node.setAttribute('aria-label', spec.label)
    node.onclick = () => act(state, name)
    state.actions[name] = node
    actions.append(node)
  }
  root.querySelector('.total-label').textContent = data.total ? data.total.label : ''
  root.querySelector('.fold-title').textContent = data.texts.fold
  root.querySelector('.panel').setAttribute('aria-label', data.texts.fold)
}
const take = state => {
  const { data } = state
  for (const group of data.groups) for (const slider of group.sliders) state.values[slider.path] = slider.value
  if (data.shares) state.shares = Object.fromEntries(data.shares.items.map(item => [item.key, item.value]))
  state.touched.clear(); state.sharesTouched = false
}
const shapeOf = data => {
  const labels = Object.values(data.buttons || {}).map(button => button.label)
  const parts = [data.language, data.groups, data.shares, data.total && data.total.label, data.texts, labels]
  return JSON.stringify(parts, (name, value) => (name === 'value' ? undefined : value))
}

const start = (root, component) => {
  const state = { root, component, values: {}, shares: {}, touched: new Set(), sharesTouched: false, entries: [], actions: {}, split: null,
    sequence: component.data.echo || 0, revision: null, shape: '', waiting: 0, lastSent: -1e9, dirty: false, commit: false, held: null, timer: null, keyTimer: null }
  const fold = root.querySelector('.fold'), panel = root.querySelector('.panel')
  fold.onclick = () => {
    const isOpen = panel.classList.toggle('open')
    fold.setAttribute('aria-expanded', String(isOpen))
    drawShares(state)
  }
  const onKey = event => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z'
    const target = event.composedPath()[0]
    const isTyping = target && (target.isContentEditable || target.tagName === 'TEXTAREA' || (target.tagName === 'INPUT' && target.type !== 'range'))
    if (!isUndo || isTyping || !state.actions.undo || state.actions.undo.disabled) return
    event.preventDefault()
    act(state, 'undo')
  }
  window.addEventListener('keydown', onKey)
  const observer = new ResizeObserver(() => drawShares(state))
  observer.observe(panel)
  state.stop = () => {
    window.removeEventListener('keydown', onKey)
    observer.disconnect()
    clearTimeout(state.timer); clearTimeout(state.keyTimer)
    STATES.delete(root)
  }
  return state
}

export default function (component) {
  const { data, parentElement } = component
  if (!data) return undefined
  if (!STATES.has(parentElement)) STATES.set(parentElement, start(parentElement, component))
  const state = STATES.get(parentElement)
  state.component = component
  state.data = data
  const shape = shapeOf(data)
  const isNewShape = shape !== state.shape
  if (isNewShape) { state.shape = shape; build(state) }
  const isSettled = !state.dirty && !state.held && (!state.waiting || data.echo >= state.sequence)
  if (state.revision !== data.revision || isNewShape || isSettled) {
    if (state.revision !== data.revision) { state.dirty = false; state.waiting = 0; state.held = null }
    state.revision = data.revision
    take(state)
    state.entries.forEach(entry => drawSlider(state, entry))
    drawShares(state)
  }
  drawTotal(state)
  drawActions(state)
  state.sequence = Math.max(state.sequence, data.echo || 0)
  answered(state, data.echo || 0)
  return state.stop
}
