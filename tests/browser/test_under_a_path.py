"""Under a path of another site: a reader reads, answers, takes along and presents, and never leaves that path."""

import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from behind_nginx import nginx
from conftest import Visit, eventually, eventually_true, free_port, menu, running, settled, streamlit_run
from playwright.sync_api import Page, Response, expect

from explainer.checked import story
from explainer.presenting import presented_chapters

PATH = "/explainer"
ANSWERS = "() => localStorage.getItem('when-the-dashboard-arrives/answers') ?? ''"


pytestmark = pytest.mark.xdist_group("under a path")  # one server is enough


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the explainer behind nginx, by the file in deploy/, changed as it says for a path. Without a proxy
    tests/test_base_path.py asks for all of it."""
    port, process = free_port(), free_port()
    command, folder = streamlit_run(process, "--server.baseUrlPath", PATH.strip("/")), tmp_path_factory.mktemp("path")
    with (
        running(command, process, folder / "log", path=PATH),
        nginx(folder, port, [process, free_port()], PATH),
    ):
        address = f"http://localhost:{port}{PATH}"
        eventually_true(lambda: is_ready(address))
        yield address


def is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture
def below(proxied: str, visit: Callable[..., Visit]) -> Iterator[Visit]:
    """A reader who comes to the explainer under a path. What is asked for beside it fails the test (`visit`), and here
    what is not there; Streamlit asks for itself at the address of a chapter first."""
    reader, failed = visit(proxied), list[str]()

    def look(response: Response) -> None:
        streamlits_own = response.url.endswith(("/_stcore/health", "/_stcore/host-config"))
        if response.status >= 400 and not streamlits_own:
            failed.append(f"{response.status} {response.url}")

    reader.context.on("response", look)
    yield reader
    reader.context.remove_listener("response", look)
    assert failed == []


def test_reader_reads_on_answers_and_finds_the_answer_again(below: Visit) -> None:
    page = below.context.new_page()
    page.goto(below.address)  # as one types it
    expect(settled(page)).to_have_url(f"{below.address}/")
    below.outside.remove(below.address)
    page.locator(".ways .next a").click()
    expect(page.locator("h1")).to_have_text(story().chapter("case").title)
    expect(page).to_have_url(f"{below.address}/case")
    page.go_back()
    expect(settled(page).locator("h1")).to_have_text(story().chapter("cover").title)
    page.locator(".st-key-bet label:has(input)").nth(1).click()
    eventually(page, ANSWERS)
    carries = page.locator("a.carries").get_attribute("href")
    settled(page).reload()
    expect(settled(page).locator(".st-key-bet").get_by_role("radio").nth(1)).to_be_checked()
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    below.open(f"/?embed=true{carries}", page)
    expect(page.locator(".st-key-bet").get_by_role("radio").nth(1)).to_be_checked()
    expect(page.get_by_test_id("stExpandSidebarButton")).to_be_hidden()
    page.locator(".ways .next a").click()
    expect(page.locator("h1")).to_have_text(story().chapter("case").title)
    assert page.url.startswith(f"{below.address}/case?") and "embed=true" in page.url


def test_every_chapter_is_drawn_and_led_to_by_the_menu(below: Visit) -> None:
    page = below.open("/glossary")
    for nth, chapter in enumerate(story().chapters):
        menu(page).nth(nth).click()
        expect(page.locator("h1")).to_have_text(chapter.title)
        expect(page).to_have_url(f"{below.address}{chapter.path}")
        settled(page)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("() => document.fonts.check('1em \"Story Serif\"')")
    assert all(cookie["path"] == f"{PATH}/" for cookie in below.context.cookies())  # that of nginx


def taken(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.locator(name).first.click()
    return Path(download.value.path())


def test_files_are_taken_along(below: Visit) -> None:
    page = below.open("/sources")
    tabs = list(story().words.entries["sources"]["tabs"])
    page.get_by_role("tab").nth(tabs.index("references")).click()
    assert taken(page, '[data-testid="stDownloadButton"] button').stat().st_size > 100  # from /media/
    below.open("/teach", page)
    assert taken(page, 'a[href$=".pdf"]').read_bytes().startswith(b"%PDF-")
    below.open("/sources", page)
    picture = taken(page, "[data-of=sources-counted] [data-take=svg]").read_text(encoding="utf-8")
    assert "font/woff2;base64" in picture and f"{below.address}/sources" in picture


def test_own_office_opens_and_becomes_a_file(below: Visit) -> None:
    page = below.open("/network")
    page.locator(".own-office button.act").click()
    page.locator(".own-office [data-example=ward]").click()
    assert b"</graphml>" in taken(page, "[data-take-office=graphml]").read_bytes()
    expect(page.locator('.own-office a[href*="handout"]')).to_have_attribute("href", "./handout#own-exercise")
    handout = below.context.new_page()
    handout.goto(f"{below.address}/handout#own-exercise")
    expect(handout.locator("#own-exercise")).to_be_attached()


def test_room_is_presented_to_across_chapters_with_a_speaker(below: Visit) -> None:
    first, second = [chapter for chapter in presented_chapters(story()) if not chapter.beside][:2]
    page = below.open(first.path)
    page.locator("h1").click()
    page.keyboard.press("p")
    expect(page.locator(".present")).to_be_visible()
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    speaker = opened.value
    expect(speaker.locator(".place")).to_contain_text(first.title)
    assert speaker.url == f"{below.address}/speaker"
    for _ in range(60):
        page.keyboard.press("PageDown")
        if page.url.startswith(f"{below.address}{second.path}?"):
            break
    expect(speaker.locator(".place")).to_contain_text(second.title)
    page.keyboard.press("i")
    expect(page.locator(".present-card.invite h2")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(settled(page).locator("h1")).to_have_text(second.title)
    expect(page.locator(".present")).to_have_count(0)
    below.open(f"{second.path}?present=true", page)
    expect(page.locator(".present")).to_be_visible()
    speaker.close()
