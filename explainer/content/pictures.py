"""What pictures say in words; and four small ones of one office, from which a reader picks one."""

from typing import Self

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
