"""Things in a scene that are neither people nor a screen of figures: a hand that writes, an empty chair, a clock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from explainer.content.office import Layout, Logic, Shown
from explainer.figures.picture import Box, Point, at, group, lines_of, number, path, rect, sign, text, text_box

CHAIR = Box(-20, 10, 20, 74, "chair")

_BEYOND = 150
"""How far an arm reaches beyond the picture, so that no edge of a window cuts it off."""


def drawn(
    shown: Shown, layout: Layout, dashboard: Point | None, people: Iterable[Point], clouds: Sequence[Box]
) -> Iterator[str]:
    """An empty chair, a hand that writes, and what says that work is fast."""
    if shown.chair:
        yield chair(layout.spots[shown.chair], layout.scale)
    if dashboard and shown.equation == "writing":
        yield hand(dashboard, layout.scale, max(box.bottom for box in clouds) - 4 if clouds else None)
    if dashboard and shown.fast:
        yield clock((dashboard[0], dashboard[1] - 106 * layout.scale), layout.scale)
        yield from (haste(place, layout.scale) for place in people)


def over_a_chair(layout: Layout) -> Point:
    """Where the word of a line stands on which a chair stands: between the two, above it."""
    x, y = layout.spots["middle"]
    return x, y - 2 * layout.scale


def hand(place: Point, scale: float, top: float | None) -> str:
    """A hand of the managerial logic at its "=": it reaches in from above, or from `top`, and holds a pen."""
    above = -place[1] / scale - _BEYOND if top is None else (top - place[1]) / scale
    parts = [
        path("sleeve", f"M76 {number(above)}L76 -34Q75 0 54 -1", "hand.sleeve"),
        path("stroke heavy", "M15 4L43 -10"),
        path("paper", "M60 -8.5L55 -9L52 7L58 9.5Z"),
        path("skin", "M54 -8C48 -12 38 -11 34 -5C31 -1 36 4 40 6C45 8.5 49 8 53 6Z"),
        path("stroke fine", "M34 -4.5Q38 -6 42 -3.5M35.5 0Q39 -1.5 43 1M39 4Q42 2.5 45 4"),
    ]
    return _thing("hand", parts, place, scale)


def _thing(name: str, parts: list[str], place: Point, scale: float) -> str:
    """Something at a place, its lines as heavy as those of people."""
    drawn = f'<g transform="{at(0, 0, scale)}" font-size="{2.3 / scale**0.6:.2f}">{"".join(parts)}</g>'
    return group(name, [drawn], name, at(*place))


def signs(
    words: Mapping[Logic, str], place: Point, scale: float, wide: float, letters: float
) -> tuple[list[str], list[Box]]:
    """What the disc and the square stand for: above the band on the left, and beside the hand on the right."""
    y = place[1] - 92 * scale
    parts, boxes = [], []
    for logic, said in words.items():
        x = letters * 0.9 if logic == "professional" else place[0] + 91 * scale
        parts.append(sign(logic, x + letters * 0.4, y - letters * 0.33, letters * 0.42))
        start = x + letters * 1.2
        room = (place[0] + 60 * scale if logic == "professional" else wide) - start - 4
        for nth, line in enumerate(lines_of(said, letters, room)):
            down = y + 1.2 * letters * nth
            parts.append(text("said", start, down, line, letters, f"sign.{logic}.{nth}", "start"))
            boxes.append(text_box(start, down, line, letters, anchor="start"))
    return parts, boxes


def chair(place: Point, scale: float) -> str:
    """A chair that nobody sits on yet."""
    parts = [
        path("paper", "M-15 52V20Q-15 14 -9 14H9Q15 14 15 20V52Z"),
        path("stroke", "M-16 56V73M16 56V73"),
        rect("paper", Box(-19, 50, 19, 57), 3),
        text("asks", 0, 41, "?", 22),
    ]
    return _thing("chair", parts, place, scale)


def clock(place: Point, scale: float) -> str:
    """A clock whose hands race."""
    parts = [
        '<circle class="paper" r="19"/>',
        path("stroke", "M0 -11V0L8 5"),
        path("stroke fine", "M-26 -12A29 29 0 0 1 -10 -27M26 12A29 29 0 0 1 10 27"),
        path("stroke fine", "M-33 -9A34 34 0 0 1 -21 -27M33 9A34 34 0 0 1 21 27"),
    ]
    return group("clock", parts, "clock", at(*place, scale))


def haste(place: Point, scale: float) -> str:
    """Strokes behind somebody who works fast."""
    return group("haste", [path("stroke fine", "M-38 40H-54M-42 52H-66M-40 64H-56")], "", at(*place, scale))


def struck(word: Box, name: str) -> str:
    """A stroke through a word that holds no longer."""
    y = word.bottom - (word.bottom - word.top) * 0.5
    return path("strike", f"M{number(word.left)} {number(y)}H{number(word.right)}", name)


def page() -> list[str]:
    """This explainer on a screen: words on the left, one of them a title, and a stage with three people."""
    lines = ((-60, -14), (-50, -18), (-40, -12), (-30, -22), (-8, -18))
    words = [path("stroke heavy", "M-53 -73H-20"), *(path("stroke", f"M-53 {y}H{end}") for y, end in lines)]
    options = [rect("screen", Box(-53, y, -12, y + 9), 3) for y in (2, 15)]
    people = [
        f'<circle class="skin" cx="{x}" cy="{y}" r="7"/>'
        f'<path class="cloth-{cloth}" d="M{x - 11} {y + 24}q0 -14 11 -14t11 14z"/>'
        for x, y, cloth in ((14, -48, 1), (40, -48, 2), (27, 2, 3))
    ]
    ties = path("stroke fine", "M21 -48H33M17 -20L24 -8M37 -20L30 -8")
    return [*words, *options, rect("stage-drawn", Box(-4, -79, 55, 30), 4), ties, *people]
