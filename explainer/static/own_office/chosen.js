// Who or what is chosen in an office: what can be changed of it, and what the network is like from there.

import { button, element, picker } from "../dom.js"
import { changedPerson, changedTie, idOf, person, tieOf, withoutPerson, withoutTie } from "./model.js"
import { options } from "./words.js"

const list = (title, items, none) => element("div", {}, element("h3", {}, title), items.length ? element("ul", {}, ...items.map(text => element("li", {}, text))) : element("p", { class: "muted" }, none))

// `hold`: now(), chosen, ego, change(office, says), choose(target), stand(person). Made anew with each choice; while the
// same stays chosen its fields stay, and so does the focus.
export const chosenPart = (data, says, hold) => {
  const part = element("section", { class: "chosen", "aria-label": says("chosen") })
  let shown = ""
  let fill = () => {}

  const personPart = id => {
    const change = patch => hold.change(changedPerson(hold.now(), id, patch, data))
    const text = (key, name) => {
      const input = element("input", { type: "text", maxlength: data.most.letters, autocomplete: "off", onchange: () => change({ [key]: input.value }) })
      return { input, field: element("label", { class: "field" }, says(name), input) }
    }
    const [name, job] = [text("name", "column_name"), text("job", "column_job")]
    const level = picker(says("column_level"), options(data.levels), () => change({ level: level.select.value }))
    const side = picker(says("column_side"), options(data.sides, ["", says("no_side")]), () => change({ side: side.select.value }))
    const heading = element("h2")
    const stand = button("", () => hold.stand(hold.ego === id ? "" : id))
    const remove = button(says("remove"), () => hold.change(withoutPerson(hold.now(), id), says("removed", { name: name.input.value })))
    const ego = element("div", { class: "ego" })
    part.replaceChildren(heading, element("div", { class: "fields" }, name.field, job.field, level.field, side.field), element("p", { class: "acts" }, stand, remove, button(says("let_go"), () => hold.choose(null))), ego)
    fill = () => {
      const one = person(hold.now(), id)
      heading.textContent = one.name
      for (const [input, key] of [[name.input, "name"], [job.input, "job"], [level.select, "level"], [side.select, "side"]]) if (input.value !== one[key]) input.value = one[key]
      side.select.disabled = !data.levels[one.level].person
      stand.textContent = says(hold.ego === id ? "leave_place" : "stand")
      stand.setAttribute("aria-pressed", hold.ego === id)
      const { before, after, gone } = says.ego(hold.now(), id)
      ego.replaceChildren(list(says("before"), before, says("no_tie")), list(says("now"), [...after, ...gone.map(text => says("gone_tie", { text }))], says("no_tie")))
    }
  }

  const tiePart = id => {
    const kind = picker(says("column_kind"), options(data.kinds), () => {
      const patch = { kind: kind.select.value }
      const next = idOf({ ...tieOf(hold.now(), id, data), ...patch }, data) // it is another tie now
      hold.change(changedTie(hold.now(), id, patch, data))
      hold.choose({ tie: next }, true)
    })
    const since = picker(says("column_since"), options(data.since), () => hold.change(changedTie(hold.now(), id, { since: since.select.value }, data)))
    const heading = element("h2")
    part.replaceChildren(heading, element("div", { class: "fields" }, kind.field, since.field),
      element("p", { class: "acts" }, button(says("remove"), () => hold.change(withoutTie(hold.now(), id, data), says("untied"))), button(says("let_go"), () => hold.choose(null))))
    fill = () => {
      const tie = tieOf(hold.now(), id, data)
      heading.textContent = says.tie(hold.now(), tie)
      for (const [{ select }, key] of [[kind, "kind"], [since, "since"]]) if (select.value !== tie[key]) select.value = tie[key]
    }
  }

  const nothing = () => {
    const level = ([id, one]) => element("li", { class: `level ${id}` }, one.name)
    part.replaceChildren(element("h2", {}, says("how")), element("p", {}, says("how_says")),
      element("ul", { class: "key" }, ...Object.entries(data.levels).map(level)), element("p", { class: "small" }, says("how_ties")))
    fill = () => {}
  }

  const render = () => {
    const { chosen } = hold
    const now = chosen ? (chosen.person ?? chosen.tie) : "-"
    if (now !== shown) {
      if (!chosen) nothing()
      else if (chosen.person) personPart(chosen.person)
      else tiePart(chosen.tie)
    }
    shown = now
    fill()
  }
  return { part, render, focus: () => part.querySelector("input, select")?.focus() }
}
