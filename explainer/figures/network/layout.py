"""Where everything in the network's drawing stands: people, lines, names, and the words on the lines."""

from collections.abc import Iterator
from functools import cache, partial
from math import hypot

from explainer.content.network import Actor, Layer, Network, Place, Tie
from explainer.content.records import Story
from explainer.evidence import Level
from explainer.figures.picture import Box, Point, text_width

RADIUS = 13.0
APART = 14.0
"""How far people move when they part; units of the drawing."""
CROWDED = 60
"""With more actors than this, words show only where someone looks."""
LINE = 15.0
"""From one line of a name to the next."""
SIGNS = {Level.ABSTRACT: "◆ ", Level.INTERPRETATION: "◐ ", Level.IMAGINED: "▢ "}

Line = tuple[Point, Point]


def spots(network: Network, layer: Layer, narrow: bool, parted: bool) -> dict[str, Place]:
    """Where actors stand, before and after they part."""
    lean = {"embraces": APART, "resists": -APART, None: 0.0}
    actors = network.layer_actors(layer)
    return {
        name: (x + lean[actors[name].response] * parted, y) for name, (x, y) in network.places(layer, narrow).items()
    }


def is_crowded(network: Network, layer: Layer) -> bool:
    return len(network.layer_actors(layer)) > CROWDED


def label(actor: Actor) -> str:
    """The name of an actor as the drawing has it, in lines."""
    return actor.words.label or actor.words.title


def half(actor: Actor) -> float:
    """Half the width of a box, which holds its name."""
    return len(label(actor)) * 3.9 + 10


def name_lines(network: Network, actor: Actor, parted: bool) -> tuple[list[str], float]:
    """The lines of a name, the response last or first once people part; and where the first stands, from the actor."""
    shape = network.actor_kinds[actor.kind].shape
    lines = label(actor).split("\n")
    top = 4.5 if shape in ("box", "text") else -21 - LINE * (len(lines) - 1) if actor.above else RADIUS + 17
    if parted and actor.response:
        response = network.words.responses[actor.response].name
        lines = [response, *lines] if actor.above else [*lines, response]
        top -= LINE if actor.above else 0
    return lines, top


def ends(network: Network, tie: Tie, places: dict[str, Place], parted: bool, crowded: bool = False) -> Line:
    """Where the line of a tie begins and ends: beside the shapes of its actors, and before their names."""
    (x1, y1), (x2, y2) = places[tie.start], places[tie.end]
    length = hypot(x2 - x1, y2 - y1) or 1
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    if crowded:
        near = far = RADIUS / 2
    else:
        near = _gap(network, network.actors[tie.start], parted, dx, dy)
        far = _gap(network, network.actors[tie.end], parted, -dx, -dy)
    return (x1 + dx * near, y1 + dy * near), (x2 - dx * far, y2 - dy * far)


def _gap(network: Network, actor: Actor, parted: bool, dx: float, dy: float) -> float:
    """How far from its place an actor, with its name, ends in the direction (dx, dy), with a little room."""
    shape = network.actor_kinds[actor.kind].shape
    if shape in ("box", "text"):
        wide = half(actor) if shape == "box" else text_width(label(actor), 17) / 2
        return min(wide / (abs(dx) or 1e-9), 17 / (abs(dy) or 1e-9)) + 4
    gap = RADIUS * 1.9 + 4 if shape == "ellipse" else RADIUS + 7
    name = _name_box(network, actor, parted)
    first, last = (name.top, name.bottom) if dy > 0 else (name.bottom, name.top)
    if dy * first > 0 and abs(dx / dy * first) < name.right:  # the way out leads into the name, and through it
        gap = min(last / dy, name.right / (abs(dx) or 1e-9)) + 4
    return gap


def along(line: Line, part: float) -> Point:
    """A point of a line, from 0 (start) to 1 (end)."""
    (x1, y1), (x2, y2) = line
    return x1 + (x2 - x1) * part, y1 + (y2 - y1) * part


def word(network: Network, tie: Tie) -> str:
    """What stands on a tie: a sign for where it comes from, and its kind."""
    return SIGNS.get(tie.level, "") + network.words.tie_kinds[tie.kind].name


# ── where words stand on ties ─────────────────────────────────────────────────────────────────────

_TRIED = range(20, 81, 3)


@cache
def word_places(story: Story, layer: Layer, narrow: bool = False) -> dict[str, float]:
    """Where on each tie its word stands, from 0 (start) to 1 (end): the same at every step.

    Each word in turn takes the place where it covers no actor and no other word that is ever there with it, crosses
    few other lines and is near the middle; three times over, since words that come later move those before.
    """
    network = story.network
    ties = network.layer_ties(layer)
    found = dict.fromkeys(ties, 50)  # in hundredths
    if is_crowded(network, layer):
        return dict.fromkeys(ties, 0.5)
    together = {name: {other for other in ties if other != name and _meet(network, name, other)} for name in ties}
    fixed = {name: dict.fromkeys(_TRIED, 0.0) for name in ties}
    """What a place costs whatever the other words do."""
    boxes: list[dict[str, dict[int, Box]]] = []
    for parted in (False, True) if layer is Layer.PROPOSED else (False,):
        places = spots(network, layer, narrow, parted)
        lines = {
            name: ends(network, tie, places, parted) for name, tie in ties.items() if _is_in(network, name, parted)
        }
        actors = [
            box
            for name, actor in network.layer_actors(layer).items()
            for box in _actor_boxes(network, actor, places[name], parted)
        ]
        boxes.append(
            {name: {at: _word_box(network, ties[name], line, at) for at in _TRIED} for name, line in lines.items()}
        )
        for name, tried in boxes[-1].items():
            others = [lines[other] for other in together[name] if other in lines]
            for at, box in tried.items():
                fixed[name][at] += 0.4 * abs(at - 50) + 10 * sum(box.shared(actor) for actor in actors)
                fixed[name][at] += 25 * sum(_crosses(line, box) for line in others)

    def cost(name: str, at: int) -> float:
        return fixed[name][at] + 10 * sum(
            placed[name][at].shared(placed[other][found[other]])
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
    end = network.ends(tie)
    return (end is None or end > network.parting) if parted else network.begins(tie) < network.parting


def _meet(network: Network, one: str, other: str) -> bool:
    """Whether two ties are there at the same step."""
    late = max(network.begins(one), network.begins(other))
    return all(end is None or late < end for end in (network.ends(one), network.ends(other)))


def _word_box(network: Network, tie: Tie, line: Line, at: int) -> Box:
    x, y = along(line, at / 100)
    wide = text_width(word(network, tie), 13) / 2 + 10  # with room for the sign of what is new
    return Box(x - wide, y - 10, x + wide, y + 10)


def _actor_boxes(network: Network, actor: Actor, spot: Place, parted: bool) -> Iterator[Box]:
    x, y = spot
    shape = network.actor_kinds[actor.kind].shape
    if shape != "text":
        across = half(actor) if shape == "box" else RADIUS * (1.9 if shape == "ellipse" else 1.25)
        yield Box(x - across - 3, y - 19, x + across + 3, y + 19)
    yield _name_box(network, actor, parted).moved(x, y)


def _name_box(network: Network, actor: Actor, parted: bool) -> Box:
    """The box of a name, from the place of its actor."""
    lines, top = name_lines(network, actor, parted)
    wide = max(text_width(line, 14) for line in lines) / 2 + 2
    return Box(-wide, top - 13, wide, top - 13 + LINE * len(lines) + 3)


def _crosses(line: Line, box: Box) -> bool:
    """Whether a straight line runs through a box: it meets one of the two diagonals."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    return _meets(*line, (left, top), (right, bottom)) or _meets(*line, (left, bottom), (right, top))


def _meets(a: Place, b: Place, c: Place, d: Place) -> bool:
    def side(p: Place, q: Place, r: Place) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return side(a, c, d) != side(b, c, d) and side(a, b, c) != side(a, b, d)
