// The beats in the order they are presented, and the steps of each: what is told, what is asked, what is shown after it.

import { element } from "../dom.js"
import { move, parsed, WIDE } from "../stage/move.js"

// HTML that Python made, escaped there.
export const markup = html => [...new DOMParser().parseFromString(html, "text/html").body.childNodes]

export const fetched = async position => {
  const answer = await fetch(`./present/${position}.json`)
  if (!answer.ok) throw new Error(answer.status)
  return new Deck(await answer.json())
}

export class Deck {
  constructor(data) {
    Object.assign(this, data)
    this.byPlace = new Map(this.beats.map(beat => [beat.at, beat]))
    this.asks = new Map(this.beats.filter(beat => beat.ask).map(beat => [beat.ask.name, beat.ask]))
    this.drawn = new Map()
  }

  // The way through: a plan's own, or every beat but those of chapters the story leads past, unless one is in them.
  way({ at, plan }) {
    const planned = this.plans[plan]?.map(({ at }) => this.byPlace.get(at)).filter(Boolean)
    if (planned?.some(beat => beat.at === at)) return planned
    const here = at.split("/")[0]
    return this.beats.filter(beat => beat.chapter === here || !this.chapters[beat.chapter].beside)
  }

  steps(beat) {
    return beat.ask ? (beat.ask.cells ? 2 : 3) : 1
  }

  // One press on or back; nothing at the ends.
  moved(state, by) {
    const way = this.way(state)
    const beat = this.byPlace.get(state.at)
    const step = state.step + by
    if (step >= 0 && step < this.steps(beat)) return { at: state.at, step }
    const next = way[way.indexOf(beat) + by]
    return next && { at: next.at, step: by < 0 ? this.steps(next) - 1 : 0 }
  }

  end(state, by) {
    const beat = this.way(state).at(by < 0 ? 0 : -1)
    return { at: beat.at, step: 0 }
  }

  svg(number, wide) {
    const key = `${number} ${wide}`
    if (!this.drawn.has(key)) this.drawn.set(key, parsed(this.pictures[number][wide ? "wide" : "narrow"]))
    return this.drawn.get(key).cloneNode(true)
  }

  // A small picture of a beat: for the overview, and for who speaks.
  small(beat) {
    const box = document.createElement("div")
    box.className = "present-small"
    box.inert = true
    box.append(...(beat.table ? markup(beat.table) : [this.svg(beat.picture, true)]))
    for (const part of box.querySelectorAll("[id], [popover]")) part.removeAttribute("id")
    box.querySelectorAll("[popover]").forEach(note => note.remove())
    return box
  }
}

// What stands over a question: what it is about, where several ask the same.
export const question = ({ about, says }) => (about ? [element("h2", {}, about), element("p", {}, says)] : [element("h2", {}, says)])

// What both windows do: go on and back, black the screen, count hands while the room is asked.
export const steer = (deck, room, name, option) => {
  const { state } = room
  const { ask } = deck.byPlace.get(state.at)
  const goes = to => to && room.set({ ...to, black: false })
  const counts = by => ask && state.step === 1 && room.count(ask, option, by)
  switch (name) {
    case "on": return goes(deck.moved(state, 1))
    case "back": return goes(deck.moved(state, -1))
    case "first": return goes(deck.end(state, -1))
    case "last": return goes(deck.end(state, 1))
    case "more": return counts(1)
    case "less": return counts(-1)
    case "black": return room.set({ black: !state.black })
  }
}

// A frame in which one picture moves into the next.
export class Frame {
  constructor(box, deck) {
    Object.assign(this, { box, deck, end: () => {} })
  }

  get wide() {
    return this.box.clientWidth >= WIDE
  }

  show(number) {
    const key = `${number} ${this.wide}`
    if (key === this.key && this.svg?.isConnected) return this.svg
    const still = !this.svg?.isConnected || this.key.split(" ")[1] !== String(this.wide)
    this.key = key
    this.end()
    const next = this.deck.svg(number, this.wide)
    this.end = move(still ? null : this.svg, next, 700)
    if (!next.isConnected) this.box.replaceChildren(next)
    return (this.svg = next)
  }

  table(html) {
    this.end()
    this.svg = null
    this.box.replaceChildren(...markup(html))
    for (const folded of this.box.querySelectorAll("details")) folded.open = true
  }
}
