// What the figure of the network shows, worked out from its data and the reader's choices. Touches no page.
//
// state: layer, step (a number), theme, role (an actor), actor or tie (the chosen one), ties (the reader's own).
// net:   what ui/network_view.py sends; nodes and edges are those of the pyvis network.

export const start = net => ({ layer: "", step: net.first, theme: "", role: "", actor: "", tie: "", ties: [] })

// ── the address ──────────────────────────────────────────────────────────────

const known = (list, key, value) => list.some(one => one[key] === value)

const readTie = (text, net) => {
  const [from, to, theme, ...more] = text.split(".")
  const sound = !more.length && canTie(net, from, to) && Object.hasOwn(net.words.themes, theme)
  return sound ? { from, to, theme, why: "" } : null
}

export const canTie = (net, from, to) =>
  from !== to && net.nodes.some(a => a.actor === from && net.nodes.some(b => b.actor === to && b.layer === a.layer))

export const idOf = tie => `yours.${tie.from}.${tie.to}.${tie.theme}`

export const sameTie = (a, b) => idOf(a) === idOf(b)

export const tiesIn = state => state.ties.map(tie => `${tie.from}.${tie.to}.${tie.theme}`).join("~")

// The query of an address -> [state, what it asked for in vain].
export const readState = (search, net) => {
  const asked = new URLSearchParams(search)
  const state = start(net)
  const passedOver = []
  const take = (name, isKnown, put) => {
    const value = asked.get(name)
    if (value === null) return
    if (isKnown(value)) put(value)
    else passedOver.push(`${name}=${value}`.slice(0, 60))
  }
  take("layer", value => Object.hasOwn(net.words.layers, value), value => (state.layer = value))
  take("step", value => known(net.steps, "id", value), value => (state.step = net.steps.findIndex(s => s.id === value)))
  take("theme", value => Object.hasOwn(net.words.themes, value), value => (state.theme = value))
  take("role", value => net.everyone.includes(value), value => (state.role = value))
  take("actor", value => net.everyone.includes(value), value => (state.actor = value))
  for (const text of (asked.get("ties") ?? "").split("~").filter(Boolean)) {
    const tie = readTie(text, net)
    if (tie && !state.ties.some(other => sameTie(tie, other))) state.ties.push(tie)
    else if (!tie && net.complete && passedOver.length < 5) passedOver.push(`ties=${text}`.slice(0, 60))
  }
  const ours = value => net.every_tie.includes(value) || state.ties.some(tie => idOf(tie) === value)
  take("tie", ours, value => (state.tie = value))
  return [state, passedOver]
}

// The query with this state in it; parameters of others stay as they are.
export const writeState = (search, state, net) => {
  const query = new URLSearchParams(search)
  const put = (name, value) => (value ? query.set(name, value) : query.delete(name))
  put("layer", state.layer)
  put("step", state.step !== net.first ? net.steps[state.step].id : "")
  for (const name of ["theme", "role", "actor", "tie"]) put(name, state[name])
  put("ties", tiesIn(state))
  const text = query.toString().replaceAll("%7E", "~")
  return text ? `?${text}` : ""
}

// What the query asks of the server: without what this figure puts into it, and without the beat (stage.js).
export const othersIn = search => {
  const query = new URLSearchParams(search)
  for (const name of ["layer", "step", "theme", "role", "actor", "tie", "ties", "beat"]) query.delete(name)
  return query.toString()
}

// ── what is there ────────────────────────────────────────────────────────────

// The layer to show: the one asked for, or the first that the honesty switch lets through.
export const layerOf = (state, net) => (net.layers.includes(state.layer) ? state.layer : net.layers[0])

export const isThere = (one, step) => one.begins <= step && (one.ends == null || step < one.ends)

// Actors and ties of the layer shown, each with `there`, `bright` and `isNew` (it came with this step).
export const scene = (state, net) => {
  const layer = layerOf(state, net)
  const step = layer === "proposed" ? state.step : 0
  const parted = layer === "proposed" && step >= net.parting
  const isNew = one => step > net.first && one.begins === step && one.level !== "yours"
  const nodes = net.nodes.filter(node => node.layer === layer)
  const role = nodes.some(node => node.actor === state.role) ? state.role : ""
  const own = (net.position === "ideas" ? state.ties : [])
    .filter(tie => nodes.some(node => node.actor === tie.from) && nodes.some(node => node.actor === tie.to))
    .map(tie => ({
      tie: idOf(tie), start: tie.from, end: tie.to, theme: tie.theme, why: tie.why,
      level: "yours", kind: "yours", label: net.words.themes[tie.theme].name, ends: null, when: "unsaid",
      begins: Math.max(...nodes.filter(node => [tie.from, tie.to].includes(node.actor)).map(node => node.begins)),
    }))
  const touches = edge => !role || edge.start === role || edge.end === role
  const edges = [...net.edges.filter(edge => edge.layer === layer), ...own].map(edge => ({
    ...edge,
    there: isThere(edge, step),
    isNew: isNew(edge),
    bright: (!state.theme || edge.theme === state.theme) && touches(edge),
  }))
  const lit = new Set(edges.filter(edge => edge.there && edge.bright).flatMap(edge => [edge.start, edge.end]))
  const all = !state.theme && !role
  const actors = nodes.map(node => ({
    ...node,
    there: isThere(node, step),
    isNew: isNew(node),
    bright: all || lit.has(node.actor) || node.actor === role || node.actor === `theme-${state.theme}`,
    response: parted ? node.response : null,
  }))
  return { layer, step, justParted: parted && step > net.first && step === net.parting, actors, edges, role }
}

// What a step brings and takes: {came, gone}, actors and ties.
export const changes = shown => ({
  came: [...shown.actors.filter(actor => actor.isNew), ...shown.edges.filter(edge => edge.isNew)],
  gone: shown.edges.filter(edge => edge.ends && edge.ends === shown.step),
})

// ── going through the figure with the keyboard ───────────────────────────────

// at: {actor, tie}; tie is "" while on the actor itself. Returns where `key` leads, or null.
export const go = (key, at, shown) => {
  const actors = shown.actors.filter(actor => actor.there).map(actor => actor.actor)
  const ties = shown.edges.filter(edge => edge.there && (edge.start === at.actor || edge.end === at.actor))
  const turn = { ArrowRight: 1, ArrowLeft: -1 }[key]
  const around = (list, value) => list[(list.indexOf(value) + turn + list.length) % list.length]
  if (key === "Home") return { actor: actors[0], tie: "" }
  if (key === "End") return { actor: actors.at(-1), tie: "" }
  if (turn) {
    if (!at.tie) return { actor: around(actors, at.actor), tie: "" }
    return { actor: at.actor, tie: around(ties.map(edge => edge.tie), at.tie) }
  }
  if (key === "ArrowUp") return at.tie ? { actor: at.actor, tie: "" } : null
  if (key === "ArrowDown") {
    if (!at.tie) return ties.length ? { actor: at.actor, tie: ties[0].tie } : null
    const edge = ties.find(one => one.tie === at.tie)
    return edge ? { actor: edge.start === at.actor ? edge.end : edge.start, tie: "" } : null
  }
  return null
}

// ── in words ─────────────────────────────────────────────────────────────────

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all)

export const upper = text => text.charAt(0).toUpperCase() + text.slice(1)

// Words that end like a sentence, whether they did or not.
export const ended = text => (/[.?!…]$/.test(text) ? text : `${text}.`)

// What someone in this role would say of a tie; in the past, of one that is gone.
export const youSay = (edge, role, net, isGone = false) => {
  const words = net.words.tie_kinds[edge.kind]
  const mine = edge.start === role ? "from" : "to"
  const other = net.nodes.find(node => node.actor === (mine === "from" ? edge.end : edge.start) && node.layer === edge.layer)
  const says = words[isGone ? `was-${mine}` : mine] ?? edge.title
  return upper(fill(says, { now: edge.begins ? net.words.now : "", other: other.name }))
}
