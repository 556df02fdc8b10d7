// A table that is typed or pasted, as ties or as people; and an office as such tables. A comma, a semicolon or a tab
// stands between cells, as in what a spreadsheet copies.

import { withPerson, changedPerson, withTie } from "./model.js"

// [{at: line, cells}], and in which line a quotation mark was never closed (0: none).
const rowsOf = text => {
  const first = text.split("\n")[0]
  const comma = ["\t", ";", ","].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best), ",")
  const rows = []
  let [cells, cell, quoted, line, began] = [[], "", false, 1, 1]
  const endRow = () => {
    const row = [...cells, cell].map(one => one.trim())
    if (row.some(Boolean)) rows.push({ at: began, cells: row })
    ;[cells, cell, began] = [[], "", line + 1]
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') cell += text[++at]
      else if (sign === '"') quoted = false
      else cell += sign
      if (sign === "\n") line++
    } else if (sign === '"' && !cell.trim()) [quoted, cell] = [true, ""]
    else if (sign === comma) [cells, cell] = [[...cells, cell], ""]
    else if (sign === "\n") {
      endRow()
      line++
    } else if (sign !== "\r") cell += sign
  }
  if (!quoted) endRow()
  return [rows, quoted ? began : 0]
}

const TIES = ["from", "kind", "to", "since"]
const PEOPLE = ["name", "job", "level", "side"]
const folded = text => text.toLocaleLowerCase().replace(/\s+/g, " ")
const unguarded = text => text.replace(/^'(?='*[=+\-@\t])/, "")

// A text as a table, put into an office: {office, people, ties, problems: [{at, says, values}]}. Where there is a
// problem, the office is the one that was given. A first line with the names of the columns says what the table is;
// without it, it is one of ties.
export const tableInto = (office, text, data) => {
  const [rows, unclosed] = rowsOf(text)
  const problems = unclosed ? [{ at: unclosed, says: "table_unclosed", values: {} }] : []
  const wrong = (row, says, values = {}) => void problems.push({ at: row.at, says, values })
  const columnOf = cell => [...TIES, ...PEOPLE].find(name => [name, folded(data.words[`column_${name}`])].includes(folded(cell)))
  const head = rows[0]?.cells.map(columnOf) ?? []
  const hasHead = head.includes("name") || (head.includes("from") && head.includes("to"))
  const columns = hasHead ? head : TIES
  const isPeople = columns.includes("name")
  const among = (row, value, options, column) => {
    const found = Object.entries(options).find(([id, one]) => [id, folded(one.name ?? one)].includes(folded(value)))
    if (!found) wrong(row, "table_choice", { column: data.words[`column_${column}`], value, allowed: Object.values(options).map(one => one.name ?? one).join(", ") })
    return found?.[0]
  }
  const byName = new Map(office.people.map(one => [folded(one.name), one.id]))
  let next = office
  const known = name => {
    if (!byName.has(folded(name))) {
      next = withPerson(next, { name }, data)
      byName.set(folded(name), next.people.at(-1).id)
    }
    return byName.get(folded(name))
  }
  for (const row of hasHead ? rows.slice(1) : rows) {
    const cell = name => unguarded(row.cells[columns.indexOf(name)] ?? "")
    for (const text of row.cells) if ([...text].length > data.most.letters) wrong(row, "table_long", { n: data.most.letters })
    if (isPeople) {
      if (!cell("name")) wrong(row, "table_name")
      const level = cell("level") ? among(row, cell("level"), data.levels, "level") : undefined
      const side = cell("side") ? among(row, cell("side"), data.sides, "side") : undefined
      if (problems.length) continue
      const id = known(cell("name"))
      next = changedPerson(next, id, { ...(columns.includes("job") && { job: cell("job") }), ...(columns.includes("side") && { side: side ?? "" }), ...(level && { level }) }, data)
    } else {
      if (!cell("from") || !cell("to") || !cell("kind")) {
        wrong(row, "table_three")
        continue
      }
      const kind = among(row, cell("kind"), data.kinds, "kind")
      const since = cell("since") ? among(row, cell("since"), data.since, "since") : "before"
      if (folded(cell("from")) === folded(cell("to"))) wrong(row, "tie_self")
      if (problems.length) continue
      const tie = { from: known(cell("from")), kind, to: known(cell("to")), since }
      next = withTie(next, tie, data)
    }
  }
  for (const name of ["people", "ties"]) if (next[name].length > data.most[name]) problems.push({ at: 0, says: `most_${name}`, values: { n: data.most[name] } })
  if (problems.length) return { office, people: 0, ties: 0, problems }
  return { office: next, people: next.people.length - office.people.length, ties: next.ties.length - office.ties.length, problems }
}

// ── tables ───────────────────────────────────────────────────────────────────

// A spreadsheet runs what begins like a formula; an apostrophe keeps it text.
const cell = text => `"${String(text).replace(/^(?='*[=+\-@\t])/, "'").replaceAll('"', '""')}"`
const asTable = rows => `\ufeff${rows.map(row => row.map(cell).join(",")).join("\r\n")}\r\n` // the mark tells Excel that this is UTF-8

// `notes` stand at the end of each row, under their names: where it comes from stays with a row that is copied.
export const tiesTable = (office, data, notes = {}) => {
  const name = new Map(office.people.map(one => [one.id, one.name]))
  const head = [...TIES.map(one => data.words[`column_${one}`]), ...Object.keys(notes)]
  return asTable([head, ...office.ties.map(tie => [name.get(tie.from), data.kinds[tie.kind].name, name.get(tie.to), data.since[tie.since], ...Object.values(notes)])])
}

export const peopleTable = (office, data, notes = {}) => {
  const head = [...PEOPLE.map(one => data.words[`column_${one}`]), ...Object.keys(notes)]
  return asTable([head, ...office.people.map(one => [one.name, one.job, data.levels[one.level].name, one.side ? data.sides[one.side].name : "", ...Object.values(notes)])])
}
