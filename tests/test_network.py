"""The network: what may be drawn, in which order, from where; and the files one can take away."""

import csv
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from math import cos, pi, radians, sin

import pytest
from conftest import ROOT, Copy

from explainer.content.network import Layer, layers_shown
from explainer.content.records import Story
from explainer.evidence import Level, Position
from explainer.figures.network.offline import offline_html, to_vis
from explainer.figures.network.picture import to_svg
from explainer.figures.network.words import table, to_csv
from explainer.figures.registry import NETWORKS, unknown_views


def break_it(copy: Copy, change: object) -> str:
    copy.edit("network.yaml", change)  # type: ignore[arg-type]
    return "\n".join(copy.problems())


# ── what is refused ───────────────────────────────────────────────────────────────────────────────


def test_an_unknown_actor_is_refused_with_file_and_key(copy: Copy) -> None:
    problem = break_it(copy, lambda data: data["ties"]["a-serves"].update({"to": "mayor"}))
    assert "content/network.yaml: network: ties.a-serves: no actor 'mayor'; allowed: " in problem


def test_a_tie_that_stands_twice_is_refused(copy: Copy) -> None:
    """In either direction, where the kind of tie has none."""

    def twice(data: dict) -> None:
        data["ties"]["b-serves"].update({"from": "coach-a"})
        data["ties"]["officers-together"].update({"from": "manager-b", "to": "manager-a"})

    problem = break_it(copy, twice)
    assert "ties.b-serves: the same tie as a-serves" in problem
    assert "ties.officers-together: the same tie as managers-together" in problem


def test_a_tie_of_an_actor_to_itself_is_refused(copy: Copy) -> None:
    problem = break_it(copy, lambda data: data["ties"]["a-serves"].update({"to": "coach-a"}))
    assert "ties.a-serves: ties coach-a to itself" in problem


def test_a_view_of_unknown_or_turned_steps_or_layers_is_refused(copy: Copy) -> None:
    problem = break_it(copy, lambda data: data["views"]["network_imagined"].update({"steps": ["allies", "moon"]}))
    assert "views.network_imagined: no step 'moon'; allowed: before, " in problem
    problem = break_it(copy, lambda data: data["views"]["network_imagined"].update({"steps": ["parting", "before"]}))
    assert "views.network_imagined: the last step, before, comes before the first, parting" in problem
    problem = break_it(copy, lambda data: data["views"]["network_imagined"].update({"layers": ["x"]}))
    assert "network.views.network_imagined.layers.0" in problem


@pytest.mark.parametrize("view", NETWORKS)
def test_a_figure_whose_view_is_gone_is_named(copy: Copy, view: str) -> None:
    copy.edit("network.yaml", lambda data: data["views"].pop(view))
    [problem] = unknown_views(copy.load())
    assert f"content/network.yaml: views: no view {view!r}" in problem


def test_missing_words_are_refused(copy: Copy) -> None:
    copy.edit("en/network.yaml", lambda data: [data["ties"].pop("list"), data["actors"].pop("keeper")])
    problems = copy.problems()
    assert "content/en/network.yaml: ties.list: words are missing" in problems
    assert "content/en/network.yaml: actors.keeper: words are missing" in problems


def test_an_unknown_claim_is_refused(copy: Copy) -> None:
    problem = break_it(copy, lambda data: data["ties"]["list"].update({"claims": ["S99"]}))
    assert "content/network.yaml: no claim 'S99'" in problem


def test_when_and_steps_have_to_agree(copy: Copy) -> None:
    problem = break_it(copy, lambda data: data["ties"]["list"].update({"when": "both"}))
    assert "ties.list: when is both, so no step may say that it begins" in problem
    problem = break_it(copy, lambda data: data["steps"]["arrives"].update({"begins": []}))
    assert "ties.a-feeds: when is after, so one step has to say that it begins" in problem


# ── honesty ───────────────────────────────────────────────────────────────────────────────────────


def test_the_switch_lets_the_made_up_office_through_only_with_our_ideas(story: Story) -> None:
    reported = [Layer.ABSTRACT, Layer.UNKNOWN]
    assert layers_shown(story.network, Position.ABSTRACT) == reported
    assert layers_shown(story.network, Position.PUBLISHED) == reported
    assert set(layers_shown(story.network, Position.IDEAS)) == set(Layer)


def test_no_layer_blends_levels(story: Story) -> None:
    allowed = {
        Layer.ABSTRACT: {Level.ABSTRACT, Level.BLANK},
        Layer.PROPOSED: {Level.INTERPRETATION, Level.IMAGINED},
        Layer.UNKNOWN: {Level.ABSTRACT, Level.BLANK},
    }
    for layer, levels in allowed.items():
        for part in (story.network.layer_actors(layer), story.network.layer_ties(layer)):
            assert {record.level for record in part.values()} <= levels
    assert {tie.level for tie in story.network.layer_ties(Layer.UNKNOWN).values()} == {Level.BLANK}


def test_in_the_abstract_the_themes_hang_on_the_division_and_on_nobody(story: Story) -> None:
    ties = story.network.layer_ties(Layer.ABSTRACT).values()
    assert {tie.theme for tie in ties} == {None}
    hung = [(tie.start, tie.end) for tie in ties if "theme-" in tie.start + tie.end]
    assert sorted(hung) == [("division", "theme-autonomy"), ("division", "theme-competition")]


@pytest.mark.parametrize("narrow", [False, True])
def test_in_the_abstract_no_place_pairs_a_level_a_side_and_a_theme(story: Story, narrow: bool) -> None:
    """Levels stand left and right, sides one below the other, themes side by side below both: no two pairs in line."""
    at = story.network.places(Layer.ABSTRACT, narrow)
    embraced, resisted, division = at["embraced"], at["resisted"], at["division"]
    assert embraced[0] == resisted[0] and (embraced[1] + resisted[1]) / 2 == pytest.approx(division[1], abs=8)
    themes = [at["theme-competition"], at["theme-autonomy"]]
    assert themes[0][1] == themes[1][1] > max(embraced[1], resisted[1])
    assert at["frontline"][1] == at["screen-level"][1]
    assert at["frontline"][0] + 100 < embraced[0] < at["screen-level"][0] - 20


def test_our_line_in_the_abstract_carries_our_sign(story: Story) -> None:
    """What is reshaped is in the abstract; between whom the line is drawn is not."""
    assert "◆ reshaped (◐ our line)" in to_svg(story, Layer.ABSTRACT, 0)


def test_what_people_do_does_not_follow_from_their_job(story: Story) -> None:
    """Of every kind there is more than one of, some embrace and some resist."""
    network = story.network
    by_kind: dict[str, list[str | None]] = {}
    for actor in network.layer_actors(Layer.PROPOSED).values():
        by_kind.setdefault(actor.kind, []).append(actor.response)
    groups = [responses for responses in by_kind.values() if len(responses) > 1]
    assert len(groups) >= 3
    assert all(set(responses) == {"embraces", "resists"} for responses in groups)


@pytest.mark.parametrize("narrow", [False, True])
def test_where_people_stand_does_not_give_away_what_they_will_do(story: Story, narrow: bool) -> None:
    """No straight line has all who resist on one side; one from the left or the top leaves two or more on the other."""
    network = story.network
    responses = {name: actor.response for name, actor in network.layer_actors(Layer.PROPOSED).items() if actor.response}
    places = network.places(Layer.PROPOSED, narrow)

    def wrong(angle: float) -> int:
        """How many stand on the wrong side of the best line across this direction."""

        def along(name: str) -> float:
            return places[name][0] * cos(angle) + places[name][1] * sin(angle)

        row = [responses[name] == "resists" for name in sorted(responses, key=along)]
        counts = [row[:cut].count(False) + row[cut:].count(True) for cut in range(len(row) + 1)]
        return min(min(count, len(row) - count) for count in counts)

    assert min(wrong(radians(angle)) for angle in range(0, 180, 3)) >= 1
    assert min(wrong(0), wrong(pi / 2)) >= 2


def test_no_theme_belongs_to_one_side(story: Story) -> None:
    """In the office each theme shows on more than one tie, and never for those of one response alone."""
    network = story.network
    for theme in network.themes:
        ties = [tie for tie in network.layer_ties(Layer.PROPOSED).values() if tie.theme == theme]
        assert len(ties) > 1
        responses = {network.actors[tie.start].response for tie in ties} | {
            network.actors[tie.end].response for tie in ties if not network.tie_kinds[tie.kind].directed
        }
        assert responses == {"embraces", "resists"}
        assert {tie.level for tie in ties} == {Level.IMAGINED}


def test_every_tie_says_where_it_comes_from(story: Story) -> None:
    for layer in Layer:
        for row in table(story, story.network, [layer]):
            assert all(row.values()), row


# ── order and place ───────────────────────────────────────────────────────────────────────────────


def test_the_office_unfolds_one_change_at_a_time(story: Story) -> None:
    network = story.network
    for step in list(network.steps.values())[1:]:
        assert len(step.begins) <= 1 and len(step.ends) <= 1 and len(step.arrives) <= 1
        assert step.begins or step.ends or step.parts


def test_no_tie_leads_to_someone_who_has_not_arrived(story: Story) -> None:
    network = story.network
    for step in range(len(network.steps)):
        for name, tie in network.layer_ties(Layer.PROPOSED).items():
            if network.present(name, step):
                assert network.arrives(tie.start) <= step and network.arrives(tie.end) <= step


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("layer", Layer)
def test_everyone_has_a_place_of_their_own_within_the_drawing(story: Story, layer: Layer, narrow: bool) -> None:
    network = story.network
    width, height = network.size.narrow if narrow else network.size.wide
    places = network.places(layer, narrow)
    assert all(20 <= x <= width - 20 and 20 <= y <= height - 20 for x, y in places.values())
    for (one, (x1, y1)), (other, (x2, y2)) in combinations(places.items(), 2):
        assert (x1 - x2) ** 2 + (y1 - y2) ** 2 > 48**2, (one, other)


# ── files ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_pyvis_network_stands_still(story: Story) -> None:
    net = to_vis(story.network, [Layer.PROPOSED])
    assert all(node["physics"] is False and {"x", "y"} <= node.keys() for node in net.nodes)
    assert len(net.edges) == len(story.network.layer_ties(Layer.PROPOSED))


def test_the_csv_has_a_line_for_each_tie_of_the_layers_shown(story: Story) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(story, story.network, [Layer.ABSTRACT]))))
    assert [row["id"] for row in rows] == list(story.network.layer_ties(Layer.ABSTRACT))
    assert all(row["source"] and row["says"] for row in rows)


@pytest.mark.parametrize("layer", Layer)
def test_the_still_drawing_is_sound_and_says_what_it_shows(story: Story, layer: Layer) -> None:
    last = len(story.network.steps) - 1
    svg = ET.fromstring(to_svg(story, layer, last))
    space = "{http://www.w3.org/2000/svg}"
    assert svg.findtext(f"{space}title") and svg.findtext(f"{space}desc")
    there = [name for name in story.network.layer_ties(layer) if story.network.present(name, last)]
    assert [tie.get("data-tie") for tie in svg.findall(f"{space}g/{space}g[@data-tie]")] == there
    actors = [actor.get("data-actor") for actor in svg.findall(f"{space}g/{space}g[@data-actor]")]
    assert actors == list(story.network.layer_actors(layer))


def test_the_offline_file_loads_nothing(story: Story) -> None:
    html = offline_html(story, story.network, list(Layer))
    tags = re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", html)
    assert not [tag for tag in tags if re.search(r"\b(?:src|href)=", tag)]
    assert not re.search(r"url\(\s*['\"]?https?:|@import", html)
    assert "vis.Network" in html


SCRIPT = "<script>alert('href')</script>"


def test_markup_in_any_field_stays_text_in_the_files(copy: Copy) -> None:
    def everywhere(data: object) -> None:
        if isinstance(data, dict):
            for key, value in data.items():
                if isinstance(value, str):
                    data[key] = SCRIPT + value
                else:
                    everywhere(value)

    copy.edit("en/network.yaml", everywhere)
    story = copy.load()
    html = offline_html(story, story.network, list(Layer))
    assert "<script>alert" not in html
    for layer in Layer:
        svg = to_svg(story, layer, 0)
        assert "<script" not in svg
        ET.fromstring(svg)


def test_pyvis_comes_only_when_it_is_needed() -> None:
    """It brings IPython with it, which would make the content check slow."""
    code = "import sys, explainer.content.load; print(json.dumps([m in sys.modules for m in ('pyvis', 'IPython')]))"
    run = subprocess.run([sys.executable, "-c", f"import json; {code}"], cwd=ROOT, capture_output=True, check=True)
    assert json.loads(run.stdout) == [False, False]
