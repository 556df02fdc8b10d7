"""A path under which the explainer lives at another site: taken away from what is asked, so that all behind it is told
nothing, and stands at the root. What our pages link to is written from page to page, and knows of no root either."""

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from explainer.door.readers import OF_OURS


class BasePath:
    """ASGI middleware that lets in what is asked for under `path`, leads there from above, and knows nothing beside."""

    def __init__(self, app: ASGIApp, path: str, not_found: str):
        """`not_found` is the page for all addresses beside."""
        self.app, self.path, self.not_found = app, path, not_found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or OF_OURS in scope:
            return await self.app(scope, receive, send)
        asked, below = scope["path"], f"{self.path}/"
        if asked.startswith(below):
            scope = {**scope, "path": asked.removeprefix(self.path)}
            return await self.app(scope, receive, send if scope["type"] == "websocket" else self._leads(send))
        if scope["type"] == "websocket":
            return await WebSocketClose(1008)(scope, receive, send)
        if asked in ("/", self.path):
            query = scope["query_string"].decode("latin-1")
            return await RedirectResponse(below + (f"?{query}" if query else ""))(scope, receive, send)
        await HTMLResponse(self.not_found, 404)(scope, receive, send)

    def _leads(self, send: Send) -> Send:
        """Answers as they are; who is led to another address is led to one under the path."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("location", "").startswith("/"):
                    headers["location"] = self.path + headers["location"]
            await send(message)

        return sent
