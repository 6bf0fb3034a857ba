// What the panel tells the server: at once, but never faster than it is answered.

const SHORTEST_PAUSE = 80 // ms between two messages
const PATIENCE = 1500 // ms after which an unanswered message is taken as lost
const KEY_PAUSE = 400 // ms without a key press after which the next one is a change of its own

const send = state => {
  state.timer = null
  state.lastSent = performance.now()
  state.sequence += 1
  state.waiting = state.sequence
  const values = {}
  for (const path of state.touched) values[path] = state.values[path]
  const message = { values, shares: state.sharesTouched ? { ...state.shares } : null, events: { ...state.switched }, sequence: state.sequence, of: state.data.of, gesture: state.gesture }
  state.dirty = false
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
// A gesture is what one undo takes back: a drag, a run of key presses, a typed number, a reset.
const finish = state => { clearTimeout(state.keyTimer); state.finished = true }
const changed = (state, isWhole) => {
  settleLater(state)
  if (state.finished) { state.gesture += 1; state.finished = false }
  state.dirty = true
  clearTimeout(state.keyTimer)
  pump(state)
  if (isWhole) finish(state)
}
const finishSoon = state => {
  clearTimeout(state.keyTimer)
  state.keyTimer = setTimeout(() => finish(state), KEY_PAUSE)
}
const act = (state, name) => {
  settleLater(state)
  clearTimeout(state.timer)
  finish(state)
  state.timer = null; state.dirty = false; state.held = null
  state.component.setTriggerValue('action', name)
}
