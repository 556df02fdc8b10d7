"""How smoothly the network moves, frame by frame, and how it bears 500 actors and 2,000 ties. `make network`."""

import dataclasses
import json
import random
from collections.abc import Iterable
from itertools import pairwise
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from explainer.checked import story
from explainer.content import Story
from explainer.evidence import Position
from explainer.network import Network
from explainer.ui.network_view import data
from exports.browser import chromium, show

FRAME = 1000 / 60
"""Milliseconds from one frame to the next, at 60 a second."""

_PAGE = (
    '<!doctype html><html lang="en"><title>network</title><link rel="stylesheet" href="/app/static/story.css">'
    '<link rel="stylesheet" href="/app/static/network/view.css">'
    '<body class="story"><main id="here"><div class="network-view"></div></main></body></html>'
)
_MOUNT = """async data => {
  history.replaceState(null, "", "?layer=proposed")
  const { default: view } = await import("/app/static/network/view.js")
  const began = performance.now()
  view({ data, key: "n", parentElement: document.getElementById("here") })
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  return performance.now() - began
}"""
_STEP = """async () => {
  document.querySelector(".scrubber button:last-child").click()
  const times = []
  await new Promise(done => {
    const began = performance.now()
    const tick = time => {
      times.push(time)
      if (performance.now() - began < 700) requestAnimationFrame(tick)
      else done()
    }
    requestAnimationFrame(tick)
  })
  return times
}"""
_TIMED = """async act => {
  const began = performance.now()
  const figure = document.querySelector(".canvas")
  const click = new MouseEvent("click", { bubbles: true })
  if (act === "choose") figure.querySelector('[data-actor="n7"]').dispatchEvent(click)
  else if (act === "arrow") {
    figure.querySelector('[tabindex="0"]').focus()
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }))
  } else document.querySelector('input[value="competition"]').click()
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  return performance.now() - began
}"""


def generated(story: Story, actors: int, ties: int) -> Story:
    """A network of this size, from a fixed seed, in the layer of what is proposed; everything else as in the story."""
    chance = random.Random(7)
    network = story.network.model_dump(by_alias=True, mode="json")
    words = {"says": "Generated."}
    common = {"layers": ["proposed"], "level": "imagined", "claims": ["M-office"]}
    names = [f"n{at}" for at in range(actors)]
    network["actors"] = {
        name: {"kind": "coach", "words": {"name": f"actor {name}", **words}, **common} for name in names
    }
    pairs: dict[frozenset[str], None] = {}
    while len(pairs) < ties:
        pairs[frozenset(chance.sample(names, 2))] = None
    network["ties"] = {
        f"t{at}": {"from": min(pair), "to": max(pair), "kind": "works-with", "when": "both", **words, **common}
        for at, pair in enumerate(pairs)
    }
    network["steps"] = {"before": network["steps"]["before"]}
    whole = {**network["views"]["network_reported"], "steps": ["before", "before"]}
    network["views"] = {"network_reported": whole}
    return dataclasses.replace(story, network=Network.model_validate(network))


def frames(browser: Browser, slowdown: int) -> tuple[list[float], dict[str, int]]:
    """Milliseconds between frames while every step unfolds, and the frames the browser's trace counts by their fate.

    `slowdown` divides the speed of the processor.
    """
    page = _mounted(browser, story(), slowdown)[0]
    between: list[float] = []
    browser.start_tracing(
        page=page, categories=["disabled-by-default-devtools.timeline.frame", "devtools.timeline.frame"]
    )
    for _ in range(len(story().network.steps) - 1):
        times = page.evaluate(_STEP)
        between += [later - earlier for earlier, later in pairwise(times)]
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.context.close()
    fates = ("DrawFrame", "DroppedFrame")
    return between, {fate: sum(event["name"] == fate for event in events) for fate in fates}


def _mounted(browser: Browser, shown: Story, slowdown: int = 1) -> tuple[Page, float]:
    """A page with this network in it, and the milliseconds from its data to its picture."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="no-preference")
    page = context.new_page()
    show(page, _PAGE)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    return page, page.evaluate(_MOUNT, data(shown, Position.IDEAS))


def _in_words(between: Iterable[float], counted: dict[str, Any]) -> str:
    """The frames of one run as a line of the report."""
    between = sorted(between)
    late = sum(gap > 1.5 * FRAME for gap in between)
    p95 = between[int(len(between) * 0.95)]
    return (
        f"{len(between):5} frames   median {median(between):5.1f} ms   p95 {p95:5.1f} ms   "
        f"late {late:3} ({late / len(between):.1%})   trace: {counted['DrawFrame']} drawn, "
        f"{counted['DroppedFrame']} dropped"
    )


def main() -> None:
    """Measure, and print. Raises RuntimeError where there is no browser."""
    with sync_playwright() as playwright, chromium(playwright) as browser:
        print(f"the morph, all steps (a frame at 60 a second: {FRAME:.1f} ms)")
        for slowdown in (1, 4):
            print(f"  processor ÷ {slowdown}: {_in_words(*frames(browser, slowdown))}")
        print("from data to picture, and from a choice to its picture (ms)")
        for name, shown in (("the story", story()), ("500 actors, 2,000 ties", generated(story(), 500, 2000))):
            page, took = _mounted(browser, shown)
            acts = ("theme",) if shown is story() else ("choose", "arrow", "theme")
            rest = "   ".join(f"{act} {page.evaluate(_TIMED, act):4.0f}" for act in acts)
            print(f"  {name:24} mount {took:5.0f}   {rest}")
            page.context.close()


if __name__ == "__main__":
    main()
