"""What a lecturer has beside the story: a note for every beat, and plans that lead through some of them."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from explainer.record import Frozen, Id, Words, check_same_ids

Beat = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
"""A beat by its address: the slug of its chapter and its id, as in `cover/bet`."""


class Note(Frozen):
    """What a lecturer has in mind at a beat; markdown with marks. Never on a page that the audience sees."""

    say: Words
    usually: Words
    follow_up: Words


NotesByBeat = Mapping[str, Mapping[str, Note]]
"""By the slug of the chapter and the id of the beat."""


class StepWords(Frozen):
    """`expect`: a misconception that is likely to come up here."""

    does: Words
    ask: Words
    expect: Words | None = None


class CriterionWords(Frozen):
    name: Words
    not_yet: Words
    there: Words


class PlanWords(Frozen):
    title: Words
    objectives: tuple[Words, ...] = Field(min_length=1)
    preparation: tuple[Words, ...] = Field(min_length=1)
    steps: dict[Id, StepWords]
    board: Words
    rubric: tuple[CriterionWords, ...] = Field(min_length=1)
    without: Words
    """What to do when the projector fails."""


class Step(Frozen):
    """Some beats, one after another, and the minutes they take together."""

    minutes: int = Field(gt=0)
    beats: tuple[Beat, ...] = Field(min_length=1)


class Planned(Frozen):
    """A beat of a plan: the minutes from the start at which its step begins and ends."""

    chapter: Id
    id: Id
    begins: int
    ends: int


class Plan(Frozen):
    """A way through some of the beats in a given time."""

    id: Id
    minutes: int
    steps: dict[Id, Step]
    words: PlanWords

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        check_same_ids("steps", self.steps, self.words.steps)
        together = sum(step.minutes for step in self.steps.values())
        if together != self.minutes:
            raise ValueError(f"steps take {together} minutes together; allowed: the {self.minutes} of the plan")
        beats = [beat for step in self.steps.values() for beat in step.beats]
        if twice := sorted({beat for beat in beats if beats.count(beat) > 1}):
            raise ValueError(f"{', '.join(twice)}: stands twice; a plan goes to a beat once")
        return self

    @property
    def beats(self) -> tuple[Planned, ...]:
        """Every beat in the order in which it is shown."""
        ends = [*accumulate(step.minutes for step in self.steps.values())]
        return tuple(
            Planned(chapter=beat.split("/")[0], id=beat.split("/")[1], begins=end - step.minutes, ends=end)
            for step, end in zip(self.steps.values(), ends, strict=True)
            for beat in step.beats
        )
