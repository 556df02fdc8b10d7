"""Whose turn it is: who asked least goes first, and one place is kept for who asks as people read."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from conftest import run_async
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from explainer.door import turns
from explainer.door.metrics import Measured
from explainer.door.turns import NEW, PLACES, Line, Turnstile


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(20):
            await test()

    run_async(bounded())


async def came(one: asyncio.Task[None]) -> bool:
    """Whether this one's turn has come, once all who can have gone on."""
    for _ in range(5):
        await asyncio.sleep(0)
    return one.done()


ASKED = {"often": 50.0, "first": 1.0, "second": 1.0, "new": NEW}


async def taken() -> Line:
    """A line in which every place is taken."""
    line = Line()
    for _ in range(PLACES):
        await line.take(0)
    return line


async def ask(line: Line, order: list[str], name: str, asked: float) -> None:
    """Wait for a turn, and note in which order it came."""
    await line.take(asked)
    order.append(name)


def test_who_asked_least_goes_first_and_in_order_else() -> None:
    async def test() -> None:
        line, order = await taken(), list[str]()
        waiting = [asyncio.create_task(ask(line, order, name, asked)) for name, asked in ASKED.items()]
        assert not any([await came(one) for one in waiting])
        for _ in range(PLACES + 4):
            line.give_back()
        await asyncio.gather(*waiting)
        assert order == ["first", "second", "new", "often"]

    run(test)


def test_one_place_is_kept_for_who_reads() -> None:
    async def test() -> None:
        line = Line()
        for _ in range(PLACES - 1):
            await line.take(NEW)
        waits = asyncio.create_task(line.take(NEW))
        assert not await came(waits)
        await line.take(1)
        line.give_back()
        assert not await came(waits)
        await line.take(1)  # behind somebody who may not have that place
        line.give_back()
        assert not await came(waits)
        line.give_back()
        await waits

    run(test)


@pytest.mark.slow
def test_nobody_is_passed_for_ever() -> None:
    async def test() -> None:
        line, order = await taken(), list[str]()
        early = asyncio.create_task(ask(line, order, "asked often", NEW - 1))
        await asyncio.sleep(turns.LATER * NEW)
        late = asyncio.create_task(ask(line, order, "asked once", 1))
        assert not await came(late)
        line.give_back()
        line.give_back()
        await asyncio.gather(early, late)
        assert order == ["asked often", "asked once"]

    run(test)


def test_nobody_waits_for_ever_and_who_leaves_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        line = Line()
        for _ in range(PLACES):
            await line.take(0)
        leaves = asyncio.create_task(line.take(0))
        assert not await came(leaves)
        leaves.cancel()
        leaves = asyncio.create_task(line.take(0))
        assert not await came(leaves)
        line.give_back()
        leaves.cancel()  # in the moment in which its turn has come
        await asyncio.gather(leaves, return_exceptions=True)
        await line.take(0)
        monkeypatch.setattr(turns, "LONGEST_WAIT", 0.05)
        await line.take(NEW)  # its time has come, though no place is free
        for _ in range(PLACES + 1):
            line.give_back()
        for _ in range(PLACES):
            await line.take(0)  # as many as before

    run(test)


class Socket:
    """A reader's websocket, and Streamlit behind it."""

    def __init__(self, line: Line, measured: Measured):
        self.asked: asyncio.Queue[dict[str, object]] = asyncio.Queue()
        self.answered: list[object] = []
        self.fetches = asyncio.Event()
        self.fetches.set()
        self.turnstile = Turnstile(self.asked.get, self._answer, line, measured)  # type: ignore[arg-type]

    async def _answer(self, message: object) -> None:
        await self.fetches.wait()
        self.answered.append(message)

    def asks(self, page: str) -> asyncio.Task[None]:
        ask = BackMsg()
        ask.rerun_script.page_name = page
        self.asked.put_nowait({"type": "websocket.receive", "bytes": ask.SerializeToString()})
        return asyncio.ensure_future(self.turnstile.receive())  # type: ignore[arg-type]

    async def is_told_the_beginning(self) -> None:
        begin = ForwardMsg()
        begin.new_session.name = "story"
        await self.turnstile.send({"type": "websocket.send", "bytes": begin.SerializeToString()})

    async def is_told_the_end(self) -> None:
        end = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
        await self.turnstile.send({"type": "websocket.send", "bytes": end.SerializeToString()})


def test_place_is_held_until_the_page_is_drawn_or_the_reader_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        monkeypatch.setattr(turns, "PLACES", 2)  # and one of them is for who has read for a while
        line, measured = Line(), Measured()
        first, second, third = (Socket(line, measured) for _ in range(3))
        await first.asks("case")
        await first.asks("logics")  # takes no further place
        waits = second.asks("case")
        assert not await came(waits)
        await first.is_told_the_beginning()
        await first.turnstile.send({"type": "websocket.send", "bytes": b"words"})
        assert not await came(waits)
        await first.is_told_the_end()
        await waits
        assert measured.runs == 1 and len(first.answered) == 3
        waits = third.asks("case")
        assert not await came(waits)
        second.turnstile.end()
        await waits

    run(test)


def test_who_leaves_while_waiting_is_let_go_and_what_was_said_meanwhile_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def test() -> None:
        monkeypatch.setattr(turns, "PLACES", 2)
        line, measured = Line(), Measured()
        first, leaves, stays = (Socket(line, measured) for _ in range(3))
        await first.asks("case")
        waits = leaves.asks("case")
        leaves.asked.put_nowait({"type": "websocket.receive", "bytes": BackMsg(stop_script=True).SerializeToString()})
        assert not await came(waits)
        leaves.asked.put_nowait({"type": "websocket.disconnect", "code": 1001})
        assert (await waits)["type"] == "websocket.disconnect"  # type: ignore[func-returns-value, index]
        waits = stays.asks("case")
        last = {"type": "websocket.receive", "bytes": BackMsg(stop_script=True).SerializeToString()}
        stays.asked.put_nowait(last)
        assert not await came(waits)
        first.turnstile.end()
        await waits
        assert await stays.turnstile.receive() == last

    run(test)


@pytest.mark.parametrize("limit", ["DRAWING", "FETCHING"])
def test_who_does_not_fetch_a_page_does_not_keep_the_place(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    async def test() -> None:
        monkeypatch.setattr(turns, "PLACES", 2)
        for one in ("DRAWING", "FETCHING"):
            monkeypatch.setattr(turns, one, 0.05 if one == limit else 60)
        line, measured = Line(), Measured()
        first = Socket(line, measured)
        await first.asks("case")
        first.fetches.clear()
        sending = asyncio.ensure_future(first.turnstile.send({"type": "websocket.send", "bytes": b"words"}))
        await Socket(line, measured).asks("case")
        first.fetches.set()
        await sending

    run(test)


def test_what_draws_nothing_needs_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        monkeypatch.setattr(turns, "PLACES", 1)
        socket = Socket(Line(), Measured())
        fetch = BackMsg()
        fetch.backend_operation_request.deferred_file.file_id = "x"
        for said in (fetch.SerializeToString(), BackMsg(app_heartbeat=True).SerializeToString(), b"\xff", b""):
            socket.asked.put_nowait({"type": "websocket.receive", "bytes": said})
            assert (await socket.turnstile.receive())["bytes"] == said

    run(test)


def test_only_what_the_page_asks_reaches_streamlit() -> None:
    async def test() -> None:
        socket, last = Socket(Line(), Measured()), BackMsg(stop_script=True).SerializeToString()
        install = BackMsg()
        install.backend_operation_request.install_skills.SetInParent()
        files = BackMsg()
        files.file_urls_request.request_id = "x"
        closed = (
            install,
            files,
            BackMsg(clear_cache=True),
            BackMsg(load_git_info=True),
            BackMsg(set_run_on_save=True),
            BackMsg(debug_shutdown_runtime=True),
        )
        for said in (*(one.SerializeToString() for one in closed), last):
            socket.asked.put_nowait({"type": "websocket.receive", "bytes": said})
        assert (await socket.turnstile.receive())["bytes"] == last

    run(test)


def test_a_line_that_is_back_is_not_told_the_end_of_the_run_in_which_the_last_one_broke() -> None:
    """The page has got half of that run: with its end it would throw away the other half, and what was chosen there."""

    async def test() -> None:
        line, measured = Line(), Measured()
        socket = Socket(line, measured)
        await socket.asks("case")
        await socket.is_told_the_end()
        assert socket.answered == [] and measured.runs == 0
        await socket.is_told_the_beginning()
        await socket.is_told_the_end()
        assert len(socket.answered) == 2 and measured.runs == 1

    run(test)


def test_nobody_is_told_in_which_folder_we_are() -> None:
    async def test() -> None:
        socket, begin = Socket(Line(), Measured()), ForwardMsg()
        begin.new_session.main_script_path = "/home/somebody/explainer/story.py"
        begin.new_session.name = "kept"
        await socket.turnstile.send({"type": "websocket.send", "bytes": begin.SerializeToString()})
        [message] = socket.answered
        answered = ForwardMsg.FromString(message["bytes"]).new_session  # type: ignore[index]
        assert (answered.main_script_path, answered.name) == ("story.py", "kept")

    run(test)


def test_who_fetches_nothing_and_asks_again_takes_no_place_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test() -> None:
        monkeypatch.setattr(turns, "PLACES", 2)
        line, measured = Line(), Measured()
        first, second = Socket(line, measured), Socket(line, measured)
        first.fetches.clear()
        await first.asks("case")
        sends = asyncio.ensure_future(first.turnstile.send({"type": "websocket.send", "bytes": b"words"}))
        await asyncio.sleep(2 * turns.FETCHING)
        await first.asks("logics")
        await second.asks("case")
        sends.cancel()

    run(test)
