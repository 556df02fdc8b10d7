"""An invitation leads to exactly one beat, at an address that phones can reach; where there is none, it says so."""

import socket
from typing import Any

import pytest
import segno
from starlette.applications import Starlette
from starlette.testclient import TestClient

from explainer.content.records import Story
from explainer.door import invite
from explainer.door.invite import ADDRESS, invitation


def asked(story: Story, at: str, public: str = "", path: str = "", **query: str) -> Any:
    app = Starlette(routes=[invitation(story, public, path)])
    return TestClient(app, base_url=at).get(ADDRESS, params={"chapter": "logics", "beat": "equals", **query})


def test_address_and_code_of_a_beat(story: Story) -> None:
    told = asked(story, "https://class.example.org").json()
    assert told["address"] == "https://class.example.org/logics?beat=equals"
    assert told["svg"] == segno.make_qr(told["address"], error="m").svg_inline(
        border=3, dark="black", light="white", omitsize=True
    )
    assert told["near"] is False
    below = asked(story, "https://class.example.org", path="/story").json()
    assert below["address"] == "https://class.example.org/story/logics?beat=equals"


def test_public_address_and_the_honesty_switch_go_with_it(story: Story) -> None:
    public = "https://example.org/story"
    assert asked(story, "http://localhost:1", public).json()["address"] == f"{public}/logics?beat=equals"
    kept = asked(story, "http://localhost:1", public, evidence="abstract").json()
    assert kept["address"].endswith("?beat=equals&evidence=abstract")
    usual = asked(story, "http://localhost:1", public, evidence="ideas", chapter="cover", beat="bet").json()
    assert usual["address"] == f"{public}/?beat=bet"


@pytest.mark.parametrize("query", [{"beat": "nowhere"}, {"chapter": "nowhere"}, {"beat": ""}])
def test_no_invitation_to_what_is_not_there(story: Story, query: dict[str, str]) -> None:
    assert asked(story, "http://localhost:1", **query).status_code == 404


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_on_a_laptop_it_is_the_laptops_own_address(story: Story, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setattr(invite, "_nearby", lambda scheme, port: f"{scheme}://192.0.2.7:{port}")
    told = asked(story, f"http://{host}:8501").json()
    assert told["address"] == "http://192.0.2.7:8501/logics?beat=equals" and told["near"] is True
    told = asked(story, f"http://{host}:8501", path="/story").json()
    assert told["address"] == "http://192.0.2.7:8501/story/logics?beat=equals"


def test_without_a_network_there_is_none(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invite, "_nearby", lambda scheme, port: "")
    for path in ("", "/story"):
        assert asked(story, "http://localhost:8501", path=path).json() == {"address": "", "svg": "", "near": True}


def test_an_address_where_nobody_answers_is_not_given() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))  # this machine alone
        listening.listen()
        assert invite._nearby("http", listening.getsockname()[1]) == ""
