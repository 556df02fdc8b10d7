"""A headless Chromium, and a page in it that shows our own HTML with our own fonts and pictures."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, Route

STATIC = Path(__file__).resolve().parent.parent / "explainer" / "static"

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Where a Chromium may be found. The first draws the same, without the windows of a desktop."""

_ADDRESS = "http://story/"
"""Where the page believes to be; nothing leaves this machine."""


def chromium(playwright: Playwright, *more: str) -> Browser:
    """The Chromium of this machine, with `more` switches. Raises RuntimeError when none is installed."""
    path = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if path is None:
        raise RuntimeError("no Chromium on this machine: install the package chromium-headless-shell")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return playwright.chromium.launch(executable_path=path, args=[*quiet, *more])


def show(page: Page, html: str) -> None:
    """Show this HTML; what it asks for under /app/static/ comes from explainer/static/."""

    def answer(route: Route) -> None:
        wanted = route.request.url.removeprefix(_ADDRESS)
        if wanted:
            route.fulfill(path=STATIC / wanted.removeprefix("app/static/"))
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.unroute_all()
    page.route(f"{_ADDRESS}**", answer)
    page.goto(_ADDRESS)
    page.evaluate("document.fonts.ready")
