// Where an office is kept: in this browser, and nowhere else.

import * as browser from "../kept.js"
import { textOf } from "./reading.js"

export const PLACE = "when-the-dashboard-arrives/office" // browser.js forgets it, opener.js asks whether it is there

export const kept = () => browser.kept(PLACE)

// Says whether it could be kept; if not, it lives in this page, and can be saved as a file.
export const keep = office => {
  const could = browser.keep(PLACE, textOf(office))
  dispatchEvent(new Event("office-kept"))
  return could
}
