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
