"""What is done once when the server starts, so that no reader pays for it."""

import asyncio
import contextlib
import gc
import logging
import sys
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from explainer.answers import EVIDENCE
from explainer.content.records import Story
from explainer.door.idle import tidy
from explainer.door.readers import OF_OURS
from explainer.evidence import DEFAULT_POSITION, Position
from explainer.streamlit_private import read
from explainer.version import version

ENOUGH_FILES = 65_536
"""For more readers than one process can serve."""


log = logging.getLogger(__name__)


async def warm_up(app: ASGIApp, story: Story) -> None:
    """Read the story once, then put all that stays for good out of the garbage collector's sight.

    What is loaded later would lie between what belongs to readers, and keep their memory from going back. Readers may
    come meanwhile. So it is read in one session at a time, as most will read it first.
    """
    paths = [chapter.path for chapter in story.chapters]
    try:
        for path in paths:
            await ask_for(app, path)
        for position in sorted(Position, key=lambda position: position is not DEFAULT_POSITION):
            await read(app, paths, urlencode({EVIDENCE: position}), OF_OURS)
    except Exception:
        log.exception("The story could not be read before its first reader reads it")
    tidy()
    gc.freeze()


async def ask_for(app: ASGIApp, path: str) -> None:
    """Have the words made that are served at this address."""

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    async def away(message: Message) -> None:
        pass

    asked = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], OF_OURS: True}
    await app(asked, nothing, away)


def readiness(ready: asyncio.Event) -> Route:
    """/ready: 200 once the story has been read, 503 before. A proxy sends readers to processes that are ready."""

    async def answer(request: Request) -> Response:
        return PlainTextResponse("ready", 200) if ready.is_set() else PlainTextResponse("not yet", 503)

    return Route("/ready", answer)


def which() -> Route:
    """/version: {version, commit, content}, to tell which words and which code somebody has before them."""

    async def answer(request: Request) -> Response:
        return JSONResponse(version().fields)

    return Route("/version", answer)


def open_the_doors_wide() -> None:
    """Allow this process as many open files as the machine lets it have: each reader takes four, in Streamlit.

    Most machines begin with 1,024, which ends at about 200 readers. Windows has no such limit.
    """
    if sys.platform != "win32":
        import resource

        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = ENOUGH_FILES if most == resource.RLIM_INFINITY else min(most, ENOUGH_FILES)
        if now != resource.RLIM_INFINITY and now < wanted:
            with contextlib.suppress(ValueError, OSError):  # macOS may refuse what it calls unlimited
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
