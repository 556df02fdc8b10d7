"""Files as a browser wants them: compressed once, kept for good where the name carries a hash, else asked about."""

import asyncio
import hashlib
import json
import mimetypes
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import brotli
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_TEXT = {".js", ".css", ".csv", ".html", ".json", ".svg", ".txt", ".xml", ".wasm"}
_YEAR = "public, max-age=31536000, immutable"


_PIECE = 64 * 1024
"""Bytes that are handed on before the last ones were fetched: 100 who do not fetch would keep 200 MB at once."""


class InPieces(Response):
    """An answer that waits for whoever fetches it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for at in range(0, max(1, len(self.body)), _PIECE):
            more = at + _PIECE < len(self.body)
            piece = bytes(self.body[at : at + _PIECE])
            await send({"type": "http.response.body", "body": piece, "more_body": more})


@dataclass
class ServedFile:
    """A file in memory. `compressed` is Brotli, quickly at first and as small as it gets a little later."""

    body: bytes
    media_type: str
    cache_control: str
    etag: str
    compressed: bytes | None = None

    def answer(self, request: Headers) -> Response:
        headers = {"cache-control": self.cache_control, "etag": self.etag}
        if self.etag in request.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if self.compressed is None:
            return InPieces(self.body, media_type=self.media_type, headers=headers)
        headers["vary"] = "accept-encoding"
        if _takes_brotli(request.get("accept-encoding", "")):
            headers["content-encoding"] = "br"
            return InPieces(self.compressed, media_type=self.media_type, headers=headers)
        return InPieces(self.body, media_type=self.media_type, headers=headers)


def _takes_brotli(accepted: str) -> bool:
    """Whether a browser that says this takes Brotli; `br;q=0` says that it does not."""
    for one in accepted.casefold().split(","):
        name, _, weight = one.replace(" ", "").partition(";q=")
        if name == "br":
            return weight.strip("0.") != "" or not weight
    return False


def served_file(body: bytes, name: str, immutable: bool) -> ServedFile:
    """A file of this name, compressed if it is text. Its smallest form is made in a thread beside."""
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    file = ServedFile(body, media_type, _YEAR if immutable else "no-cache", etag)
    if Path(name).suffix in _TEXT:
        file.compressed = brotli.compress(body, quality=5)
        _presser().put(file)
    return file


def served_text(text: str, name: str = "page.html") -> ServedFile:
    """Text made for whoever asks, which is asked about again; `name` says what kind it is."""
    return served_file(text.encode(), name, False)


def served_data(data: Any) -> ServedFile:
    """The same, of data as JSON."""
    return served_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "data.json")


@cache
def _presser() -> SimpleQueue[ServedFile]:
    """A queue of files, and one thread that presses them as small as they get, off the readers' way."""
    waiting: SimpleQueue[ServedFile] = SimpleQueue()

    def press() -> None:
        if sys.platform == "linux":  # where a thread can be polite by itself: all else goes first
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        while True:
            file = waiting.get()
            file.compressed = brotli.compress(file.body, quality=11)

    threading.Thread(target=press, daemon=True, name="compress").start()
    return waiting


Made = Callable[[], ServedFile]
"""Makes a file that stands in no folder. It is asked once, in a thread, when somebody first asks for its address."""


class Files:
    """ASGI middleware that answers for its folders and for what is made, and lets all else through.

    `folders` maps the beginning of an address to (folder, whether names carry a hash); `made` maps whole addresses.
    What there is in a folder is looked up once: each file has one address, however a stranger spells it.
    """

    def __init__(self, app: ASGIApp, folders: Mapping[str, tuple[Path, bool]], made: Mapping[str, Made]):
        self.app, self.folders = app, tuple(folders)
        there = {
            f"{prefix}{path.relative_to(folder).as_posix()}": partial(read, path, immutable)
            for prefix, (folder, immutable) in folders.items()
            for path in folder.rglob("*")
            if path.is_file()
        }
        self.made: Mapping[str, Made] = {**there, **made}
        self.files: dict[str, asyncio.Future[ServedFile]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        if scope["path"] in self.made:
            file = await self._file(scope["path"])
            return await file.answer(Headers(scope=scope))(scope, receive, send)
        if scope["path"].startswith(self.folders):
            return await PlainTextResponse("Not found", 404)(scope, receive, send)
        await self.app(scope, receive, send)

    async def _file(self, address: str) -> ServedFile:
        """The file, made once however many ask at once, and made for the others if the one who asked first has left."""
        if address not in self.files:
            self.files[address] = asyncio.ensure_future(asyncio.to_thread(self.made[address]))
        return await asyncio.shield(self.files[address])


def read(path: Path, immutable: bool) -> ServedFile:
    """A file from a folder."""
    return served_file(path.read_bytes(), path.name, immutable)
