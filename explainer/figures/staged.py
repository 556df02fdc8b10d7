"""Pictures as the browser takes them: each once, by its number, and what a hand can move in them."""

from dataclasses import asdict
from typing import Any

from explainer.figures.hands import Hand, Place, Pull
from explainer.figures.picture import Picture


class Staged:
    """Collects the pictures of some beats; the same picture has the same number."""

    def __init__(self) -> None:
        self._numbers: dict[Picture, int] = {}

    def number(self, picture: Picture) -> int:
        return self._numbers.setdefault(picture, len(self._numbers))

    def hand(self, taken: Hand | None) -> dict[str, Any] | None:
        """What a hand can move; the two ends of a band are pictures, too."""
        match taken:
            case Pull(slack=slack, tight=tight):
                ends = {"slack": self.number(slack), "tight": self.number(tight)}
                return {**asdict(taken), **ends, "kind": "pull"}
            case Place(words=words):
                return {**asdict(taken), "words": dict(words), "kind": "place"}
        return None

    def pictures(self) -> list[dict[str, str]]:
        """The drawings by their numbers, and what there is to see in each."""
        return [{"wide": one.wide, "narrow": one.narrow, "finding": one.finding} for one in self._numbers]
