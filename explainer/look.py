"""The look of the story as one style sheet, its files by subject put together; and pages that the app does not draw."""

import re
from functools import cache
from html import escape
from pathlib import Path

STATIC = Path(__file__).parent / "static"
ADDRESS = "/app/static/story.css"


@cache
def style_sheet() -> str:
    """CSS. A browser that loads static/story.css itself, without the door in front, gets the same in several files."""
    whole = (STATIC / "story.css").read_text(encoding="utf-8")
    return re.sub(r'@import url\("/app/static/([^"]+)"\);', lambda match: _read(match[1]), whole)


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def page_of_its_own(language: str, title: str, head: str, body: str) -> str:
    """A page that the app does not draw and no search engine lists. `title` is text; `head` and `body` are HTML."""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{escape(title)}</title><link rel="icon" href="/app/static/icon.png">{head}</head>{body}</html>'
    )
