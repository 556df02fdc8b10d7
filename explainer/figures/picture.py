"""What every drawn picture is made of: the picture itself, boxes that must not overlap, and SVG in small pieces.

Whatever moves from one picture to the next carries `data-id`, unique within its picture: what has the same one in both
pictures moves, what is new comes in, what is gone fades. Ids of elements would not do, since one picture can stand
twice on a page. Colours and weights stand in static/css/stage.css.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from math import hypot

from explainer.evidence import Level

Point = tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """A figure in one state: SVG for a wide screen and for a phone, and the same in words.

    `finding` says what there is to see, `alt` describes the drawing, `table` holds what it shows, its head first.
    `level` is what the picture as a whole is; its badge says so in the drawing.
    """

    wide: str
    narrow: str
    finding: str
    alt: str
    level: Level
    table: tuple[tuple[str, ...], ...] = ()


def still_html(picture: Picture) -> str:
    """A picture as it stands where nothing moves: in print, and in the text without scripts."""
    drawn = f'<div class="for-wide">{picture.wide}</div><div class="for-narrow">{picture.narrow}</div>'
    return f'<figure class="still">{drawn}<figcaption>{escape(picture.finding)}</figcaption></figure>'


@dataclass(frozen=True)
class Box:
    """A part of a drawing that nothing else may cover; `what` says what it is in messages."""

    left: float
    top: float
    right: float
    bottom: float
    what: str = field(default="", compare=False)

    def moved(self, x: float, y: float, scale: float = 1) -> "Box":
        """The same box in a drawing where its own origin stands at x, y."""
        left, top, right, bottom = (side * scale for side in (self.left, self.top, self.right, self.bottom))
        return Box(left + x, top + y, right + x, bottom + y, self.what)

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by, self.what)

    def shared(self, other: "Box") -> float:
        """The area both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of these."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


# ── text ──────────────────────────────────────────────────────────────────────────────────────────

_WIDTHS = {**dict.fromkeys("iljI.,'’:;|!", 0.26), **dict.fromkeys("ftr()-“” ", 0.34), **dict.fromkeys("mwMW=", 0.82)}


@cache
def text_width(text: str, size: float, bold: bool = False) -> float:
    """About how wide a text is in Source Sans, rather too much than too little; in the unit of `size`."""
    em = sum(_WIDTHS.get(letter, 0.6 if letter.isupper() else 0.51) for letter in text)
    return em * size * (1.06 if bold else 1.0)


def text_box(x: float, y: float, text: str, size: float, bold: bool = False, anchor: str = "middle") -> Box:
    """The box of a line of text whose baseline stands at y."""
    wide = text_width(text, size, bold)
    left = {"middle": x - wide / 2, "start": x, "end": x - wide}[anchor]
    return Box(left, y - 0.76 * size, left + wide, y + 0.24 * size, text)


@cache
def lines_of(text: str, size: float, room: float) -> tuple[str, ...]:
    """A text broken into lines of at most this width; one long word has a line to itself."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


# ── SVG ───────────────────────────────────────────────────────────────────────────────────────────


def number(value: float) -> str:
    """A number as short as can be, to a tenth: 3, 3.5."""
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def path(kind: str, d: str, name: str = "") -> str:
    return f'<path{_named(name)} class="{kind}" d="{d}"/>'


def text(kind: str, x: float, y: float, words: str, size: float, name: str = "", anchor: str = "middle") -> str:
    """One line of text."""
    where = "" if anchor == "middle" else f' text-anchor="{anchor}"'
    return (
        f'<text{_named(name)} class="{kind}" x="{number(x)}" y="{number(y)}" font-size="{number(size)}"{where}>'
        f"{escape(words)}</text>"
    )


def rect(kind: str, sides: Box, edge: float = 0, name: str = "") -> str:
    """A rectangle; `edge` rounds its corners."""
    return (
        f'<rect{_named(name)} class="{kind}" x="{number(sides.left)}" y="{number(sides.top)}" '
        f'width="{number(sides.right - sides.left)}" height="{number(sides.bottom - sides.top)}" rx="{number(edge)}"/>'
    )


def sign(logic: str, x: float, y: float, r: float) -> str:
    """The disc of the professional logic, or the square of the managerial one."""
    if logic == "managerial":
        return rect("managerial", Box(x - r, y - r, x + r, y + r))
    return f'<circle class="professional" cx="{number(x)}" cy="{number(y)}" r="{number(r)}"/>'


def group(kind: str, parts: Iterable[str], name: str = "", transform: str = "") -> str:
    placed = f' transform="{transform}"' if transform else ""
    return f'<g{_named(name)} class="{kind}"{placed}>{"".join(parts)}</g>'


def _named(name: str) -> str:
    return f' data-id="{escape(name)}"' if name else ""


def at(x: float, y: float, scale: float = 1, turn: float = 0, flat: float = 1) -> str:
    """A transform. Always the same three functions, so that any two of them can be blended."""
    return f"translate({number(x)} {number(y)}) rotate({number(turn)}) scale({scale:g} {scale * flat:g})"


def picture(kind: str, size: Point, parts: Iterable[str], alt: str, top: float = 0) -> str:
    """A whole drawing, named by its description; it begins at `top`."""
    box = f"0 {number(top)} {number(size[0])} {number(size[1] - top)}"
    return (
        f'<svg class="picture {kind}" role="img" aria-label="{escape(alt)}" viewBox="{box}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def badge(words: str, level: Level, size: Point, above: bool = False) -> tuple[str, Box]:
    """What the picture is, in its lower left corner; or `above`, where another thing stands there."""
    letters = 15.5 if size[0] > 500 else 12.5
    wide = text_width(words, letters) + 2 * letters
    box = Box(0, 0, wide, letters * 1.65, words).moved(letters, letters * 0.5 if above else size[1] - letters * 2.1)
    shape = rect("edge", box, letters * 0.6)
    words_at = text("words", (box.left + box.right) / 2, box.top + letters * 1.14, words, letters)
    return group(f"badge {level}", [shape, words_at], "badge"), box


# ── lines from one thing to another ───────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Curve:
    """A line with one bend: from start by way of the handle to end."""

    start: Point
    handle: Point
    end: Point

    def at(self, t: float) -> Point:
        """A point on it, 0 at the start and 1 at the end."""
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        return (
            a * self.start[0] + b * self.handle[0] + c * self.end[0],
            a * self.start[1] + b * self.handle[1] + c * self.end[1],
        )

    def part(self, first: float, last: float) -> "Curve":
        """The piece between two points of it."""

        def blend(one: Point, other: Point, t: float) -> Point:
            return (one[0] + (other[0] - one[0]) * t, one[1] + (other[1] - one[1]) * t)

        handle = blend(blend(self.start, self.handle, first), blend(self.handle, self.end, first), last)
        return Curve(self.at(first), handle, self.at(last))

    def between(self, start: Sequence[Box], end: Sequence[Box]) -> "Curve":
        """The piece outside of what it leads from and to."""
        steps = [step / 80 for step in range(81)]
        first = max((t for t in steps if any(box.holds(self.at(t)) for box in start)), default=0.0)
        last = min((t for t in steps if t > first and any(box.holds(self.at(t)) for box in end)), default=1.0)
        return self.part(first, last)

    @property
    def d(self) -> str:
        (x1, y1), (x2, y2), (x3, y3) = self.start, self.handle, self.end
        return f"M{number(x1)} {number(y1)}Q{number(x2)} {number(y2)} {number(x3)} {number(y3)}"

    def head(self, size: float) -> str:
        """The path of an arrowhead at its end."""
        (x1, y1), (x2, y2) = self.at(0.96), self.end
        length = hypot(x2 - x1, y2 - y1) or 1
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        corners = ((0.0, 0.0), (-size, size * 0.45), (-size, -size * 0.45))
        points = (f"{number(x2 + a * dx - b * dy)} {number(y2 + a * dy + b * dx)}" for a, b in corners)
        return f"M{'L'.join(points)}Z"


def bent(start: Point, end: Point, bend: float) -> Curve:
    """A curve whose middle lies `bend` to the left of the straight way."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1) or 1
    return Curve(
        start,
        ((x1 + x2) / 2 + 2 * bend * (y2 - y1) / length, (y1 + y2) / 2 - 2 * bend * (x2 - x1) / length),
        end,
    )
