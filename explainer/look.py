"""The look of the story as one style sheet, its files by subject put together; and pages that the app does not draw."""

import re
from functools import cache
from html import escape
from pathlib import Path

STATIC = Path(__file__).parent / "static"
ADDRESS = "/app/static/story.css"

_FACES = (
    ("Served Serif", "normal", "source-serif-4-latin-wght-normal.woff2"),
    ("Served Serif", "italic", "source-serif-4-latin-wght-italic.woff2"),
    ("Served Sans", "normal", "source-sans-3-latin-wght-normal.woff2"),
)


@cache
def style_sheet(files: str = "./app/static/") -> str:
    """CSS. A browser that loads static/story.css itself, without the door in front, gets the same in several files.

    `files` is the way to static/ from where this is read: a page of ours, or a file in that folder.
    """
    whole = (STATIC / "story.css").read_text(encoding="utf-8")
    whole = re.sub(r'@import url\("([^"]+)"\);', lambda match: _read(match[1]), whole)
    return whole.replace('url("../', f'url("{files}')


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def style_of_words() -> str:
    """For the head of a page of served words: their look and faces. What comes late is not used; so nothing jumps."""
    early = "".join(
        f'<link rel="preload" href="./app/static/fonts/{name}" as="font" type="font/woff2" crossorigin>'
        for _, _, name in _FACES
    )
    faces = "".join(
        f'@font-face{{font-family:"{family}";src:url("./app/static/fonts/{name}") format("woff2");'
        f"font-style:{style};font-weight:200 900;font-display:optional}}"
        for family, style, name in _FACES
    )
    return f'<link rel="preload" href=".{ADDRESS}" as="style">{early}<style>{faces}</style>'


def page_of_its_own(language: str, title: str, head: str, body: str, root: str = "") -> str:
    """A page that the app does not draw and no search engine lists. `title` is text; `head` and `body` are HTML.

    `root` is the address of the cover, for a page that may stand anywhere and not beside the others.
    """
    base = f'<base href="{escape(root)}">' if root else ""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">{base}'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{escape(title)}</title><link rel="icon" href="./app/static/icon.png">{head}</head>{body}</html>'
    )
