"""Which addresses exist: the chapters, the cover under its second name, and a calm page for all others."""

from collections.abc import Collection
from html import escape

from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from explainer.content import Story

_STREAMLIT = ("/_stcore/", "/static/", "/app/static/", "/media/", "/component/")
_CLOSED = ("/_stcore/metrics", "/_stcore/agent/")
"""What Streamlit would tell anyone who asks."""


def not_found_page(story: Story) -> str:
    """The page for an unknown address, with the way to every chapter."""
    words = story.words
    chapters = "".join(
        f'<li><a href="{chapter.path}">{escape(chapter.title)}</a>: {escape(chapter.question)}</li>'
        for chapter in story.chapters
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(words('errors.not_found_title'))} · {escape(words('title'))}</title>"
        '<link rel="stylesheet" href="/app/static/story.css"></head>'
        f'<body class="story"><main><h1>{escape(words("errors.not_found_title"))}</h1>'
        f"<p>{escape(words('errors.not_found_says'))}</p><ul>{chapters}</ul></main></body></html>"
    )


class Addresses:
    """ASGI middleware in front of Streamlit, which answers any address with its own page."""

    def __init__(self, app: ASGIApp, story: Story, files: Collection[str]):
        """`files` are the paths Streamlit serves at the root, as /favicon.png."""
        self.app = app
        self.known = {chapter.path for chapter in story.chapters} | set(files)
        self.not_found = not_found_page(story)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        path = scope["path"]
        if path.startswith(_CLOSED):
            return await PlainTextResponse("Not found", 404)(scope, receive, send)
        if path == "/cover":
            query = scope["query_string"].decode("latin-1")
            return await RedirectResponse("/" + (f"?{query}" if query else ""), 308)(scope, receive, send)
        if path in self.known or path.startswith(_STREAMLIT) or "/_stcore/" in path or path.rstrip("/") in self.known:
            return await self.app(scope, receive, send)
        await HTMLResponse(self.not_found, 404)(scope, receive, send)
