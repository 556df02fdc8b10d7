// What a reader takes along from a page: a link to exactly one place, a figure as a picture, its data as a table.

import { elementOf } from "./streamlit_private.js"

// What an element says, without what would open; a mark says its level and place in brackets.
const said = element => {
  const copy = element.cloneNode(true)
  copy.querySelectorAll("[popover]").forEach(note => note.remove())
  copy.querySelectorAll(".mark").forEach(mark => mark.replaceWith(` [${mark.textContent}] `))
  copy.querySelectorAll("p").forEach(paragraph => paragraph.append(" "))
  return copy.textContent.replace(/\s+/g, " ").trim()
}

const linkTo = id => {
  const address = new URL(location.href)
  address.searchParams.delete("beat") // the place says it
  address.searchParams.delete("answers") // a link to a place does not carry what a reader said
  address.hash = id
  return address.href
}

// ── a figure and what stands around it ───────────────────────────────────────

// A chart is an element of Streamlit's own: on the stage, where it is drawn while its beat is read, or somewhere after
// the words of its block.
const onStage = id => [...document.querySelectorAll('[class*="st-key-chart-"]')].find(box => id.endsWith(box.className.match(/st-key-chart-([\w-]+)/)[1]))

const drawn = async id => {
  const box = onStage(id)
  if (!box || box.querySelector("svg.marks")) return
  document.getElementById(id).scrollIntoView({ block: "start" })
  await new Promise(done => {
    const watch = new MutationObserver(() => box.querySelector("svg.marks") && done(watch.disconnect()))
    watch.observe(box, { childList: true, subtree: true })
  })
}

const chartAfter = section => {
  const chart = onStage(section.id)
  if (chart) return chart.querySelector("svg.marks")
  for (let at = elementOf(section); at; at = at.nextElementSibling) {
    const chart = at.querySelector("svg.marks")
    if (chart) return chart
  }
}

const about = row => {
  const id = row.dataset.of
  const section = document.getElementById(id)
  const figure = section.querySelector("figure") ?? chartAfter(section)
  const colophon = document.querySelector(".colophon")
  const finding = document.getElementById(`${id}-finding`)
  const caption = finding ? said(finding) : said(figure.querySelector("figcaption"))
  const places = new Map(row.dataset.level ? [[row.dataset.level, new Set()]] : [])
  for (const note of section.querySelectorAll(".mark + [popover]")) {
    const level = note.querySelector("strong").textContent
    const where = [...note.querySelectorAll(".where")].map(line => line.textContent)
    places.set(level, new Set([...(places.get(level) ?? []), ...where]))
  }
  const levels = [...places].map(([level, where]) => `${level}${where.size ? `: ${[...where].join("; ")}` : ""}`)
  return {
    id, figure, caption, colophon,
    title: said(section.querySelector("h2, h3") ?? document.querySelector("h1")),
    evidence: levels.join(". "),
    table: section.querySelector("table") ?? row.parentElement.querySelector("table"),
    source: [...colophon.querySelectorAll("p")].map(said).concat(`${document.title}, ${linkTo(id)}`),
    inside: !finding, // the caption stands in the figure itself
  }
}

// Every row says where it comes from: a row that is copied elsewhere keeps it.
const asCsv = ({ table, title, caption, evidence, source, colophon }) => {
  const rows = [...table.rows].map(row => [...row.cells].map(said))
  const [head, ...body] = rows
  head[0] ||= title // the corner of a table
  const added = [`${title}. ${caption}`, evidence, source.join(" ")]
  const cell = text => `"${text.replaceAll('"', '""')}"`
  return [[...head, ...JSON.parse(colophon.dataset.columns)], ...body.map(row => [...row, ...added])].map(row => row.map(cell).join(",")).join("\r\n")
}

const saved = async (name, kind, told) => {
  const { save, savePicture } = await import("./export.js") // few readers take anything along
  if (kind === "csv") return save(`${name}.csv`, `\ufeff${asCsv(told)}`, "text/csv") // the mark tells Excel that this is UTF-8
  const { figure, title, caption, evidence, source, inside } = told
  await savePicture(name, kind, figure, title, [inside ? "" : caption, evidence, ...source])
}

// ── on the page ──────────────────────────────────────────────────────────────

const say = (row, text) => {
  const note = row.querySelector("[role=status]")
  note.textContent = text
  setTimeout(() => (note.textContent = ""), 4000)
}

const copyLink = async row => {
  const address = linkTo(row.dataset.of)
  history.replaceState(history.state, "", address)
  await navigator.clipboard?.writeText(address) // without it, the address bar has it
  say(row, document.querySelector(".colophon").dataset.copied)
}

addEventListener("click", async event => {
  const row = event.target.closest?.(".take-along")
  if (!row || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  if (event.target.matches(".copy-link")) {
    event.preventDefault()
    await copyLink(row)
  } else if (event.target.matches("[data-take]")) {
    const kind = event.target.dataset.take
    await drawn(row.dataset.of)
    await saved(row.dataset.of, kind, about(row))
    say(row, `${row.dataset.of}.${kind}`)
  }
}, { capture: true }) // before Streamlit moves the history

// A link to one place leads there, also into what is closed.
export const arriveAt = id => {
  const place = id && document.querySelector(`section.block[id="${CSS.escape(id)}"]`)
  if (!place) return
  for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true
  place.tabIndex = -1
  place.focus({ preventScroll: true })
  place.scrollIntoView({ block: "start" })
}
