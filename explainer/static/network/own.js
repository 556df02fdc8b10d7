// A tie of the reader's own: the form, choosing its ends in the figure, and where ties are kept.

import { button, element, opening, picker } from "../dom.js"
import { keep, kept } from "../kept.js"
import { canTie, idOf, sameTie, upper } from "./state.js"

const PLACE = "when-the-dashboard-arrives/ties" // browser.js counts and forgets them

export const readKept = net => {
  try {
    return (JSON.parse(kept(PLACE)) ?? []).filter(tie => canTie(net, tie?.from, tie?.to) && Object.hasOwn(net.words.themes, tie.theme))
  } catch {
    return [] // what stands there is not ours
  }
}

export const keepTies = ties => { // where nothing can be kept, they live on in the address
  keep(PLACE, ties.length ? JSON.stringify(ties) : null)
  dispatchEvent(new Event("ties-kept"))
}

// `figure` is what the form stands in: state() and change(patch), and picked(actors), which shows how far choosing has
// come (null: it has ended).
export const ownTies = (says, figure) => {
  const { net, view, sentence, markOf } = says
  const from = picker(view("draw_from"), [])
  const to = picker(view("draw_to"), [])
  const theme = picker(view("draw_theme"), Object.entries(net.words.themes).map(([value, { name }]) => [value, name]))
  const why = element("input", { type: "text", maxlength: 240 })
  const problem = element("p", { class: "small", role: "status" })
  const list = element("ul", { class: "own-ties" })
  let picked = null

  const draw = event => {
    event.preventDefault()
    if (picked) pickFrom(null) // whoever was picked stands in the form already
    const { ties } = figure.state()
    const tie = { from: from.select.value, to: to.select.value, theme: theme.select.value, why: why.value.trim() }
    if (!canTie(net, tie.from, tie.to)) return void (problem.textContent = view("draw_self"))
    if (ties.some(other => sameTie(tie, other))) return void (problem.textContent = view("draw_twice"))
    why.value = problem.textContent = ""
    figure.change({ ties: [...ties, tie], actor: "", tie: idOf(tie) })
    figure.showStage()
  }

  const pickFrom = actors => {
    picked = actors
    if (picked?.length) fillIn(picked[0])
    figure.picked(picked)
  }
  // A tie needs two, so without a second one it leads to the first of the others.
  const fillIn = (start, end) => {
    from.select.value = start
    if (end) to.select.value = end
    else if (to.select.value === start) to.select.selectedIndex = to.select.selectedIndex ? 0 : 1
    problem.textContent = ""
  }
  const pick = actor => {
    const [start] = picked
    if (!start) return pickFrom([actor])
    if (start === actor) return pickFrom(null)
    fillIn(start, actor)
    pickFrom(null)
    part.open = true
    theme.select.scrollIntoView({ block: "center" })
    theme.select.focus()
  }

  const part = opening(view("draw"), "own")
  part.append(
    element("p", { class: "small" }, view("draw_says")),
    element("form", { onsubmit: draw },
      element("p", {}, button(view("draw_pick"), () => pickFrom([]))),
      element("div", { class: "fields" }, from.field, to.field, theme.field),
      element("label", { class: "field" }, view("draw_why"), why),
      element("p", {}, element("button", { type: "submit", class: "plain" }, view("draw_add"))), problem),
    list)

  const render = shown => {
    part.hidden = net.position !== "ideas"
    const people = shown.actors.filter(one => one.there && one.form !== "text")
    for (const { select } of [from, to]) {
      const before = select.value
      select.replaceChildren(...people.map(one => element("option", { value: one.actor }, upper(one.name))))
      if (people.some(one => one.actor === before)) select.value = before
    }
    if (to.select.value === from.select.value) to.select.selectedIndex = from.select.selectedIndex ? 0 : 1
    const takeBack = edge => {
      const { ties, tie } = figure.state()
      const others = ties.filter(one => !sameTie(one, { from: edge.start, to: edge.end, theme: edge.theme }))
      figure.change({ ties: others, ...(tie === edge.tie ? { tie: "" } : {}) })
    }
    list.replaceChildren(...shown.edges.filter(edge => edge.kind === "yours").map(edge =>
      element("li", {}, `${sentence(edge)} `, markOf(edge), " ", button(view("draw_take_back"), () => takeBack(edge)))))
  }

  return {
    part, render, pick, pickFrom,
    get picked() { return picked },
    stop: () => (picked = null),
    // What to do next.
    asks: () => [
      element("p", { class: "headline" }, picked.length ? view("draw_picked", { from: says.nameOf(picked[0]) }) : view("draw_picking")),
      element("p", {}, button(view("draw_stop"), () => pickFrom(null))),
    ],
  }
}
