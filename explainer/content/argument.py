"""The map: the argument of the abstract as stations and arrows, each with its sentence, and its states."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from explainer.evidence import Level
from explainer.record import Frozen, Id, Words, refuse, unknown

Side = Literal["top", "bottom", "left", "right"]
Room = tuple[float, float, float, float]
"""Left, top, width, height, in units of the drawing."""


class StationWords(Frozen):
    """`label` in the drawing, its lines divided by "|"; `says` in a sentence."""

    label: Words
    says: Words


class Station(Frozen):
    """A box of the argument: the claims it carries, the chapter that fills it, and its room in the drawing."""

    claims: tuple[Id, ...] = Field(min_length=1)
    chapter: Id
    logic: Literal["professional", "managerial"] | None = None
    mark: Literal["left", "right"] = "right"
    wide: Room
    narrow: Room
    strip: tuple[float, float]
    words: StationWords


class Arrow(Frozen):
    """What leads where, by which sentence. `meets`: the two belong together, and no head says which makes which."""

    start: Id = Field(alias="from")
    end: Id = Field(alias="to")
    leaves: Side = "bottom"
    enters: Side = "top"
    meets: bool = False
    claims: tuple[Id, ...] = Field(min_length=1)


class Frame(Frozen):
    """A frame around stations that belong together, with a word and the sentence of them all at its top."""

    holds: tuple[Id, ...]
    claims: tuple[Id, ...]
    wide: Room
    narrow: Room
    words: Words


class Knot(Frozen):
    """A point on the line between two stations, from where arrows lead on that leave neither of the two alone."""

    of: tuple[Id, Id]
    claims: tuple[Id, ...] = Field(min_length=1)
    wide: tuple[float, float]
    narrow: tuple[float, float]


class Note(Frozen):
    """What can be laid on the map: a rival explanation, or a reader's bet, with an arrow to what it points to.

    It stands at the middle of `wide` and `narrow`. With `from` the arrow begins there, at the top, and not at the note.
    """

    to: tuple[Id, ...] = Field(min_length=1)
    start: Id | None = Field(None, alias="from")
    enters: Side = "bottom"
    wide: tuple[float, float]
    narrow: tuple[float, float]
    words: Words


class MapStateWords(Frozen):
    """What a picture of the map says; `labels` are other words for its stations: the argument, told of elsewhere."""

    alt: Words
    finding: Words
    labels: dict[Id, Words] = Field(default_factory=dict)


class MapState(Frozen):
    """One picture of the map: the stations `filled` beside those of the state it starts from, and what is `lit`.

    `notes` are laid on it; `answers` names the choice whose picked option is laid on it, by the note of that name.
    `relabelled`: stations whose label is the reader's own words, by the name of the answer, as own-place.word.
    """

    start: Id | None = Field(None, alias="from")
    filled: tuple[Id, ...] = ()
    lit: tuple[Id, ...] = ()
    notes: tuple[Id, ...] = ()
    answers: Id | None = None
    relabelled: dict[Id, str] = Field(default_factory=dict)
    badge: Level = Level.ABSTRACT
    words: MapStateWords


class Size(Frozen):
    wide: tuple[float, float]
    narrow: tuple[float, float]


class Argument(Frozen):
    """The whole map with its words. Refuses what cannot be drawn."""

    size: Size
    badges: dict[Level, Words]
    stations: dict[Id, Station]
    frames: dict[Id, Frame]
    arrows: dict[Id, Arrow]
    knots: dict[Id, Knot] = Field(default_factory=dict)
    notes: dict[Id, Note] = Field(default_factory=dict)
    states: dict[Id, MapState]

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        refuse(self._wrong())
        return self

    def _wrong(self) -> Iterator[str]:
        boxes = [*self.stations, *self.frames]

        for name, frame in self.frames.items():
            yield from unknown(f"frames.{name}.holds", frame.holds, list(self.stations))
            for held in frame.holds:
                if held in self.stations and self.stations[held].claims != frame.claims:
                    yield f"frames.{name}: {held} rests on other claims; a frame is marked for all that it holds"
        for name, knot in self.knots.items():
            yield from unknown(f"knots.{name}.of", knot.of, list(self.stations))
        for name, arrow in self.arrows.items():
            yield from unknown(f"arrows.{name}", (arrow.start, arrow.end), [*boxes, *self.knots])
        for name, note in self.notes.items():
            yield from unknown(f"notes.{name}", (*note.to, *([note.start] if note.start else [])), boxes)
        order = list(self.states)
        for name, state in self.states.items():
            yield from unknown(f"states.{name}.filled", state.filled, list(self.stations))
            yield from unknown(f"states.{name}.lit", state.lit, boxes)
            yield from unknown(f"states.{name}.labels", state.words.labels, list(self.stations))
            yield from unknown(f"states.{name}.notes", state.notes, list(self.notes))
            yield from unknown(f"states.{name}.from", (state.start,) if state.start else (), order[: order.index(name)])

    def claims(self) -> Iterator[str]:
        """The ids of the claims the whole map carries; some more than once."""
        for part in (self.stations, self.frames, self.knots, self.arrows):
            for record in part.values():
                yield from record.claims

    def filled(self, state: str) -> frozenset[str]:
        """The stations that a state shows filled, with those of the states it starts from."""
        here = self.states[state]
        return frozenset(here.filled) | (self.filled(here.start) if here.start else frozenset())

    def holds(self, name: str) -> tuple[str, ...]:
        """The stations of which a frame or a knot is made; of a station, itself."""
        if name in self.knots:
            return self.knots[name].of
        return self.frames[name].holds if name in self.frames else (name,)

    def is_filled(self, name: str, filled: frozenset[str]) -> bool:
        """Whether a station is, or all of what a frame or a knot is made of."""
        return filled >= {*self.holds(name)}
