"""Whose turn it is: what one reader asks, no longer and no faster than one may, and who asked much goes later.

A process has one core to draw pages with. Without an order, who asks most gets most of it: fifty connections that ask
without end kept everybody waiting for 48 seconds.
"""

import asyncio
import math
import time
from collections import deque
from heapq import heappop, heappush
from itertools import count
from typing import Any

from starlette.types import Message, Receive, Send

from explainer.door.metrics import Measured
from explainer.streamlit_private import Asked, Told, asked, told

RUNS = 3.0
"""Runs a second that one reader gets for long; a faster one waits, and nobody else does."""

AT_ONCE = 12
"""Runs that one reader gets at once, for example while arrow keys walk through choices."""

PLACES = 2
"""Pages that are drawn at a time: they share one core, and with more of them each would only take longer."""

NEW = 20.0
"""As if a reader who comes had asked this often already, so that it does not pay to leave and come again. Who is at it
leaves one place free for the others."""

LATELY = 30.0
"""Seconds in which it is forgotten by two thirds how often somebody asked."""

DRAWING = 0.5
"""Seconds after which a place is given to the next in any case, however long a page takes."""

FETCHING = 0.05
"""Seconds after which it is given to the next where a reader does not fetch the page."""

LATER = 0.25
"""Seconds by which a turn comes later for each time somebody has asked lately. Where nobody else waits, it is no
wait; where all do, as when a thousand arrive at once, nobody is passed for ever."""

LONGEST_WAIT = 30.0
"""Seconds after which somebody's turn has come, whoever else is there."""

LONGEST = 256 * 1024
"""Bytes of the longest message: every answer a reader can give, several times over."""

PATIENCE = 30.0
"""Seconds until a connection that was opened has to have asked for something."""


Turn = tuple[float, int, asyncio.Future[None]]
"""When it is due, in which order it was asked for, and what ends its waiting."""


class Line:
    """The places in which pages are drawn, and who waits for one."""

    def __init__(self) -> None:
        self._free = PLACES
        self._waiting: tuple[list[Turn], list[Turn]] = ([], [])  # who reads, and who is new or asks without end
        self._order = count()

    async def take(self, asked: float) -> None:
        """Wait for a place; `asked` is how often this reader has asked lately. Give it back."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        due = time.monotonic() + LATER * asked
        heappush(self._waiting[asked >= NEW], (due, next(self._order), turn))
        self._let_in()
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await turn
        except TimeoutError:
            if turn.cancelled():
                self._free -= 1
        except asyncio.CancelledError:
            if not turn.cancelled():
                self.give_back()
            raise

    def give_back(self) -> None:
        self._free += 1
        self._let_in()

    def _let_in(self) -> None:
        # One place is kept free of the others.
        while lines := [line for kept_free, line in enumerate(self._waiting) if line and self._free > kept_free]:
            *_, turn = heappop(min(lines, key=lambda line: line[0][:2]))
            if not turn.done():
                turn.set_result(None)
                self._free -= 1


class Turnstile:
    """One reader's websocket, in front of Streamlit: `receive` lets through what was asked, `send` what is answered."""

    def __init__(self, receive: Receive, send: Send, line: Line, measured: Measured):
        self._receive, self._send, self._line, self._measured = receive, send, line, measured
        self._left, self._asked, self._since = float(AT_ONCE), NEW, time.monotonic()
        self._began: float | None = None
        self._place: asyncio.TimerHandle | None = None
        self._until = self._sending = math.inf
        self._has_asked = self._has_begun = False
        self._ahead: deque[Message] = deque()
        self._coming: asyncio.Future[Message] | None = None

    async def receive(self) -> Message:
        while True:
            try:
                async with asyncio.timeout(None if self._has_asked else PATIENCE):
                    message = await self._next()
            except TimeoutError:
                return self._refuse("silent", 1008)
            if message["type"] != "websocket.receive":
                return message
            self._has_asked = True
            said = message.get("bytes")
            if said is None:  # Streamlit's page says everything in bytes
                return self._refuse("text", 1003)
            if len(said) > LONGEST:
                return self._refuse("too_long", 1009)
            what = asked(said)
            if not await self._turn(what is Asked.A_PAGE):
                return self._ahead.pop()
            if what is not Asked.NOT_FOR_STRANGERS:
                return message

    async def send(self, message: Message) -> None:
        if answer := message.get("bytes"):
            message["bytes"], where = told(answer)
            self._has_begun |= where is Told.BEGINS
            if where is Told.ENDS and not self._has_begun:
                # The end of a run in which the line broke. Streamlit's page would throw away all that it had not got
                # of that run, and what the reader has chosen there.
                return
            if where is Told.ENDS and self._began is not None:
                self._measured.run(time.monotonic() - self._began)
                self._began = None
                self.leave()
        self._sending = time.monotonic()
        await self._send(message)
        self._sending = math.inf

    def _look(self) -> None:
        """Now and then, while a page is drawn: whose it is may have had the place for long enough."""
        now = time.monotonic()
        if now >= self._until or now >= self._sending + FETCHING:
            self.leave()
        else:
            self._look_later()

    def _look_later(self) -> None:
        self._place = asyncio.get_running_loop().call_later(min(DRAWING, FETCHING) / 2, self._look)

    def leave(self) -> None:
        """Give back the place, if any."""
        if self._place:
            self._place.cancel()
            self._place = None
            self._line.give_back()

    def end(self) -> None:
        """The reader is gone."""
        self.leave()
        if self._coming:
            self._coming.cancel()

    async def _next(self) -> Message:
        """What was said next, be it while its reader waited."""
        if self._ahead:
            return self._ahead.popleft()
        coming, self._coming = self._coming, None
        return await (coming or self._receive())

    async def _turn(self, is_run: bool) -> bool:
        """Wait for one's turn; False where the reader leaves meanwhile, which is said last."""
        now = time.monotonic()
        past, self._since = now - self._since, now
        self._asked = self._asked * math.exp(-past / LATELY) + 1
        self._left = min(AT_ONCE, self._left + past * RUNS) - 1
        if self._left < 0:
            await asyncio.sleep(-self._left / RUNS)
        if not is_run or self._place:  # a further run of the same reader takes the place of the first
            return True
        began = time.monotonic()
        place = asyncio.ensure_future(self._line.take(self._asked))
        await asyncio.wait({place}, timeout=0)
        while not place.done() and len(self._ahead) < AT_ONCE:
            self._coming = self._coming or asyncio.ensure_future(self._receive())
            both: set[asyncio.Future[Any]] = {place, self._coming}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if self._coming.done():
                self._ahead.append(self._coming.result())
                self._coming = None
                if self._ahead[-1]["type"] == "websocket.disconnect":
                    if not place.cancel():
                        self._line.give_back()
                    return False
        await place
        self._began = self._began or began
        self._until = time.monotonic() + DRAWING
        self._look_later()
        return True

    def _refuse(self, why: str, code: int) -> Message:
        self._measured.refused[why] += 1
        return {"type": "websocket.disconnect", "code": code}
