// Keeps a reader's answers in this browser, and brings them back when the server has lost them.
const PLACE = "when-the-dashboard-arrives/answers"

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? {}
  } catch {
    return {} // storage is switched off, or what stands there is not ours
  }
}

const write = answers => {
  try {
    if (Object.keys(answers).length) localStorage.setItem(PLACE, JSON.stringify(answers))
    else localStorage.removeItem(PLACE)
  } catch {
    // Storage is full or switched off: the answers live on in the session.
  }
}

export default function ({ data, setTriggerValue }) {
  if (data.forget) return write({})
  const kept = read()
  // A session that has not been restored yet must not overwrite what an earlier one kept.
  if (!data.restored && Object.keys(kept).length) setTriggerValue("restored", kept)
  else write(data.answers)
}
