// The words of the content, and what an office says in them.

import { fill, youSay } from "../network/state.js"
import { changes, eiIndex, isThere, nameOf } from "./model.js"

const number = value => (value === null ? "–" : (Object.is(Math.round(value * 100), -0) ? 0 : Math.round(value * 100) / 100).toLocaleString(document.documentElement.lang || "en", { signDisplay: "negative", minimumFractionDigits: 2 }).replace("-", "−"))

// What can be chosen of these: [[id, name]], after whatever comes first.
export const options = (all, ...first) => [...first, ...Object.entries(all).map(([id, one]) => [id, one.name ?? one])]

// says("key", {n: 3}): one of the words; of an entry with `one` and `other` the one that goes with n.
export const saying = data => {
  const says = (key, values = {}) => {
    const entry = data.words[key]
    return fill(typeof entry === "string" ? entry : values.n === 1 ? entry.one : entry.other, values)
  }

  const tie = (office, one) => `${nameOf(office, one.from)} – ${data.kinds[one.kind].name} – ${nameOf(office, one.to)}`

  // The E-I index before and after, and what that means: sentences.
  const ei = office => {
    const [before, after] = ["before", "after"].map(when => eiIndex(office, when))
    if (before.index === null && after.index === null) return [says("ei_nothing")]
    const moved = before.index === null || after.index === null || before.index === after.index ? "" : after.index < before.index ? says("ei_inwards") : says("ei_outwards")
    const same = before.index !== null && before.index === after.index ? says("ei_same") : ""
    return [
      says("ei", { before: number(before.index), after: number(after.index) }),
      says("ei_counted", { across: after.external, within: after.internal }),
      [moved || same, says("ei_caution")].filter(Boolean).join(" "),
    ]
  }

  const changed = office => {
    const { stayed, came, gone } = changes(office, data)
    return says("changed", { stayed, came, gone })
  }

  // What somebody would say of their ties, before and now.
  const ego = (office, id) => {
    const net = { words: { tie_kinds: data.kinds, now: data.now }, nodes: office.people.map(one => ({ actor: one.id, name: one.name })) }
    const edge = one => ({ kind: one.kind, start: one.from, end: one.to, begins: one.since === "after" ? 1 : 0, title: tie(office, one) })
    const of = when => office.ties.filter(one => (one.from === id || one.to === id) && isThere(one, when))
    return {
      before: of("before").map(one => youSay({ ...edge(one), begins: 0 }, id, net)),
      after: of("after").map(one => youSay(edge(one), id, net)),
      gone: office.ties.filter(one => one.since === "gone" && (one.from === id || one.to === id)).map(one => youSay(edge(one), id, net, true)),
    }
  }

  return Object.assign(says, { tie, ei, changed, ego })
}
