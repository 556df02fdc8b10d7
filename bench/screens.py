"""How much of the story is shown: of every screen one scrolls through, whether a picture stands on it. `make screens`.

A screen is one height of the window; it counts where drawings fill at least LEAST of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench import servers
from bench.pictures import PATIENCE
from explainer.checked import story
from explainer.content.records import Chapter
from exports.browser import chromium

LEAST = 0.12
"""The share of the window that a picture must fill."""

VIEWS: Mapping[str, Mapping[str, Any]] = {
    "1280×800": {"viewport": {"width": 1280, "height": 800}},
    "390×844": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}

_PICTURED = """() => [...document.querySelectorAll("main svg, .stMain svg, .stMain img")]
  .filter(one => one.clientWidth > 100 && getComputedStyle(one).visibility !== "hidden" && !one.closest("svg svg"))
  .map(one => one.getBoundingClientRect())
  .map(box => Math.max(0, Math.min(box.right, innerWidth) - Math.max(box.left, 0))
    * Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)))
  .reduce((sum, area) => sum + area, 0) / (innerWidth * innerHeight)"""


def shares(browser: Browser, address: str, chapter: Chapter, view: str) -> list[float]:
    """The share of the window that drawings fill, for each screen of a chapter from its top to its end."""
    with browser.new_context(**VIEWS[view], reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address + chapter.path)
        page.wait_for_selector("#root .colophon", timeout=PATIENCE)
        page.wait_for_timeout(1500)  # charts and networks draw after their words
        return [*_screens(page)]


def _screens(page: Page) -> Iterator[float]:
    main = page.get_by_test_id("stMain")
    end = main.evaluate("main => document.querySelector('#root .ways').getBoundingClientRect().top + main.scrollTop")
    height = main.evaluate("main => main.clientHeight")
    at = 0.0
    while at < end:
        main.evaluate("(main, at) => main.scrollTo(0, at)", at)
        page.wait_for_timeout(300)  # the stage follows the beat that is read
        yield float(page.evaluate(_PICTURED))
        at += height


def main() -> None:
    """Print, for each chapter from the cover to the discussion, its screens and how many of them have a picture."""
    told = [chapter for section in ("start", "story") for chapter in story().sections[section]]
    with servers.story() as server, sync_playwright() as playwright, chromium(playwright) as browser:
        for view in VIEWS:
            print(f"{view}: screens, of them with a picture of at least {LEAST:.0%}, first screen")
            seen: list[float] = []
            for chapter in told:
                found = shares(browser, server.address, chapter, view)
                seen += found
                with_one = sum(share >= LEAST for share in found)
                print(f"  {chapter.slug:12} {len(found):3} {with_one:3}   {found[0]:.0%}")
            with_one = sum(share >= LEAST for share in seen)
            print(f"  {'together':12} {len(seen):3} {with_one:3}   {with_one / len(seen):.0%} of the screens")


if __name__ == "__main__":
    main()
