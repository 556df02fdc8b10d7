"""Pictures of the made-up office beside its states: the four of the bet, and a morning as two lines."""

from typing import Literal, Self

from pydantic import model_validator

from explainer.record import Frozen, Id, Words, check_same_ids


class PictureWords(Frozen):
    """`alt` describes a picture for those who do not see it, `finding` says what there is to see."""

    alt: Words
    finding: Words


class BetsWords(PictureWords):
    """Each option begins with its caption, so that picture and option are known as one."""

    captions: dict[Id, Words]


class Bets(Frozen):
    """Four small pictures of one office, one for each option of a choice: by option, a state."""

    activity: Id
    pictures: dict[Id, Id]
    words: BetsWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("captions", self.pictures, self.words.captions)
        return self


class MorningWords(Frozen):
    """`script` and `play` stand on the two lines; `states` are the pictures: the script alone, and with the play."""

    script: Words
    play: Words
    stops: dict[Id, Words]
    states: dict[Literal["script", "played"], PictureWords]


class Morning(Frozen):
    """A morning as two lines: what a script has somebody do, and what they do.

    `apart` says for each way to play a script how far the play is from it at each stop: 0 is as written, 1 is as far as
    the drawing goes. Script and play are a reader's answers to a row of an activity.
    """

    activity: Id
    row: Id
    person: Id
    stops: tuple[Id, ...]
    apart: dict[Id, tuple[float, ...]]
    words: MorningWords

    @model_validator(mode="after")
    def _words_fit(self) -> Self:
        check_same_ids("stops", self.stops, self.words.stops)
        for play, far in self.apart.items():
            if len(far) != len(self.stops):
                raise ValueError(f"apart.{play}: {len(far)} numbers for {len(self.stops)} stops")
        return self
