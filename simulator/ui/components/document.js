told => {
  const name = (selector, words) => {
    const part = document.querySelector(selector)
    if (part && part.getAttribute('aria-label') !== words) part.setAttribute('aria-label', words)
  }
  const tell = () => {
    document.documentElement.lang = told.language
    const skip = document.querySelector('[data-testid=stSkipToContent]')
    if (skip && skip.firstChild) skip.firstChild.data = told.skip
    name('[data-testid=stTopNav]', told.pages)
    name('[data-testid=stMain]', told.main)
  }
  tell()
  setTimeout(tell, 600) // the bar of pages is drawn after the page
}
