// An office as a file, and a file as an office. PNG, SVG, CSV and JSON are made here; for GraphML and the page of pyvis
// the server is asked, which sees the office for as long as it makes the file.

import { button, element } from "../dom.js"
import { peopleTable, tiesTable } from "./csv.js"
import { picture } from "./picture.js"
import { Wrong, officeIn, textOf } from "./reading.js"

const NAME = "own-office"
const MADE_THERE = { graphml: "./own-office/network.graphml", html: "./own-office/network.html" }

// `hold`: now(), when, ego, look(), show(office, says), say(text).
export const filesPart = (data, says, hold) => {
  const drawn = async kind => {
    const { savePicture } = await import("../export.js")
    const office = hold.now()
    const title = office.title || says("untitled")
    const svg = picture(office, data, { when: hold.when, ego: hold.ego, theme: hold.look(), title })
    part.append(svg) // what is saved is measured where it stands, out of sight
    try {
      await savePicture(NAME, kind, svg, title, [says("not_data"), says(`when_${hold.when}`), says.changed(office), ...says.ei(office), data.source])
    } finally {
      svg.remove()
    }
  }

  const made = async kind => {
    const { title, people, ties } = hold.now()
    const answer = await fetch(MADE_THERE[kind], { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ title, people, ties }) }).catch(() => null)
    if (answer?.ok) return answer.blob()
    const told = await answer?.json().catch(() => null)
    throw new Error(told?.says ?? says("server_away"))
  }

  const notes = () => ({ [data.words.column_note]: says("not_data"), [data.words.column_source]: data.source })
  const kinds = {
    json: save => save(`${NAME}.json`, textOf(hold.now()), "application/json"),
    png: () => drawn("png"),
    svg: () => drawn("svg"),
    ties: save => save(`${NAME}-ties.csv`, tiesTable(hold.now(), data, notes()), "text/csv"),
    people: save => save(`${NAME}-people.csv`, peopleTable(hold.now(), data, notes()), "text/csv"),
    graphml: async save => save(`${NAME}.graphml`, await made("graphml")),
    html: async save => save(`${NAME}.html`, await made("html")),
  }

  const take = async kind => {
    hold.say(says("making"))
    try {
      const { save } = await import("../export.js")
      await kinds[kind](save)
      hold.say(says("saved", { what: says(`take_${kind}`) }))
    } catch (error) {
      hold.say(error.message)
    }
  }

  const open = async () => {
    const [file] = input.files
    input.value = ""
    if (!file) return
    try {
      if (file.size > 4e6) throw new Wrong(1, "file_other")
      const office = officeIn(await file.text(), data)
      hold.show(office, says("file_opened", { name: file.name }))
    } catch (error) {
      if (!(error instanceof Wrong)) throw error
      hold.say(says("file_wrong", { name: file.name, line: error.at, what: says(error.says, error.values) }))
    }
  }

  const input = element("input", { type: "file", accept: ".json,application/json", onchange: open, "aria-label": says("file_open"), hidden: true })
  const part = element("section", { class: "files", "aria-label": says("take") },
    element("p", { class: "acts" }, element("span", { class: "muted" }, says("take")), ...Object.keys(kinds).map(kind => button(says(`take_${kind}`), () => take(kind), { "data-take-office": kind }))),
    element("p", { class: "acts" }, button(says("file_open"), () => input.click()), input),
    element("p", { class: "small muted" }, says("privacy")))
  return { part }
}
