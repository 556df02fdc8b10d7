"""Under a path of another site, all of it lives there: whatever a page leads to is under that path, and is there."""

import json
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import cache
from http.client import HTTPMessage
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import pytest
from conftest import eventually_true, free_port, run_async, running
from selectolax.lexbor import LexborHTMLParser
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bench.reader import Reader
from explainer.checked import story
from explainer.door.base_path import BasePath
from explainer.door.own_office import FILES
from explainer.door.readers import OF_OURS
from explainer.evidence import Position
from explainer.figures.registry import LISTS

pytestmark = pytest.mark.slow

PATH = "/courses/story"
SITE = "https://uni.example"
PUBLIC = f"{SITE}{PATH}"

PAGES = [chapter.path for chapter in story().chapters] + ["/handout", "/privacy", "/speaker"]
NOT_THERE = ["/no-such-page", "/no/such/page/"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of which the explainer has one path."""
    port = free_port()
    told = {
        "STREAMLIT_SERVER_BASE_URL_PATH": PATH.strip("/"),
        "EXPLAINER_PUBLIC_ADDRESS": PUBLIC,
        "EXPLAINER_EMBEDDED_BY": "https://course.example",
    }
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port)]
    with running(command, port, tmp_path_factory.mktemp("site") / "log", env=told, path=PATH) as address:
        eventually_true(lambda: get(f"{address}/ready")[0] == 200)
        yield address.removesuffix(PATH)


class AsItIs(urllib.request.HTTPRedirectHandler):
    """Goes nowhere by itself."""

    def redirect_request(self, *told: Any) -> None:
        return None


def get(url: str) -> tuple[int, HTTPMessage, bytes]:
    try:
        with urllib.request.build_opener(AsItIs()).open(url, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


asked = cache(get)

LEADS = ("href", "src", "action", "formaction", "poster", "data", "srcset")


def led_to(html: str | bytes, page: str) -> Iterator[str]:
    """Every address of ours that a page, or a piece of one, leads to, as a browser that is at `page` makes it out."""
    tree = LexborHTMLParser(html)
    [base] = [node.attributes["href"] for node in tree.css("base")] or [page]
    found = [node.attributes[name] for name in LEADS for node in tree.css(f"[{name}]:not(base)")]
    found += [node.attributes["content"] for node in tree.css('meta[property="og:url"], meta[property="og:image"]')]
    found += [json.loads(node.text())["url"] for node in tree.css('script[type="application/ld+json"]')]
    for look in (*tree.css("style"), *tree.css("[style]")):
        found += urls_in(look.text() if look.tag == "style" else look.attributes["style"])
    for one in found:
        address = urldefrag(urljoin(urljoin(page, base), one))[0]
        if address.startswith((SITE, origin(page))):
            yield address


def urls_in(css: str | None) -> list[str]:
    return [url for url in re.findall(r'url\("?([^")]+)"?\)', css or "") if not url.startswith("data:")]


def origin(url: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(url))


def are_there(site: str, addresses: set[str]) -> None:
    """All of them are under the path, and answer."""
    assert addresses
    here = {address.replace(SITE, site, 1) for address in addresses}
    assert [address for address in here if not address.startswith(f"{site}{PATH}/")] == []
    assert {address: asked(address)[0] for address in here if asked(address)[0] != 200} == {}


@pytest.mark.parametrize("page", [*PAGES, *NOT_THERE])
def test_whatever_a_page_leads_to_is_there(site: str, page: str) -> None:
    status, headers, html = asked(f"{site}{PATH}{page}")
    assert status == (404 if page in NOT_THERE else 200)
    assert "set-cookie" not in headers and "content-security-policy" in headers
    found = set(led_to(html, f"{site}{PATH}{page}"))
    are_there(site, found)
    for sheet in [
        address for address in found if asked(address.replace(SITE, site, 1))[1].get_content_subtype() == "css"
    ]:
        faces = {urljoin(sheet, url) for url in urls_in(asked(sheet)[2].decode())}
        are_there(site, faces)


@pytest.mark.parametrize("chapter", story().chapters, ids=lambda chapter: chapter.slug)
def test_page_of_a_chapter_says_where_it_is_and_who_shows_it(site: str, chapter: Any) -> None:
    tree = LexborHTMLParser(asked(f"{site}{PATH}{chapter.path}")[2])
    [canonical] = tree.css("link[rel=canonical]")
    assert canonical.attributes["href"] == PUBLIC + chapter.path
    [link] = tree.css('link[type="application/json+oembed"]')
    told = json.loads(asked(str(link.attributes["href"]).replace(SITE, site, 1))[2])
    are_there(site, {told["thumbnail_url"], told["provider_url"], *led_to(told["html"], f"{site}/")})
    beat = urlencode({"chapter": chapter.slug, "beat": chapter.blocks[0].id})
    invited = json.loads(asked(f"{site}{PATH}/invite.json?{beat}")[2])["address"]
    assert invited.startswith(f"{PUBLIC}{chapter.path}?beat=")
    cited = tree.css_first("#served footer").text()
    assert f"{PUBLIC}/" in cited


@pytest.mark.parametrize("position", Position)
def test_whatever_is_presented_leads_there(site: str, position: Position) -> None:
    def pieces(told: Any) -> Iterator[str]:
        if isinstance(told, str):
            yield told
        for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
            yield from pieces(one)

    deck = json.loads(asked(f"{site}{PATH}/present/{position}.json")[2])
    at = f"{site}{PATH}/logics"
    are_there(site, {urljoin(at, one["href"]) for one in deck["chapters"].values()})
    are_there(site, {address for html in pieces(deck) if "<" in html for address in led_to(html, at)})


def test_what_is_asked_for_by_scripts_search_engines_and_hosts_is_there(site: str) -> None:
    names = ["ready", "version", "metrics", "_stcore/health", "_stcore/host-config", "robots.txt", "sitemap.xml"]
    names += ["speaker/notes.json", "own-office/needed.json", "own-office/vis-network.js"]
    names += [f"data/{name}.csv" for name in LISTS]
    are_there(site, {f"{PUBLIC}/{name}" for name in names})
    assert asked(f"{site}{PATH}/_stcore/metrics")[0] == asked(f"{site}{PATH}/media/no.txt")[0] == 404
    sitemap = asked(f"{site}{PATH}/sitemap.xml")[2].decode()
    places = re.findall(r"<loc>(.*?)</loc>", sitemap)
    assert places == [PUBLIC + chapter.path for chapter in story().chapters]
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in asked(f"{site}{PATH}/robots.txt")[2].decode()


def test_files_of_an_office_are_made(site: str) -> None:
    body = json.dumps({"people": [{"id": "a", "name": "A", "level": "frontline"}]}).encode()
    for path in FILES:
        request = urllib.request.Request(site + PATH + path, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert answer.status == 200 and len(answer.read()) > 200


def test_large_files_come_compressed_and_are_kept(site: str) -> None:
    page = LexborHTMLParser(asked(f"{site}{PATH}/case")[2])
    bundle = next(str(node.attributes["src"]) for node in page.css('script[src*="/static/js/"]'))
    for address, kept in ((urljoin(f"{site}{PATH}/case", bundle), "immutable"), (f"{site}{PATH}/case", "no-cache")):
        request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert answer.headers["content-encoding"] == "br" and kept in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/", f"{PATH}/"), (f"{PATH}?present=true&beat=x", f"{PATH}/?present=true&beat=x"),
        (f"{PATH}/case/?embed=true", f"{PATH}/case?embed=true"),
        (f"{PATH}/cover?evidence=abstract", f"{PATH}/?evidence=abstract"),
    ],
)  # fmt: skip
def test_other_names_lead_to_the_one_under_the_path(site: str, path: str, leads: str) -> None:
    status, headers, _ = asked(site + path)
    assert (status // 100, headers["location"]) == (3, leads)
    assert asked(site + leads)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/case",
            "/ready",
            "/metrics",
            "/_stcore/health",
            "/app/static/story.css",
            "/courses",
            "/courses/",
            f"{PATH}x",
        ),
        *(f"/{PATH}/case", f"{PATH}/../case", f"{PATH}{PATH}/case", f"{PATH}//case", "/courses/%2e%2e/case"),
    ],
)
def test_nothing_is_beside_the_path(site: str, path: str) -> None:
    status, headers, html = asked(site + path)
    assert status == 404 and "content-security-policy" in headers
    assert story().words("errors.not_found_title") in html.decode()


def test_story_is_read_under_the_path_and_not_beside_it(site: str) -> None:
    async def whole() -> list[str]:
        reader = Reader(f"{site}{PATH}")
        await reader.arrive()
        for chapter in story().chapters:
            await reader.run(chapter.path.strip("/"))
        await reader.leave()
        return reader.failures

    assert run_async(whole()) == []
    for path in ("", "/courses", f"{PATH}/case", f"{PATH}{PATH}"):
        with pytest.raises(InvalidStatus), connect(f"{site.replace('http', 'ws')}{path}/_stcore/stream"):
            pass


def behind(path: str) -> TestClient:
    async def tells(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse(scope["path"])(scope, receive, send)

    return TestClient(BasePath(tells, path, "not here"))


@pytest.mark.parametrize("path", ["/case", "/static", "/_stcore"])
def test_path_may_be_named_like_something_of_ours(path: str) -> None:
    door = behind(path)
    assert [door.get(f"{path}{rest}").text for rest in ("/", "", "/case", path)] == ["/", "/", "/case", path]
    assert door.get(f"{path}x").status_code == 404


def test_what_the_door_asks_for_itself_comes_in_without_a_path() -> None:
    """It reads the story before its first reader does, and must not be led away."""
    seen = list[str]()

    async def remembers(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["path"])

    for kind in ("http", "websocket"):
        scope = {"type": kind, "path": "/case", OF_OURS: True}
        run_async(BasePath(remembers, PATH, "")(scope, None, None))  # type: ignore[arg-type]
    assert seen == ["/case", "/case"]
