"""Pictures of every page, whole, into look/: light, dark, phone, projector, print; and of every beat before a room.

`make look`.
"""

import shutil
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pypdfium2 import PdfDocument

from bench import servers
from explainer.checked import story
from explainer.content.records import Chapter
from explainer.presenting import presented_chapters
from exports.browser import chromium

LOOK = servers.ROOT / "look"

VIEWS: Mapping[str, Mapping[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2},
    "projector": {"viewport": {"width": 1920, "height": 1080}},
}
"""How a page is looked at, as Playwright's options for a browser context; pixels."""

PATIENCE = 60_000
"""Milliseconds a page may take until it is complete."""


def on_screen(browser: Browser, address: str, chapter: Chapter, view: str) -> None:
    """One picture of the whole chapter: look/logics-dark.png."""
    with browser.new_context(**VIEWS[view], reduced_motion="reduce") as context:
        page = _open(context, address, chapter)
        _grow_to_its_content(page)
        page.screenshot(path=LOOK / f"{chapter.slug}-{view}.png", full_page=True)


def on_paper(browser: Browser, address: str, chapter: Chapter) -> None:
    """A picture of each sheet the browser would print: look/logics-print-01.png, and so on."""
    with browser.new_context() as context:
        sheets = PdfDocument(_open(context, address, chapter).pdf(format="A4"))
        for number, sheet in enumerate(sheets, start=1):
            sheet.render(scale=1.5).to_pil().save(LOOK / f"{chapter.slug}-print-{number:02}.png")


def before_a_room(browser: Browser, address: str) -> None:
    """Every step of every beat on a projector: look/present-logics-equals.png; what is asked, -1, and after it, -2."""
    with browser.new_context(**VIEWS["projector"], reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{address}/?present=true")
        page.wait_for_selector(".present", timeout=PATIENCE)
        for chapter in presented_chapters(story()):  # those that the way leads past are presented by themselves
            if chapter.beside or chapter.path == "/":
                page.goto(f"{address}{chapter.path}?present=true")
                page.wait_for_selector(".present", timeout=PATIENCE)
            while True:
                told = urlsplit(page.url)
                if told.path != chapter.path:
                    break
                query = parse_qs(told.query)
                step = query.get("step", [""])[0]
                page.screenshot(path=LOOK / f"present-{chapter.slug}-{query['beat'][0]}{step and '-' + step}.png")
                page.keyboard.press("PageDown")
                if page.url == told.geturl():
                    break


def _open(context: BrowserContext, address: str, chapter: Chapter) -> Page:
    page = context.new_page()
    page.goto(address + chapter.path)
    page.wait_for_selector(".colophon", timeout=PATIENCE)  # the last thing on every page
    page.wait_for_timeout(1000)  # charts and networks draw after their words
    return page


def _grow_to_its_content(page: Page) -> None:
    """Make the window as tall as the page: the app scrolls inside itself, so nothing else shows all of it."""
    size = page.viewport_size
    assert size is not None
    for _ in range(2):  # what comes into sight may draw, and grow, only then
        height = page.locator('[data-testid="stMain"]').evaluate("main => main.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
        page.wait_for_timeout(500)


def main() -> None:
    """Take every picture. Raises RuntimeError where there is no browser."""
    shutil.rmtree(LOOK, ignore_errors=True)  # no picture of what is no longer there
    LOOK.mkdir()
    with servers.story() as server, sync_playwright() as playwright, chromium(playwright) as browser:
        for chapter in story().chapters:
            for view in VIEWS:
                on_screen(browser, server.address, chapter, view)
            on_paper(browser, server.address, chapter)
            print(chapter.slug)
        before_a_room(browser, server.address)
    print(f"{len(list(LOOK.iterdir()))} pictures in {LOOK}")


if __name__ == "__main__":
    main()
