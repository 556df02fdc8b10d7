"""What gets installed: exactly what pyproject.toml asks for, and nothing that has changed on its way here."""

import re
import tomllib

import pytest
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN, DEV = PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["dev"]


@pytest.mark.parametrize(("file", "asked"), [("requirements.txt", RUN), ("requirements-dev.txt", [*RUN, *DEV])])
def test_requirements_are_those_of_the_project_pinned_and_with_hashes(file: str, asked: list[str]) -> None:
    entries = re.split(r"^(?=[\w-]+==)", (ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    pinned = {entry.split()[0] for entry in entries}
    assert [one for one in asked if one.replace(".yaml", "-yaml").partition(";")[0] not in pinned] == [], (
        "run `make lock`"
    )
