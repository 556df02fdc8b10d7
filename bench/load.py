"""Many readers at once, on one process: how long a page run takes, what fails, what memory they take. `make load`."""

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Coroutine
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from bench import servers
from bench.reader import Reader
from bench.servers import Cpu, Server
from explainer.checked import story

CHAPTERS = tuple(chapter.path.strip("/") for chapter in story().chapters)

SETTLE = 170
"""Seconds from the last reader's leaving until memory is read: a session is kept for 120, then it must be quiet."""


@dataclass
class Seen:
    """What the readers of a scenario saw: the seconds of each run, and what went wrong."""

    runs: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def exceeded_by(self, share: float) -> float:
        """The seconds that only this share of the runs took longer than."""
        ordered = sorted(self.runs, reverse=True)
        return ordered[int(share * len(ordered))]


async def wander(reader: Reader, seen: Seen, within: float, seconds: float) -> None:
    """Arrive within some seconds; move on every 20 seconds on average."""
    leaves = time.monotonic() + within + seconds
    await asyncio.sleep(random.uniform(0, within))
    await reader.arrive()
    await stay(reader, seen, leaves, 20)


async def stay(reader: Reader, seen: Seen, leaves: float, every: float) -> None:
    """Move on so often on average, through the chapters in any order, until it is time to leave."""
    while True:
        for page in random.sample(CHAPTERS, len(CHAPTERS)):
            seen.runs.append(await reader.run(page))
            pause = random.expovariate(1 / every)
            if time.monotonic() + pause > leaves:
                return
            await asyncio.sleep(pause)


async def sit_in_class(reader: Reader, seen: Seen) -> None:
    """Open the cover within ten seconds, and turn to the same chapter as everybody within five."""
    begin, turn = random.uniform(0, 10), random.uniform(12, 17)
    await asyncio.sleep(begin)
    await reader.arrive()
    seen.runs.append(await reader.run(""))
    await asyncio.sleep(turn - begin)
    seen.runs.append(await reader.run("logics"))


async def _guarded(seen: Seen, reading: Coroutine[Any, Any, None]) -> None:
    """What goes wrong is noted, and ends only this reader."""
    try:
        await reading
    except Exception as error:
        seen.failures.append(f"{type(error).__name__}: {error}")


async def _one(reader: Reader, seen: Seen, reading: Coroutine[Any, Any, None]) -> None:
    """Let one reader read, and leave."""
    await _guarded(seen, reading)
    seen.failures += reader.failures
    await reader.leave()


async def _all(server: Server, seen: Seen, readers: int, within: float, seconds: float) -> list[float]:
    """Let readers read, `seconds` long each, 0 for a class; the server's memory in MB, at every second."""
    memory = [server.memory()]

    async def watch() -> None:
        while True:
            await asyncio.sleep(1)
            memory.append(server.memory())

    watching = asyncio.create_task(watch())
    everyone = []
    for _ in range(readers):
        reader = Reader(server.address)
        reading = wander(reader, seen, within, seconds) if seconds else sit_in_class(reader, seen)
        everyone.append(_one(reader, seen, reading))
    await asyncio.gather(*everyone)
    watching.cancel()
    return memory


def measure(name: str, readers: int, seconds: float, settle: float, rounds: int = 1) -> str:
    """A line of the table, for a fresh server. `seconds` is how long readers stay; 0 is a class.

    As many come again in every further round, `settle` seconds after the last of a round has left.
    """
    seen, after = Seen(), []
    with servers.story() as server:
        asyncio.run(_all(server, Seen(), 5, 0, 10))
        before, cpu = server.memory(), Cpu(server)
        memory = asyncio.run(_all(server, seen, readers, 20, seconds))
        shares = cpu.shares()
        for further in range(rounds if settle else 0):
            if further:
                asyncio.run(_all(server, seen, readers, 20, seconds))
            time.sleep(settle)
            after.append(server.memory())
    lines = [_line(name, readers, seen, shares, before, memory, after)]
    if seconds > 600:
        lines.append(_minutes(memory[120:-30]))  # all are there by then, and nobody has left
    return "\n".join(lines)


async def beside(what: str, settle: float, seconds: float, every: float, readers: int = 30) -> str:
    """Two lines of the table: the same readers, who move on `every` so many seconds, alone and then beside `what`.

    The others are a process of their own, a module of this room: readers shall wait for the server alone.
    """
    lines: list[str] = []
    with servers.story() as server:
        everyone = [Reader(server.address) for _ in range(readers)]
        await asyncio.gather(*(reader.arrive() for reader in everyone))
        for name in ("arriving", "thirty readers", f"and {what}"):
            seen, before, cpu = Seen(), server.memory(), Cpu(server)
            others = [sys.executable, "-m", f"bench.{what}", server.address, f"{seconds + 5}"]
            with subprocess.Popen(others) if name == f"and {what}" else nullcontext():
                leaves = time.monotonic() + seconds
                reading = (_guarded(seen, stay(reader, seen, leaves, every)) for reader in everyone)
                most, *_ = await asyncio.gather(_most(server, seconds), *reading)
                shares = cpu.shares()
            lines.append(_line(name, readers, seen, shares, before, [most or before, server.memory()], []))
        await asyncio.gather(*(reader.leave() for reader in everyone))
        time.sleep(settle)
        return "\n".join([*lines[1:], f"    {settle:.0f} s after all have left: {server.memory():.0f} MB"])


async def _most(server: Server, seconds: float) -> float:
    """The most memory it holds in so many seconds, in MB."""
    most = 0.0
    for _ in range(int(seconds)):
        most = max(most, server.memory())
        await asyncio.sleep(1)
    return most


def _line(
    name: str,
    readers: int,
    seen: Seen,
    shares: tuple[float, float, float],
    before: float,
    memory: list[float],
    after: list[float],
) -> str:
    """A line of the table, and below it the first of what failed."""
    line = (
        f"{name:<22}{readers:>8}{len(seen.runs):>8}{seen.exceeded_by(0.5):>8.3f}{seen.exceeded_by(0.05):>8.3f}"
        f"{max(seen.runs, default=0):>8.2f}{len(seen.failures):>8}{''.join(f'{share:>8.0%}' for share in shares)}"
        f"{1000 * (max(memory) - before) / readers:>8.0f}{before:>8.0f}{max(memory):>8.0f}{memory[-1]:>8.0f}"
        f"{'':>3}{', then '.join(f'{megabytes:.0f}' for megabytes in after)}"
    )
    return "\n".join([line, *(f"    {failure[:110]}" for failure in sorted(set(seen.failures))[:4])])


def _minutes(memory: list[float]) -> str:
    """The memory minute by minute, and how it grew in the second half: in the first, what is free fills up."""
    later = memory[len(memory) // 2 :]
    grew = statistics.linear_regression(range(len(later)), later).slope * 60
    every = " ".join(f"{megabytes:.0f}" for megabytes in memory[::60])
    return f"    MB at every minute from the third: {every}\n    {1000 * grew:+.0f} kB a minute in the second half"


HEAD = (
    f"{'scenario':<22}{'readers':>8}{'runs':>8}{'p50 s':>8}{'p95 s':>8}{'max s':>8}{'failed':>8}{'server':>8}"
    f"{'client':>8}{'others':>8}{'kB each':>8}{'MB at 0':>8}{'most':>8}{'at end':>8}   after"
)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("scenario", choices=("hall", "thousand", "growth", "steady", "attacks", "maps"), nargs="+")
    ask.add_argument(
        "--settle", type=float, default=SETTLE, help="seconds from the last reader's leaving to the last look"
    )
    asked = ask.parse_args()
    print(HEAD, flush=True)
    for scenario in asked.scenario:
        match scenario:
            case "hall":
                print(measure("lecture hall", 300, 0, asked.settle), flush=True)
            case "thousand":
                print(measure("moving on every 20 s", 1000, 120, asked.settle, rounds=2), flush=True)
            case "steady":
                print(measure("half an hour", 1000, 1800, asked.settle), flush=True)
            case "attacks":
                print(asyncio.run(beside("attacks", asked.settle, seconds=60, every=10)), flush=True)
            case "maps":  # they are made within these seconds
                print(asyncio.run(beside("maps", asked.settle, seconds=18, every=2)), flush=True)
            case "growth":
                for readers in (100, 300, 500, 1000):
                    print(measure("moving on every 20 s", readers, 60, 0), flush=True)
    print(
        "server, client, others: their share of all cores while readers read (the first time). "
        "MB: the server's memory; after: once all have left, then once as many have come and left again."
    )


if __name__ == "__main__":
    main()
