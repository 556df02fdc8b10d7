"""Which addresses exist: the chapters, the cover under its second name, and a calm page for all others."""

from collections.abc import Collection

from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_STREAMLIT = ("/_stcore/", "/static/", "/app/static/", "/media/", "/component/")
_CLOSED = ("/_stcore/metrics", "/_stcore/agent/")
"""What Streamlit would tell anyone who asks."""


class Addresses:
    """ASGI middleware in front of Streamlit, which answers any address with its own page."""

    def __init__(self, app: ASGIApp, known: Collection[str], not_found: str):
        """`known` are the paths that exist at the root; `not_found` is the page for all others."""
        self.app = app
        self.known, self.not_found = frozenset(known), not_found

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
