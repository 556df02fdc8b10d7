// A show of hands: for each option how many, vote beside vote.

import { button, element, svgElement } from "../dom.js"

const plus = "+"
const minus = "−"

// `counts`: with buttons to count; `choose(option)`: what a touch on an option does.
export const tally = (ask, room, words, { counts = false, choose = null, chosen = null } = {}) => {
  const votes = room.votes(ask)
  const most = Math.max(1, ...votes.flat())
  const bare = !counts && !votes.flat().some(Boolean) // nobody was counted: the options alone
  const rows = ask.options.map(({ name }, nth) => {
    const says = choose
      ? button(name, () => choose(nth), { class: "present-option", "aria-pressed": String(nth === chosen) })
      : element("span", { class: "present-option" }, name)
    const bars = votes.map((vote, round) =>
      element("span", { class: "present-bar", "data-round": round, title: votes.length > 1 ? words.rounds[round] : null },
        element("i", { style: `width:${(100 * vote[nth]) / most}%` }), element("b", {}, String(vote[nth]))),
    )
    const by = (text, says, step) =>
      button(text, () => room.count(ask, nth, step), { class: "present-count", "aria-label": says.replace("{option}", name), "data-count": `${nth} ${step}` })
    return element("li", { class: choose && nth === ask.defensible ? "defensible" : null },
      element("kbd", { "aria-hidden": "true" }, String(nth + 1)), says, bare ? null : element("span", { class: "present-bars" }, ...bars),
      ...(counts ? [by(minus, words.less, -1), by(plus, words.more, 1)] : []))
  })
  const key = votes.length < 2 ? null : element("p", { class: "present-rounds" },
    ...votes.map((_, round) => element("span", { "data-round": round }, element("i"), words.rounds[round])))
  const more = counts && votes.length < words.rounds.length && votes.at(-1).some(Boolean)
  const again = more ? button(words.again, () => room.again(ask), { class: "plain present-again" }) : null
  return element("div", { class: `present-tally${counts ? " counts" : bare ? " bare" : ""}` },
    element("ol", {}, ...rows), key, bare ? null : element("p", { class: "present-room" }, words.room), again)
}

// Puts a tally anew in the place of the one before; what had the focus has it again.
export const renew = (place, next) => {
  const had = place.contains(document.activeElement) ? [...place.querySelectorAll("button")].indexOf(document.activeElement) : -1
  place.replaceChildren(next ?? "")
  if (had >= 0) (place.querySelectorAll("button")[had] ?? place.closest("[tabindex]"))?.focus({ preventScroll: true })
}

// The room's dots in the four cells, along the bottom of each, in the latest vote.
export const dots = (svg, ask, room, wide) => {
  svg.querySelectorAll(".room-dot").forEach(dot => dot.remove())
  const size = wide ? 10 : 5
  room.votes(ask).at(-1).forEach((many, nth) => {
    const [left, , right, bottom] = ask.cells[wide ? "wide" : "narrow"][nth]
    const across = Math.floor((right - left - 3 * size) / (size * 2.5))
    for (let one = 0; one < many; one++) {
      const [cx, cy] = [left + size * 2.4 + (one % across) * size * 2.5, bottom - size * 2.1 - Math.floor(one / across) * size * 2.5]
      svg.append(svgElement("circle", { cx, cy, r: size, class: "room-dot" }))
    }
  })
}
