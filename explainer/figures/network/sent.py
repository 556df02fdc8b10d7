"""What the network in the page is given: its pictures, and who and what is in them, with words and marks."""

from functools import cache
from typing import Any

from explainer import citing
from explainer.content.network import Layer, layers_shown
from explainer.content.records import Story
from explainer.evidence import Level, Position
from explainer.figures.network.picture import pieces
from explainer.figures.network.words import to_csv


@cache
def sent(story: Story, position: Position, view: str = "network_reported") -> dict[str, Any]:
    """Pictures by layer, width and step, as numbers of their `pieces`; actors, ties, steps and words."""
    network, words = story.network, story.network.words
    layers = [layer for layer in layers_shown(network, position) if layer in network.views[view].layers]
    first, last = network.step_numbers(view)
    nodes = [node for layer in layers for node in _nodes(story, layer)]
    edges = [edge for layer in layers for edge in _edges(story, layer)]
    marks: dict[str, Any] = {
        layer.value: citing.mark(story, network.layers[layer].level, network.layers[layer].claims) for layer in layers
    }
    for node in nodes:
        actor = network.actors[node["actor"]]
        marks[node["id"]] = citing.mark(story, actor.level, actor.claims)
    for edge in edges:
        tie = network.ties[edge["tie"]]
        marks[edge["id"]] = {**citing.mark(story, tie.level, tie.claims), "source": citing.rests_on(story, tie.claims)}
    for name, step in network.steps.items():
        marks[f"step.{name}"] = citing.mark(story, step.level, step.claims)
    return {
        "position": position.value,
        "first": first,
        "last": last,
        "layers": [layer.value for layer in layers],
        "complete": len(layers) == len(network.layers),
        "everyone": list(network.actors),
        "every_tie": list(network.ties),
        "people": [name for name, kind in network.actor_kinds.items() if kind.person],
        "nodes": nodes,
        "edges": edges,
        "steps": [{"id": name, **step.words.model_dump()} for name, step in network.steps.items()],
        "parting": network.parting,
        "marks": marks,
        "yours": citing.mark(story, Level.YOURS, ()),
        "csv": to_csv(story, network, layers),
        "citation": citing.article(story),
        "words": words.model_dump(mode="json", exclude_none=True)
        | {"levels": {level.value: story.words(f"levels.{level}.name") for level in Level}}
        | {"tie_kinds": {k: v.model_dump(by_alias=True, exclude_none=True) for k, v in words.tie_kinds.items()}},
        **_pictures(story, layers, view),
    }


def _pictures(story: Story, layers: list[Layer], view: str) -> dict[str, Any]:
    """Every picture the page can show. Most of a picture is that of the step before, so every piece is sent once."""
    first, last = story.network.step_numbers(view)
    numbers: dict[str, int] = {}
    drawn: dict[str, Any] = {}
    for layer in layers:
        steps = range(first, last + 1) if layer is Layer.PROPOSED else (0,)
        drawn[layer.value] = {
            width: {
                step: [numbers.setdefault(one, len(numbers)) for one in pieces(story, layer, step, view, narrow)]
                for step in steps
            }
            for width, narrow in (("wide", False), ("narrow", True))
        }
    return {"pictures": drawn, "pieces": list(numbers)}


def _nodes(story: Story, layer: Layer) -> list[dict[str, Any]]:
    network = story.network
    return [
        {
            "id": f"{layer}.{name}",
            "actor": name,
            "layer": layer.value,
            "name": actor.words.name,
            "title": actor.words.says,
            "kind": actor.kind,
            "form": network.actor_kinds[actor.kind].shape,
            "level": actor.level.value,
            "response": actor.response,
            "begins": network.arrives(name),
        }
        for name, actor in network.layer_actors(layer).items()
    ]


def _edges(story: Story, layer: Layer) -> list[dict[str, Any]]:
    """`begins` and `ends` are numbers of steps."""
    network = story.network
    return [
        {
            "id": f"{layer}.{name}",
            "tie": name,
            "layer": layer.value,
            "start": tie.start,
            "end": tie.end,
            "kind": tie.kind,
            "label": network.words.tie_kinds[tie.kind].name,
            "title": tie.says,
            "arrows": network.tie_kinds[tie.kind].directed,
            "theme": tie.theme,
            "level": tie.level.value,
            "when": tie.when or "unsaid",
            "begins": network.begins(name),
            "ends": network.ends(name),
        }
        for name, tie in network.layer_ties(layer).items()
    ]
