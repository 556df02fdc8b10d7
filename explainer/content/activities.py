"""What a reader can do: typed activities, each with its words, checked against each other."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from explainer.record import Frozen, Id, Words, check_same_ids

# ── one of several ────────────────────────────────────────────────────────────────────────────────


class ChoiceWords(Frozen):
    ask: Words
    options: dict[Id, Words]
    replies: dict[Id, Words] = Field(default_factory=dict)
    remembered: Words | None = None


class Choice(Frozen):
    """The reader picks one of several; each may have a reply of its own.

    `defensible` is the one that can be defended, where the question is of that kind.
    """

    kind: Literal["choice"]
    options: tuple[Id, ...]
    defensible: Id | None = None
    words: ChoiceWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("options", self.options, self.words.options)
        if self.words.replies or self.defensible:
            check_same_ids("replies", self.options, self.words.replies)
        if self.defensible and self.defensible not in self.options:
            raise ValueError(f"no option {self.defensible}; allowed: {', '.join(self.options)}")
        return self


# ── moments told in two logics ────────────────────────────────────────────────────────────────────

Lean = Literal["managerial", "either", "professional"]
LEANS: tuple[Lean, ...] = ("managerial", "either", "professional")


class Scale(Frozen):
    """Whole numbers from `lowest` to `highest`; from `high` on, an answer counts as high."""

    lowest: int
    highest: int
    high: int

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(range(self.lowest, self.highest + 1))


class MomentWords(Frozen):
    title: Words
    scene: Words
    managerial: Words
    professional: Words
    replies: dict[Id, Words]


class ReplyWords(Frozen):
    """`within`: the name as it stands within a line."""

    name: Words
    within: Words


class Lead(Frozen):
    managerial: Words
    professional: Words


ANSWER_KINDS = tuple(f"{did}-{pull}" for did in ("went-along", "resisted", "between") for pull in ("high", "low"))
PROFILE_KINDS = ("none", "calm", "torn", "mixed", "paired", "unpaired", "ours")


class MomentsWords(Frozen):
    of: Words
    ask_reply: Words
    ask_reason: Words
    ask_tension: Words
    tension_ends: Words
    lead: Lead
    replies: dict[Id, ReplyWords]
    reasons: dict[Id, Words]
    leans: dict[Lean, Words]
    moments: dict[Id, MomentWords]
    answer: dict[Id, Words]
    profile: dict[Id, Words]


class Moments(Frozen):
    """Made-up moments, each told in the terms of both logics; a reply, a reason, a felt tension."""

    kind: Literal["moments"]
    moments: tuple[Id, ...]
    replies: tuple[Id, ...]
    goes_along: Id
    resists: Id
    reasons: dict[Id, Lean]
    tension: Scale
    words: MomentsWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("moments", self.moments, self.words.moments)
        check_same_ids("replies", self.replies, self.words.replies)
        check_same_ids("reasons", self.reasons, self.words.reasons)
        check_same_ids("leans", LEANS, self.words.leans)
        check_same_ids("answer", ANSWER_KINDS, self.words.answer)
        check_same_ids("profile", PROFILE_KINDS, self.words.profile)
        for name, moment in self.words.moments.items():
            check_same_ids(f"moments.{name}.replies", self.replies, moment.replies)
        for name in (self.goes_along, self.resists):
            if name not in self.replies:
                raise ValueError(f"{name} is not a reply; allowed: {', '.join(self.replies)}")
        return self


# ── columns side by side, row by row ──────────────────────────────────────────────────────────────


class ComparisonRowWords(Frozen):
    name: Words
    cells: dict[Id, Words]


class ComparisonWords(Frozen):
    columns: dict[Id, Words]
    rows: dict[Id, ComparisonRowWords]
    finding: Words


class Comparison(Frozen):
    """Columns side by side; `rows` holds, by row and column, the claims that carry a cell."""

    kind: Literal["comparison"]
    columns: tuple[Id, ...]
    rows: dict[Id, dict[Id, tuple[Id, ...]]]
    words: ComparisonWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("columns", self.columns, self.words.columns)
        check_same_ids("rows", self.rows, self.words.rows)
        for name, row in self.rows.items():
            check_same_ids(f"rows.{name}", self.columns, row)
            check_same_ids(f"rows.{name}", self.columns, self.words.rows[name].cells)
        return self


# ── actors on two axes ────────────────────────────────────────────────────────────────────────────


class AxisWords(Frozen):
    name: Words
    low: Words
    high: Words


class PlacementWords(Frozen):
    ask: Words
    how: Words
    actors: dict[Id, Words]
    x: AxisWords
    y: AxisWords
    placed: Words
    not_placed: Words
    middle: Words
    replies: dict[Id, Words]


class Placement(Frozen):
    """The reader places actors on a square of two axes, each from 0 to `steps`, both ends included.

    `frontline` and `screen_level` are the actors the abstract names as examples of each.
    """

    kind: Literal["placement"]
    actors: tuple[Id, ...]
    frontline: tuple[Id, ...]
    screen_level: tuple[Id, ...]
    steps: int
    words: PlacementWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("actors", self.actors, self.words.actors)
        check_same_ids("replies", ("alike", "different"), self.words.replies)
        if unknown := sorted({*self.frontline, *self.screen_level} - set(self.actors)):
            raise ValueError(f"no actor {', '.join(unknown)}; allowed: {', '.join(self.actors)}")
        return self

    @property
    def places(self) -> tuple[str, ...]:
        """Every place on the square, as `x-y`."""
        return tuple(f"{x}-{y}" for x in range(self.steps + 1) for y in range(self.steps + 1))


# ── intended beside enacted ───────────────────────────────────────────────────────────────────────


class BoardRowWords(Frozen):
    name: Words
    example: Words
    scripts: dict[Id, Words]


class BoardWords(Frozen):
    ask_script: Words
    ask_enacted: Words
    ask_own: Words
    enactments: dict[Id, Words]
    rows: dict[Id, BoardRowWords]


class Board(Frozen):
    """For each row: a line a script might hold, and how someone might enact it, from embracing to resisting."""

    kind: Literal["board"]
    rows: dict[Id, tuple[Id, ...]]
    enactments: tuple[Id, ...]
    longest: int
    words: BoardWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("rows", self.rows, self.words.rows)
        check_same_ids("enactments", self.enactments, self.words.enactments)
        for name, scripts in self.rows.items():
            check_same_ids(f"rows.{name}.scripts", scripts, self.words.rows[name].scripts)
        return self


# ── a line ────────────────────────────────────────────────────────────────────────────────────────


class CurveWords(Frozen):
    ask: Words
    how: Words
    point: Words
    value: Words
    across: Words
    up: Words
    ready: Words
    again: Words
    redraw: Words


class Curve(Frozen):
    """A line the reader draws through points `at` these places, each from 0 to `highest` in steps of `step`."""

    kind: Literal["curve"]
    at: tuple[int, ...]
    highest: int
    step: int
    words: CurveWords

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(range(0, self.highest + 1, self.step))


# ── the reader's own words ────────────────────────────────────────────────────────────────────────


class NotesWords(Frozen):
    fields: dict[Id, Words]


class Notes(Frozen):
    """Lines the reader writes, each of at most `longest` characters."""

    kind: Literal["notes"]
    fields: tuple[Id, ...]
    longest: int
    words: NotesWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("fields", self.fields, self.words.fields)
        return self


Activity = Annotated[Choice | Moments | Comparison | Placement | Board | Curve | Notes, Field(discriminator="kind")]


def texts(value: object) -> Iterator[str]:
    """Every string among words: of an activity, of a plan."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, BaseModel):
        for _, item in value:
            yield from texts(item)
