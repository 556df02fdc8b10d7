"""What tests share: the story as it stands, copies of content/ to break, and servers to visit."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
sys.path.insert(0, str(ROOT))

from explainer import checked  # noqa: E402
from explainer.content import ContentError, Story, load  # noqa: E402
from explainer.diagrams import DIAGRAMS  # noqa: E402
from explainer.figures import CHARTS  # noqa: E402


@pytest.fixture(scope="session")
def story() -> Story:
    """The story under content/."""
    return checked.story()


# ── content to break ──────────────────────────────────────────────────────────────────────────────


class Copy:
    """A copy of content/ that a test may break. Files are named as in the messages: `en/study.yaml`."""

    def __init__(self, root: Path):
        self.root = root

    def text(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.root / file).write_text(text, encoding="utf-8")

    def edit(self, file: str, change: Callable[[Any], object]) -> None:
        """Let `change` alter what the YAML file says, in place."""
        yaml = YAML()
        data = yaml.load(self.text(file))
        change(data)
        with (self.root / file).open("w", encoding="utf-8") as out:
            yaml.dump(data, out)

    def say(self, slug: str, block: str, words: str) -> int:
        """Put words at the beginning of a block of a chapter; returns their line, from 1."""
        file = f"en/chapters/{slug}.md"
        text, count = re.subn(rf"^## {block}$", f"## {block}\n\n{words}", self.text(file), flags=re.MULTILINE)
        assert count == 1, f"no block {block} in {file}"
        self.write(file, text)
        return text[: text.index(f"## {block}\n")].count("\n") + 3

    def load(self) -> Story:
        return load(self.root, [*DIAGRAMS, *CHARTS])

    def problems(self) -> list[str]:
        """The mistakes the loader finds; none is a failure."""
        with pytest.raises(ContentError) as stopped:
            self.load()
        return stopped.value.problems


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A sound copy of content/, to break."""
    return Copy(Path(shutil.copytree(CONTENT, tmp_path / "content")))


# ── servers ───────────────────────────────────────────────────────────────────────────────────────

PATIENCE = 60.0
"""Seconds a server may take to answer before that counts as a failure."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def streamlit_run(port: int) -> list[str]:
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]


@contextmanager
def running(
    command: Sequence[str], port: int, log: Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Start a server, wait until it answers, yield its address, and end it. Its output goes to `log`."""
    address = f"http://localhost:{port}"
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=output, stderr=output)
        try:
            _wait_until_it_answers(address, process, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the server stopped with {process.returncode}:\n{log.read_text(encoding='utf-8')}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {address} within {PATIENCE:.0f} s:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the one server the browser tests share."""
    port = free_port()
    with running(streamlit_run(port), port, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


# ── a browser ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of all tests. A machine without one fails them: what only a browser shows would go untested."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.fail("no Chromium on this machine; `apt-get install chromium` brings one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


expect.set_options(timeout=15_000)  # a busy machine is not a broken app


class Visit:
    """A browser context at one server, which notes what a reader would never see: errors and outside requests."""

    def __init__(self, browser: Browser, address: str, **options: Any):
        self.address = address
        self.context = browser.new_context(**{"viewport": {"width": 1100, "height": 900}, **options})
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.context.on("console", self._note)
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.context.on("request", self._look)

    def _note(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        streamlits_own = "404" in message.text and where.endswith(("/_stcore/health", "/_stcore/host-config"))
        if message.type == "error" and not streamlits_own:
            self.errors.append(f"{message.text} ({where})")

    def _look(self, request: Request) -> None:
        if request.url.startswith(("http:", "https:")) and not request.url.startswith(f"{self.address}/"):
            self.outside.append(request.url)

    def open(self, path: str = "/", page: Page | None = None) -> Page:
        """Go to an address and wait until the app has drawn all of it."""
        page = page or self.context.new_page()
        page.goto(f"{self.address}{path}")
        return settled(page)


def settled(page: Page) -> Page:
    """The same page, once the app stands in the place of the words served first, and no run is under way."""
    page.wait_for_selector("#served", state="detached", timeout=30_000)
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"] .colophon', timeout=30_000)
    return page


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Begin visits: `visit(address, **options of a context)`. Errors and outside requests fail the test at its end."""
    begun: list[Visit] = []

    def begin(address: str, **options: Any) -> Visit:
        begun.append(Visit(chromium, address, **options))
        return begun[-1]

    yield begin
    for one in begun:
        one.context.close()
    assert [error for one in begun for error in one.errors] == []
    assert [url for one in begun for url in one.outside] == []


@pytest.fixture
def reader(server: str, visit: Callable[..., Visit]) -> Visit:
    """A reader at a desk, with a browser that has kept nothing yet."""
    return visit(server)
