"""A setting that is not allowed stops the start with a sentence, before anything listens."""

import os
import socket
import subprocess
import sys

import pytest
from conftest import ROOT, free_port

from explainer.door.start import base_path, options
from explainer.settings import Settings, SettingsError, settings

WRONG = {
    "EXPLAINER_LANGUAGE": "Engels!",
    "EXPLAINER_PUBLIC_ADDRESS": "https://uni.example/explainer/?x",
    "EXPLAINER_REPORT_ADDRESS": "you@example.org",
    "EXPLAINER_READERS": "0",
    "EXPLAINER_EMBEDDED_BY": "https://uni.example; script-src *",
}


def test_every_mistake_is_named_with_what_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**WRONG, "EXPLAINER_READRES": "3"}.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    with pytest.raises(SettingsError) as stopped:
        settings()
    first, *others = str(stopped.value).splitlines()
    assert first.startswith("EXPLAINER_READRES is not a setting")
    assert len(others) == len(WRONG)
    for name, value in WRONG.items():
        said = next(line for line in others if line.startswith(f"{name}={value} is not allowed."))
        assert said.endswith(f"Allowed: {Settings.model_fields[name.removeprefix('EXPLAINER_').lower()].title}.")
    settings.cache_clear()


@pytest.mark.parametrize("port", ["", "80"])
def test_addresses_that_may_embed_are_taken_as_they_stand(port: str) -> None:
    asked = f"https://*.uni.example http://localhost{port and ':' + port}"
    assert Settings(embedded_by=asked).embedded_by == asked


@pytest.mark.parametrize(
    ("command", "environment", "says"),
    [
        (["app.py"], {"EXPLAINER_READERS": "many"}, "EXPLAINER_READERS=many is not allowed"),
        (["-m", "streamlit", "run", "app.py", "--server.baseUrlPath", "../story"], {}, "baseUrlPath=../story is not"),
        (["app.py", "--server.baseUrlPath", "a?b"], {}, "server.baseUrlPath=a?b is not allowed"),
        (["-m", "uvicorn", "app:app"], {"STREAMLIT_SERVER_BASE_URL_PATH": "a//b"}, "baseUrlPath=a//b is not allowed"),
        (["app.py"], {"EXPLAINER_PUBLIC_ADDRESS": "https://uni.example/story"}, "not allowed together"),
    ],
)
@pytest.mark.slow
def test_start_stops_with_the_sentence_alone(command: list[str], environment: dict[str, str], says: str) -> None:
    port = {"STREAMLIT_SERVER_PORT": str(free_port())}  # where nobody else listens: that would be another sentence
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **port, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode not in (0, None)
    assert says in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "asked", ["..", "a/../b", ".", "a?b", "a#b", "a b", "a//b", "a\\b", "%2e%2e", "é", "//a.example:1"]
)
def test_base_path_that_no_site_can_have_is_refused(asked: str) -> None:
    with pytest.raises(SystemExit, match="is not allowed"):
        base_path(asked, "")


@pytest.mark.parametrize(("asked", "path"), [("", ""), ("/", ""), ("story", "/story"), ("/a-1/b.c_~/", "/a-1/b.c_~")])
def test_base_path_is_the_beginning_of_an_address_and_fits_the_public_one(asked: str, path: str) -> None:
    assert base_path(asked, "") == base_path(asked, f"https://uni.example:1{path}") == path
    for other in (f"https://uni.example/x{path}", f"https://uni.example{path}/x"):
        with pytest.raises(SystemExit, match="not allowed together"):
            base_path(asked, other)


@pytest.mark.parametrize("told", ["https://uni.example/story", "https://uni.example/story/"])
def test_public_address_may_have_a_path(told: str) -> None:
    found = Settings.model_validate({"public_address": told})
    assert (found.root, found.address) == ("https://uni.example/story", "https://uni.example/story/")
    assert found.origins == {"https://uni.example"}


def test_port_that_is_taken_is_not_exchanged_for_another() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(SystemExit, match=str(taken)):
            options(["--server.port", str(taken)], 8501, "127.0.0.1", "")
        with pytest.raises(SystemExit, match=str(taken)):
            options([], taken, "127.0.0.1", "")
        with pytest.raises(SystemExit):
            options(["--server.port", "70000"], 8501, "127.0.0.1", "")


def test_options_of_the_command_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    line, environment = free_port(), free_port()
    monkeypatch.setenv("STREAMLIT_SERVER_PORT", str(environment))
    told = options(["--server.port", str(line), "--server.baseUrlPath", "line"], 8501, None, "environment")
    assert told == {"server.port": line, "server.baseUrlPath": "line"}
    told = options([], 8501, "127.0.0.1", "story")
    assert told == {"server.port": environment, "server.address": "127.0.0.1", "server.baseUrlPath": "story"}
