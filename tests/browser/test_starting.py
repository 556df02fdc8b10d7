"""Every way to start the app serves the story, and a reader gets to read it."""

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ROOT, Visit, free_port, running
from playwright.sync_api import expect

from bench.reader import Reader
from explainer.checked import story

PYTHON = sys.executable

WAYS: dict[str, tuple[list[str], Path | None]] = {
    "streamlit run app.py, from elsewhere": ([PYTHON, "-m", "streamlit", "run", str(ROOT / "app.py")], None),
    "python app.py": ([PYTHON, "app.py"], ROOT),
    "uvicorn app:app": ([PYTHON, "-m", "uvicorn", "app:app"], ROOT),
    "streamlit run explainer/story.py": ([PYTHON, "-m", "streamlit", "run", "explainer/story.py"], ROOT),
}


async def whole_story(address: str) -> list[str]:
    """What goes wrong for a reader who goes through every chapter."""
    reader = Reader(address)
    await reader.arrive()
    for chapter in story().chapters:
        await reader.run(chapter.path.strip("/"))
    await reader.leave()
    return reader.failures


@pytest.mark.parametrize("way", WAYS)
def test_way_to_start(way: str, tmp_path: Path, visit: Callable[..., Visit]) -> None:
    command, folder = WAYS[way]
    port = free_port()
    if "streamlit" in command:
        command = [*command, "--server.port", str(port)]
    elif "uvicorn" in command:
        command = [*command, "--port", str(port)]
    else:  # takes its port from the settings of the person who starts it
        (tmp_path / ".streamlit").mkdir()
        (tmp_path / ".streamlit" / "config.toml").write_text(f"[server]\nport = {port}\n", encoding="utf-8")
    home = {"HOME": str(tmp_path)}
    with running(command, port, tmp_path / "log", cwd=folder or tmp_path, env=home) as address:
        reader = visit(address)
        assert reader.context.request.get(f"{address}/").status == 200
        page = reader.open("/")
        expect(page.locator("h1")).to_have_text(story().chapter("cover").title)
        if way.endswith("story.py"):  # the fallback has no door: an address of a chapter is Streamlit's own affair
            page.locator(".ways .next a").click()
        else:
            reader.open("/case", page)
        expect(page.locator("h1")).to_have_text(story().chapter("case").title)
        with ThreadPoolExecutor(1) as beside:  # Playwright has a loop of its own in this thread
            assert beside.submit(lambda: asyncio.run(whole_story(address))).result() == []
        look = page.locator('link[rel=stylesheet][href="./app/static/story.css"]')
        expect(look).to_have_count(1)  # a second one would make the words jump
        reader.leave()
