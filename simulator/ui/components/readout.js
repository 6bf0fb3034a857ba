// The sentence that says the result, and the key figures. Nodes are kept and only their text changes.

const STATES = new WeakMap()
const SPOKEN_PAUSE = 900 // ms of calm before a screen reader is told the new sentence

const make = (tag, className) => { const node = document.createElement(tag); node.className = className; return node }
const put = (node, text) => { if (node.textContent !== text) node.textContent = text }

const buildCard = () => {
  const card = make('div', 'card')
  const nodes = { card, label: make('div', 'label'), value: make('div', 'value'), change: make('div', 'change'), delta: make('span', 'delta'), tone: make('span', 'spoken'), interval: make('span', 'interval') }
  nodes.change.append(nodes.delta, nodes.tone, nodes.interval)
  card.append(nodes.label, nodes.value, nodes.change)
  return nodes
}
const arrow = delta => (delta.startsWith('+') ? '▲ ' : delta.startsWith('\u2212') ? '▼ ' : '')
const drawCard = (nodes, card, tones) => {
  const tone = card.tone || 'neutral'
  nodes.card.className = `card ${tone}`
  nodes.card.title = card.help || ''
  put(nodes.label, card.label)
  put(nodes.value, card.value)
  put(nodes.delta, card.delta ? arrow(card.delta) + card.delta : '')
  put(nodes.tone, card.delta && tones ? tones[tone] || '' : '')
  put(nodes.interval, card.interval || '')
}
const drawSentence = (heading, parts) => {
  while (heading.children.length < parts.length) heading.append(make('span', ''))
  while (heading.children.length > parts.length) heading.lastChild.remove()
  parts.forEach((part, index) => {
    heading.children[index].className = part.strong ? 'strong' : ''
    put(heading.children[index], part.text)
  })
}

export default function (component) {
  const { parentElement } = component
  if (!component.data) return undefined
  const data = told(component.data)
  if (!STATES.has(parentElement)) STATES.set(parentElement, { cards: [], timer: null })
  const state = STATES.get(parentElement)
  const box = parentElement.querySelector('.cards'), spoken = parentElement.querySelector('.readout > .spoken')
  drawSentence(parentElement.querySelector('h2'), data.parts)
  put(parentElement.querySelector('.sub'), data.sub || '')
  while (state.cards.length < data.cards.length) { const nodes = buildCard(); state.cards.push(nodes); box.append(nodes.card) }
  while (state.cards.length > data.cards.length) state.cards.pop().card.remove()
  data.cards.forEach((card, index) => drawCard(state.cards[index], card, data.tones))
  clearTimeout(state.timer)
  state.timer = setTimeout(() => put(spoken, data.parts.map(part => part.text).join('')), SPOKEN_PAUSE)
  return () => { clearTimeout(state.timer); STATES.delete(parentElement) }
}
