"""Every private name of Streamlit that our Python uses, each with its reason; an upgrade may change any of them.

tests/test_streamlit_private.py asks the installed Streamlit for each, and says which is gone. Private names in the
page stand in static/streamlit_private.js and static/css/streamlit.css; tests/browser/test_streamlit_names.py asks for
those.
"""

import asyncio
import os
import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance

FILES = Path(st.__file__).parent / "static"
"""The folder of Streamlit's page and bundles: the door serves them compressed, which Streamlit does not."""

INTERNAL = "/_stcore/"
"""What its page asks of the server, under the root or under the address of a chapter."""

ADDRESSES = (INTERNAL, "/static/", "/app/static/", "/media/")
"""Where Streamlit answers besides the chapters: the door lets these through, and answers 404 elsewhere."""

OPEN = ("health", "host-config", "stream")
"""What our page needs of that. The rest stays closed: uploads, which nobody asks for and any stranger could fill the
memory with, and what Streamlit would tell anyone about itself."""

STREAM = "/_stcore/stream"
"""The websocket of a reader; the door reads every chapter over it once, so that no reader pays for the first time."""


def icon_files() -> list[Path]:
    """The icons of Streamlit's interface, 375 kB: the door serves those that are shown in their place."""
    return sorted((FILES / "static" / "media").glob("MaterialSymbols*"))


def page() -> str:
    """Streamlit's own page, the shell of every chapter."""
    return (FILES / "index.html").read_text(encoding="utf-8")


def page_of_a_chapter(page: str, head: str, body: str) -> str:
    """Streamlit's page with a head and a body of our own beside its own.

    Its font and what it says to browsers without scripts go: the story has faces of its own, and words to read. So does
    the link to what it would tell programs, which the door does not let out.
    """
    page = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', "", page)
    page = re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.DOTALL)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    # What the words need goes before the scripts: a browser asks for six files at a time.
    styles = "".join(re.findall(r'<link rel="stylesheet"[^>]*>', page))
    page = re.sub(r'<link rel="stylesheet"[^>]*>', "", page)
    page = re.sub(r"<title>.*?</title>", lambda _: styles + head, page, count=1)
    page = page.replace("./favicon.png", "./app/static/icon.png", 1)
    return page.replace("</body>", f"{body}</body>", 1)


class Asked(Enum):
    """What a browser wants of the server."""

    A_PAGE = auto()
    NOTHING_MUCH = auto()
    NOT_FOR_STRANGERS = auto()
    """Clears caches, asks git, installs skills for agents: our page has no button for any of it."""


def asked(said: bytes) -> Asked:
    """Which of them this message is. What is none of Streamlit's messages, Streamlit refuses by itself."""
    match _kind(BackMsg, said):
        case "rerun_script":
            return Asked.A_PAGE
        case None | "app_heartbeat" | "stop_script":
            return Asked.NOTHING_MUCH
        case "backend_operation_request" if _fetches_a_file(said):
            return Asked.NOTHING_MUCH
    return Asked.NOT_FOR_STRANGERS


def _fetches_a_file(said: bytes) -> bool:
    return bool(BackMsg.FromString(said).backend_operation_request.WhichOneof("payload") == "deferred_file")


SHORT = 4096
"""Bytes that no message has which begins a page or ends one."""


class Told(Enum):
    """Where in the run of a page an answer stands."""

    BEGINS = auto()
    WITHIN = auto()
    ENDS = auto()


def told(answer: bytes) -> tuple[bytes, Told]:
    """(what a browser is told, where in a run that is): Streamlit would also tell in which folder we are."""
    kind = _kind(ForwardMsg, answer) if len(answer) < SHORT else None
    if kind == "new_session":
        message = ForwardMsg.FromString(answer)
        message.new_session.main_script_path = Path(message.new_session.main_script_path).name
        return message.SerializeToString(), Told.BEGINS
    return answer, Told.ENDS if kind == "script_finished" else Told.WITHIN


def _kind(of: type[BackMsg] | type[ForwardMsg], data: bytes) -> str | None:
    try:
        kind: str | None = of.FromString(data).WhichOneof("type")
    except DecodeError:  # no message of Streamlit's: it says so itself, and hangs up
        return None
    return kind


class Ready(str):
    """Streamlit dedents, strips and probes for a file any string it is given; this one it takes as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def forget_who_left() -> None:
    """Let go of sessions that nobody can come back to: Streamlit keeps the last 128 until one more reader leaves."""
    sessions: Any = get_instance()._session_mgr
    sessions._session_storage._cache.expire()


def forget_what_was_not_fetched(subprotocols: Sequence[str]) -> None:
    """Of a session to which a browser comes back, throw away what waits to be sent: it is what remains of a run in
    which the line broke, and of which the browser will ask anew.

    `subprotocols` are those of the websocket; the third is the session, where there is one.
    """
    for session in subprotocols[2:3]:
        sessions: Any = get_instance()._session_mgr
        if info := sessions.get_session_info(session):
            info.session._browser_queue.clear()


def take_base_path() -> str:
    """The base path that somebody has set. From now on Streamlit knows of none, and has its own addresses at the root:
    the door takes the path away from what is asked (door/base_path.py).

    Of the environment Streamlit knows only as `streamlit run`, not where another server starts it.
    """
    path: str = config.get_option("server.baseUrlPath") or os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    config.set_option("server.baseUrlPath", "")
    return path


def settle_the_looks() -> None:
    """Let Streamlit look up its settings of a theme once: it would for every run, in a tenth of the time of a page.

    Call when the server runs: from then on they stand still.
    """
    config.get_options_for_section = cache(config.get_options_for_section)


async def read(app: ASGIApp, paths: Iterable[str], query: str, mark: str) -> None:
    """Open these chapters, one after another, as a browser does: over the websocket, in one session.

    `mark` is put into the scope, where nobody in the network can put it.
    """
    to_app: asyncio.Queue[Message] = asyncio.Queue()
    finished: asyncio.Queue[bool] = asyncio.Queue()

    async def from_app(message: Message) -> None:
        if message["type"] == "websocket.close":
            finished.put_nowait(False)
        elif ForwardMsg.FromString(message.get("bytes", b"")).WhichOneof("type") == "script_finished":
            finished.put_nowait(True)

    scope = {"type": "websocket", "path": STREAM, "query_string": b"", "headers": [], "subprotocols": [], mark: True}
    reading = asyncio.ensure_future(app(scope, to_app.get, from_app))
    to_app.put_nowait({"type": "websocket.connect"})
    try:
        for path in paths:
            ask = BackMsg()
            ask.rerun_script.page_name = path.strip("/")
            ask.rerun_script.query_string = query
            to_app.put_nowait({"type": "websocket.receive", "bytes": ask.SerializeToString()})
            if not await finished.get():  # Streamlit was told to let in known hosts only: the first reader warms up
                break
    finally:
        to_app.put_nowait({"type": "websocket.disconnect", "code": 1000})
    await reading
