"""oEmbed (oembed.com): a site that is given a link to a chapter asks here how to show that chapter in its page."""

from html import escape
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from explainer.answers import EVIDENCE
from explainer.content.records import Chapter, Story
from explainer.evidence import DEFAULT_POSITION, Position
from explainer.figures.teaching import card_file

ADDRESS = "/oembed"

WIDTH, HEIGHT = 1000, 800
"""What a chapter needs to stand with its picture beside the words; a site may ask for less."""


def oembed(story: Story, public_address: str) -> Route:
    """/oembed?url=…: how to show a chapter; 404 for other addresses, 501 for other forms than JSON.

    Without a public address no chapter is known by one: so it is where nobody may show ours inside theirs.
    """

    async def answer(request: Request) -> Response:
        asked = request.query_params
        if asked.get("format", "json") != "json":
            return Response(status_code=501)
        address = asked.get("url", "")
        chapter = _chapter(story, public_address, address)
        if chapter is None:
            return Response(status_code=404)
        width, height = _at_most(asked.get("maxwidth"), WIDTH), _at_most(asked.get("maxheight"), HEIGHT)
        title = story.words("title")
        told = {
            "version": "1.0",
            "type": "rich",
            "title": title if chapter.title == title else f"{chapter.title} · {title}",
            "provider_name": title,
            "provider_url": f"{public_address}/",
            "html": frame(public_address, chapter, title, address, width, height),
            "width": width,
            "height": height,
            "thumbnail_url": f"{public_address}/app/static/cards/{card_file(story, chapter)}",
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
        }
        return JSONResponse(told)

    return Route(ADDRESS, answer)


def discovery(public_address: str, chapter: Chapter) -> str:
    """What says in the head of a chapter where to ask."""
    asked = urlencode({"url": public_address + chapter.path})
    href = escape(f"{public_address}{ADDRESS}?{asked}")
    return f'<link rel="alternate" type="application/json+oembed" href="{href}">'


def frame(public_address: str, chapter: Chapter, title: str, address: str, width: int, height: int) -> str:
    """The snippet to paste. Of `address` only what we know goes into it: the position of the honesty switch."""
    told = {"embed": "true"}
    [position] = parse_qs(urlsplit(address).query).get(EVIDENCE, [DEFAULT_POSITION])[-1:]
    if position in set(Position) - {DEFAULT_POSITION}:
        told[EVIDENCE] = position
    source = escape(f"{public_address}{quote(chapter.path)}?{urlencode(told)}")
    return (
        f'<iframe src="{source}" title="{escape(title)}" width="{width}" height="{height}" style="border: 0" '
        'allow="fullscreen; clipboard-write"></iframe>'
    )


def _chapter(story: Story, public_address: str, address: str) -> Chapter | None:
    try:
        asked = urlsplit(address)
    except ValueError:
        return None
    place = f"{asked.scheme}://{asked.netloc}{asked.path}".rstrip("/")
    if not public_address:
        return None
    return next((one for one in story.chapters if f"{public_address}{one.path}".rstrip("/") == place), None)


def _at_most(asked: str | None, usual: int) -> int:
    if asked and asked.isascii() and asked.isdigit() and len(asked) < 7:
        return max(1, min(usual, int(asked)))
    return usual
