"""The line breaks, the server starts anew, the phone sleeps: the page comes back by itself, as it was."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit, forgive_absence, free_port, running, settled, streamlit_run, switch
from playwright.sync_api import Page, Route, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from explainer.checked import story

COVER = story().chapter("cover").title
ABSTRACT, PUBLISHED = (story().words(f"evidence.positions.{position}") for position in ("abstract", "published"))
ONE_ANSWER = story().words("reader.count", n=1)


class Line:
    """What connects a page with its server. It can be cut, and mended."""

    def __init__(self, page: Page):
        self.cut_now = False
        self.cut_at = "nowhere"
        """What is not let through any more, by its name in Streamlit's protocol: there the line breaks."""
        self.slow = 0
        """Seconds that go by before a page begins to come."""
        self.open: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)
        page.route("**/_stcore/*", self._ask)

    def _connect(self, socket: WebSocketRoute) -> None:
        if self.cut_now:
            return socket.close()
        server = socket.connect_to_server()
        self.open.append(socket)

        def pass_on(said: str | bytes) -> None:
            assert isinstance(said, bytes)
            message = ForwardMsg.FromString(said)
            kind = message.WhichOneof("type")
            if self.cut_at in (kind, message.delta.new_element.WhichOneof("type")):
                return self.cut()
            if kind == "new_session":
                time.sleep(self.slow)
            socket.send(said)

        server.on_message(pass_on)

    def _ask(self, route: Route) -> None:
        route.abort() if self.cut_now else route.continue_()

    def cut(self) -> None:
        self.cut_now = True
        for socket in self.open:
            socket.close()
        self.open.clear()

    def mend(self) -> None:
        self.cut_now, self.cut_at = False, "nowhere"


def read_with_care(reader: Visit, page: Page) -> None:
    """Answer a question, and set the honesty switch."""
    reader.open("/", page)
    page.locator(".st-key-bet label:has(input)").nth(3).click()
    expect(page.get_by_text(ONE_ANSWER)).to_have_count(1)
    switch(page).get_by_text("published").click()
    expect(page).to_have_url(re.compile("evidence=published"))
    expect(page.locator(".st-key-bet").get_by_role("radio").nth(3)).to_be_checked()


def is_as_it_was(reader: Visit, page: Page) -> None:
    """It came back untouched: with what its address says, and with the answer, here and in the next chapter."""
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator('.stApp[data-test-connection-state="CONNECTED"]')).to_have_count(1)
    expect(page).to_have_url(re.compile("evidence=published"))
    expect(page.get_by_text(ONE_ANSWER)).to_have_count(1)
    expect(page.locator(".st-key-bet").get_by_role("radio").nth(3)).to_be_checked()
    page.wait_for_timeout(
        1500
    )  # with the line back, Streamlit asks for the page anew: nobody is so quick as to go before
    settled(page).locator(".ways .next a").click()
    expect(page.locator("h1")).not_to_have_text(COVER)
    expect(page).to_have_url(re.compile("evidence=published"))
    expect(page.get_by_text(ONE_ANSWER)).to_have_count(1)
    settled(page).locator(".ways .previous a").click()
    expect(page.locator("h1")).to_have_text(COVER)
    switch(settled(page)).get_by_text("ideas").click()
    expect(page.locator(".st-key-bet").get_by_role("radio").nth(3)).to_be_checked()
    forgive_absence(reader)


def test_line_is_cut(server: str, visit: Callable[..., Visit]) -> None:
    reader = visit(server)
    page = reader.context.new_page()
    line = Line(page)
    read_with_care(reader, page)
    line.cut()
    expect(page.get_by_role("dialog")).to_have_count(1)  # after a few seconds Streamlit says so
    line.mend()
    is_as_it_was(reader, page)


@pytest.mark.parametrize("where", ["new_session", "radio"])
def test_line_breaks_within_a_run(server: str, visit: Callable[..., Visit], where: str) -> None:
    """What the reader has chosen is still chosen, and answered: the page has got nothing of that run, or half."""
    reader = visit(server)
    page = reader.context.new_page()
    line = Line(page)
    read_with_care(reader, page)
    expect(page.locator(".position")).to_have_text(PUBLISHED)
    settled(page)
    line.cut_at = where
    switch(page).get_by_text("abstract").click()
    expect(page.get_by_role("dialog")).to_have_count(1)
    time.sleep(1)  # so that the server has got to the end of that run
    line.slow = 1  # a page that knows the end of that run has time to act on it
    line.mend()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".position")).to_have_text(ABSTRACT)
    line.slow = 0
    switch(settled(page)).get_by_text("published").click()
    expect(page.locator(".position")).to_have_text(PUBLISHED)
    is_as_it_was(reader, page)


def test_server_starts_anew_under_the_reader(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    port = free_port()
    with running(streamlit_run(port), port, tmp_path / "log") as address:
        reader = visit(address)
        page = reader.context.new_page()
        read_with_care(reader, page)
    expect(page.get_by_role("dialog")).to_have_count(1)
    with running(streamlit_run(port), port, tmp_path / "log"):
        is_as_it_was(reader, page)
        reader.leave()


def test_phone_sleeps_until_the_server_has_forgotten_the_session(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    port = free_port()
    forgets = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1"}  # seconds
    with running(streamlit_run(port), port, tmp_path / "log", env=forgets) as address:
        reader = visit(address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        page = reader.context.new_page()
        line = Line(page)
        read_with_care(reader, page)
        phone = reader.context.new_cdp_session(page)
        line.cut()
        phone.send("Page.setWebLifecycleState", {"state": "frozen"})
        time.sleep(3)
        line.mend()
        phone.send("Page.setWebLifecycleState", {"state": "active"})
        is_as_it_was(reader, page)
        reader.leave()
