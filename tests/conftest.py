"""What tests share: the story as it stands, copies of content/ to break, and servers to visit."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Route,
    WebError,
    expect,
    sync_playwright,
)
from selectolax.lexbor import LexborHTMLParser

Value = TypeVar("Value")

ROOT = Path(__file__).resolve().parent.parent
CONTENT = Path(os.environ.get("EXPLAINER_CONTENT", ROOT / "content"))
sys.path.insert(0, str(ROOT))

from explainer import checked  # noqa: E402
from explainer.blocks import blocks_html  # noqa: E402
from explainer.content import load as loading  # noqa: E402
from explainer.content.files import read_yaml  # noqa: E402
from explainer.content.load import ContentError, load  # noqa: E402
from explainer.content.records import Chapter, Story  # noqa: E402
from explainer.evidence import Position  # noqa: E402
from explainer.prose import words_html  # noqa: E402
from exports.browser import chromium as start_chromium  # noqa: E402


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: at the end, all cores have something to do."""
    items.sort(key=lambda item: item.path.name not in ("test_corrections.py", "test_engines.py"))


parsed = loading.read_yaml = cache(read_yaml)  # the many copies of content/ differ in one text each


@pytest.fixture(scope="session")
def story() -> Story:
    """The story under content/."""
    return checked.story()


def told(story: Story, chapter: Chapter, block_ids: Sequence[str], position: Position, page: bool = False) -> str:
    """Blocks of a chapter as HTML, as somebody gets them who has answered nothing; with `page`, in a browser."""
    return blocks_html(story, chapter, map(chapter.block, block_ids), position, page)


def reading(html: str) -> str:
    """What one reads in HTML: its words without the evidence marks, and without what would open."""
    tree = LexborHTMLParser(html)
    for node in tree.css("style, [popover], button.mark"):
        node.decompose()
    return " ".join(tree.text(separator=" ").split())


def said(story: Story, text: str) -> str:
    """A text of the content, as `reading` finds it on a page."""
    return reading(words_html(story, text, "said", Position.IDEAS)[0])


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
        data = deepcopy(parsed(self.text(file)))
        change(data)
        self.write(file, yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=4096))

    def say(self, slug: str, block: str, words: str) -> int:
        """Put words at the beginning of a block of a chapter; returns their line, from 1."""
        file = f"en/chapters/{slug}.md"
        text, count = re.subn(rf"^## {block}$", f"## {block}\n\n{words}", self.text(file), flags=re.MULTILINE)
        assert count == 1, f"no block {block} in {file}"
        self.write(file, text)
        return text[: text.index(f"## {block}\n")].count("\n") + 3

    def load(self, language: str = "en") -> Story:
        return load(self.root, language, checked.story().figures, like="en")

    def problems(self, language: str = "en") -> list[str]:
        """The mistakes the loader finds; none is a failure."""
        with pytest.raises(ContentError) as stopped:
            self.load(language)
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


def streamlit_run(port: int, *more: str) -> list[str]:
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), *more]


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    log: Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    path: str = "",
) -> Iterator[str]:
    """Start a server, wait until it answers, yield its address, and end it. Its output goes to `log`.

    `path` is the base path, where the command asks for one: /story.
    """
    address = f"http://localhost:{port}{path}"
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
    with sync_playwright() as playwright, start_chromium(playwright, "--process-per-site") as browser:
        yield browser


expect.set_options(timeout=30_000)  # a busy machine is not a broken app


class Devices:
    """Browser contexts, one for each kind of device, used again and again: nothing is fetched twice.

    Each has an empty page of our site that stays open. All pages of a site share a process (`--process-per-site`), and
    with one that does not end, the scripts of the next page are compiled already: a third of what opening it costs.
    """

    def __init__(self, browser: Browser):
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = {}

    def take(self, options: Mapping[str, Any]) -> BrowserContext:
        """A device of this kind that has kept nothing."""
        free = self._free.setdefault(repr(sorted(options.items())), [])
        if free:
            return free.pop()
        device = self._browser.new_context(**options)
        stays = device.new_page()
        stays.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
        stays.goto("http://localhost/")
        return device

    def give_back(self, device: BrowserContext, options: Mapping[str, Any], address: str) -> None:
        """Let it forget what it kept for this address, for the next who takes it."""
        stays, *pages = device.pages
        for page in pages:
            page.close()
        device.clear_cookies()
        device.clear_permissions()
        origin = {"origin": "/".join(address.split("/")[:3]), "storageTypes": "local_storage"}
        session = device.new_cdp_session(stays)
        session.send("Storage.clearDataForOrigin", origin)
        session.detach()
        self._free[repr(sorted(options.items()))].append(device)


class Visit:
    """A reader with a device at one server; notes what a reader would never see: errors and outside requests."""

    def __init__(self, devices: Devices, address: str, **options: Any):
        self.address = address
        self.errors: list[str] = []
        self.outside: list[str] = []
        self._devices = devices
        # Motion that nobody looks at costs more than all else; what moves is tested where it is asked for.
        self._options = {"viewport": {"width": 1100, "height": 900}, "reduced_motion": "reduce", **options}
        self._listeners = {"console": self._note, "weberror": self._fail, "request": self._look}
        self.context = devices.take(self._options)
        for event, listener in self._listeners.items():
            self.context.on(event, listener)  # type: ignore[call-overload]
        self.left = False

    def leave(self) -> None:
        """Close every page. A test does so itself where the server ends before it does."""
        if self.left:
            return
        self.left = True
        for event, listener in self._listeners.items():
            self.context.remove_listener(event, listener)
        self._devices.give_back(self.context, self._options, self.address)

    def _fail(self, error: WebError) -> None:
        self.errors.append(str(error.error))

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


def switch(page: Page) -> Locator:
    """The honesty switch, which is folded into the bar; unfolded."""
    inside = page.locator(".st-key-evidence")
    if not inside.is_visible():
        page.locator(".switch-fold summary").click()
    expect(inside).to_be_visible()
    return inside


def menu(page: Page) -> Locator:
    """The chapters in the menu, which is folded beside the bar; unfolded."""
    links = page.locator('[data-testid="stSidebarNavLink"]')
    if not links.first.is_visible():
        page.locator('[data-testid="stExpandSidebarButton"]').click()
    expect(links.first).to_be_visible()
    return links


def forget_me(page: Page) -> None:
    """Have everything forgotten, in the reader's own corner, once the page has come to rest below the pointer."""
    corner = settled(page).locator(".st-key-your-answers")
    corner.locator("summary").click()
    corner.get_by_role("button", name=checked.story().words("reader.forget")).click()
    expect(page.get_by_text(checked.story().words("reader.forgotten"))).to_have_count(1)


def forgive_absence(reader: Visit) -> None:
    """Where the line was cut or the server not there, a browser says so, and so does Streamlit."""
    away = ("ERR_", "Client Error in reaching server endpoint", "Is Streamlit still running?")
    reader.errors = [error for error in reader.errors if not any(word in error for word in away)]


def eventually(page: Page, function: str, arg: Any = None) -> Any:
    """What a JavaScript function returns, once that is true. Playwright's own waiting has the page evaluate a string,
    which our Content-Security-Policy forbids."""
    end = time.monotonic() + PATIENCE
    while not (value := page.evaluate(function, arg)):
        assert time.monotonic() < end, f"never true: {function}"
        page.wait_for_timeout(50)
    return value


def eventually_true(happens: Callable[[], object]) -> None:
    """Wait until this is true, outside a browser."""
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, "it never was"
        time.sleep(0.02)


def still(page: Page, milliseconds: int = 200) -> None:
    """Wait until nothing in the page has changed for so long: what follows a new size or theme has come."""
    watch = """milliseconds => new Promise(still => {
      let timer
      const again = () => { clearTimeout(timer); timer = setTimeout(end, milliseconds) }
      const watch = new MutationObserver(again)
      const end = () => { watch.disconnect(); still(true) }
      watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      setTimeout(() => { watch.disconnect(); still(false) }, 30_000)
      again()
    })"""
    assert page.evaluate(watch, milliseconds), "the page goes on changing"


def run_async(coroutine: Coroutine[Any, Any, Value]) -> Value:
    """What a coroutine returns, also where a loop runs in this thread already: Playwright's, after a browser test."""

    async def in_time() -> Value:
        async with asyncio.timeout(4 * PATIENCE):
            return await coroutine

    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, in_time()).result()


def without_a_server(context: BrowserContext, address: str, html: str) -> Page:
    """A page of this HTML that has our scripts, each at its name in static/, and nothing else."""
    page = context.new_page()

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.endswith(".js"):
            route.fulfill(path=ROOT / "explainer" / "static" / path[1:], content_type="text/javascript")
        else:
            route.fulfill(body=html, content_type="text/html")

    page.route("**/*", answer)
    page.goto(address)
    return page


def violations(page: Page, inside: str = "", rules: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What axe finds on a page, or `inside` a part of it: rule and element of each. It looks at everything on the page
    for every rule; where only the colours changed, `rules` saves most of that."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = Axe().run(page, inside or None, options).response["violations"]
    return [
        (f"{one['id']} {node['target'][0]}", node["html"][:160])
        for one in found
        for node in one["nodes"]
        # Streamlit's sidebar nests its lists in a way of its own; nothing a page can change.
        if not (
            one["id"] in ("list", "listitem") and "stSidebarNavItems" in page.locator(node["target"][0]).evaluate(OUTER)
        )
    ]


OUTER = "one => one.closest('[data-testid=stSidebarNavItems]')?.dataset.testid ?? ''"


@pytest.fixture(scope="session")
def devices(chromium: Browser) -> Devices:
    return Devices(chromium)


@pytest.fixture
def visit(devices: Devices) -> Iterator[Callable[..., Visit]]:
    """Begin visits: `visit(address, **options of a context)`. Errors and outside requests fail the test at its end."""
    begun: list[Visit] = []

    def begin(address: str, **options: Any) -> Visit:
        begun.append(Visit(devices, address, **options))
        return begun[-1]

    yield begin
    for one in begun:
        one.leave()
    assert [error for one in begun for error in one.errors] == []
    assert [url for one in begun for url in one.outside] == []


@pytest.fixture
def reader(server: str, visit: Callable[..., Visit]) -> Visit:
    """A reader at a desk, with a browser that has kept nothing yet."""
    return visit(server)
