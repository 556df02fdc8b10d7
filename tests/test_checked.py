"""The check from the command line, and the start of the app, stop at a mistake with a message."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Copy

MISTAKE = "content/study.yaml: S1.level: "


def run(*command: str, content: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "EXPLAINER_CONTENT": str(content)}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_reference_older_than_its_source_stops_with_what_to_do(copy: Copy) -> None:
    copy.edit("sources.yaml", lambda data: data["lipsky1980"].update(issued=1981))
    done = run("-m", "explainer.checked", content=copy.root)
    assert done.returncode == 1
    assert "lipsky1980" in done.stderr and "make references" in done.stderr and "Traceback" not in done.stderr


def test_sound_content_passes(copy: Copy) -> None:
    done = run("-m", "explainer.checked", content=copy.root)
    assert done.returncode == 0, done.stderr
    assert "content/ is sound" in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "explainer.checked"),
        ("app.py",),
        ("-m", "streamlit", "run", "app.py", "--server.port", "0"),
        ("-m", "uvicorn", "app:app", "--port", "0"),
    ],
    ids=["check", "app.py", "streamlit run app.py", "uvicorn app:app"],
)
@pytest.mark.slow
def test_mistake_stops_with_its_message(copy: Copy, command: tuple[str, ...]) -> None:
    copy.edit("study.yaml", lambda data: data["claims"]["S1"].update(level="rumour"))
    done = run(*command, content=copy.root)
    assert done.returncode not in (0, None)
    assert MISTAKE in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout
