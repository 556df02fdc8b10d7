"""The network as one file that works without a connection, drawn by vis-network through pyvis.

pyvis is known to this file alone, and imported only when somebody asks for the file: it brings all of IPython with it.
The page has a drawing of its own (picture.py): a canvas has no focus, no text, no theme and no SVG to save.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from explainer import citing
from explainer.content.network import Layer, Network
from explainer.content.records import Story
from explainer.evidence import Level
from explainer.figures.network.words import table

if TYPE_CHECKING:
    from pyvis.network import Network as VisNetwork

_DASHES: dict[str | None, bool | list[int]] = {"competition": [10, 6], "autonomy": [2, 6], None: False}


def to_vis(network: Network, layers: Iterable[Layer]) -> "VisNetwork":
    """The layers below each other as a pyvis network. Every actor has its place, and nothing moves."""
    from pyvis.network import Network as VisNetwork

    look = tomllib.loads(_THEME.read_text(encoding="utf-8"))["theme"]["light"]
    _, _, competition, autonomy, plain = look["chartCategoricalColors"]
    colours = {"competition": competition, "autonomy": autonomy, None: plain}
    net = VisNetwork(directed=True, height="900px", width="100%", cdn_resources="in_line")
    for nth, layer in enumerate(layers):
        for name, (x, y) in network.places(layer).items():
            actor = network.actors[name]
            shape = network.actor_kinds[actor.kind].shape
            says = actor.words.says
            net.add_node(
                f"{layer}.{name}",
                label=actor.words.label or actor.words.title,
                shape="dot" if shape == "blank" else shape,
                x=x,
                y=y + nth * (network.size.wide[1] + 80),
                physics=False,
                color={"border": look["textColor"], "background": look["secondaryBackgroundColor"]},
                **({} if "href" in says else {"title": says}),  # pyvis would take it for markup
            )
        for name, tie in network.layer_ties(layer).items():
            both = tie.when not in ("before", "after")  # before and after are in one picture here
            when = "" if both else f" ({network.words.when[tie.when or 'unsaid']})"
            net.add_edge(
                f"{layer}.{tie.start}",
                f"{layer}.{tie.end}",
                id=f"{layer}.{name}",
                label=network.words.tie_kinds[tie.kind].name + when,
                title=tie.says,
                arrows="to" if network.tie_kinds[tie.kind].directed else "",
                dashes=[1, 9] if tie.level is Level.BLANK else _DASHES[tie.theme],
                color=colours[tie.theme],
            )
    return net


_VIS_OPTIONS: dict[str, object] = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}},
    "nodes": {"size": 14, "font": {"size": 14}},
    "edges": {"width": 1.5, "smooth": {"type": "curvedCW", "roundness": 0.12}, "font": {"size": 12}},
}
_THEME = Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml"

_FROM_ELSEWHERE = re.compile(r'<(?:link|script)\b[^>]*?\b(?:href|src)="https?://[^>]*>(?:\s*</script>)?', re.DOTALL)


def offline_html(story: Story, network: Network, layers: Iterable[Layer]) -> str:
    """One file that shows these layers with vis-network, without a connection. It loads nothing from anywhere."""
    layers = list(layers)
    net = to_vis(network, layers)
    net.set_options(json.dumps(_VIS_OPTIONS))
    html = _FROM_ELSEWHERE.sub("", net.generate_html(notebook=False))
    html = re.sub(
        r"<!-- <link.*?-->|<center>\s*<h1>\s*</h1>\s*</center>|//# sourceMappingURL=[\w.-]+", "", html, flags=re.DOTALL
    )
    words = network.words
    columns = ("layer", "from", "kind", "to", "when", "level", "source", "says")
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(row[column])}</td>' for column in columns)}</tr>"
        for row in table(story, network, layers)
    )
    says = "".join(f"<p>{escape(words.layers[layer].name)}: {escape(words.layers[layer].says)}</p>" for layer in layers)
    text = (
        f"<h1>{escape(words.title)}</h1>{says}",
        f'<p>{escape(citing.article(story))}</p><table border="1" cellpadding="6">{rows}</table>',
    )
    head = f'<html lang="{escape(story.language)}">\n<head><title>{escape(words.title)}</title>'
    html = html.replace("<html>", "<!doctype html>", 1).replace("<head>", head, 1)
    html = re.sub(r"^\s*<body>\s*$", lambda body: body[0] + text[0], html, count=1, flags=re.MULTILINE)
    before, _, after = html.rpartition("</body>")
    return f"{before}{text[1]}</body>{after}"
