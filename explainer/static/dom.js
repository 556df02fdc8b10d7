// Pieces that pages are put together from, in HTML and SVG. Words are always set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg"

export const set = (made, attributes) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made[name] = value
    else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value)
  }
  return made
}

const filled = (made, attributes, children) => {
  set(made, attributes).append(...children.filter(child => child != null))
  return made
}

export const element = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children)

export const svgElement = (tag, attributes = {}, ...children) => filled(document.createElementNS(SVG, tag), attributes, children)

export const button = (text, onclick, more = {}) => element("button", { type: "button", class: "plain", onclick, ...more }, text)

export const opening = (summary, name) => element("details", { class: `opening ${name}` }, element("summary", {}, summary))

export const picker = (label, options, onchange) => {
  const select = element("select", { onchange }, ...options.map(([value, text]) => element("option", { value }, text)))
  return { select, field: element("label", { class: "field" }, label, select) }
}

// One of several; check(value) shows which.
export const choices = (name, legend, options, choose) => {
  const inputs = options.map(([value, text]) => {
    const input = element("input", { type: "radio", name, value, onchange: () => choose(value) })
    return [input, element("label", {}, input, element("span", {}, text))]
  })
  const set = element("fieldset", { class: "choices" }, element("legend", {}, legend), ...inputs.map(([, label]) => label))
  const check = value => inputs.forEach(([input]) => (input.checked = input.value === value))
  return { set, check }
}

// Makes evidence marks that open, as in the text around; ids begin with `id`.
export const marker = id => {
  let marks = 0
  return ({ level, short, name, lines }) => {
    const note = `${id}-mark-${marks++}`
    const shape = element("span", { class: "shape", "aria-hidden": "true" })
    const opener = element("button", { type: "button", class: `mark ${level}`, popovertarget: note }, shape, short)
    const inside = lines.map(text => element("span", { class: "line" }, text))
    const opened = element("span", { class: "note", id: note, popover: "auto" }, element("strong", { class: "line" }, name), ...inside)
    return element("span", { class: "note-of" }, opener, opened)
  }
}
