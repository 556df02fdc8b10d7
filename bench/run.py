"""What a page costs and what for, beside an empty stock Streamlit page and `streamlit hello`. `make bench`."""

import asyncio
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory

from bench import servers
from bench.reader import Reader
from bench.servers import Cpu, Server
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


# ── what for ──────────────────────────────────────────────────────────────────────────────────────

TALKING, AROUND = "talking", "around"
"""What Streamlit does for every page: it talks to browsers (the event loop), and prepares and ends runs (threads)."""


def causes(server: Server, page: str) -> Counter[str] | None:
    """How often py-spy met which cause while readers asked for a page: functions of ours, or what Streamlit does.

    A moment belongs to the innermost function of ours that was under way. None where py-spy may not look.
    """
    with TemporaryDirectory() as folder:
        seen = Path(folder) / "stacks"
        look = ["--duration", "5", "--rate", "400", "--gil", "--format", "raw", "--output", str(seen)]
        with subprocess.Popen(
            [Path(sys.executable).with_name("py-spy"), "record", "--pid", str(server.process.pid), *look],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as spy:
            while spy.poll() is None:
                asyncio.run(cost(server, page, readers_at_once=8, runs=5, warm_up=0))
        if spy.returncode:
            return None
        found: Counter[str] = Counter()
        for line in seen.read_text(encoding="utf-8").splitlines():
            stack, count = line.rsplit(" ", 1)
            found[_cause(stack)] += int(count)
        return found


def _cause(stack: str) -> str:
    """The cause of one moment; `stack` is how py-spy writes it: `outer (file.py:1);inner (folder/file.py:2)`."""
    ours = re.findall(r"([\w<>.]+) \((?:explainer/(?:ui/)?|pages/)(\w+)\.py:\d+\)", stack)
    if ours:
        function, file = ours[-1]
        return file if function == "<module>" else f"{file}.{function}"
    return TALKING if "asyncio/runners.py" in stack else AROUND


def told(found: Counter[str] | None) -> str:
    """The shares of what Streamlit does, and the three largest causes of ours."""
    if not found:
        return "   py-spy may not look on this machine"
    share = {cause: count / found.total() for cause, count in found.most_common()}
    ours = [f"{cause} {share[cause]:.0%}" for cause in share if cause not in (TALKING, AROUND)]
    return f"{share.get(TALKING, 0):>9.0%}{share.get(AROUND, 0):>8.0%}   {', '.join(ours[:3])}"


# ── who waits ─────────────────────────────────────────────────────────────────────────────────────


async def waits(server: Server, pages: Iterable[str], readers: int = 100) -> list[float]:
    """Milliseconds each reader, one after another, waits for a page: the mean over these pages."""
    waited = []
    for _ in range(readers):
        reader = Reader(server.address)
        await reader.arrive()
        waited.append(mean([1000 * await reader.run(page) for page in pages]))
        await reader.leave()
    return waited


def started(name: str, server: Server, pages: Iterable[str] = ("",)) -> str:
    """A line of the table of starts. To be asked of a fresh server, before anything else."""
    waited = asyncio.run(waits(server, pages))
    return f"{name:<32}{server.started:>11.2f}{server.ready:>11.2f}{waited[0]:>11.0f}{median(waited[-25:]):>11.0f}"


# ── the tables ────────────────────────────────────────────────────────────────────────────────────


def row(name: str, cpu: float, empty: float, sent: float | None = None, what_for: str = "") -> str:
    """A line of the table."""
    return f"{name:<32}{cpu:>11.1f}{cpu / empty:>11.2f}{'' if sent is None else f'{sent / 1000:.1f}':>11}{what_for}"


def main() -> int:
    """Measure, print the tables; 1 if any run failed."""
    slugs = [chapter.path.removeprefix("/") for chapter in story().chapters]
    with servers.stock_page() as server:
        starts = [started("empty page, stock Streamlit", server)]
        empty = measure(server, [""])[0]
    with servers.story() as server:
        starts.insert(0, started("all pages", server, slugs))
        busy = Cpu(server)
        chapters = measure(server, slugs)
        _, client, others = busy.shares()
        what_for = {page: told(causes(server, page)) for page in slugs}
    with servers.hello() as server:
        hello = measure(server, HELLO_PAGES, readers=2, runs=2, warm_up=1)

    print(
        f"{'page':<32}{'CPU ms/run':>11}{'of empty':>11}{'kB/run':>11}"
        f"{TALKING:>9}{AROUND:>8}   the largest causes in the story's own code"
    )
    print(row("empty page, stock Streamlit", empty.cpu, empty.cpu, empty.sent))
    for page in chapters:
        print(row(f"/{page.page}", page.cpu, empty.cpu, page.sent, what_for[page.page]))
    print(row("all pages, mean", mean(page.cpu for page in chapters), empty.cpu))
    for page in hello:
        print(row(f"streamlit hello /{page.page}", page.cpu, empty.cpu, page.sent))
    print(f"{TALKING}: Streamlit sends and receives. {AROUND}: it prepares and ends runs. Shares as py-spy saw them.")
    print(f"\n{'from the start':<32}{'s to page 1':>11}{'s, ready':>11}{'ms, 1st':>11}{'ms, 100th':>11}")
    print("\n".join(starts))
    print("ready: the story has been read once. A page is served before that; the 1st reader here comes after it.")
    print(f"\nWhile pages were measured, the simulated readers took {client:.0%} of this machine, others {others:.0%}.")
    failures = [f"/{page.page}: {failure}" for page in (empty, *chapters, *hello) for failure in page.failures]
    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
