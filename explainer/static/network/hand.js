// Choosing in the figure: by pointer, by touch, and by key, from one to the next.

import { go } from "./state.js"

const targetOf = event => {
  const group = event.target.closest?.("[data-actor], [data-tie]")
  return group ? { actor: group.dataset.actor ?? "", tie: group.dataset.tie ?? "" } : null
}

// `figure` is what is chosen in: shown() (see scene() in state.js), drawn() (drawing.js), choose(target), look(target),
// which tells of it without choosing (null: no longer), and escape(). A target is {actor, tie}.
export const hand = (canvas, figure) => {
  let at = null // where the keyboard is
  let reached = null

  // One thing in the figure can be reached with Tab; the arrows go on from there.
  const rove = next => {
    at = next
    reached?.setAttribute("tabindex", -1)
    reached = figure.drawn().elementOf(next)
    reached?.setAttribute("tabindex", 0)
  }
  const focus = (next = at, options = {}) => {
    rove(next)
    reached?.focus(options)
  }
  // After a change: what the keyboard was on may have gone.
  const stay = shown => {
    const isThere = at && (at.tie ? shown.edges.find(one => one.tie === at.tie) : shown.actors.find(one => one.actor === at.actor))?.there
    rove(isThere ? at : { actor: shown.actors.find(one => one.there).actor, tie: "" })
  }

  canvas.onclick = event => figure.choose(targetOf(event) ?? { actor: "", tie: "" })
  canvas.onpointerover = event => {
    const target = targetOf(event)
    if (target && event.pointerType === "mouse") figure.look(target)
  }
  canvas.onpointerleave = () => figure.look(null)
  canvas.addEventListener("focusin", event => { // no property exists for this one
    const target = targetOf(event)
    if (!target) return
    const start = target.tie && figure.shown().edges.find(edge => edge.tie === target.tie)?.start
    at = target.tie ? { actor: at?.actor || start, tie: target.tie } : target
    figure.look(target)
  })
  canvas.onkeydown = event => {
    if (!at) return
    if (event.key === "Enter" || event.key === " ") figure.choose(at)
    else if (event.key === "Escape") {
      if (document.fullscreenElement) return // Escape leaves the full screen first
      figure.escape()
    } else {
      const next = go(event.key, at, figure.shown())
      if (!next) return
      focus(next)
    }
    event.preventDefault()
  }
  return { focus, stay }
}
