"""Many readers at once, on one process: how long a page run takes, what fails, what memory they take. `make load`."""

import argparse
import asyncio
import random
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import psutil

from bench import servers
from bench.reader import Reader
from explainer.checked import story

CHAPTERS = tuple(chapter.path.strip("/") for chapter in story().chapters)

SETTLE = 150
"""Seconds from the last reader's leaving until memory is read: Streamlit keeps a lost session for 120."""


@dataclass
class Seen:
    """What the readers of a scenario saw: the seconds of each run, and what went wrong."""

    runs: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def exceeded_by(self, share: float) -> float:
        """The seconds that only this share of the runs took longer than."""
        ordered = sorted(self.runs, reverse=True)
        return ordered[int(share * len(ordered))]


async def wander(address: str, seen: Seen, within: float, seconds: float) -> None:
    """Arrive within some seconds; move on every 20 seconds on average, through the chapters in any order."""
    leaves = time.monotonic() + within + seconds
    await asyncio.sleep(random.uniform(0, within))
    async with _reader(address, seen) as reader:
        while True:
            for page in random.sample(CHAPTERS, len(CHAPTERS)):
                seen.runs.append(await reader.run(page))
                pause = random.expovariate(1 / 20)
                if time.monotonic() + pause > leaves:
                    return
                await asyncio.sleep(pause)


async def sit_in_class(address: str, seen: Seen) -> None:
    """Open the cover within ten seconds, and turn to the same chapter as everybody within five."""
    begin, turn = random.uniform(0, 10), random.uniform(12, 17)
    await asyncio.sleep(begin)
    async with _reader(address, seen) as reader:
        seen.runs.append(await reader.run(""))
        await asyncio.sleep(turn - begin)
        seen.runs.append(await reader.run("logics"))


class _reader:
    """A connection for the length of a block; what goes wrong is noted and ends only this reader."""

    def __init__(self, address: str, seen: Seen):
        self.reader, self.seen = Reader(address), seen

    async def __aenter__(self) -> Reader:
        await self.reader.arrive()
        return self.reader

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        self.seen.failures += self.reader.failures
        if error is not None:
            self.seen.failures.append(f"{type(error).__name__}: {error}")
        await self.reader.leave()
        return isinstance(error, Exception)


async def _watched(process: psutil.Process, readers: list[Coroutine[Any, Any, None]]) -> list[int]:
    """Let the readers read; the server's memory in bytes, every second."""
    memory = []

    async def watch() -> None:
        while True:
            memory.append(int(process.memory_info().rss))
            await asyncio.sleep(1)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*readers)
    watching.cancel()
    return memory


def measure(name: str, readers: int, seconds: float, settle: float) -> str:
    """A line of the table, for a fresh server. `seconds` is how long readers stay; 0 is a class."""
    seen, client = Seen(), psutil.Process()
    with servers.story() as server:
        asyncio.run(_watched(server.process, [wander(server.address, Seen(), 0, 10) for _ in range(5)]))  # warm-up
        before, cpu, own, began = (
            server.process.memory_info().rss,
            server.cpu(),
            sum(client.cpu_times()[:2]),
            time.time(),
        )
        reading = [
            wander(server.address, seen, 20, seconds) if seconds else sit_in_class(server.address, seen)
            for _ in range(readers)
        ]
        memory = asyncio.run(_watched(server.process, reading))
        passed = time.time() - began
        cpu, own = server.cpu() - cpu, sum(client.cpu_times()[:2]) - own
        time.sleep(settle)
        after = server.process.memory_info().rss
    cores = passed * (psutil.cpu_count() or 1)
    settled = memory[len(memory) // 3] if len(memory) > 60 else before
    line = (
        f"{name:<22}{readers:>8}{len(seen.runs):>8}{seen.exceeded_by(0.5):>8.3f}{seen.exceeded_by(0.05):>8.3f}"
        f"{max(seen.runs):>8.2f}{len(seen.failures):>8}{cpu / cores:>9.0%}{own / cores:>9.0%}"
        f"{(max(memory) - before) / readers / 1000:>11.0f}{before / 1e6:>8.0f}{settled / 1e6:>8.0f}"
        f"{memory[-1] / 1e6:>8.0f}{after / 1e6:>8.0f}"
    )
    return "\n".join([line, *(f"    {failure[:110]}" for failure in sorted(set(seen.failures))[:4])])


HEAD = (
    f"{'scenario':<22}{'readers':>8}{'runs':>8}{'p50 s':>8}{'p95 s':>8}{'max s':>8}{'failed':>8}{'server':>9}"
    f"{'client':>9}{'kB/reader':>11}{'MB at 0':>8}{'at 1/3':>8}{'at end':>8}{'after':>8}"
)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument(
        "scenario", choices=("hall", "thousand", "growth", "steady"), nargs="*", default=["hall", "thousand"]
    )
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
                print(measure("moving on every 20 s", 1000, 120, asked.settle), flush=True)
            case "steady":
                print(measure("half an hour", 1000, 1800, asked.settle), flush=True)
            case "growth":
                for readers in (100, 300, 1000, 2000):
                    print(measure("moving on every 20 s", readers, 60, 0), flush=True)
    print("server, client: their share of all cores. Memory: the server's, before, during, and after all have left.")


if __name__ == "__main__":
    main()
