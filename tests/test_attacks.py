"""What strangers may try against a server that runs, behind nginx and without: it stays calm, and tells nothing.

How much readers notice of an attack is measured by `make attacked`; here they are served meanwhile, however late.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psutil
import pytest
from behind_nginx import nginx
from conftest import ROOT, Copy, eventually_true, free_port, run_async
from hypothesis import given, settings
from hypothesis import strategies as some
from selectolax.lexbor import LexborHTMLParser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.attacks import ODD_FRAMES, ODD_PATHS, ODD_REQUESTS, Target, asks_for, frame, get
from bench.reader import Reader
from explainer.checked import story
from explainer.door.invite import _ELSEWHERE
from explainer.door.pages import full_pages, made_files, not_found_page

pytestmark = [pytest.mark.xdist_group("attacks"), pytest.mark.slow]

MARKUP = "<img src=x onerror=alert(1)>"

CALM = frozenset({200, 304, 308, 400, 403, 404, 405, 413, 414, 426, 431, 501, 505})
"""What a request may be answered with. 501 and 505 are what HTTP has for methods and versions nobody knows."""

WATCHED = """
import ipaddress, sys
def watch(event, asked):
    if event in ("socket.connect", "socket.sendto"):
        host = asked[1][0] if isinstance(asked[1], tuple) else "127.0.0.1"
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = asked[0] or "127.0.0.1"
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host != "localhost" and not host.startswith(("127.", "::1", "::ffff:127.")):
        with open(sys.argv[2], "a") as log:
            print(event, asked[1:] if event.endswith(("connect", "sendto")) else asked, file=log)
sys.addaudithook(watch)
import uvicorn
uvicorn.run("app:app", port=int(sys.argv[1]))
"""
"""The server, with a note of every other machine it would ask."""


@dataclass(frozen=True)
class Attacked:
    process: psutil.Process
    doors: dict[str, Target]
    log: Path
    asked_others: Path


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacked")
    port, proxy = free_port(), free_port()
    log, others = folder / "log", folder / "others"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", WATCHED, str(port), str(others)],
            cwd=ROOT,
            env={**os.environ, "PYTHONMALLOC": "malloc", "MALLOC_ARENA_MAX": "1"},
            stdout=output,
            stderr=output,
        )
    try:
        with nginx(folder, proxy, (port, port)):
            doors = {"itself": Target("localhost", port), "behind nginx": Target("localhost", proxy)}
            eventually_true(
                lambda: all(status(run_async(answer_to(one, get("/ready")))) == 200 for one in doors.values())
            )
            yield Attacked(psutil.Process(process.pid), doors, log, others)
    finally:
        process.kill()
        process.wait()


@pytest.fixture(params=["itself", "behind nginx"])
def door(attacked: Attacked, request: pytest.FixtureRequest) -> Target:
    return attacked.doors[request.param]


async def answer_to(door: Target, asked: bytes, patience: float = 20) -> bytes:
    """All that comes back until the server closes, or has said nothing for a moment."""
    try:
        reader, writer = await door.opened()
    except OSError:
        return b""
    writer.write(asked)
    return await said_by(reader, writer, patience, 0.3)


async def said_by(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, first: float, then: float) -> bytes:
    """All that comes until the other end closes, or says nothing for so many seconds."""
    said = b""
    with suppress(OSError, TimeoutError):
        while True:
            async with asyncio.timeout(then if said else first):
                more = await reader.read(65536)
            if not more:
                break
            said += more
    writer.transport.abort()
    return said


def status(answer: bytes) -> int:
    """0 where the connection was closed without a word."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def tells_nothing(said: bytes) -> bool:
    return not any(one in said for one in (b"Traceback", b"site-packages", str(ROOT).encode(), b'File "'))


def all_at_once(door: Target, requests: list[bytes]) -> list[bytes]:
    async def ask() -> list[bytes]:
        return await asyncio.gather(*(answer_to(door, one) for one in requests))

    return run_async(ask())


def all_doors(doors: dict[str, Target], asked: bytes) -> list[bytes]:
    return [run_async(answer_to(door, asked)) for door in doors.values()]


async def read(door: Target, pages: list[tuple[str, str]], patience: float = 30) -> list[bytes]:
    """What a reader is sent who asks for these pages, each a slug and a query, one after another."""
    reader, sent = Reader(f"http://{door.host}:{door.port}"), list[bytes]()
    await reader.arrive()
    assert reader.socket
    for page, query in pages:
        await reader.socket.send(asks_for(page, query))
        async with asyncio.timeout(patience):
            while True:
                data = await reader.socket.recv(decode=False)
                sent.append(data)
                message = ForwardMsg.FromString(data)
                assert not message.delta.new_element.HasField("exception"), message
                if message.WhichOneof("type") == "script_finished":
                    break
    await reader.leave()
    return sent


def is_well(door: Target) -> None:
    """Somebody reads, and is shown a chapter to its end."""
    assert any(b"colophon" in said for said in run_async(read(door, [("case", "")])))


# ── requests ──────────────────────────────────────────────────────────────────────────────────────


def test_odd_requests_are_answered_calmly(door: Target) -> None:
    requests = [*(get(path, "Connection: close\r\n") for path in ODD_PATHS), *ODD_REQUESTS]
    for asked, answer in zip(requests, all_at_once(door, requests), strict=True):
        assert status(answer) in CALM | {0}, (asked[:80], answer[:200])
        assert tells_nothing(answer) and b"root:" not in answer, asked[:80]
    is_well(door)


@given(
    paths=some.lists(some.one_of(some.binary(max_size=300), some.text(max_size=100).map(str.encode)), max_size=20),
    queries=some.lists(some.tuples(some.sampled_from(["evidence", "model", "beat", "term", "ties", "x"]), some.text())),
)
@settings(max_examples=10, derandomize=True, deadline=None)
def test_any_address_is_answered_calmly(attacked: Attacked, paths: list[bytes], queries: list[tuple[str, str]]) -> None:
    asked = [get(f"/{quote(path)}", "Connection: close\r\n") for path in paths]
    asked += [b"GET /" + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" for path in paths]
    asked.append(get(f"/case?{urlencode(queries, errors='surrogatepass')}", "Connection: close\r\n"))
    for door in attacked.doors.values():
        for answer in all_at_once(door, asked):
            assert status(answer) in CALM | {0} and tells_nothing(answer), answer[:200]


def test_what_a_host_measures_is_not_there_for_strangers(attacked: Attacked) -> None:
    itself, behind = all_doors(attacked.doors, get("/metrics", "Connection: close\r\n"))
    assert status(itself) == 200 and b"explainer_readers" in itself
    assert status(behind) == 404 and b"explainer_readers" not in behind


# ── what a reader may ask ─────────────────────────────────────────────────────────────────────────

PARAMETERS = (
    "evidence",
    "answers",
    "model",
    "ties",
    "beat",
    "term",
    "level",
    "chapter",
    "present",
    "plan",
    "embed",
    "q",
)

ODD_VALUES = (MARKUP, "x" * 5000, "%00\0\x1f", "{{7*7}}${7*7}", "~:~:-1:1e999:nan", "../../etc/passwd", "\ud7ff\u202e")


def test_no_page_repeats_what_its_address_says(attacked: Attacked) -> None:
    """Not even where it would do no harm."""
    queries = [urlencode(dict.fromkeys(PARAMETERS, value), errors="replace") for value in ODD_VALUES]
    pages = [chapter.path.strip("/") for chapter in story().chapters]
    first = [[one] for one in zip(pages, cycle(queries), strict=False)]  # with nothing asked before
    then = [(page, queries[0]) for page in pages]

    async def everybody() -> list[list[bytes]]:
        return await asyncio.gather(*(read(attacked.doors["itself"], one) for one in (*first, then)))

    for said in run_async(everybody()):
        for one in said:
            assert tells_nothing(one) and not any(odd in one for odd in (b"onerror=", b"etc/passwd")), one[:500]


def test_odd_frames_end_the_connection_or_nothing(attacked: Attacked, door: Target) -> None:
    async def say(what: bytes) -> bytes:
        reader, writer = await door.websocket()
        writer.write(what)
        return await said_by(reader, writer, 1, 1)

    async def everybody() -> list[bytes]:
        return await asyncio.gather(*map(say, ODD_FRAMES.values()))

    for what, said in zip(ODD_FRAMES, run_async(everybody()), strict=True):
        assert tells_nothing(said), what
    is_well(door)


def test_state_that_no_page_gave_is_passed_over(attacked: Attacked) -> None:
    """Values for controls that are there, and for some that are not, in every kind."""

    def states() -> Iterator[bytes]:
        for kind, value in (
            ("string_value", MARKUP),
            ("int_value", 2**62),
            ("double_value", float("nan")),
            ("json_value", json.dumps({"name": MARKUP, "value": [MARKUP]})),
            ("json_value", "{" * 5000),
            ("bytes_value", b"\xff" * 100),
        ):
            ask = BackMsg()
            ask.rerun_script.page_name = "case"
            for name in ("$$ID-x-bet", "$$ID-0-browser", "evidence", "$$ID-x-stage", "_session"):
                setattr(ask.rerun_script.widget_states.widgets.add(id=name), kind, value)
            yield frame(bytes(ask.SerializeToString()))

    async def say() -> None:
        for state in states():
            _, writer = await attacked.doors["itself"].websocket()
            writer.write(state)
            await writer.drain()
            await asyncio.sleep(0.1)
            writer.transport.abort()

    run_async(say())
    is_well(attacked.doors["itself"])


# ── all of it at once ─────────────────────────────────────────────────────────────────────────────


def test_readers_are_served_while_all_of_it_is_tried(attacked: Attacked, door: Target) -> None:
    before = attacked.process.memory_info().rss
    attacks = subprocess.Popen([sys.executable, "-m", "bench.attacks", f"http://localhost:{door.port}", "3"], cwd=ROOT)
    pages = [(chapter.path.strip("/"), "") for chapter in story().chapters]
    end = time.monotonic() + 60
    try:
        while attacks.poll() is None:
            assert time.monotonic() < end, "the attack goes on"
            run_async(read(door, pages[:2], patience=60))
            assert status(run_async(answer_to(door, get("/case", "Connection: close\r\n"), patience=60))) == 200
        assert attacks.returncode == 0
    finally:
        attacks.kill()
        attacks.wait()
    assert attacked.process.memory_info().rss - before < 150e6
    is_well(door)


def test_log_has_a_line_for_each_problem_and_nothing_of_a_stranger(attacked: Attacked) -> None:
    lines = attacked.log.read_text(encoding="utf-8").splitlines()
    assert [
        line for line in lines if not re.fullmatch(r'time="[^"]+" level=[A-Z]+ room=[\w.]+ says="[^"]*"', line)
    ] == []
    assert not [line for line in lines if "onerror" in line or str(ROOT) in line]
    assert len(lines) < 200


def test_nobody_else_was_asked_for_anything(attacked: Attacked) -> None:
    asked = attacked.asked_others.read_text(encoding="utf-8").splitlines() if attacked.asked_others.exists() else []
    # For an invitation the machine looks up which address it has itself: nothing is sent there.
    assert [one for one in asked if _ELSEWHERE[0] not in one] == []


# ── what stands in the content ────────────────────────────────────────────────────────────────────


def test_markup_in_the_content_is_shown_and_not_run(copy: Copy) -> None:
    """In every word that a reader sees, whoever edited it."""

    def marked(words: Any) -> Any:
        match words:
            case dict():
                return {name: marked(value) for name, value in words.items()}
            case list():
                return [marked(value) for value in words]
            case str() if " " in words:
                return f"{words} {MARKUP}"
        return words

    for path in sorted((copy.root / "en").glob("*.yaml")):
        copy.edit(f"en/{path.name}", lambda data: data.update(marked(data)))
    for path in sorted((copy.root / "en" / "chapters").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^(?=[A-Z].*\w)(.*)$", rf"\1 {MARKUP}", text), encoding="utf-8")
    told = copy.load()
    pages = {**made_files(told, "<html><head><title></title></head><body></body></html>", ""), **full_pages(told)}
    html = [make().body.decode() for address, make in pages.items() if "." not in address]
    assert len(html) > len(told.chapters)
    for one in (*html, not_found_page(told, "")):
        assert "&lt;img" in one
        assert LexborHTMLParser(one).css("[onerror], img[src=x]") == []
