// What a hand moves in a picture: a band that is pulled, people who are put on a square. The browser moves it at once; what
// comes of it is an answer, which is told when the hand lets go. Keys do the same as a hand.

import { plan } from "./move.js"

const part = (svg, name) => svg.querySelector(`[data-id="${CSS.escape(name)}"]`)
const numbers = element => element.getAttribute("transform").match(/-?[\d.]+/g).map(Number)
const clamp = (value, low, high) => Math.max(low, Math.min(high, value))

// Follows one pointer from where it comes down to where it is let go.
const drag = (element, { moves, ends }) => {
  element.addEventListener("touchstart", event => event.preventDefault(), { passive: false }) // else the page scrolls
  element.addEventListener("keydown", () => element.classList.remove("by-hand"))
  element.addEventListener("pointerdown", event => {
    if (event.button) return
    event.preventDefault()
    element.setPointerCapture(event.pointerId)
    element.classList.add("by-hand") // nobody has to be told where the hand is
    element.focus({ preventScroll: true })
    const stop = () => {
      element.removeEventListener("pointermove", moves)
      element.removeEventListener("pointerup", stop)
      element.removeEventListener("pointercancel", stop)
      ends()
    }
    element.addEventListener("pointermove", moves)
    element.addEventListener("pointerup", stop)
    element.addEventListener("pointercancel", stop)
  })
}

const slider = (element, { label, now, text, lowest = 0, highest }) => {
  element.setAttribute("role", "slider")
  element.setAttribute("tabindex", "0")
  element.setAttribute("aria-label", label)
  element.setAttribute("aria-valuemin", lowest)
  element.setAttribute("aria-valuemax", highest)
  element.setAttribute("aria-valuenow", now)
  element.setAttribute("aria-valuetext", text)
}

// The band over the reader's head. `draw(picture)` gives the drawing of one of the two ends.
const pull = (svg, hand, { draw, told }) => {
  const slack = draw(hand.slack)
  const tight = draw(hand.tight)
  const go = plan(slack, tight)
  svg.replaceWith(tight)
  const band = part(tight, "you.band")
  const ends = [slack, tight].map(one => numbers(part(one, "you.band.square"))[0])
  const area = document.createElementNS(band.namespaceURI, "rect")
  for (const [name, value] of Object.entries({ class: "touch", x: -70, y: -78, width: 140, height: 52 })) area.setAttribute(name, value)
  band.prepend(area)
  band.classList.add("handle")
  let value = hand.value
  const show = at => {
    go(clamp(at, 0, 1))
    band.classList.toggle("waits", value === null)
    slider(band, { label: hand.ask, now: value ?? 0, text: value === null ? "" : `${value} / ${hand.steps}`, highest: hand.steps })
  }
  const set = (next, keep) => {
    value = clamp(Math.round(next), 0, hand.steps)
    show(value / hand.steps)
    if (keep) told(hand.name, value)
  }
  drag(band, {
    moves: event => {
      const to = band.getScreenCTM()
      const far = Math.abs(event.clientX - to.e) / to.a
      set(((far - ends[0]) / (ends[1] - ends[0])) * hand.steps, false)
    },
    ends: () => value !== null && told(hand.name, value),
  })
  band.addEventListener("keydown", event => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
    if (!by) return
    event.preventDefault()
    event.stopPropagation()
    set((value ?? 0) + by, true)
  })
  show((value ?? 0) / hand.steps)
  return tight
}

// People on the square. A place is "x-y", whole numbers of which y grows upwards.
const place = (svg, hand, { wide, told, say }) => {
  const [left, bottom] = hand.low[wide ? 0 : 1]
  const [right, top] = hand.high[wide ? 0 : 1]
  const { words, steps } = hand
  let picked = null // who was tapped, and goes where the next tap is
  const pick = (person, to) => {
    svg.querySelector(".picked")?.classList.remove("picked")
    person?.classList.add("picked")
    picked = to
  }
  const onFloor = event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse())
    const y = point.y - (wide ? 24 : 14) // a hand takes people in the middle
    return [((point.x - left) / (right - left)) * steps, ((y - bottom) / (top - bottom)) * steps]
  }
  svg.addEventListener("click", event => !event.target.closest(".handle") && picked?.(...onFloor(event)))
  const lean = (value, axis) => {
    const half = steps / 2
    if (value === half) return words.middle.replace("{axis}", words[`${axis}_name`])
    return `${words[`${axis}_${value < half ? "low" : "high"}`]} (${Math.abs(value - half)}/${half})`
  }
  for (const one of hand.people) {
    const person = part(svg, one.person)
    if (!person) continue
    person.classList.add("handle")
    let value = one.value
    const tell = () => {
      const [x, y] = value?.split("-").map(Number) ?? []
      const text = value
        ? words.placed.replace("{actor}", one.title).replace("{x}", lean(x, "x")).replace("{y}", lean(y, "y"))
        : `${one.title}: ${words.not_placed}`
      slider(person, { label: words.ask, now: x ?? 0, text, highest: steps })
      return text
    }
    const put = (x, y) => {
      value = `${clamp(Math.round(x), 0, steps)}-${clamp(Math.round(y), 0, steps)}`
      const [across, up] = value.split("-").map(Number)
      const to = [left + ((right - left) * across) / steps, bottom + ((top - bottom) * up) / steps]
      person.setAttribute("transform", `translate(${to.join(" ")}) rotate(0) scale(1 1)`)
    }
    const keep = () => {
      pick(null, null)
      one.value = value
      say(tell())
      told(one.name, value)
    }
    drag(person, {
      moves: event => put(...onFloor(event)),
      ends: () => {
        if (!value || value === one.value) return pick(person, (x, y) => (put(x, y), keep()))
        keep()
      },
    })
    person.addEventListener("keydown", event => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
      if (!by) return
      event.preventDefault()
      event.stopPropagation()
      const [x, y] = (value ?? `${steps / 2}-${steps / 2}`).split("-").map(Number)
      put(x + by[0], y + by[1])
      keep()
    })
    tell()
  }
  return svg
}

// Gives the picture a hand; returns the drawing that is in the page from now on.
export const take = (svg, hand, tools) => {
  const taken = { pull, place }[hand.kind](svg, hand, tools)
  taken.setAttribute("role", "group") // what is in an image cannot be reached by everybody
  return taken
}
