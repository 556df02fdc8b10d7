"""Connections that only take up room are closed; the others are served meanwhile."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, asynccontextmanager, suppress

import pytest
import uvicorn
from conftest import eventually_true, free_port
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from explainer.door import connections
from explainer.door.readers import most_connections
from explainer.door.turns import LONGEST

pytestmark = pytest.mark.slow

MOST = 12

received: list[int] = []


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()
    while True:
        received.append(len(await websocket.receive_bytes()))
        await websocket.send_bytes(b"heard")


given_up: list[bool] = []


async def more_than_is_fetched(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_bytes(bytes(1_000_000))
    finally:
        given_up.append(True)


async def slow(request: object) -> PlainTextResponse:
    await asyncio.sleep(1.5)
    return PlainTextResponse("late")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server of its own, with the patience of a moment and room for few."""
    monkeypatch.setattr(connections, "ASKING", 0.4)
    monkeypatch.setattr(connections, "most_connections", lambda: MOST)

    @asynccontextmanager
    async def lifespan(app: Starlette):  # type: ignore[no-untyped-def]
        connections.close_idle_connections()
        yield

    async def hello(request: object) -> PlainTextResponse:
        return PlainTextResponse("hello")

    routes = [Route("/", hello), Route("/slow", slow), WebSocketRoute("/talk", talk)]
    routes.append(WebSocketRoute("/more", more_than_is_fetched))
    port = free_port()
    app = Starlette(routes=routes, lifespan=lifespan)
    pings = {"ws_ping_interval": 2.0, "ws_ping_timeout": 2.0}
    own = uvicorn.Server(uvicorn.Config(app, port=port, log_level="critical", **pings))  # type: ignore[arg-type]
    thread = threading.Thread(target=own.run)
    thread.start()
    eventually_true(lambda: own.started)
    yield port
    own.should_exit = True
    thread.join(10)


def opened(port: int, sends: bytes = b"") -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), timeout=5)
    one.sendall(sends)
    return one


def answer_of(one: socket.socket) -> bytes:
    return b"".join(iter(lambda: one.recv(65536), b""))


def is_closed(one: socket.socket) -> bool:
    with suppress(ConnectionResetError):
        return one.recv(65536) == b""
    return True


def test_what_asks_for_nothing_is_closed(server: int) -> None:
    began = time.monotonic()
    halves = [opened(server, sends) for sends in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: here\r\n")]
    assert all(is_closed(one) for one in halves)
    assert time.monotonic() - began < 3


def test_bytes_that_dribble_in_do_not_keep_it_open(server: int) -> None:
    with opened(server, b"GET / HTTP/1.1\r\nHost: here\r\n") as one, pytest.raises(OSError):
        for _ in range(50):
            one.sendall(b"x: y\r\n")
            time.sleep(0.05)


def test_who_waits_for_an_answer_gets_it(server: int) -> None:
    with opened(server, b"GET /slow HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n") as one:
        assert answer_of(one).endswith(b"late")


def test_one_more_than_there_is_room_for_is_closed_at_once(server: int) -> None:
    with ExitStack() as all_of_them:
        for _ in range(MOST):
            all_of_them.enter_context(opened(server))
        assert is_closed(all_of_them.enter_context(opened(server)))
    with opened(server, b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n") as one:
        assert answer_of(one).endswith(b"hello")


def test_too_long_a_message_is_not_even_read(server: int) -> None:
    received.clear()
    with connect(f"ws://127.0.0.1:{server}/talk", max_size=None) as reader:
        reader.send(b"x" * LONGEST)
        assert reader.recv() == b"heard"
        time.sleep(0.8)
        reader.send(b"still here")  # a websocket may be silent for long
        assert reader.recv() == b"heard"
        with pytest.raises(ConnectionClosed):
            reader.send(b"x" * (LONGEST + 1))
            reader.recv()
    assert received == [LONGEST, len(b"still here")]


def test_what_unfolds_to_too_much_is_not_unfolded(server: int) -> None:
    received.clear()
    with connect(f"ws://127.0.0.1:{server}/talk") as reader, pytest.raises(ConnectionClosed):
        reader.send(bytes(50 * LONGEST))  # a few kilobytes on the way
        reader.recv()
    assert received == []


@pytest.mark.parametrize("what", ["pings", "pongs", "pieces"])
def test_who_says_nothing_without_end_is_closed(server: int, what: str) -> None:
    with connect(f"ws://127.0.0.1:{server}/talk") as reader, pytest.raises(ConnectionClosed):
        if what == "pieces":
            reader.send(b"" for _ in range(10 * connections.NOTHING))
        for n in range(10 * connections.NOTHING):
            reader.ping(str(n)) if what == "pings" else reader.pong()
        reader.recv(10)


def test_few_pings_and_pieces_do_no_harm(server: int) -> None:
    with connect(f"ws://127.0.0.1:{server}/talk") as reader:
        assert reader.ping().wait(10)
        reader.send(b"piece" for _ in range(20))
        assert reader.recv() == b"heard"


def test_who_fetches_nothing_does_not_keep_a_place(server: int) -> None:
    given_up.clear()
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect(("127.0.0.1", server))
        one.sendall(
            b"GET /more HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        eventually_true(lambda: given_up)


def test_files_are_left_for_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    for files in (64, 300, 1024, 65_536, 10**9):
        monkeypatch.setattr("explainer.door.readers._open_files", lambda files=files: files)
        assert 10 <= most_connections() <= max(10, files - 100)


def test_what_comes_in_one_go_is_looked_at_piece_by_piece_until_the_connection_ends() -> None:
    looked_at: list[int] = []

    class Protocol:
        class transport:
            is_closing = staticmethod(lambda: len(looked_at) == 3)

        def data_received(self, data: bytes) -> None:
            looked_at.append(len(data))

    protocol = connections.soon_tired(Protocol)()
    protocol.data_received(bytes(100 * connections.PIECE))
    assert looked_at == [connections.PIECE] * 3
