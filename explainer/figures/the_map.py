"""The map of the argument in one of its states: what is filled, what is blank, and what a reader has laid on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from html import escape
from math import atan2, hypot

from explainer.answers import Answers
from explainer.content.argument import Argument, Arrow, Aside, Room, Side
from explainer.content.office import Width
from explainer.content.records import Chapter, Story
from explainer.evidence import Level
from explainer.figures.picture import (
    Box,
    Picture,
    Point,
    badge,
    group,
    lines_of,
    number,
    path,
    picture,
    rect,
    sign,
    text,
    text_box,
    text_width,
)

LETTERS: Mapping[Width, float] = {"wide": 17, "narrow": 12.5}


def map_picture(story: Story, state: str, answers: Answers) -> Picture:
    """The map in a state, with what the reader has laid on it."""
    argument, sentences = story.argument, sentences_of(story)
    here, filled = argument.states[state], argument.filled(state)
    wide, narrow = (Drawing(argument, state, width, sentences, answers) for width in ("wide", "narrow"))
    rows = tuple(
        (station.words.label.replace("|", " "), station.words.says, sentence_of(station.claims, sentences))
        for name, station in argument.stations.items()
        if name in filled
    )
    return Picture(wide.svg, narrow.svg, here.words.finding, here.words.alt, wide.level, rows)


@cache
def sentences_of(story: Story) -> Mapping[str, str]:
    """By claim, the number of the sentence of the abstract it stands in."""
    return {name: str(claim.locator.sentence or "") for name, claim in story.claims.items()}


def sentence_of(claims: tuple[str, ...], sentences: Mapping[str, str]) -> str:
    """The numbers of the sentences these claims stand in: 6, 7."""
    return ", ".join(dict.fromkeys(sentences[claim] for claim in claims))


@dataclass(frozen=True, eq=False)
class Drawing:
    """One state at one width: its SVG, and the boxes of its words."""

    argument: Argument
    state: str
    width: Width
    sentences: Mapping[str, str]
    answers: Answers = field(default_factory=dict)

    @cached_property
    def svg(self) -> str:
        here = self.argument.states[self.state]
        size = getattr(self.argument.size, self.width)
        parts = [
            *self._frames(),
            *self._arrows(),
            *self._asides(),
            *self._stations(),
            *self._notes(),
            self._badge(size)[0],
        ]
        return picture("map", size, parts, here.words.alt)

    def readable(self) -> list[Box]:
        """Every word: none may cover another, nor leave its station."""
        found = [self._badge(getattr(self.argument.size, self.width))[1]]
        for name in self.argument.stations:
            found += [box for _, _, box in self._lines(name)] if name in self._filled else []
        return [*found, *self.asides().values()]

    def rooms(self) -> dict[str, Box]:
        """Where each station stands."""
        return {name: _box(self._room(name)) for name in self.argument.stations}

    @cached_property
    def _filled(self) -> frozenset[str]:
        return self.argument.filled(self.state)

    @property
    def _letters(self) -> float:
        return LETTERS[self.width]

    def _room(self, name: str) -> Room:
        record = self.argument.stations.get(name) or self.argument.frames[name]
        return record.wide if self.width == "wide" else record.narrow

    def _kind(self, name: str) -> str:
        filled = self.argument.is_filled(name, self._filled)
        lit = name in self.argument.states[self.state].lit
        return f"{'filled' if filled else 'empty'}{' lit' if lit else ''}"

    # stations and frames

    def _label(self, name: str) -> tuple[str, ...]:
        """The lines of a label: ours, or the reader's own words."""
        here = self.argument.states[self.state]
        own = str(self.answers.get(here.relabelled.get(name, ""), "")).strip()
        if not own:
            return tuple((here.words.labels.get(name) or self.argument.stations[name].words.label).split("|"))
        first, *rest = lines_of(own, self._letters * 1.06, self._room(name)[2] - self._letters)
        return (first, *(f"{line}{'…' if rest[1:] else ''}" for line in rest[:1]))

    def _is_own(self, name: str) -> bool:
        return bool(self.answers.get(self.argument.states[self.state].relabelled.get(name, "")))

    @property
    def _is_elsewhere(self) -> bool:
        """Whether it is told of another place than the abstract's."""
        return bool(self.argument.states[self.state].words.labels) or any(map(self._is_own, self.argument.stations))

    @property
    def level(self) -> Level:
        """What the picture as a whole is: the abstract's, until something else is drawn on it."""
        return self.argument.states[self.state].badge if self._laid or self._is_elsewhere else Level.ABSTRACT

    def _lines(self, name: str) -> Iterator[tuple[str, float, Box]]:
        """The lines of a station's label: words, baseline, box."""
        left, top, wide, tall = self._room(name)
        lines = self._label(name)
        size = self._letters
        first = top + tall / 2 - (len(lines) - 1) * size * 0.6 + size * 0.35
        for nth, line in enumerate(lines):
            y = first + nth * size * 1.2
            yield line, y, text_box(left + wide / 2, y, line, size, bold=True)

    def _stations(self) -> Iterator[str]:
        for name, station in self.argument.stations.items():
            left, top, wide, tall = self._room(name)
            edge = tall / 2 if station.round else 5
            parts = [rect("edge", _box(self._room(name)), edge, f"{name}.edge")]
            middle = left + wide / 2
            if name in self._filled:
                lines = self._lines(name)
                parts += [text("caption", middle, y, line, self._letters, f"{name}.{y:.0f}") for line, y, _ in lines]
                parts += self._sign(name)
                if not self._is_elsewhere:  # that is not in the abstract
                    says = f"◆ {sentence_of(station.claims, self.sentences)}"
                    size = self._letters * 0.9
                    parts.append(text("sentence", left + wide - 8, top + tall + size * 0.32, says, size, anchor="end"))
            else:
                parts.append(text("asks", middle, top + tall / 2 + self._letters * 0.4, "?", self._letters * 1.15))
            own = " own" if self._is_own(name) else ""
            yield group(f"station {self._kind(name)}{own}", parts, name)

    def _sign(self, name: str) -> Iterator[str]:
        """The disc or the square of a logic, on the corner of its station."""
        logic = self.argument.stations[name].logic
        left, top, *_ = self._room(name)
        if logic:
            inward = self._letters / 2 if logic == "professional" else 0
            yield sign(logic, left + inward, top + 3, self._letters * 0.44)

    def _frames(self) -> Iterator[str]:
        for name, frame in self.argument.frames.items():
            left, top, wide, _ = self._room(name)
            size = self._letters * 0.92
            parts = [rect("edge", _box(self._room(name)), 10)]
            if self.argument.is_filled(name, self._filled):
                parts.append(text("quiet", left + wide / 2, top + size * 1.3, frame.words, size))
            yield group(f"frame {self._kind(name)}", parts, name)

    def asides(self) -> dict[str, Box]:
        """Where each word between the stations stands that is there already."""
        return {
            name: text_box(*self._place(aside), aside.words, self._letters * 0.92)
            for name, aside in self.argument.asides.items()
            if self._filled >= {*aside.of}
        }

    def _place(self, aside: Aside) -> Point:
        return aside.wide if self.width == "wide" else aside.narrow

    def _asides(self) -> Iterator[str]:
        for name in self.asides():
            aside = self.argument.asides[name]
            yield text("quiet", *self._place(aside), aside.words, self._letters * 0.92, f"aside.{name}")

    # arrows

    def _arrows(self) -> Iterator[str]:
        for name, arrow in self.argument.arrows.items():
            filled = all(self.argument.is_filled(end, self._filled) for end in (arrow.start, arrow.end))
            start, end = _side(self._room(arrow.start), arrow.leaves), _side(self._room(arrow.end), arrow.enters)
            parts = [
                path(
                    "line",
                    _way(start, arrow.leaves, end, arrow.enters, 0 if arrow.meets else self._head),
                    f"{name}.line",
                )
            ]
            if not arrow.meets:
                parts.append(path("head", _head(end, arrow.enters, self._head), f"{name}.head"))
            yield group(f"arrow {'filled' if filled else 'empty'}", parts, name)

    @property
    def _head(self) -> float:
        return 11 if self.width == "wide" else 8

    # what is laid on it

    @property
    def _laid(self) -> list[str]:
        """The notes on the map: those of the state, and the one the reader picked."""
        here = self.argument.states[self.state]
        picked = str(self.answers.get(here.answers or "", ""))
        return [*here.notes, *([picked] if picked in self.argument.notes and picked not in here.notes else [])]

    def note_boxes(self) -> dict[str, Box]:
        """Where each note stands that is laid on the map."""
        size, found = self._letters, {}
        for name in self._laid:
            note = self.argument.notes[name]
            x, y = note.wide if self.width == "wide" else note.narrow
            half = text_width(note.words, size, bold=True) / 2 + size * 0.6
            found[name] = Box(x - half, y - size * 0.95, x + half, y + size * 0.95, note.words)
        return found

    def _notes(self) -> Iterator[str]:
        for name, box in self.note_boxes().items():
            note = self.argument.notes[name]
            room = (box.left, box.top, box.right - box.left, box.bottom - box.top)
            parts = []
            for nth, to in enumerate(note.to):
                leaves = _FACING[note.enters] if note.start is None else "bottom"
                start = _side(self._room(note.start) if note.start else room, leaves)
                end = _side(self._room(to), note.enters)
                named = f"note.{name}.{nth}"
                parts.append(path("line", _way(start, leaves, end, note.enters, self._head), f"{named}.line"))
                parts.append(path("head", _head(end, note.enters, self._head), f"{named}.head"))
            parts.append(rect("edge", box, 3))
            parts.append(
                text(
                    "caption", (box.left + box.right) / 2, box.bottom - self._letters * 0.62, note.words, self._letters
                )
            )
            yield group("note", parts, f"note.{name}")

    def _badge(self, size: Point) -> tuple[str, Box]:
        return badge(self.argument.badges[self.level], self.level, size, above=self.width == "narrow")


def _box(room: Room) -> Box:
    left, top, wide, tall = room
    return Box(left, top, left + wide, top + tall)


_FACING: Mapping[Side, Side] = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
_OUT: Mapping[Side, Point] = {"top": (0, -1), "bottom": (0, 1), "left": (-1, 0), "right": (1, 0)}


def _side(room: Room, side: Side) -> Point:
    """The middle of one side of a room."""
    left, top, wide, tall = room
    dx, dy = _OUT[side]
    return left + wide * (1 + dx) / 2, top + tall * (1 + dy) / 2


def _way(start: Point, leaves: Side, end: Point, enters: Side, head: float) -> str:
    """A line that leaves and enters squarely, and ends where the head of the arrow begins."""
    (x1, y1), (dx1, dy1), (dx2, dy2) = start, _OUT[leaves], _OUT[enters]
    x2, y2 = end[0] + dx2 * head, end[1] + dy2 * head
    reach = max(abs(x2 - x1) * abs(dx1) + abs(y2 - y1) * abs(dy1), 20) * 0.55
    back = max(abs(x2 - x1) * abs(dx2) + abs(y2 - y1) * abs(dy2), 20) * 0.55
    points = (x1, y1, x1 + dx1 * reach, y1 + dy1 * reach, x2 + dx2 * back, y2 + dy2 * back, x2, y2)
    a, b, c, d, e, f, g, h = map(number, points)
    return f"M{a} {b}C{c} {d} {e} {f} {g} {h}"


def _head(end: Point, enters: Side, size: float) -> str:
    (x, y), (dx, dy) = end, _OUT[enters]
    corners = ((0.0, 0.0), (size, size * 0.5), (size, -size * 0.5))
    return "M" + "L".join(f"{number(x + a * dx - b * dy)} {number(y + a * dy + b * dx)}" for a, b in corners) + "Z"


# ── small, at the head of every chapter ───────────────────────────────────────────────────────────


_REM = 34 / 840
"""Of the page, for one unit of the small map."""


@cache
def strip_html(story: Story, chapter: Chapter) -> str:
    """Where a chapter is in the argument: every station a link to its chapter, with its sentence.

    Made of elements and not of SVG, which Streamlit lets nobody put beside links.
    """
    argument, slugs = story.argument, [one.slug for one in story.chapters]
    here = slugs.index(chapter.slug)
    lines, links = [], []
    for arrow in argument.arrows.values():
        (x1, y1), (x2, y2) = (argument.stations[end].strip for end in _ends(argument, arrow))
        long, turn = hypot(x2 - x1, y2 - y1) * _REM, atan2(y2 - y1, x2 - x1)
        lines.append(f'<i style="{_at(x1, y1)};width:{long:.2f}rem;rotate:{turn:.3f}rad"></i>')
    for station in argument.stations.values():
        to = story.chapter(station.chapter)
        when = "here" if to.slug == chapter.slug else "before" if slugs.index(to.slug) < here else "later"
        named = escape(f"{to.title}. {station.words.says}")
        kind = f"to-chapter {when}{' round' if station.round else ''}"
        current = ' aria-current="true"' if when == "here" else ""
        links.append(
            f'<li style="{_at(*station.strip)}"><a class="{kind}" href="{to.href}"{current}>'
            f"<span>{named}</span></a></li>"
        )
    return (
        f'<nav class="map-strip" aria-label="{escape(story.words("chapter.map"))}">{"".join(lines)}'
        f"<ol>{''.join(links)}</ol></nav>"
    )


def _at(x: float, y: float) -> str:
    return f"left:{x * _REM:.2f}rem;top:{y * _REM:.2f}rem"


def _ends(argument: Argument, arrow: Arrow) -> list[str]:
    """Where an arrow begins and ends in the small map, which has no frames."""
    return [
        argument.frames[end].holds[nth == 0] if end in argument.frames else end
        for nth, end in enumerate((arrow.start, arrow.end))
    ]
