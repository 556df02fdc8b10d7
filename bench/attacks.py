"""What strangers may try against a server, all at once and for so many seconds: `python -m bench.attacks ADDRESS 10`.

tests/test_attacks.py reads meanwhile; `make attacked` measures what readers notice of it. Only for a server of one's
own: an address that is not this machine's is refused.
"""

import asyncio
import os
import random
import struct
import sys
import time
import zlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg

from explainer.checked import story
from explainer.streamlit_private import FILES, STREAM

_LARGEST = max((FILES / "static").rglob("*.js"), key=lambda path: path.stat().st_size)
LARGEST = f"/{_LARGEST.relative_to(FILES).as_posix()}"

TEXT, BINARY, PING, PONG = 1, 2, 9, 10


def frame(data: bytes = b"", kind: int = BINARY, first: int = 0x80, masked: bool = True) -> bytes:
    """A frame of a websocket, as a browser sends it. `first`: the bits before its kind; 0x80 ends a message."""
    short = len(data) if len(data) < 126 else 126 if len(data) < 65536 else 127
    long = {126: struct.pack("!H", len(data) & 0xFFFF), 127: struct.pack("!Q", len(data))}.get(short, b"")
    head = bytes([first | kind, (0x80 if masked else 0) | short]) + long
    return head + (bytes(4) if masked else b"") + data


def asks_for(page: str, query: str = "") -> bytes:
    """The message that has a page drawn."""
    ask = BackMsg()
    ask.rerun_script.page_name, ask.rerun_script.query_string = page, query
    return bytes(ask.SerializeToString())


def bomb(size: int) -> bytes:
    """So many bytes of nothing, as they travel compressed."""
    press = zlib.compressobj(wbits=-12)
    return (press.compress(bytes(size)) + press.flush(zlib.Z_SYNC_FLUSH))[:-4]


ODD_FRAMES: dict[str, bytes] = {
    "no message": frame(b"\xff" * 100),
    "empty": frame(b""),
    "text": frame(b"hello", TEXT),
    "not masked": frame(b"hello", masked=False),
    "of no kind": frame(b"hello", 5),
    "with bits that mean nothing": frame(b"hello", first=0xB0),
    "longer than all memory": bytes([0x82, 0xFF]) + struct.pack("!Q", 2**62) + bytes(4),
    "longer than allowed": frame(bytes(300_000)),
    "a long ping": frame(bytes(200), PING),
    "a piece of nothing": frame(b"x", 0),
    "a bomb": frame(bomb(50_000_000), first=0xC0),
    "a broken bomb": frame(b"\xff\xff\xff", first=0xC0),
    "a close that says nothing": frame(b"\x01", 8),
    "no frame": b"GET / HTTP/1.1\r\n\r\n" * 10,
    "a million widgets": frame(b"\x5a\xff\xff\xff\x0f" + b"\x0a\x00" * 50_000),
    "every way to draw nothing": b"".join(
        frame(message.SerializeToString())
        for message in (
            BackMsg(clear_cache=True),
            BackMsg(set_run_on_save=True),
            BackMsg(stop_script=True),
            BackMsg(load_git_info=True),
            BackMsg(app_heartbeat=True),
            BackMsg(debug_shutdown_runtime=True),
            BackMsg(debug_disconnect_websocket=True),
        )
    ),
    "a page that is none": frame(asks_for("../../etc/passwd\0", "%00%ff=%zz&evidence=\ud7ff")),
}
"""What no browser sends over a reader's websocket."""

ODD_PATHS = (
    *(
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/static/..%5c..%5cwindows",
        "//evil",
    ),
    *("/app/static/../../app.py", "/app/static/%2e%2e/%2e%2e/app.py", "/app/static//etc/passwd", "/.git/config"),
    *("/case%00", "/static/%00.js", "/app/static/story.css%00", f"/static/{'a' * 3000}.js", f"/{'b' * 12000}"),
    *("/media/../../app.py", "/media/%2e%2e/app.py", f"/media/{'c' * 3000}", "/_stcore/upload_file/a/b", "/_stcore/x"),
    *("/component/a/../../app.py", "/case/_stcore/stream", "/case/_stcore/metrics", "/vendor/x", "/index.html", "/%ff"),
    *("/data/../app.py", "/data/nothing.csv", "/present/nothing.json", "/case?%00=%00&a[]=<x>", "/?evidence=%zz&&&==="),
    *("/invite.json?chapter=%00&beat=<x>", "/cover?%0d%0aSet-Cookie:x=1", "/cover?<script>", "/metrics", "/handout/x"),
)
"""Addresses that nobody follows a link to."""

ODD_REQUESTS = (
    *(
        f"{method} /case HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        for method in ("PUT", "DELETE", "TRACE", "CONNECT", "X" * 500)
    ),
    b"GET /case HTTP/9.9\r\nHost: a\r\n\r\n",
    b"GET /case\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # by TLS
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /case HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    b"GET /case HTTP/1.1\r\n" + b"X: y\r\n" * 2000 + b"\r\n",
    b"POST /case HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /case HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF\r\n",
    b"POST /case HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
    b"GET /case HTTP/1.1\r\nHost: a\r\nHost: b\r\nRange: bytes=0-,0-,0-,0-\r\nIf-None-Match: "
    + b'"x",' * 900
    + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\nCookie: " + b"a=\xff;" * 900 + b"\r\n\r\n",
    b"GET /_stcore/stream HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    *(
        b"GET /_stcore/stream HTTP/1.1\r\nHost: a\r\nOrigin: "
        + origin
        + b"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        for origin in (b"http://[", b"https://evil.example", b"null")
    ),
)
"""Requests that no browser makes."""


def get(path: str, more: str = "") -> bytes:
    """A request; `more` are further lines of its head."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n".encode("utf-8", "surrogateescape")


@dataclass(frozen=True)
class Target:
    """A server on this machine."""

    host: str
    port: int

    async def opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection; what is not fetched of it piles up at the server soon."""
        return await asyncio.open_connection(self.host, self.port, limit=4096)

    async def websocket(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A reader's websocket, let in. Raises OSError."""
        reader, writer = await self.opened()
        upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
        writer.write(get(STREAM, upgrade + key))
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise ConnectionError from error
        if b" 101 " not in head.splitlines()[0]:
            raise ConnectionError(head.splitlines()[0])
        return reader, writer


def _pages() -> Iterator[str]:
    while True:
        yield random.choice(story().chapters).path.strip("/")


async def _fetch(reader: asyncio.StreamReader) -> None:
    with suppress(OSError):
        while await reader.read(65536):
            pass


async def ask_without_end(at: Target) -> None:
    """For page after page, without waiting for any."""
    reader, writer = await at.websocket()
    fetching = asyncio.create_task(_fetch(reader))
    try:
        for page in _pages():
            writer.write(frame(asks_for(page)))
            await writer.drain()
            await asyncio.sleep(0.02)
    finally:
        fetching.cancel()
        writer.transport.abort()


async def come_and_leave(at: Target) -> None:
    """Come, ask for a few pages and leave."""
    _, writer = await at.websocket()
    for page, _ in zip(_pages(), range(5), strict=False):
        writer.write(frame(asks_for(page)))
    await writer.drain()
    await asyncio.sleep(0.2)
    writer.transport.abort()


async def say_nothing(at: Target) -> None:
    """Pings and pieces, as many as the connection takes."""
    nothing = random.choice((frame(kind=PING), frame(kind=PONG), frame(first=0, kind=0)))
    _, writer = await at.websocket()
    writer.write(frame(first=0))
    try:
        while True:
            writer.write(nothing * 5000)
            await writer.drain()
    finally:
        writer.transport.abort()
        await asyncio.sleep(0.2)


async def say_odd_things(at: Target) -> None:
    reader, writer = await at.websocket()
    writer.write(random.choice([*ODD_FRAMES.values(), os.urandom(2000)]))
    with suppress(TimeoutError):
        async with asyncio.timeout(0.2):
            await _fetch(reader)
    writer.transport.abort()


async def ask_odd_things(at: Target) -> None:
    reader, writer = await at.opened()
    writer.write(random.choice([*map(get, ODD_PATHS), *ODD_REQUESTS, os.urandom(500)]))
    with suppress(TimeoutError):
        async with asyncio.timeout(0.1):
            await _fetch(reader)
    writer.transport.abort()


async def ask_half(at: Target) -> None:
    """Half of a request, and nothing more."""
    reader, writer = await at.opened()
    writer.write(random.choice((b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n")))
    await _fetch(reader)
    writer.transport.abort()


async def fetch_nothing(at: Target) -> None:
    """A large file, again and again, or page after page: nothing of it is read."""
    _, writer = await at.opened() if random.random() < 0.5 else await at.websocket()
    asked = get(LARGEST, "Accept-Encoding: identity\r\n") * 20, frame(asks_for("network")) * 20
    writer.write(random.choice(asked))
    await asyncio.sleep(60)


MANY: dict[Callable[[Target], Awaitable[None]], int] = {
    ask_without_end: 30,
    come_and_leave: 3,
    say_nothing: 2,
    say_odd_things: 4,
    ask_odd_things: 4,
    ask_half: 100,
    fetch_nothing: 50,
}
"""So many try each at a time."""


async def attack(at: Target, seconds: float) -> None:
    """All of it, for so long."""

    end = time.monotonic() + seconds

    async def again(what: Callable[[Target], Awaitable[None]]) -> None:
        while time.monotonic() < end:
            with suppress(OSError):
                await what(at)
            await asyncio.sleep(0.05)

    with suppress(TimeoutError):
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as tasks:
            for what, times in MANY.items():
                for _ in range(times):
                    tasks.create_task(again(what))


def main() -> None:
    address, seconds = urlsplit(sys.argv[1]), float(sys.argv[2])
    if address.hostname not in ("localhost", "127.0.0.1") or not address.port:
        sys.exit("Only for a server on this machine: http://localhost:8501")
    if sys.platform != "win32":
        os.nice(19)  # strangers have processors of their own: the server goes first on the one there is
    asyncio.run(attack(Target(address.hostname, address.port), seconds))


if __name__ == "__main__":
    main()
