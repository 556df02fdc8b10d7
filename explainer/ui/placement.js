// A square of two axes on which the reader places actors, by dragging, by tapping, or with the arrow keys.
// Places are whole numbers from 0 to `steps` on both axes, kept as "x-y"; y grows upwards.

const clamp = (value, steps) => Math.max(0, Math.min(steps, Math.round(value)))

const element = (tag, attributes = {}, text = "") => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.textContent = text
  return made
}

export default function ({ data, parentElement, setStateValue }) {
  const { actors, steps, words } = data
  const places = { ...data.places }
  const root = parentElement.querySelector(".placement")
  const focused = parentElement.activeElement?.dataset.actor
  // The sentence that is being read aloud stays where it is while the rest is drawn anew.
  const says = root.querySelector(".says") ?? element("p", { class: "says", "aria-live": "polite" })
  for (const old of [...root.children]) if (old !== says) old.remove()

  const square = element("div", { class: "square", role: "group", "aria-label": words.ask })
  for (const [side, text] of [["top", words.y.high], ["bottom", words.y.low], ["left", words.x.low], ["right", words.x.high]]) {
    square.append(element("span", { class: `end ${side}` }, text))
  }
  root.prepend(element("p", { class: "how" }, words.how), square)
  if (!says.isConnected) root.append(says)

  let chosen = null

  const describe = actor => {
    const place = places[actor]
    if (!place) return `${actors[actor]}: ${words.not_placed}`
    const [x, y] = place.split("-").map(Number)
    return words.placed
      .replace("{actor}", actors[actor])
      .replace("{x}", lean(x, words.x))
      .replace("{y}", lean(y, words.y))
  }

  const lean = (value, axis) => {
    const half = steps / 2
    if (value === half) return words.middle.replace("{axis}", axis.name)
    return `${value < half ? axis.low : axis.high} (${Math.abs(value - half)}/${half})`
  }

  const put = (actor, x, y, keep) => {
    places[actor] = `${clamp(x, steps)}-${clamp(y, steps)}`
    draw(actor)
    if (keep) {
      says.textContent = describe(actor)
      setStateValue("places", { ...places })
    }
  }

  const draw = actor => {
    const chip = chips[actor]
    const place = places[actor]
    chip.setAttribute("aria-label", describe(actor))
    chip.classList.toggle("waiting", !place)
    if (!place) return
    const [x, y] = place.split("-").map(Number)
    chip.style.left = `clamp(3.4rem, ${(x / steps) * 100}%, 100% - 3.4rem)` // all of the name stays in the square
    chip.style.top = `clamp(1.1rem, ${100 - (y / steps) * 100}%, 100% - 1.1rem)`
  }

  const at = event => {
    const box = square.getBoundingClientRect()
    return [((event.clientX - box.left) / box.width) * steps, (1 - (event.clientY - box.top) / box.height) * steps]
  }

  const choose = actor => {
    chosen = actor
    for (const [name, chip] of Object.entries(chips)) chip.setAttribute("aria-pressed", name === actor)
  }

  const chips = {}
  for (const actor of Object.keys(actors)) {
    const chip = element("button", { type: "button", class: "chip", "data-actor": actor, "aria-pressed": "false" }, actors[actor])
    chips[actor] = chip
    square.append(chip)
    chip.onpointerdown = event => {
      choose(actor)
      root.setPointerCapture(event.pointerId) // not the chip: it moves to another parent on its way
      let moved = false
      root.onpointermove = move => {
        if (!moved && Math.hypot(move.clientX - event.clientX, move.clientY - event.clientY) < 6) return
        moved = true
        put(actor, ...at(move), false)
      }
      root.onpointerup = root.onpointercancel = up => {
        root.onpointermove = root.onpointerup = root.onpointercancel = null
        if (moved) put(actor, ...at(up), true)
        chip.focus()
      }
    }
    chip.onkeydown = event => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
      if (!step) return
      event.preventDefault()
      const [x, y] = (places[actor] ?? `${steps / 2}-${steps / 2}`).split("-").map(Number)
      put(actor, x + step[0], y + step[1], true)
      chip.focus()
    }
  }
  square.onclick = event => {
    if (chosen && event.target === square) put(chosen, ...at(event), true)
  }
  for (const actor of Object.keys(actors)) draw(actor)
  if (focused) chips[focused].focus()
}
