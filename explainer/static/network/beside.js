// What stands beside the drawing and says the same in words: the legend, the place of one actor, sentences, the table.
// Each takes what the figure says (`says`: see words.js) and what is shown (`shown`: see scene() in state.js).

import { element, set, svgElement } from "../dom.js"
import { levelsIn, pictureOf, signed } from "./drawing.js"
import { scene, upper, youSay } from "./state.js"

// One actor or tie, and where it is said; `link` leads to it, `letGo` is a button where it was chosen.
export const oneTold = ({ net, view, named, told, markOf }, shown, one, link, letGo) => {
  const times = one.tie ? one.when : shown.layer !== "proposed" ? "unsaid" : one.begins ? "after" : "both"
  const when = times === "unsaid" ? "" : `${view("when", { when: net.words.when[times] })} `
  return [
    element("p", { class: "headline" }, named(one)),
    element("p", {}, `${told(one)} `, markOf(one)),
    element("p", { class: "small" }, when, link, " ", letGo),
  ]
}

export const stepTold = ({ net, mark, stepTitle, stepChanges }, state, shown) => {
  const step = net.steps[state.step]
  const list = stepChanges(shown)
  return [
    element("p", {}, element("strong", {}, stepTitle(state)), ` ${step.says} `, mark(net.marks[`step.${step.id}`])),
    ...(list.length ? [element("p", { class: "small changes" }, list.join(" "))] : []),
  ]
}

// The legend holds what the drawing holds, and no more.
export const legend = ({ net, view, marked }, { layer, actors: all, edges }, picture) => {
  const [everyone, every] = [all, edges].map(list => list.filter(one => one.there))
  const sample = group => svgElement("svg", { class: "network-drawing sample", viewBox: "-30 -20 60 40", "aria-hidden": "true" }, group)
  const distinct = (list, key) => [...new Map(list.map(one => [one[key], one])).values()]
  const item = (picture, text) => element("li", {}, picture, text)
  const actors = distinct(everyone.filter(one => one.form !== "text"), "kind").map(one => {
    const group = svgElement("g", { class: `actor ${one.form} ${one.level}` })
    const shape = picture.querySelector(`[data-actor="${one.actor}"] .shape-of`).cloneNode()
    if (shape.localName === "rect") set(shape, { x: -22, width: 44 })
    group.append(shape)
    return item(sample(group), net.words.actor_kinds[one.kind])
  })
  const looks = edge => `${edge.level === "blank" ? "blank" : edge.theme ?? ""} ${edge.level === "yours"} ${edge.arrows}`
  const ties = distinct(every.map(edge => ({ ...edge, looks: looks(edge) })), "looks").map(edge => {
    const group = svgElement("g", { class: `tie ${edge.level} ${edge.theme ?? "no-theme"} ${edge.kind}` })
    group.append(svgElement("path", { class: "line", d: "M-28 0H26" }))
    if (edge.arrows) group.append(svgElement("path", { class: "head", d: "M28 0L19 4L19 -4Z" }))
    const alike = every.filter(other => looks(other) === edge.looks)
    const names = [...new Set(alike.map(other => (other.level === "yours" ? signed("yours", other.label) : other.label)))].join(", ")
    const theme = edge.theme && edge.level !== "yours" ? ` (${net.words.themes[edge.theme].name.toLowerCase()})` : ""
    return item(sample(group), names + theme)
  })
  const inWords = every.flatMap(edge => levelsIn(edge.label).map(level => [level, net.words.levels[level]]))
  const levels = [...new Map([...every.map(edge => [edge.level, marked(edge).name]), ...inWords])].map(([level, name]) =>
    element("li", {}, `${signed(level, "")} ${name}`))
  return [
    element("p", {}, view("legend_actors")), element("ul", {}, ...actors),
    element("p", {}, view("legend_ties")), element("ul", {}, ...ties),
    element("p", {}, view("legend_levels")), element("ul", {}, ...levels),
    ...(layer === "proposed" ? [element("p", {}, view("legend_parted")), element("p", {}, view("legend_new"))] : []),
    element("p", {}, view("legend_nothing")),
  ]
}

// The ties of one actor, in the second person: before, and at the step where one is, or at the last.
export const ego = ({ net, view, markOf, nameOf }, state, role) => {
  const last = state.step || net.steps.length - 1
  const columns = [[0, view("ego_before")], [last, view("ego_after", { step: net.steps[last].title })]].map(([step, title]) => {
    const then = scene({ ...state, step, theme: "" }, net)
    const mine = then.edges.filter(edge => edge.kind !== "yours" && (edge.start === role || edge.end === role))
    const here = mine.filter(edge => edge.there)
    const gone = step ? mine.filter(edge => edge.ends !== null && edge.ends <= step) : []
    const says = [
      ...here.map(edge => element("li", {}, `${youSay(edge, role, net)} `, markOf(edge))),
      ...gone.map(edge => element("li", { class: "gone" }, view("ego_gone", { sentence: youSay(edge, role, net, true) }))),
    ]
    return element("div", {}, element("h3", {}, title), egoPicture(net, view, role, mine, step),
      element("ul", {}, ...(says.length ? says : [element("li", {}, view("ego_nothing"))])))
  })
  return [element("p", { class: "headline" }, view("you", { name: nameOf(role) })), element("div", { class: "columns" }, ...columns)]
}

// The picture of the whole office, without those who are not tied to the one: places stay what they are.
const egoPicture = (net, view, role, mine, step) => {
  const svg = pictureOf(net, "proposed", step, "narrow")
  const near = new Set([role, ...mine.flatMap(edge => [edge.start, edge.end])])
  const ties = new Set(mine.map(edge => edge.tie))
  for (const one of svg.querySelectorAll("[data-actor], [data-tie]"))
    if (!near.has(one.dataset.actor) && !ties.has(one.dataset.tie)) one.remove()
  for (const one of svg.querySelectorAll(".response, .plus")) one.remove()
  for (const one of svg.querySelectorAll(".new")) one.classList.remove("new")
  const [closest, ...rest] = [...svg.querySelectorAll(`[data-actor="${role}"] tspan`)]
    .sort((one, other) => Math.abs(one.getAttribute("y")) - Math.abs(other.getAttribute("y")))
  if (closest) closest.textContent = view("ego_you") // not everyone is there from the start
  for (const one of rest) one.remove()
  svg.removeAttribute("role")
  svg.setAttribute("aria-hidden", true)
  return svg
}

// Cuts pictures that are in the page down to what any of them holds.
export const fit = svgs => {
  const boxes = svgs.map(svg => svg.getBBox()).filter(box => box.width)
  if (!boxes.length) return
  const [left, top] = ["x", "y"].map(side => Math.min(...boxes.map(box => box[side])) - 8)
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + 8
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + 8
  for (const svg of svgs) svg.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`)
}

export const sentences = ({ markOf, sentence, actorSays }, shown) => {
  const ties = shown.edges.filter(edge => edge.there).map(edge => element("li", {}, `${sentence(edge)} `, markOf(edge)))
  const actors = shown.actors.filter(one => one.there).map(one =>
    element("li", {}, element("strong", {}, `${upper(one.name)}. `), `${actorSays(one)} `, markOf(one)))
  return [element("ul", {}, ...ties), element("ul", {}, ...actors)]
}

export const table = ({ net, view, nameOf, marked }, shown) => {
  const { columns } = net.words.view
  const rows = shown.edges.filter(edge => edge.there).map(edge => {
    const mark = marked(edge)
    const cells = [upper(nameOf(edge.start)), edge.label, upper(nameOf(edge.end)), net.words.when[edge.when], mark.name, mark.source ?? ""]
    return element("tr", {}, ...cells.map(text => element("td", {}, text)))
  })
  const heads = ["from", "kind", "to", "when", "level", "source"].map(name => element("th", { scope: "col" }, columns[name]))
  return [element("div", { class: "wide-table", tabindex: 0, role: "region", "aria-label": view("table") },
    element("table", { class: "data" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows)))]
}
