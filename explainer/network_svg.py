"""The network drawn without a browser, for print and plain text; and where words stand on its ties, for both.

The drawing is the same as in static/network/drawing.js, which explains it; its look stands in static/story.css.
"""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from html import escape
from math import hypot
from typing import TYPE_CHECKING

from explainer.evidence import Level
from explainer.network import Actor, Layer, Network, Place, Tie, size_of

if TYPE_CHECKING:  # the content reads the network, so it cannot be read from here
    from explainer.content import Story

RADIUS = 13.0
APART = 14.0
"""How far people move when they part; units of the drawing."""
SIGNS = {Level.ABSTRACT: "◆ ", Level.INTERPRETATION: "◐ ", Level.IMAGINED: "▢ "}
_CORNERS = {
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.2), (1.2, 0.95), (-1.2, 0.95)),
    "hexagon": ((-1.15, 0), (-0.6, -1), (0.6, -1), (1.15, 0), (0.6, 1), (-0.6, 1)),
}
_LINE = 15.0
"""From one line of a name to the next."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@cache
def to_svg(story: "Story", layer: Layer, step: int, view: str = "network_reported") -> str:
    """A still drawing of a layer at a step, as far as a view shows it: SVG with its title and description."""
    network = story.network
    parts = network.views[view]
    width, height = size_of(network, parts)
    at = step if layer is Layer.PROPOSED else network.last_step
    parted = layer is Layer.PROPOSED and step >= network.parting
    spots = _spots(network, layer, False, parted)
    there = {name: actor for name, actor in network.layer_actors(layer).items() if network.arrives(name) <= at}
    actors = {name: actor for name, actor in there.items() if parts.shows(name)}
    present = {name: tie for name, tie in network.layer_ties(layer).items() if network.present(name, at)}
    ties = {name: tie for name, tie in present.items() if parts.shows(name)}
    title = f"{network.words.title}: {network.words.layers[layer].name}"
    if layer is Layer.PROPOSED:
        title += f", {list(network.steps.values())[step].words.title}"
    words_at = word_places(story, layer)
    says = " ".join(tie.says for tie in ties.values())
    return (
        f'<svg class="network-drawing" role="img" viewBox="0 0 {width:g} {height:g}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title><desc>{escape(says)}</desc>'
        f"{''.join(_line_svg(network, tie, spots) for tie in ties.values())}"
        f"{''.join(_word_svg(network, tie, spots, words_at[name]) for name, tie in ties.items())}"
        f"{''.join(_actor_svg(network, actor, spots[name], parted) for name, actor in actors.items())}</svg>"
    )


# ── where words stand ─────────────────────────────────────────────────────────────────────────────

_TRIED = range(20, 81, 3)
_CROWDED = 60
"""With more actors than this, words show only where someone looks (static/network/drawing.js)."""


@cache
def word_places(story: "Story", layer: Layer, narrow: bool = False) -> dict[str, float]:
    """Where on each tie its word stands, from 0 (start) to 1 (end): the same at every step.

    Each word in turn takes the place where it covers no actor and no other word that is ever there with it, crosses
    few other lines and is near the middle; three times over, since words that come later move those before.
    """
    network = story.network
    ties = network.layer_ties(layer)
    found = dict.fromkeys(ties, 50)  # in hundredths
    if len(network.layer_actors(layer)) > _CROWDED:
        return dict.fromkeys(ties, 0.5)
    together = {name: {other for other in ties if other != name and _meet(network, name, other)} for name in ties}
    fixed = {name: dict.fromkeys(_TRIED, 0.0) for name in ties}
    """What a place costs whatever the other words do."""
    boxes: list[dict[str, dict[int, Box]]] = []
    for parted in (False, True) if layer is Layer.PROPOSED else (False,):
        spots = _spots(network, layer, narrow, parted)
        lines = {name: _ends(network, tie, spots) for name, tie in ties.items() if _is_in(network, name, parted)}
        actors = [
            box
            for name, actor in network.layer_actors(layer).items()
            for box in _actor_boxes(network, actor, spots[name], parted)
        ]
        boxes.append(
            {name: {at: _word_box(network, ties[name], ends, at) for at in _TRIED} for name, ends in lines.items()}
        )
        for name, places in boxes[-1].items():
            others = [lines[other] for other in together[name] if other in lines]
            for at, box in places.items():
                fixed[name][at] += 0.4 * abs(at - 50) + 10 * sum(_shared(box, actor) for actor in actors)
                fixed[name][at] += 25 * sum(_crosses(line, box) for line in others)

    def cost(name: str, at: int) -> float:
        return fixed[name][at] + 10 * sum(
            _shared(placed[name][at], placed[other][found[other]])
            for placed in boxes
            if name in placed
            for other in together[name]
            if other in placed
        )

    for _ in range(3):
        for name in ties:
            found[name] = min(_TRIED, key=partial(cost, name))
    return {name: at / 100 for name, at in found.items()}


def _is_in(network: Network, tie: str, parted: bool) -> bool:
    """Whether a tie is there at any step before, or from, the one at which people part."""
    ends = network.ends(tie)
    return (ends is None or ends > network.parting) if parted else network.begins(tie) < network.parting


def _meet(network: Network, one: str, other: str) -> bool:
    """Whether two ties are there at the same step."""
    late = max(network.begins(one), network.begins(other))
    return all(ends is None or late < ends for ends in (network.ends(one), network.ends(other)))


def _spots(network: Network, layer: Layer, narrow: bool, parted: bool) -> dict[str, Place]:
    """Where actors stand, before and after they part."""
    lean = {"embraces": APART, "resists": -APART, None: 0.0}
    actors = network.layer_actors(layer)
    return {
        name: (x + lean[actors[name].response] * parted, y) for name, (x, y) in network.places(layer, narrow).items()
    }


def _width(text: str, size: float) -> float:
    """About how wide a text is, rather too much than too little."""
    return len(text) * size * 0.5


def _word(network: Network, tie: Tie) -> str:
    return SIGNS.get(tie.level, "") + network.words.tie_kinds[tie.kind].name


def _word_box(network: Network, tie: Tie, ends: tuple[Place, Place], at: int) -> Box:
    (x1, y1), (x2, y2) = ends
    x, y = x1 + (x2 - x1) * at / 100, y1 + (y2 - y1) * at / 100
    half = _width(_word(network, tie), 13) / 2 + 10  # with room for the sign of what is new
    return (x - half, y - 10, x + half, y + 10)


def _actor_boxes(network: Network, actor: Actor, spot: Place, parted: bool) -> Iterator[Box]:
    x, y = spot
    shape = network.actor_kinds[actor.kind].shape
    lines, top = _lines(network, actor, y, parted)
    half = max(_width(line, 14) for line in lines) / 2 + 2
    if shape != "text":
        across = _half(actor) if shape == "box" else RADIUS * (1.9 if shape == "ellipse" else 1.25)
        yield (x - across - 3, y - 19, x + across + 3, y + 19)
    yield (x - half, top - 13, x + half, top - 13 + _LINE * len(lines) + 3)


def _shared(one: Box, other: Box) -> float:
    """The area two boxes share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(down, 0)


def _crosses(line: tuple[Place, Place], box: Box) -> bool:
    """Whether a straight line runs through a box: it meets one of the two diagonals."""
    left, top, right, bottom = box
    return _meets(*line, (left, top), (right, bottom)) or _meets(*line, (left, bottom), (right, top))


def _meets(a: Place, b: Place, c: Place, d: Place) -> bool:
    def side(p: Place, q: Place, r: Place) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return side(a, c, d) != side(b, c, d) and side(a, b, c) != side(a, b, d)


# ── shapes, lines and words ───────────────────────────────────────────────────────────────────────


def _label(actor: Actor) -> str:
    return actor.words.label or actor.words.title


def _half(actor: Actor) -> float:
    """Half the width of a box, which holds its name."""
    return len(_label(actor)) * 3.9 + 10


def _gap(network: Network, actor: Actor, dx: float, dy: float) -> float:
    """How far from its place an actor's shape ends, in the direction (dx, dy), with a little room."""
    shape = network.actor_kinds[actor.kind].shape
    if shape == "box":
        return min(_half(actor) / (abs(dx) or 1e-9), 17 / (abs(dy) or 1e-9)) + 4
    return RADIUS * 1.9 + 4 if shape == "ellipse" else RADIUS + 7


def _ends(network: Network, tie: Tie, spots: dict[str, Place]) -> tuple[Place, Place]:
    """Where the line of a tie begins and ends: beside the shapes of its actors."""
    (x1, y1), (x2, y2) = spots[tie.start], spots[tie.end]
    length = hypot(x2 - x1, y2 - y1) or 1
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    near, far = (_gap(network, network.actors[end], dx, dy) for end in (tie.start, tie.end))
    return (x1 + dx * near, y1 + dy * near), (x2 - dx * far, y2 - dy * far)


def _line_svg(network: Network, tie: Tie, spots: dict[str, Place]) -> str:
    (x1, y1), (x2, y2) = _ends(network, tie, spots)
    head = ""
    if network.tie_kinds[tie.kind].directed:
        length = hypot(x2 - x1, y2 - y1) or 1
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        corners = ((0.0, 0.0), (-9.0, 4.0), (-9.0, -4.0))
        head = _polygon("head", ((x2 + a * dx - b * dy, y2 + a * dy + b * dx) for a, b in corners))
    return (
        f'<g class="tie {tie.level} {tie.theme or "no-theme"}">'
        f'<path class="line" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>{head}</g>'
    )


def _word_svg(network: Network, tie: Tie, spots: dict[str, Place], at: float) -> str:
    (x1, y1), (x2, y2) = _ends(network, tie, spots)
    x, y = x1 + (x2 - x1) * at, y1 + (y2 - y1) * at + 4
    return (
        f'<text class="word {tie.level} {tie.theme or "no-theme"}" text-anchor="middle" x="{x:.1f}" y="{y:.1f}">'
        f"{escape(_word(network, tie))}</text>"
    )


def _lines(network: Network, actor: Actor, y: float, parted: bool) -> tuple[list[str], float]:
    """The lines of a name, with the response once people part, and where the first of them stands."""
    shape = network.actor_kinds[actor.kind].shape
    lines = _label(actor).split("\n")
    top = y + 4.5 if shape in ("box", "text") else y - 21 - _LINE * (len(lines) - 1) if actor.above else y + RADIUS + 17
    if parted and actor.response:
        response = network.words.responses[actor.response].name
        lines = [response, *lines] if actor.above else [*lines, response]
        top -= _LINE if actor.above else 0
    return lines, top


def _actor_svg(network: Network, actor: Actor, spot: Place, parted: bool) -> str:
    x, y = spot
    shape = network.actor_kinds[actor.kind].shape
    if shape in _CORNERS:
        drawn = _polygon("shape-of", ((x + a * RADIUS, y + b * RADIUS) for a, b in _CORNERS[shape]))
    elif shape == "box":
        half = _half(actor)
        drawn = f'<rect class="shape-of" x="{x - half:.1f}" y="{y - 17:.1f}" width="{half * 2:.1f}" height="34"/>'
    elif shape == "text":
        drawn = ""
    else:
        across = RADIUS * (1.9 if shape == "ellipse" else 1)
        drawn = f'<ellipse class="shape-of" cx="{x:.1f}" cy="{y:.1f}" rx="{across:.1f}" ry="{RADIUS:.1f}"/>'
    lines, top = _lines(network, actor, y, parted)
    text = "".join(
        f'<tspan x="{x:.1f}" y="{top + _LINE * at:.1f}">{escape(line)}</tspan>' for at, line in enumerate(lines)
    )
    return f'<g class="actor {shape} {actor.level}">{drawn}<text text-anchor="middle">{text}</text></g>'


def _polygon(kind: str, corners: Iterable[Place]) -> str:
    return f'<path class="{kind}" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in corners)}Z"/>'
