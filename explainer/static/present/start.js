// Presenting begins here, on every page: by a button, by P, or by an address that asks for it. The rest is fetched then.

const LETTERS = "when-the-dashboard-arrives/letter-keys"
const FIELDS = "input, textarea, select, [contenteditable], [role=slider], [role=combobox], [role=textbox]"

// Letter keys can be switched off, for who speaks to a computer: a word would press many of them.
export const letters = {
  get on() {
    try {
      return localStorage.getItem(LETTERS) !== "off"
    } catch {
      return true
    }
  },
  set on(value) {
    try {
      localStorage.setItem(LETTERS, value ? "on" : "off")
    } catch {
      // Storage is switched off: they stay as they are.
    }
  },
}

export const isTyping = target => Boolean(target?.closest?.(FIELDS))

const present = () => import("./present.js").then(({ begin }) => begin())
const card = () => import("./present.js").then(({ card }) => card())

document.documentElement.classList.add("can-present")

addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target) || !letters.on) return
  if (document.querySelector(".present, dialog[open]")) return
  if (event.key === "p" || event.key === "P") present()
  else if (event.key === "?") card()
  else return
  event.preventDefault()
})

document.addEventListener("click", event => event.target.closest?.(".to-present") && present())

if (new URLSearchParams(location.search).get("present") === "true") present()
