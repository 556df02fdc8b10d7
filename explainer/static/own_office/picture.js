// The same drawing as SVG, for files, for paper, and for whoever has no canvas: from the looks that vis-network has.

import { set, svgElement } from "../dom.js"
import { bends, label, scene, told } from "./model.js"

const LINE = 18 // pixels from one line of a name to the next
const SIZE = 15
const round = value => Math.round(value * 10) / 10

const SHAPES = {
  dot: () => svgElement("circle", { r: SIZE }),
  diamond: () => svgElement("path", { d: `M0 ${-SIZE}L${SIZE} 0L0 ${SIZE}L${-SIZE} 0Z` }),
  triangle: () => svgElement("path", { d: `M0 ${-SIZE}L${SIZE} ${SIZE * 0.75}L${-SIZE} ${SIZE * 0.75}Z` }),
  box: lines => {
    const [width, height] = [Math.max(...lines.map(text => [...text].length)) * 8 + 18, lines.length * LINE + 14]
    return svgElement("rect", { x: -width / 2, y: -height / 2, width, height, rx: 4 })
  },
}

const FACE = '"Story Sans", "Helvetica Neue", Arial, sans-serif'
const measure = document.createElement("canvas").getContext("2d")

// Lines of text in the middle of x, on a ground that hides what runs through them. (An outline around the letters would
// be drawn, and read, as a second text in a PDF.)
const words = (lines, { x, y }, font, ground = true) => {
  measure.font = `${font.size}px ${FACE}`
  const wide = Math.max(...lines.map(text => measure.measureText(text).width)) + 4
  const behind = ground ? svgElement("rect", { x: round(x - wide / 2), y: round(y - font.size * 0.9), width: round(wide), height: (lines.length - 1) * LINE + font.size * 1.15, rx: 3, fill: font.strokeColor, "fill-opacity": 0.82 }) : null
  return svgElement("g", {}, behind, svgElement("text", { "text-anchor": "middle", "font-family": FACE, "font-size": font.size, fill: font.color },
    ...lines.map((text, at) => svgElement("tspan", { x: round(x), y: round(y + at * LINE) }, text))))
}

// From shape to shape, bent to its side, with its word in the middle.
const tie = (from, to, look, bend, text) => {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const far = Math.hypot(dx, dy) || 1
  const [ux, uy] = [dx / far, dy / far]
  const over = { x: (from.x + to.x) / 2 + uy * bend * far, y: (from.y + to.y) / 2 - ux * bend * far }
  const edge = (end, gap) => {
    const away = Math.hypot(over.x - end.x, over.y - end.y) || 1
    return { x: end.x + ((over.x - end.x) / away) * gap, y: end.y + ((over.y - end.y) / away) * gap }
  }
  const [a, b] = [edge(from, SIZE + 2), edge(to, SIZE + 4)]
  const way = Math.atan2(b.y - over.y, b.x - over.x)
  const stroke = { stroke: look.color.color, "stroke-width": look.width, fill: "none", "stroke-dasharray": look.dashes ? look.dashes.join(" ") : null }
  const head = look.arrows.to.enabled
    ? svgElement("path", { d: `M0 0L-11 4.5L-11 -4.5Z`, fill: look.color.color, transform: `translate(${round(b.x)} ${round(b.y)}) rotate(${round((way * 180) / Math.PI)})` })
    : null
  const middle = { x: (a.x + 2 * over.x + b.x) / 4, y: (a.y + 2 * over.y + b.y) / 4 + 4 }
  return [
    svgElement("g", {}, svgElement("path", { d: `M${round(a.x)} ${round(a.y)}Q${round(over.x)} ${round(over.y)} ${round(b.x)} ${round(b.y)}`, ...stroke }), head),
    words([text], middle, look.font),
  ]
}

// An SVG of what is shown, `title` for who cannot see it. A crowd has no words on its ties: nobody could read them.
export const picture = (office, data, { when = "both", ego = "", theme = "light", title }) => {
  const look = data.looks[theme]
  const shown = scene(office, when, ego, data)
  const spots = new Map(shown.people.map(one => [one.id, one]))
  const bent = bends(shown.ties)
  const ties = shown.ties.map((one, at) => tie(spots.get(one.from), spots.get(one.to), look.ties[`${one.kind}/${when === "both" ? one.since : "before"}`], bent[at], told(one, when, data)))
  const people = shown.people.map(one => {
    const drawn = look.people[`${one.level}/${one.side}`]
    const lines = label(one, data).split("\n")
    const shape = SHAPES[drawn.shape](lines)
    set(shape, { fill: drawn.color.background, stroke: drawn.color.border, "stroke-width": drawn.borderWidth, "stroke-dasharray": drawn.shapeProperties.borderDashes ? drawn.shapeProperties.borderDashes.join(" ") : "none" })
    const below = drawn.shape === "box" ? 5 - ((lines.length - 1) * LINE) / 2 : SIZE + LINE
    return svgElement("g", { transform: `translate(${one.x} ${one.y})` }, shape, words(lines, { x: 0, y: below }, drawn.font, drawn.shape !== "box"))
  })
  const [xs, ys] = [shown.people.map(one => one.x), shown.people.map(one => one.y)]
  const [left, top, right, low] = shown.people.length ? [Math.min(...xs) - 90, Math.min(...ys) - 40, Math.max(...xs) + 90, Math.max(...ys) + 90] : [0, 0, 480, 120]
  return svgElement("svg", { class: "own-picture", viewBox: `${left} ${top} ${right - left} ${low - top}`, role: "img", "aria-label": title },
    ...ties.map(([drawn]) => drawn), ...(shown.ties.length > 150 ? [] : ties.map(([, word]) => word)), ...people)
}
