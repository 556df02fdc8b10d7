// A list that narrows as one types or chooses. All of it happens in the browser; the choices stand in the address.

import { unpacked } from "./packed.js"

const fold = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")

const wire = (root, data) => {
  root.innerHTML = data.html // oxlint-disable-line no-restricted-properties -- made and escaped by plain rooms
  const form = root.querySelector("form")
  const found = root.querySelector(".found")
  const names = [...form.elements].map(field => field.name).filter(Boolean)
  const choices = names.filter(name => name !== "word")
  const items = [...root.querySelectorAll(".listed > li")]
  const texts = items.map(item => fold(item.textContent))

  const narrow = () => {
    const words = fold(form.elements.word.value).split(/\s+/).filter(Boolean)
    const fits = (item, at) =>
      choices.every(name => !form.elements[name].value || item.dataset[name].split(" ").includes(form.elements[name].value)) &&
      words.every(word => texts[at].includes(word))
    let count = 0
    items.forEach((item, at) => {
      item.hidden = !fits(item, at)
      if (!item.hidden) count += 1
    })
    const { one, other, none } = found.dataset
    found.textContent = count ? (count === 1 ? one : other).replace("{n}", count) : none
  }

  const write = () => {
    const asked = new URLSearchParams(location.search)
    asked.delete(data.kind)
    for (const name of names) {
      if (form.elements[name].value) asked.set(name, form.elements[name].value)
      else asked.delete(name)
    }
    const query = asked.toString()
    history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : ""))
  }

  // Follow what an address asks for: choices, or one entry by its id.
  const seek = asked => {
    for (const name of names) {
      form.elements[name].value = asked.get(name) ?? ""
      if (form.elements[name].selectedIndex === -1) form.elements[name].value = "" // not at this position of the switch
    }
    narrow()
    const entry = asked.get(data.kind)
    const item = entry && items.find(({ id }) => id === `${data.kind}-${entry}`)
    if (!item) return null
    item.focus({ preventScroll: true })
    item.scrollIntoView({ block: "center" })
    return item
  }

  form.addEventListener("input", () => { narrow(); write() })
  form.addEventListener("submit", event => event.preventDefault())
  form.addEventListener("reset", () => setTimeout(() => { narrow(); write() }))
  seek(new URLSearchParams(location.search))

  return { form, seek, write }
}

export default function ({ data: sent, parentElement }) {
  const root = parentElement.querySelector(".search")
  if (root.sent !== sent.join()) { // a change of theme calls as well
    root.sent = sent.join()
    unpacked(sent).then(data => {
      root.kind = data.kind
      root.list = wire(root, data)
    })
  }

  const follow = event => {
    const link = event.target.closest?.("a[data-seek]")
    if (!link || !root.list || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const asked = new URL(link.href).searchParams
    const item = root.list.seek(asked)
    root.list.write()
    if (item) {
      const query = new URLSearchParams(location.search)
      query.set(root.kind, asked.get(root.kind))
      history.replaceState(history.state, "", `${location.pathname}?${query}`)
    } else root.list.form.scrollIntoView({ block: "start" })
  }
  const moved = () => root.list?.seek(new URLSearchParams(location.search))
  document.addEventListener("click", follow)
  addEventListener("popstate", moved)
  return () => {
    document.removeEventListener("click", follow)
    removeEventListener("popstate", moved)
  }
}
