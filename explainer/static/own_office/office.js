// An office of one's own, opened: what is shown of it, what is done with it, and where it is kept.

import { button, choices, element, marker, opening, picker, set } from "../dom.js"
import { app } from "../streamlit_private.js"
import { chosenPart } from "./chosen.js"
import { drawing } from "./drawing.js"
import { filesPart } from "./files.js"
import { PLACE, keep, kept } from "./keep.js"
import { EMPTY, changes, line, person, tieOf, withPerson, withTie } from "./model.js"
import { pastePart } from "./paste.js"
import { Wrong, officeIn } from "./reading.js"
import { tables } from "./tables.js"
import { saying } from "./words.js"

const BACK = 60 // steps that can be undone
const STYLE = import.meta.resolve("./office.css")

const styled = () => new Promise((done, failed) => {
  if (document.querySelector(`link[href="${STYLE}"]`)) return void done()
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE, onload: done, onerror: failed }))
})

// Opens it in this place; `data` is what figures/network/own.py sends. Resolves to look(), after a change of theme, and
// leave().
export const begin = async (root, data) => {
  await styled()
  const says = saying(data)
  // A screen that is higher than wide has it lie on its side.
  const placed = one => (root.clientWidth < 600 ? { ...one, x: one.y, y: one.x } : one)
  const example = name => ({ ...EMPTY, people: data.examples[name].people.map(placed), ties: data.examples[name].ties })
  const first = Object.keys(data.examples)[0]
  let office = example(first)
  let [past, isOwn] = [[], false]
  let drawn = null

  // ── what is done with it ───────────────────────────────────────────────────

  const hold = {
    now: () => office,
    when: "both", ego: "", mode: "move", picked: "", chosen: null,
    look: () => (getComputedStyle(app() ?? document.body).colorScheme === "dark" ? "dark" : "light"),
    say: text => (said.textContent = text),
    change(next, text = "", own = true, canUndo = true) {
      if (canUndo) past = [...past, [office, isOwn]].slice(-BACK)
      office = next
      isOwn = own
      store()
      render()
      if (text) hold.say(text)
    },
    choose(target, focus = false) {
      Object.assign(hold, { chosen: target, picked: "" })
      render()
      if (focus) chosen.focus()
    },
    stand(id) {
      hold.ego = id
      render()
      drawn?.fit()
      hold.say(id ? says("standing", { name: person(office, id).name }) : says("whole"))
    },
    addAt(place) {
      if (office.people.length >= data.most.people) return hold.say(says("most_people", { n: data.most.people }))
      const next = withPerson(office, place, data)
      Object.assign(hold, { chosen: { person: next.people.at(-1).id } })
      hold.change(next, says("added", { name: next.people.at(-1).name }))
      if (matchMedia("(pointer: coarse)").matches) return // a keyboard would cover where one is about to tap
      chosen.focus()
      document.activeElement.select?.()
    },
    moved(places, canUndo = true) {
      const people = office.people.map(one => (places[one.id] ? { ...one, x: Math.round(places[one.id].x), y: Math.round(places[one.id].y) } : one))
      hold.change({ ...office, people }, "", isOwn, canUndo)
    },
    tied(from, to) {
      if (office.ties.length >= data.most.ties) return hold.say(says("most_ties", { n: data.most.ties }))
      const tie = { from, kind: kind.select.value, to, since: since.select.value }
      hold.picked = ""
      hold.change(withTie(office, tie, data), says("tied", { tie: says.tie(office, tie) }))
    },
    pick(id) { // one, and then the other
      const before = hold.picked
      if (id && before && id !== before) return hold.tied(before, id)
      hold.picked = id === before ? "" : id
      render()
      hold.say(hold.picked ? says("picked", { name: person(office, id).name }) : says("mode_tie_says"))
    },
    async settle(canUndo = false) { // who has just come is laid out with the step that brought them
      const places = await drawn?.untangle()
      if (!places) return
      hold.moved(places, canUndo)
      drawn.fit()
    },
    show(next, text, own = true) { // something else altogether
      Object.assign(hold, { chosen: null, ego: "", picked: "" })
      drawn?.stop()
      hold.change(next, text, own)
      drawn?.fit()
    },
  }

  const store = () => {
    if (!isOwn) return
    if (!keep(office)) hold.say(says("not_kept"))
  }
  const undo = () => {
    if (!past.length) return
    drawn?.stop()
    ;[office, isOwn] = past.pop()
    store()
    render()
    drawn?.fit()
    hold.say(says("undone"))
  }

  // ── what stands there ──────────────────────────────────────────────────────

  const said = element("p", { class: "said", role: "status" })
  const badge = element("p", { class: "badge" })
  const title = element("input", { type: "text", maxlength: data.most.letters, autocomplete: "off", onchange: () => hold.change({ ...office, title: line(title.value, data.most.letters) }) })
  const back = button(says("undo"), undo)
  const starts = Object.entries(data.examples).map(([name, one]) => button(one.name, () => hold.show(example(name), [one.says, isOwn ? says("undo_brings") : ""].join(" ").trim(), false), { "data-example": name }))
  const modes = choices("own-office-mode", says("mode"), ["move", "add", "tie"].map(name => [name, says(`mode_${name}`)]), name => {
    Object.assign(hold, { mode: name, picked: "" })
    render()
    hold.say(says(`mode_${name}_says`))
  })
  const kind = picker(says("column_kind"), Object.entries(data.kinds).map(([id, { name }]) => [id, name]))
  const since = picker(says("column_since"), Object.entries(data.since))
  const tieWith = element("div", { class: "fields tie-with" }, kind.field, since.field)
  const whens = choices("own-office-when", says("when"), ["before", "both", "after"].map(name => [name, says(`show_${name}`)]), name => {
    hold.when = name
    render()
    hold.say(says(`when_${name}`))
  })
  const canvas = element("div", { class: "own-canvas", role: "img" })
  const untangle = button(says("untangle"), async () => {
    untangle.disabled = true
    await hold.settle(true)
    untangle.disabled = false
    hold.say(says("untangled"))
  })
  const zooms = [["+", "zoom_in", () => drawn?.zoom(1.25)], ["−", "zoom_out", () => drawn?.zoom(0.8)]].map(([sign, name, act]) => button(sign, act, { "aria-label": says(name), title: says(name) }))
  const empty = element("p", { class: "empty" }, says("empty"))

  const counted = element("section", { class: "counted", "aria-label": says("counted") })
  const count = () => {
    const { people } = changes(office, data)
    const rows = people.map(one => element("tr", {}, element("th", { scope: "row" }, one.name), element("td", {}, one.gained ? `+ ${one.gained}` : "0"), element("td", {}, one.lost ? `− ${one.lost}` : "0")))
    const head = ["column_name", "gained", "lost"].map(name => element("th", { scope: "col" }, says(name)))
    counted.replaceChildren(element("h2", {}, says("counted")), element("p", {}, says.changed(office)),
      ...(rows.length ? [element("div", { class: "moved", tabindex: 0, role: "region", "aria-label": says("gained_lost") }, element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows)))] : []),
      element("h3", {}, says("ei_title")), ...says.ei(office).map(text => element("p", {}, text)))
  }

  const prompts = opening(says("prompts"), "of-prompts")
  const asked = Object.entries(data.prompts).map(([id, { of, ask }]) => {
    const box = element("input", { type: "checkbox", onchange: () => hold.change({ ...office, prompts: box.checked ? [...office.prompts, id] : office.prompts.filter(one => one !== id) }, says(box.checked ? "prompt_on" : "prompt_off")) })
    return { id, box, part: element("li", {}, element("label", {}, box, element("span", {}, ask, element("span", { class: "muted small" }, ` ${says("prompt_of", { of })}`)))) }
  })
  prompts.append(element("p", {}, says("prompts_how")), element("ul", { class: "prompts" }, ...asked.map(one => one.part)), element("p", {}, element("a", { href: "./handout#own-exercise", target: "_blank" }, says("prompts_open"))))

  const chosen = chosenPart(data, says, hold)
  const table = tables(data, says, hold)
  const files = filesPart(data, says, hold)
  const paste = pastePart(data, says, hold)
  const mark = marker("own-office")

  const render = () => {
    if (hold.chosen && !(hold.chosen.person ? person(office, hold.chosen.person) : tieOf(office, hold.chosen.tie, data))) hold.chosen = null
    if (hold.ego && !person(office, hold.ego)) hold.ego = ""
    if (badge.dataset.own !== String(isOwn)) badge.replaceChildren(mark(data.marks[isOwn ? "yours" : "imagined"]), says(isOwn ? "badge_own" : "badge_example"))
    badge.dataset.own = isOwn
    if (title.value !== office.title) title.value = office.title
    back.disabled = !past.length
    modes.check(hold.mode)
    whens.check(hold.when)
    tieWith.hidden = hold.mode !== "tie"
    empty.hidden = office.people.length > 0
    canvas.dataset.mode = hold.mode
    canvas.setAttribute("aria-label", says("picture", { title: office.title || says("untitled"), people: office.people.length, ties: office.ties.length, changed: says.changed(office) }))
    for (const { id, box } of asked) box.checked = office.prompts.includes(id)
    drawn?.render()
    chosen.render()
    count()
    table.render()
  }

  root.replaceChildren(
    element("div", { class: "top" }, badge, element("label", { class: "field" }, says("title"), title)),
    element("div", { class: "acts starts", role: "group", "aria-label": says("start") }, element("span", { class: "muted" }, says("start")), ...starts, back),
    element("div", { class: "board" },
      element("div", { class: "drawn" },
        element("div", { class: "tools" }, modes.set),
        element("div", { class: "frame" }, canvas, empty, tieWith),
        element("div", { class: "tools" }, whens.set, element("div", { class: "acts" }, untangle, button(says("fit"), () => drawn?.fit()), ...zooms)),
        said),
      element("div", { class: "aside" }, chosen.part, counted)),
    ...table.parts, paste.part, prompts, files.part)
  root.classList.add("opened")
  set(root, { role: "group", "aria-label": says("untitled") })
  root.onkeydown = event => {
    if (event.key === "Escape" && (hold.picked || hold.ego || hold.chosen)) {
      hold.ego = ""
      hold.choose(null)
    }
    event.stopPropagation() // Streamlit has keys of its own
  }

  // ── kept, and from outside ─────────────────────────────────────────────────

  const takeBack = () => {
    const text = kept()
    if (text === null) return false
    try {
      office = officeIn(text, data)
      isOwn = true
    } catch (error) {
      if (!(error instanceof Wrong)) throw error
      hold.say(says("kept_wrong", { line: error.at, what: says(error.says, error.values) }))
    }
    return true
  }
  const isBack = takeBack()
  const forget = () => {
    drawn?.stop()
    ;[office, isOwn, past] = [example(first), false, []]
    Object.assign(hold, { chosen: null, ego: "", picked: "" })
    render()
    drawn?.fit()
  }
  const elsewhere = event => { // another window of this browser has changed it, or let go of it
    if (event.key !== PLACE) return
    if (event.newValue === null) return void forget()
    takeBack()
    render()
  }
  addEventListener("storage", elsewhere)
  addEventListener("forget-me", forget)
  render()
  try {
    drawn = await drawing(canvas, data, hold)
    drawn.render()
    drawn.fit()
  } catch {
    canvas.hidden = true
    hold.say(says("no_drawing"))
  }
  if (!said.textContent) hold.say(isBack ? says("again") : data.examples[first].says)
  root.tabIndex = -1
  root.focus({ preventScroll: true }) // the button that was pressed is gone
  return {
    look: () => drawn?.render(),
    leave() {
      removeEventListener("storage", elsewhere)
      removeEventListener("forget-me", forget)
      drawn?.remove()
    },
  }
}
