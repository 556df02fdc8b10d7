"""The network in the page: its data goes to the browser once, and every choice is made there."""

from functools import cache
from html import escape
from typing import Any

import streamlit as st

from explainer.blocks import take_along_html
from explainer.checked import story
from explainer.content import Chapter, Story
from explainer.evidence import Level, Position
from explainer.network import Layer, citation, layers_shown, mark, offline_html, size_of, sources, to_csv, to_vis
from explainer.network_svg import word_places
from explainer.prose import words_html
from explainer.ui import raw, reader, show

# A run sends a component's code anew each time. So it is a line here, and the browser fetches the rest once.
_view = st.components.v2.component(
    "network_view",
    html='<link rel="stylesheet" href="/app/static/network/view.css"><div class="network-view"></div>',
    js="""
const { default: view } = await import(`${location.origin}/app/static/network/view.js`)
export default view
""",
    isolate_styles=False,  # marks and notes look as they do in the text around
)


def drawn(chapter: Chapter, block_id: str) -> None:
    """The words of a figure block, and the network as its view says, in the layers the honesty switch lets through."""
    block, position = chapter.block(block_id), reader.position()
    if not show.is_shown(chapter, block_id):
        return show.blocks(chapter, block_id)  # says what is left out
    view = str(block.figure)
    html, _ = words_html(story(), block.words, f"{chapter.slug}-{block_id}", position)
    raw.html(f'<section class="block figure" id="{escape(chapter.slug)}-{escape(block_id)}">{html}</section>')
    with show.beside():
        _view(key=f"{chapter.slug}-{block_id}", data=_packed(story(), position, view))
        if "file" in story().network.views[view].controls:
            st.download_button(
                str(story().network.words.view["take_html"]),
                lambda: offline_html(story(), story().network, layers_shown(story().network, position)),
                file_name="network.html",
                mime="text/html",
                on_click="ignore",
                type="tertiary",
            )
    raw.html(take_along_html(story(), chapter, block))


@cache
def _packed(story: Story, position: Position, view: str) -> bytes:
    """The data as packed JSON. Bytes Streamlit passes on as they are; a dictionary it would walk each run."""
    return raw.packed(data(story, position, view))


@cache
def data(story: Story, position: Position, view: str = "network_reported") -> dict[str, Any]:
    """What the browser draws from: nodes and edges of the pyvis network, steps, marks and words."""
    network = story.network
    words = network.words
    parts = network.views[view]
    layers = [layer for layer in layers_shown(network, position) if layer in parts.layers]
    first, last = network.step_numbers(view)
    net = to_vis(network, layers)
    nodes = [node for node in net.nodes if parts.shows(node["actor"])]
    edges = [edge for edge in net.edges if parts.shows(edge["tie"])]
    kinds = network.layers
    marks: dict[str, Any] = {layer.value: mark(story, kinds[layer].level, kinds[layer].claims) for layer in layers}
    for node in nodes:
        actor = network.actors[node["actor"]]
        marks[node["id"]] = mark(story, actor.level, actor.claims)
    for edge in edges:
        edge["words_at"] = {
            width: word_places(story, Layer(edge["layer"]), width == "narrow")[edge["tie"]]
            for width in ("wide", "narrow")
        }
        tie = network.ties[edge["tie"]]
        marks[edge["id"]] = {**mark(story, tie.level, tie.claims), "source": sources(story, tie.claims)}
    for name, step in network.steps.items():
        marks[f"step.{name}"] = mark(story, step.level, step.claims)
    return {
        "position": position.value,
        "controls": list(parts.controls),
        "home": _home(story),
        "first": first,
        "last": last,
        "layers": [layer.value for layer in layers],
        "complete": len(layers) == len(network.layers),
        "everyone": list(network.actors),
        "every_tie": list(network.ties),
        "people": [name for name, kind in network.actor_kinds.items() if kind.person],
        "size": {"wide": size_of(network, parts), "narrow": size_of(network, parts, narrow=True)},
        "whole": not parts.only,
        "nodes": nodes,
        "edges": edges,
        "steps": [{"id": name, **step.words.model_dump()} for name, step in network.steps.items()],
        "parting": network.parting,
        "marks": marks,
        "yours": mark(story, Level.YOURS, ()),
        "csv": to_csv(story, network, layers) if "take" in parts.controls else "",
        "citation": citation(story),
        "words": words.model_dump(mode="json", exclude_none=True)
        | {"tie_kinds": {k: v.model_dump(by_alias=True, exclude_none=True) for k, v in words.tie_kinds.items()}},
    }


def _home(story: Story) -> str:
    """The address of the chapter whose figure has every part."""
    return next(
        chapter.path
        for chapter in story.chapters
        for block in chapter.blocks
        if block.figure in story.network.views and "address" in story.network.views[block.figure].controls
    )
