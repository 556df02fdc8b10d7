"""An office of one's own without a browser: its format, its examples, and the files that pyvis and networkx make."""

import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import Any

import networkx as nx
import pytest
from conftest import CONTENT, ROOT, Copy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from explainer.checked import story as the_story
from explainer.content.own_office import MOST_LETTERS, MOST_PEOPLE, MOST_TIES, OwnOffice
from explainer.content.records import Story
from explainer.door.own_office import LONGEST
from explainer.figures.network.own import bends, needed, own_graphml, own_html

OWN = the_story().own_offices
SCRIPTS = ROOT / "explainer" / "static" / "own_office"

# ── what a reader may build ───────────────────────────────────────────────────────────────────────

line = st.text(
    st.one_of(
        st.sampled_from("<>&\"'`{}|\\/=%$-"),
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    ),
    max_size=20,
).map(str.strip)
place = st.integers(-3000, 3000)


@st.composite
def offices(draw: st.DrawFn) -> OwnOffice:
    names = draw(st.lists(line.filter(bool), max_size=6, unique=True))
    people = [
        {
            "id": f"p{number}",
            "name": name,
            "job": draw(line),
            "level": draw(st.sampled_from([*OWN.levels])),
            "side": draw(st.sampled_from(["", *OWN.sides])),
            "x": draw(place),
            "y": draw(place),
        }
        for number, name in enumerate(names)
    ]
    ends = st.sampled_from([one["id"] for one in people] or [""])
    tie = st.fixed_dictionaries(
        {"from": ends, "kind": st.sampled_from([*OWN.tie_kinds]), "to": ends, "since": st.sampled_from([*OWN.since])}
    )
    ties = draw(st.lists(tie.filter(lambda tie: tie["from"] != tie["to"]), max_size=8 if len(people) > 1 else 0))
    return OwnOffice.model_validate({"title": draw(line), "people": people, "ties": ties})


@given(offices())
def test_an_office_comes_back_from_its_file_as_it_was(office: OwnOffice) -> None:
    assert OwnOffice.model_validate_json(office.model_dump_json(by_alias=True)) == office


@pytest.mark.parametrize(
    ("office", "place"),
    [
        ({"people": [{"id": "a", "name": "", "level": "neither"}]}, "people.0.name"),
        ({"people": [{"id": "a", "name": "a\nb", "level": "neither"}]}, "people.0.name"),
        ({"people": [{"id": "a", "name": "a\x00b", "level": "neither"}]}, "people.0.name"),
        ({"people": [{"id": "a", "name": "x" * (MOST_LETTERS + 1), "level": "neither"}]}, "people.0.name"),
        ({"people": [{"id": "../a", "name": "a", "level": "neither"}]}, "people.0.id"),
        ({"people": [{"id": "a", "name": "a", "level": "neither", "x": 1e9}]}, "people.0.x"),
        ({"people": [{"id": "a", "name": "a", "level": "neither", "mood": "good"}]}, "people.0.mood"),
        ({"people": [{"id": "a", "name": n, "level": "neither"} for n in "ab"]}, "a stands twice"),
        ({"ties": [{"from": "a", "kind": "steers", "to": "b"}]}, "ties.1"),
        (
            {
                "people": [{"id": "a", "name": "a", "level": "neither"}],
                "ties": [{"from": "a", "kind": "steers", "to": "a"}],
            },
            "ties.1",
        ),
        ({"people": [{"id": f"p{n}", "name": str(n), "level": "neither"} for n in range(MOST_PEOPLE + 1)]}, "people"),
        ({"office": 2}, "office"),
    ],
)
def test_what_cannot_be_an_office_is_refused_with_its_place(office: dict[str, Any], place: str) -> None:
    with pytest.raises(ValidationError) as refused:
        OwnOffice.model_validate(office)
    assert place in str(refused.value)


def test_what_the_content_does_not_know_is_named() -> None:
    people = [{"id": name, "name": name, "level": "frontline"} for name in "ab"]
    tie = {"from": "a", "kind": "steers", "to": "b"}
    assert OWN.unknown(OwnOffice.model_validate({"people": people, "ties": [tie]})) is None
    for place, wrong in (
        ("people.2.level", {"people": [people[0], {**people[1], "level": "boss"}]}),
        ("people.1.side", {"people": [{**people[0], "side": "left"}, people[1]]}),
        ("ties.1.kind", {"people": people, "ties": [{**tie, "kind": "likes"}]}),
    ):
        assert OWN.unknown(OwnOffice.model_validate(wrong)) == place


def largest() -> OwnOffice:
    """As many people and ties as there may be, with the longest names, in letters that take most bytes."""
    people = [
        {
            "id": f"p{n}",
            "name": f"{n:03}" + "\U0001f600" * (MOST_LETTERS - 3),
            "job": "\U0001f600" * MOST_LETTERS,
            "level": "screen-level",
            "side": "embraced",
            "x": -1000,
            "y": -1000,
        }
        for n in range(MOST_PEOPLE)
    ]
    ties = [
        {
            "from": f"p{n % MOST_PEOPLE}",
            "kind": "works-with",
            "to": f"p{(n + 1 + n // MOST_PEOPLE) % MOST_PEOPLE}",
            "since": "before",
        }
        for n in range(MOST_TIES)
    ]
    return OwnOffice.model_validate({"people": people, "ties": ties})


def test_the_largest_office_is_small_enough_to_be_sent(story: Story) -> None:
    office = largest()
    sent = {"title": "", **office.model_dump(mode="json", by_alias=True, include={"people", "ties"})}
    assert len(json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode()) < LONGEST
    assert len(own_graphml(story, office)) > 0


# ── examples and looks ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [*OWN.examples])
def test_an_example_is_an_office_with_its_people_apart(story: Story, name: str) -> None:
    example = needed(story)["examples"][name]
    office = OwnOffice.model_validate({"people": example["people"], "ties": example["ties"]})
    assert story.own_offices.unknown(office) is None
    for at, one in enumerate(office.people):
        assert all((one.x - other.x) ** 2 + (one.y - other.y) ** 2 > 60**2 for other in office.people[:at])
    if office.people:
        assert {tie.since for tie in office.ties} == {"before", "after", "gone"}  # each shows what can be marked
        assert {"embraced", "resisted"} <= {one.side for one in office.people}


def test_our_office_is_the_one_of_the_chapter(story: Story) -> None:
    people = needed(story)["examples"]["ours"]["people"]
    assert [one["name"] for one in people] == [a.words.title for a in story.network.layer_actors("proposed").values()]  # type: ignore[arg-type]


def test_page_and_file_have_the_same_look(story: Story) -> None:
    office = OwnOffice.model_validate(
        {
            "people": [
                {"id": "a", "name": "Ann", "level": "frontline", "side": "resisted"},
                {"id": "b", "name": "Ben", "level": "screen"},
            ],
            "ties": [{"from": "a", "kind": "competes", "to": "b", "since": "after"}],
        }
    )
    html = own_html(story, office)
    nodes, edges = (json.loads(found) for found in re.findall(r"new vis\.DataSet\((\[.*?\])\);", html))
    look = needed(story)["looks"]["light"]
    assert look["people"]["frontline/resisted"].items() <= nodes[0].items()
    assert look["ties"]["competes/after"].items() <= edges[0].items()
    options = re.search(r"var options = (\{.*?\});", html, re.DOTALL)
    assert options and json.loads(options[1]) == look["options"]
    assert look["options"]["physics"]["enabled"] is False  # what somebody laid out stays


def test_no_difference_rests_on_colour_alone(story: Story) -> None:
    for look in needed(story)["looks"].values():
        shapes = [look["people"][f"{level}/"]["shape"] for level in OWN.levels]
        assert len({*shapes}) == len(shapes)
        themed = [name for name, kind in OWN.tie_kinds.items() if kind.theme]
        assert (
            len({json.dumps(look["ties"][f"{name}/before"]["dashes"]) for name in [*themed, "works-with"]})
            == len(themed) + 1
        )
        widths = {look["ties"][f"works-with/{since}"]["width"] for since in OWN.since}
        assert len(widths) == len(OWN.since)


def test_ties_between_the_same_two_are_bent_apart() -> None:
    ties = [("a", "b"), ("b", "a"), ("a", "c"), ("a", "b")]
    office = OwnOffice.model_validate(
        {
            "people": [{"id": name, "name": name, "level": "neither"} for name in "abc"],
            "ties": [{"from": start, "kind": "steers", "to": end} for start, end in ties],
        }
    )
    bent = [*bends(office.ties)]
    assert bent[2] == 0
    seen_from_a = [bent[0], -bent[1], bent[3]]
    assert len({round(one, 3) for one in seen_from_a}) == 3


# ── files ─────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=40, deadline=None)
@given(offices())
def test_graphml_holds_all_of_it(office: OwnOffice) -> None:
    graph = nx.read_graphml(io.BytesIO(own_graphml(the_story(), office)), force_multigraph=True)
    for one in office.people:
        there = graph.nodes[one.id]
        assert (there["name"], there["job"], there["level"], there["side"]) == (one.name, one.job, one.level, one.side)
        assert (there["x"], there["y"]) == (one.x, one.y)
    assert sorted((a, tie["kind"], b, tie["since"]) for a, b, tie in graph.edges(data=True)) == sorted(
        (tie.start, tie.kind, tie.end, tie.since) for tie in office.ties
    )


MARKUP = OwnOffice.model_validate(
    {
        "title": "<h2>a & b",
        "people": [
            {"id": "a", "name": "<img src=x onerror=alert(1)>", "level": "neither"},
            {
                "id": "b",
                "name": "</script><script>alert('1')</script>",
                "job": "&lt;b&gt; {{ 7 * 7 }}",
                "level": "screen",
            },
        ],
        "ties": [{"from": "a", "kind": "steers", "to": "b"}],
    }
)


@settings(max_examples=15, deadline=None)
@given(offices())
@example(MARKUP)
def test_names_are_text_in_the_offline_page(office: OwnOffice) -> None:
    html = own_html(the_story(), office)
    tree = LexborHTMLParser(html)
    tables = tree.css("table")
    cells = [[cell.text() for cell in row.css("td")] for row in tables[0].css("tr")[1:]]
    assert [row[:2] for row in cells] == [[one.name, one.job] for one in office.people]
    [title] = [heading.text() for heading in tree.css("h1, h2")]
    assert title == (office.title or OWN.words["untitled"])
    assert tree.css("[src], [href], img, iframe, link") == []
    assert len(tree.css("script")) == 3  # utils, vis-network and the network itself: no name became one
    assert not re.search(r"url\(\s*['\"]?https?:|@import", html)


@given(offices())
@settings(max_examples=20, deadline=None)
def test_graphml_is_sound_xml(office: OwnOffice) -> None:
    ET.fromstring(own_graphml(the_story(), office))


# ── the content ───────────────────────────────────────────────────────────────────────────────────


def test_words_that_scripts_ask_for_are_there_and_all_are_used() -> None:
    whole = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))
    scripts = re.sub(r"^\s*//.*$", "", whole, flags=re.MULTILINE)
    asked = re.findall(r"""\bsays\("(\w+)"|\bwrong\(row, "(\w+)"|new Wrong\([^"\n]*"(\w+)"(?=[,)])""", scripts)
    assert {key for found in asked for key in found if key} - OWN.words.keys() - {"name", "id", "office", ""} == set()
    code = scripts + "".join(
        (ROOT / "explainer" / name).read_text(encoding="utf-8")
        for name in ("figures/network/own.py", "door/own_office.py", "ui/own_office.py")
    )
    put_together = (*re.findall(r"""[`"](\w+_)[${]+""", code), "most_")
    told = {key for key in OWN.words if f'"{key}"' in code or f"words.{key}" in code or f"['{key}']" in code}
    assert {key for key in OWN.words if key not in told and not key.startswith(put_together)} == set()


def test_each_question_of_the_discussion_has_one_for_a_network_of_ones_own(story: Story) -> None:
    asks = [block.id for block in story.chapter("discussion").blocks if block.kind in ("activity", "argue", "blank")]
    assert set(asks) <= {prompt.block for prompt in story.own_offices.prompts.values()}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data["tie-kinds"].update(likes={}), "tie-kinds.likes: no such tie"),
        (lambda data: data["tie-kinds"].update(steers={"theme": "love"}), "tie-kinds.steers.theme: no theme 'love'"),
        (lambda data: data["prompts"]["watch"].update(block="nowhere"), "prompts.watch.block: no block 'nowhere'"),
        (lambda data: data["examples"]["ours"].update(layer="moon"), "examples.ours.layer: no layer 'moon'"),
        (
            lambda data: data["examples"]["ward"]["people"]["porter"].update(level="boss"),
            "examples.ward.level: 'boss' is not there; allowed: ",
        ),
        (
            lambda data: data["examples"]["ward"]["ties"].append(["porter", "steers", "who", "gone"]),
            "nobody is called who",
        ),
        (lambda data: data["levels"].update(more={"shape": "dot"}), "levels.more: words are missing"),
    ],
)
def test_a_mistake_in_the_content_is_named(copy: Copy, change: Any, says: str) -> None:
    copy.edit("own_office.yaml", change)
    [problem] = copy.problems()
    assert problem.startswith("content/") and "own_office.yaml" in problem and says in problem


def test_scripts_are_short_and_say_nothing_themselves() -> None:
    for path in SCRIPTS.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, path.name
        code = re.sub(r"^\s*//.*$| // .*$", "", text, flags=re.MULTILINE)
        assert re.findall(r'"[A-Z]?[a-z]+ [a-z]+ [a-z]+ [a-z]+[^"]*"', code) == [], path.name
        assert re.findall(r"#[0-9a-fA-F]{6}\b", code) == [], path.name


def test_pyvis_networkx_and_ipython_come_only_when_somebody_asks() -> None:
    code = (
        "import sys; import explainer.door.own_office as door; from explainer.checked import story;"
        "door.made_for_own_offices(story()); door.files_of_own_offices(story());"
        "print(sorted({'pyvis', 'networkx', 'IPython'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_ids_of_the_format_are_written_down(story: Story) -> None:
    """They stand in files and browsers of readers: whoever renames one breaks these."""
    assert set(OWN.levels) == {"frontline", "screen-level", "neither", "screen"}
    assert set(OWN.sides) == {"embraced", "resisted"}
    assert (CONTENT / "own_office.yaml").is_file()
