// The address of the page carries the scenario, and a cookie says whose drafts on disk are this browser's.

const SETTLED = 1500 // ms without a change after which the server is asked for the address
const YEAR = 31536000 // seconds

const settle = state => { clearTimeout(state.settleTimer); state.component.setTriggerValue('action', 'settled') }
const settleLater = state => {
  clearTimeout(state.settleTimer)
  state.settleTimer = setTimeout(() => settle(state), SETTLED)
}
const isFresh = state => state.data.fresh && !state.dirty && !(state.waiting > (state.data.echo || 0))
const drawAddress = state => {
  const { address, cookie } = state.data
  const mark = `simulator_browser=${cookie}`
  if (cookie && !document.cookie.split('; ').includes(mark)) document.cookie = `${mark}; path=/; max-age=${YEAR}; samesite=strict`
  const url = new URL(location.href)
  if ((url.searchParams.get('s') || '') !== address) {
    if (address) url.searchParams.set('s', address)
    else url.searchParams.delete('s')
    history.replaceState(history.state, '', url) // no step for the browser's back button
  }
  if (state.copyAsked && isFresh(state)) copyLink(state)
}
const copyLink = async state => {
  state.copyAsked = !isFresh(state)
  if (state.copyAsked) { settle(state); return } // copied when the address has caught up
  const node = state.actions.copy
  try {
    await navigator.clipboard.writeText(location.href)
  } catch { // not on a page served without encryption
    const field = make('textarea', '', location.href)
    state.root.querySelector('.actions').append(field)
    field.select()
    document.execCommand('copy')
    field.remove()
  }
  node.classList.add('copied')
  node.setAttribute('aria-label', state.data.texts.copied)
  node.title = state.data.texts.copied
  setTimeout(() => {
    node.classList.remove('copied')
    node.setAttribute('aria-label', state.data.buttons.copy.label)
    drawActions(state)
  }, 2000)
}
