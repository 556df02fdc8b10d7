"""Of a reader nothing is kept but in the browser: no cookie, no request elsewhere, no file of the server."""

from collections.abc import Callable
from pathlib import Path

from conftest import Visit, free_port, running, streamlit_run, violations
from playwright.sync_api import Page, expect

from explainer.checked import story
from explainer.privacy import ADDRESS

CHOICES = ".st-key-frontline label:has(input)"


def answered(reader: Visit) -> Page:
    page = reader.open("/case")
    page.locator(CHOICES).first.click()
    expect(page.locator(".answer").first).to_be_visible()
    return page


def test_pages_ask_no_other_site_and_set_no_cookie(reader: Visit) -> None:
    page = answered(reader)
    page.locator(".st-key-your-answers summary").click()
    page.locator(f'.st-key-your-answers a[href=".{ADDRESS}"]').click()
    expect(page.locator("h1")).to_have_text(story().words("privacy.title"))
    assert violations(page) == []
    assert reader.outside == [] and reader.context.cookies() == []


def test_server_writes_no_file_of_a_reader(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    home, port, log = tmp_path / "home", free_port(), tmp_path / "log"
    home.mkdir()
    with running(streamlit_run(port), port, log, cwd=home, env={"HOME": str(home), "TMPDIR": str(home)}) as address:
        reader = visit(address)
        answered(reader)
        reader.leave()
    assert [path for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc"] == []
    said = log.read_text(encoding="utf-8")
    assert "frontline" not in said and "127.0.0.1" not in said
