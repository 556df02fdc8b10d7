"""Whoever corrects words breaks no test: no test knows a sentence or a label.

Those of tests/browser take too long here; they pass with EXPLAINER_CONTENT set to such a copy, too."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from conftest import ROOT, Copy

from explainer.content.records import Story

KNOW_NO_SENTENCE = ["ui", "figures", *(f"test_{name}.py" for name in ("answers", "blocks", "prose", "study"))]
NO_WORDS = re.compile(
    r"\{[^}]*\}|\[[A-Z][\w-]*(?:, ?[A-Z][\w-]*)*\](?!\()|\]\([^)]*\)|https?://\S+|^## \S+$", re.MULTILINE
)
"""What stands in a text for something else: places for values, marks, where links lead, ids of blocks."""
STAYS = r"S\d\w*"
"""What retells a sentence of the abstract; tests/test_study.py watches that it does."""
OTHER_VOWELS = str.maketrans("aeouAEOU", "eauoEAUO")


def respelled(text: str) -> str:
    """Each word spelled otherwise, as long as before: “whet steys e wurd” for “what stays a word”."""
    words, others = NO_WORDS.split(text), [*NO_WORDS.findall(text), ""]
    return "".join(word.translate(OTHER_VOWELS) + other for word, other in zip(words, others, strict=True))


def respell(data: dict[str, Any]) -> None:
    """All that a file says, but what STAYS and the claims it names."""
    for key, value in data.items():
        if not re.fullmatch(STAYS, str(key)) and not (key == "claims" and isinstance(value, list)):
            data[key] = all_respelled(value)


def all_respelled(value: Any) -> Any:
    if isinstance(value, dict):
        respell(value)
        return value
    if isinstance(value, list):
        return [all_respelled(one) for one in value]
    return respelled(value) if isinstance(value, str) else value


@pytest.mark.slow
def test_tests_pass_with_other_words(story: Story, copy: Copy) -> None:
    title = story.words("title")
    for path in (copy.root / "en").rglob("*.md"):
        file = str(path.relative_to(copy.root))
        copy.write(file, respelled(copy.text(file)))
    for path in (copy.root / "en").rglob("*.yaml"):
        copy.edit(str(path.relative_to(copy.root)), respell)
    copy.edit("en/interface.yaml", lambda words: words.update(title=title))  # CITATION.cff says it, too
    assert copy.load().chapter("logics").title != story.chapter("logics").title
    tests = [str(ROOT / "tests" / name) for name in KNOW_NO_SENTENCE]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    env = {**os.environ, "EXPLAINER_CONTENT": str(copy.root)}
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-4000:]
