// Cards over what is presented: the keys, all beats as small pictures, the invitation.

import { button, element } from "../dom.js"
import { markup } from "./deck.js"
import { letters } from "./start.js"

const opened = (name, title, words, ...inside) => {
  document.querySelector("dialog.present-card")?.close()
  const close = button("×", () => card.close(), { class: "present-close", "aria-label": words.close })
  const heading = element("h2", { id: "present-card-title", tabindex: -1 }, title)
  const card = element("dialog", { class: `present-card story ${name}`, "aria-labelledby": "present-card-title" }, close, heading, ...inside)
  card.addEventListener("close", () => card.remove())
  card.addEventListener("click", event => event.target === card && card.close())
  card.addEventListener("keydown", event => event.stopPropagation()) // Streamlit has keys of its own
  ;(document.querySelector(".present") ?? document.body).append(card)
  card.showModal()
  heading.focus()
  return card
}

export const keysCard = words => {
  const { title, letters: says, ...keys } = words.keys
  const rows = Object.values(keys).map(({ keys, does }) =>
    element("tr", {}, element("th", { scope: "row" }, ...keys.split(/ (?!to )(?<!to )/).map(key => element("kbd", {}, key))), element("td", {}, does)))
  const box = element("input", { type: "checkbox", onchange: () => (letters.on = box.checked) })
  box.checked = letters.on
  return opened("keys", title, words, element("table", {}, element("tbody", {}, ...rows)), element("label", {}, box, says))
}

// Pictures are drawn as they come into sight.
export const overview = (deck, state, words, go) => {
  const draws = new IntersectionObserver(seen => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue
      draws.unobserve(target)
      target.prepend(deck.small(deck.byPlace.get(target.dataset.at)))
    }
  })
  const way = deck.way(state)
  const told = way.length < deck.beats.length && deck.plans[state.plan] ? way : deck.beats
  const groups = Object.entries(Object.groupBy(told, beat => beat.chapter)).map(([slug, beats]) =>
    element("section", {}, element("h3", {}, deck.chapters[slug].title),
      element("ol", {}, ...beats.map(beat =>
        element("li", {}, button(element("span", {}, beat.title), () => { card.close(); go(beat) }, {
          "data-at": beat.at, "aria-current": beat.at === state.at ? "true" : null }))))))
  const card = opened("overview", words.chapters, words, ...groups)
  card.querySelectorAll("[data-at]").forEach(one => draws.observe(one))
  const here = card.querySelector("[aria-current]")
  here?.scrollIntoView({ block: "center" })
  here?.focus({ preventScroll: true })
  card.addEventListener("keydown", event => stepped(card, event))
}

// Arrows lead from picture to picture.
const stepped = (card, event) => {
  const all = [...card.querySelectorAll("[data-at]")]
  const from = all.indexOf(document.activeElement)
  if (from < 0) return
  const box = all[from].getBoundingClientRect()
  const below = one => Math.abs(one.getBoundingClientRect().left - box.left) < 4
  const next = {
    ArrowRight: all[from + 1], ArrowLeft: all[from - 1],
    ArrowDown: all.slice(from + 1).find(below), ArrowUp: all.slice(0, from).findLast(below), Home: all[0], End: all.at(-1),
  }[event.key]
  if (!next) return
  event.preventDefault()
  next.focus()
}

export const inviteCard = async (beat, words) => {
  const { title, says, near, none } = words.invite
  const asked = new URLSearchParams({ chapter: beat.chapter, beat: beat.id })
  const evidence = new URLSearchParams(location.search).get("evidence")
  if (evidence) asked.set("evidence", evidence)
  const answer = await fetch(`./invite.json?${asked}`).catch(() => null)
  if (!answer?.ok) return opened("invite", title, words, element("p", { role: "status" }, words.broken))
  const told = await answer.json()
  if (!told.address) return opened("invite", title, words, element("p", { class: "large" }, none))
  const code = element("div", { class: "qr", "aria-hidden": "true" }, ...markup(told.svg))
  const link = element("a", { href: told.address, target: "_blank", rel: "noopener" }, told.address.replace(/^https?:\/\//, ""))
  return opened("invite", title, words, code,
    element("div", {}, element("p", { class: "large" }, link), element("p", {}, says), told.near ? element("p", {}, near) : null))
}
