// The drawing of an office: vis-network, with the looks and options of a pyvis network. It is the way of a pointer; the
// tables beside it do all of the same. It stands still unless somebody drags, or asks to have it untangled.

import { bends, idOf, label, scene, told } from "./model.js"

const REACH = 24 // pixels around somebody within which a finger means them
const UNTANGLING = 4000 // milliseconds; a large one is not still by itself for long
const NARROW = 500 // pixels; below, words on all ties would cover each other
const MANY = 400 // ties that are drawn as plain lines while they move: each with its looks, it would be a few frames a second
const FEW = 30 // people whose names there is room for at any size
const SIZE = 15 // of a name, in the drawing's own pixels (figures/network/own.py)

const script = address => new Promise((done, failed) => {
  if (window.vis?.Network) return void done()
  document.head.append(Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed }))
})

// `hold` is the office and what is done with it (office.js): now(), when, ego, chosen, mode, look(), choose(target),
// moved(places), addAt(place), tied(from, to), pick(person).
export const drawing = async (place, data, hold) => {
  await script("./own-office/vis-network.js")
  const { vis } = window
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()]
  const coarse = matchMedia("(pointer: coarse)").matches
  const still = matchMedia("(prefers-reduced-motion: reduce)")
  const { options } = data.looks.light
  // A slow drift is no longer untangling; and who is far away pushes as one, which leaves time to draw a crowd.
  const physics = { ...options.physics, enabled: true, minVelocity: 2, adaptiveTimestep: false, barnesHut: { ...options.physics.barnesHut, theta: 0.9 } }
  const network = new vis.Network(place, { nodes, edges }, {
    ...options,
    autoResize: true,
    // A wheel scrolls the page, as everywhere; two fingers enlarge.
    interaction: { ...options.interaction, dragView: true, zoomView: coarse, hover: !coarse, selectConnectedEdges: false, keyboard: false },
  })
  let line = null // from whom, and where the pointer is, while a tie is drawn
  let themed = ""
  const drawn = { nodes: new Map(), edges: new Map() }

  // Only what has changed is given to vis-network: it draws everything anew for each.
  const put = (set, known, wanted) => {
    const changed = wanted.filter(one => known.get(one.id) !== JSON.stringify(one))
    const there = new Set(wanted.map(one => one.id))
    const gone = [...known.keys()].filter(id => !there.has(id))
    if (gone.length) set.remove(gone)
    if (changed.length) set.update(changed)
    gone.forEach(id => known.delete(id))
    changed.forEach(one => known.set(one.id, JSON.stringify(one)))
  }

  // Names are as large on the screen as words around, however large the drawing is; in a crowd, that of who is chosen.
  const larger = () => {
    const wanted = Math.max(13, Math.min(20, place.clientWidth / 58))
    return Math.max(0.85, wanted / SIZE / network.getScale())
  }

  const render = () => {
    const look = data.looks[hold.look()]
    const shown = scene(hold.now(), hold.when, hold.ego, data)
    const isCrowd = shown.people.length > FEW
    const by = larger()
    const sized = (font, isChosen = !isCrowd) => (isChosen ? { ...font, size: font.size * by, strokeWidth: font.strokeWidth * by } : font)
    const chosen = hold.chosen?.person ?? hold.ego
    // On a narrow screen, words stand on the ties of who is chosen alone.
    const named = tie => place.clientWidth >= NARROW || hold.chosen?.tie === idOf(tie, data) || tie.from === chosen || tie.to === chosen
    const bent = bends(shown.ties)
    const straight = { enabled: false, type: "continuous", roundness: 0 }
    const smooth = bend => (bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : straight)
    put(nodes, drawn.nodes, shown.people.map(one => {
      const drawn = look.people[`${one.level}/${one.side}`]
      return { ...drawn, font: sized(drawn.font, !isCrowd || one.id === chosen), id: one.id, label: label(one, data), x: one.x, y: one.y }
    }))
    put(edges, drawn.edges, shown.ties.map((tie, at) => {
      const drawn = look.ties[`${tie.kind}/${hold.when === "both" ? tie.since : "before"}`]
      return { ...drawn, font: sized(drawn.font), id: idOf(tie, data), from: tie.from, to: tie.to, label: named(tie) ? told(tie, hold.when, data) : "", smooth: smooth(bent[at]) }
    }))
    const [who, what] = [hold.chosen?.person, hold.chosen?.tie]
    network.setSelection({ nodes: drawn.nodes.has(who) ? [who] : [], edges: drawn.edges.has(what) ? [what] : [] }, { highlightEdges: false })
    if (themed !== hold.look()) network.redraw()
    themed = hold.look()
    network.setOptions({ interaction: { dragNodes: hold.mode !== "tie", dragView: hold.mode !== "tie" } })
  }

  // ── the pointer ────────────────────────────────────────────────────────────

  // Whoever is nearest, if near enough; a shape can be small, a finger is not.
  const at = ({ x, y }) => {
    let found = { away: REACH }
    for (const [id, spot] of Object.entries(network.getPositions())) {
      const shown = network.canvasToDOM(spot)
      const away = Math.hypot(shown.x - x, shown.y - y)
      if (away < found.away) found = { id, away }
    }
    return found.id ?? network.getNodeAt({ x, y })
  }

  network.on("click", ({ pointer }) => {
    const who = at(pointer.DOM)
    if (hold.mode === "tie") return void hold.pick(who ?? "")
    const tie = who ? undefined : network.getEdgeAt(pointer.DOM)
    if (hold.mode === "add" && !who && !tie) return void hold.addAt({ x: Math.round(pointer.canvas.x), y: Math.round(pointer.canvas.y) })
    hold.choose(who ? { person: who } : tie ? { tie } : null)
  })
  network.on("dragStart", ({ pointer }) => {
    const from = hold.mode === "tie" ? at(pointer.DOM) : undefined
    if (from) line = { from, to: pointer.canvas }
  })
  network.on("dragging", ({ pointer }) => {
    if (!line) return
    line.to = pointer.canvas
    network.redraw()
  })
  network.on("dragEnd", ({ pointer, nodes: dragged }) => {
    if (line) {
      const [{ from }, to] = [line, at(pointer.DOM)]
      line = null
      network.redraw()
      if (to && to !== from) hold.tied(from, to)
    } else if (dragged.length && hold.mode !== "tie") hold.moved(network.getPositions(dragged))
  })
  // While a crowd is untangled: every tie with one stroke.
  let plain = false
  network.on("beforeDrawing", context => {
    if (!plain) return
    const spots = network.getPositions()
    Object.assign(context, { strokeStyle: data.looks[hold.look()].ink, lineWidth: 1, globalAlpha: 0.5 })
    context.beginPath()
    edges.forEach(({ from, to }) => {
      if (!spots[from] || !spots[to]) return
      context.moveTo(spots[from].x, spots[from].y)
      context.lineTo(spots[to].x, spots[to].y)
    })
    context.stroke()
    context.globalAlpha = 1
  })
  network.on("afterDrawing", context => {
    const picked = line?.from ?? (hold.mode === "tie" ? hold.picked : "")
    if (!picked || !drawn.nodes.has(picked)) return
    const from = network.getPosition(picked)
    Object.assign(context, { strokeStyle: data.looks[hold.look()].ink, lineWidth: 2 })
    context.setLineDash([6, 5])
    context.beginPath()
    context.arc(from.x, from.y, 23, 0, 2 * Math.PI)
    context.stroke()
    if (line) {
      context.beginPath()
      context.moveTo(from.x, from.y)
      context.lineTo(line.to.x, line.to.y)
      context.stroke()
    }
    context.setLineDash([])
  })
  place.addEventListener("wheel", event => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1)
  }, { passive: false, capture: true })

  // ── as a whole ─────────────────────────────────────────────────────────────

  const zoom = by => {
    network.moveTo({ scale: Math.max(0.1, Math.min(4, network.getScale() * by)) })
    render()
  }
  const fit = () => {
    for (let twice = 0; twice < 2; twice++) { // how large names are depends on how much is in sight, and the reverse
      network.fit({ minZoomLevel: 0.1, maxZoomLevel: 1.25, animation: false })
      render()
    }
  }

  // Lets ties pull and people push until they are apart. Resolves to where everybody is then; to null where it was
  // stopped, since something else is shown by now. Where motion is not welcome, one sees the end of it alone.
  let stop = () => {}
  const untangle = async () => {
    stop()
    const hidden = still.matches
    place.classList.toggle("settling", hidden)
    plain = drawn.edges.size > MANY
    network.setOptions({ physics, edges: { hidden: plain } })
    const isWhole = await new Promise(done => {
      stop = () => done(false)
      network.once("stabilized", () => done(true))
      setTimeout(() => done(true), UNTANGLING)
      if (hidden) network.stabilize(250)
      else network.startSimulation()
    })
    plain = false
    network.setOptions({ physics: { enabled: false }, edges: { hidden: false } })
    place.classList.remove("settling")
    return isWhole ? network.getPositions() : null
  }

  let size = ""
  const resized = new ResizeObserver(() => {
    const now = `${place.clientWidth} ${place.clientHeight}`
    if (place.clientWidth && size && now !== size) setTimeout(fit) // after vis-network has seen it
    size = now
  })
  resized.observe(place)
  const remove = () => {
    resized.disconnect()
    network.destroy()
  }
  return { render, untangle, fit, zoom, remove, stop: () => stop() }
}
