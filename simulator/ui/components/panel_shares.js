// The split of lending among programmes, in whole percents that add up to 100.

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
    view.segments[index].textContent = room > 12 + 5.2 * `${item.short} ${share}`.length ? `${item.short} ${share}` : room > 15 ? `${share}` : ''
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
const moveDivider = (state, index, wanted, isWhole) => {
  const { items } = state.data.shares
  const ends = edges(items, state.shares)
  const low = index ? ends[index - 1] : 0
  const next = clamp(Math.round(wanted), low, ends[index + 1])
  const before = ends[index]
  state.shares[items[index].key] = next - low
  state.shares[items[index + 1].key] = ends[index + 1] - next
  state.sharesTouched = true
  drawShares(state)
  if (next !== before) changed(state, isWhole)
  else if (isWhole) finish(state)
}
const bindDivider = (state, view, divider, index) => {
  const position = event => { const box = view.bar.getBoundingClientRect(); return (100 * (event.clientX - box.left)) / box.width }
  divider.onpointerdown = event => { divider.setPointerCapture(event.pointerId); state.held = 'shares'; divider.focus(); event.preventDefault() }
  divider.onpointermove = event => { if (divider.hasPointerCapture(event.pointerId)) moveDivider(state, index, position(event), false) }
  divider.onpointerup = event => { if (state.held === 'shares') { state.held = null; moveDivider(state, index, position(event), true) } }
  divider.onpointercancel = () => { state.held = null; finish(state) }
  divider.onkeydown = event => {
    const now = edges(state.data.shares.items, state.shares)[index]
    const big = event.shiftKey ? 5 : 1
    const move = { ArrowRight: big, ArrowUp: big, ArrowLeft: -big, ArrowDown: -big, PageUp: 5, PageDown: -5, Home: -100, End: 100 }[event.key]
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    moveDivider(state, index, now + move, false)
    finishSoon(state)
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
