// An office of one's own, before it is opened: a button. Nothing else is fetched until somebody wants it.

import { kept } from "../kept.js"

const PLACE = "when-the-dashboard-arrives/office" // keep.js writes it, browser.js forgets it

const opened = new WeakMap()

const open = async (root, words) => {
  const [button, says] = [root.querySelector("button"), root.querySelector("p")]
  button.disabled = true
  says.textContent = words.opening
  try {
    const [{ begin }, answer] = await Promise.all([import("./office.js"), fetch("./own-office/needed.json")])
    if (!answer.ok || !answer.headers.get("content-type")?.includes("json")) throw new Error("no door")
    opened.set(root, await begin(root, await answer.json()))
  } catch {
    says.textContent = words.no_door
    button.disabled = false
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".own-office")
  const words = JSON.parse(new TextDecoder().decode(data))
  opened.get(root)?.look() // a change of theme calls as well
  if (!root.firstChild) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: kept(PLACE) !== null ? words.open_again : words.open })
    const says = document.createElement("p")
    says.setAttribute("role", "status")
    button.onclick = () => open(root, words)
    root.append(button, says)
  }
  return () => {
    opened.get(root)?.leave()
    opened.delete(root)
  }
}
