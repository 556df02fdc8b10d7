// Where an office is kept: in this browser, and nowhere else.

import { textOf } from "./reading.js"

export const PLACE = "when-the-dashboard-arrives/office" // browser.js forgets it, opener.js asks whether it is there

export const kept = () => {
  try {
    return localStorage.getItem(PLACE)
  } catch {
    return null // storage is switched off
  }
}

// Says whether it could be kept.
export const keep = office => {
  try {
    localStorage.setItem(PLACE, textOf(office))
    return true
  } catch {
    return false // storage is full or switched off: it lives on in this page, and can be saved as a file
  } finally {
    dispatchEvent(new Event("office-kept"))
  }
}
