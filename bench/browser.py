"""What a reader waits for in a slow browser on a slow line, and what the line carries. `make browser`."""

import argparse
import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from bench import servers
from explainer.checked import story
from explainer.figures.pictures import has_pictures
from exports.browser import chromium

SLOWER = 4
"""How many times slower the browser's processor is made."""

LINE = {"offline": False, "latency": 50, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""The line: milliseconds until an answer begins, bytes per second."""

CHART = "[data-testid=stVegaLiteChart] :is(canvas, svg)"
STAGE = ".stage-picture .picture"
"""What is there once a chart, or the picture on a chapter's stage, is drawn."""

COMPLETE = '.stApp[data-test-script-state="notRunning"] .colophon'
"""The last thing on a page, once no run is under way."""

QUIET = 1500
"""Milliseconds in which nothing more may arrive until a page counts as loaded; what moves in them counts."""

# Notes in the page's own clock (milliseconds since it was asked for) what is seen, and how far things jumped.
WATCH = """wanted => {
  window.seen = { shift: 0 }
  new PerformanceObserver(list => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) seen.words = entry.startTime
  }).observe({ type: "paint", buffered: true })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value
  }).observe({ type: "layout-shift", buffered: true })
  const look = () => {
    for (const [name, selector] of Object.entries(wanted))
      if (!(name in seen) && document.querySelector(selector)) seen[name] = performance.now()
    requestAnimationFrame(look)
  }
  look()
}"""

ON = ".ways .next a"
"""The way on to the next chapter."""

# From the click on the way on until the next title stands there and nothing is under way: [title, complete].
MOVE_ON = """on => new Promise(done => {
  const title = () => document.querySelector(".chapter-head h1")?.textContent
  const was = title(), began = performance.now()
  let read
  const look = () => {
    if (!read && title() && title() !== was) read = performance.now() - began
    if (read && document.querySelector('.stApp[data-test-script-state="notRunning"]'))
      return done([read, performance.now() - began])
    requestAnimationFrame(look)
  }
  document.querySelector(on).click()
  look()
})"""


@dataclass(frozen=True)
class View:
    """A page as it arrived: seconds until words, until all of it and until its figure; jumps; bytes of both visits."""

    words: float
    complete: float
    figure: float | None
    shift: float
    sent: int
    again: int


class Line:
    """A slow page, and the bytes it got: over HTTP as they were on the wire, over the websocket as they were sent."""

    def __init__(self, page: Page):
        self.received = 0
        session: CDPSession = page.context.new_cdp_session(page)
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda event: self._add(_length(event["response"])))
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def _add(self, count: float) -> None:
        self.received += int(count)


def _length(frame: Mapping[str, Any]) -> int:
    text: str = frame["payloadData"]
    return len(base64.b64decode(text)) if frame["opcode"] == 2 else len(text)


@contextmanager
def _visiting(context: BrowserContext, address: str, wanted: Mapping[str, str]) -> Iterator[tuple[Page, Line]]:
    """A page of this visitor, open until the block is left, once all that is wanted is there and the line is quiet."""
    page = context.new_page()
    line = Line(page)
    page.add_init_script(f"({WATCH})({dict(wanted)!r})")
    page.goto(address, wait_until="commit")
    page.wait_for_function("names => names.every(name => name in seen)", arg=list(wanted), timeout=60_000)
    received = -1
    while received != line.received:
        received = line.received
        page.wait_for_timeout(QUIET)
    yield page, line
    page.close()


def view(browser: Browser, address: str, wanted: Mapping[str, str]) -> View:
    """A first visit with an empty cache, and the same reader's next visit. `wanted` are `complete` and `figure`."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        with _visiting(context, address, wanted) as (page, first):
            seen = page.evaluate("seen")
        with _visiting(context, address, wanted) as (_, next_time):
            figure = seen.get("figure")
            return View(
                seen["words"] / 1000,
                seen["complete"] / 1000,
                figure and figure / 1000,
                seen["shift"],
                first.received,
                next_time.received,
            )


def moves(browser: Browser, address: str) -> dict[str, tuple[float, float]]:
    """Seconds from a click on the way on until the next title can be read and until it is complete, by its address."""
    taken = {}
    with (
        browser.new_context(viewport={"width": 1280, "height": 800}) as context,
        _visiting(context, address, {"complete": COMPLETE}) as (page, _),
    ):
        while page.locator(ON).count():
            read, complete = page.evaluate(MOVE_ON, ON)
            taken[urlsplit(page.url).path] = read / 1000, complete / 1000
            page.wait_for_timeout(QUIET)
    return taken


def row(name: str, views: list[View]) -> str:
    """A line of the table: the median of each figure."""
    figures = [seen.figure for seen in views if seen.figure is not None]
    return (
        f"{name:<32}{median(seen.words for seen in views):>8.2f}{median(seen.complete for seen in views):>10.2f}"
        f"{f'{median(figures):.2f}' if figures else '':>10}{median(seen.shift for seen in views):>8.3f}"
        f"{median(seen.sent for seen in views) / 1000:>10.0f}{median(seen.again for seen in views) / 1000:>10.0f}"
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--times", type=int, default=3, help="how often each page is visited; the median is printed")
    times = ask.parse_args().times
    busy = psutil.cpu_percent(interval=2)
    with sync_playwright() as playwright, chromium(playwright) as browser:
        print(f"{'page':<32}{'words s':>8}{'all of it':>10}{'figure s':>10}{'jumps':>8}{'kB':>10}{'kB again':>10}")
        with servers.story() as server:
            for chapter in story().chapters:
                wanted = {"complete": COMPLETE}
                if has_pictures(chapter):
                    wanted["figure"] = STAGE
                views = [view(browser, server.address + chapter.path, wanted) for _ in range(times)]
                print(row(chapter.path, views), flush=True)
            taken = [moves(browser, server.address) for _ in range(times)]
        with servers.hello() as server:
            wanted = {"complete": "h1", "figure": CHART}
            views = [view(browser, f"{server.address}/plotting_demo", wanted) for _ in range(times)]
            print(row("streamlit hello /plotting_demo", views))
    for path in taken[0]:
        read, complete = (median(one[path][at] for one in taken) for at in (0, 1))
        print(f"{f'moving on to {path}':<32}{read:>8.2f}{complete:>10.2f}")
    print(
        f"Processor {SLOWER} times slower, 10 Mbit/s, 50 ms. Before, this machine was {busy:.0f} % busy; "
        f"in the last five minutes {psutil.getloadavg()[1]:.1f} processes wanted its {psutil.cpu_count()} cores, "
        "the browser's among them."
    )


if __name__ == "__main__":
    main()
