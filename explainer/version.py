"""Which version this is: its number, the commit, and a hash of every word and claim it tells."""

import hashlib
import subprocess
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from explainer.settings import settings

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Version:
    """`commit` is empty where there is no repository to ask."""

    version: str
    commit: str
    content: str

    @property
    def fields(self) -> dict[str, str]:
        return asdict(self)


@cache
def version() -> Version:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Version(project["version"], _commit(), _content(settings().content))


def _commit() -> str:
    try:
        asked = ["git", "-C", str(ROOT), "rev-parse", "--short=10", "HEAD"]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def _content(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:10]
