"""Whoever corrects a sentence breaks no test: no test knows one."""

import os
import re
import subprocess
import sys
from typing import Any

from conftest import ROOT, Copy

from explainer.content.records import Story

KNOW_NO_SENTENCE = ["ui", "figures", *(f"test_{name}.py" for name in ("answers", "blocks", "prose", "study"))]


def test_tests_pass_with_other_words(story: Story, copy: Copy) -> None:
    for chapter in story.chapters:  # one sentence in each
        file = f"en/chapters/{chapter.slug}.md"
        text = re.sub(r"^(\w[^\n]*?)([.?!]) ", r"\1, corrected\2 ", copy.text(file), count=1, flags=re.MULTILINE)
        copy.write(file, text)
        assert copy.text(file).count(", corrected") == 1, file

    def of_activities(words: Any) -> None:
        moments = words["moments"]
        moments["moments"]["list"]["title"] = "A list put right"
        moments["answer"]["resisted-high"] = "This answer was put right."
        words["frontline"]["replies"]["frontline"] = "This reply was put right."

    def of_buttons(words: Any) -> None:
        words["reader"]["forget"] = words["take"]["link"] = words["finding"]["skip"] = "Corrected"

    copy.edit("en/activities.yaml", of_activities)
    copy.edit("en/interface.yaml", of_buttons)
    tests = [str(ROOT / "tests" / name) for name in KNOW_NO_SENTENCE]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    env = {**os.environ, "EXPLAINER_CONTENT": str(copy.root)}
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-4000:]
