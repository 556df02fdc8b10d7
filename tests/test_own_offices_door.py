"""Where the door takes an office and gives a file: how large, how many at once, and that nothing of it stays."""

import asyncio
import gc
import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from conftest import run_async
from starlette.applications import Starlette
from starlette.testclient import TestClient

from explainer.content.own_office import OwnOffice
from explainer.content.records import Story
from explainer.door import own_office as door
from explainer.door.addresses import Addresses
from explainer.door.layers import layers
from explainer.door.metrics import Measured
from explainer.door.own_office import FILES, FOLDER, LONGEST, WAITING, Turn, files_of_own_offices, made_for_own_offices
from explainer.settings import settings
from explainer.streamlit_private import FILES as STREAMLIT

HTML, GRAPHML = FILES
NAME = "Zanzibar <b>7319</b>"
OFFICE: dict[str, Any] = {
    "people": [{"id": "a", "name": NAME, "level": "frontline"}, {"id": "b", "name": "Ben", "level": "screen"}],
    "ties": [{"from": "a", "kind": "feeds", "to": "b"}],
}


def client(story: Story) -> TestClient:
    app = Starlette(routes=files_of_own_offices(story))
    return TestClient(Addresses(app, {"/"}, "not here", posted=FILES), raise_server_exceptions=False)


@pytest.fixture
def answers(story: Story) -> TestClient:
    return client(story)


def test_an_office_is_sent_and_a_file_comes_back(answers: TestClient) -> None:
    html = answers.post(HTML, json=OFFICE)
    assert (
        html.status_code == 200 and html.headers["content-type"].startswith("text/html") and "vis.Network" in html.text
    )
    graphml = answers.post(GRAPHML, json=OFFICE)
    assert graphml.status_code == 200 and graphml.headers["content-type"].startswith("application/graphml+xml")
    assert "Zanzibar &lt;b&gt;7319" in graphml.text and NAME not in html.text + graphml.text
    for file in (html, graphml):
        assert file.headers["cache-control"] == "no-store" and "set-cookie" not in file.headers


def test_nobody_else_is_let_through(answers: TestClient) -> None:
    assert answers.post("/", json=OFFICE).status_code == 405
    assert answers.post(f"{FOLDER}/network.pdf", json=OFFICE).status_code == 405
    assert answers.get(HTML).status_code == 404
    assert answers.put(HTML, json=OFFICE).status_code == 405


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_page_of_another_site_cannot_send_one(answers: TestClient, kind: str) -> None:
    """These types a browser sends for any page without asking; for JSON it asks first, and gets no answer."""
    refused = answers.post(HTML, content=json.dumps(OFFICE), headers={"content-type": kind})
    assert refused.status_code == 415
    asked = answers.options(
        HTML, headers={"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    )
    assert "access-control-allow-origin" not in asked.headers


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"{", "JSON"),
        (b"[]", "JSON"),
        (
            b'{"people": [{"id": "a", "name": "x", "level": "frontline"}, {"id": "b", "level": "neither"}]}',
            "people.2.name",
        ),
        (b'{"people": [{"id": "a", "name": "\\ud800", "level": "frontline"}]}', "JSON"),
        (b'{"people": [{"id": "a", "name": "x", "level": "boss"}]}', "people.1.level"),
        (b'{"ties": [{"from": "a", "kind": "steers", "to": "b"}]}', "ties.1"),
        (b"\xff\xfe", "JSON"),
        (b'{"a":' * 5000, "JSON"),
    ],
)
def test_what_is_no_office_is_refused_with_its_place_in_words(
    story: Story, answers: TestClient, body: bytes, place: str
) -> None:
    refused = answers.post(GRAPHML, content=body, headers={"content-type": "application/json"})
    assert refused.status_code == 422
    says = str(story.own_offices.words["server_unread"]).replace("{place}", refused.json()["place"])
    assert refused.json()["says"] == says and refused.json()["place"].startswith(place)


def test_an_office_has_a_size(story: Story, answers: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    def pieces() -> Any:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b" " * 64 * 1024

    refused = answers.post(HTML, content=pieces(), headers={"content-type": "application/json"})
    assert refused.status_code == 413 and refused.json()["says"] == story.own_offices.words["server_large"]

    async def endless() -> bytes:
        taken = 0

        async def receive() -> dict[str, Any]:
            nonlocal taken
            taken += 1
            return {"type": "http.request", "body": b" " * 64 * 1024, "more_body": True}

        scope = {"type": "http", "method": "POST", "path": HTML, "headers": [(b"content-type", b"application/json")]}
        with pytest.raises(door.Refused):
            await door._read(door.Request(scope, receive))
        return taken

    assert run_async(endless()) == LONGEST // (64 * 1024) + 1  # no more is read than it takes to see


def test_a_body_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch, story: Story) -> None:
    monkeypatch.setattr(door, "PATIENCE", 0.05)

    async def ask() -> int:
        status = 0

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(30)
            return {}

        async def send(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)

        [route] = [one for one in files_of_own_offices(story) if one.path == HTML]
        scope = {"type": "http", "method": "POST", "path": HTML, "headers": [(b"content-type", b"application/json")]}
        await route.app(scope, receive, send)
        return status

    assert run_async(asyncio.wait_for(ask(), 5)) == 408


def test_one_file_is_made_at_a_time_and_few_wait(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, most = 0, 0
    go = threading.Event()

    def slow(story: Story, office: OwnOffice) -> str:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        go.wait(10)
        at_once -= 1
        return "made"

    monkeypatch.setattr(door, "FILES", {HTML: (slow, "text/html")})
    with client(story) as answers, ThreadPoolExecutor(WAITING + 6) as readers:
        asked = [readers.submit(answers.post, HTML, json=OFFICE) for _ in range(WAITING + 6)]
        try:
            end = time.monotonic() + 10
            while sum(one.done() for one in asked) < 6 and time.monotonic() < end:
                time.sleep(0.02)
            refused = [one.result() for one in asked if one.done()]
            assert [one.status_code for one in refused] == [503] * 6
            assert refused[0].json()["says"] == story.own_offices.words["server_busy"]
            assert int(refused[0].headers["retry-after"]) > 0
        finally:
            go.set()
        assert sorted(one.result().status_code for one in asked) == [200] * WAITING + [503] * 6
    assert most == 1


def test_it_rests_as_long_as_it_has_worked() -> None:
    async def two() -> float:
        turn = Turn()
        began = time.monotonic()

        async def work() -> None:
            async with turn.taken() as mine:
                assert mine
                await asyncio.sleep(0.1)

        await asyncio.gather(work(), work())
        return time.monotonic() - began

    assert run_async(two()) > 0.35


def test_nothing_of_an_office_is_kept(story: Story, answers: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in FILES:
        before = {id(one) for one in gc.get_objects()}
        assert answers.post(path, json=OFFICE).status_code == 200
        gc.collect()
        left = [one for one in gc.get_objects() if id(one) not in before and isinstance(one, OwnOffice)]
        assert left == []


def test_nothing_of_an_office_is_logged(
    story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(story: Story, office: OwnOffice) -> str:
        raise ValueError(f"cannot draw {office.people[0].name}")

    monkeypatch.setattr(door, "FILES", {HTML: (failing, "text/html"), GRAPHML: FILES[GRAPHML]})
    with caplog.at_level(logging.DEBUG):
        answers = client(story)
        failed = answers.post(HTML, json=OFFICE)
        answers.post(GRAPHML, json=OFFICE)
        answers.post(GRAPHML, json={"people": [{"id": "a", "name": NAME, "level": NAME}]})
    assert failed.status_code == 500 and failed.json()["says"] == story.own_offices.words["server_failed"]
    assert "ValueError" in caplog.text and "7319" not in caplog.text  # that it failed is said, with what is not


def test_all_of_it_stands_in_the_layers_of_the_door(story: Story) -> None:
    stack = layers(story, settings(), STREAMLIT, Measured(1), "")
    [addresses] = [layer for layer in stack if layer.cls is Addresses]
    assert set(FILES) == set(addresses.kwargs["posted"])
    assert made_for_own_offices(story).keys() <= set(addresses.kwargs["known"])


def test_page_gets_what_it_needs_and_vis_network(story: Story) -> None:
    made = made_for_own_offices(story)
    data = made[f"{FOLDER}/needed.json"]()
    assert data.media_type == "application/json" and data.compressed and len(data.compressed) < 12_000
    script = made[f"{FOLDER}/vis-network.js"]()
    assert "javascript" in script.media_type and b"sourceMappingURL" not in script.body  # nothing else to ask for
