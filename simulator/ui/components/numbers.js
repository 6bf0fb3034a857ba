// Shared by the components: nodes, and numbers as the language writes them.

const make = (tag, className, text) => {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  return node
}
const clamp = (value, low, high) => Math.min(Math.max(value, low), high)
const fill = (template, words) => template.replace(/\{(\w+)\}/g, (whole, name) => (name in words ? words[name] : whole))

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
