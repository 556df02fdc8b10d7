// Draws a network as SVG: shapes, lines and words that can be focused, selected, printed and saved.

import { line, part } from "./state.js"

const SVG = "http://www.w3.org/2000/svg"
const RADIUS = 13
const APART = 14 // how far people move when they part
const NEW = "+ "
const SIGNS = { abstract: "◆", team: "◇", literature: "○", interpretation: "◐", imagined: "▢", blank: "", yours: "✎" }
const CORNERS = {
  diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  triangle: [[0, -1.2], [1.2, 0.95], [-1.2, 0.95]],
  hexagon: [[-1.15, 0], [-0.6, -1], [0.6, -1], [1.15, 0], [0.6, 1], [-0.6, 1]],
}

export const svgElement = (tag, attributes = {}, text) => {
  const made = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  if (text !== undefined) made.textContent = text
  return made
}

// So many that words show only where someone looks.
export const isCrowded = actors => actors.length > 60

export const signed = (level, text) => (SIGNS[level] ? `${SIGNS[level]} ${text}` : text)

// Half the width of a box, which holds its name.
const half = actor => actor.label.length * 3.9 + 10

export const shapeOf = actor => {
  const { form } = actor
  if (form === "box") return svgElement("rect", { x: -half(actor), y: -17, width: half(actor) * 2, height: 34, class: "shape-of" })
  if (form === "text") return svgElement("circle", { r: 0, class: "shape-of" })
  if (form in CORNERS) {
    const points = CORNERS[form].map(([x, y]) => `${x * RADIUS},${y * RADIUS}`).join(" ")
    return svgElement("polygon", { points, class: "shape-of" })
  }
  return svgElement("ellipse", { rx: form === "ellipse" ? RADIUS * 1.9 : RADIUS, ry: RADIUS, class: "shape-of" })
}

// How far from its place an actor's shape ends in a direction, with a little room.
const gapOf = (actor, crowded) => (dx, dy) => {
  if (crowded) return RADIUS / 2
  if (actor.form === "box") return Math.min(half(actor) / (Math.abs(dx) || 1e-9), 17 / (Math.abs(dy) || 1e-9)) + 4
  return actor.form === "ellipse" ? RADIUS * 1.9 + 4 : RADIUS + 7
}

const actorElement = (actor, words) => {
  const group = svgElement("g", { class: `actor ${actor.form} ${actor.level}`, "data-actor": actor.actor })
  const lines = actor.label.split("\n")
  const inside = ["box", "text"].includes(actor.form)
  const top = inside ? 4.5 : actor.above ? -21 - 15 * (lines.length - 1) : RADIUS + 17
  const text = svgElement("text", { "text-anchor": "middle" })
  lines.forEach((line, at) => text.append(svgElement("tspan", { x: 0, y: top + at * 15 }, line)))
  group.append(svgElement("circle", { r: 24, class: "touch" }), svgElement("circle", { r: 21, class: "ring" }), shapeOf(actor), text)
  if (actor.response) {
    const name = words.responses[actor.response].name
    const y = actor.above ? top - 15 : top + lines.length * 15
    group.append(svgElement("text", { class: `response ${actor.response}`, "text-anchor": "middle", y }, name))
  }
  return group
}

const tieElement = tie => {
  const group = svgElement("g", { class: `tie ${tie.level} ${tie.theme ?? "no-theme"} ${tie.kind}`, "data-tie": tie.tie })
  group.append(svgElement("path", { class: "touch" }), svgElement("path", { class: "halo" }), svgElement("path", { class: "line" }))
  if (tie.arrows) group.append(svgElement("path", { class: "head", d: "M0 0L-9 4L-9 -4Z" }))
  return group
}

const wordElement = tie =>
  svgElement("text", { class: `word ${tie.level} ${tie.theme ?? "no-theme"}`, "text-anchor": "middle", "data-tie": tie.tie, "aria-hidden": true }, signed(tie.level, tie.label))

const d = ([a, c, b]) => `M${a[0].toFixed(1)} ${a[1].toFixed(1)}Q${c[0].toFixed(1)} ${c[1].toFixed(1)} ${b[0].toFixed(1)} ${b[1].toFixed(1)}`

// What is new has a plus before its words, and a band.
const markNew = (element, text, isNew) => {
  element.classList.toggle("new", isNew)
  if (text && text.textContent.startsWith(NEW) !== isNew) text.textContent = isNew ? NEW + text.textContent : text.textContent.slice(NEW.length)
}

// A drawing in `svg` of all actors and ties that may ever be there. show(scene, milliseconds) leads from what is seen to
// what the scene says; 0 milliseconds is a cut. `places` maps an actor to [x, y].
export const drawing = (svg, { actors, edges, places, size, words }) => {
  svg.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`)
  const parts = { ties: svgElement("g"), words: svgElement("g"), actors: svgElement("g") } // no line runs over a word
  svg.classList.toggle("crowded", isCrowded(actors))

  // `now` is what is seen: for an actor how visible and how far moved, for a tie how visible and how far grown.
  const tied = new Map()
  const people = new Map()
  for (const actor of actors) {
    const element = actorElement(actor, words)
    people.set(actor.actor, {
      element, name: element.querySelector("tspan"), response: element.querySelector(".response"), gap: gapOf(actor, isCrowded(actors)), ties: [],
      now: { seen: 0, moved: 0 }, lean: { resists: -1, embraces: 1 }[actor.response] ?? 0,
    })
    parts.actors.append(element)
  }
  const addTie = edge => {
    const element = tieElement(edge)
    const word = wordElement(edge)
    const [touch, halo, path] = element.querySelectorAll("path")
    const one = { element, word, wordAt: edge.word_at, edge, touch, halo, path, head: element.querySelector(".head"), now: { seen: 0, grown: 0 } }
    tied.set(edge.tie, one)
    for (const end of [edge.start, edge.end]) people.get(end).ties.push(one)
    parts.ties.append(element)
    parts.words.append(word)
    return one
  }
  edges.forEach(addTie)

  const placeOf = name => {
    const { now, lean } = people.get(name)
    const [x, y] = places[name]
    return [x + lean * now.moved * APART, y]
  }

  const see = (element, seen) => {
    element.style.opacity = seen
    element.style.visibility = seen ? "visible" : "hidden"
  }

  const drawTie = one => {
    const { edge, now, touch, halo, path, head, word, element } = one
    see(element, now.seen)
    see(word, now.grown >= (one.wordAt ?? 1) ? now.seen : 0)
    if (!now.seen) return
    const [from, to] = [people.get(edge.start), people.get(edge.end)]
    const whole = line(placeOf(edge.start), placeOf(edge.end), from.gap, to.gap, edge.level === "yours" ? 26 : 0)
    const grown = part(whole, Math.max(now.grown, 0.02))
    for (const one of [touch, halo, path]) one.setAttribute("d", d(grown))
    const [, control, end] = grown
    if (head) head.setAttribute("transform", `translate(${end[0]} ${end[1]}) rotate(${(Math.atan2(end[1] - control[1], end[0] - control[0]) * 180) / Math.PI})`)
    one.wordAt ??= freeOn(whole, word)
    putWord(word, part(whole, one.wordAt)[2])
  }

  const putWord = (word, [x, y]) => {
    word.setAttribute("x", x)
    word.setAttribute("y", y + 4)
  }

  // Where on a line that the reader drew its word covers nothing, if there is such a place.
  const freeOn = (whole, word) => {
    const boxes = [...svg.querySelectorAll(".word, .actor text, .shape-of")]
      .filter(one => one !== word && getComputedStyle(one).visibility === "visible").map(one => one.getBoundingClientRect())
    const isFree = at => {
      putWord(word, part(whole, at)[2])
      const { left, right, top, bottom } = word.getBoundingClientRect()
      return !boxes.some(box => left < box.right && box.left < right && top < box.bottom && box.top < bottom)
    }
    return [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].find(isFree) ?? 0.5
  }

  const drawActor = ({ element, response, now }, name) => {
    const [x, y] = placeOf(name)
    element.setAttribute("transform", `translate(${x} ${y})`)
    see(element, now.seen)
    if (response) see(response, now.moved)
  }

  let frame = 0
  const show = (scene, milliseconds) => {
    cancelAnimationFrame(frame)
    const wanted = new Set(scene.edges.map(edge => edge.tie))
    for (const [id, one] of tied) {
      if (wanted.has(id)) continue
      one.element.remove()
      one.word.remove()
      for (const end of [one.edge.start, one.edge.end]) people.get(end).ties = people.get(end).ties.filter(other => other !== one)
      tied.delete(id)
    }
    const moves = []
    const staleTies = new Set()
    const stalePeople = new Map()
    const move = (now, to) => {
      const changed = Object.keys(to).some(key => now[key] !== to[key])
      if (changed) moves.push([now, { ...now }, to])
      return changed
    }
    for (const actor of scene.actors) {
      const one = people.get(actor.actor)
      one.element.classList.toggle("dim", !actor.bright)
      markNew(one.element, one.name, actor.isNew)
      if (one.response) markNew(one.response, one.response, scene.justParted)
      if (!move(one.now, { seen: Number(actor.there), moved: Number(scene.parted) }) && one.drawn) continue
      one.drawn = true
      stalePeople.set(actor.actor, one)
      for (const tie of one.ties) staleTies.add(tie)
    }
    for (const edge of scene.edges) {
      const one = tied.get(edge.tie) ?? addTie(edge)
      for (const element of [one.element, one.word]) element.classList.toggle("dim", !edge.bright)
      markNew(one.element, one.word, edge.isNew)
      const { seen, grown } = one.now
      // What appears grows and is seen at once; what ends fades and keeps its length.
      if (edge.there) Object.assign(one.now, { seen: 1, grown: seen ? grown : 0 })
      const moves = move(one.now, { seen: Number(edge.there), grown: edge.there ? 1 : grown })
      if (moves || seen !== one.now.seen || !one.drawn) staleTies.add(one)
      one.drawn = true
    }
    const began = performance.now()
    const tick = time => {
      const t = milliseconds ? Math.min(1, Math.max(0, (time - began) / milliseconds)) : 1
      const eased = t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t)
      for (const [now, from, to] of moves) for (const key in to) now[key] = from[key] + (to[key] - from[key]) * eased
      stalePeople.forEach(drawActor)
      for (const one of staleTies) if (one.wordAt !== undefined) drawTie(one)
      for (const one of staleTies) if (one.wordAt === undefined) drawTie(one) // its word goes where the others leave room
      if (t < 1) frame = requestAnimationFrame(tick)
    }
    if (!svg.contains(parts.ties)) svg.replaceChildren(parts.ties, parts.words, parts.actors)
    tick(began)
  }

  const elementOf = ({ actor, tie }) => (tie ? tied.get(tie)?.element : people.get(actor)?.element)
  const wordOf = ({ tie }) => tied.get(tie)?.word
  return { show, elementOf, wordOf }
}

// ── saving ───────────────────────────────────────────────────────────────────

const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "fill-opacity", "stroke-opacity", "visibility", "display", "font-size", "font-family", "font-weight", "font-style", "paint-order"]

const wrapped = (text, length) => {
  const lines = [""]
  for (const word of text.split(/\s+/)) {
    if ((lines.at(-1) + word).length > length && lines.at(-1)) lines.push("")
    lines[lines.length - 1] += `${word} `
  }
  return lines
}

// The drawing as it looks now, as the text of an SVG file that stands alone, with its title and lines of words below.
export const savedSvg = (svg, title, says) => {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number)
  const copy = svg.cloneNode(true)
  const originals = svg.querySelectorAll("*")
  copy.querySelectorAll("*").forEach((element, at) => {
    const style = getComputedStyle(originals[at])
    for (const name of KEPT) element.style.setProperty(name, style.getPropertyValue(name))
    element.removeAttribute("tabindex")
  })
  copy.querySelectorAll(".touch, .ring").forEach(element => element.remove())
  const style = getComputedStyle(svg)
  const page = getComputedStyle(svg.parentElement).backgroundColor
  const lines = says.flatMap(text => wrapped(text, width / 6.4))
  const tall = height + 40 + lines.length * 16
  const out = svgElement("svg", { xmlns: SVG, viewBox: `0 0 ${width} ${tall}`, width, height: tall, "font-family": "sans-serif" })
  out.append(svgElement("title", {}, title), svgElement("rect", { width, height: tall, fill: page }))
  out.append(svgElement("text", { x: 12, y: 22, "font-size": 16, "font-weight": 600, fill: style.color }, title))
  const body = svgElement("g", { transform: "translate(0 30)" })
  body.append(...copy.childNodes)
  out.append(body)
  lines.forEach((text, at) => out.append(svgElement("text", { x: 12, y: height + 46 + at * 16, "font-size": 12, fill: style.color }, text)))
  return { text: new XMLSerializer().serializeToString(out), width, height: tall }
}
