"""A course site that is given a link to a chapter learns how to show it: whatever it asks, only our own chapters."""

import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette
from starlette.testclient import TestClient

from explainer.content.records import Story
from explainer.door.oembed import HEIGHT, WIDTH, oembed
from explainer.door.pages import chapter_page

PUBLIC = "https://story.example.org"
INDEX = "<html><head><title>Streamlit</title></head><body></body></html>"


@pytest.fixture
def asked(story: Story) -> Any:
    site = TestClient(Starlette(routes=[oembed(story, PUBLIC)]))
    return lambda url, **more: site.get("/oembed", params={"url": url, **more})


def frame_of(answer: Any) -> Any:
    [frame] = LexborHTMLParser(answer.json()["html"]).css("iframe")
    return frame.attributes


def test_every_chapter_leads_there_and_is_shown(story: Story, asked: Any) -> None:
    for chapter in story.chapters:
        page = LexborHTMLParser(chapter_page(story, chapter, INDEX, PUBLIC, embedded=True))
        [link] = page.css('link[rel=alternate][type="application/json+oembed"]')
        assert link.attributes["href"].startswith(f"{PUBLIC}/oembed?url=")
        answer = asked(PUBLIC + chapter.path)
        assert str(answer.url).removeprefix("http://testserver") == link.attributes["href"].removeprefix(PUBLIC)
        told = answer.json()
        assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "rich", WIDTH, HEIGHT)
        assert told["title"].startswith(chapter.title) and told["thumbnail_url"].startswith(f"{PUBLIC}/app/static/")
        assert frame_of(answer)["src"] == f"{PUBLIC}{chapter.path}?embed=true"
        assert frame_of(answer)["title"] == story.words("title")


def test_where_nobody_may_embed_nothing_leads_there(story: Story) -> None:
    for public, embedded in ((PUBLIC, False), ("", True)):
        assert "oembed" not in chapter_page(story, story.chapters[0], INDEX, public, embedded)
    nobody = TestClient(Starlette(routes=[oembed(story, "")]))
    assert nobody.get("/oembed", params={"url": f"{PUBLIC}/case"}).status_code == 404


def test_switch_of_the_link_stays_and_nothing_else_of_it(asked: Any) -> None:
    link = f"{PUBLIC}/case?evidence=abstract&answers=bet:within&embed=no#case-question"
    assert frame_of(asked(link))["src"] == f"{PUBLIC}/case?embed=true&evidence=abstract"
    odd = asked(f'{PUBLIC}/case?evidence="><script>')
    assert frame_of(odd)["src"] == f"{PUBLIC}/case?embed=true" and "script" not in odd.text


@pytest.mark.parametrize(
    "link",
    ["", "/case", "https://evil.example/case", f"{PUBLIC}/nope", f"{PUBLIC}.evil.example/case", f"{PUBLIC}/case/../x",
     "http://story.example.org/case", "https://a@story.example.org/case", "http://[", "javascript:alert(1)"],
)  # fmt: skip
def test_other_addresses_are_not_ours(asked: Any, link: str) -> None:
    assert asked(link).status_code == 404


def test_form_and_size_are_the_sites_to_choose(asked: Any) -> None:
    assert asked(f"{PUBLIC}/case", format="xml").status_code == 501
    small = asked(f"{PUBLIC}/case", format="json", maxwidth="500", maxheight="99999")
    assert (small.json()["width"], small.json()["height"]) == (500, HEIGHT)
    assert re.search(r'width="500" height="800"', small.json()["html"])
    for odd in ("0", "-5", "x", "9" * 5000, "²", ""):
        assert 1 <= asked(f"{PUBLIC}/case", maxwidth=odd).json()["width"] <= WIDTH
