"""Which addresses exist: the chapters, the cover under its second name, and a calm page for all others."""

from collections.abc import Collection

from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from explainer.streamlit_private import ADDRESSES, INTERNAL, OPEN


class Addresses:
    """ASGI middleware in front of Streamlit, which answers any address with its own page."""

    def __init__(self, app: ASGIApp, known: Collection[str], not_found: str, posted: Collection[str] = ()):
        """`known` are the paths that exist at the root, `posted` those something is sent to; `not_found` is the page
        for all others."""
        self.app = app
        self.known, self.posted, self.not_found = frozenset(known), frozenset(posted), not_found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        path = scope["path"]
        _, internal, name = path.partition(INTERNAL)
        if internal and name not in OPEN:
            return await PlainTextResponse("Not found", 404)(scope, receive, send)
        if scope["method"] == "POST" and path in self.posted:
            return await self.app(scope, receive, send)
        if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            return await PlainTextResponse("Method not allowed", 405)(scope, receive, send)
        if path == "/cover":
            query = scope["query_string"].decode("latin-1")
            return await RedirectResponse("/" + (f"?{query}" if query else ""), 308)(scope, receive, send)
        if internal or path in self.known or path.startswith(ADDRESSES) or path.rstrip("/") in self.known:
            return await self.app(scope, receive, send)
        await HTMLResponse(self.not_found, 404)(scope, receive, send)
