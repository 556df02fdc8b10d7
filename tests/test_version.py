"""Which version this is can be told from outside, and changes with every word."""

import json
import re
import tomllib

import yaml
from conftest import ROOT, Copy
from starlette.applications import Starlette
from starlette.testclient import TestClient

from explainer.content.records import Story
from explainer.door.warm_up import which
from explainer.text import colophon_html
from explainer.version import _content, version


def test_number_is_one_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert version().version == project["version"] == citation["version"]


def test_address_and_footer_tell_it(story: Story) -> None:
    told = TestClient(Starlette(routes=[which()])).get("/version").json()
    assert told == json.loads(json.dumps(version().fields)) and told["content"]
    assert re.fullmatch(r"[0-9a-f]{10}|", told["commit"])
    assert told["version"] in colophon_html(story) and told["content"] in colophon_html(story)


def test_content_is_told_apart_by_every_word(copy: Copy) -> None:
    before = _content(copy.root)
    copy.write("en/glossary.yaml", copy.text("en/glossary.yaml").replace("a", "b", 1))
    assert _content(copy.root) != before
