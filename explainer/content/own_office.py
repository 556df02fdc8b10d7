"""An office that a reader builds: who may be in it and what may tie them, examples to start from, and its words."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from explainer.record import Frozen, Id, Words, check_same_ids, refuse, unknown

MOST_PEOPLE, MOST_TIES, MOST_LETTERS = 300, 1000, 60
"""How many a network may have, and how long a name may be: what stays quick in a browser."""

Since = Literal["before", "after", "gone"]
"""A tie was there before the screen and stayed, came with it, or is gone since."""


def _on_a_line(text: str) -> str:
    """One line of text that every kind of file can hold."""
    if wrong := [one for one in text if unicodedata.category(one) in ("Cc", "Cs") or one in "\ufffe\uffff"]:
        raise ValueError(f"a character that no line of text has: {wrong[0]!r}")
    return text


Line = Annotated[str, StringConstraints(max_length=MOST_LETTERS, strip_whitespace=True), AfterValidator(_on_a_line)]
ShortId = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_-]*$", max_length=40)]
Place = Annotated[float, Field(ge=-100_000, le=100_000, allow_inf_nan=False)]

# ── what a reader builds ──────────────────────────────────────────────────────────────────────────


class OwnPerson(Frozen):
    """Somebody in it, or the screen. `level` and `side` are ids of the content; x and y are pixels."""

    id: ShortId
    name: Annotated[Line, Field(min_length=1)]
    job: Line = ""
    level: ShortId
    side: ShortId | Literal[""] = ""
    x: Place = 0
    y: Place = 0


class OwnTie(Frozen):
    start: ShortId = Field(alias="from")
    kind: ShortId
    end: ShortId = Field(alias="to")
    since: Since = "before"


class OwnOffice(Frozen):
    """A whole network, as its file has it. `office` is the number of the format."""

    office: Literal[1] = 1
    title: Line = ""
    people: tuple[OwnPerson, ...] = Field(default=(), max_length=MOST_PEOPLE)
    ties: tuple[OwnTie, ...] = Field(default=(), max_length=MOST_TIES)
    prompts: tuple[ShortId, ...] = Field(default=(), max_length=40)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        ids = {person.id for person in self.people}
        twice = [name for name, times in Counter(person.id for person in self.people).items() if times > 1]
        if twice:
            raise ValueError(f"people: {twice[0]} stands twice")
        for number, tie in enumerate(self.ties, start=1):
            if tie.start not in ids or tie.end not in ids:
                raise ValueError(f"ties.{number}: somebody who is not among the people")
            if tie.start == tie.end:
                raise ValueError(f"ties.{number}: a tie needs two")
        return self


# ── what the content says of it ───────────────────────────────────────────────────────────────────


class OwnLevel(Frozen):
    shape: Literal["dot", "diamond", "triangle", "box"]
    person: bool = True
    words: Words


class OwnSide(Frozen):
    response: Id
    dashed: bool = False
    words: Words


class OwnTieKind(Frozen):
    """How one of the kinds of the network looks here."""

    theme: Id | None = None


class ExamplePerson(Frozen):
    level: Id
    side: Id | Literal[""] = ""
    at: tuple[int, int]


class ExamplePersonWords(Frozen):
    name: Words
    job: str = ""


class ExampleWords(Frozen):
    name: Words
    says: Words
    people: dict[Id, ExamplePersonWords] = Field(default={})


class Example(Frozen):
    """People and ties of its own, or those of a layer of the network, with the level of each kind of actor there."""

    people: dict[Id, ExamplePerson] = Field(default={})
    ties: tuple[tuple[Id, Id, Id, Since], ...] = ()
    layer: Id | None = None
    levels: dict[Id, Id] = Field(default={})
    words: ExampleWords

    @model_validator(mode="after")
    def _is_worded(self) -> Self:
        check_same_ids("people", self.people, self.words.people)
        if unknown := [end for start, _, to, _ in self.ties for end in (start, to) if end not in self.people]:
            raise ValueError(f"ties: nobody is called {unknown[0]}; allowed: {', '.join(self.people)}")
        return self


class Prompt(Frozen):
    """A question about a network of one's own, after one that a block of the discussion asks."""

    block: Id
    words: Words


class OwnWords(Frozen):
    """One that is chosen by a number."""

    one: Words
    other: Words


class OwnOffices(Frozen):
    """Everything the page and the files need to know about offices that readers build."""

    levels: dict[Id, OwnLevel]
    sides: dict[Id, OwnSide]
    tie_kinds: dict[Id, OwnTieKind] = Field(alias="tie-kinds")
    examples: dict[Id, Example]
    prompts: dict[Id, Prompt]
    since: dict[Since, Words]
    words: dict[str, Words | OwnWords]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        refuse(self._unknown_in_examples())
        return self

    def _unknown_in_examples(self) -> Iterator[str]:
        for name, example in self.examples.items():
            where, people = f"examples.{name}", example.people.values()
            yield from unknown(f"{where}.level", [*(p.level for p in people), *example.levels.values()], self.levels)
            yield from unknown(f"{where}.side", (p.side for p in people if p.side), self.sides)
            yield from unknown(f"{where}.ties", (kind for _, kind, _, _ in example.ties), self.tie_kinds)

    def unknown(self, office: OwnOffice) -> str | None:
        """The first place of an office that names what the content does not know, as in `people.3.level`; or None."""
        for number, person in enumerate(office.people, start=1):
            if person.level not in self.levels:
                return f"people.{number}.level"
            if person.side and person.side not in self.sides:
                return f"people.{number}.side"
        for number, tie in enumerate(office.ties, start=1):
            if tie.kind not in self.tie_kinds:
                return f"ties.{number}.kind"
        return None
