"""What every record of the content is made of: frozen, with ids and words that are checked as they are read."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

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


def unknown(where: str, names: Iterable[str], allowed: Iterable[str]) -> Iterator[str]:
    """A mistake for each name that is not among those allowed."""
    known = list(allowed)
    for name in names:
        if name not in known:
            yield f"{where}: {name!r} is not there; allowed: {', '.join(known)}"


def refuse(mistakes: Iterable[str]) -> None:
    """Raise ValueError with all mistakes, if there are any."""
    if found := list(mistakes):
        raise ValueError("; ".join(found))
