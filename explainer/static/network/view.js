// The network in the page: what may be drawn, how far it has gone, a theme, a role, the reader's own ties.
// Everything happens here; no choice asks the server for anything. Which of its parts a figure has, the content says.

import { ego, legend, sentences, table } from "./beside.js"
import { drawing, isCrowded, savedSvg, svgElement } from "./drawing.js"
import { png, save } from "../files.js"
import { unpacked } from "../packed.js"
import { button, choices, element, marker, opening, picker } from "./parts.js"
import {
  canTie, changes, ended, fill, go, idOf, layerOf, othersIn, readState, sameTie, scene, start, tiesIn, upper, writeState,
} from "./state.js"

const PLACE = "when-the-dashboard-arrives/ties" // ui/browser.js counts and forgets them
const MORPH = 700 // milliseconds

const readKept = () => {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? []
  } catch {
    return [] // storage is switched off, or what stands there is not ours
  }
}

const keep = ties => {
  try {
    if (ties.length) localStorage.setItem(PLACE, JSON.stringify(ties))
    else localStorage.removeItem(PLACE)
  } catch {
    // Storage is full or switched off: the ties live on in the address.
  }
  dispatchEvent(new Event("ties-kept"))
}

// One figure in one place of a page. update(net) takes new data; remove() lets go.
const figure = (root, id) => {
  let net, state, parts, drawn, visiting, note, picking, unfolded, others, reached
  let at = null // where the keyboard is: {actor, tie}
  let narrow = null

  const has = control => net.controls.includes(control)
  const view = (key, values = {}) => fill(net.words.view[key], values)
  const nameOf = actor => net.nodes.find(node => node.actor === actor)?.name ?? actor
  const mark = marker(id)
  const markOf = edge => mark(edge.level === "yours" ? net.yours : net.marks[edge.id])

  // ── what each thing says ───────────────────────────────────────────────────

  const sentence = edge => {
    if (edge.level !== "yours") return edge.title
    const says = view("yours", { theme: edge.label.toLowerCase(), from: nameOf(edge.start), to: nameOf(edge.end) })
    return edge.why ? `${says} ${view("yours_why", { why: edge.why })}` : says
  }
  const headline = edge => upper(`${nameOf(edge.start)} – ${edge.label} – ${nameOf(edge.end)}`)
  const actorSays = actor => {
    const response = actor.response ? ` ${upper(fill(net.words.responses[actor.response].says, { name: actor.name }))}` : ""
    return actor.title + response
  }
  const told = one => (one.tie ? sentence(one) : actorSays(one))
  const named = one => (one.tie ? headline(one) : upper(one.name))
  const found = ({ actor, tie }, shown) =>
    tie ? shown.edges.find(edge => edge.tie === tie) : shown.actors.find(one => one.actor === actor)
  const says = { get net() { return net }, view, nameOf, mark, markOf, sentence, actorSays }

  const stepTitle = () => {
    const n = state.step - net.first
    return `${n ? `${view("step_of", { n, total: net.last - net.first })}: ` : ""}${ended(net.steps[state.step].title)}`
  }
  const stepSays = () => `${stepTitle()} ${net.steps[state.step].says}`
  const stepChanges = shown => {
    const { came, gone } = changes(shown)
    const list = [...came.map(one => view("new", { what: named(one) })), ...gone.map(one => view("gone", { what: named(one) }))]
    return shown.justParted ? [view("new", { what: view("new_responses") }), ...list] : list
  }
  const themeSays = () => {
    const theme = net.words.themes[state.theme]
    return theme ? `${theme.reported}${layerOf(state, net) === "proposed" ? ` ${theme.ours}` : ""}` : ""
  }

  // ── the parts of the figure, made once for each set of data ────────────────

  const build = () => {
    const { words } = net
    const layers = choices(`${id}-layer`, view("layer"), net.layers.map(layer => [layer, words.layers[layer].name]), layer =>
      change({ layer, actor: "", tie: "", role: "" }))
    const themes = choices(`${id}-theme`, view("theme"), [["", view("no_theme")], ...Object.entries(words.themes).map(([theme, { name }]) => [theme, name])], theme =>
      change({ theme }))
    const toStep = step => change({ step, actor: "", tie: "" })
    const range = element("input", { type: "range", min: net.first, max: net.last, step: 1, "aria-label": view("step"), oninput: () => toStep(Number(range.value)) })
    const back = button("←", () => toStep(state.step - 1), { "aria-label": view("back") })
    const on = button(`${view("on")} →`, () => toStep(state.step + 1))
    const steps = element("div", { class: "scrubber" }, back, net.last - net.first > 1 ? range : null, on)
    const svg = svgElement("svg", { class: "network-drawing" })
    const canvas = element("div", { class: "canvas", role: "application", "aria-describedby": `${id}-keys` }, svg)
    const zoom = [["zoom_in", 1.5], ["zoom_out", 1 / 1.5]].map(([name, by]) => button(view(name), () => enlarge(by)))
    const zooms = element("p", { class: "zooms" }, ...zoom)
    const tell = element("div", { class: "told" })
    const stage = element("div", { class: "stage" }, canvas, zooms, element("div", { class: "teller" }, steps, tell))
    const heard = element("p", { class: "heard", "aria-live": "polite" })
    const layerSays = element("div", { class: "layer-says" })
    const theme = element("p", { class: "theme-says" })
    const chosen = element("div", { class: "chosen" }, has("layer") ? layers.set : null, layerSays, has("theme") ? themes.set : null, theme)
    const notes = element("div", { class: "notes", role: "status" })
    const leave = button(view("leave_large"), () => document.exitFullscreen(), { class: "plain leave" })
    const large = button(view("large"), () => root.requestFullscreen())
    root.onfullscreenchange = () => (document.fullscreenElement ? leave : large).focus() // the other is out of sight
    const role = picker(view("role"), [], () => change({ role: role.select.value }))
    const egos = element("div", { class: "egos" })
    const more = {
      legend: opening(view("legend"), "legend-of"),
      role: element("div", { class: "stand" }, role.field, egos),
      own: opening(view("draw"), "own"),
      sentences: opening(view("sentences"), "sentences"),
      table: opening(view("table"), "as-table"),
      take: element("p", { class: "take" }, `${view("take")} `,
        button(view("take_svg"), () => save("network.svg", picture().text, "image/svg+xml")),
        button(view("take_png"), async () => save("network.png", await png(picture()))),
        button(view("take_csv"), () => save("network.csv", net.csv, "text/csv")),
        root.requestFullscreen ? large : null), // not on every phone
    }
    root.replaceChildren(leave, notes, chosen, stage, element("p", { class: "heard", id: `${id}-keys` }, view("keys")), heard,
      element("div", { class: "more" }, ...Object.keys(more).filter(has).map(name => more[name])))
    parts = { ...more, layers, themes, range, back, on, steps, stage, svg, canvas, zooms, tell, heard, layerSays, theme, chosen, notes, role, egos, stand: more.role }
    buildOwn()
    listen()
    for (const opened of [more.sentences, more.table]) opened.ontoggle = renderText
  }

  // Drawing and sentence on one screen; where they fill it, always at the same height.
  const showStage = () => parts.stage.scrollIntoView({ block: parts.stage.offsetHeight > innerHeight * 0.75 ? "start" : "nearest" })

  // Scrolling moves a drawing that is larger than its place: by wheel, touch and keys alike.
  const enlarge = by => {
    const wide = (parseFloat(parts.svg.style.width) || 100) * by
    parts.svg.style.width = `${Math.min(800, Math.max(100, wide))}%`
  }

  // ── drawing a tie of one's own ─────────────────────────────────────────────

  const buildOwn = () => {
    const from = picker(view("draw_from"), [])
    const to = picker(view("draw_to"), [])
    const theme = picker(view("draw_theme"), Object.entries(net.words.themes).map(([value, { name }]) => [value, name]))
    const why = element("input", { type: "text", maxlength: 240 })
    const problem = element("p", { class: "small", role: "status" })
    const list = element("ul", { class: "own-ties" })
    const form = element("form", {
      onsubmit: event => {
        event.preventDefault()
        const tie = { from: from.select.value, to: to.select.value, theme: theme.select.value, why: why.value.trim() }
        if (!canTie(net, tie.from, tie.to)) return void (problem.textContent = view("draw_self"))
        if (state.ties.some(other => sameTie(tie, other))) return void (problem.textContent = view("draw_twice"))
        why.value = problem.textContent = ""
        change({ ties: [...state.ties, tie], actor: "", tie: idOf(tie) })
        showStage()
      },
    }, element("p", {}, button(view("draw_pick"), () => pickFrom([]))),
    element("div", { class: "fields" }, from.field, to.field, theme.field), element("label", { class: "field" }, view("draw_why"), why),
    element("p", {}, element("button", { type: "submit", class: "plain" }, view("draw_add"))), problem)
    parts.own.append(element("p", { class: "small" }, view("draw_says")), form, list)
    parts.form = { from, to, theme, problem, list }
  }

  // `picked` are the actors chosen so far; null ends it. What to do next stands at the drawing and is read aloud.
  const pickFrom = picked => {
    picking = picked
    for (const one of parts.svg.querySelectorAll(".picked")) one.classList.remove("picked")
    if (picked?.length) drawn.elementOf({ actor: picked[0] }).classList.add("picked")
    tell(state)
    if (!picked) return
    say(parts.tell.firstChild.textContent)
    showStage()
    focusOn(at)
  }
  const pick = actor => {
    const [from] = picking
    if (!from) return pickFrom([actor])
    if (from === actor) return pickFrom(null)
    const { form } = parts
    form.from.select.value = from
    form.to.select.value = actor
    form.problem.textContent = ""
    pickFrom(null)
    parts.own.open = true
    form.theme.select.scrollIntoView({ block: "center" })
    form.theme.select.focus()
  }

  // ── choosing, by pointer and by key ────────────────────────────────────────

  const targetOf = event => {
    const group = event.target.closest?.("[data-actor], [data-tie]")
    return group ? { actor: group.dataset.actor ?? "", tie: group.dataset.tie ?? "" } : null
  }
  const choose = ({ actor, tie }) => {
    if (picking && actor && !tie) return pick(actor)
    change(tie ? { tie, actor: "" } : { actor, tie: "" })
  }

  const listen = () => {
    const { canvas } = parts
    canvas.onclick = event => choose(targetOf(event) ?? { actor: "", tie: "" })
    canvas.onpointerover = event => {
      const target = targetOf(event)
      if (target && event.pointerType === "mouse" && !picking) tell(target)
    }
    canvas.onpointerleave = () => tell(state)
    canvas.addEventListener("focusin", event => { // no property exists for this one
      const target = targetOf(event)
      if (!target) return
      const start = target.tie && scene(state, net).edges.find(edge => edge.tie === target.tie).start
      at = target.tie ? { actor: at?.actor || start, tie: target.tie } : target
      if (!picking) tell(target)
    })
    canvas.onkeydown = event => {
      if (!at) return
      if (event.key === "Enter" || event.key === " ") choose(at)
      else if (event.key === "Escape") {
        if (document.fullscreenElement) return // Escape leaves the full screen first
        if (picking) pickFrom(null)
        change({ actor: "", tie: "" })
        const before = parts.chosen.querySelector("input:checked")
        if (before) before.focus()
        else document.activeElement.blur()
      } else {
        const next = go(event.key, at, scene(state, net))
        if (!next) return
        focusOn(next)
      }
      event.preventDefault()
    }
  }

  root.onkeydown = event => {
    const leaves = event.key === "Escape" && document.fullscreenElement === root && !root.querySelector(":popover-open")
    if (leaves) document.exitFullscreen()
  }

  const focusOn = next => {
    at = next
    rove(next)
    drawn.elementOf(next)?.focus()
  }

  // One thing in the figure can be reached with Tab; the arrows go on from there.
  const rove = next => {
    reached?.setAttribute("tabindex", -1)
    reached = drawn.elementOf(next)
    reached?.setAttribute("tabindex", 0)
  }

  // ── state ──────────────────────────────────────────────────────────────────

  // A new layer, theme or role can be undone with Back; steps and what was looked at on the way are no stations.
  const STATIONS = ["layer", "theme", "role"]

  const change = patch => {
    const before = state
    state = { ...state, ...patch }
    state.step = Math.max(net.first, Math.min(net.last, state.step))
    if (STATIONS.some(name => state[name] !== before[name])) picking = null
    if (patch.ties && visiting) window.tiesOfLink = tiesIn(state)
    else if (patch.ties) keep(state.ties)
    if (has("address")) {
      const address = location.pathname + writeState(location.search, state, net) + location.hash
      if (STATIONS.some(name => state[name] !== before[name])) history.pushState({}, "", address)
      else history.replaceState(history.state, "", address)
    }
    render(true)
    if ("step" in patch) showStage()
    if ("step" in patch) say([stepSays(), ...stepChanges(scene(state, net))].join(" "))
    else if (state.tie || state.actor) say(told(found(state, scene(state, net)) ?? { title: "" }))
    else if ("layer" in patch) say(net.words.layers[layerOf(state, net)].says)
    else if ("theme" in patch) say(themeSays())
  }

  const say = text => (parts.heard.textContent = text)

  const readAddress = () => {
    if (!has("address")) return void (state = start(net))
    const query = new URLSearchParams(location.search)
    if (!query.has("ties") && window.tiesOfLink) query.set("ties", window.tiesOfLink) // the link led to another chapter
    const [read, passedOver] = readState(query.toString(), net)
    note = passedOver.length ? view("unknown", { what: passedOver.join(", ") }) : ""
    if (!read.layer && (read.actor || read.tie)) {
      const known = [...net.nodes, ...net.edges].find(one => (read.tie ? one.tie === read.tie : one.actor === read.actor && !one.tie))
      read.layer = known?.layer ?? ""
    }
    state = read
  }

  const readTies = () => {
    const kept = readKept().filter(tie => canTie(net, tie?.from, tie?.to) && Object.hasOwn(net.words.themes, tie.theme))
    visiting = state.ties.length > 0 && !state.ties.every(tie => kept.some(own => sameTie(own, tie)))
    if (!visiting) state.ties = kept
  }

  // ── rendering ──────────────────────────────────────────────────────────────

  const renderFigure = (shown, morph) => {
    const key = `${shown.layer} ${narrow}`
    const fresh = unfolded !== key
    const size = narrow ? net.size.narrow : net.size.wide
    const edges = shown.edges.map(edge => ({ ...edge, word_at: edge.words_at?.[narrow ? "narrow" : "wide"] }))
    if (fresh) {
      unfolded = key
      const places = Object.fromEntries(shown.actors.map(node => [node.actor, narrow ? node.narrow : [node.x, node.y]]))
      const nodes = net.nodes.filter(node => node.layer === shown.layer)
      drawn = drawing(parts.svg, { actors: nodes, edges, places, size, words: net.words })
      parts.zooms.hidden = !isCrowded(nodes)
      at = null
    }
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
    drawn.show({ ...shown, edges }, fresh || calm || !morph ? 0 : MORPH)
    const name = view("figure", {
      title: net.words.title, layer: net.words.layers[shown.layer].name,
      actors: shown.actors.filter(one => one.there).length, ties: shown.edges.filter(one => one.there).length,
    })
    parts.canvas.setAttribute("aria-label", name)
    const chosen = state.tie || state.actor
    for (const one of [...shown.actors, ...edges]) {
      const group = drawn.elementOf(one)
      const isChosen = chosen === (one.tie ?? one.actor)
      const attributes = {
        role: "button", "aria-pressed": isChosen, "aria-hidden": !one.there,
        "aria-label": `${ended(named(one))} ${told(one)} ${ended((one.level === "yours" ? net.yours : net.marks[one.id]).name)}`, tabindex: group.getAttribute("tabindex") ?? -1,
      }
      for (const [attribute, value] of Object.entries(attributes)) group.setAttribute(attribute, value)
      group.classList.toggle("chosen", isChosen)
      drawn.wordOf(one)?.classList.toggle("chosen", isChosen)
    }
    if (!(at && found(at, shown)?.there)) at = { actor: shown.actors.find(one => one.there).actor, tie: "" }
    rove(at)
  }

  // What stands at the drawing: what was chosen, or what the pointer or the keyboard is on; else how far it has gone.
  const tell = target => {
    const shown = scene(state, net)
    const one = found(target, shown)
    for (const word of parts.svg.querySelectorAll(".pointed")) word.classList.remove("pointed")
    if (picking) return parts.tell.replaceChildren(
      element("p", { class: "headline" }, picking.length ? view("draw_picked", { from: nameOf(picking[0]) }) : view("draw_picking")),
      element("p", {}, button(view("draw_stop"), () => pickFrom(null))))
    if (!one && shown.layer === "proposed" && state.step > net.first) return parts.tell.replaceChildren(...tellStep(shown))
    if (!one) return parts.tell.replaceChildren(...(shown.layer === "proposed" ? tellStep(shown) : []), element("p", { class: "muted" }, view("choose")))
    drawn.wordOf(one)?.classList.add("pointed")
    const times = one.tie ? one.when : shown.layer !== "proposed" ? "unsaid" : one.begins ? "after" : "both"
    const when = times === "unsaid" ? "" : `${view("when", { when: net.words.when[times] })} `
    const isChosen = (state.tie || state.actor) === (one.tie ?? one.actor)
    parts.tell.replaceChildren(
      element("p", { class: "headline" }, named(one)),
      element("p", {}, `${told(one)} `, one.tie ? markOf(one) : mark(net.marks[one.id])),
      element("p", { class: "small" }, when, linkTo({ actor: one.tie ? "" : one.actor, tie: one.tie ?? "" }), " ",
        isChosen ? button(view("let_go"), () => change({ actor: "", tie: "" })) : null))
  }
  const tellStep = shown => {
    const step = net.steps[state.step]
    const list = stepChanges(shown)
    return [
      element("p", {}, element("strong", {}, stepTitle()), ` ${step.says} `, mark(net.marks[`step.${step.id}`])),
      list.length ? element("p", { class: "small changes" }, list.join(" ")) : null,
    ].filter(Boolean)
  }
  // A figure that does not stand in the address leads to the chapter whose figure does.
  const linkTo = patch => {
    const to = { ...state, layer: layerOf(state, net), ...patch }
    if (has("address")) return element("a", { href: writeState(location.search, to, net) || location.pathname }, view("link"))
    return element("a", { class: "to-chapter", href: net.home + writeState("", to, { ...net, first: 0 }) }, view("link_home"))
  }

  const renderEgo = shown => {
    const people = shown.layer === "proposed" ? shown.actors.filter(actor => net.people.includes(actor.kind)) : []
    parts.stand.hidden = !people.length
    parts.role.select.replaceChildren(element("option", { value: "" }, view("role_nobody")), ...people.map(one => element("option", { value: one.actor }, upper(one.name))))
    parts.role.select.value = shown.role
    parts.egos.replaceChildren(...(shown.role ? ego(says, state, shown.role) : []))
  }

  const renderOwn = shown => {
    const yours = net.position === "ideas"
    parts.own.hidden = !yours
    if (!yours) return
    const people = shown.actors.filter(one => one.there && one.form !== "text")
    for (const { select } of [parts.form.from, parts.form.to]) {
      const before = select.value
      select.replaceChildren(...people.map(one => element("option", { value: one.actor }, upper(one.label.replaceAll("\n", " ")))))
      if (people.some(one => one.actor === before)) select.value = before
    }
    if (parts.form.to.select.value === parts.form.from.select.value) parts.form.to.select.selectedIndex = 1
    parts.form.list.replaceChildren(...shown.edges.filter(edge => edge.kind === "yours").map(edge => element("li", {},
      `${sentence(edge)} `, markOf(edge), " ",
      button(view("draw_take_back"), () => change({
        ties: state.ties.filter(tie => !sameTie(tie, { from: edge.start, to: edge.end, theme: edge.theme })),
        ...(state.tie === edge.tie ? { tie: "" } : {}),
      })))))
  }

  const renderText = () => {
    const shown = scene(state, net)
    const few = shown.edges.length < 100 // a long text is written when it is opened
    for (const [part, write] of [[parts.sentences, sentences], [parts.table, table]]) {
      if (few || part.open) part.replaceChildren(part.firstChild, ...write(says, shown))
    }
  }

  const render = morph => {
    const shown = scene(state, net)
    parts.layers.check(shown.layer)
    parts.themes.check(state.theme)
    parts.layerSays.replaceChildren(element("p", {}, `${net.words.layers[shown.layer].says} `, mark(net.marks[shown.layer])))
    parts.layerSays.hidden = !net.whole // of a part, the words around it speak
    parts.steps.hidden = shown.layer !== "proposed" || !has("steps")
    parts.range.value = state.step
    parts.range.setAttribute("aria-valuetext", stepTitle())
    parts.back.disabled = state.step === net.first
    parts.on.disabled = state.step === net.last
    parts.theme.textContent = themeSays()
    parts.theme.hidden = !state.theme
    const hidden = net.position !== "ideas" && state.ties.length ? view("draw_hidden") : ""
    parts.notes.replaceChildren(...[note, visiting ? view("visiting") : "", hidden].filter(Boolean).map(text => element("p", { class: "left-out" }, text)))
    renderFigure(shown, morph)
    tell(state)
    parts.legend.replaceChildren(parts.legend.firstChild, ...legend(says, shown))
    renderEgo(shown)
    renderOwn(shown)
    renderText()
  }

  const picture = () => {
    const layer = net.words.layers[layerOf(state, net)]
    const step = layerOf(state, net) === "proposed" ? stepSays() : ""
    return savedSvg(parts.svg, `${net.words.title}: ${layer.name}`, [`${layer.says} ${step} ${themeSays()}`, net.citation])
  }

  // ── from outside ───────────────────────────────────────────────────────────

  const measure = new ResizeObserver(() => {
    const isNarrow = root.clientWidth < 560
    if (isNarrow === narrow || !net || !root.clientWidth) return
    narrow = isNarrow
    root.classList.toggle("narrow", narrow)
    render(false)
  })

  // Back and forward. Streamlit would run the page again; where only this figure changed, there is nothing to run.
  // `moves` hears of them before Streamlit (door/pages.py); without it, Streamlit runs the page, and all is right as well.
  const moves = window.moves ?? window
  const onAddress = event => {
    if (location.pathname !== here) return
    if (othersIn(location.search) === others) (event.detail ?? event).stopImmediatePropagation()
    const { ties } = state // of what the reader drew, Back undoes nothing
    readAddress()
    state.ties = ties
    history.replaceState(history.state, "", location.pathname + writeState(location.search, state, net) + location.hash)
    render(true)
  }
  const here = location.pathname

  const onForget = () => {
    visiting = false
    change({ actor: "", tie: "", theme: "", role: "", ties: [] })
  }

  return {
    update(next) {
      const first = !net
      net = next
      unfolded = null
      others = othersIn(location.search)
      if (first) {
        readAddress()
        if (has("own")) readTies()
        narrow = root.clientWidth < 560
        root.classList.toggle("narrow", narrow)
        if (has("address")) moves.addEventListener("popstate", onAddress)
        if (has("own")) addEventListener("forget-me", onForget)
      }
      build()
      render(false)
      if (first) measure.observe(root)
    },
    remove() {
      measure.disconnect()
      moves.removeEventListener("popstate", onAddress)
      removeEventListener("forget-me", onForget)
    },
  }
}

const figures = new WeakMap()

export default function ({ data, key, parentElement }) {
  const root = parentElement.querySelector(".network-view")
  if (!figures.has(root)) figures.set(root, { figure: figure(root, `network-${key ?? "view"}`), seen: "" })
  const known = figures.get(root)
  const packed = data instanceof Uint8Array
  const sent = packed ? data.join() : JSON.stringify(data)
  if (known.seen !== sent) { // a change of theme calls as well
    known.seen = sent
    if (packed) unpacked(data).then(net => known.seen === sent && known.figure.update(net))
    else known.figure.update(data)
  }
  return () => {
    known.seen = ""
    known.figure.remove()
    figures.delete(root)
  }
}
