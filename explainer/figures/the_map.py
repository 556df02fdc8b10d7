"""The map of the argument in one of its states: what is filled, what is blank, and what a reader has laid on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from explainer.answers import Answers
from explainer.content.argument import Argument, Note, Room, Side
from explainer.content.office import Width
from explainer.content.records import Story
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
            *self._knots(),
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
        for name, frame in self.argument.frames.items():
            if self.argument.is_filled(name, self._filled):
                found.append(text_box(*self._heading(name), frame.words, self._letters * 0.92))
        for name, says in self._marks.items():
            x, y, anchor = self._mark_place(name)
            found.append(text_box(x, y, says, self._small, anchor=anchor))
        return found

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
        knot = self.argument.knots.get(name)
        if knot:
            (x, y), r = knot.wide if self.width == "wide" else knot.narrow, self._head / 2
            return x - r, y - r, 2 * r, 2 * r
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
        for name in self.argument.stations:
            left, top, wide, tall = self._room(name)
            parts = [rect("edge", _box(self._room(name)), 5, f"{name}.edge")]
            middle = left + wide / 2
            if name in self._filled:
                lines = self._lines(name)
                parts += [text("caption", middle, y, line, self._letters, f"{name}.{y:.0f}") for line, y, _ in lines]
                parts += [*self._sign(name), *self._mark(name)]
            else:
                parts.append(text("asks", middle, top + tall / 2 + self._letters * 0.4, "?", self._letters * 1.15))
            own = " own" if self._is_own(name) else ""
            yield group(f"station {self._kind(name)}{own}", parts, name)

    def _sign(self, name: str) -> Iterator[str]:
        """The disc or the square of a logic, on the corner of its station."""
        logic = self.argument.stations[name].logic
        left, top, *_ = self._room(name)
        if logic:
            yield sign(logic, left, top, self._letters * 0.44)

    def _frames(self) -> Iterator[str]:
        for name, frame in self.argument.frames.items():
            parts = [rect("edge", _box(self._room(name)), 5), *self._mark(name)]
            if self.argument.is_filled(name, self._filled):
                parts.append(text("quiet", *self._heading(name), frame.words, self._letters * 0.92))
            yield group(f"frame {self._kind(name)}", parts, name)

    def _heading(self, name: str) -> Point:
        """Where the word of a frame stands: at its top."""
        left, top, wide, _ = self._room(name)
        return left + wide / 2, top + self._letters * 1.12

    def _knots(self) -> Iterator[str]:
        for name in self.argument.knots:
            yield group(f"knot {self._kind(name)}", [rect("point", _box(self._room(name)), self._head / 2)], name)

    # the sentence of the abstract

    @cached_property
    def _marks(self) -> dict[str, str]:
        """By station or frame, the sentences it carries: a frame's are those of all that it holds."""
        if self._is_elsewhere:  # that is not in the abstract
            return {}
        held = {one for frame in self.argument.frames.values() for one in frame.holds}
        carried = {name: station.claims for name, station in self.argument.stations.items()}
        carried |= {name: frame.claims for name, frame in self.argument.frames.items()}
        return {
            name: f"◆ {sentence_of(claims, self.sentences)}"
            for name, claims in carried.items()
            if name not in held and self._filled & {*self.argument.holds(name)}
        }

    def _mark_place(self, name: str) -> tuple[float, float, str]:
        """Just below a station, or within a frame, so that no line is interrupted by it: x, y, anchor."""
        left, top, wide, tall = self._room(name)
        if name in self.argument.frames:
            return left + wide - self._small * 0.5, self._heading(name)[1], "end"
        y = top + tall + self._small * 1.05
        return (left + 2, y, "start") if self.argument.stations[name].mark == "left" else (left + wide - 2, y, "end")

    def _mark(self, name: str) -> Iterator[str]:
        if name in self._marks:
            x, y, anchor = self._mark_place(name)
            yield text("sentence", x, y, self._marks[name], self._small, anchor=anchor)

    @property
    def _small(self) -> float:
        return self._letters * 0.9

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
            lines = note.words.split("|")
            across = max(text_width(line, size, bold=True) for line in lines) / 2 + size * 0.6
            down = size * (0.35 + 0.6 * len(lines))
            found[name] = Box(x - across, y - down, x + across, y + down, note.words)
        return found

    def _notes(self) -> Iterator[str]:
        for name, box in self.note_boxes().items():
            note = self.argument.notes[name]
            parts = []
            for nth, to in enumerate(note.to):
                leaves: Side = "top" if note.start else _FACING[note.enters]
                start, end = self._beginning(note, box, leaves), _side(self._room(to), note.enters)
                named = f"note.{name}.{nth}"
                parts.append(path("line", _way(start, leaves, end, note.enters, self._head), f"{named}.line"))
                parts.append(path("head", _head(end, note.enters, self._head), f"{named}.head"))
            parts.append(rect("edge", box, 3))
            for nth, line in enumerate(note.words.split("|")):
                y = box.top + self._letters * (1.3 + 1.2 * nth)
                parts.append(text("caption", (box.left + box.right) / 2, y, line, self._letters))
            yield group("note", parts, f"note.{name}")

    def _beginning(self, note: Note, box: Box, leaves: Side) -> Point:
        """Where the arrows of a note begin; at a station beside the arrow that leads there."""
        if not note.start:
            return _side((box.left, box.top, box.right - box.left, box.bottom - box.top), leaves)
        x, y = _side(self._room(note.start), leaves)
        return x + self._room(note.start)[2] / 8, y

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
    reach = max(abs(x2 - x1) * abs(dx1) + abs(y2 - y1) * abs(dy1), 20) * 0.75
    back = max(abs(x2 - x1) * abs(dx2) + abs(y2 - y1) * abs(dy2), 20) * 0.45
    points = (x1, y1, x1 + dx1 * reach, y1 + dy1 * reach, x2 + dx2 * back, y2 + dy2 * back, x2, y2)
    a, b, c, d, e, f, g, h = map(number, points)
    return f"M{a} {b}C{c} {d} {e} {f} {g} {h}"


def _head(end: Point, enters: Side, size: float) -> str:
    (x, y), (dx, dy) = end, _OUT[enters]
    corners = ((0.0, 0.0), (size, size * 0.5), (size, -size * 0.5))
    return "M" + "L".join(f"{number(x + a * dx - b * dy)} {number(y + a * dy + b * dx)}" for a, b in corners) + "Z"
