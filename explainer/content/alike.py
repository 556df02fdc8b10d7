"""What a translation lacks, beside the language the story was written in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLACE = re.compile(r"\{[^{}]*\}")
_BY_NUMBER = (".one", ".other")
"""The ends of two keys of which a number says which is meant."""


def missing(own: Mapping[str, Any], like: Mapping[str, Any], file: str) -> Iterator[str]:
    """Each key that `like` has words for and `own` has not, and each place for a value that nothing would fill.

    A translation may leave such a place out: the word for one of something need not have its number.
    """
    mine, told = dict(_words(own)), dict(_words(like))
    for key, text in told.items():
        if key not in mine:
            yield f"content/{file}: {key}: words are missing"
            continue
        group = next((key.removesuffix(end) for end in _BY_NUMBER if key.endswith(end)), None)
        texts = [text] if group is None else [told.get(group + end, "") for end in _BY_NUMBER]
        allowed = dict.fromkeys(_PLACE.findall(" ".join(texts)))
        for place in _PLACE.findall(mine[key]):
            if place not in allowed:
                yield f"content/{file}: {key}: nothing fills {place}; allowed: {', '.join(allowed) or 'none'}"


def _words(data: object, key: str = "") -> Iterator[tuple[str, str]]:
    """(where, text): all texts under keys; lists may be of another length."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _words(value, f"{key}.{name}" if key else str(name))
    elif isinstance(data, str):
        yield key, data
