// The people and the ties of an office as tables: everything can be done here, with keys alone.

import { button, element, opening, picker } from "../dom.js"
import { changedPerson, changedTie, idOf, nameOf, tieOf, withPerson, withTie, withoutPerson, withoutTie } from "./model.js"
import { options } from "./words.js"

const ROWS = 40 // as many as one looks through; more would make a page slow

// A list of records as rows of a table, a page at a time, that can be narrowed by a word. Rows that stay keep their
// elements, so that the focus stays where it is.
const pages = (name, says, columns, row) => {
  let [from, word, records] = [0, "", []]
  const rows = new Map()
  const body = element("tbody")
  const find = element("input", { type: "search", autocomplete: "off", oninput: () => (([word, from] = [find.value.toLocaleLowerCase(), 0]), show()) })
  const turn = by => () => ((from += by), show())
  const [back, on] = [button(says("earlier"), turn(-ROWS)), button(says("later"), turn(ROWS))]
  const which = element("span", { class: "small" })
  const narrow = element("p", { class: "narrow" }, element("label", { class: "field" }, says("find"), find), which, back, on)
  const head = element("tr", {}, ...columns.map(column => element("th", { scope: "col" }, says(column))))
  const table = element("table", { class: `own-table ${name}` }, element("caption", { class: "heard" }, says(name)), element("thead", {}, head), body)
  const show = () => {
    const fit = word ? records.filter(one => one.text.toLocaleLowerCase().includes(word)) : records
    from = Math.max(0, Math.min(from, Math.ceil(fit.length / ROWS) * ROWS - ROWS))
    const seen = fit.slice(from, from + ROWS)
    const there = new Set(seen.map(one => one.id))
    for (const [id, { part }] of rows) {
      if (there.has(id)) continue
      part.remove()
      rows.delete(id)
    }
    seen.forEach((one, at) => {
      if (!rows.has(one.id)) rows.set(one.id, row(one.id))
      const { part, fill } = rows.get(one.id)
      fill(one)
      if (body.children[at] !== part) body.insertBefore(part, body.children[at] ?? null)
    })
    narrow.hidden = records.length <= 8
    back.hidden = on.hidden = fit.length <= ROWS
    back.disabled = !from
    on.disabled = from + ROWS >= fit.length
    which.textContent = says("rows", { from: fit.length ? from + 1 : 0, to: from + seen.length, n: fit.length })
    table.hidden = !records.length
  }
  return {
    parts: [narrow, table],
    show: next => ((records = next), show()),
    focus(id, what = "input, select") { // on the page it stands on
      const at = records.findIndex(one => one.id === id)
      ;[word, find.value, from] = ["", "", Math.floor(at / ROWS) * ROWS]
      show()
      rows.get(id)?.part.querySelector(what).focus()
    },
  }
}

const set = (field, value) => field.value !== value && (field.value = value)
const cellOf = (says, column, ...inside) => element("td", { "data-label": says(column) }, ...inside)
const select = (all, label, onchange) => element("select", { "aria-label": label, onchange }, ...all.map(([value, text]) => element("option", { value }, text)))

// `hold`: now(), change(office, says), choose(target).
export const tables = (data, says, hold) => {
  const letters = data.most.letters
  const full = name => hold.now()[name].length >= data.most[name] && (hold.say(says(`most_${name}`, { n: data.most[name] })), true)

  const people = pages("people", says, ["column_name", "column_job", "column_level", "column_side", "column_do"], id => {
    const change = patch => hold.change(changedPerson(hold.now(), id, patch, data))
    const field = name => element("input", { type: "text", maxlength: letters, autocomplete: "off", onchange: event => change({ [name]: event.target.value }) })
    const [name, job] = [field("name"), field("job")]
    const level = select(options(data.levels), "", () => change({ level: level.value }))
    const side = select(options(data.sides, ["", says("no_side")]), "", () => change({ side: side.value }))
    const stand = button(says("choose"), () => hold.choose({ person: id }, true))
    const remove = button(says("remove"), () => hold.change(withoutPerson(hold.now(), id), says("removed", { name: name.value })))
    const part = element("tr", {}, cellOf(says, "column_name", name), cellOf(says, "column_job", job), cellOf(says, "column_level", level), cellOf(says, "column_side", side), cellOf(says, "column_do", stand, " ", remove))
    const fill = ({ one }) => {
      for (const [input, key] of [[name, "name"], [job, "job"], [level, "level"], [side, "side"]]) {
        set(input, one[key])
        input.setAttribute("aria-label", says("of", { column: says(`column_${key}`), name: one.name }))
      }
      side.disabled = !data.levels[one.level].person
      stand.setAttribute("aria-label", says("of", { column: says("choose"), name: one.name }))
      remove.setAttribute("aria-label", says("of", { column: says("remove"), name: one.name }))
    }
    return { part, fill }
  })

  const ties = pages("ties", says, ["column_from", "column_kind", "column_to", "column_since", "column_do"], id => {
    const [from, to] = [element("span"), element("span")]
    const change = patch => {
      const next = idOf({ ...tieOf(hold.now(), id, data), ...patch }, data)
      hold.change(changedTie(hold.now(), id, patch, data))
      if (next !== id) ties.focus(next, "select") // it is another row now
    }
    const kind = select(options(data.kinds), "", () => change({ kind: kind.value }))
    const since = select(options(data.since), "", () => change({ since: since.value }))
    const remove = button(says("remove"), () => hold.change(withoutTie(hold.now(), id, data), says("untied")))
    const part = element("tr", {}, cellOf(says, "column_from", from), cellOf(says, "column_kind", kind), cellOf(says, "column_to", to), cellOf(says, "column_since", since), cellOf(says, "column_do", remove))
    const fill = ({ one, text }) => {
      from.textContent = nameOf(hold.now(), one.from)
      to.textContent = nameOf(hold.now(), one.to)
      set(kind, one.kind)
      set(since, one.since)
      kind.setAttribute("aria-label", says("of", { column: says("column_kind"), name: text }))
      since.setAttribute("aria-label", says("of", { column: says("column_since"), name: text }))
      remove.setAttribute("aria-label", says("of", { column: says("remove"), name: text }))
    }
    return { part, fill }
  })

  // ── adding ─────────────────────────────────────────────────────────────────

  const add = () => {
    if (full("people")) return
    const next = withPerson(hold.now(), {}, data)
    hold.change(next, says("added", { name: next.people.at(-1).name }))
    people.focus(next.people.at(-1).id)
    document.activeElement.select?.()
  }
  const [from, to] = [picker(says("column_from"), []), picker(says("column_to"), [])]
  const [kind, since] = [picker(says("column_kind"), options(data.kinds)), picker(says("column_since"), options(data.since))]
  const tie = event => {
    event.preventDefault()
    if (from.select.value === to.select.value) return void hold.say(says("tie_self"))
    if (full("ties")) return
    const one = { from: from.select.value, kind: kind.select.value, to: to.select.value, since: since.select.value }
    hold.change(withTie(hold.now(), one, data), says("tied", { tie: says.tie(hold.now(), one) }))
  }
  const form = element("form", { class: "fields", onsubmit: tie }, from.field, kind.field, to.field, since.field, element("p", {}, element("button", { type: "submit", class: "plain" }, says("add_tie"))))

  const [ofPeople, ofTies] = [opening("", "of-people"), opening("", "of-ties")]
  ofPeople.append(element("p", {}, button(says("add_person"), add)), ...people.parts)
  ofTies.append(form, ...ties.parts)

  // What is closed is written when it is opened.
  const render = () => {
    const office = hold.now()
    ofPeople.firstChild.textContent = says("people_table", { n: office.people.length })
    ofTies.firstChild.textContent = says("ties_table", { n: office.ties.length })
    if (ofPeople.open) people.show(office.people.map(one => ({ id: one.id, one, text: `${one.name} ${one.job}` })))
    if (!ofTies.open) return
    for (const [nth, { select }] of [from, to].entries()) {
      const names = office.people.map(one => element("option", { value: one.id }, one.name))
      const before = select.value
      select.replaceChildren(...names)
      if (office.people.some(one => one.id === before)) select.value = before
      else select.selectedIndex = Math.min(nth, names.length - 1)
    }
    form.hidden = office.people.length < 2
    ties.show(office.ties.map(one => ({ id: idOf(one, data), one, text: says.tie(office, one) })))
  }
  ofPeople.ontoggle = ofTies.ontoggle = render
  return { parts: [ofPeople, ofTies], render }
}
