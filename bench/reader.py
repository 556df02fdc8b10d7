"""A reader without a browser: speaks Streamlit's websocket protocol, counts what comes back."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import perf_counter

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

QUIET = 60.0
"""Seconds after which a run that has not finished counts as failed."""


@dataclass
class Reader:
    """One connection. `run()` asks for a page and waits until its run has finished."""

    address: str
    socket: websockets.ClientConnection | None = None
    received: int = 0
    failures: list[str] = field(default_factory=list)
    kept: dict[str, None] = field(default_factory=dict)
    """What a browser has kept of the last run; it says so, and is not sent it again."""
    controls: dict[str, str] = field(default_factory=dict)
    """The ids of the controls that a run has put on the page, by what is written on them."""
    waiting: str = ""
    """The part of the page that a browser asks for again and again by itself."""

    async def arrive(self) -> None:
        """Connect, as the browser does once the page has loaded."""
        self.socket = await websockets.connect(
            f"{self.address.replace('http', 'ws')}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            open_timeout=QUIET,
            ping_interval=None,
        )

    async def run(self, page: str = "", query: str = "", said: Iterable[WidgetState] = (), part: str = "") -> float:
        """Seconds from asking for the page (its slug), or for a part of it, until its run finished. Notes failures.

        `said` is what the reader has done with the controls.
        """
        assert self.socket is not None
        ask = BackMsg()
        ask.rerun_script.page_name = page
        ask.rerun_script.query_string = query
        ask.rerun_script.context_info.url = f"{self.address}/{page}"
        ask.rerun_script.cached_message_hashes.extend(self.kept)
        ask.rerun_script.widget_states.widgets.extend(said)
        ask.rerun_script.fragment_id = part
        self.waiting = ""
        began, kept = perf_counter(), dict[str, None]()
        await self.socket.send(ask.SerializeToString())
        async with asyncio.timeout(QUIET):
            while True:
                data = await self.socket.recv()
                self.received += len(data)
                message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
                kind = message.WhichOneof("type")
                if message.metadata.cacheable or kind == "ref_hash":
                    kept[message.ref_hash or message.hash] = None
                if kind == "delta":
                    self._look_at(message.delta.new_element)
                elif kind == "auto_rerun":
                    self.waiting = message.auto_rerun.fragment_id
                elif kind == "page_not_found":
                    self.failures.append(f"no page {page!r}")
                elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    self.kept = kept
                    return perf_counter() - began

    def _look_at(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.failures.append(element.exception.message)
        elif kind in ("button", "download_button", "selectbox"):
            control = getattr(element, kind)
            self.controls[control.label] = control.id

    async def leave(self) -> None:
        if self.socket is not None:
            await self.socket.close()
