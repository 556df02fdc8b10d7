// Which key does what while presenting, here and in the window of who speaks.

const KEYS = {
  ArrowRight: "on", ArrowDown: "on", PageDown: "on", " ": "on", ArrowLeft: "back", ArrowUp: "back", PageUp: "back",
  Home: "first", End: "last", b: "black", ".": "black", o: "overview", i: "invite", s: "speaker", f: "full", "?": "card", Escape: "leave",
}
const ARROWS = new Set(["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"])
const OPENS = new Set([" ", "Enter"])

// What an event asks for: the name of what to do, or nothing where the key belongs to what has the focus.
export const doing = (event, root) => {
  const { key, code } = event
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const inside = root.contains(document.activeElement) && document.activeElement !== root ? document.activeElement : null
  if (inside?.matches("input, textarea, select")) return null
  if (key === "Escape" && document.querySelector("[popover]:popover-open")) return null
  const slider = inside?.closest("[role=slider]")
  const pressed = inside?.closest("button, a, summary")
  if (slider && ARROWS.has(key)) return null
  if (pressed && OPENS.has(key)) return null
  if (key === "Escape" && (slider || pressed)) return "quiet"
  const number = code?.match(/^(?:Digit|Numpad)([1-6])$/)?.[1]
  if (number) return event.repeat ? null : { name: event.shiftKey ? "less" : "more", option: number - 1 }
  return KEYS[key.length === 1 ? key.toLowerCase() : key] ?? null
}
