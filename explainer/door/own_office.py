"""What the door has for offices that readers build: what the page needs, and files that are made of one and forgotten.

The server sees such a network only while it makes a file that was asked for. It keeps nothing of it, and logs nothing.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from explainer.content.own_office import OwnOffice
from explainer.content.records import Story
from explainer.door.files import Made, served_data, served_text
from explainer.door.logs import way
from explainer.figures.network.offline import vis_script
from explainer.figures.network.own import needed, own_graphml, own_html

FOLDER = "/own-office"

LONGEST = 256 * 1024
"""Bytes of the largest office: as many people and ties as there may be, with names as long as they may be."""

PATIENCE = 20.0
"""Seconds until an office has to be here whole."""

WAITING = 12
"""How many may wait for a file at once; one is made at a time."""

Make = Callable[[Story, OwnOffice], str | bytes]

FILES: dict[str, tuple[Make, str]] = {
    f"{FOLDER}/network.html": (own_html, "text/html; charset=utf-8"),
    f"{FOLDER}/network.graphml": (own_graphml, "application/graphml+xml"),
}
"""Where an office is sent to, as JSON, and the file that comes back."""

log = logging.getLogger(__name__)


def made_for_own_offices(story: Story) -> dict[str, Made]:
    """What the page fetches once somebody opens an office: words and looks (pyvis makes these), and vis-network."""
    return {
        f"{FOLDER}/needed.json": lambda: served_data(needed(story)),
        f"{FOLDER}/vis-network.js": lambda: served_text(vis_script(), "vis-network.js"),
    }


def files_of_own_offices(story: Story) -> list[Route]:
    """POST an office to one of FILES, and get the file. 413, 415, 422, 503: {says, place}, in words for a reader."""
    turn = Turn()
    return [Route(path, _answer(story, make, kind, turn), methods=["POST"]) for path, (make, kind) in FILES.items()]


class Turn:
    """One file at a time, and a rest after each as long as it took: readers come first. Few wait, others come again."""

    def __init__(self) -> None:
        self._one, self._there = asyncio.Semaphore(1), 0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[bool]:
        """Whether there was room to wait for it; then it is one's turn."""
        if self._there >= WAITING:
            yield False
            return
        self._there += 1
        try:
            async with self._one:
                began = time.monotonic()
                yield True
                await asyncio.sleep(time.monotonic() - began)
        finally:
            self._there -= 1


class Refused(Exception):
    """Why no file is made: a status, what the content says to that, and the place it is about."""

    def __init__(self, status: int, says: str, place: str = ""):
        self.status, self.says, self.place = status, says, place


def _answer(story: Story, make: Make, kind: str, turn: Turn) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        try:
            async with asyncio.timeout(PATIENCE):
                body = await _read(request)
            async with turn.taken() as mine:
                if not mine:
                    raise Refused(503, "server_busy")
                file = await asyncio.to_thread(_made, story, make, body)
        except Refused as refused:
            says = str(story.own_offices.words[refused.says]).replace("{place}", refused.place)
            told = {"says": says, "place": refused.place}
            return JSONResponse(told, refused.status, {"cache-control": "no-store", "retry-after": "10"})
        except (TimeoutError, ClientDisconnect):
            return Response(status_code=408)
        return Response(file, media_type=kind, headers={"cache-control": "no-store"})

    return answer


async def _read(request: Request) -> bytes:
    """The body. A page of another site cannot send this type without asking first, and nobody answers it."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise Refused(415, "server_unread")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST:
            raise Refused(413, "server_large")
    return body


def _made(story: Story, make: Make, body: bytes) -> str | bytes:
    """The file, made in a thread. What goes wrong is logged without what was in the office."""
    try:
        office = OwnOffice.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        told = first["msg"].removeprefix("Value error, ").split(":")[0] if first["type"] == "value_error" else ""
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"]) or told or "JSON"
        raise Refused(422, "server_unread", place) from None
    if unknown := story.own_offices.unknown(office):
        raise Refused(422, "server_unread", unknown)
    try:
        return make(story, office)
    except Exception as error:
        log.warning("a file of an office could not be made: %s at %s", type(error).__name__, way(error))
        raise Refused(500, "server_failed") from None
