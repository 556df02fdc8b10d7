// The drawing of the network in the page: takes the picture Python drew of a state and leads to it from the one before.

import { svgElement } from "../dom.js"
import { move } from "../stage/move.js"

const SIGNS = { abstract: "◆", team: "◇", literature: "○", interpretation: "◐", imagined: "▢", blank: "", yours: "✎" }

// The levels whose sign stands in these words, as in "reshaped (◐ our line)".
export const levelsIn = text => Object.keys(SIGNS).filter(level => SIGNS[level] && text.includes(SIGNS[level]))

export const signed = (level, text) => (SIGNS[level] ? `${SIGNS[level]} ${text}` : text)

// The picture of a layer at a step, in a width: "wide" or "narrow". It is new each time.
export const pictureOf = ({ pictures, pieces }, layer, step, width) => {
  const steps = pictures[layer][width]
  const text = steps[step in steps ? step : 0].map(piece => pieces[piece]).join("")
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true)
}

export const isCrowded = svg => svg.classList.contains("crowded")

// ── the reader's own ties, which Python has not drawn ────────────────────────

const mix = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]

export const pointOn = ([a, c, b], t) => mix(mix(a, c, t), mix(c, b, t), t)

// A line from one box to another that bends sideways by `bend` and leaves room at both ends: [from, control, to].
// A box is [x, y, half its width, half its height].
export const line = (from, to, bend) => {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
  const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
  const control = [(from[0] + to[0]) / 2 - dy * bend * 2, (from[1] + to[1]) / 2 + dx * bend * 2]
  const leaving = ([x, y, wide, high]) => {
    const far = Math.hypot(control[0] - x, control[1] - y) || 1
    const [ex, ey] = [(control[0] - x) / far, (control[1] - y) / far]
    const gap = Math.min(wide / (Math.abs(ex) || 1e-9), high / (Math.abs(ey) || 1e-9), far)
    return [x + ex * gap, y + ey * gap]
  }
  return [leaving(from), control, leaving(to)]
}

const boxOf = group => {
  const { x, y, width, height } = (group.querySelector(".shape-of") ?? group.querySelector("text")).getBBox()
  const [left, top] = group.getAttribute("transform").match(/-?[\d.]+/g).map(Number)
  return [left + x + width / 2, top + y + height / 2, width / 2 + 6, height / 2 + 6]
}

const putWord = (word, [x, y]) => {
  word.setAttribute("x", x.toFixed(1))
  word.setAttribute("y", (y + 4).toFixed(1))
}

// `svg` has to be in the page: the word goes where it covers nothing, if there is such a place.
const drawOwn = (svg, edge) => {
  const [from, to] = [edge.start, edge.end].map(actor => boxOf(svg.querySelector(`[data-actor="${actor}"]`)))
  const whole = line(from, to, 26)
  const d = whole.map((point, nth) => `${["M", "Q", " "][nth]}${point.map(number => number.toFixed(1)).join(" ")}`).join("")
  const looks = `yours ${edge.theme}`
  const path = svgElement("path", { class: "line", "data-id": `${edge.tie}.line`, d })
  svg.querySelector(".ties").append(svgElement("g", { class: `tie ${looks}`, "data-id": edge.tie, "data-tie": edge.tie }, path))
  const word = svgElement("text", { class: `word ${looks}`, "text-anchor": "middle", "data-id": `${edge.tie}.word`, "data-tie": edge.tie }, signed("yours", edge.label))
  const boxes = [...svg.querySelectorAll(".word, .actor text, .shape-of")].map(one => one.getBoundingClientRect())
  svg.querySelector(".words").append(word)
  const isFree = at => {
    putWord(word, pointOn(whole, at))
    const { left, right, top, bottom } = word.getBoundingClientRect()
    return !boxes.some(box => left < box.right && box.left < right && top < box.bottom && box.top < bottom)
  }
  if (![0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].some(isFree)) putWord(word, pointOn(whole, 0.5))
}

// ── in the page ──────────────────────────────────────────────────────────────

// What a hand and a keyboard need and a picture does not: room to touch, and a band or a ring around what is chosen or new.
const equip = svg => {
  svg.removeAttribute("role") // the figure around it has one
  for (const tie of svg.querySelectorAll(".tie")) {
    const path = tie.querySelector(".line")
    for (const kind of ["halo", "touch"])
      tie.prepend(svgElement("path", { class: kind, "data-id": `${tie.dataset.id}.${kind}`, d: path.getAttribute("d") }))
  }
  for (const actor of svg.querySelectorAll(".actor"))
    actor.prepend(svgElement("circle", { r: 24, class: "touch" }), svgElement("circle", { r: 21, class: "ring" }))
  for (const word of svg.querySelectorAll(".word")) word.setAttribute("aria-hidden", true)
}

// show(svg, own, milliseconds) leads from what is seen to a picture with the reader's own ties; 0 milliseconds is a cut.
export const drawing = canvas => {
  let svg = null
  let parts = new Map()

  const show = (next, own, milliseconds) => {
    if (svg?.isConnected) svg.after(next)
    else canvas.replaceChildren(next)
    next.style.width = svg?.style.width ?? "" // as large as the reader made it
    for (const edge of own) drawOwn(next, edge)
    equip(next)
    if (svg?.isConnected) move(svg, next, milliseconds)
    svg = next
    parts = new Map([...svg.querySelectorAll("[data-id]")].map(part => [part.dataset.id, part]))
  }

  // Scrolling moves a drawing that is larger than its place: by wheel, touch and keys alike.
  const enlarge = by => {
    const wide = (parseFloat(svg.style.width) || 100) * by
    svg.style.width = `${Math.min(800, Math.max(100, wide))}%`
  }

  return {
    show, enlarge,
    get svg() { return svg },
    elementOf: ({ actor, tie }) => parts.get(tie || actor),
    wordOf: ({ tie }) => tie && parts.get(`${tie}.word`),
  }
}
