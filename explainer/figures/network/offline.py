"""The network as one file that works without a connection, drawn by vis-network through pyvis.

pyvis is known to this file alone, and imported only when somebody asks for what it makes: it brings all of IPython with
it. The page has a drawing of its own (picture.py): a canvas has no focus, no text, no theme and no SVG to save. Only
the network a reader builds is drawn by vis-network in the page as well (own.py).
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainer import citing
from explainer.content.network import Layer, Network
from explainer.content.records import Story
from explainer.evidence import Level
from explainer.figures.network.words import table

if TYPE_CHECKING:
    from pyvis.network import Network as VisNetwork

DASHES: Mapping[str | None, bool | list[int]] = {"competition": [10, 6], "autonomy": [2, 6], None: False}
"""The line of a tie by its theme, as vis-network has it."""


@cache
def colours(theme: str = "light") -> Mapping[str | None, str]:
    """The colours of one theme of the story: page, card, ink, and those of ties by their theme; None is a plain tie."""
    look = tomllib.loads(_THEME.read_text(encoding="utf-8"))["theme"][theme]
    _, _, competition, autonomy, plain = look["chartCategoricalColors"]
    return {
        "page": look["backgroundColor"],
        "card": look["secondaryBackgroundColor"],
        "ink": look["textColor"],
        "competition": competition,
        "autonomy": autonomy,
        None: plain,
    }


def new_network(height: str, page: str | None = None) -> "VisNetwork":
    """An empty pyvis network, as high as this and on a ground of this colour, whose file will hold all it needs."""
    from pyvis.network import Network as VisNetwork

    ground = {"bgcolor": page} if page else {}
    return VisNetwork(directed=True, height=height, width="100%", cdn_resources="in_line", **ground)


def vis_script() -> str:
    """vis-network itself, as pyvis brings it, without loading pyvis."""
    [folder] = (find_spec("pyvis") or _missing()).submodule_search_locations or [""]
    script = (Path(folder) / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    return _MAP.sub("", script)


def _missing() -> Any:
    raise ModuleNotFoundError("pyvis")


def to_vis(network: Network, layers: Iterable[Layer]) -> "VisNetwork":
    """The layers below each other as a pyvis network. Every actor has its place, and nothing moves."""
    look = colours()
    net = new_network("900px")
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
                color={"border": look["ink"], "background": look["card"]},
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
                dashes=[1, 9] if tie.level is Level.BLANK else DASHES[tie.theme],
                color=look[tie.theme],
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
_MAP = re.compile(r"//# sourceMappingURL=[\w.-]+")
_EMPTY = re.compile(r"<!-- <link.*?-->|<center>\s*<h1>\s*</h1>\s*</center>", re.DOTALL)


def offline_html(story: Story, network: Network, layers: Iterable[Layer]) -> str:
    """One file that shows these layers with vis-network, without a connection. It loads nothing from anywhere."""
    layers = list(layers)
    net = to_vis(network, layers)
    net.set_options(json.dumps(_VIS_OPTIONS))
    words = network.words
    columns = ("layer", "from", "kind", "to", "when", "level", "source", "says")
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(row[column])}</td>' for column in columns)}</tr>"
        for row in table(story, network, layers)
    )
    says = "".join(f"<p>{escape(words.layers[layer].name)}: {escape(words.layers[layer].says)}</p>" for layer in layers)
    above = f"<h1>{escape(words.title)}</h1>{says}"
    below = f'<p>{escape(citing.article(story))}</p><table border="1" cellpadding="6">{rows}</table>'
    return page_of(net, story.language, words.title, above, below)


def page_of(net: "VisNetwork", language: str, title: str, above: str, below: str) -> str:
    """The file pyvis makes of a network, without what it would ask other sites for.

    `title` is text, `above` and `below` are HTML that stands over and under the drawing.
    """
    html = _MAP.sub("", _EMPTY.sub("", _FROM_ELSEWHERE.sub("", net.generate_html(notebook=False))))
    head = f'<html lang="{escape(language)}">\n<head><title>{escape(title)}</title>'
    html = html.replace("<html>", "<!doctype html>", 1).replace("<head>", head, 1)
    html = re.sub(r"^\s*<body>\s*$", lambda body: body[0] + above, html, count=1, flags=re.MULTILINE)
    before, _, after = html.rpartition("</body>")
    return f"{before}{below}</body>{after}"
