// The line a reader expects, drawn before the run: points that are pulled up and down by hand or moved with the keys.

import { element, svgElement } from "../dom.js"
import { unpacked } from "../packed.js"

const HIGH = 230
const PAD = { left: 52, right: 18, top: 16, bottom: 40 }
const clamp = (value, low, high) => Math.max(low, Math.min(high, value))

// One for each place it stands in the page; Streamlit calls the component again with new data, in the same place.
const lines = new WeakMap()

class Line {
  constructor(root) {
    this.root = root
    this.watch = new ResizeObserver(() => this.fit())
    this.watch.observe(root)
  }

  async take(bytes, told) {
    const data = await unpacked(bytes)
    this.told = told
    if (JSON.stringify(data) === JSON.stringify(this.data)) return
    this.data = data
    this.values ??= [...data.values]
    if (data.forgotten) this.values = data.at.map(() => null)
    this.drawing = !data.ran
    this.build()
    this.fit()
  }

  // How wide the place is decides how the pictures of the run are laid out; the server is told once it matters.
  fit() {
    const width = Math.round(this.root.clientWidth)
    if (!width || !this.data) return
    if (width !== this.width) {
      this.width = width
      if (this.drawing) this.build()
    }
    const fits = this.data.widths.filter(one => one <= width).at(-1) ?? this.data.widths[0]
    if (this.data.ran && fits !== this.data.width) {
      clearTimeout(this.later)
      this.later = setTimeout(() => this.told("width", fits), 200)
    }
    this.fits = fits
  }

  build() {
    const { words, ran } = this.data
    if (!this.drawing) {
      const redraw = element("button", { type: "button", class: "act quiet" }, words.redraw)
      redraw.onclick = () => {
        this.drawing = true
        this.build()
        this.points[0].focus()
      }
      return this.root.replaceChildren(redraw)
    }
    const run = element("button", { type: "button", class: "act" }, ran ? words.again : words.ready)
    run.onclick = () => {
      this.told("ran", { values: this.values, width: this.fits, n: (this.runs = (this.runs ?? 0) + 1) })
      if (ran) {
        this.drawing = false
        this.build()
      }
    }
    this.root.replaceChildren(
      element("p", { class: "how" }, words.how),
      this.svg(Math.min(this.width ?? 600, 860)),
      run,
    )
  }

  x = index => PAD.left + (this.data.at[index] / this.data.at.at(-1)) * (this.wide - PAD.left - PAD.right)
  y = value => PAD.top + (1 - value / this.data.highest) * (HIGH - PAD.top - PAD.bottom)

  svg(wide) {
    this.wide = wide
    const { at: places, highest, words } = this.data
    const text = (x, y, says, anchor) => svgElement("text", { x, y, "text-anchor": anchor }, says)
    const grid = [0, 50, 100].filter(value => value <= highest).flatMap(value => [
      svgElement("line", { class: "grid", x1: PAD.left, x2: wide - PAD.right, y1: this.y(value), y2: this.y(value) }),
      text(PAD.left - 10, this.y(value) + 5, String(value), "end"),
    ])
    const steps = places.map((place, index) => text(this.x(index), HIGH - PAD.bottom + 24, String(place), "middle"))
    steps[0].textContent = `${words.across} ${places[0]}`
    this.path = svgElement("path", { class: "pencil" })
    this.points = places.map((place, index) => this.point(place, index))
    const drawn = svgElement("svg", { class: "line-drawing", viewBox: `0 0 ${wide} ${HIGH}`, width: wide, height: HIGH, role: "group", "aria-label": `${words.ask}. ${words.up}` },
      ...grid, ...steps, text(PAD.left + 8, PAD.top + 22, words.up, "start"), this.path, ...this.points)
    this.pull(drawn)
    this.show()
    return drawn
  }

  point(place, index) {
    const point = svgElement("g", { class: "point", role: "slider", tabindex: 0, "aria-orientation": "vertical", "aria-label": this.data.words.point.replace("{at}", place), "aria-valuemin": 0, "aria-valuemax": this.data.highest },
      svgElement("circle", { class: "touch", r: 24 }), svgElement("circle", { class: "dot", r: 8 }))
    point.addEventListener("keydown", event => {
      const { step, highest } = this.data
      const by = { ArrowUp: step, ArrowRight: step, ArrowDown: -step, ArrowLeft: -step, PageUp: 4 * step, PageDown: -4 * step, Home: -highest, End: highest }[event.key]
      if (!by) return
      event.preventDefault()
      event.stopPropagation()
      this.put(index, (this.values[index] ?? 0) + by)
    })
    return point
  }

  // A hand takes the nearest point; going on sideways it takes the next, so that a line can be drawn in one go.
  pull(drawn) {
    const take = event => {
      const box = drawn.getBoundingClientRect()
      const [x, y] = [event.clientX - box.left, event.clientY - box.top].map(part => (part * this.wide) / box.width)
      const distances = this.points.map((_, index) => Math.abs(this.x(index) - x))
      const nearest = distances.indexOf(Math.min(...distances))
      if (distances[nearest] > 60) return
      this.put(nearest, (1 - (y - PAD.top) / (HIGH - PAD.top - PAD.bottom)) * this.data.highest)
      return nearest
    }
    drawn.addEventListener("pointerdown", event => {
      if (event.button) return
      event.preventDefault()
      const taken = take(event)
      if (taken === undefined) return
      this.points[taken].focus({ preventScroll: true })
      drawn.setPointerCapture(event.pointerId)
      drawn.onpointermove = take
      drawn.onpointerup = drawn.onpointercancel = () => (drawn.onpointermove = null)
    })
  }

  put(index, value) {
    const { step, highest } = this.data
    this.values[index] = clamp(Math.round(value / step) * step, 0, highest)
    this.values = this.values.map(one => one ?? 0) // the first touch takes up the whole line
    this.show()
  }

  show() {
    const shown = this.values.map(value => value ?? 0)
    this.path.setAttribute("d", `M${shown.map((value, index) => `${this.x(index)} ${this.y(value)}`).join("L")}`)
    this.path.classList.toggle("waits", this.values.includes(null))
    this.points.forEach((point, index) => {
      point.setAttribute("transform", `translate(${this.x(index)} ${this.y(shown[index])})`)
      point.setAttribute("aria-valuenow", shown[index])
      point.setAttribute("aria-valuetext", this.data.words.value.replace("{n}", shown[index]))
    })
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".expected-line")
  if (!lines.has(root)) lines.set(root, new Line(root))
  lines.get(root).take(data, setTriggerValue)
}
