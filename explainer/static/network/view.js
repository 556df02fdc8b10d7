// The network in the page: what may be drawn, how far it has gone, a theme, a role, the reader's own ties.
// Everything happens here; no choice asks the server for anything.

import { button, element, marker, set } from "../dom.js"
import { unpacked } from "../packed.js"
import { ego, fit, legend, oneTold, sentences, stepTold, table } from "./beside.js"
import { drawing, isCrowded, pictureOf } from "./drawing.js"
import { frame } from "./frame.js"
import { hand } from "./hand.js"
import { keepTies, ownTies, readKept } from "./own.js"
import { layerOf, othersIn, readState, sameTie, scene, tiesIn, upper, writeState } from "./state.js"
import { saying } from "./words.js"

const MORPH = 700 // milliseconds

// A new layer, theme or role can be undone with Back; steps and what was looked at on the way are no stations.
const STATIONS = ["layer", "theme", "role"]

// One figure in one place of a page. update(net) takes new data; remove() lets go.
const figure = (root, id) => {
  let net, state, says, parts, drawn, own, keys, visiting, note, shownAs, others
  let narrow = null

  const view = (...words) => says.view(...words)
  const found = ({ actor, tie }, shown) =>
    tie ? shown.edges.find(edge => edge.tie === tie) : shown.actors.find(one => one.actor === actor)

  // ── the parts of the figure, made once for each set of data ────────────────

  const build = () => {
    const toStep = next => change({ step: next(state.step), actor: "", tie: "" })
    own = ownTies(says, { state: () => state, change, showStage, picked: showPicked })
    parts = frame(root, id, says, { change, toStep, enlarge: by => drawn.enlarge(by), take: takeAlong }, own)
    drawn = drawing(parts.canvas)
    shownAs = null
    keys = hand(parts.canvas, { shown: () => scene(state, net), drawn: () => drawn, choose, escape, look: target => own.picked || tell(target ?? state) })
    for (const opened of [parts.sentences, parts.table]) opened.ontoggle = renderText
  }

  // Drawing and sentence on one screen; where they fill it, always at the same height.
  const showStage = () => parts.stage.scrollIntoView({ block: parts.stage.offsetHeight > innerHeight * 0.75 ? "start" : "nearest" })

  const takeAlong = async kind => {
    const { save, savePicture } = await import("../export.js") // few readers take anything along
    if (kind === "csv") return save("network.csv", net.csv, "text/csv")
    const layer = net.words.layers[layerOf(state, net)]
    const step = layerOf(state, net) === "proposed" ? says.stepSays(state) : ""
    const told = [`${layer.says} ${step} ${says.themeSays(state)}`, net.citation]
    await savePicture("network", kind, drawn.svg, `${net.words.title}: ${layer.name}`, told)
  }

  // ── choosing, by pointer and by key ────────────────────────────────────────

  // How far choosing two in the figure has come. What to do next stands at the drawing and is read aloud.
  const showPicked = picked => {
    for (const one of drawn.svg.querySelectorAll(".picked")) one.classList.remove("picked")
    if (picked?.length) drawn.elementOf({ actor: picked[0] }).classList.add("picked")
    tell(state)
    if (!picked) return
    say(parts.tell.firstChild.textContent)
    showStage()
    keys.focus()
  }

  const choose = ({ actor, tie }) => {
    if (own.picked && actor && !tie) return own.pick(actor)
    change(tie ? { tie, actor: "" } : { actor, tie: "" })
  }
  const escape = () => {
    if (own.picked) own.pickFrom(null)
    change({ actor: "", tie: "" })
    const before = parts.chosen.querySelector("input:checked")
    if (before) before.focus()
    else document.activeElement.blur()
  }

  root.onkeydown = event => {
    const leaves = event.key === "Escape" && document.fullscreenElement === root && !root.querySelector(":popover-open")
    if (leaves) document.exitFullscreen()
  }

  // ── state ──────────────────────────────────────────────────────────────────

  const change = patch => {
    const before = state
    state = { ...state, ...patch }
    state.step = Math.max(net.first, Math.min(net.last, state.step))
    if (STATIONS.some(name => state[name] !== before[name])) own.stop()
    if (patch.ties && visiting) window.tiesOfLink = tiesIn(state)
    else if (patch.ties) keepTies(state.ties)
    const address = location.pathname + writeState(location.search, state, net) + location.hash
    if (STATIONS.some(name => state[name] !== before[name])) history.pushState({}, "", address)
    else history.replaceState(history.state, "", address)
    render(true)
    if ("step" in patch) showStage()
    if ("step" in patch) say([says.stepSays(state), ...says.stepChanges(scene(state, net))].join(" "))
    else if (state.tie || state.actor) say(says.told(found(state, scene(state, net)) ?? { title: "" }))
    else if ("layer" in patch) say(net.words.layers[layerOf(state, net)].says)
    else if ("theme" in patch) say(says.themeSays(state))
  }

  const say = text => (parts.heard.textContent = text)

  const readAddress = () => {
    const query = new URLSearchParams(location.search)
    const ofLink = window.tiesOfLink ?? new URLSearchParams(location.hash.slice(1)).get("ties") // or it led to another chapter
    if (ofLink && !query.has("ties")) query.set("ties", ofLink)
    const [read, passedOver] = readState(query.toString(), net)
    note = passedOver.length ? view("unknown", { what: passedOver.join(", ") }) : ""
    if (!read.layer && (read.actor || read.tie)) {
      const known = [...net.nodes, ...net.edges].find(one => (read.tie ? one.tie === read.tie : one.actor === read.actor && !one.tie))
      read.layer = known?.layer ?? ""
    }
    state = read
  }

  const readTies = () => {
    const kept = readKept(net)
    visiting = state.ties.length > 0 && !state.ties.every(tie => kept.some(own => sameTie(own, tie)))
    if (!visiting) state.ties = kept
  }

  // ── rendering ──────────────────────────────────────────────────────────────

  const renderFigure = (shown, morph) => {
    const mine = shown.edges.filter(edge => edge.level === "yours" && edge.there)
    const key = [shown.layer, shown.step, narrow, ...mine.map(edge => edge.tie)].join(" ")
    const hadFocus = parts.canvas.contains(document.activeElement)
    const isNew = key !== shownAs
    if (isNew) {
      const next = pictureOf(net, shown.layer, shown.step, narrow ? "narrow" : "wide")
      drawn.show(next, mine, morph && !isCrowded(next) ? MORPH : 0)
      shownAs = key
      parts.zooms.hidden = !isCrowded(next)
    }
    const there = [...shown.actors, ...shown.edges].filter(one => one.there)
    parts.canvas.setAttribute("aria-label", view("figure", {
      title: net.words.title, layer: net.words.layers[shown.layer].name,
      actors: shown.actors.filter(one => one.there).length, ties: shown.edges.filter(one => one.there).length,
    }))
    const chosen = state.tie || state.actor
    for (const one of there) {
      const group = drawn.elementOf(one)
      const isChosen = chosen === (one.tie ?? one.actor)
      if (isNew) set(group, { role: "button", tabindex: -1, "aria-label": says.aloud(one) })
      group.setAttribute("aria-pressed", isChosen)
      for (const part of [group, drawn.wordOf(one)]) {
        part?.classList.toggle("chosen", isChosen)
        part?.classList.toggle("dim", !one.bright)
      }
    }
    keys.stay(shown)
    if (isNew && hadFocus) keys.focus(undefined, { preventScroll: true }) // what had it before is another picture's
  }

  // What stands at the drawing: what was chosen, or what the pointer or the keyboard is on; else how far it has gone.
  const tell = target => {
    const shown = scene(state, net)
    const one = found(target, shown)
    for (const word of drawn.svg.querySelectorAll(".pointed")) word.classList.remove("pointed")
    if (own.picked) return parts.tell.replaceChildren(...own.asks())
    if (one) {
      drawn.wordOf(one)?.classList.add("pointed")
      const isChosen = (state.tie || state.actor) === (one.tie ?? one.actor)
      const letGo = isChosen ? button(view("let_go"), () => change({ actor: "", tie: "" })) : null
      const link = linkTo({ actor: one.tie ? "" : one.actor, tie: one.tie ?? "" })
      return parts.tell.replaceChildren(...oneTold(says, shown, one, link, letGo))
    }
    const begun = shown.layer === "proposed" && state.step > net.first
    parts.tell.replaceChildren(...(shown.layer === "proposed" ? stepTold(says, state, shown) : []), ...(begun ? [] : [element("p", { class: "muted" }, view("choose"))]))
  }

  const linkTo = patch => {
    const to = { ...state, layer: layerOf(state, net), ...patch }
    return element("a", { href: writeState(location.search, to, net) || location.pathname }, view("link"))
  }

  const renderEgo = shown => {
    const people = shown.layer === "proposed" ? shown.actors.filter(actor => net.people.includes(actor.kind)) : []
    parts.stand.hidden = !people.length
    parts.role.select.replaceChildren(element("option", { value: "" }, view("role_nobody")), ...people.map(one => element("option", { value: one.actor }, upper(one.name))))
    parts.role.select.value = shown.role
    parts.egos.replaceChildren(...(shown.role ? ego(says, state, shown.role) : []))
    fit([...parts.egos.querySelectorAll("svg")])
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
    parts.layerSays.replaceChildren(element("p", {}, `${net.words.layers[shown.layer].says} `, says.mark(net.marks[shown.layer])))
    parts.steps.hidden = shown.layer !== "proposed"
    parts.range.value = state.step
    parts.range.setAttribute("aria-valuetext", says.stepTitle(state))
    parts.back.disabled = state.step === net.first
    parts.on.disabled = state.step === net.last
    parts.theme.textContent = says.themeSays(state)
    parts.theme.hidden = !state.theme
    const hidden = net.position !== "ideas" && state.ties.length ? view("draw_hidden") : ""
    parts.notes.replaceChildren(...[note, visiting ? view("visiting") : "", hidden].filter(Boolean).map(text => element("p", { class: "left-out" }, text)))
    renderFigure(shown, morph)
    tell(state)
    parts.legend.replaceChildren(parts.legend.firstChild, ...legend(says, shown, drawn.svg))
    renderEgo(shown)
    own.render(shown)
    renderText()
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
      says = saying(net, marker(id))
      others = othersIn(location.search)
      if (first) {
        readAddress()
        readTies()
        narrow = root.clientWidth < 560
        root.classList.toggle("narrow", narrow)
        moves.addEventListener("popstate", onAddress)
        addEventListener("forget-me", onForget)
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
