"""The network in the page: its data goes to the browser once, and every choice is made there."""

from functools import cache

import streamlit as st

from explainer.content.network import layers_shown
from explainer.content.records import Block, Story
from explainer.evidence import Position
from explainer.figures.network.offline import offline_html
from explainer.figures.network.sent import sent
from explainer.ui import elements
from explainer.ui.page import Page, guarded

_view = elements.component(
    "network_view",
    '<link rel="stylesheet" href="./app/static/network/view.css"><div class="network-view"></div>',
    "network/view.js",
)


def drawn(page: Page, block: Block) -> None:
    """The network as its view says, in the layers the honesty switch lets through."""
    story, position, view = page.story, page.reader.position, str(block.figure)
    page.put()
    with guarded():
        _view(key=page.name(block), data=_gzipped(story, position, view))
        st.download_button(
            str(story.network.words.view["take_html"]),
            lambda: _file(story, position),
            file_name="network.html",
            mime="text/html",
            on_click="ignore",
        )
    page.take_along(block)


@cache
def _file(story: Story, position: Position) -> str:
    """The network in a file of its own. Made when somebody asks: pyvis takes half a second to load, and memory."""
    return offline_html(story, story.network, layers_shown(story.network, position))


@cache
def _gzipped(story: Story, position: Position, view: str) -> bytes:
    """The data as packed JSON. Bytes Streamlit passes on as they are; a dictionary it would walk each run."""
    return elements.gzipped(sent(story, position, view))
