"""How many may read at a time, from where, and how much one of them may ask: so that nobody can stop the others.

None of it goes by the address of a reader, which a whole campus may share, and nothing of a reader is kept.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explainer.door.files import Files, Made
from explainer.streamlit_private import STREAM

RUNS = 5.0
"""Runs a second that one reader gets for long; a faster one waits, and nobody else does."""

AT_ONCE = 20
"""Runs that one reader gets at once, for example while arrow keys walk through choices."""

LONGEST = 256 * 1024
"""Bytes of the longest message: every answer a reader can give, several times over."""

PATIENCE = 30.0
"""Seconds until a connection that was opened has to have asked for something."""

FILES_EACH, MEMORY_EACH = 4, 256 * 1024
"""Open files and bytes of memory that one reader may take: nearly three times what was measured (README, "Memory")."""

SPARE_FILES = 200
"""Open files for all else: bundles, sockets that are closing, logs."""

ENOUGH = 2_500
"""More readers than one process can serve in good time (README, "How many"): beyond, everybody would wait."""

OF_OURS = "explainer.warm_up"
"""Marks, in the scope of a websocket, the one by which the door reads the story itself."""

log = logging.getLogger(__name__)


class Readers:
    """ASGI middleware in front of Streamlit's websocket, and of the chapters while every place is taken.

    `origins` are addresses besides the one that was asked for from which readers may come: the public address behind
    a proxy that does not say which host it was asked for. `full` holds, by the address of a chapter, what is served
    while `most` people read.
    """

    def __init__(self, app: ASGIApp, most: int, origins: Collection[str], full: Mapping[str, Made]):
        self.app, self.most, self.origins, self.full = app, most, frozenset(origins), Files(app, {}, full)
        self.reading = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and OF_OURS not in scope:
            return await self._read(scope, receive, send)
        if scope["type"] == "http" and self.reading >= self.most and scope["path"] in self.full.made:
            return await self.full(scope, receive, _with_status(send, 503))
        await self.app(scope, receive, send)

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != STREAM or not self._comes_from_here(scope) or self.reading >= self.most:
            await receive()  # that it wants to connect
            return await send({"type": "websocket.close", "code": 1008})
        self.reading += 1
        try:
            # Streamlit would ask other hosts who it is, to tell whether an origin is its own. We have told already.
            known = [(name, value) for name, value in scope["headers"] if name != b"origin"]
            await self.app({**scope, "headers": known}, Turnstile(receive), send)
        finally:
            self.reading -= 1
        with suppress(RuntimeError):  # it is closed already, most of the time
            await send({"type": "websocket.close", "code": 1008})

    def _comes_from_here(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None or origin in self.origins or urlsplit(origin).netloc == headers.get("host"):
            return True
        log.warning("A page of another address wanted to read, and was refused. Behind a proxy, pass on Host or set "
                    "EXPLAINER_PUBLIC_ADDRESS.")  # fmt: skip
        return False


class Turnstile:
    """What a reader asks, as fast as one may, and no longer than one may; then the reader counts as gone."""

    def __init__(self, receive: Receive):
        self._receive = receive
        self._left, self._since = float(AT_ONCE), time.monotonic()
        self._has_asked = False

    async def __call__(self) -> Message:
        try:
            message = await asyncio.wait_for(self._receive(), None if self._has_asked else PATIENCE)
        except TimeoutError:
            return {"type": "websocket.disconnect", "code": 1008}
        if message["type"] == "websocket.receive":
            self._has_asked = True
            said = message.get("bytes")
            if said is None or len(said) > LONGEST:  # Streamlit's page says everything in bytes
                return {"type": "websocket.disconnect", "code": 1003 if said is None else 1009}
            await self._turn()
        return message

    async def _turn(self) -> None:
        now = time.monotonic()
        self._left = min(AT_ONCE, self._left + (now - self._since) * RUNS) - 1
        self._since = now
        if self._left < 0:
            await asyncio.sleep(-self._left / RUNS)


def _with_status(send: Send, status: int) -> Send:
    """Answers as they are, with another status; nobody keeps them."""

    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [one for one in message["headers"] if one[0] not in (b"cache-control", b"etag")]
            headers += [(b"cache-control", b"no-store"), (b"retry-after", b"60")]
            message = {**message, "status": status, "headers": headers}
        await send(message)

    return changed


def most_readers() -> int:
    """How many this process and this machine can serve, by open files and free memory; at least one."""
    files = _open_files()
    most = max(1, min(ENOUGH, _free_memory() // MEMORY_EACH, (files - SPARE_FILES) // FILES_EACH))
    if most < 100:
        log.warning("Room for %d readers only: %d open files are allowed, and %d MB are free.",
                    most, files, _free_memory() >> 20)  # fmt: skip
    return most


def most_connections() -> int:
    """How many connections may be open, those of readers and all others, so that files are left for the work itself."""
    files = _open_files() - SPARE_FILES // 2
    readers = min(ENOUGH, (files - SPARE_FILES // 2) // FILES_EACH)
    return max(10, min(4 * ENOUGH, files - (FILES_EACH - 1) * max(1, readers)))


def _open_files() -> int:
    if sys.platform == "win32":
        return sys.maxsize
    import resource

    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return sys.maxsize if files == resource.RLIM_INFINITY else files


def _free_memory() -> int:
    """Bytes, of the machine and of the container; where the system does not say, enough."""
    free = [sys.maxsize]
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free.append(1024 * int(next(line for line in lines if line.startswith("MemAvailable:")).split()[1]))
    with suppress(OSError, ValueError):  # "max" is no number
        group = Path("/sys/fs/cgroup")
        free.append(int((group / "memory.max").read_text()) - int((group / "memory.current").read_text()))
    return max(0, min(free))
