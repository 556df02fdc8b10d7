// The figure's own furniture: what can be chosen, the place of the drawing, the steps, and what opens below.

import { button, choices, element, opening, picker } from "../dom.js"

// `act` holds what the controls do: change(patch), toStep(from one number to the next), enlarge(by), take(kind).
export const frame = (root, id, { net, view }, act, own) => {
  const { words } = net
  const layers = choices(`${id}-layer`, view("layer"), net.layers.map(layer => [layer, words.layers[layer].name]), layer =>
    act.change({ layer, actor: "", tie: "", theme: "", role: "" })) // a choice in one drawing must not dim the story of another
  const allThemes = [["", view("no_theme")], ...Object.entries(words.themes).map(([theme, { name }]) => [theme, name])]
  const themes = choices(`${id}-theme`, view("theme"), allThemes, theme => act.change({ theme }))
  const range = element("input", { type: "range", min: net.first, max: net.last, step: 1, "aria-label": view("step"), oninput: () => act.toStep(() => Number(range.value)) })
  const back = button("←", () => act.toStep(step => step - 1), { "aria-label": view("back") })
  const on = button(`${view("on")} →`, () => act.toStep(step => step + 1))
  const steps = element("div", { class: "scrubber" }, back, net.last - net.first > 1 ? range : null, on)
  const canvas = element("div", { class: "canvas", role: "application", "aria-describedby": `${id}-keys` })
  const zoom = [["zoom_in", 1.5], ["zoom_out", 1 / 1.5]].map(([name, by]) => button(view(name), () => act.enlarge(by)))
  const zooms = element("p", { class: "zooms" }, ...zoom)
  const tell = element("div", { class: "told" })
  const stage = element("div", { class: "in-view" }, canvas, zooms, element("div", { class: "teller" }, steps, tell))
  const heard = element("p", { class: "heard", "aria-live": "polite" })
  const layerSays = element("div", { class: "layer-says" })
  const theme = element("p", { class: "theme-says" })
  const chosen = element("div", { class: "chosen" }, layers.set, layerSays, themes.set, theme)
  const notes = element("div", { class: "notes", role: "status" })
  const leave = button(view("leave_large"), () => document.exitFullscreen(), { class: "plain leave" })
  const large = button(view("large"), () => root.requestFullscreen())
  root.onfullscreenchange = () => (document.fullscreenElement ? leave : large).focus() // the other is out of sight
  const role = picker(view("role"), [], () => act.change({ role: role.select.value }))
  const egos = element("div", { class: "egos" })
  const more = {
    legend: opening(view("legend"), "legend-of"),
    role: element("div", { class: "stand" }, role.field, egos),
    own: own.part,
    sentences: opening(view("sentences"), "sentences"),
    table: opening(view("table"), "as-table"),
    take: element("p", { class: "take" }, `${view("take")} `,
      ...["svg", "png", "csv"].map(kind => button(view(`take_${kind}`), () => act.take(kind))),
      root.requestFullscreen ? large : null), // not on every phone
  }
  root.replaceChildren(leave, notes, chosen, stage, element("p", { class: "heard", id: `${id}-keys` }, view("keys")), heard,
    element("div", { class: "more" }, ...Object.values(more)))
  return { ...more, layers, themes, range, back, on, steps, stage, canvas, zooms, tell, heard, layerSays, theme, chosen, notes, role, egos, stand: more.role }
}
