// From one picture to the next: what has the same data-id in both moves, what is new comes in, what is gone fades.
// The next picture takes the place of the one before at once and starts from where that one stands, also in mid-move:
// so it is always the drawing Python made that ends up in the page.

export const WIDE = 560 // from this width on, in pixels, the picture for a wide screen

export const parsed = svg => new DOMParser().parseFromString(svg, "image/svg+xml").documentElement

const MOVING = ["transform", "d", "x", "y", "cx", "cy", "r", "rx", "width", "height", "font-size"]
const NUMBER = /-?\d*\.?\d+/g

const parts = svg => new Map([...svg.querySelectorAll("[data-id]")].map(part => [part.dataset.id, part]))

// Two values that differ in their numbers only can be blended; anything else would be a jump half-way.
export const blend = (from, to) => {
  if (from === to || from == null || to == null) return null
  if (from.replace(NUMBER, "#") !== to.replace(NUMBER, "#")) return null
  const a = from.match(NUMBER).map(Number)
  const b = to.match(NUMBER).map(Number)
  const between = to.split(NUMBER)
  return at => between.reduce((text, piece, nth) => text + (+(a[nth - 1] + (b[nth - 1] - a[nth - 1]) * at).toFixed(2)) + piece)
}

// What leaves stays for a moment in the place where it stood: under the same parent, where that one is still there.
const leaving = (old, known, svg) => {
  const home = old.parentElement.closest("[data-id]")
  if (home && !known.has(home.dataset.id)) return null // fades with its parent
  const copy = old.cloneNode(true)
  for (const part of [copy, ...copy.querySelectorAll("[data-id]")]) part.removeAttribute("data-id")
  copy.setAttribute("aria-hidden", true)
  ;(home ? known.get(home.dataset.id) : svg).append(copy)
  return copy
}

const ease = t => (t < 0.5 ? 4 * t * t * t : 1 - (2 - 2 * t) ** 3 / 2)

// People walk: a long way has steps in it.
const steps = (from, to) => {
  const [x1, y1] = from.match(NUMBER).map(Number)
  const [x2, y2] = to.match(NUMBER).map(Number)
  const far = Math.hypot(x2 - x1, y2 - y1)
  return far > 40 ? Math.max(2, Math.round(far / 60)) : 0
}

// What there is to do at each moment of a move, `at` from 0 to 1, from the picture `before` to `after`.
export const plan = (before, after) => {
  const known = parts(after)
  const was = parts(before)
  const doing = []
  const seen = blend(before.getAttribute("viewBox"), after.getAttribute("viewBox"))
  if (seen) doing.push(at => after.setAttribute("viewBox", seen(at)))
  for (const [name, part] of known) {
    const old = was.get(name)
    if (!old) {
      if (!part.parentElement.closest("[data-id]") || was.has(part.parentElement.closest("[data-id]").dataset.id))
        doing.push(at => (part.style.opacity = at < 1 ? Math.max(0, at * 2 - 1) : ""))
      continue
    }
    for (const attribute of MOVING) {
      const to = part.getAttribute(attribute)
      const from = old.getAttribute(attribute)
      const value = blend(from, to)
      if (!value) continue
      const walk = attribute === "transform" && part.classList.contains("person") ? steps(from, to) : 0
      doing.push(at => {
        if (at >= 1) return part.setAttribute(attribute, to)
        const here = value(at)
        if (!walk) return part.setAttribute(attribute, here)
        const up = Math.abs(Math.sin(at * walk * Math.PI)) * 5
        part.setAttribute(attribute, here.replace(/^translate\((\S+) (\S+)\)/, (_, x, y) => `translate(${x} ${y - up})`))
      })
    }
  }
  for (const [name, old] of was) {
    if (known.has(name)) continue
    const copy = leaving(old, known, after)
    if (copy) doing.push(at => (at < 1 ? (copy.style.opacity = Math.max(0, 1 - at * 2)) : copy.remove()))
  }
  return at => doing.forEach(one => one(at))
}

// Shows `after` in the place of `before`; returns a function that ends the move at once.
export const move = (before, after, milliseconds = 700) => {
  if (before === after) return () => {}
  const still = !before || milliseconds === 0 || document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches
  const go = still ? null : plan(before, after)
  before?.replaceWith(after)
  if (!go) return () => {}
  let frame = 0
  const begins = performance.now()
  const end = () => {
    cancelAnimationFrame(frame)
    go(1)
  }
  const step = now => {
    const at = Math.min((now - begins) / milliseconds, 1)
    if (at >= 1) return end()
    go(ease(Math.max(at, 0)))
    frame = requestAnimationFrame(step)
  }
  go(0)
  frame = requestAnimationFrame(step)
  return end
}

// Does `then` once a picture stands still, 720 ms from now; `ended` ends its move. Returns what ends both before that.
export const onceStill = (ended, then) => {
  const wait = setTimeout(() => {
    ended()
    then()
  }, 720)
  return () => {
    clearTimeout(wait)
    ended()
  }
}
