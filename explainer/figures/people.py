"""A drawn person: a face of few strokes, hair that tells them apart, a thing in one hand and a slip in the other.

All measures are units around the middle of the head, at scale 1. A face never tells more than calm, glad, strained or
flat: nobody here is angry, and nobody is smug. Strokes of a kind always have the same commands, so that a face can
change in front of the reader instead of being replaced.
"""

from collections.abc import Iterable, Mapping
from math import hypot

from explainer.content.office import Face, Hair, Held, Person, Pose
from explainer.figures.picture import Box, Point, at, group, path, text, text_box

HEAD = 21.0
HEAD_ENDS, BODY_ENDS = 40.0, 74.0
BAND_AT = -52.0

_MOUTHS: Mapping[Face, str] = {
    "calm": "M-6 8.5Q-3 10.8 0 10.8Q3 10.8 6 8.5",
    "glad": "M-8.5 7Q-5.5 13.5 0 13.5Q5.5 13.5 8.5 7",
    "strained": "M-7.5 11.5Q-3.8 6.8 0 9.8Q3.8 12.8 7.5 9",
    "flat": "M-6.5 10.3Q-3 10.3 0 10.3Q3 10.3 6.5 10.3",
}
_BROWS: Mapping[Face, tuple[str, str]] = {
    "calm": ("M-11.5 -7Q-8 -9.6 -4.5 -8.2", "M11.5 -7Q8 -9.6 4.5 -8.2"),
    "glad": ("M-11.5 -8Q-8 -11.8 -4.5 -9.6", "M11.5 -8Q8 -11.8 4.5 -9.6"),
    "strained": ("M-12 -6.2Q-8.5 -8.4 -4 -11.6", "M12 -6.2Q8.5 -8.4 4 -11.6"),
    "flat": ("M-11.5 -8Q-8 -8.2 -4.5 -8", "M11.5 -8Q8 -8.2 4.5 -8"),
}

# Behind the head, and over it. `hair` is filled; `pale` is hair that has gone grey, or something worn.
_HAIR: Mapping[Hair, tuple[str, str]] = {
    "curls": (
        '<path class="hair" d="M-20 12C-31 11 -31 0 -26 -4C-33 -12 -26 -21 -19 -19C-19 -29 -8 -32 -3 -27'
        "C2 -34 15 -32 17 -23"
        'C26 -25 31 -14 25 -8C32 -3 31 9 21 12Z"/>',
        '<path class="hair" d="M-20 -3C-19 -10 -14 -13 -9 -11C-7 -16 0 -17 3 -12C7 -16 14 -14 15 -9C19 -9 20 -6 20 -3'
        'C22 -15 14 -23 0 -23S-22 -15 -20 -3Z"/>',
    ),
    "beard": (
        "",
        '<path class="hair" d="M-21 -3C-23 -20 -11 -25.5 0 -25.5S23 -20 21 -3C18 -8 19 -12 15 -14C6 -16 -6 -16 -15 -14'
        'C-19 -12 -18 -8 -21 -3Z"/><path class="hair" d="M-21 -1C-22 19 -10 27 0 27S22 19 21 -1C17 7 14 14 8 15.5'
        'C3 17 -3 17 -8 15.5C-14 14 -17 7 -21 -1Z"/>',
    ),
    "fringe": (
        '<path class="hair" d="M-24 17C-31 -12 -19 -28 0 -28S31 -12 24 17C21 21 14 20 12 16L-12 16'
        'C-14 20 -21 21 -24 17Z"/>',
        '<path class="hair" d="M-20.5 -2C-22 -20 -10 -25 0 -25S22 -20 20.5 -2C15 -12.5 -15 -12.5 -20.5 -2Z"/>',
    ),
    "bun": (
        '<circle class="pale" cy="-29" r="9.5"/>',
        '<path class="pale" d="M-21 0C-24 -19 -11 -24.5 0 -24.5S24 -19 21 0C18 -9 9 -15 0 -18C-9 -15 -18 -9 -21 0Z"/>'
        '<path class="stroke fine" d="M0 -18Q-2 -22 0 -24.5M-8 -15.5Q-10 -20 -7 -23M8 -15.5Q10 -20 7 -23"/>',
    ),
    "quiff": (
        "",
        '<path class="hair" d="M-20.5 -2C-25 -17 -17 -28 -4 -28C4 -34 18 -31 16 -25C24 -22 23 -10 20.5 -2'
        'C19 -8 18 -11 14 -13C4 -10 -8 -12 -14 -15C-18 -12 -19 -7 -20.5 -2Z"/>',
    ),
    "long": (
        '<path class="hair" d="M-22 -2C-26 -20 -13 -27.5 0 -27.5S27 -20 23 -2C24 12 32 24 29 41'
        "C24 46 14 44 12 37L-12 37"
        'C-14 44 -24 46 -29 41C-32 24 -24 12 -22 -2Z"/>',
        '<path class="hair" d="M-21 2C-23 -16 -12 -24.5 1 -24.5C14 -24.5 22 -16 21 2C18 -8 10 -13 5 -18'
        'C-1 -10 -13 -7 -21 2Z"/>',
    ),
    "bald": (
        '<path class="hair" d="M-20 -9C-27 -8 -27 7 -20 8ZM20 -9C27 -8 27 7 20 8Z"/>',
        '<path class="stroke fine" d="M-10 -15.5Q-6 -18 -1 -18"/>',
    ),
    "tuft": (
        "",
        '<path class="hair" d="M-20 -4L-22 -19L-14 -17L-12 -29L-4 -21L3 -33L8 -22L17 -27L16 -17L23 -17L20 -4'
        'C17 -11 9 -14 0 -14S-17 -11 -20 -4Z"/>',
    ),
    "braid": (
        '<path class="pale" d="M17 6C26 5 29 14 24 19C31 23 29 32 24 34C29 39 26 46 22 49C15 42 14 22 15 10Z"/>',
        '<path class="pale" d="M-21 -1C-23 -19 -11 -24.5 0 -24.5S23 -19 21 2C16 -6 10 -14 -2 -17'
        'C-9 -13 -17 -9 -21 -1Z"/>',
    ),
    "hat": (
        '<circle class="pale" cy="-31" r="5.5"/>',
        '<path class="pale" d="M-22 -8C-23 -24 -11 -29 0 -29S23 -24 22 -8C9 -13 -9 -13 -22 -8Z"/>'
        '<path class="stroke fine" d="M-20.5 -14.5C-8 -19 8 -19 20.5 -14.5"/>',
    ),
    "none": ("", ""),
}

_TOPS: Mapping[Hair, float] = {"bun": 40, "hat": 38}
"""How far up a head goes, where that is further than others do."""

_WEARS: Mapping[str, str] = {
    "collar": '<path class="stroke" d="M-9 31L-3 42L0 36L3 42L9 31"/>',
    "stripes": '<path class="stroke fine" d="M-23 47Q0 52 23 47M-27.5 56Q0 61 27.5 56M-29 65Q0 70 29 65"/>',
    "scarf": '<path class="paper" d="M-15 27C-10 36 10 36 15 27C19 33 12 41 0 41S-19 33 -15 27Z"/>'
    '<path class="paper" d="M4 40L12 57L3 58L-1 41Z"/>',
    "buttons": '<path class="stroke" d="M-8 30L0 41L8 30M0 41V74"/><path class="stroke dots" d="M5 52V52M5 62V62"/>',
    "neck": '<path class="stroke" d="M-10 30.5Q0 43 10 30.5"/>',
    "tie": '<path class="stroke" d="M-8 30.5L0 38L8 30.5"/><path class="hair" d="M-3 38L3 38L5 58L0 63L-5 58Z"/>',
    "plain": "",
}

_HELD: Mapping[Held, str] = {
    "cup": '<path class="paper" d="M7 -5Q15 -4 7 4"/><path class="paper" d="M-7 -8h14v11a7 6 0 0 1-14 0z"/>'
    '<path class="stroke fine air" d="M-3 -13q-2.5 -3 0 -6M3 -13q-2.5 -3 0 -6"/>',
    "clipboard": '<rect class="paper" x="-10" y="-18" width="21" height="28" rx="2"/>'
    '<rect class="paper" x="-4" y="-21" width="9" height="5.5" rx="1.5"/>'
    '<path class="stroke fine" d="M-5.5 -9h12M-5.5 -3h12M-5.5 3h8"/>',
    "lens": '<path class="stroke heavy air" d="M5 -3L10 6"/><circle class="paper" cx="0" cy="-11" r="9.5"/>'
    '<path class="stroke fine" d="M-5 -13q1.5 -3.5 5 -4"/>',
    "list": '<path class="paper" d="M-9 -24h19v34q-5 -4 -9.5 0t-9.5 0z"/>'
    '<path class="stroke fine" d="M-5 -17l1.5 2l3 -3.5M-5 -9l1.5 2l3 -3.5M-5 -1l1.5 2l3 -3.5M2 -16.5h4.5M2 -8.5'
    'h4.5M2 -.5h4.5"/>',
    "bag": '<path class="paper" d="M-9 0h18l2.5 20h-23z"/><path class="stroke air" d="M-4 0q4 -11 8 0"/>',
    "nothing": "",
}

_SLIP = (
    '<rect class="paper" x="-10" y="-13" width="20" height="26" rx="1.5"/>'
    '<path class="stroke fine" d="M-5.5 -6h11M-5.5 -.5h11M-5.5 5h7"/>'
)
_HANDS_LEFT = {"none": "M-20 43Q-31 55 -26 72", "held": "M-20 43Q-35 60 -38 44", "down": "M-20 43Q-32 56 -29 72"}
_SLIP_AT = {"held": (-41, 30, 1.0, -8.0), "down": (-50, 72, 0.55, -16.0)}
"""Across, down, how flat it lies, and its turn."""
_HAND_RIGHT = "M20 43Q33 62 36 47"
_HELD_AT = (38.0, 43.0)


def person(
    name: str, who: Person, pose: Pose, place: Point, scale: float, labels: tuple[str, str], letters: float, gaze: Point
) -> str:
    """Somebody who stands at `place` (the middle of the head). `labels` are name and job, each may be empty; `gaze` is
    where they look, in units of the drawing; `letters` the size of the name."""
    x, y = place
    parts = [_figure(name, who, pose, _towards(place, gaze))]
    if pose.pull is not None and pose.drawn != "blank":
        parts.append(band(f"{name}.band", pose.pull))
    drawn = alive(name, parts, scale)
    return group(
        f"person {pose.drawn} {who.job}", [drawn, *_labels(name, pose, scale, labels, letters)], name, at(x, y)
    )


def portrait(name: str, who: Person, half: float) -> str:
    """The face of somebody, calm, in a square `half` as wide to each side of its middle; long hair is cut off."""
    behind, over = _HAIR[who.hair]
    face = [behind, f'<circle class="skin" r="{HEAD:g}"/>', over, *_face(name, who, "calm", (0, 0))]
    return (
        f'<svg x="{-half:g}" y="{-half:g}" width="{2 * half:g}" height="{2 * half:g}" viewBox="-33 -40 66 66">'
        f'<g class="picture"><g class="person" font-size="3.4"><g class="head">{"".join(face)}</g></g></g></svg>'
    )


def alive(name: str, parts: Iterable[str], scale: float) -> str:
    """What breathes a little, at this scale. Its font size is the weight of its lines, which grows less than itself."""
    named = f'data-id="{name}.alive" class="alive" transform="{at(0, 0, scale)}"'
    return f'<g {named} font-size="{2.3 / scale**0.6:.2f}">{"".join(parts)}</g>'


def boxes(pose: Pose, who: Person, scale: float, labels: tuple[str, str], letters: float) -> dict[str, Box]:
    """What of somebody may not be covered, around the middle of their head: face, body, band and labels."""
    found = {"face": Box(-25, -_TOPS.get(who.hair, 34), 25, 24, "face").moved(0, 0, scale)}
    if pose.drawn != "head":
        found["body"] = Box(-32, 24, 49 if who.holds != "nothing" else 32, BODY_ENDS, "body").moved(0, 0, scale)
        if pose.slip != "none":
            slip = Box(-54, 14, -28, 46, "slip") if pose.slip == "held" else Box(-63, 62, -36, 82, "slip")
            found["slip"] = slip.moved(0, 0, scale)
    if pose.pull is not None:
        half = _half(pose.pull) + 8
        found["band"] = Box(-half, BAND_AT - 9, half, BAND_AT + 14, "band").moved(0, 0, scale)
    for line, (words, size, down) in enumerate(_lines(pose, scale, labels, letters)):
        found["name" if line == 0 else "job"] = text_box(0, down, words, size, bold=line == 0)
    return found


def _lines(pose: Pose, scale: float, labels: tuple[str, str], letters: float) -> list[tuple[str, float, float]]:
    """The lines under somebody: words, size and baseline."""
    top = (HEAD_ENDS if pose.drawn == "head" else BODY_ENDS) * scale + letters * 1.05
    found = []
    for words, size in ((labels[0], letters), (labels[1], letters * 0.92)):
        if words:
            found.append((words, size, top))
            top += size * 1.15
    return found


def _labels(name: str, pose: Pose, scale: float, labels: tuple[str, str], letters: float) -> list[str]:
    kinds = ("name", "job") if labels[0] else ("job",)
    return [
        text(kind, 0, down, words, size, f"{name}.{kind}")
        for kind, (words, size, down) in zip(kinds, _lines(pose, scale, labels, letters), strict=False)
    ]


def _towards(place: Point, gaze: Point) -> Point:
    """Which way the eyes turn: at most 1 to each side, and up or down."""
    dx, dy = gaze[0] - place[0], gaze[1] - place[1]
    length = hypot(dx, dy)
    return (dx / length, dy / length) if length > 1 else (0.0, 0.0)


def _figure(name: str, who: Person, pose: Pose, way: Point) -> str:
    blank, whole = pose.drawn == "blank", pose.drawn != "head"
    body = f"{name}.body"
    behind, over = ("", "") if blank else _HAIR[who.hair]
    parts = [behind]
    if whole:
        parts.append(path(f"cloth cloth-{who.cloth}", "M-31 74C-31 47 -19 29 0 29S31 47 31 74Z", body))
    if whole and not blank:
        parts.append(_WEARS[who.wears])
        parts.append(path("stroke", _HAND_RIGHT) if who.holds != "nothing" else path("stroke", "M20 43Q31 55 26 72"))
        parts.append(group("held", [_HELD[who.holds]], f"{name}.held", at(*_HELD_AT)))
        parts.append(path("stroke", _HANDS_LEFT[pose.slip], f"{name}.arm"))
    # The head turns a little to where the eyes look.
    face = [f'<circle class="skin" r="{HEAD:g}"/>', over]
    if blank:
        face.append(text("asks", 0, 8, "?", 24))
    else:
        face += _face(name, who, pose.face, way)
    parts.append(group("head", face, f"{name}.head", at(way[0] * 1.6, way[1] * 1.2, 1, way[0] * 5)))
    if pose.slip != "none" and whole and not blank:
        x, y, flat, turn = _SLIP_AT[pose.slip]
        parts.append(group("slip", [_SLIP], f"{name}.slip", at(x, y, 1, turn, flat)))
    return group("figure", parts)


def _face(name: str, who: Person, face: Face, way: Point) -> list[str]:
    left, right = _BROWS[face]
    dx, dy = way[0] * 3.2, way[1] * 2.2
    eyes = "".join(f'<circle class="eye" cx="{side * 8}" cy="-1" r="2.3"/>' for side in (-1, 1))
    parts = [
        group("eyes", [eyes], f"{name}.eyes", at(dx, dy)),
        path("stroke", left, f"{name}.brow-1"),
        path("stroke", right, f"{name}.brow-2"),
        path("stroke mouth", _MOUTHS[face], f"{name}.mouth"),
    ]
    if who.glasses:
        parts.append(
            '<path class="stroke fine" d="M-15.5 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0'
            'M1.5 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0M-1.5 -1.5q1.5 -1.5 3 0"/>'
        )
    return parts


# ── the band: how hard two ideas of good work pull ────────────────────────────────────────────────


def _half(pull: float) -> float:
    return 15 + 33 * pull


def band(name: str, pull: float, y: float = BAND_AT) -> str:
    """A band between a disc and a square: slack where nothing is felt, tight where two ideas of good work pull."""
    half, sag = _half(pull), 13 * (1 - pull) ** 1.5
    ends = [
        path("stroke rope", f"M{-half:.1f} {y:.1f}Q0 {y + 2 * sag:.1f} {half:.1f} {y:.1f}", f"{name}.rope"),
        group("end", ['<circle class="professional" r="7"/>'], f"{name}.disc", at(-half, y)),
        group(
            "end",
            ['<rect class="managerial" x="-6.5" y="-6.5" width="13" height="13"/>'],
            f"{name}.square",
            at(half, y),
        ),
    ]
    if pull >= 0.7:  # little strokes, as of something that trembles
        ends.append(
            path("stroke fine", f"M-12 {y - 6:.1f}l-3 -5M0 {y - 6:.1f}v-6M12 {y - 6:.1f}l3 -5", f"{name}.tight")
        )
    return group("band", ends, name)
