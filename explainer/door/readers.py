"""How many may read at a time, and from where: so that nobody can stop the others.

None of it goes by the address of a reader, which a whole campus may share, and nothing of a reader is kept.
"""

import logging
import sys
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected

from explainer.door.files import Files, Made
from explainer.door.metrics import Measured
from explainer.door.turns import Line, Turnstile
from explainer.streamlit_private import STREAM, forget_what_was_not_fetched

FILES_EACH, MEMORY_EACH = 4, 256 * 1024
"""Open files and bytes of memory that one reader may take: nearly three times what was measured (README, "Memory")."""

SPARE_FILES = 200
"""Open files for all else: bundles, sockets that are closing, logs."""

ENOUGH = 1_000
"""More readers than one process can serve in good time (README, "How many"): beyond, everybody would wait."""

OF_OURS = "explainer.warm_up"
"""Marks, in its scope, what the door itself asks for, and the websocket by which it reads the story."""

log = logging.getLogger(__name__)


class Readers:
    """ASGI middleware in front of Streamlit's websocket, and of the chapters while every place is taken.

    `origins` are addresses besides the one that was asked for from which readers may come: the public address behind
    a proxy that does not say which host it was asked for. `full` holds, by the address of a chapter, what is served
    while as many people read as there are places; `measured` says so.
    """

    def __init__(self, app: ASGIApp, measured: Measured, origins: Collection[str], full: Mapping[str, Made]):
        self.app, self.measured, self.origins, self.full = app, measured, frozenset(origins), Files(app, {}, full)
        self.line = Line()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and OF_OURS not in scope:
            return await self._read(scope, receive, send)
        if scope["type"] == "http" and self._is_full() and scope["path"] in self.full.made:
            return await self.full(scope, receive, _with_status(send, 503))
        await self.app(scope, receive, send)

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        if why := self._refuses(scope):
            self.measured.refused[why] += 1
            await receive()  # that it wants to connect
            return await send({"type": "websocket.close", "code": 1008})
        self.measured.readers += 1
        forget_what_was_not_fetched(scope["subprotocols"])
        reader = Turnstile(receive, send, self.line, self.measured)
        try:
            # Streamlit would ask other hosts who it is, to tell whether an origin is its own. We have told already.
            known = [(name, value) for name, value in scope["headers"] if name != b"origin"]
            with suppress(WebSocketDisconnected):  # gone before it was let in
                await self.app({**scope, "headers": known}, reader.receive, reader.send)
        finally:
            self.measured.readers -= 1
            reader.end()
        with suppress(RuntimeError):  # it is closed already, most of the time
            await send({"type": "websocket.close", "code": 1008})

    def _is_full(self) -> bool:
        return self.measured.readers >= self.measured.places

    def _refuses(self, scope: Scope) -> str:
        """Why this connection is not let in; nothing where it is."""
        if scope["path"] != STREAM:
            return "address"
        if not self._comes_from_here(scope):
            return "origin"
        return "full" if self._is_full() else ""

    def _comes_from_here(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None or origin in self.origins or origin.partition("://")[2] == headers.get("host"):
            return True
        log.warning("A page of another address wanted to read, and was refused. Behind a proxy, pass on Host or set "
                    "EXPLAINER_PUBLIC_ADDRESS.")  # fmt: skip
        return False


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
