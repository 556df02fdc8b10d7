"""Connections that ask for nothing, ask without an end or are too many: uvicorn, the server, would keep them all."""

import asyncio
import gc
import math
from contextlib import suppress
from typing import Any

import uvicorn

from explainer.door.readers import most_connections
from explainer.door.turns import LONGEST

ASKING = 20.0
"""Seconds a connection may take to ask for something whole."""

ANSWERING = 600.0
"""Seconds an answer may take to be fetched: minutes for all of the app, on a bad line."""

WAITING = 128
"""Connections that wait to be accepted: all of them are accepted in one go, and everybody else waits for that."""

BITE = 16 * 1024
"""Bytes that are read of a connection in one go; asyncio would read 256 kB, and work a second on it."""

PIECE = 1024
"""Bytes that are looked at in one go of what comes over a websocket."""

NOTHING = 100
"""Pings, pongs and pieces of messages that a browser may send for nothing, and one a second more: it answers a ping
every twenty seconds, and cuts a message into a few pieces at most."""


def close_idle_connections() -> None:
    """Have the running server close them. Call before it listens, in its lifespan; elsewhere nothing happens."""
    for server in [one for one in gc.get_objects() if issubclass(type(one), uvicorn.Server)]:
        config = server.config
        config.backlog = WAITING
        config.ws_max_size = LONGEST  # else a whole frame of 200 MB is read before anyone measures it
        config.ws_protocol_class = soon_tired(config.ws_protocol_class)
        config.http_protocol_class = impatient(config.http_protocol_class, most_connections())


def impatient(protocol: Any, most: int) -> Any:
    """uvicorn's protocol of one connection, which closes what waits too long, and what is one more than `most`.

    Where a process runs out of files, asyncio logs that thousands of times a second, and does nothing else.
    """

    class Impatient(protocol):  # type: ignore[misc]
        _last: object = None
        _since = 0.0
        _timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            with suppress(AttributeError):  # asyncio's own loop has it
                transport.max_size = BITE  # type: ignore[attr-defined]
            if len(self.connections) > most:
                transport.abort()
            else:
                self._look()

        def connection_lost(self, reason: Exception | None) -> None:
            if self._timer:
                self._timer.cancel()
            super().connection_lost(reason)

        def _look(self) -> None:
            """Every few seconds: has anything happened since?"""
            state: object
            if self.transport.is_closing():  # what nobody fetches would keep it half closed for ever
                state, patience = self.transport.get_write_buffer_size(), ASKING
            elif self in self.connections:
                waits = self.cycle is None or self.cycle.response_complete
                state, patience = (self.cycle, waits), ASKING if waits else ANSWERING
            else:  # a websocket by now, which may be silent for long
                state, patience = "websocket", math.inf
            now = self.loop.time()
            if state != self._last:
                self._last, self._since = state, now
            elif now - self._since >= patience:
                self.transport.abort()
                return
            self._timer = self.loop.call_later(ASKING / 4, self._look)

    return Impatient


def soon_tired(protocol: Any) -> Any:
    """uvicorn's protocol of a websocket, which ends it where much is sent that says nothing.

    Nothing of that reaches the story, which could tell; one connection that sends pings without end stopped all others.
    """

    class SoonTired(protocol):  # type: ignore[misc]
        _heard = 0

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            self._began = self.loop.time()

        def data_received(self, data: bytes) -> None:
            """In small pieces: thousands of pings fit into what is read in one go, and all of it would be looked at."""
            for at in range(0, len(data), PIECE):
                if self.transport.is_closing():
                    return
                super().data_received(data[at : at + PIECE])

        def handle_ping(self) -> None:
            if self._is_worth_it():
                super().handle_ping()

        def handle_pong(self, event: object) -> None:
            if self._is_worth_it():
                super().handle_pong(event)

        def handle_cont(self, event: object) -> None:
            if self._is_worth_it():
                super().handle_cont(event)

        def _is_worth_it(self) -> bool:
            self._heard += 1
            if self._heard <= NOTHING + self.loop.time() - self._began:
                return True
            self.transport.abort()
            return False

    return SoonTired
