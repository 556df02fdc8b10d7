"""The made-up office in one of its states: who stands where, what they hold and feel, what ties them, what is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from explainer.answers import Answers
from explainer.content.office import LOGICS, Layout, Office, Pose, Shown, Tie, Width
from explainer.content.records import Story
from explainer.figures import scenes, things
from explainer.figures.people import boxes, person
from explainer.figures.picture import (
    Box,
    Curve,
    Picture,
    Point,
    around,
    badge,
    bent,
    group,
    path,
    picture,
    text,
    text_box,
)
from explainer.figures.scenes import Drawn
from explainer.figures.what_was_said import NOTHING, Said, said_in_the_office, state_shown

LETTERS: Mapping[Width, tuple[float, float]] = {"wide": (17.5, 16), "narrow": (14, 13)}
"""Size of a name, and of other words."""

_WORD_TRIED = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75)


def office_picture(story: Story, state: str, answers: Answers) -> Picture:
    """The office in a state, with what a reader said in the states that show it."""
    office, state = story.office, state_shown(story, state, answers)
    shown, words = office.shown(state), office.states[state].words
    said = said_in_the_office(story, state, answers)
    wide, narrow = (Drawing(office, state, width, said).svg for width in ("wide", "narrow"))
    return Picture(wide, narrow, words.finding, words.alt, shown.badge, tuple(_table(office, shown)))


def _table(office: Office, shown: Shown) -> Iterator[tuple[str, ...]]:
    """Who is there, and what ties them, in words."""
    for tie in (office.ties[name] for name in shown.ties):
        ends = [office.people[end].words.name if end in office.people else end for end in (tie.start, tie.end)]
        yield (ends[0], "?" if shown.asked else office.tie_kinds[tie.kind].words, ends[1])


@dataclass(frozen=True, eq=False)
class Drawing:
    """One state at one width: its SVG, and the boxes of everything in it that has to stay readable."""

    office: Office
    state: str
    width: Width
    said: Said = NOTHING

    @cached_property
    def shown(self) -> Shown:
        shown = self.office.shown(self.state)
        changed = {who: shown.people[who].changed(change) for who, change in self.said.poses.items()}
        people = {**shown.people, **changed}
        if self.layout_of(shown.scene).heads:
            people = {who: replace(pose, drawn="head") for who, pose in people.items()}
        return replace(shown, people=people)

    @cached_property
    def layout(self) -> Layout:
        return self.layout_of(self.shown.scene)

    def layout_of(self, scene: str) -> Layout:
        both = self.office.scenes[scene]
        return both.wide if self.width == "wide" else both.narrow

    @cached_property
    def svg(self) -> str:
        alt = self.office.states[self.state].words.alt
        return picture(f"office {self.shown.scene}", self.layout.size, [*self.drawn(), self._badge[0]], alt, self._top)

    @property
    def _top(self) -> float:
        """Where the picture begins: at a desk over which nothing is told, no room is kept for it."""
        if self.shown.scene != "desk" or self.shown.clouds or not self._dashboard_at:
            return 0
        heads = [parts[part].top for parts in self.people_boxes.values() for part in ("face", "band") if part in parts]
        screen = scenes.DASHBOARD.moved(*self._dashboard_at, self.layout.scale).top
        every = [*heads, *(box.top for box in self._signs[1]), screen * (1 if not self.shown.shows else 0.5)]
        return max(0, min(every) - 2 * self._letters[1])

    def drawn(self) -> Iterator[str]:
        """Everything but the badge, from back to front."""
        yield from self._background[0]
        if self.shown.torn:
            ends = ("left", "right") if self.shown.torn == "across" else ("top", "bottom")
            yield scenes.torn(self.layout.spots[ends[0]], self.layout.spots[ends[1]], self._letters[1] * 0.4, "crack")
        yield from self._lines()
        yield from self._dashboard()
        yield from self._people()
        yield from self._things()
        yield from self._words()
        yield from self._dots()
        yield from self._clouds[0]
        yield from self._invitation()

    # what may not be covered

    @cached_property
    def people_boxes(self) -> dict[str, dict[str, Box]]:
        """By person and part: face, body, band, slip, name, job."""
        found = {}
        for name, pose in self.shown.people.items():
            x, y = self._place(name, pose)
            parts = boxes(pose, self.office.people[name], self.layout.scale, self._labels(name, pose), self._letters[0])
            found[name] = {part: replace(box.moved(x, y), what=f"{part} of {name}") for part, box in parts.items()}
        return found

    @cached_property
    def word_boxes(self) -> dict[str, Box]:
        """By tie: where its word stands."""
        return {name: box for name, (_, box) in self._placed_words.items()}

    def readable(self) -> list[Box]:
        """Every face, name, job, word, cloud and badge: none of these may cover another."""
        faces = [
            box
            for parts in self.people_boxes.values()
            for part, box in parts.items()
            if part in ("face", "name", "job")
        ]
        words = [*self.word_boxes.values(), *self._signs[1], *self._background[1], *self._clouds[1]]
        return [*faces, *words, self._badge[1]]

    # parts

    @property
    def _letters(self) -> tuple[float, float]:
        name, other = LETTERS[self.width]
        return name * self.layout.letters, other * self.layout.letters

    def _place(self, name: str, pose: Pose) -> Point:
        if name in self.said.placed:
            (left, bottom), (right, top) = self.layout.spots["low"], self.layout.spots["high"]
            x, y = self.said.placed[name]
            return left + (right - left) * x, bottom + (top - bottom) * y
        return self.layout.spots[pose.spot]

    def _labels(self, name: str, pose: Pose) -> tuple[str, str]:
        who = self.office.people[name]
        job = self.office.jobs[who.job]
        if pose.drawn in ("blank", "small"):
            return "", ""
        if pose.drawn == "job":
            return "", job
        if who.job == "client":
            return who.words.name, ""
        if self.width == "narrow" or "row-1" in self.layout.spots:  # a row has the name of its job
            return who.words.name, ""
        return who.words.name, job

    @cached_property
    def _background(self) -> tuple[list[str], list[Box]]:
        scene = self.office.scenes[self.shown.scene]
        return scenes.BACKGROUNDS[self.shown.scene](scene, self.layout, self._letters[1])

    def _people(self) -> Iterator[str]:
        for name, pose in sorted(self.shown.people.items(), key=lambda one: self._place(*one)[1]):
            yield person(
                name,
                self.office.people[name],
                pose,
                self._place(name, pose),
                self.layout.scale,
                self._labels(name, pose),
                self._letters[0],
                self._gaze(name, pose),
            )

    def _gaze(self, name: str, pose: Pose) -> Point:
        if pose.looks == "dashboard" and self._dashboard_at:
            return self._dashboard_at
        if pose.looks and pose.looks in self.shown.people:
            return self._place(pose.looks, self.shown.people[pose.looks])
        return self._place(name, pose)

    @property
    def _dashboard_at(self) -> Point | None:
        spot = {"none": None, "carried": "carried", "wall": "dashboard", "desk": "dashboard"}[self.shown.dashboard]
        return self.layout.spots[spot] if spot else None

    def _dashboard(self) -> Iterator[str]:
        if self._dashboard_at:
            shown = self.shown
            words = self.office.states[self.state].words.equation
            yield scenes.dashboard(
                self._dashboard_at, self.layout.scale, shown.dashboard, shown.equation, words, shown.shows
            )

    def _things(self) -> Iterator[str]:
        people = [self._place(name, pose) for name, pose in self.shown.people.items()]
        yield from things.drawn(self.shown, self.layout, self._dashboard_at, people, self._clouds[1])
        yield from self._signs[0]

    @cached_property
    def _signs(self) -> Drawn:
        words = self.office.states[self.state].words.signs
        if not words or not self._dashboard_at:
            return [], []
        return things.signs(words, self._dashboard_at, self.layout.scale, self.layout.size[0], self._letters[1])

    # ties

    @cached_property
    def _curves(self) -> dict[str, Curve]:
        return {name: self._curve(self.office.ties[name]) for name in (*self.shown.gone, *self.shown.ties)}

    def _curve(self, tie: Tie) -> Curve:
        bend = tie.bend
        if self.width == "narrow":
            bend = tie.bend_narrow if tie.bend_narrow is not None else tie.bend * 0.5
        start, end = (self._middle(name) for name in (tie.start, tie.end))
        ends = [self._obstacle(name) for name in (tie.start, tie.end)]
        if not self._large:
            ends = [[around(boxes)] for boxes in ends]
        ends = [[box.grown(4) for box in boxes] for boxes in ends]
        return bent(start, end, bend).between(*ends)

    def _middle(self, name: str) -> Point:
        if name == "dashboard":
            assert self._dashboard_at is not None
            return self._dashboard_at
        x, y = self._place(name, self.shown.people[name])
        return x, y + (52 if self._large else 26) * self.layout.scale

    @property
    def _large(self) -> bool:
        """Whether people are so large that a line has to end at their arms."""
        return self.shown.scene in ("two", "pairs")

    def _obstacle(self, name: str) -> list[Box]:
        if name == "dashboard":
            x, y = self._middle(name)
            return [scenes.DASHBOARD.moved(x, y, self.layout.scale)]
        return list(self.people_boxes[name].values())

    def _lines(self) -> Iterator[str]:
        for name, curve in self._curves.items():
            kind = self.office.tie_kinds[self.office.ties[name].kind]
            theme = "asked" if self.shown.asked else kind.theme or self.office.ties[name].kind
            parts = [path("line", curve.d, f"{name}.line")]
            if name in self.shown.gone:
                theme = "gone"
            elif kind.directed and not self.shown.asked:
                parts.append(path("head", curve.head(13 if self.width == "wide" else 9), f"{name}.head"))
            yield group(f"tie {theme}", parts, name)

    @cached_property
    def _placed_words(self) -> dict[str, tuple[str, Box]]:
        """The word of each tie with its box, where it covers nobody and no other word; on a phone one word only."""
        taken = [box for parts in self.people_boxes.values() for box in parts.values()]
        taken += [*self._background[1], self._badge[1], *self._clouds[1]]
        if self._dashboard_at:
            taken.append(scenes.DASHBOARD.moved(*self._dashboard_at, self.layout.scale))
        placed: dict[str, tuple[str, Box]] = {}
        size = self._letters[1]
        for name, curve in self._curves.items():
            words = "?" if self.shown.asked else self.office.tie_kinds[self.office.ties[name].kind].words
            if self.shown.scene == "small" or not self._told(name):
                continue
            big = size * 1.5 if self.shown.asked else size

            def box(t: float, curve: Curve = curve, words: str = words, big: float = big) -> Box:
                x, y = things.over_a_chair(self.layout) if self.shown.chair else curve.at(t)
                return text_box(x, y + big * 0.35, words, big, bold=True)

            def covered(t: float) -> float:
                return sum(box(t).grown(3).shared(other) for other in taken)

            best = min(_WORD_TRIED, key=covered)
            placed[name] = (words, box(best))
            taken.append(box(best).grown(2))
        return placed

    def _told(self, name: str) -> bool:
        """Whether a tie has its word: on a phone one, unless there is room."""
        return self.width == "wide" or self.shown.asked or self.shown.scene == "pairs" or name == self.shown.told

    def _words(self) -> Iterator[str]:
        size = self._letters[1] * (1.5 if self.shown.asked else 1)
        for name, (words, box) in self._placed_words.items():
            theme = "asked" if self.shown.asked else self.office.tie_kinds[self.office.ties[name].kind].theme or "plain"
            x, y = (box.left + box.right) / 2, box.bottom - size * 0.24
            yield text(f"word {theme}", x, y, words, size, f"{name}.word")
            if name in self.shown.gone:
                yield things.struck(box, f"{name}.strike")

    # what is said

    @cached_property
    def _clouds(self) -> tuple[list[str], list[Box]]:
        said = self.office.states[self.state].words.clouds
        drawn: list[str] = []
        found: list[Box] = []
        for who, words in said.items():
            if who in LOGICS:
                svg, box = scenes.telling(who, words, self.layout, self._letters[1])
            else:
                svg, box = scenes.cloud(
                    who, words, around(self.people_boxes[who].values()), self.layout, self._letters[1]
                )
            drawn.append(svg)
            found.append(box)
        return drawn, found

    def _dots(self) -> Iterator[str]:
        """The reader's own moments in the four cells, by their number; in between, where it was neither."""
        if not self.said.dots:
            return
        cells, size = scenes.four_cells(self.layout), self._letters[1]
        where: dict[tuple[str | None, bool], int] = {}
        for number, done, felt in self.said.dots:
            nth = where[done, felt] = where.get((done, felt), 0) + 1
            cell = cells["felt" if felt else "none", done or "embraced"]
            across, down = cell.left + size * (1.7 * nth - 0.6), cell.bottom - size * 1.1
            if not done:  # on the wall between what was done
                across, down = cell.left - self.layout.size[0] * 0.006, cell.bottom - size * (1.7 * nth - 0.6)
            yield group("dot", [scenes.dot(across, down, size, number)], f"dot.{number}")

    def _invitation(self) -> Iterator[str]:
        """Where nobody has been put on the square yet: the outline of the first of them, half-way there."""
        words = self.office.scenes[self.shown.scene].words.get("invite")
        if not words or self.said.placed:
            return
        who, size, scale = next(iter(self.shown.people)), self._letters[1], self.layout.scale
        x, y = self._place(who, self.shown.people[who])
        edge, beside, middle = scenes.square(self.layout).right, x - 34 * scale, y + 50 * scale
        way = Curve((beside, middle), ((beside + edge) / 2, middle), (edge + 34 * scale, middle))
        drawn = person(
            "invite.who", self.office.people[who], Pose("", drawn="blank"), (edge, y), scale, ("", ""), size, (edge, y)
        )
        arrow = [path("line", way.d), path("head", way.head(size * 0.6))]
        said = text("quiet", (beside + edge) / 2 + 17 * scale, middle - size * 0.6, words, size)
        yield group("invitation", [drawn, group("tie gone", arrow), said], "invite")

    @cached_property
    def _badge(self) -> tuple[str, Box]:
        return badge(self.office.badges[self.shown.badge], self.shown.badge, self.layout.size)
