// What the figure says of everyone and everything in it, in the words of the content.

import { changes, ended, fill, layerOf, upper } from "./state.js"

// `net` is what the server sent, `mark` makes evidence marks (dom.js). `state` and `shown`: see state.js.
export const saying = (net, mark) => {
  const view = (key, values = {}) => fill(net.words.view[key], values)
  const nameOf = actor => net.nodes.find(node => node.actor === actor)?.name ?? actor
  const marked = one => (one.level === "yours" ? net.yours : net.marks[one.id])
  const sentence = edge => {
    if (edge.level !== "yours") return edge.title
    const says = view("yours", { theme: edge.label.toLowerCase(), from: nameOf(edge.start), to: nameOf(edge.end) })
    return edge.why ? `${says} ${view("yours_why", { why: edge.why })}` : says
  }
  const actorSays = actor => {
    const response = actor.response ? ` ${upper(fill(net.words.responses[actor.response].says, { name: actor.name }))}` : ""
    return actor.title + response
  }
  const told = one => (one.tie ? sentence(one) : actorSays(one))
  const named = one => upper(one.tie ? `${nameOf(one.start)} – ${one.label} – ${nameOf(one.end)}` : one.name)
  const stepTitle = state => {
    const n = state.step - net.first
    return `${n ? `${view("step_of", { n, total: net.last - net.first })}: ` : ""}${ended(net.steps[state.step].title)}`
  }
  const stepSays = state => `${stepTitle(state)} ${net.steps[state.step].says}`
  const stepChanges = shown => {
    const { came, gone } = changes(shown)
    const list = [...came.map(one => view("new", { what: named(one) })), ...gone.map(one => view("gone", { what: named(one) }))]
    return shown.justParted ? [view("new", { what: view("new_responses") }), ...list] : list
  }
  const themeSays = state => {
    const theme = net.words.themes[state.theme]
    return theme ? `${theme.reported}${layerOf(state, net) === "proposed" ? ` ${theme.ours}` : ""}` : ""
  }
  const aloud = one => `${ended(named(one))} ${told(one)} ${ended(marked(one).name)}`
  return {
    net, mark, view, nameOf, marked, markOf: one => mark(marked(one)), sentence, actorSays, told, named, aloud,
    stepTitle, stepSays, stepChanges, themeSays,
  }
}
