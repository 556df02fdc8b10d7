// The story before a room: one beat at a time fills the window, over the page it began from. No step asks the server.

import { button, element } from "../dom.js"
import { take } from "../stage/hands.js"
import { onceStill } from "../stage/move.js"
import { app, showChapter, staysInReach } from "../streamlit_private.js"
import { inviteCard, keysCard, overview } from "./cards.js"
import { Frame, fetched, markup, question, steer } from "./deck.js"
import { doing } from "./keys.js"
import { Room } from "./room.js"
import { dots, renew, tally } from "./tally.js"

const query = () => new URLSearchParams(location.search)
const placeOf = slug => new URL(deck.chapters[slug].href, document.baseURI).pathname
const isHere = slug => placeOf(slug) === location.pathname
const inside = (name, ...rest) => element("div", { class: `present-${name}` }, ...rest)

let deck = null // fetched once, and kept: a lecture goes on without a network
const arrived = async () => (deck ??= await fetched(query().get("evidence") || "ideas"))

export const begin = async () => {
  if (document.querySelector(".present")) return
  try {
    await arrived()
  } catch {
    return void alertOf()
  }
  const told = Object.keys(deck.chapters).some(isHere)
  if (told || query().get("present") === "true") new Presenting().open()
}

export const card = async () => keysCard((await arrived()).words)

// Without the beats there are no words either: the button itself says what went wrong.
const alertOf = () => document.querySelectorAll(".to-present").forEach(one => one.dataset.broken && (one.textContent = one.dataset.broken))

class Presenting {
  constructor() {
    this.room = new Room()
    this.from = location.pathname
    this.values = new Map() // what a hand has moved here, by beat
    const { words } = deck
    const tool = (name, does) => button(words.tools[name], () => this.does(does), { class: "present-tool" })
    this.caption = inside("caption")
    this.caption.ariaLive = "polite"
    this.caption.ariaAtomic = "true"
    this.asks = inside("asks")
    this.picture = inside("picture")
    this.says = element("p", { class: "present-says", role: "status" })
    this.black = inside("black")
    this.root = element("div", { class: "present story", role: "dialog", "aria-modal": "true", "aria-label": words.title, tabindex: -1 },
      button("‹", () => this.does("back"), { class: "present-edge back", "aria-label": words.back }),
      inside("words", this.caption, this.asks, this.says),
      this.picture,
      element("nav", { class: "present-tools" }, tool("overview", "overview"), tool("invite", "invite"), tool("speaker", "speaker"), tool("full", "full"), tool("keys", "card"), tool("leave", "leave")),
      button("›", () => this.does("on"), { class: "present-edge on", "aria-label": words.on }),
      this.black)
    this.frame = new Frame(this.picture, deck)
  }

  open() {
    const asked = query()
    const chapter = Object.keys(deck.chapters).find(isHere) ?? deck.beats[0].chapter
    const plan = asked.get("plan") ?? ""
    const first = deck.plans[plan]?.[0].at ?? deck.beats.find(beat => beat.chapter === chapter).at
    const at = asked.get("beat") ? `${chapter}/${asked.get("beat")}` : first
    const beat = deck.byPlace.get(at) ?? deck.byPlace.get(first)
    const step = Math.min(Number(asked.get("step")) || 0, deck.steps(beat) - 1)
    this.root.style.colorScheme = app() ? getComputedStyle(app()).colorScheme : ""
    this.others = [...document.body.children].filter(one => !one.inert)
    this.others.forEach(one => (one.inert = true))
    staysInReach(this.root) // also when the connection is lost
    document.body.append(this.root)
    document.documentElement.classList.add("presenting")
    this.stops = new AbortController()
    const { signal } = this.stops
    addEventListener("keydown", event => this.pressed(event), { capture: true, signal })
    this.root.addEventListener("keydown", event => event.stopPropagation()) // Streamlit has keys of its own
    addEventListener("popstate", () => this.close(), { signal })
    this.room.addEventListener("change", () => this.shared(), { signal })
    this.swiped(signal)
    this.size = new ResizeObserver(() => this.wide !== this.frame.wide && this.draw())
    this.size.observe(this.picture)
    const begun = this.room.state.over ? Date.now() : this.room.state.since
    this.room.set({ at: beat.at, step, plan, black: false, over: false, since: begun })
    this.root.focus()
  }

  get beat() {
    return deck.byPlace.get(this.room.state.at)
  }

  // ── what is shown ──

  shared() {
    const { at, step, black, over } = this.room.state
    if (over) return
    this.root.classList.toggle("is-black", black)
    this.black.textContent = black ? deck.words.black : ""
    const here = `${at} ${step}`
    if (here !== this.here) {
      this.here = here
      this.chosen = null
      this.says.replaceChildren()
      this.draw()
      this.remember()
      setTimeout(() => this.ahead())
    } else this.counted()
  }

  draw() {
    const { beat } = this
    const { step } = this.room.state
    this.wide = this.frame.wide
    const asks = beat.ask && step === 1
    this.root.dataset.shows = beat.table ? "table" : asks && !beat.ask.cells ? "question" : "picture"
    this.caption.replaceChildren(...(asks ? question(beat.ask) : markup(beat.caption)))
    if (beat.ask && step === 2) this.reply()
    this.counted()
    if (asks && !beat.ask.cells) return
    if (beat.table) return this.frame.table(beat.table)
    const option = step === 2 ? beat.ask.options[this.chosen] : null
    const svg = this.frame.show(option?.picture ?? beat.picture)
    if (beat.hand && step === 0) this.hand(beat, svg)
    if (beat.ask?.cells) dots(svg, beat.ask, this.room, this.frame.wide)
  }

  // The next picture is made ready while this one is looked at.
  ahead() {
    const next = deck.moved(this.room.state, 1)
    if (next) deck.svg(deck.byPlace.get(next.at).picture, this.frame.wide)
  }

  // What is replied to the option that is looked at: at first to the one that can be defended, or that most hands went
  // up for.
  reply() {
    const { ask, caption } = this.beat
    const last = this.room.votes(ask).at(-1)
    this.chosen ??= ask.defensible ?? null
    this.chosen ??= last.some(Boolean) ? last.indexOf(Math.max(...last)) : null
    const reply = ask.options[this.chosen]?.reply
    if (!reply) return
    const heading = markup(caption).find(part => part.matches?.("h1, h2"))
    this.caption.replaceChildren(...(heading ? [heading] : []), ...markup(reply))
  }

  choose(option) {
    if (option >= this.beat.ask.options.length) return
    this.chosen = option
    this.draw()
  }

  // The tally: with buttons while the room is asked, and beside what is told after it.
  counted() {
    const { beat } = this
    const { step } = this.room.state
    const { words } = deck
    let shown = null
    if (beat.ask && step === 1) shown = tally(beat.ask, this.room, words, { counts: true })
    else if (beat.ask && step === 2) shown = tally(beat.ask, this.room, words, { choose: nth => this.choose(nth), chosen: this.chosen })
    else if (beat.tally && this.room.voted(beat.tally)) shown = tally(deck.asks.get(beat.tally), this.room, words)
    renew(this.asks, shown)
    if (beat.ask?.cells && this.frame.svg) dots(this.frame.svg, beat.ask, this.room, this.frame.wide)
  }

  hand(beat, svg) {
    const hand = structuredClone(beat.hand)
    const kept = this.values.get(beat.at) ?? {}
    if (hand.kind === "pull") hand.value = kept[hand.name] ?? null
    else hand.people.forEach(one => (one.value = kept[one.name] ?? null))
    this.frame.end = onceStill(this.frame.end, () => {
      if (this.here !== `${beat.at} 0` || !svg.isConnected) return
      this.frame.svg = take(svg, hand, {
        wide: this.frame.wide,
        draw: picture => deck.svg(picture, this.frame.wide),
        told: (name, value) => this.values.set(beat.at, { ...this.values.get(beat.at), [name]: value }),
        say: () => {},
      })
    })
  }

  // ── the address says where one is: a reload, or a link, comes back to it ──

  address(presenting) {
    const { at, step, plan } = this.room.state
    const to = new URL(location.href)
    to.pathname = placeOf(at.split("/")[0])
    const told = { beat: at.split("/")[1], present: presenting && "true", plan: presenting && plan, step: presenting && step > 0 && step }
    for (const [name, value] of Object.entries(told)) {
      if (value) to.searchParams.set(name, value)
      else to.searchParams.delete(name)
    }
    return to
  }

  remember() {
    history.replaceState(history.state, "", this.address(true))
  }

  // ── what one does ──

  pressed(event) {
    if (document.querySelector("dialog[open]")) return
    const does = doing(event, this.root)
    if (!does) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.does(does.name ?? does, does.option)
  }

  does(name, option) {
    const { room, beat } = this
    const { state } = room
    if (name === "more" && beat.ask && state.step === 2) return this.choose(option)
    switch (name) {
      case "overview": return overview(deck, state, deck.words, to => room.set({ at: to.at, step: 0, black: false }))
      case "invite": return inviteCard(beat, deck.words)
      case "card": return keysCard(deck.words)
      case "speaker": return this.speaker()
      case "full": return document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen?.()
      case "quiet": return this.root.focus()
      case "leave": return this.leave()
      default: return steer(deck, room, name, option)
    }
  }

  speaker() {
    const { blocked } = deck.words
    const evidence = query().get("evidence")
    const to = new URL(`./speaker${evidence ? `?evidence=${evidence}` : ""}`, document.baseURI)
    const window_ = open(to, "speaker", "popup,width=1180,height=760")
    if (window_) return window_.focus()
    this.says.replaceChildren(blocked, " ", element("a", { href: to.href, target: "_blank" }, to.host + to.pathname))
  }

  swiped(signal) {
    let from = null
    this.root.addEventListener("touchstart", ({ touches, target }) => {
      from = touches.length === 1 && !target.closest(".handle, dialog") ? touches[0] : null
    }, { passive: true, signal })
    this.root.addEventListener("touchend", ({ changedTouches: [to] }) => {
      const far = from ? to.clientX - from.clientX : 0
      if (Math.abs(far) > 50 && Math.abs(far) > 2 * Math.abs(to.clientY - from.clientY)) this.does(far < 0 ? "on" : "back")
    }, { passive: true, signal })
  }

  close() {
    this.stops.abort()
    this.size.disconnect()
    this.room.set({ over: true })
    if (document.fullscreenElement) document.exitFullscreen()
    this.others.forEach(one => (one.inert = false))
    this.root.remove()
    document.documentElement.classList.remove("presenting")
  }

  // Back to the page, at the beat that was presented: scrolled to where it is on this page, or on the page of its chapter.
  leave() {
    const to = this.address(false)
    const { id } = this.beat
    this.close()
    if (to.pathname === this.from) {
      history.replaceState(history.state, "", to)
      dispatchEvent(new CustomEvent("go-to-beat", { detail: id }))
    } else if (app()) showChapter(to)
    else location.assign(to)
  }
}
