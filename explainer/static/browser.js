// What only the browser can do: keep a reader's answers, and follow a link to a chapter without a new page.

const PLACE = "when-the-dashboard-arrives/answers"
const TIES = "when-the-dashboard-arrives/ties" // the ones a reader drew; static/network/view.js keeps them
const OFFICE = "when-the-dashboard-arrives/office" // the one a reader built; static/own_office/keep.js keeps it

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

// A page inside one of another site may not be allowed to keep anything. That is said once, above the chapter in which
// it shows, and where we say what is kept.
const isDenied = () => {
  try {
    return !localStorage
  } catch {
    return true
  }
}

const tellDenied = () => {
  const kept = document.querySelector(".kept")
  if (!kept || !isDenied()) return
  kept.textContent = kept.dataset.denied
  window.deniedIn = (window.deniedIn ?? location.pathname) === location.pathname ? location.pathname : ""
  const note = document.querySelector(".denied")
  if (note) note.textContent = window.deniedIn && kept.dataset.denied
}

// The answers of a link stand behind the #, where only the browser sees them. An older link has them in its query; the
// server has read them by now, and they move, so that no further request carries them.
const carried = () => {
  const query = new URLSearchParams(location.search)
  const answers = query.get("answers")
  if (answers !== null) {
    query.delete("answers")
    const rest = query.toString().replaceAll("%7E", "~")
    const behind = new URLSearchParams({ answers }).toString().replaceAll("%7E", "~").replaceAll("%3A", ":")
    history.replaceState(history.state, "", `${location.pathname}${rest && "?"}${rest}#${behind}`)
  }
  return new URLSearchParams(location.hash.slice(1)).get("answers") ?? ""
}

const forget = () => {
  write({})
  window.answersOfLink = window.tiesOfLink = ""
  try {
    for (const place of [TIES, OFFICE]) localStorage.removeItem(place)
  } catch {
    // Storage is switched off: nothing was kept.
  }
  dispatchEvent(new Event("forget-me")) // the networks that are on the page let go as well
  tellTies()
}

// Ties that the reader drew never reach the server: here they are counted, and put into the link that carries answers.
const tellTies = () => {
  const says = document.querySelector(".your-ties")
  const link = document.querySelector("a.carries")
  if (!says || !link) return
  let [ties, office] = [[], false]
  try {
    office = localStorage.getItem(OFFICE) !== null
    ties = JSON.parse(localStorage.getItem(TIES)) ?? []
  } catch {
    // As above.
  }
  const { none, one, other, own } = says.dataset
  const told = [ties.length ? (ties.length === 1 ? one : other.replace("{n}", ties.length)) : "", office ? own : ""].filter(Boolean)
  says.textContent = told.join(" ") || none
  const carried = ties.map(({ from, to, theme }) => `${from}.${to}.${theme}`).join("~")
  link.setAttribute("href", `#${[link.dataset.answers, carried && `ties=${carried}`].filter(Boolean).join("&")}`)
  link.hidden = !link.dataset.answers && !carried
}

const tiesOfAddress = () =>
  new URLSearchParams(location.hash.slice(1)).get("ties") ?? new URLSearchParams(location.search).get("ties") ?? ""

// A plain link would load the whole page anew.
const follow = event => {
  // A chapter tapped in the menu closes it, the chapter one is in as well, and so does a reload (arrive).
  streamlit.then(({ isInMenu, closeMenu }) => isInMenu(event.target) && closeMenu())
  const link = event.target.closest?.("a.to-chapter")
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const to = new URL(link.href)
  const now = new URLSearchParams(location.search)
  for (const name of ["evidence", "embed"]) if (now.has(name)) to.searchParams.set(name, now.get(name))
  // A field that is left on the way here sends its words first.
  streamlit.then(({ showChapter }) => setTimeout(() => showChapter(to), 60))
}

// The door links the look of the story in the page; where there is no door, it is linked here. Never twice: a browser
// would load the faces anew, and the words jump.
const link = () => {
  const href = "./app/static/story.css"
  if (document.querySelector(`link[rel=stylesheet][href="${href}"]`)) return
  document.body.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }))
}

const at = name => new URL(`./app/static/${name}`, document.baseURI) // this file has no address of its own
const streamlit = import(at("streamlit_private.js"))
const taking = import(at("take.js")) // not awaited: the chapter does not need it to stand there

// A chapter begins at its title: for a screen reader, for the next Tab, and for the keys that scroll.
let shown = ""
const arrive = () => {
  const first = !shown
  if (shown === location.pathname) return
  shown = location.pathname
  streamlit.then(({ closeMenu }) => closeMenu())
  const title = document.querySelector(".chapter-head h1")
  if (!title || (first && document.activeElement !== document.body)) return
  if (location.hash && document.activeElement.id === location.hash.slice(1)) return // a list has found its entry already
  title.tabIndex = -1
  title.focus({ preventScroll: first || Boolean(location.hash) })
  taking.then(({ arriveAt }) => arriveAt(location.hash.slice(1)))
}

export default function ({ data: sent, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(sent))
  link()
  document.documentElement.classList.toggle("embedded", new URLSearchParams(location.search).get("embed") === "true")
  arrive()
  document.removeEventListener("click", window.followChapterLink)
  window.followChapterLink = follow
  document.addEventListener("click", follow)
  window.answersOfLink ??= carried()
  window.tiesOfLink ??= tiesOfAddress() // until the reader gets to the network
  for (const kept of ["ties-kept", "office-kept"]) {
    removeEventListener(kept, window.tellTies)
    addEventListener(kept, tellTies)
  }
  window.tellTies = tellTies
  tellTies()
  tellDenied()
  streamlit.then(({ onceBack }) => onceBack(() => setTriggerValue("back", true)))

  if (window.answersOfLink && !data.carried) {
    // Once in a session: until the server has them, nothing is kept and nothing brought back.
    if (window.carriedTo !== data.session) setTriggerValue("carried", window.answersOfLink)
    window.carriedTo = data.session
    return
  }
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
