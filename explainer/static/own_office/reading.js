// An office as a file (JSON), and back: what is wrong is said with its line, and nothing is taken over by halves.

import { idOf, line } from "./model.js"

const FORMAT = 1

const compact = one => JSON.stringify(one)
const inOrder = names => one => Object.fromEntries(names.map(name => [name, one[name]]))
const [asPerson, asTie] = [inOrder(["id", "name", "job", "level", "side", "x", "y"]), inOrder(["from", "kind", "to", "since"])]
const list = (name, records) => `  "${name}": [${records.length ? `\n${records.map(one => `    ${compact(one)}`).join(",\n")}\n  ` : ""}]`

// One person and one tie a line: so a message that names a line names one of them.
export const textOf = office => `{
  "office": ${FORMAT},
  "title": ${compact(office.title)},
${list("people", office.people.map(asPerson))},
${list("ties", office.ties.map(asTie))},
  "prompts": ${compact(office.prompts)}
}
`

// What is wrong, and in which line: `says` is a key of the words.
export class Wrong extends Error {
  constructor(at, says, values = {}) {
    super(says)
    Object.assign(this, { at, says, values })
  }
}

// ── JSON with lines ──────────────────────────────────────────────────────────

// Browsers say differently where JSON is broken, and one of them not at all. Returns [value, lines]; lines knows for
// each object and list in which line it and each of its parts begin.
export const parsed = text => {
  const lines = new Map()
  let at = 0
  let number = 1
  const wrong = () => new Wrong(number, at < text.length ? "file_broken" : "file_ends", { found: text.slice(at, at + 12).split("\n")[0] })
  const space = () => {
    for (; at < text.length && " \t\r\n\ufeff".includes(text[at]); at++) if (text[at] === "\n") number++
  }
  const take = sign => {
    space()
    if (text[at] !== sign) throw wrong()
    at++
  }
  const follows = sign => {
    space()
    return text[at] === sign && Boolean(++at)
  }
  const scalar = pattern => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found) throw wrong()
    try {
      const value = JSON.parse(found[0])
      at += found[0].length
      return value
    } catch {
      throw wrong()
    }
  }
  const string = () => {
    space()
    return scalar(/"(?:[^"\\\n]|\\.)*"/y)
  }
  const parts = (into, end, part) => {
    lines.set(into, new Map([["", number]]))
    at++
    if (follows(end)) return into
    do part()
    while (follows(","))
    take(end)
    return into
  }
  const value = depth => {
    space()
    if (depth > 20) throw wrong()
    const into = text[at] === "{" ? new Map() : []
    if (text[at] === "{") {
      return parts(into, "}", () => {
        const key = string()
        lines.get(into).set(key, number)
        take(":")
        into.set(key, value(depth + 1))
      })
    }
    if (text[at] === "[") {
      return parts(into, "]", () => {
        space()
        lines.get(into).set(into.length, number)
        into.push(value(depth + 1))
      })
    }
    return text[at] === '"' ? string() : scalar(/-?\d[\d.eE+-]*|true|false|null/y)
  }
  const whole = value(0)
  space()
  if (at < text.length) throw wrong()
  return [whole, lines]
}

// ── an office ────────────────────────────────────────────────────────────────

const ID = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}$/

// The office in a file's text. Throws Wrong.
export const officeIn = (text, data) => {
  const [whole, lines] = parsed(text)
  const lineOf = (of, part = "") => lines.get(of)?.get(part) ?? lines.get(of)?.get("") ?? 1
  const record = (value, of, part, known) => {
    if (!(value instanceof Map)) throw new Wrong(lineOf(of, part), "file_other")
    for (const name of value.keys()) if (!known.includes(name)) throw new Wrong(lineOf(value, name), "file_unknown", { name })
    return value
  }
  const words = (of, name, needed = false) => {
    const value = of.has(name) || needed ? of.get(name) : ""
    if (typeof value !== "string" || (needed && !value.trim())) throw new Wrong(lineOf(of, name), "file_text", { name })
    if ([...value].length > data.most.letters) throw new Wrong(lineOf(of, name), "file_long", { name, n: data.most.letters })
    return line(value, data.most.letters)
  }
  const choice = (of, name, options, otherwise) => {
    const value = of.has(name) ? of.get(name) : otherwise
    if (!options.includes(value)) throw new Wrong(lineOf(of, name), "file_choice", { name, value: String(value ?? ""), allowed: options.filter(Boolean).slice(0, 12).join(", ") })
    return value
  }
  const place = (of, name) => {
    const value = of.has(name) ? of.get(name) : 0
    if (typeof value !== "number" || Math.abs(value) > 100000) throw new Wrong(lineOf(of, name), "file_number", { name })
    return Math.round(value)
  }
  const many = (name, most) => {
    const value = whole.has(name) ? whole.get(name) : []
    if (!Array.isArray(value)) throw new Wrong(lineOf(whole, name), "file_list", { name })
    if (value.length > most) throw new Wrong(lineOf(whole, name), `most_${name}`, { n: most })
    return value
  }

  record(whole, whole, "", ["office", "title", "people", "ties", "prompts"])
  if (whole.get("office") !== FORMAT) throw new Wrong(lineOf(whole, "office"), "file_other")
  const ids = new Set()
  const names = new Set()
  const list = many("people", data.most.people)
  const people = list.map((one, at) => {
    record(one, list, at, ["id", "name", "job", "level", "side", "x", "y"])
    const id = one.get("id")
    if (typeof id !== "string" || !ID.test(id) || ids.has(id)) throw new Wrong(lineOf(one, "id"), "file_id", { value: String(id) })
    ids.add(id)
    const name = words(one, "name", true)
    if (names.has(name.toLocaleLowerCase())) throw new Wrong(lineOf(one, "name"), "file_twice", { value: name })
    names.add(name.toLocaleLowerCase())
    return {
      id, name, job: words(one, "job"),
      level: choice(one, "level", Object.keys(data.levels)), side: choice(one, "side", ["", ...Object.keys(data.sides)], ""),
      x: place(one, "x"), y: place(one, "y"),
    }
  })
  const drawn = new Set()
  const all = many("ties", data.most.ties)
  const ties = all.map((one, at) => {
    record(one, all, at, ["from", "kind", "to", "since"])
    const tie = {
      from: choice(one, "from", [...ids]), kind: choice(one, "kind", Object.keys(data.kinds)),
      to: choice(one, "to", [...ids]), since: choice(one, "since", Object.keys(data.since), "before"),
    }
    if (tie.from === tie.to) throw new Wrong(lineOf(one), "tie_self")
    if (drawn.has(idOf(tie, data))) throw new Wrong(lineOf(one), "tie_twice")
    drawn.add(idOf(tie, data))
    return tie
  })
  const prompts = many("prompts", 40).filter(one => Object.hasOwn(data.prompts, one)) // those of another version are left out
  return { title: words(whole, "title"), people, ties, prompts }
}
