"""The network of actors and ties: its records, and what is where and when. Nothing here draws."""

from collections.abc import Iterator
from enum import StrEnum
from math import cos, pi, sin, sqrt
from typing import Literal, Self

from pydantic import Field, model_validator

from explainer.evidence import Level, Position, shows
from explainer.record import Frozen, Id, Words, check_same_ids, refuse


class Layer(StrEnum):
    """How far a drawing goes beyond the abstract; never blended."""

    ABSTRACT = "abstract"
    PROPOSED = "proposed"
    UNKNOWN = "unknown"


Theme = Literal["competition", "autonomy"]
Response = Literal["embraces", "resists"]
When = Literal["before", "after", "both"]
Shape = Literal["dot", "diamond", "triangle", "hexagon", "ellipse", "box", "text", "blank"]
Place = tuple[float, float]


# ── records ───────────────────────────────────────────────────────────────────────────────────────


class ActorWords(Frozen):
    """`name` as within a sentence; `label`, where it has to break into lines or to be shorter, as in the drawing."""

    name: Words
    label: Words | None = None
    says: Words

    @property
    def title(self) -> str:
        """The name as it stands alone."""
        return self.name[0].upper() + self.name[1:]


class Actor(Frozen):
    """Someone or something ties lead to. `at` and `narrow` are places in units of the size of the drawing; `face` is
    somebody of the office (content/office.py)."""

    kind: Id
    face: Id | None = None
    layers: tuple[Layer, ...] = Field(min_length=1)
    at: Place | None = None
    narrow: Place | None = None
    above: bool = False
    level: Level
    claims: tuple[Id, ...] = Field(min_length=1)
    response: Response | None = None
    words: ActorWords


class Tie(Frozen):
    """What ties one actor to another. `when` is None where nobody says when."""

    start: Id = Field(alias="from")
    end: Id = Field(alias="to")
    kind: Id
    layers: tuple[Layer, ...] = Field(min_length=1)
    when: When | None = None
    theme: Theme | None = None
    level: Level
    claims: tuple[Id, ...] = Field(min_length=1)
    says: Words


class StepWords(Frozen):
    title: Words
    says: Words


class Step(Frozen):
    """One change of the proposed network. At the step that `parts`, people begin to show their response."""

    arrives: tuple[Id, ...] = ()
    begins: tuple[Id, ...] = ()
    ends: tuple[Id, ...] = ()
    parts: bool = False
    level: Level
    claims: tuple[Id, ...] = Field(min_length=1)
    words: StepWords


class ActorKind(Frozen):
    """`person`: a reader can stand in the place of this kind of actor."""

    shape: Shape
    person: bool = True


class TieKind(Frozen):
    directed: bool


class LayerKind(Frozen):
    level: Level
    claims: tuple[Id, ...] = Field(min_length=1)


class ThemeKind(Frozen):
    claims: tuple[Id, ...] = Field(min_length=1)


class Size(Frozen):
    wide: Place
    narrow: Place


class View(Frozen):
    """How much of the network one figure shows; `steps` are the first and the last."""

    layers: tuple[Layer, ...] = Field(min_length=1)
    steps: tuple[Id, Id]


class NameAndWords(Frozen):
    name: Words
    says: Words


class ThemeWords(Frozen):
    name: Words
    reported: Words
    ours: Words


class TieKindWords(Frozen):
    """`from` and `to` say the tie to someone who stands at that end, `was-…` once it is gone; {other} is the other."""

    name: Words
    start: Words | None = Field(None, alias="from")
    end: Words | None = Field(None, alias="to")
    was_start: Words | None = Field(None, alias="was-from")
    was_end: Words | None = Field(None, alias="was-to")


class NetworkWords(Frozen):
    title: Words
    layers: dict[Layer, NameAndWords]
    themes: dict[Theme, ThemeWords]
    responses: dict[Response, NameAndWords]
    actor_kinds: dict[Id, Words] = Field(alias="actor-kinds")
    tie_kinds: dict[Id, TieKindWords] = Field(alias="tie-kinds")
    now: str
    when: dict[Id, Words]
    view: dict[str, Words | dict[str, Words]]


class Network(Frozen):
    """The three layers of the network with their words. Refuses what cannot be drawn."""

    size: Size
    layers: dict[Layer, LayerKind]
    themes: dict[Theme, ThemeKind]
    actor_kinds: dict[Id, ActorKind] = Field(alias="actor-kinds")
    tie_kinds: dict[Id, TieKind] = Field(alias="tie-kinds")
    actors: dict[Id, Actor]
    ties: dict[Id, Tie]
    steps: dict[Id, Step]
    views: dict[str, View]
    words: NetworkWords

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        for part in ("layers", "themes", "actor_kinds", "tie_kinds"):
            check_same_ids(part.replace("_", "-"), getattr(self, part), getattr(self.words, part))
        refuse([*self._wrong_actors(), *self._wrong_ties(), *self._wrong_steps(), *self._wrong_views()])
        return self

    def _wrong_actors(self) -> Iterator[str]:
        for name, actor in self.actors.items():
            if actor.kind not in self.actor_kinds:
                yield f"actors.{name}: no actor-kind {actor.kind!r}; allowed: {', '.join(self.actor_kinds)}"

    def _wrong_ties(self) -> Iterator[str]:
        seen: dict[tuple[object, ...], str] = {}
        for name, tie in self.ties.items():
            where = f"ties.{name}"
            unknown = [end for end in (tie.start, tie.end) if end not in self.actors]
            for end in unknown:
                yield f"{where}: no actor {end!r}; allowed: {', '.join(self.actors)}"
            if tie.kind not in self.tie_kinds:
                yield f"{where}: no tie-kind {tie.kind!r}; allowed: {', '.join(self.tie_kinds)}"
            if unknown or tie.kind not in self.tie_kinds:
                continue
            if tie.start == tie.end:
                yield f"{where}: ties {tie.start} to itself; a tie needs two actors"
            for layer in tie.layers:
                for end in (tie.start, tie.end):
                    if layer not in self.actors[end].layers:
                        yield f"{where}: {end} is not in the layer {layer}"
                ends = (tie.start, tie.end) if self.tie_kinds[tie.kind].directed else frozenset((tie.start, tie.end))
                twin = seen.setdefault((layer, ends, tie.kind, tie.when), name)
                if twin != name:
                    yield f"{where}: the same tie as {twin}"

    def _wrong_steps(self) -> Iterator[str]:
        for part, names in (("arrives", self.actors), ("begins", self.ties), ("ends", self.ties)):
            done = [name for step in self.steps.values() for name in getattr(step, part)]
            for name in done:
                if name not in names:
                    yield f"steps: {part} {name!r}, which is not there; allowed: {', '.join(names)}"
                elif done.count(name) > 1:
                    yield f"steps: {name} {part} more than once"
            if part != "arrives":
                when = "after" if part == "begins" else "before"
                for name, tie in self.ties.items():
                    if (tie.when == when) != (name in done):
                        must = "one step has to say" if tie.when == when else "no step may say"
                        yield f"ties.{name}: when is {tie.when}, so {must} that it {part}"

    def _wrong_views(self) -> Iterator[str]:
        order = list(self.steps)
        for name, view in self.views.items():
            for step in view.steps:
                if step not in order:
                    yield f"views.{name}: no step {step!r}; allowed: {', '.join(order)}"
            if set(view.steps) <= set(order) and order.index(view.steps[0]) > order.index(view.steps[1]):
                yield f"views.{name}: the last step, {view.steps[1]}, comes before the first, {view.steps[0]}"

    # what is where, and when

    def claims(self) -> Iterator[str]:
        """The ids of the claims everything here starts from; some more than once."""
        for part in (self.layers, self.themes, self.actors, self.ties, self.steps):
            for record in part.values():
                yield from record.claims

    def claims_of_view(self, view: str) -> Iterator[str]:
        """The ids of the claims that what one figure shows starts from; some more than once."""
        first, last = self.step_numbers(view)
        for layer in self.views[view].layers:
            yield from self.layers[layer].claims
            for part in (self.layer_actors(layer), self.layer_ties(layer)):
                for record in part.values():
                    yield from record.claims
            if layer is Layer.PROPOSED:
                for step in list(self.steps.values())[first : last + 1]:
                    yield from step.claims

    def step_numbers(self, view: str) -> tuple[int, int]:
        """The numbers of the first and the last step that a figure shows."""
        first, last = (list(self.steps).index(step) for step in self.views[view].steps)
        return first, last

    def layer_actors(self, layer: Layer) -> dict[str, Actor]:
        return {name: actor for name, actor in self.actors.items() if layer in actor.layers}

    def layer_ties(self, layer: Layer) -> dict[str, Tie]:
        return {name: tie for name, tie in self.ties.items() if layer in tie.layers}

    def arrives(self, actor: str) -> int:
        """The number of the step at which an actor appears; 0 where it was there from the start."""
        return next((at for at, step in enumerate(self.steps.values()) if actor in step.arrives), 0)

    def begins(self, tie: str) -> int:
        """The number of the step at which a tie appears; 0 where it was there from the start."""
        return next((at for at, step in enumerate(self.steps.values()) if tie in step.begins), 0)

    def ends(self, tie: str) -> int | None:
        """The number of the step at which a tie ends; None where it stays."""
        return next((at for at, step in enumerate(self.steps.values()) if tie in step.ends), None)

    @property
    def parting(self) -> int:
        """The number of the step at which people part."""
        return next((at for at, step in enumerate(self.steps.values()) if step.parts), len(self.steps))

    def present(self, tie: str, step: int) -> bool:
        ends = self.ends(tie)
        return self.begins(tie) <= step and (ends is None or step < ends)

    def places(self, layer: Layer, narrow: bool = False) -> dict[str, Place]:
        """Where each actor of a layer stands. Without a place in the content: a spiral, most ties in the middle."""
        width, height = self.size.narrow if narrow else self.size.wide
        actors = self.layer_actors(layer)
        given = {name: actor.narrow if narrow else actor.at for name, actor in actors.items()}
        degree = dict.fromkeys(actors, 0)
        for tie in self.layer_ties(layer).values():
            degree[tie.start] += 1
            degree[tie.end] += 1
        homeless = sorted((name for name in actors if given[name] is None), key=lambda name: (-degree[name], name))
        turn = pi * (3 - sqrt(5))
        spiral = {
            name: (
                round(width / 2 + (width / 2 - 20) * sqrt(at / len(homeless)) * cos(at * turn), 1),
                round(height / 2 + (height / 2 - 20) * sqrt(at / len(homeless)) * sin(at * turn), 1),
            )
            for at, name in enumerate(homeless, start=1)
        }
        return {name: place if place is not None else spiral[name] for name, place in given.items()}


def layers_shown(network: Network, position: Position) -> list[Layer]:
    """The layers the honesty switch lets through."""
    return [layer for layer, kind in network.layers.items() if shows(position, kind.level)]
