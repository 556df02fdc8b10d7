// What only the browser can do: keep a reader's answers, and follow a link to a chapter without a new page.

const PLACE = "when-the-dashboard-arrives/answers"
const TIES = "when-the-dashboard-arrives/ties" // the ones a reader drew; static/network/view.js keeps them

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? {}
  } catch {
    return {} // storage is switched off, or what stands there is not ours
  }
}

const write = answers => {
  try {
    if (Object.keys(answers).length) localStorage.setItem(PLACE, JSON.stringify(answers))
    else localStorage.removeItem(PLACE)
  } catch {
    // Storage is full or switched off: the answers live on in the session.
  }
}

const forget = () => {
  write({})
  window.tiesOfLink = ""
  try {
    localStorage.removeItem(TIES)
  } catch {
    // Storage is switched off: nothing was kept.
  }
  dispatchEvent(new Event("forget-me")) // the network, where it is on the page, lets go as well
  tellTies()
}

// Ties that the reader drew never reach the server: here they are counted, and put into the link that carries answers.
const tellTies = () => {
  const says = document.querySelector(".your-ties")
  const link = document.querySelector("a.carries")
  if (!says || !link) return
  let ties = []
  try {
    ties = JSON.parse(localStorage.getItem(TIES)) ?? []
  } catch {
    // As above.
  }
  const { none, one, other } = says.dataset
  says.textContent = ties.length ? (ties.length === 1 ? one : other.replace("{n}", ties.length)) : none
  const carried = ties.map(({ from, to, theme }) => `${from}.${to}.${theme}`).join("~")
  link.setAttribute("href", `?${[link.dataset.answers, carried && `ties=${carried}`].filter(Boolean).join("&")}`)
  link.hidden = !link.dataset.answers && !carried
}

// A plain link would load the whole page anew. Streamlit shows another chapter when the history moves.
const follow = event => {
  const link = event.target.closest?.("a.to-chapter")
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const to = new URL(link.href)
  const evidence = new URLSearchParams(location.search).get("evidence")
  if (evidence) to.searchParams.set("evidence", evidence)
  const go = () => {
    if (document.querySelector(".stApp")?.dataset.testScriptState === "running") return setTimeout(go, 40)
    history.pushState({}, "", to)
    dispatchEvent(new PopStateEvent("popstate"))
  }
  setTimeout(go, 60) // a field that is left on the way here sends its words first
}

// The door links the look of the story in the page; where there is no door, it is linked here. Never twice: a browser
// would load the faces anew, and the words jump.
const link = () => {
  const href = "/app/static/story.css"
  if (document.querySelector(`link[rel=stylesheet][href="${href}"]`)) return
  document.body.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }))
}

const taking = import(`${location.origin}/app/static/take.js`) // not awaited: the chapter does not need it to stand there

// A chapter begins at its title: for a screen reader, for the next Tab, and for the keys that scroll.
let shown = ""
const arrive = () => {
  const first = !shown
  if (shown === location.pathname) return
  shown = location.pathname
  const title = document.querySelector(".chapter-head h1")
  if (!title || (first && document.activeElement !== document.body)) return
  title.tabIndex = -1
  title.focus({ preventScroll: first || Boolean(location.hash) })
  taking.then(({ arriveAt }) => arriveAt(location.hash.slice(1)))
  // On a small screen the menu covers the page: chosen from it, a chapter closes it.
  const menu = document.querySelector('[data-testid="stSidebar"][aria-expanded="true"]')
  if (menu && innerWidth < 768) menu.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
}

export default function ({ data: sent, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(sent))
  link()
  document.getElementById("served")?.remove() // the app has taken over from the words served with the page

  arrive()
  document.removeEventListener("click", window.followChapterLink)
  window.followChapterLink = follow
  document.addEventListener("click", follow)
  window.tiesOfLink ??= new URLSearchParams(location.search).get("ties") ?? "" // until the reader gets to the network
  removeEventListener("ties-kept", window.tellTies)
  window.tellTies = tellTies
  addEventListener("ties-kept", tellTies)
  tellTies()

  if (!data.keep) return
  if (data.forget) return forget()
  const begins = window.storySession !== data.session
  window.storySession = data.session
  const kept = read()
  // Once in a session, what an earlier one kept is brought back; until it is, nothing is written over it.
  if (begins) window.storyWaits = !data.restored && Object.keys(kept).length > 0
  if (begins && window.storyWaits) setTriggerValue("restored", kept)
  else if (data.restored || !window.storyWaits) write(data.answers)
}
