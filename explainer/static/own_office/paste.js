// A place to type or paste a table of ties or of people. What is wrong is named with its line, and nothing is taken over.

import { button, element, opening } from "../dom.js"
import { tableInto } from "./csv.js"
import { EMPTY } from "./model.js"

const MOST = 6 // as many mistakes as one corrects at a time

// `hold`: now(), change(office, says), say(text), settle(), which lays out who is new.
export const pastePart = (data, says, hold) => {
  const text = element("textarea", { rows: 7, spellcheck: "false", placeholder: says("table_example"), "aria-label": says("table_text") })
  const wrong = element("ul", { class: "wrong" })

  const take = office => {
    const { office: next, people, ties, problems } = tableInto(office, text.value, data)
    wrong.replaceChildren(...problems.slice(0, MOST).map(one => element("li", {}, one.at ? says("line", { line: one.at, what: says(one.says, one.values) }) : says(one.says, one.values))))
    if (problems.length) return void hold.say(says("table_wrong", { n: problems.length }))
    if (next === office) return void hold.say(says("table_nothing"))
    hold.change(next, says("table_taken", { people, ties }))
    hold.settle()
  }

  const part = opening(says("table_paste"), "of-paste")
  part.append(element("p", {}, says("table_how", { kinds: Object.values(data.kinds).map(one => one.name).join(", ") })), text, wrong,
    element("p", { class: "acts" }, button(says("table_add"), () => take(hold.now())), button(says("table_replace"), () => take({ ...EMPTY, title: hold.now().title, prompts: hold.now().prompts }))))
  return { part }
}
