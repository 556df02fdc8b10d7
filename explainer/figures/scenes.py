"""What the people stand in front of: the floor of the office, a desk, four cells; the dashboard; and what is said."""

from collections.abc import Callable, Mapping

from explainer.content.office import Dashboard, Equation, Layout, Scene, Screen
from explainer.figures import things
from explainer.figures.people import alive
from explainer.figures.picture import (
    Box,
    Point,
    at,
    group,
    lines_of,
    number,
    path,
    rect,
    sign,
    text,
    text_box,
    text_width,
)

DASHBOARD = Box(-62, -42, 62, 54, "dashboard")

Drawn = tuple[list[str], list[Box]]
"""Pieces of SVG, and the boxes of the words among them."""


def _floor(scene: Scene, layout: Layout, letters: float) -> Drawn:
    """A line across: behind screens above it, with clients below."""
    (left, y), (right, _) = layout.spots["floor-left"], layout.spots["floor-right"]
    parts = [path("ground", f"M{number(left)} {number(y)}H{number(right)}", "ground")]
    found = []
    for key, down in (("above", -letters * 0.55), ("below", letters * 1.2)):
        words = scene.words[key]
        parts.append(text("quiet", layout.spots[key][0], y + down, words, letters, f"ground.{key}"))
        found.append(text_box(layout.spots[key][0], y + down, words, letters))
    return parts, found


def _desk(scene: Scene, layout: Layout, letters: float) -> Drawn:
    """A table to sit at; names stand on its front."""
    (left, y), (right, _) = layout.spots["desk-left"], layout.spots["desk-right"]
    front = rect("table", Box(left + letters, y, right - letters, y + 3.2 * letters), 4)
    return [front, rect("table", Box(left, y - letters * 0.3, right, y + letters * 0.2), letters * 0.25)], []


def _bare(scene: Scene, layout: Layout, letters: float) -> Drawn:
    return [], []


def _named(scene: Scene, layout: Layout, letters: float) -> Drawn:
    """A dotted line between the two groups the abstract names. It ends above those of whom nothing is said."""
    x, y = layout.spots["line"]
    parts = [path("ground dotted", f"M{number(x)} {number(y)}V{number(layout.spots['line-end'][1])}", "ground")]
    return _with_words(
        parts, [(layout.spots[side], scene.words[side], "middle") for side in ("left", "right")], letters
    )


def _sides(scene: Scene, layout: Layout, letters: float) -> Drawn:
    """A row for each job, and a torn line through them all."""
    x, y = layout.spots["line"]
    left, right = layout.spots["row-1"][0], layout.size[0] - letters * 0.5
    parts, words = [], [(layout.spots[side], scene.words[side], "middle") for side in ("left", "right")]
    for row, job in (("row-1", "coaches"), ("row-2", "managers"), ("row-3", "officers"), ("row-4", "keeper")):
        top = layout.spots[row][1]
        parts.append(path("ground", f"M{number(left)} {number(top)}H{number(right)}"))
        words += _title(scene.words[job], (left, top + letters * 1.4), letters, letters * 5)
    parts.append(torn((x, y), (x, layout.size[1] - letters * 0.4), letters * 0.45, "crack"))
    return _with_words(parts, words, letters)


def _title(said: str, place: Point, letters: float, room: float, anchor: str = "start") -> list[tuple[Point, str, str]]:
    """Words in lines of at most this width."""
    lines = lines_of(said, letters, room)
    return [((place[0], place[1] + 1.15 * letters * nth), line, anchor) for nth, line in enumerate(lines)]


def torn(start: Point, end: Point, deep: float, name: str = "") -> str:
    """A line as of torn paper, from one point to another."""
    steps = 18
    dx, dy = (end[0] - start[0]) / steps, (end[1] - start[1]) / steps
    across, down = (deep, 0.0) if abs(dy) > abs(dx) else (0.0, deep)
    sides = (1 if nth % 2 else -1 for nth in range(steps))
    zigzag = "".join(f"l{number(dx + across * side)} {number(dy + down * side)}" for side in sides)
    return path("ground crack", f"M{number(start[0])} {number(start[1])}{zigzag}", name)


FOUR = (("felt", "resisted"), ("felt", "embraced"), ("none", "resisted"), ("none", "embraced"))
"""The four cells as one reads them: what was felt, and what was done. Who resisted stands left, as on the floor."""


def four_cells(layout: Layout) -> dict[tuple[str, str], Box]:
    """Where each of the four cells is, all of one size."""
    (left, top), (right, bottom) = layout.spots["corner"], layout.spots["far"]
    gap = layout.size[0] * 0.006
    x, y = (left + right) / 2, (top + bottom) / 2
    rows = {"felt": (top, y - gap), "none": (y + gap, bottom)}
    columns = {"resisted": (left, x - gap), "embraced": (x + gap, right)}
    return {(felt, done): Box(columns[done][0], rows[felt][0], columns[done][1], rows[felt][1]) for felt, done in FOUR}


def _cells(scene: Scene, layout: Layout, letters: float) -> Drawn:
    """What was felt in rows, what was done in columns: two cells from the abstract, two with a question mark."""
    cells = four_cells(layout)
    parts, words, marks = [], [], []
    for (felt, done), box in cells.items():
        reported = (felt, done) in (("none", "embraced"), ("felt", "resisted"))
        parts.append(rect("cell reported" if reported else "cell open", box, 8))
        if reported:
            words.append(((box.right - letters * 0.5, box.top + letters * 1.2), "◆ 7", "end"))
        else:
            asks = (box.right - letters * 1.4, box.top + letters * 2.4, "?", letters * 2.2)
            parts.append(text("asks", *asks))
            marks.append(text_box(*asks))
        if felt == "felt":
            words.append((((box.left + box.right) / 2, box.top - letters * 0.5), scene.words[done], "middle"))
        if done == "resisted":  # beside the row, so that it is no title of one cell
            edge = box.left - letters * 0.5
            lines = lines_of(scene.words[felt], letters, edge - letters * 0.2)
            middle = (box.top + box.bottom) / 2 + letters * (0.35 - 0.575 * (len(lines) - 1))
            words += _title(scene.words[felt], (edge, middle), letters, edge - letters * 0.2, "end")
    drawn, found = _with_words(parts, words, letters)
    return drawn, [*found, *marks]


def _square(scene: Scene, layout: Layout, letters: float) -> Drawn:
    """A floor with two questions as its sides, each end named outside, in the middle of its edge."""
    floor = square(layout)
    x, y = (floor.left + floor.right) / 2, (floor.top + floor.bottom) / 2
    across = f"M{number(floor.left)} {number(y)}H{number(floor.right)}"
    axes = f"M{number(x)} {number(floor.top)}V{number(floor.bottom)}{across}"
    parts = [rect("cell", floor, 10), path("ground", axes, "ground")]
    words = [
        ((x, floor.top - letters * 0.5), scene.words["top"], "middle"),
        ((x, floor.bottom + letters * 1.1), scene.words["bottom"], "middle"),
    ]
    for side, edge, anchor in (
        ("left", floor.left - letters * 0.4, "end"),
        ("right", floor.right + letters * 0.4, "start"),
    ):
        lines = len(lines_of(scene.words[side], letters, letters * 4.6))
        words += _title(
            scene.words[side], (edge, y + letters * (0.35 - 0.575 * (lines - 1))), letters, letters * 4.6, anchor
        )
    return _with_words(parts, words, letters)


def square(layout: Layout) -> Box:
    """The floor people are put on: all of them fit inside wherever they stand."""
    (left, bottom), (right, top) = layout.spots["low"], layout.spots["high"]
    room = 74 * layout.scale
    return Box(left - room * 0.75, top - room * 0.65, right + room * 0.75, bottom + room * 1.35)


def _with_words(parts: list[str], words: list[tuple[Point, str, str]], letters: float) -> Drawn:
    drawn = [text("quiet", x, y, said, letters, anchor=anchor) for (x, y), said, anchor in words]
    return parts + drawn, [text_box(x, y, said, letters, anchor=anchor) for (x, y), said, anchor in words]


BACKGROUNDS: Mapping[str, Callable[[Scene, Layout, float], Drawn]] = {
    "floor": _floor,
    "desk": _desk,
    "two": _bare,
    "named": _named,
    "square": _square,
    "sides": _sides,
    "cells": _cells,
    "small": _bare,
    "pairs": _bare,
}

_BARS = (22, 40, 30, 50, 14)


def dashboard(
    place: Point,
    scale: float,
    how: Dashboard,
    equation: Equation,
    words: Mapping[str, str],
    shows: Screen | None = None,
) -> str:
    """The dashboard: bars of ink on a screen, since it takes no side; or what the managerial logic writes there.

    Carried in by two people whom one hardly sees. `shows` stands above what is written, on a larger screen.
    """
    screen = [rect("screen", Box(-62, -88 if shows else -38, 62, 38), 7, "dashboard.edge"), *_shown(shows)]
    if shows == "page":
        pass
    elif equation == "none":
        screen += [rect("bar", Box(-48 + 20 * nth, 26 - tall, -34 + 20 * nth, 26), 1) for nth, tall in enumerate(_BARS)]
        screen.append(path("stroke", "M-50 26H50"))
    else:
        screen += _equation(equation, words)
    parts = [group("screen-of", screen, "dashboard.screen", at(0, 0, 1, -5 if how == "carried" else 0))]
    if how == "carried":
        carriers = "".join(
            f'<path class="skin" d="M{x - 13} -34a13 13 0 1 1 26 0z"/>'
            f'<path class="hair" d="M{x - 13.5} -40a13.5 12 0 0 1 27 0q-13 -5 -27 0z"/>'
            f'<circle class="eye" cx="{x - 4}" cy="-39" r="1.7"/><circle class="eye" cx="{x + 5}" cy="-39" r="1.7"/>'
            f'<path class="stroke air" d="M{x - 7} 38v16h-6M{x + 7} 38v16h6"/>'
            for x in (-34, 34)
        )
        parts.insert(0, group("carriers", [carriers], "dashboard.carriers"))
    elif how == "wall":
        parts.append(path("stroke", "M-14 -38l14 -10l14 10"))
    else:
        parts.append(path("stroke", "M0 38V62M-22 62H22"))
    return group("dashboard", [alive("dashboard", parts, scale)], "dashboard", at(*place))


def _shown(shows: Screen | None) -> list[str]:
    """What a moment is about, on the upper half of the screen: a list with somebody on top, three fields, bars of which
    one is short, a file that was flagged."""
    if shows == "page":
        return things.page()
    if shows == "list":
        rows = [path("stroke", f"M-38 {y}H{end}") for y, end in ((-60, 30), (-50, 44), (-40, 22))]
        tops = [f'<circle class="ink" cx="-47" cy="{y}" r="2.4"/>' for y in (-60, -50, -40)]
        return [rect("bar", Box(-52, -79, 52, -67), 3), path("on-ink", "M-40 -73H40"), *rows, *tops]
    if shows == "fields":
        labels = [path("stroke", f"M-50 {y}H{end}") for y, end in ((-74, -30), (-59, -22), (-44, -34))]
        return [*labels, *(rect("screen", Box(-12, y - 5.5, 50, y + 5.5), 2) for y in (-74, -59, -44))]
    if shows == "bars":
        heights = (34, 28, 37, 11, 31)
        bars = [Box(-46 + 20 * nth, -40 - tall, -34 + 20 * nth, -40) for nth, tall in enumerate(heights)]
        return [*(rect("screen" if box.top > -60 else "bar", box, 1) for box in bars), path("stroke", "M-50 -40H50")]
    if shows == "file":
        lines = [path("stroke", f"M-22 {y}H{end}") for y, end in ((-70, 6), (-60, 14), (-50, 2))]
        flag = [path("stroke", "M24 -42V-80"), path("ink", "M24 -80L46 -73L24 -65Z")]
        return [rect("screen", Box(-30, -81, 18, -40), 2), *lines, *flag]
    return []


def _equation(equation: Equation, words: Mapping[str, str]) -> list[str]:
    """Two words, and the sign that the managerial logic puts between them: it is not a symmetrical picture."""
    if not words:
        return [text("asks", 0, 14, "?", 42, "equation.sign")]
    if equation == "alone":
        return [text("said", 0, 6, words["left"], 17, "equation.left")]
    parts = [
        text("said", 0, -18, words["left"], 15, "equation.left"),
        text("said", 0, 27, words["right"], 15, "equation.right"),
    ]
    if equation == "asked":
        return [*parts, text("asks", 0, 8, "?", 19, "equation.sign")]
    parts.append(rect("managerial", Box(-11, -10, 11, 12), 0, "equation.edge"))
    return [*parts, text("equals", 0, 7.5, "=", 20, "equation.sign")]


def cloud(who: str, words: str, speaker: Box, layout: Layout, letters: float) -> tuple[str, Box]:
    """What somebody says, in a cloud over their head that keeps inside the picture."""
    lines = lines_of(words, letters, 11.5 * letters)
    wide = max(text_width(line, letters) for line in lines) + 1.6 * letters
    tall = letters * (1.25 * len(lines) + 0.8)
    x = (speaker.left + speaker.right) / 2
    left = min(max(x - wide / 2, 6), layout.size[0] - wide - 6)
    top = max(speaker.top - tall - letters * 0.9, 4)
    box = Box(left, top, left + wide, top + tall, words)
    y = box.bottom - 1
    corners = ((x - 7, y), (x - 4, y + 9), (x, y + letters * 0.8), (x + 5, y + 9), (x + 9, y))
    a, b, c, d, e = (f"{number(across)} {number(down)}" for across, down in corners)
    parts = [
        rect("bubble", box, letters * 0.8),
        path("bubble", f"M{a}Q{b} {c}Q{d} {e}"),
        *_said(lines, left + wide / 2, top + letters * 1.35, letters, "middle"),
    ]
    return group("cloud", parts, f"cloud.{who}"), box


def telling(logic: str, words: str, layout: Layout, letters: float) -> tuple[str, Box]:
    """A moment told in the terms of one logic: a panel with its sign, a disc or a square."""
    width, gap = layout.size[0], letters * 0.8
    left = gap if logic == "professional" else width / 2 + gap / 2
    wide = width / 2 - 1.5 * gap
    top = layout.spots["tellings"][1]
    lines = lines_of(words, letters, wide - 3.4 * letters)
    tall = letters * (1.25 * len(lines) + 1)
    box = Box(left, top, left + wide, top + tall, words)
    parts = [
        rect(f"bubble of-{logic}", box, letters * 0.8 if logic == "professional" else 2),
        sign(logic, left + 1.3 * letters, top + tall / 2, letters * 0.42),
        *_said(lines, left + 2.4 * letters, top + letters * 1.4, letters, "start"),
    ]
    return group("cloud", parts, f"cloud.{logic}"), box


def _said(lines: tuple[str, ...], x: float, y: float, letters: float, anchor: str) -> list[str]:
    return [text("said", x, y + 1.25 * letters * nth, line, letters, anchor=anchor) for nth, line in enumerate(lines)]


def dot(x: float, y: float, letters: float, count: int) -> str:
    """Something the reader said: a small disc drawn in pencil, with its number."""
    ring = f'<circle class="pencil" cx="{number(x)}" cy="{number(y)}" r="{number(letters * 0.72)}"/>'
    return ring + text("own", x, y + letters * 0.32, str(count), letters * 0.9)
