// An office that a reader builds: people, ties, and what can be counted in it. Touches no page. Nothing here changes an
// office; whoever edits gets a new one.
//
// office: {title, people: [{id, name, job, level, side, x, y}], ties: [{from, kind, to, since}], prompts: [id]}
// data:   what figures/network/own.py sends: kinds, levels, sides, since, words, most ...

export const EMPTY = { title: "", people: [], ties: [], prompts: [] }

export const person = (office, id) => office.people.find(one => one.id === id)
export const nameOf = (office, id) => person(office, id)?.name ?? ""

// What makes a tie that tie: an undirected one is the same from both ends.
export const idOf = (tie, data) => {
  const ends = data.kinds[tie.kind].directed || tie.from < tie.to ? [tie.from, tie.to] : [tie.to, tie.from]
  return `${ends[0]} ${tie.kind} ${ends[1]}`
}
export const tieOf = (office, id, data) => office.ties.find(one => idOf(one, data) === id)

// ── editing ──────────────────────────────────────────────────────────────────

const folded = text => text.trim().toLocaleLowerCase()

// Text as one line, without what no file can hold, and no longer than is allowed.
// oxlint-disable-next-line no-control-regex
export const line = (text, most) => [...String(text).replace(/[\p{Cc}\p{Cs}\ufffe\uffff\s]+/gu, " ").trim()].slice(0, most).join("").trim()

// A name that nobody else has: the table tells people apart by it. “Ann” becomes “Ann 2”.
const freeName = (office, wanted, most, but = "") => {
  const taken = new Set(office.people.filter(one => one.id !== but).map(one => folded(one.name)))
  let name = line(wanted, most)
  for (let n = 2; taken.has(folded(name)); n++) name = `${line(wanted, most - 5)} ${n}`
  return name
}

const freeId = office => {
  const taken = new Set(office.people.map(one => one.id))
  let n = office.people.length + 1
  while (taken.has(`p${n}`)) n++
  return `p${n}`
}

// Where someone new can stand: on a spiral around all others, which never comes to the same place twice.
export const spot = office => {
  const n = office.people.length
  const [x, y] = n ? ["x", "y"].map(axis => office.people.reduce((sum, one) => sum + one[axis], 0) / n) : [0, 0]
  for (let at = n; ; at++) {
    const place = { x: Math.round(x + 62 * Math.sqrt(at) * Math.cos(at * 2.4)), y: Math.round(y + 62 * Math.sqrt(at) * Math.sin(at * 2.4)) }
    if (office.people.every(one => Math.hypot(one.x - place.x, one.y - place.y) > 55)) return place
  }
}

export const withPerson = (office, wanted, data) => {
  const name = freeName(office, wanted.name || data.words.somebody, data.most.letters)
  const one = { id: freeId(office), job: "", level: "neither", side: "", ...spot(office), ...wanted, name }
  return { ...office, people: [...office.people, one] }
}

export const changedPerson = (office, id, patch, data) => {
  const { letters } = data.most
  const text = { ...("name" in patch && { name: freeName(office, patch.name || nameOf(office, id), letters, id) }), ...("job" in patch && { job: line(patch.job, letters) }) }
  const thing = patch.level && !data.levels[patch.level].person ? { side: "" } : {} // a screen takes no side
  return { ...office, people: office.people.map(one => (one.id === id ? { ...one, ...patch, ...text, ...thing } : one)) }
}

export const withoutPerson = (office, id) => ({
  ...office,
  people: office.people.filter(one => one.id !== id),
  ties: office.ties.filter(tie => tie.from !== id && tie.to !== id),
})

// A tie that is there already is changed, not drawn twice.
export const withTie = (office, tie, data) => {
  const id = idOf(tie, data)
  const isThere = office.ties.some(one => idOf(one, data) === id)
  return { ...office, ties: isThere ? office.ties.map(one => (idOf(one, data) === id ? { ...one, since: tie.since } : one)) : [...office.ties, tie] }
}

export const withoutTie = (office, id, data) => ({ ...office, ties: office.ties.filter(one => idOf(one, data) !== id) })

export const changedTie = (office, id, patch, data) => {
  const before = tieOf(office, id, data)
  const after = { ...before, ...patch }
  const same = idOf(after, data) === id
  if (!same && tieOf(office, idOf(after, data), data)) return withTie(withoutTie(office, id, data), after, data)
  return { ...office, ties: office.ties.map(one => (one === before ? after : one)) }
}

// ── what is there ────────────────────────────────────────────────────────────

// `when`: before, after, or both.
export const isThere = (tie, when) => when === "both" || tie.since !== (when === "before" ? "after" : "gone")

const isPerson = (office, id, data) => data.levels[person(office, id).level].person

// The people and ties one sees: at a time, and around one person where `ego` is one. A screen that nothing ties to
// anybody before it came is not there before.
export const scene = (office, when, ego, data) => {
  const touches = tie => !ego || tie.from === ego || tie.to === ego
  const ties = office.ties.filter(tie => isThere(tie, when) && touches(tie))
  const tied = new Set(ties.flatMap(tie => [tie.from, tie.to]))
  const came = one => !data.levels[one.level].person && when === "before" && !tied.has(one.id)
  return { ties, people: office.people.filter(one => (ego ? one.id === ego || tied.has(one.id) : !came(one))) }
}

// How far each of these ties is bent, so that several between the same two can be told apart (figures/network/own.py).
export const bends = ties => {
  const between = new Map()
  const pair = tie => [tie.from, tie.to].sort().join(" ")
  for (const tie of ties) between.set(pair(tie), [...(between.get(pair(tie)) ?? []), tie])
  return ties.map(tie => {
    const same = between.get(pair(tie))
    const bend = (same.indexOf(tie) - (same.length - 1) / 2) * 0.3
    return tie.from < tie.to ? bend : -bend
  })
}

// What stands at somebody and on a tie, in the drawing and in files (figures/network/own.py).
export const label = (one, data) => [one.name, folded(one.job) !== folded(one.name) && one.job, one.side && data.sides[one.side].name].filter(Boolean).join("\n")
export const told = (tie, when, data) => `${when === "both" ? { after: "+ ", gone: "− " }[tie.since] ?? "" : ""}${data.kinds[tie.kind].name}`

// ── counting ─────────────────────────────────────────────────────────────────

// Ties between two people who each have a side: across the sides, within one, and the E-I index, −1 to 1; null where
// there is nothing to count.
export const eiIndex = (office, when) => {
  const side = new Map(office.people.map(one => [one.id, one.side]))
  const counted = office.ties.filter(tie => isThere(tie, when) && side.get(tie.from) && side.get(tie.to))
  const external = counted.filter(tie => side.get(tie.from) !== side.get(tie.to)).length
  const internal = counted.length - external
  return { external, internal, index: counted.length ? (external - internal) / counted.length : null }
}

// Ties between people that stayed, came and went; and for each person who gained or lost any, how many.
export const changes = (office, data) => {
  const among = office.ties.filter(tie => isPerson(office, tie.from, data) && isPerson(office, tie.to, data))
  const count = since => among.filter(tie => tie.since === since).length
  const of = (id, since) => among.filter(tie => tie.since === since && (tie.from === id || tie.to === id)).length
  const moved = new Set(among.filter(tie => tie.since !== "before").flatMap(tie => [tie.from, tie.to]))
  const people = office.people.filter(one => moved.has(one.id)).map(one => ({ id: one.id, name: one.name, gained: of(one.id, "after"), lost: of(one.id, "gone") }))
  people.sort((a, b) => b.gained + b.lost - a.gained - a.lost)
  return { stayed: count("before"), came: count("after"), gone: count("gone"), people }
}
