"""How smoothly the stage and the networks move, frame by frame, and how they bear 500 actors, or a reader's 300 people.

`make network`.
"""

import dataclasses
import json
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from explainer.answers import NOBODY
from explainer.checked import story
from explainer.content.network import Network
from explainer.content.records import Story
from explainer.evidence import Position
from explainer.figures.network.offline import vis_script
from explainer.figures.network.own import needed
from explainer.figures.network.sent import sent
from explainer.figures.picture import Picture
from explainer.figures.pictures import pictures_of
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
_BEATS = """async pictures => {
  const { move } = await import("/app/static/stage/move.js")
  const drawn = pictures.map(svg => new DOMParser().parseFromString(svg, "image/svg+xml").documentElement)
  document.body.replaceChildren(drawn[0])
  const between = []
  for (let n = 1; n < drawn.length; n++) {
    let last = 0
    const began = performance.now()
    move(drawn[n - 1], drawn[n], 700)
    await new Promise(done => requestAnimationFrame(function tick(time) {
      if (last) between.push(time - last)
      last = time
      performance.now() - began < 760 ? requestAnimationFrame(tick) : done()
    }))
  }
  return between
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

_OFFICE = (
    '<!doctype html><html lang="en"><title>office</title><link rel="stylesheet" href="/app/static/story.css">'
    '<body class="story"><main><div class="own-office"></div></main></body></html>'
)
_OPEN = """async text => {
  localStorage.setItem("when-the-dashboard-arrives/office", text)
  const { begin } = await import("/app/static/own_office/office.js")
  const data = await (await fetch("/own-office/needed.json")).json()
  const began = performance.now()
  await begin(document.querySelector(".own-office"), data)
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  return performance.now() - began
}"""
_RECORD = """() => {
  window.times = []
  window.recording = true
  requestAnimationFrame(function tick(time) {
    window.times.push(time)
    if (window.recording) requestAnimationFrame(tick)
  })
}"""
_RECORDED = "() => { window.recording = false; return window.times }"


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


def frames_of_the_stage(browser: Browser, slowdown: int) -> tuple[list[float], dict[str, int]]:
    """The same as `frames`, of the stage: every move from beat to beat, chapter by chapter."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="no-preference")
    page = context.new_page()
    show(page, _PAGE)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    told = [pictures_of(story(), chapter, NOBODY).values() for chapter in story().chapters]
    with _traced(browser, page) as fates:
        between = [gap for some in told if some for gap in page.evaluate(_BEATS, _each_once(some))]
    context.close()
    return between, fates


def _each_once(pictures: Iterable[Picture]) -> list[str]:
    """The wide drawings of a chapter, without the ones that stay."""
    drawn = [picture.wide for picture in pictures]
    return drawn[:1] + [later for earlier, later in pairwise(drawn) if later != earlier]


@contextmanager
def _traced(browser: Browser, page: Page) -> Iterator[dict[str, int]]:
    """The frames that the browser's trace counts meanwhile, by their fate; filled in at the end."""
    categories = ["disabled-by-default-devtools.timeline.frame", "devtools.timeline.frame"]
    browser.start_tracing(page=page, categories=categories)
    fates: dict[str, int] = {}
    yield fates
    events = json.loads(browser.stop_tracing())["traceEvents"]
    fates |= {fate: sum(event["name"] == fate for event in events) for fate in ("DrawFrame", "DroppedFrame")}


def frames(browser: Browser, slowdown: int) -> tuple[list[float], dict[str, int]]:
    """Milliseconds between frames while every step unfolds, and the frames the browser's trace counts by their fate.

    `slowdown` divides the speed of the processor.
    """
    page = _mounted(browser, story(), slowdown)[0]
    between: list[float] = []
    with _traced(browser, page) as fates:
        for _ in range(len(story().network.steps) - 1):
            times = page.evaluate(_STEP)
            between += [later - earlier for earlier, later in pairwise(times)]
    page.context.close()
    return between, fates


def _mounted(browser: Browser, shown: Story, slowdown: int = 1) -> tuple[Page, float]:
    """A page with this network in it, and the milliseconds from its data to its picture."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="no-preference")
    page = context.new_page()
    show(page, _PAGE)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    return page, page.evaluate(_MOUNT, sent(shown, Position.IDEAS))


def frames_of_an_office(browser: Browser, people: int, ties: int) -> tuple[float, dict[str, list[float]]]:
    """A reader's own network of this size: milliseconds until it stands there, and between its frames while it is
    untangled, while somebody in it is dragged, and while all of it is."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="no-preference")
    page = context.new_page()
    show(page, _OFFICE)

    def answer(route: Route) -> None:
        if route.request.url.endswith(".json"):
            return route.fulfill(body=json.dumps(needed(story())), content_type="application/json")
        route.fulfill(body=vis_script(), content_type="text/javascript")

    page.route("**/own-office/*", answer)
    took = page.evaluate(_OPEN, json.dumps(_office(people, ties)))
    page.evaluate("document.querySelector('.own-canvas').scrollIntoView({ block: 'center' })")
    box = page.locator(".own-canvas").bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    between = {}
    page.evaluate(_RECORD)
    page.locator(".drawn .tools").last.locator("button").first.click()
    page.wait_for_timeout(4500)
    between["untangled"] = page.evaluate(_RECORDED)
    # In the middle of a crowd there is somebody to drag; in the corner there is nobody.
    for name, (x, y) in (("one dragged", middle), ("all dragged", (box["x"] + 12, box["y"] + 12))):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 10, y + 10)
        page.evaluate(_RECORD)
        for step in range(60):
            page.mouse.move(x + 10 + 2 * step, y + 10 + step)
            page.wait_for_timeout(16)
        between[name] = page.evaluate(_RECORDED)
        page.mouse.up()
    context.close()
    return took, {name: [later - earlier for earlier, later in pairwise(times)] for name, times in between.items()}


def _office(people: int, ties: int) -> dict[str, Any]:
    """A reader's own network of this size, from a fixed seed, as its file has it; on a grid, before it is untangled."""
    chance, own = random.Random(7), story().own_offices
    ids = [f"p{number}" for number in range(people)]
    drawn: dict[tuple[str, ...], str] = {}
    while len(drawn) < ties:
        drawn[tuple(sorted(chance.sample(ids, 2)))] = chance.choice([*own.tie_kinds])
    return {
        "office": 1,
        "people": [
            {
                "id": one,
                "name": f"Person {number}",
                "job": "job",
                "level": chance.choice([*own.levels]),
                "x": number % 20 * 70,
                "y": number // 20 * 90,
            }
            for number, one in enumerate(ids)
        ],
        "ties": [
            {"from": start, "kind": kind, "to": end, "since": chance.choice([*own.since])}
            for (start, end), kind in drawn.items()
        ],
    }


def _in_words(between: Iterable[float], counted: dict[str, Any] | None = None) -> str:
    """The frames of one run as a line of the report."""
    between = sorted(between)
    late = sum(gap > 1.5 * FRAME for gap in between)
    p95 = between[int(len(between) * 0.95)]
    trace = f"   trace: {counted['DrawFrame']} drawn, {counted['DroppedFrame']} dropped" if counted else ""
    return (
        f"{len(between):5} frames   median {median(between):5.1f} ms   p95 {p95:5.1f} ms   "
        f"late {late:3} ({late / len(between):.1%}){trace}"
    )


def main() -> None:
    """Measure, and print. Raises RuntimeError where there is no browser."""
    with sync_playwright() as playwright, chromium(playwright) as browser:
        for name, measured in (("the stage, all beats", frames_of_the_stage), ("the network, all steps", frames)):
            print(f"{name} (a frame at 60 a second: {FRAME:.1f} ms)")
            for slowdown in (1, 4):
                print(f"  processor ÷ {slowdown}: {_in_words(*measured(browser, slowdown))}")
        print("from data to picture, and from a choice to its picture (ms)")
        for name, shown in (("the story", story()), ("500 actors, 2,000 ties", generated(story(), 500, 2000))):
            page, took = _mounted(browser, shown)
            acts = ("theme",) if shown is story() else ("choose", "arrow", "theme")
            rest = "   ".join(f"{act} {page.evaluate(_TIMED, act):4.0f}" for act in acts)
            print(f"  {name:24} mount {took:5.0f}   {rest}")
            page.context.close()
        took, drawn = frames_of_an_office(browser, 300, 1000)
        print(f"a reader's own network, 300 people and 1,000 ties: opened in {took:.0f} ms")
        for name, between in drawn.items():
            print(f"  {name:12}{_in_words(between)}   a second: {1000 * len(between) / sum(between):.0f}")


if __name__ == "__main__":
    main()
