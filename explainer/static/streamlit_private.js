// Every private name of Streamlit that our scripts use: what it calls the parts of its page. An upgrade may change them;
// tests/browser/test_streamlit_names.py says which did. Styles have theirs in css/streamlit.css, Python in
// explainer/streamlit_private.py.

// The whole app; it takes the colours of the theme, and says whether a run is under way.
export const app = () => document.querySelector(".stApp")
export const isRunning = () => app()?.dataset.testScriptState === "running"
const isAway = () => (app()?.dataset.testConnectionState ?? "CONNECTED") !== "CONNECTED"

// What one call of Streamlit put on the page: elements that belong together follow each other.
export const elementOf = inside => inside.closest('[data-testid="stElementContainer"]')

// On a small screen the menu covers the page, and Streamlit remembers that it was open.
export const isInMenu = target => Boolean(target.closest?.('[data-testid="stSidebarNavLink"]'))
export const closeMenu = () => {
  const menu = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"]')
  if (menu && innerWidth < 768) menu.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
}

// Streamlit shows another chapter when the history moves: without a new page, unless a run is under way, or the line is
// away. Then the chapter asked for last waits.
let waits
export const showChapter = address => {
  clearTimeout(waits)
  if (isRunning() || isAway()) return void (waits = setTimeout(() => showChapter(address), 40))
  history.pushState({}, "", address)
  dispatchEvent(new PopStateEvent("popstate"))
}

// What a reader did just before the line broke may not have reached the server, or its answer not the page. Streamlit
// asks for the page anew only where it has seen a run begin; else this is told once the line is back.
let told
export const onceBack = tell => {
  const isWatched = Boolean(told)
  told = tell
  if (isWatched) return
  let was = isAway()
  new MutationObserver(() => {
    const isBack = was && !isAway()
    was = isAway()
    if (isBack && !isRunning()) told()
  }).observe(app(), { attributeFilter: ["data-test-connection-state"] })
}

// What scrolls: the page itself does not.
export const scroller = () => document.querySelector('[data-testid="stMain"]') ?? document.scrollingElement

// Its dialogs put all else out of reach, except what carries this name.
export const staysInReach = element => element.setAttribute("data-react-aria-top-layer", "true")
