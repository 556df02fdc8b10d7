// The window of who speaks: this beat and the next, what to say, the clock, the room's answers. It moves with the screen of
// the room, and moves it; both talk within this browser only.

import { button, element } from "../dom.js"
import { fetched, markup, question, steer } from "./deck.js"
import { doing } from "./keys.js"
import { Room } from "./room.js"
import { renew, tally } from "./tally.js"

const main = document.querySelector("main")
const [deck, notes] = await Promise.all([
  fetched(new URLSearchParams(location.search).get("evidence") || "ideas"),
  fetch("./speaker/notes.json").then(answer => (answer.ok ? answer.json() : {})).catch(() => ({})),
])
const { words } = deck
const said = words.speaker
const room = new Room()

const part = (name, title, ...inside) => element("section", { class: name }, title ? element("h2", {}, title) : null, ...inside)
const parts = {
  now: element("div"), next: element("div"), notes: element("div", { "aria-live": "polite" }), asks: element("div"),
  place: element("p", { class: "place" }), elapsed: element("strong"), planned: element("span"),
}
const does = (name, option) => room.state.over || steer(deck, room, name, option)

const clock = milliseconds => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

const tick = () => (parts.elapsed.textContent = room.state.over ? "" : clock(Date.now() - room.state.since))

const shown = (beat, step) => {
  const inside = beat.ask && step === 1 ? question(beat.ask) : markup(beat.caption)
  const told = element("div", { class: "told" }, ...inside)
  for (const one of told.querySelectorAll("[popover]")) one.remove()
  for (const one of told.querySelectorAll("button.mark")) one.replaceWith(element("span", { class: one.className }, ...one.childNodes))
  return [deck.small(beat), told]
}

const told = at => {
  const note = notes[at]
  if (!note) return [element("p", { class: "quiet" }, said.no_notes)]
  return Object.entries(said.note).flatMap(([name, title]) => [element("h3", {}, title), ...markup(note[name])])
}

let here = ""
const draw = () => {
  const { state } = room
  document.body.classList.toggle("waits", Boolean(state.over) || !deck.byPlace.has(state.at))
  tick()
  if (state.over || !deck.byPlace.has(state.at)) return
  document.body.classList.toggle("is-black", state.black)
  const beat = deck.byPlace.get(state.at)
  const ask = beat.ask ?? (beat.tally && room.voted(beat.tally) ? deck.asks.get(beat.tally) : null)
  renew(parts.asks, ask ? tally(ask, room, words, { counts: Boolean(beat.ask) && state.step === 1 }) : null)
  if (here === `${state.at} ${state.step}`) return
  here = `${state.at} ${state.step}`
  const way = deck.way(state)
  const next = deck.moved(state, 1)
  parts.now.replaceChildren(...shown(beat, state.step))
  parts.next.replaceChildren(...(next ? shown(deck.byPlace.get(next.at), next.step) : [element("p", { class: "quiet" }, said.end)]))
  parts.notes.replaceChildren(...told(state.at))
  const place = said.step.replace("{n}", way.indexOf(beat) + 1).replace("{total}", way.length)
  parts.place.textContent = `${deck.chapters[beat.chapter].title} · ${place}`
  parts.planned.textContent = planned(state)
}

// When this beat should be over, in minutes from the start; nothing without a plan.
const planned = ({ at, plan }) => {
  const beat = deck.plans[plan]?.find(beat => beat.at === at)
  return beat ? `${said.planned}: ${said.minutes.replace("{n}", beat.ends)}` : ""
}

main.append(
  element("h1", { class: "hidden" }, said.title),
  element("p", { class: "waiting", role: "status" }, said.waiting),
  part("now", said.now, parts.place, parts.now),
  part("next", said.next, parts.next),
  part("time", null, element("p", {}, `${said.elapsed} `, parts.elapsed, " ", parts.planned),
    button(said.restart, () => room.set({ since: Date.now() })),
    element("p", { class: "steps" }, button(`‹ ${words.back}`, () => does("back")), button(`${words.on} ›`, () => does("on")))),
  part("notes", said.notes, parts.notes),
  part("asks", null, parts.asks),
)
main.tabIndex = -1
addEventListener("keydown", event => {
  const asked = doing(event, main)
  if (!asked) return
  event.preventDefault()
  does(asked.name ?? asked, asked.option)
})
room.addEventListener("change", draw)
room.state.over = true // until the window of the room says where it is
draw()
room.hello()
setInterval(tick, 500)
