"""Connections that ask for nothing, ask without an end or are too many: uvicorn, the server, would keep them all."""

import asyncio
import gc
from typing import Any

import uvicorn

from explainer.door.readers import most_connections
from explainer.door.turns import LONGEST

ASKING = 20.0
"""Seconds a connection may take to ask for something whole."""

ANSWERING = 600.0
"""Seconds an answer may take to be fetched: minutes for all of the app, on a bad line."""


def close_idle_connections() -> None:
    """Have the running server close them. Call before it listens, in its lifespan; elsewhere nothing happens."""
    for server in [one for one in gc.get_objects() if issubclass(type(one), uvicorn.Server)]:
        server.config.ws_max_size = LONGEST  # else a whole frame of 200 MB is read before anyone measures it
        server.config.http_protocol_class = impatient(server.config.http_protocol_class, most_connections())


def impatient(protocol: Any, most: int) -> Any:
    """uvicorn's protocol of one connection, which closes what waits too long, and what is one more than `most`.

    Where a process runs out of files, asyncio logs that thousands of times a second, and does nothing else.
    """

    class Impatient(protocol):  # type: ignore[misc]
        _last: tuple[object, bool] | None = None
        _since = 0.0
        _timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
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
            if self not in self.connections:  # closed, or a websocket by now
                return
            waits = self.cycle is None or self.cycle.response_complete
            now = self.loop.time()
            if (self.cycle, waits) != self._last:
                self._last, self._since = (self.cycle, waits), now
            elif now - self._since >= (ASKING if waits else ANSWERING):
                self.transport.abort()
                return
            self._timer = self.loop.call_later(ASKING / 4, self._look)

    return Impatient
