"""Files that are made beforehand and kept, each with a digest of what it was made from: a test says which are older."""

import hashlib
import json
from pathlib import Path

from exports.browser import STATIC

FOLDER = STATIC / "handout"
"""Where they are kept and served from."""

_DIGESTS = Path(__file__).parent / "made.json"


def digest(*parts: str) -> str:
    """A short name for what a file is made from: other words or pictures, another name."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def kept() -> dict[str, str]:
    """By the name of the file, the digest of what it was made from."""
    return dict(json.loads(_DIGESTS.read_text(encoding="utf-8"))) if _DIGESTS.exists() else {}


def keep(name: str, made_from: str) -> None:
    """Remember what the file of this name was made from."""
    _DIGESTS.write_text(json.dumps(kept() | {name: made_from}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
