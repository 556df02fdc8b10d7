// What leaves the page as a file. A figure as it stands on the page becomes an SVG that stands alone: words stay words,
// boxes and lines become shapes. Below it stands what it says, what it rests on, and where it comes from.

import { set, svgElement as make } from "./dom.js"
import { app } from "./streamlit_private.js"

const MARGIN = 24
const WIDE = 720 // pixels, of a figure made of words
const FACES = [
  ["Story Serif", "normal", "source-serif-4-latin-wght-normal"],
  ["Story Serif", "italic", "source-serif-4-latin-wght-italic"],
  ["Story Sans", "normal", "source-sans-3-latin-wght-normal"],
  ["Story Sans", "italic", "source-sans-3-latin-wght-italic"],
]
const LEFT_OUT = "fieldset, summary, [popover], .data-table, .used-in" // what is there to be used, not to be seen

const round = number => Math.round(number * 100) / 100

// ── boxes ────────────────────────────────────────────────────────────────────

const look = (element, side) => element.ownerDocument.defaultView.getComputedStyle(element, side)

const seen = colour => colour !== "transparent" && !/rgba\(.*, 0\)$/.test(colour)

const stroke = (style, side) => {
  const [width, kind, colour] = ["width", "style", "color"].map(part => style[`border-${side}-${part}`])
  return { width: parseFloat(width), kind, colour, drawn: parseFloat(width) > 0 && kind !== "none" && seen(colour) }
}

const dashes = ({ kind, width }) => (kind === "dashed" ? `${width * 3} ${width * 2}` : undefined)

// Lines of one side; a double border is two of them.
const sideLines = ({ width, kind }) => (kind === "double" ? [width / 6, (width * 5) / 6] : [width / 2]).map(at => [at, kind === "double" ? width / 3 : width])

const box = (style, { x, y, width, height }) => {
  const drawn = []
  const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, width, height)
  const round = style.borderTopLeftRadius.endsWith("%") ? { rx: (width * radius) / 100, ry: (height * radius) / 100 } : { rx: radius }
  if (seen(style.backgroundColor)) drawn.push(make("rect", { x, y, width, height, fill: style.backgroundColor, ...round }))
  const sides = Object.fromEntries(["top", "right", "bottom", "left"].map(side => [side, stroke(style, side)]))
  const all = Object.values(sides)
  if (all.every(side => side.drawn && side.kind === all[0].kind && side.width === all[0].width)) {
    for (const [at, wide] of sideLines(all[0]))
      drawn.push(make("rect", { x: x + at, y: y + at, width: width - 2 * at, height: height - 2 * at, fill: "none", stroke: all[0].colour, "stroke-width": wide, "stroke-dasharray": dashes(all[0]), ...round }))
    return drawn
  }
  for (const [name, side] of Object.entries(sides)) {
    if (!side.drawn) continue
    for (const [at, wide] of sideLines(side)) {
      const [x1, y1, x2, y2] = {
        top: [x, y + at, x + width, y + at],
        bottom: [x, y + height - at, x + width, y + height - at],
        left: [x + at, y, x + at, y + height],
        right: [x + width - at, y, x + width - at, y + height],
      }[name]
      drawn.push(make("line", { x1, y1, x2, y2, stroke: side.colour, "stroke-width": wide, "stroke-dasharray": dashes(side) }))
    }
  }
  return drawn
}

// The shapes of the evidence marks, which the page draws with borders, turns and gradients.
const SHAPES = {
  abstract: (r, colour) => make("path", { d: `M0 ${-r}L${r} 0L0 ${r}L${-r} 0Z`, fill: colour }),
  team: (r, colour) => make("path", { d: `M0 ${-r}L${r} 0L0 ${r}L${-r} 0Z`, fill: "none", stroke: colour, "stroke-width": 1.5 }),
  literature: (r, colour) => make("circle", { r, fill: "none", stroke: colour, "stroke-width": 1.5 }),
  interpretation: (r, colour) => make("path", { d: `M0 ${-r}A${r} ${r} 0 0 0 0 ${r}Z`, fill: colour, stroke: colour, "stroke-linejoin": "round" }),
  imagined: (r, colour) => make("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r, fill: "none", stroke: colour, "stroke-dasharray": "2 1.5" }),
  blank: (r, colour) => make("path", { d: `M${-r} ${r}H${r}`, stroke: colour, "stroke-width": 2 }),
  yours: (r, colour) => make("path", { d: `M${-r} ${r}L${r} ${-r}`, stroke: colour, "stroke-width": 2 }),
}

const markShape = (element, style, { x, y, width, height }) => {
  const level = [...element.parentElement.classList].find(name => name in SHAPES)
  const group = make("g", { transform: `translate(${round(x + width / 2)} ${round(y + height / 2)})` })
  const size = Math.min(width, height || width) / 2
  group.append(SHAPES[level](size, style.color))
  if (level === "interpretation") group.append(SHAPES.literature(size, style.color)) // a ring, half of it filled
  return [group]
}

// ── words ────────────────────────────────────────────────────────────────────

const measure = document.createElement("canvas").getContext("2d")
const fontOf = style => `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`

const words = (text, { x, baseline, width }, style) =>
  make("text", {
    x: round(x), y: round(baseline), fill: style.color, "font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight,
    "font-style": style.fontStyle === "normal" ? undefined : style.fontStyle,
    textLength: width && round(width), // in another font, a line still ends where it ended (where that is understood)
  }, text)

// A text, piece by piece, put together again into the lines the browser broke it into: at spaces and after hyphens.
const lines = node => {
  const found = []
  for (const { 0: word, index } of node.data.matchAll(/[^\s-]+-*|-+/g)) {
    const range = node.ownerDocument.createRange()
    range.setStart(node, index)
    range.setEnd(node, index + word.length)
    const { left, right, top, height } = range.getBoundingClientRect()
    if (!height) continue
    const last = found.at(-1)
    const gap = /\s/.test(node.data[index - 1] ?? "") ? " " : ""
    if (last && Math.abs(last.top - top) < 2) Object.assign(last, { text: last.text + gap + word, right })
    else found.push({ text: word, left, right, top })
  }
  return found
}

const textOf = (node, origin) => {
  const style = look(node.parentElement)
  measure.font = fontOf(style)
  const up = measure.measureText("x").fontBoundingBoxAscent
  return lines(node).map(({ text, left, right, top }) => words(text, { x: left - origin.x, baseline: top - origin.y + up, width: right - left }, style))
}

// ── the walk ─────────────────────────────────────────────────────────────────

const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "opacity", "visibility", "display", "paint-order", "font-family", "font-size", "font-weight", "font-style", "text-anchor"]

const drawing = (svg, { x, y, width, height }) => {
  const copy = svg.cloneNode(true)
  const originals = svg.querySelectorAll("*")
  copy.querySelectorAll("*").forEach((element, at) => {
    const style = look(originals[at])
    for (const name of LOOKS) element.style.setProperty(name, style.getPropertyValue(name))
    element.removeAttribute("tabindex")
  })
  set(copy, { x: round(x), y: round(y), width: round(width), height: round(height) })
  copy.removeAttribute("style")
  return [copy]
}

const walk = (node, origin) => {
  if (node.nodeType === Node.TEXT_NODE) return textOf(node, origin)
  if (node.nodeType !== Node.ELEMENT_NODE) return []
  const style = look(node)
  if (style.display === "none" || style.visibility === "hidden") return []
  const { left, top, width, height } = node.getBoundingClientRect()
  const place = { x: left - origin.x, y: top - origin.y, width, height }
  if (node.localName === "svg") return drawing(node, place)
  if (node.matches(".mark > .shape")) return markShape(node, style, place)
  const inside = [...box(style, place), ...[...node.childNodes].flatMap(child => walk(child, origin))]
  if (style.opacity === "1") return inside
  const group = make("g", { opacity: style.opacity })
  group.append(...inside)
  return [group]
}

// What stylesheets add before and after an element becomes an element, for nothing else can be measured.
const flat = element =>
  ["::before", "::after"].flatMap(side => {
    const style = look(element, side)
    if (style.content === "none" || style.content === "normal") return []
    const span = document.createElement("span")
    for (const name of style) span.style.setProperty(name, style.getPropertyValue(name))
    span.textContent = style.content.match(/^"(.*)"$/)?.[1] ?? ""
    return [() => (side === "::before" ? element.prepend(span) : element.append(span))]
  })

// A copy of the figure out of sight, without what is there to be used, in a window of its own: so the picture is the
// same from a phone and from a desk. Returns what draws it.
const copied = async (figure, theme) => {
  const frame = document.createElement("iframe")
  frame.style.cssText = `position: absolute; left: -9999px; top: 0; width: ${WIDE + 40}px; height: 900px; border: 0`
  frame.setAttribute("aria-hidden", "true")
  document.body.append(frame)
  const page = frame.contentDocument
  page.documentElement.style.cssText = `font-size: 17px; color-scheme: ${theme.colorScheme}`
  const sheet = Object.assign(page.createElement("link"), { rel: "stylesheet", href: import.meta.resolve("./story.css") })
  await new Promise((done, failed) => {
    Object.assign(sheet, { onload: done, onerror: failed })
    page.head.append(sheet)
  })
  const host = page.createElement("div")
  host.className = "story as-picture"
  host.style.width = `${WIDE}px`
  const copy = page.importNode(figure, true)
  copy.querySelectorAll(LEFT_OUT).forEach(element => element.remove())
  copy.querySelectorAll("details").forEach(element => (element.open = true))
  host.append(copy)
  page.body.append(host)
  copy.getBoundingClientRect() // asks for the faces, which the page has already
  await page.fonts.ready
  const adding = [copy, ...copy.querySelectorAll("*")].flatMap(flat)
  adding.forEach(add => add())
  host.classList.add("flat")
  const { left, top, height } = copy.getBoundingClientRect()
  const shapes = walk(copy, { x: left, y: top })
  frame.remove()
  return { shapes, height }
}

// ── the file ─────────────────────────────────────────────────────────────────

const base64 = async address => {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer())
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))
}

// Only the faces that the picture uses, inside the file, so that it looks the same everywhere.
const faces = async svg => {
  const used = [...svg.querySelectorAll("text")].map(text => `${text.getAttribute("font-family") ?? text.style.fontFamily} ${text.getAttribute("font-style") ?? text.style.fontStyle}`)
  const wanted = FACES.filter(([family, style]) => used.some(one => one.includes(family) && one.includes("italic") === (style === "italic")))
  const rules = await Promise.all(wanted.map(async ([family, style, file]) =>
    `@font-face{font-family:"${family}";font-style:${style};font-weight:200 900;src:url(data:font/woff2;base64,${await base64(import.meta.resolve(`./fonts/${file}.woff2`))})}`))
  return rules.join("")
}

const wrapped = (text, width, style) => {
  measure.font = fontOf(style)
  const found = [""]
  for (const { 0: word, index } of text.matchAll(/[^\s/-]+[/-]*|[/-]+/g)) {
    const gap = /\s/.test(text[index - 1] ?? "") && found.at(-1) ? " " : ""
    const longer = found.at(-1) + gap + word
    if (found.at(-1) && measure.measureText(longer).width > width) found.push(word)
    else found[found.length - 1] = longer
  }
  return found
}

// `figure` is an HTML figure or an SVG chart; `title` stands above it, each of `says` in a paragraph below.
// Resolves to {text, width, height}: the file, and its size in pixels.
const picture = async (figure, title, says) => {
  const theme = getComputedStyle(app() ?? document.body)
  const ink = theme.getPropertyValue("color")
  const head = { color: ink, fontFamily: '"Story Serif", "Source Serif 4", Georgia, serif', fontSize: "22px", fontWeight: "620", fontStyle: "normal" }
  const small = { color: ink, fontFamily: '"Story Sans", "Source Sans 3", "Helvetica Neue", Arial, sans-serif', fontSize: "13px", fontWeight: "400", fontStyle: "normal" }
  const chart = figure.localName === "svg" && boxOf(figure)
  const width = chart ? Math.max(chart.width, 480) : WIDE
  const out = make("svg", { xmlns: "http://www.w3.org/2000/svg" })
  let y = MARGIN
  const write = (text, style, high) => {
    for (const line of wrapped(text, width, style)) {
      y += high
      out.append(words(line, { x: MARGIN, baseline: y }, style))
    }
  }
  write(title, head, 28)
  y += 16
  const { shapes, height } = chart ? { shapes: drawing(figure, { x: 0, y: 0, width: chart.width, height: chart.height }), height: chart.height } : await copied(figure, theme)
  const body = make("g", { transform: `translate(${MARGIN} ${y})` })
  body.append(...shapes)
  out.append(body)
  y += height + 10
  for (const text of says.filter(Boolean)) {
    write(text, small, 18)
    y += 6
  }
  const [wide, tall] = [Math.ceil(width + 2 * MARGIN), Math.ceil(y + MARGIN - 6)]
  set(out, { viewBox: `0 0 ${wide} ${tall}`, width: wide, height: tall, role: "img" })
  out.prepend(make("title", {}, title), make("desc", {}, says.filter(Boolean).join(" ")), make("style", {}, await faces(out)),
    make("rect", { width: wide, height: tall, fill: theme.backgroundColor }))
  return { text: new XMLSerializer().serializeToString(out), width: wide, height: tall }
}

// The size of a drawing is its own, however large the page shows it.
const boxOf = svg => (svg.viewBox.baseVal?.width ? svg.viewBox.baseVal : svg.getBoundingClientRect())

// The picture of an SVG file, two pixels for each of its own: sharp on a projector, and in print.
const png = async ({ text, width, height }) => {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 })
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise(done => canvas.toBlob(done, "image/png"))
}

// Saves a figure as SVG or PNG, with its title above it, and below it what it says and where it comes from.
export const savePicture = async (name, kind, figure, title, says) => {
  const file = await picture(figure, title, says)
  save(`${name}.${kind}`, kind === "png" ? await png(file) : file.text, "image/svg+xml")
}

export const save = (name, content, type) => {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }))
  Object.assign(document.createElement("a"), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10000)
}
