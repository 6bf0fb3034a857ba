// One slider: track, exact entry, reset, note and help.

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
const setValue = (state, entry, value, isWhole) => {
  entry.wrong = false
  const before = state.values[entry.slider.path]
  state.values[entry.slider.path] = value
  state.touched.add(entry.slider.path)
  drawSlider(state, entry)
  drawTotal(state)
  if (value !== before) changed(state, isWhole)
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
    event.preventDefault() // or the same key press would click the value that gets the focus back
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
    setTimeout(() => finish(state)) // after a last input event
  }
  nodes.range.onpointerdown = () => {
    state.held = slider.path
    entry.moved = false
    for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, release, true)
  }
  nodes.range.oninput = () => {
    entry.moved = true
    setValue(state, entry, nearest(slider, Number(nodes.range.value)), false)
    if (!state.held) finishSoon(state)
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
    finishSoon(state)
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

// Help that mouse, keyboard and touch can open.
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
