"""The network in words: its table, and the table as a file."""

import csv
import io
from collections.abc import Iterable

from explainer import citing
from explainer.content.network import Layer, Network
from explainer.content.records import Story


def table(story: Story, network: Network, layers: Iterable[Layer]) -> list[dict[str, str]]:
    """One row per tie and layer: layer, tie, from, kind, to, when, level, source, says; all of it words."""
    words = network.words
    return [
        {
            "layer": words.layers[layer].name,
            "id": name,
            "from": network.actors[tie.start].words.title,
            "kind": words.tie_kinds[tie.kind].name,
            "to": network.actors[tie.end].words.title,
            "when": words.when[tie.when or "unsaid"],
            "level": story.words(f"levels.{tie.level}.name"),
            "source": citing.rests_on(story, tie.claims),
            "says": tie.says,
        }
        for layer in layers
        for name, tie in network.layer_ties(layer).items()
    ]


def to_csv(story: Story, network: Network, layers: Iterable[Layer]) -> str:
    """The table as comma-separated values, one line per tie, with a heading."""
    out = io.StringIO()
    rows = table(story, network, layers)
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
