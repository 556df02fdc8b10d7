// What all windows of one presentation share: where it is, whether the screen is black, what the room answered. It is kept
// in this browser, for as long as the window is open, and nothing of it goes to the server.

const NAME = "when-the-dashboard-arrives/present"
const NOTHING = { at: "", step: 0, plan: "", black: false, since: 0, tallies: {}, over: true }

export class Room extends EventTarget {
  constructor() {
    super()
    this.state = { ...NOTHING, ...this.kept }
    this.channel = new BroadcastChannel(NAME)
    this.channel.onmessage = ({ data }) => {
      if (data.hello) return void (this.state.over || this.post())
      this.state = data
      this.keep()
      this.dispatchEvent(new Event("change"))
    }
  }

  get kept() {
    try {
      return JSON.parse(sessionStorage.getItem(NAME)) ?? {}
    } catch {
      return {} // storage is switched off: the tallies live as long as the page
    }
  }

  keep() {
    try {
      sessionStorage.setItem(NAME, JSON.stringify(this.state))
    } catch {
      // As above.
    }
  }

  post() {
    this.channel.postMessage(this.state)
  }

  hello() {
    this.channel.postMessage({ hello: true })
  }

  set(change) {
    Object.assign(this.state, change)
    this.keep()
    this.post()
    this.dispatchEvent(new Event("change"))
  }

  // ── tallies: for each question its votes, one number for each option ──

  votes(ask) {
    return this.state.tallies[ask.name] ?? [ask.options.map(() => 0)]
  }

  voted(name) {
    return this.state.tallies[name]?.some(vote => vote.some(Boolean))
  }

  count(ask, option, by) {
    if (option >= ask.options.length) return
    const votes = structuredClone(this.votes(ask))
    const last = votes.at(-1)
    last[option] = Math.max(0, last[option] + by)
    this.set({ tallies: { ...this.state.tallies, [ask.name]: votes } })
  }

  again(ask) {
    this.set({ tallies: { ...this.state.tallies, [ask.name]: [...this.votes(ask), ask.options.map(() => 0)] } })
  }
}
