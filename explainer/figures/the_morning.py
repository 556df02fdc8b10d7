"""A morning as two lines: what the script asks, dashed, and what is done, solid; between them lies the discrepancy."""

from itertools import pairwise
from typing import Literal

from explainer.answers import Answers
from explainer.content.activities import Board
from explainer.content.office import Drawn, Office, Pose, Slip, Width
from explainer.content.records import Story
from explainer.evidence import Level
from explainer.figures.people import BODY_ENDS, person
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
    text,
    text_width,
)
from explainer.figures.the_office import LETTERS

_SIZES: dict[Width, Point] = {"wide": (840, 740), "narrow": (390, 380)}


def morning_picture(story: Story, state: str, answers: Answers) -> Picture:
    """The script alone (`script`), or with the play of it that the reader chose (`played`)."""
    office, morning = story.office, story.office.morning
    words = morning.words.states[state]  # type: ignore[index]
    board = story.activity(morning.activity, Board)
    name = f"{morning.activity}.{morning.row}"
    script = str(answers.get(f"{name}.own") or "") or board.words.rows[morning.row].scripts.get(
        str(answers.get(f"{name}.script")), ""
    )
    play = str(answers.get(f"{name}.enacted") or "") if state == "played" else None
    wide, narrow = (_Morning(office, width, script, play, words.alt).svg() for width in ("wide", "narrow"))
    return Picture(wide, narrow, words.finding, words.alt, Level.IMAGINED)


class _Morning:
    """One drawing; `play` is None where only the script is shown, and empty until the reader has chosen.

    Who lives the morning stands on the line of it: an outline at the end of the script, and Iris at the end of hers.
    """

    def __init__(self, office: Office, width: Width, script: str, play: str | None, alt: str):
        self.office, self.width, self.script, self.play, self.alt = office, width, script, play, alt
        self.size, (self.name, self.letters) = _SIZES[width], LETTERS[width]
        self.scale = 1.1 if width == "wide" else 0.52
        self.beside = self.letters * 0.5
        """How far below the script a play lies that is like it: so that both can be seen."""

    def svg(self) -> str:
        size, words = self.size, self.office.morning.words
        mark, _ = badge(self.office.badges[Level.IMAGINED], Level.IMAGINED, size)
        parts = [*self._stops(), *self._slip()]
        written = [0.0] * len(self._across)
        ghost, person = size[0] * (0.79 if self.width == "wide" else 0.8), size[0] * 0.925
        parts.append(group("tie script", [path("line", self._line(written, ghost), "script.line")], "script"))
        parts.append(self._person("script.person", ghost, self._level(0), "blank"))
        above = self._level(0) - 116 * self.scale
        parts += self._named("quiet", words.script, ghost, above, "up")
        if self.play is not None:
            far = list(self.office.morning.apart.get(self.play, written))
            done = self._line(far, person, self.beside)
            ends = self._level(far[-1]) + self.beside
            # Until the reader has chosen how it goes, nothing has: a dotted line, and no slip.
            parts.append(
                group("tie play" if self.play else "tie play asked", [path("line", done, "play.line")], "play")
            )
            slip: Slip = ("down" if far[-1] > 0.8 else "held") if self.play else "none"
            parts.append(self._person(self.office.morning.person, person, ends, "small", slip))
            parts += self._named("name", words.play, person, ends + self.letters * 1.5, "down")
        return picture("morning", size, [*parts, mark], self.alt)

    @property
    def _across(self) -> list[float]:
        """Where the stops are."""
        count = len(self.office.morning.stops)
        left, right = self.size[0] * 0.085, self.size[0] * 0.695
        return [left + (right - left) * nth / (count - 1) for nth in range(count)]

    def _level(self, far: float) -> float:
        """How far down a line is: 0 as the script has it, 1 as far away as the drawing goes."""
        return self.size[1] * (0.42 + 0.28 * far)

    def _line(self, far: list[float], ends: float, down: float = 0) -> str:
        """A soft line through every stop, and on under the feet of who stands at its end."""
        levels = [self._level(one) + down for one in (*far, far[-1])]
        points = [*zip((*self._across, ends + 38 * self.scale), levels, strict=True)]
        d = f"M{number(points[0][0])} {number(points[0][1])}"
        for (x1, y1), (x2, y2) in pairwise(points):
            half = (x2 - x1) / 2
            d += f"C{number(x1 + half)} {number(y1)} {number(x2 - half)} {number(y2)} {number(x2)} {number(y2)}"
        return d

    def _named(self, kind: str, words: str, x: float, y: float, way: Literal["up", "down"]) -> list[str]:
        """What a line is, where it ends: above who stands there, or below the line."""
        lines = lines_of(words, self.letters, self.letters * 5.4)
        top = y - (len(lines) - 1) * 1.15 * self.letters if way == "up" else y
        return [
            text(f"{kind} halo", x, top + 1.15 * self.letters * nth, line, self.letters)
            for nth, line in enumerate(lines)
        ]

    def _stops(self) -> list[str]:
        letters, words = self.letters, self.office.morning.words.stops
        top, bottom = self._level(0) - letters * 0.4, self._level(1) + letters * 1.4
        parts = []
        for nth, (x, stop) in enumerate(zip(self._across, self.office.morning.stops, strict=True)):
            parts.append(path("ground dotted", f"M{number(x)} {number(top)}V{number(bottom)}"))
            lines = lines_of(words[stop], letters, self.size[0] * 0.15)
            for line, said in enumerate(lines):
                y = bottom + letters * (1.2 + 1.15 * line)
                parts.append(text("quiet", x, y, said, letters, f"stop.{nth}.{line}"))
        return parts

    def _slip(self) -> list[str]:
        """The script on a slip of paper, in the words the reader chose or wrote."""
        if not self.script:
            return []
        letters = self.letters * (1.15 if self.width == "wide" else 1)
        room = self.size[0] * 0.56
        lines = lines_of(self.script, letters, room)[:3]
        wide = max(text_width(line, letters) for line in lines) + 2 * letters
        left, top = self.size[0] * 0.05, self.size[1] * 0.06
        box = Box(left, top, left + wide, top + letters * (1.3 * len(lines) + 1))
        said = [
            text("said", left + letters, top + letters * (1.35 + 1.3 * nth), line, letters, anchor="start")
            for nth, line in enumerate(lines)
        ]
        return [group("cloud", [rect("bubble", box, 2), *said], "script.slip")]

    def _person(self, name: str, x: float, ground: float, drawn: Drawn, slip: Slip = "none") -> str:
        who = self.office.people[self.office.morning.person]
        place = (x, ground - (BODY_ENDS + 1.5) * self.scale)
        return person(name, who, Pose("", drawn=drawn, slip=slip), place, self.scale, ("", ""), self.name, place)
