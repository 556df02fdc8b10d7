"""CPU and bytes per page run: the story beside an empty stock Streamlit page and `streamlit hello`. `make bench`."""

import asyncio
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean
from time import perf_counter

import psutil

from bench import servers
from bench.reader import Reader
from bench.servers import Server
from explainer.checked import story

HELLO_PAGES = ("", "plotting_demo", "animation_demo")
"""The pages of `streamlit hello` that need no data from elsewhere. The last two animate for seconds in each run."""


@dataclass(frozen=True)
class Cost:
    """What one run of a page cost the server: milliseconds of CPU, bytes sent, and what went wrong."""

    page: str
    cpu: float
    sent: float
    failures: tuple[str, ...]


async def cost(server: Server, page: str, readers_at_once: int, runs: int, warm_up: int) -> Cost:
    """The mean over `runs` runs of each reader, after `warm_up` runs that do not count.

    A reader asks for the page again as soon as its last run has finished.
    """
    readers = [Reader(server.address) for _ in range(readers_at_once)]
    for reader in readers:
        await reader.arrive()
    await _run(readers, page, warm_up)
    cpu, sent = server.cpu(), sum(reader.received for reader in readers)
    await _run(readers, page, runs)
    cpu, sent = server.cpu() - cpu, sum(reader.received for reader in readers) - sent
    for reader in readers:
        await reader.leave()
    count = runs * readers_at_once
    failures = {failure for reader in readers for failure in reader.failures}
    return Cost(page, 1000 * cpu / count, sent / count, tuple(sorted(failures)))


async def _run(readers: Iterable[Reader], page: str, times: int) -> None:
    async def again(reader: Reader) -> None:
        for _ in range(times):
            await reader.run(page)

    await asyncio.gather(*(again(reader) for reader in readers))


def measure(server: Server, pages: Iterable[str], readers: int = 8, runs: int = 25, warm_up: int = 3) -> list[Cost]:
    """The cost of each page, one after another."""
    return [asyncio.run(cost(server, page, readers, runs, warm_up)) for page in pages]


def row(name: str, cpu: float, empty: float, sent: float | None = None) -> str:
    """A line of the table."""
    return f"{name:<32} {cpu:>10.1f} {cpu / empty:>10.2f} {'' if sent is None else f'{sent / 1000:.1f}':>10}"


def main() -> int:
    """Measure, print the table; 1 if any run failed."""
    client, began = psutil.Process(), perf_counter()
    own = sum(client.cpu_times()[:2])
    with servers.stock_page() as server:
        empty = measure(server, [""])[0]
    with servers.story() as server:
        chapters = measure(server, [chapter.path.removeprefix("/") for chapter in story().chapters])
    with servers.hello() as server:
        hello = measure(server, HELLO_PAGES, readers=2, runs=2, warm_up=1)
    share = (sum(client.cpu_times()[:2]) - own) / (perf_counter() - began) / (psutil.cpu_count() or 1)

    print(f"{'page':<32} {'CPU ms/run':>10} {'of empty':>10} {'kB/run':>10}")
    print(row("empty page, stock Streamlit", empty.cpu, empty.cpu, empty.sent))
    for page in chapters:
        print(row(f"/{page.page}", page.cpu, empty.cpu, page.sent))
    print(row("all pages, mean", mean(page.cpu for page in chapters), empty.cpu))
    for page in hello:
        print(row(f"streamlit hello /{page.page}", page.cpu, empty.cpu, page.sent))
    print(f"The simulated readers took {share:.0%} of this machine's {psutil.cpu_count()} cores themselves.")
    failures = [f"/{page.page}: {failure}" for page in (empty, *chapters, *hello) for failure in page.failures]
    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
