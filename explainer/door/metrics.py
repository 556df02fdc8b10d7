"""What a host may measure, for Prometheus and its like: readers, runs, memory, what was refused. Nothing of anybody."""

import os
import time
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from explainer.door.invite import is_this_machine

ADDRESS = "/metrics"

REFUSED = ("full", "origin", "address", "silent", "text", "too_long")
"""Why the connection of a reader was refused or ended."""

_PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
"""What a proxy adds: somebody else asks through it."""


@dataclass
class Measured:
    """Counted since the start. `lately` holds the seconds that the last pages took, from turn to end."""

    places: int = 0
    readers: int = 0
    runs: int = 0
    seconds: float = 0.0
    lately: deque[float] = field(default_factory=lambda: deque(maxlen=1000))
    refused: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(REFUSED, 0)))

    def run(self, seconds: float) -> None:
        """A page was drawn, so long after it was asked for."""
        self.runs += 1
        self.seconds += seconds
        self.lately.append(seconds)

    def text(self) -> str:
        """As Prometheus reads it."""
        took = sorted(self.lately) or [0.0]
        shares = {f'{{quantile="{share}"}}': took[int(share * (len(took) - 1))] for share in (0.5, 0.95)}
        families: list[tuple[str, str, dict[str, float]]] = [
            ("explainer_readers", "gauge", {"": self.readers}),
            ("explainer_places", "gauge", {"": self.places}),
            ("explainer_refused_total", "counter", {f'{{why="{why}"}}': n for why, n in self.refused.items()}),
            ("explainer_run_seconds", "summary", {**shares, "_sum": self.seconds, "_count": self.runs}),
            ("process_cpu_seconds_total", "counter", {"": time.process_time()}),
            *(("process_" + name, "gauge", {"": value}) for name, value in _of_the_process().items()),
        ]
        lines = []
        for name, kind, values in families:
            lines += [f"# TYPE {name} {kind}", *(f"{name}{which} {value}" for which, value in values.items())]
        return "\n".join(lines) + "\n"


def _of_the_process() -> dict[str, float]:
    """Memory in bytes and open files, where the system says so (Linux)."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        files = sum(1 for _ in Path("/proc/self/fd").iterdir())
        return {"resident_memory_bytes": pages * os.sysconf("SC_PAGE_SIZE"), "open_fds": files}
    return {}


def metrics(measured: Measured) -> Route:
    """/metrics, for who asks on this machine itself; for all others there is nothing."""

    async def answer(request: Request) -> Response:
        here = request.client and is_this_machine(request.client.host) and is_this_machine(request.url.hostname or "")
        if not here or any(name in request.headers for name in _PASSED_ON):
            return PlainTextResponse("Not found", 404)
        return PlainTextResponse(measured.text())

    return Route(ADDRESS, answer)
