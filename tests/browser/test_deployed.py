"""Two processes behind nginx, with the file in deploy/ as it stands: nobody loses a page or an answer when one goes."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from behind_nginx import DEPLOY, nginx
from conftest import ROOT, Visit, eventually, eventually_true, free_port, settled
from playwright.sync_api import Page, expect

from explainer.checked import story

NAMES = {1: "https://one.example", 2: "https://two.example"}
"""Who may embed them tells the two processes apart."""


class Hosted:
    """nginx at `address`, and the two processes behind it."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.ports = {number: free_port() for number in NAMES}
        self.processes: dict[int, subprocess.Popen[bytes]] = {}
        self.address = f"http://localhost:{self.port}"
        self.course = f"http://127.0.0.1:{free_port()}"  # another site: its pages may show the explainer inside theirs

    def start(self, number: int) -> None:
        command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(self.ports[number])]
        environment = {**os.environ, "EXPLAINER_EMBEDDED_BY": f"{NAMES[number]} {self.course}"}
        with (self.folder / f"process-{number}.log").open("ab") as log:
            self.processes[number] = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def answers(self, number: int) -> bool:
        try:
            return get(f"http://localhost:{self.ports[number]}/_stcore/health")[0] == 200
        except OSError:
            return False

    def end(self, number: int, how: signal.Signals) -> None:
        self.processes[number].send_signal(how)
        self.processes[number].wait(20)


@contextmanager
def serving(address: str, html: str) -> Iterator[None]:
    """A site of one page."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", int(address.rpartition(":")[2])), Answers) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield
        site.shutdown()


def get(url: str, cookie: str = "") -> tuple[int, HTTPMessage, bytes]:
    asked = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def process_of(headers: HTTPMessage) -> int:
    return next(number for number, name in NAMES.items() if name in headers["content-security-policy"])


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    folder = tmp_path_factory.mktemp("hosted")
    host = Hosted(folder)
    for number in NAMES:
        host.start(number)
    try:
        with nginx(folder, host.port, list(host.ports.values())):
            eventually_true(lambda: all(host.answers(number) for number in NAMES))
            yield host
    finally:
        for process in host.processes.values():
            process.kill()
            process.wait()


def test_reader_stays_with_one_process(hosted: Hosted) -> None:
    came_to = set()
    for _ in range(20):
        _, headers, _ = get(f"{hosted.address}/")
        cookie = headers["set-cookie"]
        assert "HttpOnly" in cookie
        came_to.add(process_of(headers))
        stays = cookie.split(";")[0]
        assert all(process_of(get(f"{hosted.address}/case", stays)[1]) == process_of(headers) for _ in range(3))
        assert get(f"{hosted.address}/case", stays)[1]["set-cookie"] is None
    assert came_to == {1, 2}


def test_file_that_a_page_offers_comes_from_either_process(hosted: Hosted, visit: Callable[..., Visit]) -> None:
    """After a restart, a reader may have a page of one process and the cookie of the other."""
    page = visit(hosted.address).open("/sources")
    page.get_by_role("tab").nth(list(story().words.entries["sources"]["tabs"]).index("references")).click()
    offers = page.get_by_test_id("stDownloadButton").first.get_by_role("button")
    for number in NAMES:
        page.context.add_cookies([{"name": "explainer", "value": str(number), "url": hosted.address}])
        with page.expect_download() as download:
            offers.click()
        assert Path(download.value.path()).stat().st_size > 100
    assert get(f"{hosted.address}/media/no.txt")[0] == 404


def test_a_network_of_ones_own_comes_in_through_memory_alone(hosted: Hosted) -> None:
    """nginx puts what is large into files of its own, unless it is told otherwise. They are gone again in a moment, but
    the time of their folder tells."""
    folder = hosted.folder / "client_body"
    before = folder.stat().st_mtime_ns
    people = [{"id": f"p{n}", "name": f"{n} {'x' * 50}", "job": "y" * 60, "level": "frontline"} for n in range(300)]
    body = json.dumps({"people": people}).encode()
    url, kind = f"{hosted.address}/own-office/network.graphml", {"Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(url, body, kind), timeout=20) as answer:
        assert answer.status == 200 and b"</graphml>" in answer.read()
    assert folder.stat().st_mtime_ns == before


def test_course_page_shows_it_inside_and_no_other_page_does(hosted: Hosted, visit: Callable[..., Visit]) -> None:
    reader = visit(hosted.address)
    page = reader.context.new_page()
    frame = f'<iframe src="{hosted.address}/case?embed=true&evidence=published" width="900" height="700"></iframe>'
    elsewhere = f"http://127.0.0.1:{free_port()}"
    with serving(hosted.course, frame), serving(elsewhere, frame):
        page.goto(hosted.course)
        _reads_inside(page)
        page.goto(elsewhere)
        eventually(page, "() => frames.length === 1")
        page.wait_for_load_state()
        assert page.frames[1].url.startswith("chrome-error:")
    reader.outside.clear()
    reader.errors = [error for error in reader.errors if "frame-ancestors" not in error]


def _reads_inside(page: Page) -> None:
    inside = page.frame_locator("iframe")
    expect(inside.locator("h1")).to_have_text(story().chapter("case").title)
    expect(inside.locator("#root .colophon")).to_have_count(1, timeout=30_000)
    expect(inside.get_by_test_id("stSidebar")).to_be_hidden()
    expect(inside.get_by_test_id("stExpandSidebarButton")).to_be_hidden()
    inside.locator(".ways a.to-chapter").last.click()
    expect(inside.locator("h1")).not_to_have_text(story().chapter("case").title)
    address = page.frames[1].evaluate("location.search")
    assert "embed=true" in address and "evidence=published" in address


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "restarted"])
def test_nobody_loses_a_page_or_an_answer(hosted: Hosted, visit: Callable[..., Visit], how: signal.Signals) -> None:
    reader = visit(hosted.address)
    page = reader.open("/")
    page.locator(".st-key-bet label:has(input)").nth(1).click()
    eventually(page, "() => (localStorage.getItem('when-the-dashboard-arrives/answers') ?? '').includes('bet')")
    [cookie] = [one for one in page.context.cookies() if one["name"] == "explainer"]
    number = int(cookie["value"])
    hosted.end(number, how)
    for path in ("/", "/case", "/app/static/story.css", "/_stcore/health"):
        assert get(hosted.address + path, f"explainer={number}")[0] == 200, path
    hosted.start(number)
    while not hosted.answers(number):  # into the gap, too
        assert get(f"{hosted.address}/case", f"explainer={number}")[0] == 200
    page.locator(".st-key-bet label:has(input)").nth(2).click()  # the page is still there, and goes on
    eventually(page, "() => localStorage.getItem('when-the-dashboard-arrives/answers').includes('levels')")
    page.goto(f"{hosted.address}/")
    expect(settled(page).locator(".st-key-bet").get_by_role("radio").nth(2)).to_be_checked()
    reader.errors = [error for error in reader.errors if "WebSocket" not in error and "502" not in error]


def test_log_of_nginx_names_no_reader(hosted: Hosted) -> None:
    get(f"{hosted.address}/case?answers=bet:secret")
    lines = lambda: (hosted.folder / "explainer.log").read_text(encoding="utf-8").splitlines()  # noqa: E731
    eventually_true(lambda: any("/case" in line for line in lines()))
    assert [line for line in lines() if not re.fullmatch(r"\S+T\S+ \d{3} [A-Z]+ /[^ ?]* [\d.]+", line)] == []
    own = "".join((hosted.folder / f"process-{number}.log").read_text(encoding="utf-8") for number in NAMES)
    assert own and "secret" not in own and "/case" not in own and not re.search(r"127\.0\.0\.1:(?!\d+ \(Press)", own)


def test_container_and_unit_have_no_rights_they_do_not_need() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert len(compose["services"]) == 3
    for service in compose["services"].values():
        assert service["read_only"] and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    container = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER \d", container, re.MULTILINE) and "--require-hashes" in container
    assert story().words("title") in (DEPLOY / "explainer@.service").read_text(encoding="utf-8")
    unit = (DEPLOY / "explainer@.service").read_text(encoding="utf-8")
    assert {"DynamicUser=yes", "NoNewPrivileges=yes", "CapabilityBoundingSet="} <= set(unit.splitlines())
