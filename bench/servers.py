"""Servers to measure: the story, an empty stock Streamlit page, and `streamlit hello`, each in a fresh process."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).resolve().parent.parent

PATIENCE = 60.0
"""Seconds a server may take until it answers."""


@dataclass(frozen=True)
class Server:
    """A server that answers at `address` (http://localhost:port, without a slash at its end).

    `started` is how many seconds it took from its start until it had served its first page, `ready` until it said at
    /ready that the story has been read once (0 where nobody says so).
    """

    address: str
    process: psutil.Process
    started: float
    ready: float = 0

    def cpu(self) -> float:
        """Seconds of CPU its process has used since it started."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Megabytes of memory its process holds now."""
        return float(self.process.memory_info().rss / 1e6)


class Cpu:
    """Who keeps this machine busy from now on: a server, this process as its client, and everybody else."""

    def __init__(self, server: Server):
        self._server, self._began = server, monotonic()
        self._used = server.cpu(), _own_cpu()
        psutil.cpu_percent()

    def shares(self) -> tuple[float, float, float]:
        """Their shares of all cores since then, between 0 and 1."""
        machine = psutil.cpu_percent() / 100
        cores = (monotonic() - self._began) * (psutil.cpu_count() or 1)
        server, own = (
            (now - then) / cores for now, then in zip((self._server.cpu(), _own_cpu()), self._used, strict=True)
        )
        return server, own, max(0.0, machine - server - own)


def _own_cpu() -> float:
    times = psutil.Process().cpu_times()
    return float(times.user + times.system)


@contextmanager
def story() -> Iterator[Server]:
    """The explainer, as a reader meets it once it is ready."""
    began = monotonic()
    with _serving("run", str(ROOT / "app.py"), cwd=ROOT) as server:
        if not _answers(f"{server.address}/ready", server.process):
            raise RuntimeError("the server did not get ready")
        yield replace(server, ready=monotonic() - began)


@contextmanager
def stock_page() -> Iterator[Server]:
    """An empty page, with nothing set that Streamlit does not set by itself."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "empty.py"
        page.write_text("import streamlit as st\n", encoding="utf-8")
        _without_uvloop(Path(folder))
        with _serving("run", str(page), cwd=Path(folder)) as server:
            yield server


@contextmanager
def hello() -> Iterator[Server]:
    """What `streamlit hello` shows, with stock settings."""
    with TemporaryDirectory() as folder:
        _without_uvloop(Path(folder))
        with _serving("hello", cwd=Path(folder)) as server:
            yield server


def _without_uvloop(folder: Path) -> None:
    """Hide it from a server that is started there: Streamlit by itself does not bring it."""
    (folder / "uvloop.py").write_text("raise ModuleNotFoundError\n", encoding="utf-8")


@contextmanager
def _serving(*command: str, cwd: Path) -> Iterator[Server]:
    """Run `streamlit` with this command on a free port until the block is left. Raises RuntimeError."""
    port = _free_port()
    with TemporaryDirectory() as home, (Path(home) / "log").open("w+", encoding="utf-8") as log:
        # What this machine's user has set for Streamlit would change what is measured.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
        options = ["--server.port", str(port), "--server.headless", "true"]
        began = monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "streamlit", *command, *options],
            cwd=cwd,
            env={**environment, "HOME": home},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process:
            try:
                address = f"http://localhost:{port}"
                if not _answers(address, psutil.Process(process.pid)):
                    log.seek(0)
                    raise RuntimeError(f"the server did not start:\n{log.read()}")
                yield Server(address, psutil.Process(process.pid), monotonic() - began)
            finally:
                process.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port: int = free.getsockname()[1]
        return port


def _answers(address: str, process: psutil.Process) -> bool:
    """Wait until this page is there; False if the server stopped, or took longer than PATIENCE."""
    end = monotonic() + PATIENCE
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE and monotonic() < end:
        try:
            with urlopen(address, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            sleep(0.02)
    return False
