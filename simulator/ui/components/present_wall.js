// A deck on the wall: one message a screen. All screens are here from the start, so that a key shows the next at once.

const STATES = new WeakMap()
const AT = new Map() // by deck: the screen that is shown, while the page is open
const SWIPE = 60 // pixels
const MANY = 9 // points; with more, a screen of words is set smaller

const SIGNS = { full: 'M1.5 5.5v-4h4M10.5 1.5h4v4M14.5 10.5v4h-4M5.5 14.5h-4v-4', leave: 'M2.5 2.5l11 11M13.5 2.5l-11 11', previous: 'M10.5 2.5L5 8l5.5 5.5', next: 'M5.5 2.5L11 8l-5.5 5.5' }
const button = (state, name, keys, action) => {
  const node = make('button', name, state.data.texts[`${name}_short`])
  if (SIGNS[name]) mark(mark(node, 'svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }), 'path', { d: SIGNS[name] })
  node.type = 'button'
  node.title = `${state.data.texts[name]} (${keys})`
  node.setAttribute('aria-label', state.data.texts[name])
  node.setAttribute('aria-keyshortcuts', keys)
  node.onclick = event => { action(); if (event.detail) state.wall.focus({ preventScroll: true }) } // after a mouse, space goes on
  state.buttons[name] = node
  return node
}
const here = state => state.data.screens[state.at]
const tell = (name, detail) => window.dispatchEvent(new CustomEvent(`present:${name}`, { detail }))

const drawChart = state => {
  const figure = state.root.querySelector('figure'), svg = state.root.querySelector('figure svg'), screen = shown(state), { plot } = screen
  figure.hidden = plot.kind === 'words'
  svg.replaceChildren()
  if (figure.hidden) return
  const width = Math.max(280, figure.clientWidth), height = Math.max(width < NARROW ? 260 : 200, figure.clientHeight)
  const before = state.moved ? { curves: here(state).plot.curves, moved: state.moved.number } : null
  const kinds = { lines: () => drawLines(svg, plot, state.data.look, width, height, before), bars: () => (plot.groups.length ? drawStacks : drawBars)(svg, plot, state.data.look, width, height), spans: () => drawSpans(svg, plot, state.data.look, width, height) }
  const needed = Math.max(height, Math.ceil(kinds[plot.kind]() || 0))
  svg.setAttribute('viewBox', `0 0 ${width} ${needed}`)
  svg.style.height = needed > height ? `${needed}px` : '100%'
  svg.setAttribute('aria-label', screen.alt || screen.message)
}
const shown = state => (state.moved && state.moved.screen) || here(state)
const drawKeyOf = state => {
  const key = state.root.querySelector('.key'), { plot } = shown(state), { look } = state.data
  const isTold = plot.titles.length > 1 && plot.kind !== 'words' && !(plot.kind === 'bars' && plot.groups.length)
  key.hidden = !isTold
  key.replaceChildren(...(isTold ? plot.titles : []).map((title, at) => {
    const item = make('li'), number = make('b', '', String(at + 1)), name = make('span', '', title)
    number.style.color = look.colors[at]; name.title = title
    if (plot.focus !== null && plot.focus !== at + 1) item.className = 'behind'
    item.append(number, name)
    return item
  }))
}
const drawTable = (node, table) => {
  const row = (tag, cells) => { const line = make('tr'); line.append(...cells.map((cell, at) => { const made = make(tag === 'th' || !at ? 'th' : 'td', '', cell); made.scope = tag === 'th' ? 'col' : at ? '' : 'row'; return made })); return line }
  const head = make('thead'), body = make('tbody')
  head.append(row('th', table.header)); body.append(...table.rows.map(cells => row('td', cells)))
  node.replaceChildren(head, body)
}
const draw = (state, isNew) => {
  const { root, data } = state, screen = shown(state), { texts } = data
  const put = (selector, text) => { const node = root.querySelector(selector); node.textContent = text || ''; node.hidden = !text }
  root.querySelector('h1').textContent = screen.message
  state.wall.dataset.kind = screen.plot.kind
  state.wall.classList.toggle('long', screen.points.length > MANY)
  state.wall.style.setProperty('--letters', clamp(screen.message.length, 60, 260))
  put('.mark', state.moved && state.moved.screen ? texts.unsaved : '')
  put('.detail', screen.detail); put('.remark', screen.remark)
  root.querySelector('.points').replaceChildren(...screen.points.map(point => make('li', '', point)))
  root.querySelector('.points').hidden = !screen.points.length
  root.querySelector('.sources h2').textContent = texts.notes
  root.querySelector('.sources ul').replaceChildren(...screen.notes.map(note => make('li', '', note)))
  root.querySelector('.sources').setAttribute('aria-label', texts.notes)
  drawTable(root.querySelector('.sources table'), screen.table)
  root.querySelector('.sources table').setAttribute('aria-label', screen.name)
  drawKeyOf(state); drawChart(state)
  const count = data.screens.length
  state.counter.textContent = `${state.at + 1} / ${count}`
  state.buttons.previous.disabled = !state.at; state.buttons.next.disabled = state.at === count - 1
  state.buttons.try.hidden = !data.tried.includes(here(state).key)
  if (isNew) root.querySelector('[role=status]').textContent = `${state.at + 1} / ${count}: ${screen.message}`
}
const go = (state, at) => {
  const to = clamp(at, 0, state.data.screens.length - 1)
  if (to === state.at) return
  state.at = to; state.moved = null; AT.set(state.data.id, to)
  state.wall.scrollTop = 0
  draw(state, true)
  tell('screen', { key: here(state).key, open: state.tries })
}
const toggleNotes = state => {
  const isOpen = state.wall.classList.toggle('noted'), sources = state.root.querySelector('.sources')
  state.buttons.notes.setAttribute('aria-pressed', String(isOpen))
  sources.tabIndex = isOpen ? 0 : -1
  sources.scrollTop = 0
}
// Up and down first show what of a screen is out of sight.
const scrolled = (state, key) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (!step) return false
  const node = state.wall.classList.contains('noted') ? state.root.querySelector('.sources') : state.wall
  const left = step > 0 ? node.scrollHeight - node.clientHeight - node.scrollTop : node.scrollTop
  if (left > 4) node.scrollBy(0, step * Math.min(left, 0.4 * node.clientHeight))
  return left > 4
}
const toggleTry = state => {
  if (state.buttons.try.hidden && !state.tries) return
  state.tries = !state.tries
  state.buttons.try.setAttribute('aria-pressed', String(state.tries))
  if (!state.tries) { state.moved = null; draw(state) }
  tell('screen', { key: here(state).key, open: state.tries })
}
const toggleFull = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen && document.documentElement.requestFullscreen().catch(() => {})
const leave = state => {
  if (document.fullscreenElement) document.exitFullscreen()
  state.component.setTriggerValue('left', true)
}
const escape = state => {
  if (document.fullscreenElement || performance.now() - state.unfulled < 400) return
  if (state.wall.classList.contains('noted')) toggleNotes(state)
  else if (state.tries) toggleTry(state)
  else leave(state)
}
const onKey = state => event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const target = event.composedPath()[0], tag = target && target.tagName
  const isPaging = event.key === 'PageDown' || event.key === 'PageUp' // what a presenter's clicker sends, wherever the focus is
  const isMoving = !isPaging && (tag === 'INPUT' || tag === 'SELECT'), isPressing = tag === 'BUTTON' && (event.key === ' ' || event.key === 'Enter')
  const { length } = state.data.screens
  const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ' ': event.shiftKey ? -1 : 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1 }
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const others = { f: toggleFull, n: () => toggleNotes(state), t: () => toggleTry(state), r: () => tell('reset', {}), Escape: () => escape(state) }
  let action = others[name]
  if (!action && !isMoving && !isPressing) {
    if (name in steps) action = () => scrolled(state, name) || go(state, state.at + steps[name])
    else if (name === 'Home') action = () => go(state, 0)
    else if (name === 'End') action = () => go(state, length - 1)
    else if (/^[1-9]$/.test(name)) action = () => go(state, Number(name) - 1)
  }
  if (!action) return
  event.preventDefault(); event.stopImmediatePropagation() // the page has keys of its own: R would run it again
  action()
}
const build = state => {
  const footer = state.root.querySelector('footer')
  state.counter = make('span', 'counter')
  footer.replaceChildren(
    button(state, 'previous', 'ArrowLeft', () => go(state, state.at - 1)), state.counter, button(state, 'next', 'ArrowRight', () => go(state, state.at + 1)),
    make('span', 'gap'), button(state, 'try', 'T', () => toggleTry(state)), button(state, 'notes', 'N', () => toggleNotes(state)),
    button(state, 'full', 'F', toggleFull), button(state, 'leave', 'Escape', () => leave(state)))
}
const start = (root, component) => {
  const state = { root, component, wall: root.querySelector('.wall'), buttons: {}, at: 0, moved: null, tries: false, unfulled: -1e9 }
  const key = onKey(state), resize = new ResizeObserver(() => state.data && drawChart(state))
  const moved = event => { state.moved = event.detail.screen && event.detail.key === here(state).key ? event.detail : null; draw(state) }
  const full = () => { if (!document.fullscreenElement) state.unfulled = performance.now() }
  let from = null
  state.wall.ontouchstart = event => { from = event.touches.length === 1 ? event.touches[0] : null }
  state.wall.ontouchend = event => {
    const to = event.changedTouches[0], across = from ? to.clientX - from.clientX : 0, along = from ? to.clientY - from.clientY : 0
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(along)) go(state, state.at - Math.sign(across))
  }
  window.addEventListener('keydown', key, true); window.addEventListener('present:moved', moved); document.addEventListener('fullscreenchange', full)
  resize.observe(root.querySelector('figure'))
  state.stop = () => {
    window.removeEventListener('keydown', key, true); window.removeEventListener('present:moved', moved); document.removeEventListener('fullscreenchange', full)
    resize.disconnect(); STATES.delete(root)
  }
  return state
}

export default function (component) {
  const { parentElement } = component
  if (!component.data) return undefined
  const isFirst = !STATES.has(parentElement)
  if (isFirst) STATES.set(parentElement, start(parentElement, component))
  const state = STATES.get(parentElement)
  state.component = component
  state.data = told(component.data)
  const { look, id, screens, texts } = state.data
  for (const [name, color] of Object.entries(look.palette)) state.wall.style.setProperty(`--${name}`, color)
  state.at = clamp(AT.get(id) || 0, 0, screens.length - 1)
  state.wall.setAttribute('aria-label', texts.wall)
  build(state)
  draw(state, isFirst)
  if (isFirst) { state.wall.focus({ preventScroll: true }); requestAnimationFrame(() => tell('screen', { key: here(state).key, open: state.tries })) }
  return state.stop
}
