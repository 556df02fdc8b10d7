"""The made-up office: who works there, what ties them, and its states, each told as a change of another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from explainer.content.other_pictures import Bets, Morning, PictureWords
from explainer.evidence import Level
from explainer.record import Frozen, Id, Words, check_same_ids, refuse, unknown

Place = tuple[float, float]
Width = Literal["wide", "narrow"]
Face = Literal["calm", "glad", "strained", "flat"]
Slip = Literal["none", "held", "down"]
Drawn = Literal["full", "job", "faint", "blank", "small", "head"]
Held = Literal["cup", "clipboard", "lens", "list", "bag", "nothing"]
Hair = Literal["curls", "beard", "fringe", "bun", "quiff", "long", "bald", "tuft", "braid", "hat", "none"]
Dashboard = Literal["none", "carried", "wall", "desk"]
Equation = Literal["none", "asked", "alone", "writing", "written"]
Screen = Literal["list", "fields", "bars", "file", "page"]
Theme = Literal["competition", "autonomy"]
Logic = Literal["professional", "managerial"]
LOGICS: tuple[Logic, ...] = ("professional", "managerial")
SCENES = ("floor", "desk", "two", "named", "square", "sides", "cells", "small", "pairs")
"""Backgrounds that can be drawn (figures/the_office.py)."""


class PersonWords(Frozen):
    """`name` under the drawing."""

    name: Words


class Person(Frozen):
    """Somebody of the office. `felt` and `response`, once people part, never follow from the job."""

    job: Id
    holds: Held
    hair: Hair
    wears: Literal["collar", "stripes", "scarf", "buttons", "neck", "tie", "plain"] = "plain"
    glasses: bool = False
    cloth: Literal[1, 2, 3, 4] = 1
    felt: bool | None = None
    response: Literal["embraced", "resisted"] | None = None
    words: PersonWords


class TieKind(Frozen):
    """`directed` points at the one it is done to; the theme gives dash and colour; `words` stand on the line."""

    directed: bool = False
    theme: Theme | None = None
    words: Words


class Tie(Frozen):
    """What ties two people. `bend` curves the line, in units of the drawing, to the left of its way if positive."""

    start: Id = Field(alias="from")
    end: Id = Field(alias="to")
    kind: Id
    bend: float = 0
    bend_narrow: float | None = Field(None, alias="bend-narrow")


class Layout(Frozen):
    """Size of a drawing, how large people and letters are in it, and the spots where somebody can stand. `heads`: there
    is room for heads only."""

    size: Place
    scale: float = 1
    letters: float = 1
    heads: bool = False
    spots: dict[Id, Place]


class Scene(Frozen):
    """A background with spots, on a wide screen and on a phone; `words` stand on the background."""

    wide: Layout
    narrow: Layout
    words: dict[Id, Words] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _same_spots(self) -> Self:
        check_same_ids("narrow.spots", self.wide.spots, self.narrow.spots)
        return self


class Change(Frozen):
    """What changes about a person. What is not named stays as it was."""

    face: Face | None = None
    pull: float | Literal["none"] | None = Field(None)
    slip: Slip | None = None
    looks: Id | None = None
    spot: Id | None = None
    drawn: Drawn | None = None


class StateWords(PictureWords):
    """`clouds` are what is said: by a person, or in the terms of a logic; `signs` what disc and square stand for."""

    clouds: dict[Id, Words] = Field(default_factory=dict)
    equation: dict[Id, Words] = Field(default_factory=dict)
    signs: dict[Logic, Words] = Field(default_factory=dict)


class State(Frozen):
    """One picture: the state it starts from (`from`; without it an empty office), and what changes.

    `arrives` and `leaves` are people, `begins` and `ends` are ties; `everyone` changes all who are there, `people` one
    by one, after that. `asked`: every tie has become a question. `told`: the tie whose word stands on a phone (else the
    first that begins). `clouds`: who says something, by person or by logic; they do not outlast their state.
    `gone`: ties that end and leave a trace, faint and struck through. `torn`: a tear through the picture, from side to
    side or from above to below; it stays until another scene begins. `badge` is the level of the picture.
    `answers` names the activity whose answers it shows, and `moment` the one of its moments it is about.
    `shows`: what stands on the screen above the equation, in this state alone. `chair`: the spot of an empty chair that
    two compete for. `fast`: work is fast.
    """

    start: Id | None = Field(None, alias="from")
    scene: Id | None = None
    badge: Level | None = None
    arrives: tuple[Id, ...] = ()
    leaves: tuple[Id, ...] = ()
    begins: tuple[Id, ...] = ()
    ends: tuple[Id, ...] = ()
    gone: tuple[Id, ...] = ()
    everyone: Change = Change()
    people: dict[Id, Change] = Field(default_factory=dict)
    dashboard: Dashboard | None = None
    equation: Equation | None = None
    shows: Screen | None = None
    asked: bool | None = None
    told: Id | None = None
    clouds: tuple[Id, ...] = ()
    torn: Literal["across", "down"] | None = None
    chair: Id | None = None
    fast: bool = False
    answers: Id | None = None
    moment: Id | None = None
    claims: tuple[Id, ...] = ()
    words: StateWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("clouds", self.clouds, self.words.clouds)
        return self


@dataclass(frozen=True)
class Pose:
    """How somebody stands in a picture. `pull` is 0 (slack) to 1 (as hard as it gets), None for no band at all."""

    spot: str
    face: Face = "calm"
    pull: float | None = None
    slip: Slip = "none"
    looks: str | None = None
    drawn: Drawn = "full"

    def changed(self, change: Change) -> "Pose":
        given = {name: value for name, value in change if value is not None}
        if "pull" in given:
            given["pull"] = None if given["pull"] == "none" else float(given["pull"])
        return replace(self, **given)


@dataclass(frozen=True)
class Shown:
    """A state worked out: everything that is in its picture."""

    scene: str = "floor"
    badge: Level = Level.IMAGINED
    people: Mapping[str, Pose] = field(default_factory=dict)
    ties: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    dashboard: Dashboard = "none"
    equation: Equation = "none"
    shows: Screen | None = None
    asked: bool = False
    told: str | None = None
    clouds: tuple[str, ...] = ()
    torn: Literal["across", "down"] | None = None
    chair: str | None = None
    fast: bool = False
    answers: str | None = None
    moment: str | None = None


class Office(Frozen):
    """Everybody and every state, with their words. Refuses what cannot be drawn."""

    badges: dict[Level, Words]
    jobs: dict[Id, Words]
    people: dict[Id, Person]
    tie_kinds: dict[Id, TieKind] = Field(alias="tie-kinds")
    ties: dict[Id, Tie]
    scenes: dict[Id, Scene]
    bets: Bets
    morning: Morning
    placed: dict[Id, Id]
    """By person, the actor of the activity `placement` for whom this person stands on the square."""
    states: dict[Id, State]

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        refuse(self._wrong())
        return self

    def _wrong(self) -> Iterator[str]:
        yield from unknown("scenes", self.scenes, SCENES)
        yield from unknown("scenes", [Shown.scene], self.scenes)
        yield from unknown("bets.pictures", self.bets.pictures.values(), self.states)
        yield from unknown("morning.person", [self.morning.person], self.people)
        for name, person in self.people.items():
            yield from unknown(f"people.{name}.job", [person.job], self.jobs)
        for name, tie in self.ties.items():
            yield from unknown(f"ties.{name}.kind", [tie.kind], self.tie_kinds)
            yield from unknown(f"ties.{name}", [tie.start, tie.end], [*self.people, "dashboard"])
        for name, state in self.states.items():
            where = f"states.{name}"
            looked_at = [change.looks for change in (state.everyone, *state.people.values()) if change.looks]
            yield from unknown(f"{where}.scene", [state.scene] if state.scene else [], self.scenes)
            yield from unknown(where, [*state.arrives, *state.leaves, *state.people], self.people)
            yield from unknown(where, [*state.begins, *state.ends, *state.gone], self.ties)
            yield from unknown(f"{where}.looks", looked_at, [*self.people, "dashboard", "reader"])
            yield from unknown(f"{where}.clouds", state.clouds, [*self.people, *LOGICS])
            if state.start and list(self.states).index(name) <= (
                list(self.states).index(state.start) if state.start in self.states else len(self.states)
            ):
                yield f"{where}.from: {state.start!r} does not stand before it; allowed: a state further up"
                return  # what follows cannot be worked out
            yield from self._wrong_picture(name)

    def _wrong_picture(self, name: str) -> Iterator[str]:
        where, state, shown = f"states.{name}", self.states[name], self.shown(name)
        before = self.shown(state.start) if state.start else Shown(people={})
        there = {*before.people, *state.arrives}
        for person in {*state.people, *state.leaves} - there:
            yield f"{where}: {person} is not there; name {person} under arrives"
        for tie in ({*state.ends, *state.gone} & {*self.ties}) - {*before.ties}:
            yield f"{where}.ends: {tie} is not there"
        for tie in (*shown.ties, *({*shown.gone} & {*self.ties})):
            for end in (self.ties[tie].start, self.ties[tie].end):
                if end not in shown.people and (end != "dashboard" or shown.dashboard == "none"):
                    yield f"{where}: {tie} ties {end}, who is not there; name {tie} under ends"
        if shown.scene not in self.scenes:
            return  # that is said, and its spots are not known
        spots = self.scenes[shown.scene].wide.spots
        for person, pose in shown.people.items():
            if pose.spot not in spots:
                yield f"{where}: {shown.scene} has no spot {pose.spot!r} for {person}; allowed: {', '.join(spots)}"
        yield from unknown(f"{where}.chair", [shown.chair] if shown.chair else [], spots)

    def shown(self, name: str) -> Shown:
        """A state worked out, from the one it starts from on."""
        return self._all_shown[name]

    @cached_property
    def _all_shown(self) -> "_Pictures":
        return _Pictures(self)


class _Pictures(dict[str, Shown]):
    """States worked out on demand, each once."""

    def __init__(self, office: Office):
        super().__init__()
        self.office = office

    def __missing__(self, name: str) -> Shown:
        state = self.office.states[name]
        before = self[state.start] if state.start else Shown(people={})
        scene = state.scene or before.scene
        people = {who: pose for who, pose in before.people.items() if who not in state.leaves}
        if scene != before.scene:  # on another background everybody goes to a spot of their own
            people = {who: replace(pose, spot=who) for who, pose in people.items()}
        people |= {who: Pose(spot=who) for who in state.arrives}
        people = {who: pose.changed(state.everyone) for who, pose in people.items()}
        people |= {who: people[who].changed(change) for who, change in state.people.items() if who in people}
        known, gone = self.office.ties, {*state.leaves}  # a tie does not outlast those who leave
        ends = {*state.ends, *state.gone}
        stay = [tie for tie in before.ties if tie not in ends and not {known[tie].start, known[tie].end} & gone]
        begin = [tie for tie in state.begins if tie in known]
        kept = before.gone if scene == before.scene else ()
        traces = [tie for tie in (*kept, *state.gone) if tie in known and tie not in begin]
        self[name] = Shown(
            scene=scene,
            badge=state.badge or before.badge,
            people=people,
            ties=(*stay, *begin),
            gone=tuple(traces),
            dashboard=state.dashboard or before.dashboard,
            equation=state.equation or before.equation,
            shows=state.shows,
            asked=before.asked if state.asked is None else state.asked,
            told=state.told or next(iter(state.begins), None),
            clouds=state.clouds,
            torn=state.torn or (before.torn if scene == before.scene else None),
            chair=state.chair or before.chair,
            fast=state.fast,
            answers=state.answers,
            moment=state.moment,
        )
        return self[name]
