// The network in the page: what may be drawn, how far it has gone, a theme, a role, the reader's own ties.
// Everything happens here; no choice asks the server for anything. Words are always set as text, never as markup.

import { drawing, png, savedSvg, shapeOf, signed, svgElement } from "./drawing.js"
import { canTie, fill, go, idOf, layerOf, readState, sameTie, scene, start, upper, writeState, youSay } from "./state.js"

const PLACE = "when-the-dashboard-arrives/ties"
const MORPH = 700 // milliseconds

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made[name] = value
    else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value)
  }
  made.append(...children.filter(child => child != null))
  return made
}

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
}

const save = (name, content, type) => {
  const address = content instanceof Blob ? URL.createObjectURL(content) : URL.createObjectURL(new Blob([content], { type }))
  element("a", { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10000)
}

// One figure in one place of a page. update(net) takes new data; remove() lets go.
const figure = (root, id) => {
  let net, state, parts, drawn, visiting, note, picking, unfolded
  let at = null // where the keyboard is: {actor, tie}
  let narrow = null
  let marks = 0

  const view = (key, values = {}) => fill(net.words.view[key], values)
  const nameOf = actor => net.nodes.find(node => node.actor === actor)?.name ?? actor
  const edgeOf = tie => scene(state, net).edges.find(edge => edge.tie === tie)

  const mark = ({ level, short, name, lines }) => {
    const note = `${id}-mark-${marks++}`
    const shape = element("span", { class: "shape", "aria-hidden": "true" })
    const button = element("button", { type: "button", class: `mark ${level}`, popovertarget: note }, shape, short)
    const inside = lines.map(text => element("span", { class: "line" }, text))
    const opened = element("span", { class: "note", id: note, popover: "auto" }, element("strong", { class: "line" }, name), ...inside)
    return element("span", { class: "note-of" }, button, opened)
  }
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

  // ── the parts of the figure, made once for each set of data ────────────────

  const choices = (name, legend, options, choose) => {
    const inputs = options.map(([value, text]) => {
      const input = element("input", { type: "radio", name: `${id}-${name}`, value, onchange: () => choose(value) })
      return [input, element("label", {}, input, element("span", {}, text))]
    })
    const set = element("fieldset", { class: "choices" }, element("legend", {}, legend), ...inputs.map(([, label]) => label))
    const check = value => inputs.forEach(([input]) => (input.checked = input.value === value))
    return { set, check }
  }
  const picker = (label, options, onchange) => {
    const select = element("select", { onchange }, ...options.map(([value, text]) => element("option", { value }, text)))
    return { select, field: element("label", { class: "field" }, label, select) }
  }
  const button = (text, onclick, more = {}) => element("button", { type: "button", class: "plain", onclick, ...more }, text)
  const opening = (summary, name) => element("details", { class: `opening ${name}` }, element("summary", {}, summary))

  const build = () => {
    const { words } = net
    const layers = choices("layer", view("layer"), net.layers.map(layer => [layer, words.layers[layer].name]), layer =>
      change({ layer, actor: "", tie: "", role: "" }))
    const themes = choices("theme", view("theme"), [["", view("no_theme")], ...Object.entries(words.themes).map(([theme, { name }]) => [theme, name])], theme =>
      change({ theme }))
    const range = element("input", { type: "range", min: 0, max: net.steps.length - 1, step: 1, "aria-label": view("step"), oninput: () => change({ step: Number(range.value) }) })
    const back = button("←", () => change({ step: state.step - 1 }), { "aria-label": view("back") })
    const on = button("→", () => change({ step: state.step + 1 }), { "aria-label": view("on") })
    const steps = element("div", { class: "steps" }, element("div", { class: "scrubber" }, back, range, on), element("div", { class: "step-says" }))
    const svg = svgElement("svg", { class: "network-drawing" })
    const canvas = element("div", { class: "canvas", role: "application", "aria-describedby": `${id}-keys` }, svg)
    const told = element("div", { class: "told" })
    const heard = element("p", { class: "heard", "aria-live": "polite" })
    const legend = opening(view("legend"), "legend-of")
    const role = picker(view("role"), [], () => change({ role: role.select.value }))
    const ego = element("div", { class: "egos" })
    const stand = element("div", { class: "stand" }, role.field, ego)
    const own = opening(view("draw"), "own")
    const sentences = opening(view("sentences"), "sentences")
    const table = opening(view("table"), "as-table")
    const take = element("p", { class: "take" }, `${view("take")} `,
      button(view("take_svg"), () => save("network.svg", picture().text, "image/svg+xml")),
      button(view("take_png"), async () => save("network.png", await png(picture()))),
      button(view("take_csv"), () => save("network.csv", net.csv, "text/csv")),
      ...(root.requestFullscreen ? [button(view("large"), () => root.requestFullscreen())] : [])) // not on every phone
    const says = element("div", { class: "layer-says" })
    const themeSays = element("p", { class: "theme-says" })
    const notes = element("div", { class: "notes", role: "status" })
    root.replaceChildren(notes, layers.set, says, steps, themes.set, themeSays, canvas, element("p", { class: "heard", id: `${id}-keys` }, view("keys")),
      heard, told, legend, stand, own, sentences, table, take)
    parts = { layers, themes, range, back, on, steps, svg, canvas, told, heard, legend, role, stand, ego, own, sentences, table, says, themeSays, notes }
    buildOwn()
    listen()
    for (const opened of [sentences, table]) opened.ontoggle = renderText
  }

  // ── drawing a tie of one's own ─────────────────────────────────────────────

  const buildOwn = () => {
    const from = picker(view("draw_from"), [])
    const to = picker(view("draw_to"), [])
    const theme = picker(view("draw_theme"), Object.entries(net.words.themes).map(([value, { name }]) => [value, name]))
    const why = element("input", { type: "text", maxlength: 240 })
    const says = element("p", { class: "small", role: "status" })
    const list = element("ul", { class: "own-ties" })
    const form = element("form", {
      onsubmit: event => {
        event.preventDefault()
        const tie = { from: from.select.value, to: to.select.value, theme: theme.select.value, why: why.value.trim() }
        if (!canTie(net, tie.from, tie.to)) return void (says.textContent = view("draw_self"))
        if (state.ties.some(other => sameTie(tie, other))) return void (says.textContent = view("draw_twice"))
        why.value = says.textContent = ""
        change({ ties: [...state.ties, tie], actor: "", tie: idOf(tie) })
      },
    }, element("div", { class: "fields" }, from.field, to.field, theme.field), element("label", { class: "field" }, view("draw_why"), why),
    element("p", {}, element("button", { type: "submit", class: "plain" }, view("draw_add")), " ",
      button(view("draw_pick"), () => {
        picking = []
        says.textContent = view("draw_picking")
        parts.canvas.scrollIntoView({ block: "nearest" })
      })), says)
    parts.own.append(element("p", { class: "small" }, view("draw_says")), form, list)
    parts.form = { form, from, to, says, list }
  }

  const pick = actor => {
    picking.push(actor)
    const [from, to] = picking
    parts.form.from.select.value = from
    if (!to) return
    parts.form.to.select.value = to
    parts.form.says.textContent = from === to ? view("draw_self") : ""
    picking = null
    parts.own.open = true
    parts.form.form.querySelector("button").focus()
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
    canvas.onclick = event => {
      const target = targetOf(event)
      if (target) choose(target)
      else change({ actor: "", tie: "" })
    }
    canvas.onpointerover = event => {
      const target = targetOf(event)
      if (target && event.pointerType === "mouse") tell(target)
    }
    canvas.onpointerleave = () => tell(state)
    canvas.addEventListener("focusin", event => { // no property exists for this one
      const target = targetOf(event)
      if (!target) return
      at = target.tie ? { actor: at?.actor ?? edgeOf(target.tie).start, tie: target.tie } : target
      tell(target)
    })
    canvas.onkeydown = event => {
      if (!at) return
      if (event.key === "Enter" || event.key === " ") choose(at)
      else if (event.key === "Escape") {
        change({ actor: "", tie: "" })
        parts.layers.set.querySelector("input:checked").focus()
      } else {
        const next = go(event.key, at, scene(state, net))
        if (!next) return
        focusOn(next)
      }
      event.preventDefault()
    }
  }

  const focusOn = next => {
    at = next
    rove(next)
    drawn.elementOf(next)?.focus()
  }

  // One thing in the figure can be reached with Tab; the arrows go on from there.
  const rove = ({ actor, tie }) => {
    for (const one of parts.svg.querySelectorAll("[tabindex]")) one.setAttribute("tabindex", -1)
    drawn.elementOf({ actor, tie })?.setAttribute("tabindex", 0)
  }

  // ── state ──────────────────────────────────────────────────────────────────

  const change = patch => {
    const before = state
    state = { ...state, ...patch }
    state.step = Math.max(0, Math.min(net.steps.length - 1, state.step))
    if (state.role !== before.role || state.theme !== before.theme) picking = null
    if (patch.ties && !visiting) keep(state.ties)
    const query = writeState(location.search, state, net)
    history.replaceState(history.state, "", location.pathname + query + location.hash)
    render(true)
    if ("actor" in patch || "tie" in patch) say(chosenText())
    else if ("step" in patch) say(stepText())
    else if ("layer" in patch) say(net.words.layers[layerOf(state, net)].says)
    else if ("theme" in patch) say(themeText())
  }

  const say = text => (parts.heard.textContent = text)

  const readAddress = () => {
    const [read, passedOver] = readState(location.search, net)
    note = passedOver.length ? view("unknown", { what: passedOver.join(", ") }) : ""
    const kept = readKept().filter(tie => canTie(net, tie?.from, tie?.to) && tie.theme in net.words.themes)
    visiting = read.ties.length > 0 && !read.ties.every(tie => kept.some(own => sameTie(own, tie)))
    if (!visiting) read.ties = kept
    if (!read.layer && (read.actor || read.tie)) {
      const found = [...net.nodes, ...net.edges].find(one => (read.tie ? one.tie === read.tie : one.actor === read.actor && !one.tie))
      read.layer = found?.layer ?? ""
    }
    state = read
  }

  // ── rendering ──────────────────────────────────────────────────────────────

  const stepText = () => `${net.steps[state.step].title}. ${net.steps[state.step].says}`
  const themeText = () => {
    const theme = net.words.themes[state.theme]
    return theme ? `${theme.reported}${layerOf(state, net) === "proposed" ? ` ${theme.ours}` : ""}` : ""
  }
  const chosenText = () => {
    const edge = state.tie && edgeOf(state.tie)
    if (edge) return sentence(edge)
    const actor = scene(state, net).actors.find(one => one.actor === state.actor)
    return actor ? actorSays(actor) : ""
  }

  const renderFigure = morph => {
    const shown = scene(state, net)
    const places = Object.fromEntries(shown.actors.map(node => [node.actor, narrow ? node.narrow : [node.x, node.y]]))
    const key = `${shown.layer} ${narrow}`
    const fresh = unfolded !== key
    if (fresh) {
      unfolded = key
      const nodes = net.nodes.filter(node => node.layer === shown.layer)
      drawn = drawing(parts.svg, { actors: nodes, edges: shown.edges, places, size: narrow ? net.size.narrow : net.size.wide, words: net.words })
      at = null
    }
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
    drawn.show(shown, fresh || calm || !morph ? 0 : MORPH)
    const name = view("figure", {
      title: net.words.title, layer: net.words.layers[shown.layer].name,
      actors: shown.actors.filter(one => one.there).length, ties: shown.edges.filter(one => one.there).length,
    })
    parts.canvas.setAttribute("aria-label", name)
    const chosen = state.tie || state.actor
    for (const one of [...shown.actors, ...shown.edges]) {
      const group = drawn.elementOf(one)
      const isChosen = chosen === (one.tie ?? one.actor)
      group.setAttribute("role", "button")
      group.setAttribute("aria-pressed", isChosen)
      group.setAttribute("aria-label", one.tie ? `${headline(one)}. ${sentence(one)}` : `${upper(one.name)}. ${actorSays(one)}`)
      if (one.there) group.removeAttribute("aria-hidden")
      else group.setAttribute("aria-hidden", "true")
      group.classList.toggle("chosen", isChosen)
      if (!group.hasAttribute("tabindex")) group.setAttribute("tabindex", -1)
    }
    const there = one => one && [...shown.actors, ...shown.edges].some(other => other.there && other.actor === (one.tie ? undefined : one.actor) && (other.tie ?? "") === one.tie)
    if (!there(at)) at = null
    rove(at ?? { actor: shown.actors.find(one => one.there).actor, tie: "" })
  }

  // What stands below the figure: what was chosen, or what the pointer or the keyboard is on.
  const tell = ({ actor, tie }) => {
    const shown = scene(state, net)
    const edge = tie && shown.edges.find(one => one.tie === tie)
    const person = !edge && shown.actors.find(one => one.actor === actor)
    if (!edge && !person) return parts.told.replaceChildren(element("p", { class: "muted" }, view("choose")))
    const isChosen = (state.tie || state.actor) === (edge ? tie : actor)
    const when = edge && edge.when !== "unsaid" ? view("when", { when: net.words.when[edge.when] }) : ""
    const link = writeState(location.search, { ...state, actor: edge ? "" : actor, tie: edge ? tie : "" }, net)
    const more = element("p", { class: "small" }, when ? `${when} ` : null, element("a", { href: link || location.pathname }, view("link")), " ",
      isChosen ? button(view("let_go"), () => change({ actor: "", tie: "" })) : null)
    parts.told.replaceChildren(
      element("p", { class: "headline" }, edge ? headline(edge) : upper(person.name)),
      element("p", {}, `${edge ? sentence(edge) : actorSays(person)} `, edge ? markOf(edge) : mark(net.marks[person.id])),
      more)
  }

  const renderEgo = shown => {
    const people = shown.layer === "proposed" ? shown.actors.filter(actor => net.people.includes(actor.kind)) : []
    parts.stand.hidden = !people.length
    parts.role.select.replaceChildren(element("option", { value: "" }, view("role_nobody")), ...people.map(one => element("option", { value: one.actor }, upper(one.name))))
    parts.role.select.value = shown.role
    parts.ego.replaceChildren()
    if (!shown.role) return
    const last = state.step || net.steps.length - 1
    const columns = [[0, view("ego_before")], [last, view("ego_after", { step: net.steps[last].title })]].map(([step, title]) => {
      const then = scene({ ...state, step, theme: "" }, net)
      const mine = then.edges.filter(edge => edge.kind !== "yours" && (edge.start === shown.role || edge.end === shown.role))
      const here = mine.filter(edge => edge.there)
      const gone = step ? mine.filter(edge => edge.ends !== null && edge.ends <= step) : []
      const says = [
        ...here.map(edge => element("li", {}, `${youSay(edge, shown.role, net)} `, markOf(edge))),
        ...gone.map(edge => element("li", { class: "gone" }, view("ego_gone", { sentence: youSay(edge, shown.role, net) }))),
      ]
      return element("div", {}, element("h3", {}, title), egoDrawing(shown.role, mine, here, then),
        element("ul", {}, ...(says.length ? says : [element("li", {}, view("ego_nothing"))])))
    })
    parts.ego.append(element("p", { class: "headline" }, view("you", { name: nameOf(shown.role) })), element("div", { class: "columns" }, ...columns))
  }

  // The one in the middle and everyone they are ever tied to around; the same places before and after.
  const egoDrawing = (role, mine, here, then) => {
    const others = [...new Set(mine.map(edge => (edge.start === role ? edge.end : edge.start)))]
    const places = { [role]: [200, 160] }
    others.forEach((other, nth) => {
      const turn = ((nth + 0.5) / others.length) * 2 * Math.PI - Math.PI / 2
      places[other] = [200 + 155 * Math.cos(turn), 160 + 110 * Math.sin(turn)]
    })
    const actors = then.actors.filter(actor => actor.actor in places).map(actor => ({
      ...actor, bright: true, response: null, above: places[actor.actor][1] < 150,
      label: actor.actor === role ? view("ego_you") : actor.label,
    }))
    const edges = mine.map(edge => ({ ...edge, bright: true, word_at: edge.start === role ? 0.6 : 0.4 }))
    const svg = svgElement("svg", { class: "network-drawing", "aria-hidden": "true" })
    drawing(svg, { actors, edges, places, size: [400, 330], words: net.words }).show({ actors, edges, parted: false }, 0)
    return svg
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
    const there = shown.edges.filter(edge => edge.there)
    const wanted = part => part.open || there.length < 100 // a long text is written when it is opened
    const put = (part, content) => part.replaceChildren(part.firstChild, ...content)
    if (wanted(parts.sentences)) {
      const ties = there.map(edge => element("li", {}, `${sentence(edge)} `, markOf(edge)))
      const actors = shown.actors.filter(one => one.there).map(one => element("li", {}, element("strong", {}, `${upper(one.name)}. `), `${actorSays(one)} `, mark(net.marks[one.id])))
      put(parts.sentences, [element("ul", {}, ...ties), element("ul", {}, ...actors)])
    }
    if (wanted(parts.table)) {
      const { columns } = net.words.view
      const rows = there.map(edge => {
        const mark = edge.level === "yours" ? net.yours : net.marks[edge.id]
        const cells = [upper(nameOf(edge.start)), edge.label, upper(nameOf(edge.end)), net.words.when[edge.when], mark.name, mark.source ?? ""]
        return element("tr", {}, ...cells.map(text => element("td", {}, text)))
      })
      const heads = ["from", "kind", "to", "when", "level", "source"].map(name => element("th", { scope: "col" }, columns[name]))
      put(parts.table, [element("div", { class: "wide-table", tabindex: 0, role: "region", "aria-label": view("table") },
        element("table", { class: "data" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows)))])
    }
  }

  // The legend holds what the drawing holds, and no more.
  const renderLegend = shown => {
    const sample = (...children) => {
      const svg = svgElement("svg", { class: "network-drawing sample", viewBox: "-30 -20 60 40", "aria-hidden": "true" })
      svg.append(...children)
      return svg
    }
    const distinct = (list, key) => [...new Map(list.map(one => [one[key], one])).values()]
    const item = (picture, text) => element("li", {}, picture, text)
    const actors = distinct(shown.actors.filter(one => one.form !== "text"), "kind").map(one => {
      const group = svgElement("g", { class: `actor ${one.form} ${one.level}` })
      group.append(shapeOf(one))
      return item(sample(group), net.words.actor_kinds[one.kind])
    })
    const looks = edge => `${edge.level === "blank" ? "blank" : edge.theme ?? ""} ${edge.level === "yours"} ${edge.arrows}`
    const ties = distinct(shown.edges.map(edge => ({ ...edge, looks: looks(edge) })), "looks").map(edge => {
      const group = svgElement("g", { class: `tie ${edge.level} ${edge.theme ?? "no-theme"} ${edge.kind}` })
      group.append(svgElement("path", { class: "line", d: "M-28 0H26" }))
      if (edge.arrows) group.append(svgElement("path", { class: "head", d: "M28 0L19 4L19 -4Z" }))
      const names = [...new Set(shown.edges.filter(other => looks(other) === edge.looks).map(other => (other.level === "yours" ? signed("yours", other.label) : other.label)))].join(", ")
      const theme = edge.theme && edge.level !== "yours" ? ` (${net.words.themes[edge.theme].name.toLowerCase()})` : ""
      return item(sample(group), names + theme)
    })
    const levels = distinct(shown.edges, "level").map(edge => element("li", {}, `${signed(edge.level, "")} ${(edge.level === "yours" ? net.yours : net.marks[edge.id]).name}`))
    parts.legend.replaceChildren(parts.legend.firstChild,
      element("p", {}, view("legend_actors")), element("ul", {}, ...actors),
      element("p", {}, view("legend_ties")), element("ul", {}, ...ties),
      element("p", {}, view("legend_levels")), element("ul", {}, ...levels),
      shown.layer === "proposed" ? element("p", {}, view("legend_parted")) : null,
      element("p", {}, view("legend_nothing")))
  }

  const render = morph => {
    const shown = scene(state, net)
    const layer = net.words.layers[shown.layer]
    parts.layers.check(shown.layer)
    parts.themes.check(state.theme)
    parts.says.replaceChildren(element("p", {}, `${layer.says} `, mark(net.marks[shown.layer])))
    parts.steps.hidden = shown.layer !== "proposed"
    parts.range.value = state.step
    const step = net.steps[state.step]
    parts.range.setAttribute("aria-valuetext", `${view("step_of", { n: state.step, total: net.steps.length - 1 })}: ${step.title}`)
    parts.back.disabled = state.step === 0
    parts.on.disabled = state.step === net.steps.length - 1
    parts.steps.lastChild.replaceChildren(element("p", {}, element("strong", {}, `${step.title}. `), `${step.says} `, mark(net.marks[`step.${step.id}`])))
    parts.themeSays.textContent = themeText()
    parts.themeSays.hidden = !state.theme
    const hidden = net.position !== "ideas" && state.ties.length ? view("draw_hidden") : ""
    parts.notes.replaceChildren(...[note, visiting ? view("visiting") : "", hidden].filter(Boolean).map(text => element("p", { class: "left-out" }, text)))
    renderFigure(morph)
    tell(state)
    renderLegend(shown)
    renderEgo(shown)
    renderOwn(shown)
    renderText()
  }

  const picture = () => {
    const layer = net.words.layers[layerOf(state, net)]
    const step = layerOf(state, net) === "proposed" ? stepText() : ""
    return savedSvg(parts.svg, `${net.words.title}: ${layer.name}`, [`${layer.says} ${step}`, net.citation])
  }

  // ── from outside ───────────────────────────────────────────────────────────

  const measure = new ResizeObserver(() => {
    const isNarrow = root.clientWidth < 560
    if (isNarrow === narrow || !net || !root.clientWidth) return
    narrow = isNarrow
    root.classList.toggle("narrow", narrow)
    render(false)
  })
  const onAddress = () => {
    readAddress()
    render(true)
  }
  const onForget = () => {
    state = { ...start(), layer: state.layer, step: state.step }
    visiting = false
    change({ ties: [] })
  }

  return {
    update(next) {
      const first = !net
      net = next
      unfolded = null
      if (first) {
        readAddress()
        narrow = root.clientWidth < 560
        root.classList.toggle("narrow", narrow)
        addEventListener("popstate", onAddress)
        addEventListener("forget-me", onForget)
      }
      build()
      render(false)
      if (first) measure.observe(root)
    },
    remove() {
      measure.disconnect()
      removeEventListener("popstate", onAddress)
      removeEventListener("forget-me", onForget)
    },
  }
}

const figures = new WeakMap()

export default function ({ data, key, parentElement }) {
  const root = parentElement.querySelector(".network-view")
  if (!figures.has(root)) figures.set(root, { figure: figure(root, `network-${key ?? "view"}`), seen: "" })
  const known = figures.get(root)
  const text = data instanceof Uint8Array ? new TextDecoder().decode(data) : JSON.stringify(data)
  if (known.seen !== text) { // a change of theme calls as well
    known.seen = text
    known.figure.update(JSON.parse(text))
  }
  return () => {
    known.figure.remove()
    figures.delete(root)
  }
}
