"""The door: what it serves without an app behind it, and what it says about itself."""

import gc
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import brotli
import pytest
from conftest import ROOT, run_async
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from explainer.content.records import Story
from explainer.door.addresses import Addresses
from explainer.door.files import Files, ServedFile, served_file
from explainer.door.headers import SecurityHeaders, content_security_policy
from explainer.door.idle import tidy
from explainer.door.pages import chapter_page, hearing_first, made_files, not_found_page, robots, sitemap
from explainer.figures.teaching import card_file

INDEX = """<html lang="en"><head><title>Streamlit</title><script>one()</script></head>
<body><div id="root"></div></body></html>"""
PUBLIC = "https://example.org/story"


@pytest.fixture(scope="module")
def pages(story: Story) -> dict[str, str]:
    return {chapter.path: chapter_page(story, chapter, INDEX, PUBLIC) for chapter in story.chapters}


def test_every_chapter_has_its_page(story: Story, pages: dict[str, str]) -> None:
    assert pages.keys() <= made_files(story, INDEX, PUBLIC).keys()
    for chapter in story.chapters:
        page = pages[chapter.path]
        assert page.split("</head>")[0].count("<title>") == 1 and f"<title>{chapter.title}" in page
        assert f'<link rel="canonical" href="{PUBLIC}{chapter.path}">' in page
        assert f'content="{PUBLIC}/app/static/cards/{card_file(story, chapter)}"' in page
        for block in chapter.blocks:
            if block.kind in ("finding", "takeaway"):
                assert f'id="{chapter.slug}-{block.id}"' in page


def test_page_without_a_public_address_names_none(story: Story) -> None:
    page = chapter_page(story, story.chapters[0], INDEX, "")
    assert "canonical" not in page and "og:image" not in page and "og:title" in page


def test_app_waits_behind_the_served_words(pages: dict[str, str]) -> None:
    assert re.search(r'<html [^>]*class="waiting"', pages["/case"])
    assert 'classList.remove("waiting")' in hearing_first(INDEX).split("</head>")[0]


def test_no_style_asks_the_whole_page_what_lies_inside_the_app() -> None:
    """WebKit freezes for good, at full processor, over `body:has(...)` once the app has drawn."""
    styles = [path.read_text(encoding="utf-8") for path in (ROOT / "explainer").rglob("*.css")]
    assert styles
    rules = [rule.strip() for style in styles for rule in re.findall(r"[^{}]+(?={)", style)]
    assert [rule for rule in rules if re.search(r"(?:^|[\s,])(?:html|body|:root)[^\s,>+~]*:has\(", rule)] == []


def test_words_wait_for_no_script_and_the_look_of_the_story_holds(pages: dict[str, str]) -> None:
    head, body = pages["/case"].split("</head>")
    assert head.index("/app/static/story.css") < head.index("<script>one()")  # a browser asks for six files at a time
    assert body.index('<link rel="stylesheet" href="./app/static/story.css">') < body.index('id="served"')


def test_page_not_found_leads_to_every_chapter(story: Story) -> None:
    page = not_found_page(story, "/story")
    assert re.findall(r'<li><a href="([^"]+)"', page) == [c.href for c in story.chapters]
    assert page.index('<base href="/story/">') < page.index('href="./')  # it may be shown at any depth


def test_robots_and_sitemap(story: Story) -> None:
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in robots(PUBLIC)
    places = [
        loc.text for loc in ElementTree.fromstring(sitemap(story, PUBLIC).encode()).iter() if loc.tag.endswith("loc")
    ]
    assert places == [PUBLIC + chapter.path for chapter in story.chapters]


def test_policy_admits_the_pages_own_script_and_no_other() -> None:
    policy = content_security_policy(INDEX)
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert re.fullmatch(r"script-src 'self' blob: 'sha256-[\w+/=]{44}'", script)
    assert content_security_policy(INDEX.replace("one()", "two()")) != policy


def test_pages_that_may_show_ours_are_those_of_the_setting() -> None:
    assert content_security_policy(INDEX).endswith("frame-ancestors 'self'")
    by = "https://*.uni.example http://localhost:80"
    assert content_security_policy(INDEX, by).endswith(f"frame-ancestors 'self' {by}")


def test_encrypted_is_said_to_stay_encrypted() -> None:
    open_to_all, encrypted = (SecurityHeaders(Starlette(), INDEX, "", by_https) for by_https in (False, True))
    assert "strict-transport-security" not in open_to_all.headers
    assert encrypted.headers["strict-transport-security"] == "max-age=31536000"


def test_back_and_forward_are_heard_before_streamlit_hears_them() -> None:
    page = hearing_first(INDEX)
    assert page.index('addEventListener("popstate"') < page.index("one()")
    assert content_security_policy(page).count("'sha256-") == 2  # it may run


def client(folder: Path) -> TestClient:
    async def behind(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse("behind")(scope, receive, send)

    files = Files(
        behind,
        {"/app/static/": (folder, False), "/static/": (folder, True)},
        {"/": lambda: served_file(b"<p>home</p>" * 50, "x.html", False)},
    )
    addresses = Addresses(files, {"/", "/case"}, "not here")
    return TestClient(SecurityHeaders(addresses, INDEX), follow_redirects=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.js").write_text("let a = 1\n" * 100, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return tmp_path / "in"


def test_file_is_compressed_kept_and_asked_about(folder: Path) -> None:
    first = client(folder).get("/app/static/a.js", headers={"accept-encoding": "br"})
    assert first.headers["content-encoding"] == "br" and first.headers["cache-control"] == "no-cache"
    assert first.text.startswith("let a = 1")
    assert int(first.headers["content-length"]) < 100
    again = client(folder).get("/app/static/a.js", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    plain = client(folder).get("/app/static/a.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers and len(plain.content) == 1000


def test_hashed_name_is_kept_for_good(folder: Path) -> None:
    assert "immutable" in client(folder).get("/static/a.js").headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/../secret.txt",
        "/app/static/%2e%2e/secret.txt",
        "/app/static//etc/passwd",
        "/app/static/nope.js",
        "/app/static/%2e/a.js",
        "/app/static/a.js/",
        "/app/static/a.js%00",
        f"/static/{'a' * 3000}.js",
    ],
)
def test_file_has_one_address_and_nothing_beside_the_folder_is_served(folder: Path, path: str) -> None:
    assert client(folder).get(path).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "encoded"),
    [("gzip, br", True), ("BR;q=0.5", True), ("br;q=0, gzip", False), ("br; q=0.0", False), ("sbr, x", False)],
)
def test_brotli_goes_to_those_who_take_it(folder: Path, accepted: str, encoded: bool) -> None:
    answer = client(folder).get("/app/static/a.js", headers={"accept-encoding": accepted})
    assert (answer.headers.get("content-encoding") == "br") is encoded


def test_file_of_no_folder_is_made_once_and_only_when_it_is_asked_for() -> None:
    times: list[int] = []

    def make() -> ServedFile:
        times.append(1)
        return served_file(b"made", "x.txt", False)

    with TestClient(Files(Starlette(), {}, {"/x.txt": make})) as door:
        assert door.get("/y.txt").status_code == 404 and not times
        with ThreadPoolExecutor(8) as readers:
            assert {answer.text for answer in readers.map(door.get, ["/x.txt"] * 20)} == {"made"}
    assert len(times) == 1


def test_small_and_smallest_say_the_same() -> None:
    body = b"word " * 1000
    file = served_file(body, "a.txt", False)
    assert file.compressed is not None and brotli.decompress(file.compressed) == body


def test_large_file_is_handed_on_as_it_is_fetched() -> None:
    body, pieces = bytes(range(256)) * 1000, []

    async def send(message: Any) -> None:
        pieces.append(message.get("body"))

    scope = {"type": "http", "method": "GET", "headers": []}
    answer = served_file(body, "a.png", False).answer(Headers())
    run_async(answer(scope, None, send))  # type: ignore[arg-type]
    assert b"".join(pieces[1:]) == body and max(map(len, pieces[1:])) <= 65_536


def test_addresses(folder: Path) -> None:
    door = client(folder)
    assert door.get("/case").text == "behind"
    assert (door.get("/nope").status_code, door.get("/nope").text) == (404, "not here")
    assert door.get("/cover?evidence=abstract").headers["location"] == "/?evidence=abstract"
    assert door.get("/_stcore/metrics").status_code == 404
    assert door.get("/_stcore/health").text == "behind"
    headers = door.get("/nope").headers
    assert "connect-src 'self';" in headers["content-security-policy"]  # no websocket to elsewhere
    assert headers["referrer-policy"] == "no-referrer"  # an address may carry answers


LEAVING = """
import gc
import sys
import time
from starlette.testclient import TestClient
from streamlit import config
from streamlit.runtime.app_session import AppSession
config.set_option("server.disconnectedSessionTTL", 0)
from app import app
from explainer.streamlit_private import forget_who_left

def sessions():
    gc.collect()
    return sum(isinstance(one, AppSession) for one in gc.get_objects())

with TestClient(app) as client:
    while client.get("/ready").status_code == 503:
        time.sleep(0.1)
    print("altair" in sys.modules, *sorted({"pandas", "pyarrow", "pyvis", "networkx", "IPython"} & sys.modules.keys()))
    print(client.get("/data/every_claim.csv").status_code, "pandas" in sys.modules)
    with client.websocket_connect("/_stcore/stream"):
        while not (there := sessions()):  # it begins a moment after the line
            time.sleep(0.05)
    left = sessions()
    forget_who_left()
    print(there, left, sessions())
"""


def test_all_is_loaded_when_it_says_ready_and_who_left_is_forgotten() -> None:
    """Altair comes with a chart; what only a download needs, or nobody, stays out: it is 150 MB. Of sessions Streamlit
    would keep the last 128 for good."""
    done = subprocess.run([sys.executable, "-c", LEAVING], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "200", "True", "1", "1", "0"]


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_readers_are_not_turned_away_for_want_of_open_files() -> None:
    """A reader takes four in Streamlit; many machines allow 1,024 unless asked for more."""
    limit = "import resource; print(*resource.getrlimit(resource.RLIMIT_NOFILE))"
    opened = f"from explainer.door.warm_up import open_the_doors_wide as wide; wide(); {limit}"
    done = subprocess.run(
        ["sh", "-c", f"ulimit -Sn 256 && {sys.executable} -c '{opened}'"], cwd=ROOT, capture_output=True, text=True
    )
    now, most = map(int, done.stdout.split())
    assert now == most or now >= 65_536


def test_tidying_collects_what_nobody_holds() -> None:
    class Reader:
        gone = False

        def __del__(self) -> None:
            Reader.gone = True

    gc.disable()
    try:
        one, other = Reader(), Reader()
        one.__dict__["other"], other.__dict__["one"] = other, one
        del one, other
        assert not Reader.gone
        tidy()
        assert Reader.gone
    finally:
        gc.enable()
