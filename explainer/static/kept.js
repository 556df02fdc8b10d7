// What this browser keeps for a reader, as text. Storage may be full, switched off, or denied to a page inside another:
// then nothing is kept, and what the reader made lives on in the page.

export const kept = place => {
  try {
    return localStorage.getItem(place)
  } catch {
    return null
  }
}

// Says whether it could be kept; null forgets it.
export const keep = (place, text) => {
  try {
    if (text === null) localStorage.removeItem(place)
    else localStorage.setItem(place, text)
    return true
  } catch {
    return false
  }
}
