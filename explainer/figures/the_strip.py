"""The map small, at the head of every chapter: where a chapter is in the argument, and the way to the others."""

from collections.abc import Iterator
from functools import cache
from html import escape
from math import atan2, hypot

from explainer.content.argument import Argument, Arrow
from explainer.content.records import Chapter, Story
from explainer.figures.picture import Box, Point, around

_REM = 34 / 840
"""Of the page, for one unit of the small map."""
_ROUND = Box(-18, -12, 18, 12)
"""From the middle of a station to the frame around it."""


@cache
def strip_html(story: Story, chapter: Chapter) -> str:
    """Where a chapter is in the argument: every station a link to its chapter, with its sentence.

    Made of elements and not of SVG, which Streamlit lets nobody put beside links.
    """
    argument, slugs = story.argument, [one.slug for one in story.chapters]
    here = slugs.index(chapter.slug)
    links = []
    for station in argument.stations.values():
        to = story.chapter(station.chapter)
        when = "here" if to.slug == chapter.slug else "before" if slugs.index(to.slug) < here else "later"
        named = escape(f"{to.title}. {station.words.says}")
        current = ' aria-current="true"' if when == "here" else ""
        links.append(
            f'<li style="{_at(*station.strip)}"><a class="to-chapter {when}" href="{to.href}"{current}>'
            f"<span>{named}</span></a></li>"
        )
    return (
        f'<nav class="map-strip" aria-label="{escape(story.words("chapter.map"))}">{"".join(_lines(argument))}'
        f"<ol>{''.join(links)}</ol></nav>"
    )


def _lines(argument: Argument) -> Iterator[str]:
    """The arrows, and the frames over the ends of those that lead to what they hold."""
    for arrow in argument.arrows.values():
        (x1, y1), (x2, y2) = _middle(argument, arrow.start), _end(argument, arrow)
        long, turn = hypot(x2 - x1, y2 - y1) * _REM, atan2(y2 - y1, x2 - x1)
        yield f'<i style="{_at(x1, y1)};width:{long:.2f}rem;rotate:{turn:.3f}rad"></i>'
    for name in argument.frames:
        room = _frame(argument, name)
        wide, tall = (room.right - room.left) * _REM, (room.bottom - room.top) * _REM
        yield f'<i class="around" style="{_at(room.left, room.top)};width:{wide:.2f}rem;height:{tall:.2f}rem"></i>'


def _at(x: float, y: float) -> str:
    return f"left:{x * _REM:.2f}rem;top:{y * _REM:.2f}rem"


def _frame(argument: Argument, name: str) -> Box:
    return around(_ROUND.moved(*argument.stations[held].strip) for held in argument.frames[name].holds)


def _middle(argument: Argument, name: str) -> Point:
    """The middle of a station, of a frame, or of the line that a knot is on."""
    across, down = zip(*(argument.stations[held].strip for held in argument.holds(name)), strict=True)
    return sum(across) / len(across), sum(down) / len(down)


def _end(argument: Argument, arrow: Arrow) -> Point:
    """Where an arrow ends; in a frame that it enters from the right of the map, which is turned here, at the top."""
    x, y = _middle(argument, arrow.end)
    return (x, _frame(argument, arrow.end).top) if arrow.enters == "right" else (x, y)
