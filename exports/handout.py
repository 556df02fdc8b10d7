"""The whole story as one PDF, tagged, with running heads and page numbers. `make handout`."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from explainer.checked import story
from explainer.handout import handout_html
from exports import sheet
from exports.browser import chromium, show


def write(browser: Browser, target: Path) -> None:
    """Print the handout into this file."""
    page = browser.new_page(color_scheme="light")
    show(page, handout_html(story()))
    page.pdf(path=target, prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    page.close()


def main(target: Path) -> None:
    with sync_playwright() as playwright, chromium(playwright) as browser:
        write(browser, target)
        one = sheet.make(story(), browser)
    for made in (target, one):
        print(f"{made}: {made.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "handout.pdf"))
