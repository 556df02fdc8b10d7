"""Files as a browser wants them: compressed once, kept for good where the name carries a hash, else asked about."""

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import brotli
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_TEXT = {".js", ".css", ".csv", ".html", ".json", ".svg", ".txt", ".xml", ".wasm"}
_YEAR = "public, max-age=31536000, immutable"


@dataclass
class Kept:
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
            return Response(self.body, media_type=self.media_type, headers=headers)
        headers["vary"] = "accept-encoding"
        if "br" in request.get("accept-encoding", ""):
            headers["content-encoding"] = "br"
            return Response(self.compressed, media_type=self.media_type, headers=headers)
        return Response(self.body, media_type=self.media_type, headers=headers)


def kept(body: bytes, name: str, immutable: bool) -> Kept:
    """A file of this name, compressed if it is text. Its smallest form is made in a thread beside."""
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    file = Kept(body, media_type, _YEAR if immutable else "no-cache", etag)
    if Path(name).suffix in _TEXT:
        file.compressed = brotli.compress(body, quality=5)
        _presser().put(file)
    return file


@cache
def _presser() -> SimpleQueue[Kept]:
    """A queue of files, and one thread that presses them as small as they get, off the readers' way."""
    waiting: SimpleQueue[Kept] = SimpleQueue()

    def press() -> None:
        while True:
            file = waiting.get()
            file.compressed = brotli.compress(file.body, quality=11)

    Thread(target=press, daemon=True, name="compress").start()
    return waiting


class Files:
    """ASGI middleware that answers for the folders it knows, and lets all else through.

    `folders` maps the beginning of an address to (folder, whether names carry a hash).
    `pages` maps whole addresses to what is served there.
    """

    def __init__(self, app: ASGIApp, folders: dict[str, tuple[Path, bool]], pages: dict[str, Kept]):
        self.app = app
        self.folders = {prefix: (folder.resolve(), immutable) for prefix, (folder, immutable) in folders.items()}
        self.kept = dict(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        file = self.kept.get(scope["path"]) or self._read(scope["path"])
        if file is None:
            return await self.app(scope, receive, send)
        await file.answer(Headers(scope=scope))(scope, receive, send)

    def _read(self, path: str) -> Kept | None:
        for prefix, (folder, immutable) in self.folders.items():
            if path.startswith(prefix):
                found = (folder / path.removeprefix(prefix)).resolve()
                if not found.is_relative_to(folder) or not found.is_file():
                    return None
                file = kept(found.read_bytes(), found.name, immutable)
                self.kept[path] = file
                return file
        return None
