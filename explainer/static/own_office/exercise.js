// The hand-out of a class gets one page more where this browser keeps an office and questions chosen for it: the picture
// of the network, and room to write. Nothing of it comes from or goes to the server.

import { button, element } from "../dom.js"
import { kept } from "./keep.js"
import { picture } from "./picture.js"
import { officeIn } from "./reading.js"
import { saying } from "./words.js"

const place = document.getElementById("own-exercise")

const fill = async () => {
  const text = kept()
  if (text === null) return
  const data = await (await fetch("./own-office/needed.json")).json()
  const says = saying(data)
  const office = officeIn(text, data)
  if (!office.prompts.length) return
  const title = office.title || says("untitled")
  const alone = button(says("exercise_print"), () => {
    document.body.classList.add("exercise-only")
    print()
    document.body.classList.remove("exercise-only")
  })
  place.replaceChildren(
    element("h1", {}, says("exercise", { title })), element("p", { class: "screen-only" }, alone),
    element("p", { class: "small" }, says("not_data")),
    picture(office, data, { title }),
    element("p", {}, [says.changed(office), ...says.ei(office).slice(0, 1)].join(" ")),
    ...office.prompts.flatMap(id => [element("h3", {}, data.prompts[id].ask), element("p", { class: "to-fill" })]))
  place.classList.add("filled")
  if (location.hash === "#own-exercise") place.scrollIntoView()
}

fill().catch(() => {}) // what was kept cannot be read: the hand-out is as it would be without
