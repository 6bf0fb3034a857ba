// The tour of a page: an offer, then a box that names one thing after another. The server only starts it.

const STATES = new WeakMap()
const MEMORY = 'simulator_tour=seen'
const YEAR = 31536000 // seconds
let wasLeft = false // where the browser keeps no cookies, as long as the page is open

const put = (node, text) => { if (node.textContent !== text) node.textContent = text }
const isSeen = () => wasLeft || document.cookie.split('; ').includes(MEMORY)
const found = target => {
  const [outer, inner] = target.split(' > '), part = document.querySelector(outer)
  if (!part || !inner) return part
  const roots = [part, ...part.querySelectorAll('*')].map(node => node.shadowRoot).filter(Boolean)
  return roots.map(root => root.querySelector(inner)).find(Boolean) || part
}

const drawRing = state => {
  const { ring } = state.nodes, target = state.at < 0 ? null : found(state.data.steps[state.at].target)
  ring.hidden = !target
  if (!target) return
  const at = target.getBoundingClientRect()
  const place = { left: at.left - 5, top: at.top - 5, width: at.width + 10, height: at.height + 10 }
  for (const [name, value] of Object.entries(place)) ring.style[name] = `${Math.round(value)}px`
}
const drawOffer = state => {
  const { offer } = state.nodes
  offer.hidden = state.at >= 0 || isSeen()
  document.documentElement.style.setProperty('--tour-room', offer.hidden ? '0px' : '42px')
}
const show = (state, step, withFocus = true) => {
  const { nodes, data } = state, { words } = data
  state.at = step
  nodes.box.hidden = step < 0
  drawOffer(state)
  clearInterval(state.timer)
  if (step < 0) { drawRing(state); return }
  const now = data.steps[step], isLast = step === data.steps.length - 1
  put(nodes.place, `${words.name} · ${now.place}`)
  put(nodes.title, now.title)
  put(nodes.text, now.text)
  put(nodes.next, isLast ? words.done : words.next)
  nodes.back.disabled = step === 0
  nodes.leave.hidden = isLast
  nodes.box.className = `box ${now.side}`
  const target = found(now.target)
  if (target) target.scrollIntoView({ block: innerWidth > 640 ? 'nearest' : 'end' })
  drawRing(state)
  state.timer = setInterval(() => drawRing(state), 400) // what is named may move: a note opens, the window turns
  if (withFocus) nodes.title.focus({ preventScroll: true })
}
const leave = state => {
  wasLeft = true
  document.cookie = `${MEMORY}; path=/; max-age=${YEAR}; samesite=strict`
  const wasOpen = state.at >= 0
  show(state, -1)
  const again = document.querySelector('.st-key-tour_again button')
  if (wasOpen && again) again.focus()
}
const go = state => {
  const target = found(state.data.steps[state.at].target)
  const wanted = 'a[href], button:not(:disabled), input, summary, [tabindex="0"]'
  const inside = root => root && (root.matches && root.matches(wanted) ? root : root.querySelector(wanted))
  const roots = target ? [target, ...[target, ...target.querySelectorAll('*')].map(node => node.shadowRoot).filter(Boolean)] : []
  const first = roots.map(inside).find(Boolean)
  if (first) first.focus()
}
const start = (root, data) => {
  const node = name => root.querySelector(name)
  const nodes = { offer: node('.offer'), start: node('.start'), no: node('.no'), ring: node('.ring'), box: node('.box'), place: node('.place'), title: node('h2'), text: node('#tour-text'), go: node('.go'), back: node('.back'), next: node('.next'), leave: node('.leave') }
  const state = { nodes, data, at: -1, asked: data.asked, timer: null }
  nodes.start.onclick = () => show(state, 0)
  nodes.no.onclick = nodes.leave.onclick = () => leave(state)
  nodes.back.onclick = () => show(state, state.at - 1)
  nodes.next.onclick = () => (state.at === state.data.steps.length - 1 ? leave(state) : show(state, state.at + 1))
  nodes.go.onclick = () => go(state)
  const onKey = event => { if (event.key === 'Escape' && state.at >= 0) leave(state) }
  nodes.box.addEventListener('keydown', onKey)
  const redraw = () => drawRing(state)
  window.addEventListener('resize', redraw)
  window.addEventListener('scroll', redraw, true)
  state.stop = () => {
    clearInterval(state.timer)
    window.removeEventListener('resize', redraw)
    window.removeEventListener('scroll', redraw, true)
    document.documentElement.style.removeProperty('--tour-room')
    STATES.delete(root)
  }
  return state
}

export default function (component) {
  const { parentElement } = component
  if (!component.data) return undefined
  const data = told(component.data)
  if (!STATES.has(parentElement)) STATES.set(parentElement, start(parentElement, { ...data, asked: 0 }))
  const state = STATES.get(parentElement), { nodes } = state
  state.data = data
  for (const name of ['go', 'back', 'leave']) put(nodes[name], data.words[name])
  put(nodes.start, data.words.invite)
  nodes.no.title = data.words.no
  nodes.no.setAttribute('aria-label', data.words.no)
  nodes.offer.setAttribute('aria-label', data.words.name)
  const isAsked = data.asked > state.asked
  state.asked = data.asked
  show(state, isAsked ? 0 : Math.min(state.at, data.steps.length - 1), isAsked)
  return state.stop
}
