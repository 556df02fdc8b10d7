"""An office of the reader's own, offered on the page: until it is opened there is a button, and nothing is fetched."""

import json
from functools import cache

from explainer.content.records import Block, Story
from explainer.ui import elements
from explainer.ui.page import Page, guarded

_office = elements.component("own_office", '<div class="own-office"></div>', "own_office/opener.js")


def offered(page: Page, block: Block) -> None:
    """The button that opens it. From then on the browser needs the server for files alone (door/own_office.py)."""
    page.put()
    with guarded():
        _office(key=page.name(block), data=_said(page.story))
    page.take_along(block)


@cache
def _said(story: Story) -> bytes:
    words = story.own_offices.words
    return json.dumps({name: words[name] for name in ("open", "open_again", "opening", "no_door")}).encode()
