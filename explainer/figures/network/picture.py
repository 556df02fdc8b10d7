"""The network drawn: one picture for each layer, step and width, on the page as in print and in files.

Whatever stays from one picture to the next carries `data-id`, so that the browser can move it there
(figures/picture.py, static/stage/move.js). `data-actor` and `data-tie` say what a reader can choose.
"""

from collections.abc import Iterable
from functools import cache
from html import escape
from math import atan2, degrees

from explainer.content.network import Actor, Layer, Network, Place, Tie
from explainer.content.records import Story
from explainer.figures.network.layout import (
    LINE,
    RADIUS,
    along,
    ends,
    half,
    is_crowded,
    name_lines,
    spots,
    word,
    word_places,
)
from explainer.figures.people import portrait
from explainer.figures.picture import number, path

_CORNERS = {
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.2), (1.2, 0.95), (-1.2, 0.95)),
    "hexagon": ((-1.15, 0), (-0.6, -1), (0.6, -1), (1.15, 0), (0.6, 1), (-0.6, 1)),
}
HALF_A_FACE = 18.0
_NEW = '<tspan class="plus">+ </tspan>'
"""Before the words of what came with this step."""


@cache
def to_svg(story: Story, layer: Layer, step: int, view: str = "network_reported", narrow: bool = False) -> str:
    """A layer at a step, in a view: SVG with its title and description."""
    network = story.network
    opening, *inside = pieces(story, layer, step, view, narrow)
    title = f"{network.words.title}: {network.words.layers[layer].name}"
    if layer is Layer.PROPOSED:
        title += f", {list(network.steps.values())[step].words.title}"
    says = " ".join(tie.says for tie in _ties(network, layer, step).values())
    return f"{opening}<title>{escape(title)}</title><desc>{escape(says)}</desc>{''.join(inside)}"


@cache
def pieces(story: Story, layer: Layer, step: int, view: str, narrow: bool) -> tuple[str, ...]:
    """The SVG of a picture, cut where it may say the same as the picture of another step.

    What came with this step is marked as new, but at the first step of the view, where everything is.
    """
    network = story.network
    width, height = network.size.narrow if narrow else network.size.wide
    unfolds = layer is Layer.PROPOSED
    parted = unfolds and step >= network.parting
    places = spots(network, layer, narrow, parted)
    new = step if unfolds and step > network.step_numbers(view)[0] else -1
    actors = network.layer_actors(layer)
    if unfolds:
        actors = {name: actor for name, actor in actors.items() if network.arrives(name) <= step}
    ties = _ties(network, layer, step)
    at = word_places(story, layer, narrow)
    crowded = is_crowded(network, layer)
    lines, words = [], []
    for name, tie in ties.items():
        line = ends(network, tie, places, parted, crowded)
        looks = f"{tie.level} {tie.theme or 'no-theme'} {tie.kind}"
        is_new = network.begins(name) == new
        lines.append(_line(network, name, tie, line, f"{looks} new" if is_new else looks))
        x, y = along(line, at[name])
        words.append(
            f'<text class="word {looks}" data-id="{name}.word" data-tie="{name}" text-anchor="middle" '
            f'x="{number(x)}" y="{number(y + 4)}">{_NEW if is_new else ""}{escape(word(network, tie))}</text>'
        )
    people = [
        _actor(story, name, actor, places[name], parted, network.arrives(name) == new, new == network.parting)
        for name, actor in actors.items()
    ]
    return (
        f'<svg class="network-drawing{" crowded" if crowded else ""}" role="img" viewBox="0 0 {width:g} {height:g}" '
        'xmlns="http://www.w3.org/2000/svg">',
        *('<g class="ties">', *lines, "</g>"),
        *('<g class="words">', *words, "</g>"),
        *('<g class="people">', *people, "</g></svg>"),
    )


def _ties(network: Network, layer: Layer, step: int) -> dict[str, Tie]:
    """The ties of a picture."""
    ties = network.layer_ties(layer).items()
    return {name: tie for name, tie in ties if layer is not Layer.PROPOSED or network.present(name, step)}


def _line(network: Network, name: str, tie: Tie, line: tuple[Place, Place], looks: str) -> str:
    (x1, y1), (x2, y2) = line
    d = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
    parts = [path("line", d, f"{name}.line")]
    if network.tie_kinds[tie.kind].directed:
        turn = degrees(atan2(y2 - y1, x2 - x1))
        at = f"translate({number(x2)} {number(y2)}) rotate({turn:.0f})"
        parts.append(f'<path data-id="{name}.head" class="head" transform="{at}" d="M0 0L-9 4L-9 -4Z"/>')
    return f'<g class="tie {looks}" data-id="{name}" data-tie="{name}">{"".join(parts)}</g>'


def _actor(
    story: Story, name: str, actor: Actor, place: Place, parted: bool, is_new: bool, has_just_parted: bool
) -> str:
    network = story.network
    shape = network.actor_kinds[actor.kind].shape
    drawn = _shape(shape, actor)
    if actor.face:  # somebody of the office: the sign of the job stands beside the face
        beside = f"translate({HALF_A_FACE - 3:g} {HALF_A_FACE - 7:g}) scale(0.5)"
        drawn = portrait(name, story.office.people[actor.face], HALF_A_FACE) + f'<g transform="{beside}">{drawn}</g>'
    lines, top = name_lines(network, actor, parted)
    rows = [(line, number(top + LINE * nth)) for nth, line in enumerate(lines)]
    response = ""
    if parted and actor.response:
        says, y = rows.pop(0 if actor.above else -1)
        response = (
            f'<text class="response {actor.response}" data-id="{name}.response" text-anchor="middle" y="{y}">'
            f"{_NEW if has_just_parted else ''}{escape(says)}</text>"
        )
    says = "".join(f'<tspan x="0" y="{y}">{escape(line)}</tspan>' for line, y in rows)
    looks = f"actor {shape} {actor.level}{' new' if is_new or (has_just_parted and response) else ''}"
    at = f"translate({number(place[0])} {number(place[1])})"
    return (
        f'<g class="{looks}" data-id="{name}" data-actor="{name}" transform="{at}">'
        f"{drawn}"
        f'<text text-anchor="middle">{says.replace(">", f">{_NEW}", 1) if is_new else says}</text>{response}</g>'
    )


def _shape(shape: str, actor: Actor) -> str:
    if shape in _CORNERS:
        return path("shape-of", _closed((x * RADIUS, y * RADIUS) for x, y in _CORNERS[shape]))
    if shape == "box":
        return f'<rect class="shape-of" x="{-half(actor):g}" y="-17" width="{half(actor) * 2:g}" height="34"/>'
    if shape == "text":
        return ""
    return f'<ellipse class="shape-of" rx="{RADIUS * (1.9 if shape == "ellipse" else 1):g}" ry="{RADIUS:g}"/>'


def _closed(corners: Iterable[Place]) -> str:
    return f"M{'L'.join(f'{number(x)} {number(y)}' for x, y in corners)}Z"
