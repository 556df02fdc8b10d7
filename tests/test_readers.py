"""Nobody can stop the others: places, origins, and what one reader may ask."""

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from explainer.content.records import Story
from explainer.door import readers, turns
from explainer.door.metrics import Measured
from explainer.door.pages import full_pages
from explainer.door.readers import Readers, most_readers
from explainer.settings import Settings
from explainer.streamlit_private import STREAM

PUBLIC = "https://uni.example"


class Behind:
    """In the place of Streamlit: answers every message, and remembers how it was asked."""

    def __init__(self) -> None:
        self.origins: list[str | None] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            return await send({"type": "http.response.body", "body": b"behind"})
        socket = WebSocket(scope, receive, send)
        self.origins.append(socket.headers.get("origin"))
        await socket.accept()
        try:
            while True:
                await socket.send_bytes(await socket.receive_bytes())
        except WebSocketDisconnect:
            pass


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def door(story: Story, behind: Behind) -> Callable[..., TestClient]:
    return lambda most=10: TestClient(Readers(behind, Measured(most), {PUBLIC}, full_pages(story)))


def comes_in(door: TestClient, **headers: str) -> bool:
    try:
        with door.websocket_connect(STREAM, headers=headers) as socket:
            socket.send_bytes(b"x")
            return bool(socket.receive_bytes() == b"x")
    except WebSocketDisconnect:
        return False


@pytest.mark.parametrize(
    ("origin", "host", "comes"),
    [
        ("http://testserver", "testserver", True),
        ("https://evil.example", "testserver", False),
        ("null", "testserver", False),
        ("http://testserver.evil.example", "testserver", False),
        ("http://[", "testserver", False),
        (PUBLIC, "127.0.0.1:8501", True),  # behind a proxy that does not pass on the host
        (f"{PUBLIC}:8080", "127.0.0.1:8501", False),
    ],
)
def test_only_pages_of_ours_may_read(
    door: Callable[..., TestClient], behind: Behind, origin: str, host: str, comes: bool
) -> None:
    assert comes_in(door(), origin=origin, host=host) is comes
    assert behind.origins == ([None] if comes else [])  # Streamlit has nothing to ask other hosts about


def test_no_other_websocket_is_let_in(door: Callable[..., TestClient], behind: Behind) -> None:
    with pytest.raises(WebSocketDisconnect), door().websocket_connect("/case/_stcore/stream"):
        pass
    assert behind.origins == []


def test_who_comes_when_every_place_is_taken_reads_the_words(story: Story, door: Callable[..., TestClient]) -> None:
    client = door(most=1)
    assert client.get("/case").text == "behind"
    with client.websocket_connect(STREAM):
        answer = client.get("/case")
        assert (answer.status_code, answer.headers["retry-after"], answer.headers["cache-control"]) == (
            503,
            "60",
            "no-store",
        )
        assert story.words("errors.full") in answer.text
        assert f'id="case-{story.chapter("case").blocks[-1].id}"' in answer.text and "<script" not in answer.text
        assert client.get("/app/static/story.css").text == "behind"
        assert not comes_in(client)
    assert client.get("/case").text == "behind" and comes_in(client)


def test_too_long_a_message_ends_it(door: Callable[..., TestClient]) -> None:
    client = door(most=1)
    with client.websocket_connect(STREAM) as socket:
        socket.send_bytes(b"\xff" * turns.LONGEST)
        assert socket.receive_bytes()
        socket.send_bytes(b"\xff" * (turns.LONGEST + 1))
        with pytest.raises(WebSocketDisconnect):
            socket.receive_bytes()
    assert comes_in(client)


def test_text_is_not_what_the_page_says(door: Callable[..., TestClient]) -> None:
    with door().websocket_connect(STREAM) as socket:
        socket.send_text("x")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_bytes()


def test_who_asks_too_fast_waits(door: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "RUNS", 50.0)
    monkeypatch.setattr(turns, "AT_ONCE", 5)
    with door().websocket_connect(STREAM) as socket:
        began = time.monotonic()
        for _ in range(25):
            socket.send_bytes(b"x")
        for _ in range(25):
            assert socket.receive_bytes() == b"x"  # nothing is lost
        assert time.monotonic() - began > 0.3  # twenty of them, at fifty a second


def test_who_never_asks_gives_up_the_place(door: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    client = door(most=1)
    with client.websocket_connect(STREAM) as socket, pytest.raises(WebSocketDisconnect):
        socket.receive_bytes()
    assert comes_in(client)


def test_room_is_told_by_open_files_and_memory(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    monkeypatch.setattr(readers, "_free_memory", lambda: 50 * readers.MEMORY_EACH)
    assert most_readers() <= 50 and "50" in caplog.text
    monkeypatch.setattr(readers, "_free_memory", lambda: 0)
    assert most_readers() == 1


def test_public_address_is_an_origin() -> None:
    assert Settings(public_address="https://uni.example/").origins == {"https://uni.example"}
    assert Settings(public_address="http://uni.example:8080").origins == {"http://uni.example:8080"}
    assert Settings().origins == frozenset()


CLOSED = """
import sys
from starlette.testclient import TestClient
from app import app
with TestClient(app) as client:
    for method, path in (("PUT", "/_stcore/upload_file/a/b"), ("GET", "/_stcore/metrics"), ("POST", "/case"),
                         ("GET", "/case/_stcore/upload_file/a"), ("GET", "/_stcore/health"), ("GET", "/_stcore/nope"),
                         ("GET", "/_stcore/script-health-check"), ("GET", "/_stcore/bidi-components/a/b.js"),
                         ("GET", "/component/a/b.js"), ("GET", "/_stcore/healthy")):
        print(client.request(method, path).status_code)
    print(client.get("/_stcore/host-config").json()["allowedOrigins"])
    print(len(client.cookies), client.get("/index.html").status_code)
"""


def test_what_the_story_does_not_use_is_closed() -> None:
    done = subprocess.run([sys.executable, "-c", CLOSED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "404",
        "404",
        "405",
        "404",
        "200",
        "404",
        "404",
        "404",
        "404",
        "404",
        "[]",
        "0",
        "404",
    ]
