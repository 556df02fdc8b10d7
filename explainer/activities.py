"""What a reader can do: typed activities, each with its words, checked against each other."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_-]*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Frozen(BaseModel):
    """A record that cannot change once it is loaded, and that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def check_same_ids(what: str, structure: object, words: object) -> None:
    """Raise ValueError unless both sides name the same ids, saying which is missing where."""
    left, right = set(structure), set(words)  # type: ignore[call-overload]
    if missing := sorted(left - right):
        raise ValueError(f"{what}: no words for {', '.join(missing)}; words exist for {', '.join(sorted(right))}")
    if unknown := sorted(right - left):
        raise ValueError(f"{what}: words for unknown id {', '.join(unknown)}; allowed: {', '.join(sorted(left))}")


# ── one of several ────────────────────────────────────────────────────────────────────────────────


class ChoiceWords(Frozen):
    ask: Words
    options: dict[Id, Words]
    replies: dict[Id, Words] = {}
    kept: Words | None = None


class Choice(Frozen):
    """The reader picks one of several; each may have a reply of its own."""

    kind: Literal["choice"]
    options: tuple[Id, ...]
    words: ChoiceWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("options", self.options, self.words.options)
        if self.words.replies:
            check_same_ids("replies", self.options, self.words.replies)
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
    name: Words
    means: Words


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


# ── two columns, row by row ───────────────────────────────────────────────────────────────────────


class ComparisonRow(Frozen):
    """The claims that carry the cell of each column."""

    managerial: tuple[Id, ...] = Field(min_length=1)
    professional: tuple[Id, ...] = Field(min_length=1)


class ComparisonRowWords(Frozen):
    name: Words
    managerial: Words
    professional: Words


class ComparisonWords(Frozen):
    columns: Lead
    rows: dict[Id, ComparisonRowWords]


class Comparison(Frozen):
    """Two ideal types side by side."""

    kind: Literal["comparison"]
    rows: dict[Id, ComparisonRow]
    words: ComparisonWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("rows", self.rows, self.words.rows)
        return self


Activity = Annotated[Choice | Moments | Comparison, Field(discriminator="kind")]
