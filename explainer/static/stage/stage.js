// The stage: the picture that stays in view while the words go by. Python drew every picture; this file knows which beat
// is being read, shows its picture, and moves from the one before (move.js).

import { unpacked } from "../packed.js"
import { scroller } from "../streamlit_private.js"
import { take } from "./hands.js"
import { move, onceStill, parsed, WIDE } from "./move.js"

const STACKED = matchMedia("(max-width: 900px)") // the stage stands above the words; as in css/stage.css

// One stage for each place it stands in the page. Streamlit calls the component again with new data, in the same place.
const stages = new WeakMap()

class Stage {
  constructor(root) {
    this.root = root
    this.frame = root.querySelector(".stage-picture")
    this.says = root.querySelector('[role="status"]')
    this.look = root.querySelector("style")
    this.now = null
    this.end = () => {}
    this.listen()
  }

  // ── what is shown ──

  async take(bytes, told) {
    this.latest = bytes
    const data = await unpacked(bytes)
    if (this.latest !== bytes) return // the next has come first
    this.told = told
    const first = !this.data
    this.data = data
    this.drawn = new Map() // picture and width -> the drawing, parsed once
    this.root.querySelector(".stage-back").ariaLabel = data.words.back
    this.root.querySelector(".stage-on").ariaLabel = data.words.on
    this.root.querySelector(".to-present").ariaLabel = data.words.present
    this.frame.ariaLabel = data.words.stage
    for (const button of this.root.querySelectorAll(".stage-take"))
      button.ariaLabel = data.words.take.replace("{kind}", button.textContent)
    if (first) this.arrive()
    this.show(this.beat(this.now?.id) ?? data.beats[0], true)
  }

  beat(name) {
    return this.data?.beats.find(beat => beat.id === name)
  }

  get wide() {
    return this.frame.clientWidth >= WIDE
  }

  svg(picture) {
    const width = this.wide ? "wide" : "narrow"
    const key = `${picture} ${width}`
    if (!this.drawn.has(key)) this.drawn.set(key, parsed(this.data.pictures[picture][width]))
    return this.drawn.get(key)
  }

  show(beat, again = false) {
    if (!beat || (beat === this.now && !again)) return
    const from = this.now
    this.now = beat
    this.end()
    const next = this.svg(beat.picture).cloneNode(true)
    this.end = move(this.frame.querySelector("svg"), next, from && !again ? 700 : again && from ? 400 : 0)
    if (!next.isConnected) this.frame.prepend(next)
    this.root.classList.toggle("has-hand", Boolean(beat.hand))
    if (beat.hand) this.hand(beat, next)
    this.mark(beat)
    if (from && from.id !== beat.id) {
      this.says.textContent = this.data.pictures[beat.picture].finding
      this.remember(beat)
    }
  }

  // What can be moved by hand in this picture, once it stands still.
  hand(beat, svg) {
    this.end = onceStill(this.end, () => {
      if (this.now !== beat || !svg.isConnected) return
      take(svg, beat.hand, {
        wide: this.wide,
        draw: picture => this.svg(picture).cloneNode(true),
        told: (name, value) => this.told("said", { name, value }),
        say: text => (this.says.textContent = text),
      })
    })
  }

  // The beat that is read stands out. A rule says so, not a class: a run of the server draws the beats anew.
  mark(beat) {
    const name = CSS.escape(`${this.data.chapter}-${beat.id}`)
    const chart = `.st-key-chart-${CSS.escape(beat.id)}`
    this.look.textContent =
      `@media screen { .st-key-beats-${this.data.scene} section.block:not(#${name}) { --words: var(--muted); } }` +
      ` :root .st-key-stage-${this.data.scene} ${chart} { display: flex !important; }`
    this.frame.hidden = Boolean(document.querySelector(chart))
    this.root.style.setProperty("--read", (this.data.beats.indexOf(beat) + 1) / this.data.beats.length)
  }

  // The picture that is shown as a file: with what it says, and where it comes from.
  async takeAlong(kind) {
    const { savePicture } = await import("../export.js") // few readers take anything along
    const { id, picture: shown } = this.now
    const title = this.section(this.now)?.querySelector("h1, h2, h3")?.textContent.trim() || document.title
    const says = [...document.querySelectorAll(".colophon p")].map(said => said.textContent.trim())
    const told = [this.data.pictures[shown].finding, ...says, location.href.split("#")[0]]
    await savePicture(`${this.data.chapter}-${id}`, kind, this.frame.querySelector("svg"), title, told)
  }

  // ── which beat is read ──

  section(beat) {
    return document.getElementById(`${this.data.chapter}-${beat.id}`)
  }

  // Where a beat begins: at its title; a finding at what opens it, which is its title as well.
  head(beat) {
    const section = this.section(beat)
    return section?.closest("details")?.querySelector("summary") ?? section?.querySelector("h1, h2, h3, p") ?? section
  }

  // Where words are read: top and height, in pixels of the window. On a phone the picture takes the upper part.
  get room() {
    const box = scroller().getBoundingClientRect()
    const top = STACKED.matches ? Math.max(box.top, this.root.getBoundingClientRect().bottom) : box.top
    return { top, height: innerHeight - top }
  }

  // The last beat that begins in the upper part of where words are read.
  reading() {
    const { top, height } = this.room
    const middle = top + height * 0.4
    let found = this.data.beats[0]
    let before = null
    for (const beat of this.data.beats) {
      const head = this.head(beat)
      if (head && head !== before && head.getBoundingClientRect().top <= middle) found = beat
      before = head
    }
    return found
  }

  // Scrolling moves on: the beat is looked up once a frame, so that a jump finds its picture as well.
  scrolled() {
    cancelAnimationFrame(this.looks)
    this.looks = requestAnimationFrame(() => this.held || this.asked || !this.root.isConnected || this.show(this.reading()))
  }

  remember(beat) {
    if (document.querySelector(".present")) return // what is presented stands in the address
    const to = new URL(location.href)
    if (to.searchParams.get("beat") === beat.id) return
    to.searchParams.set("beat", beat.id)
    history.replaceState(history.state, "", to)
  }

  // The words come after the stage, and a run of the server may bring others. A link leads to a beat as soon as its words
  // are there, and stays with it while the page above it still grows; until the reader does something.
  arrive() {
    this.asked = this.beat(new URLSearchParams(location.search).get("beat"))?.id
    const box = scroller()
    const scrolled = () => (this.root.isConnected ? this.scrolled() : box.removeEventListener("scroll", scrolled))
    box.addEventListener("scroll", scrolled, { passive: true })
    const scene = this.root.closest(`.st-key-scene-${this.data.scene}`)
    const grown = () => {
      if (this.asked) this.go(this.beat(this.asked), "instant")
      else if (this.now) this.mark(this.now)
    }
    const grows = new ResizeObserver(grown)
    grows.observe(scene)
    const leave = () => (this.asked = null)
    for (const act of ["wheel", "touchstart", "pointerdown", "keydown"])
      addEventListener(act, leave, { once: true, capture: true, passive: true })
    setTimeout(leave, 6000)
  }

  // ── moving on ──

  go(beat, behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth") {
    const folded = this.section(beat)?.closest("details")
    if (folded) folded.open = true
    const head = this.head(beat)
    if (!head) return
    const { top, height } = this.room
    this.hold()
    this.show(beat)
    scroller().scrollBy({ top: head.getBoundingClientRect().top - top - height * 0.22, behavior })
  }

  // While the page scrolls by itself the beat it goes to is the one that is read.
  hold() {
    clearTimeout(this.held)
    const box = scroller()
    const release = () => {
      this.held = 0
      box.removeEventListener("scrollend", release)
    }
    this.held = setTimeout(release, 1200)
    box.addEventListener("scrollend", release, { once: true })
  }

  step(by) {
    const beats = this.data.beats.filter(beat => this.section(beat))
    const next = beats[beats.indexOf(this.now) + by]
    if (next) this.go(next)
  }

  listen() {
    const keys = { ArrowDown: 1, ArrowRight: 1, PageDown: 1, ArrowUp: -1, ArrowLeft: -1, PageUp: -1 }
    this.root.addEventListener("keydown", event => {
      const by = keys[event.key]
      if (!by || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("[role=slider]")) return
      event.preventDefault()
      event.stopPropagation()
      this.step(by)
    })
    this.root.querySelector(".stage-back").addEventListener("click", () => this.step(-1))
    this.root.querySelector(".stage-on").addEventListener("click", () => this.step(1))
    for (const button of this.root.querySelectorAll(".stage-take"))
      button.addEventListener("click", () => this.takeAlong(button.dataset.kind))
    addEventListener("go-to-beat", ({ detail }) => {
      if (this.root.isConnected && this.beat(detail)) this.go(this.beat(detail), "instant")
    })
    this.width = new ResizeObserver(() => {
      if (!this.data || this.wide === this.was) return
      this.was = this.wide
      this.show(this.now, true)
    })
    this.width.observe(this.frame)
    addEventListener("beforeprint", () => this.print())
    addEventListener("afterprint", () => document.querySelectorAll(".still").forEach(still => still.remove()))
  }

  // On paper each picture stands with its words, where it changes.
  print() {
    let before = null
    for (const beat of this.data?.beats ?? []) {
      const section = this.section(beat)
      if (!section || beat.picture === before) continue
      before = beat.picture
      const still = Object.assign(document.createElement("figure"), { className: "still" })
      still.append(parsed(this.data.pictures[beat.picture].wide))
      section.append(still)
    }
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".stage")
  if (!stages.has(root)) stages.set(root, new Stage(root))
  stages.get(root).take(data, setTriggerValue)
}
