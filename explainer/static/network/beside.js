// What stands beside the drawing and says the same in words: the legend, the place of one actor, sentences, the table.
// Each takes what the figure says (`says`: see view.js) and what is shown (`shown`: see scene() in state.js).

import { drawing, shapeOf, signed, svgElement } from "./drawing.js"
import { element } from "./parts.js"
import { scene, upper, youSay } from "./state.js"

// The legend holds what the drawing holds, and no more.
export const legend = ({ net, view }, shown) => {
  const sample = (...children) => {
    const svg = svgElement("svg", { class: "network-drawing sample", viewBox: "-30 -20 60 40", "aria-hidden": "true" })
    svg.append(...children)
    return svg
  }
  const distinct = (list, key) => [...new Map(list.map(one => [one[key], one])).values()]
  const item = (picture, text) => element("li", {}, picture, text)
  const actors = distinct(shown.actors.filter(one => one.form !== "text"), "kind").map(one => {
    const group = svgElement("g", { class: `actor ${one.form} ${one.level}` })
    group.append(shapeOf({ form: one.form, label: "box" }))
    return item(sample(group), net.words.actor_kinds[one.kind])
  })
  const looks = edge => `${edge.level === "blank" ? "blank" : edge.theme ?? ""} ${edge.level === "yours"} ${edge.arrows}`
  const ties = distinct(shown.edges.map(edge => ({ ...edge, looks: looks(edge) })), "looks").map(edge => {
    const group = svgElement("g", { class: `tie ${edge.level} ${edge.theme ?? "no-theme"} ${edge.kind}` })
    group.append(svgElement("path", { class: "line", d: "M-28 0H26" }))
    if (edge.arrows) group.append(svgElement("path", { class: "head", d: "M28 0L19 4L19 -4Z" }))
    const alike = shown.edges.filter(other => looks(other) === edge.looks)
    const names = [...new Set(alike.map(other => (other.level === "yours" ? signed("yours", other.label) : other.label)))].join(", ")
    const theme = edge.theme && edge.level !== "yours" ? ` (${net.words.themes[edge.theme].name.toLowerCase()})` : ""
    return item(sample(group), names + theme)
  })
  const levels = distinct(shown.edges, "level").map(edge =>
    element("li", {}, `${signed(edge.level, "")} ${(edge.level === "yours" ? net.yours : net.marks[edge.id]).name}`))
  return [
    element("p", {}, view("legend_actors")), element("ul", {}, ...actors),
    element("p", {}, view("legend_ties")), element("ul", {}, ...ties),
    element("p", {}, view("legend_levels")), element("ul", {}, ...levels),
    ...(shown.layer === "proposed" ? [element("p", {}, view("legend_parted")), element("p", {}, view("legend_new"))] : []),
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
    return element("div", {}, element("h3", {}, title), egoDrawing(net, view, role, mine, then),
      element("ul", {}, ...(says.length ? says : [element("li", {}, view("ego_nothing"))])))
  })
  return [element("p", { class: "headline" }, view("you", { name: nameOf(role) })), element("div", { class: "columns" }, ...columns)]
}

// The one in the middle, and above and below everyone they are ever tied to; the same places before and after.
const egoDrawing = (net, view, role, mine, then) => {
  const [wide, tall] = [340, 310]
  const places = { [role]: [wide / 2, 152] }
  const near = {} // how far from the middle the word of a tie stands; beside each other they would touch
  const names = new Set(mine.flatMap(edge => [edge.start, edge.end]))
  const others = then.actors.filter(actor => names.has(actor.actor) && actor.actor !== role).sort((a, b) => a.y - b.y)
  const half = Math.ceil(others.length / 2)
  for (const [row, y] of [[others.slice(0, half), 56], [others.slice(half), 254]]) {
    row.sort((a, b) => a.x - b.x).forEach(({ actor }, nth) => {
      places[actor] = [(wide * (nth + 0.5)) / row.length, y]
      near[actor] = nth % 2 ? 0.46 : 0.72
    })
  }
  const actors = then.actors.filter(actor => actor.actor in places).map(actor => ({
    ...actor, bright: true, isNew: false, response: null, above: places[actor.actor][1] < 100,
    label: actor.actor === role ? view("ego_you") : actor.label,
  }))
  const edges = mine.map(edge => ({ ...edge, bright: true, isNew: false, word_at: edge.start === role ? near[edge.end] : 1 - near[edge.start] }))
  const svg = svgElement("svg", { class: "network-drawing", "aria-hidden": "true" })
  drawing(svg, { actors, edges, places, size: [wide, tall], words: net.words }).show({ actors, edges, parted: false }, 0)
  return svg
}

export const sentences = ({ net, mark, markOf, sentence, actorSays }, shown) => {
  const ties = shown.edges.filter(edge => edge.there).map(edge => element("li", {}, `${sentence(edge)} `, markOf(edge)))
  const actors = shown.actors.filter(one => one.there).map(one =>
    element("li", {}, element("strong", {}, `${upper(one.name)}. `), `${actorSays(one)} `, mark(net.marks[one.id])))
  return [element("ul", {}, ...ties), element("ul", {}, ...actors)]
}

export const table = ({ net, view, nameOf }, shown) => {
  const { columns } = net.words.view
  const rows = shown.edges.filter(edge => edge.there).map(edge => {
    const mark = edge.level === "yours" ? net.yours : net.marks[edge.id]
    const cells = [upper(nameOf(edge.start)), edge.label, upper(nameOf(edge.end)), net.words.when[edge.when], mark.name, mark.source ?? ""]
    return element("tr", {}, ...cells.map(text => element("td", {}, text)))
  })
  const heads = ["from", "kind", "to", "when", "level", "source"].map(name => element("th", { scope: "col" }, columns[name]))
  return [element("div", { class: "wide-table", tabindex: 0, role: "region", "aria-label": view("table") },
    element("table", { class: "data" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows)))]
}
