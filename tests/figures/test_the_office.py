"""The drawn office: nothing readable is covered, nothing gives away who resists, and things keep their names."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from explainer import checked
from explainer.content.activities import Choice
from explainer.content.office import Width
from explainer.content.records import Story
from explainer.figures.picture import Box, around
from explainer.figures.scenes import four_cells
from explainer.figures.the_office import Drawing, office_picture

OFFICE = checked.story().office
WIDTHS: tuple[Width, ...] = ("wide", "narrow")
EVERY = [(state, width) for state in OFFICE.states for width in WIDTHS]


@pytest.fixture(params=EVERY, ids=lambda one: "-".join(one))
def drawing(request: pytest.FixtureRequest) -> Drawing:
    state, width = request.param
    return Drawing(OFFICE, state, width)


def covered(boxes: list[Box]) -> list[str]:
    return [f"{one.what} / {other.what}" for one, other in combinations(boxes, 2) if one.shared(other) > 1]


def test_no_face_and_no_word_covers_another(drawing: Drawing) -> None:
    assert covered(drawing.readable()) == []


def test_no_word_of_a_tie_stands_on_anybody(drawing: Drawing) -> None:
    people = [box for parts in drawing.people_boxes.values() for box in parts.values()]
    assert [
        f"{word.what} / {box.what}" for word in drawing.word_boxes.values() for box in people if word.shared(box) > 1
    ] == []


def test_everything_readable_is_inside(drawing: Drawing) -> None:
    width, height = drawing.layout.size
    out = [
        box.what
        for box in drawing.readable()
        if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height
    ]
    assert out == []


def test_no_line_runs_through_a_face(drawing: Drawing) -> None:
    faces = {name: parts["face"] for name, parts in drawing.people_boxes.items()}
    crossed = [
        f"{tie} / {name}"
        for tie, curve in drawing._curves.items()
        for name, face in faces.items()
        if any(face.holds(curve.at(step / 40)) for step in range(41))
    ]
    assert crossed == []


def test_names_of_parts_are_unique_and_lead_to_well_formed_pictures(drawing: Drawing) -> None:
    root = ElementTree.fromstring(drawing.svg)
    names = [element.attrib["data-id"] for element in root.iter() if "data-id" in element.attrib]
    assert len(names) == len(set(names)) > 3


def test_strokes_of_a_kind_have_the_same_commands_in_every_state() -> None:
    """So that a face, an arm or a band can change in front of the reader."""
    commands: dict[str, set[str]] = {}
    for state, width in EVERY:
        for element in ElementTree.fromstring(Drawing(OFFICE, state, width).svg).iter():
            name = element.attrib.get("data-id", "")
            if name.endswith((".mouth", ".brow-1", ".brow-2", ".arm", ".rope", ".line")):
                commands.setdefault(name, set()).add(re.sub(r"[\d.\s-]+", "", element.attrib["d"]))
    assert {name: kinds for name, kinds in commands.items() if len(kinds) > 1} == {}


def test_where_words_tell_of_a_hand_that_writes_there_is_one() -> None:
    writes = [state for state in OFFICE.states if OFFICE.shown(state).equation == "writing"]
    assert {"equated", "m-list", "m-form", "m-meeting", "m-exception"} == {*writes}
    assert all('data-id="hand"' in Drawing(OFFICE, state, width).svg for state in writes for width in WIDTHS)
    before, words = Drawing(OFFICE, "at-the-desk", "wide").svg, OFFICE.states["at-the-desk"].words.equation
    assert words["left"] in before and f">{words['right']}<" not in before and 'data-id="hand"' not in before


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_over_a_desk_no_room_is_kept_for_what_is_not_told(width: Width) -> None:
    bare, told = (Drawing(OFFICE, state, width) for state in ("at-the-desk", "m-list"))
    assert bare._top > bare.layout.size[1] * 0.15 and told._top == 0
    for state in OFFICE.states:
        drawing = Drawing(OFFICE, state, width)
        assert all(box.top >= drawing._top for box in drawing.readable()), state


def test_a_line_that_ended_is_struck_through(drawing: Drawing) -> None:
    root = ElementTree.fromstring(drawing.svg)
    struck = {
        name.removesuffix(".strike") for one in root.iter() if (name := one.get("data-id", "")).endswith(".strike")
    }
    assert not struck & {*drawing.shown.ties}
    assert struck == ({*drawing.shown.gone} if drawing.width == "wide" else set())  # on a phone there is no room
    lines = {one.get("data-id") for one in root.iter() if one.get("class") == "tie gone"} - {None}
    assert {*drawing.shown.gone} <= lines


def test_colours_are_names_in_the_style_sheet(drawing: Drawing) -> None:
    assert not re.search(r"#[0-9a-fA-F]{3}|rgb\(|(?:fill|stroke)=", drawing.svg)


# ── nothing gives away who resists ────────────────────────────────────────────────────────────────


def told_by(groups: dict[str, list[str]]) -> list[str]:
    """The groups of several that would tell the response of everybody in them."""
    responses = {
        name: {OFFICE.people[who].response for who in members} for name, members in groups.items() if len(members) > 1
    }
    return [name for name, found in responses.items() if len(found) < 2]


def working() -> list[str]:
    return [name for name, person in OFFICE.people.items() if person.response]


def test_no_job_tells_who_resists() -> None:
    jobs: dict[str, list[str]] = {}
    for who in working():
        jobs.setdefault(OFFICE.people[who].job, []).append(who)
    assert told_by(jobs) == []


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_no_place_on_the_floor_tells_who_resists(width: Width) -> None:
    layout = getattr(OFFICE.scenes["floor"], width)
    middle_x, middle_y = layout.size[0] / 2, layout.spots["floor-left"][1]
    halves: dict[str, list[str]] = {"left": [], "right": [], "above": [], "below": []}
    for who in working():
        x, y = layout.spots[who]
        halves["left" if x < middle_x else "right"].append(who)
        halves["above" if y < middle_y else "below"].append(who)
    assert told_by(halves) == []


@pytest.mark.parametrize("part", ["holds", "glasses", "cloth"])
def test_nothing_one_wears_or_holds_tells_who_resists(part: str) -> None:
    groups: dict[str, list[str]] = {}
    for who in working():
        groups.setdefault(str(getattr(OFFICE.people[who], part)), []).append(who)
    assert told_by(groups) == []


def test_the_two_cells_the_abstract_leaves_open_are_filled_by_one_each() -> None:
    cells: dict[tuple[bool | None, str | None], list[str]] = {}
    for who in working():
        cells.setdefault((OFFICE.people[who].felt, OFFICE.people[who].response), []).append(who)
    assert len(cells) == 4
    assert len(cells[True, "embraced"]) == len(cells[False, "resisted"]) == 1


def test_people_show_in_every_state_what_their_cell_says() -> None:
    """Once a band is shown, it is tight for those who feel, and slack for those who do not; a slip is down or held."""
    for state in OFFICE.states:
        shown = OFFICE.shown(state)
        if shown.scene not in ("cells", "sides"):
            continue
        for who, pose in shown.people.items():
            person = OFFICE.people[who]
            if person.response and pose.pull is not None:
                assert (pose.pull > 0.5) == person.felt, (state, who)
                assert (pose.slip == "down") == (person.response == "resisted"), (state, who)


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("state", ["parted", "parted-two", "after", "new-lines", "sides"])
def test_the_crack_has_each_on_their_side_and_runs_through_every_job(state: str, width: Width) -> None:
    drawing = Drawing(OFFICE, state, width)
    spots = drawing.layout.spots
    (x1, y1), (x2, y2) = (spots["line"], spots["line"]) if state == "sides" else (spots["top"], spots["bottom"])
    sides: dict[str, dict[str, list[str]]] = {}
    for who, pose in drawing.shown.people.items():
        x, y = spots[pose.spot]
        away = x - x1 - ((x2 - x1) * (y - y1) / (y2 - y1) if y2 != y1 else 0)
        waits = state == "parted" and who in ("bram", "joris")
        assert waits == (abs(away) < 8), who  # they stand on the crack
        if OFFICE.people[who].response and not waits:
            assert (away < 0) == (OFFICE.people[who].response == "resisted"), who
            sides.setdefault(OFFICE.people[who].job, {}).setdefault("left" if away < 0 else "right", []).append(who)
    if state != "parted":
        assert {job for job, found in sides.items() if len(found) == 2} == {"coach", "manager", "officer"}


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_four_cells_are_equal_and_nobody_in_them_touches_anybody_or_a_wall(width: Width) -> None:
    drawing = Drawing(OFFICE, "cells", width)
    cells = four_cells(drawing.layout)
    sizes = {(round(box.right - box.left, 3), round(box.bottom - box.top, 3)) for box in cells.values()}
    assert len(sizes) == 1
    around_each = {who: around(parts.values()) for who, parts in drawing.people_boxes.items()}
    assert covered(list(around_each.values())) == []
    for who, box in around_each.items():
        cell = cells["felt" if OFFICE.people[who].felt else "none", str(OFFICE.people[who].response)]
        assert cell.left < box.left and box.right < cell.right and cell.top < box.top and box.bottom < cell.bottom, who
    assert {pose.face for pose in drawing.shown.people.values()} == {"calm"}  # the band alone shows what is felt


def test_nobody_and_no_line_goes_from_the_floor_without_a_trace() -> None:
    """What is not there any more would look like a finding."""
    for state in OFFICE.states:
        shown = OFFICE.shown(state)
        if shown.scene in ("named", "sides", "cells"):
            assert not shown.ties, state  # these say where people stand, and nothing of who works with whom
        if shown.scene != "floor":
            continue
        assert {"client-1", "client-2"} <= set(shown.people), state
        assert {"noor-client", "iris-client"} <= set(shown.ties), state
        assert {"noor-bram", "salma-bram", "vera-noor", "joris-iris"} <= {*shown.ties, *shown.gone}, state
        assert not {*shown.ties} & {*shown.gone}, state


# ── mistakes in the content ───────────────────────────────────────────────────────────────────────


def test_mistakes_are_named(copy) -> None:  # type: ignore[no-untyped-def]
    def breaks(data: dict) -> None:  # type: ignore[type-arg]
        data["states"]["parted"]["people"]["nobody"] = {"face": "calm"}
        data["states"]["parted"]["begins"] = ["noor-client"]

    copy.edit("office.yaml", breaks)
    (problem,) = copy.problems()
    assert "nobody" in problem and "client-1" in problem


def test_what_a_state_names_and_is_not_there_is_named(copy) -> None:  # type: ignore[no-untyped-def]
    def breaks(data: dict) -> None:  # type: ignore[type-arg]
        data["states"]["slips"]["begins"] = ["no-tie"]
        data["states"]["parted"]["ends"] = ["no-such-tie"]
        data["states"]["sides"]["scene"] = "no-scene"
        data["scenes"].pop("floor")

    copy.edit("office.yaml", breaks)
    copy.edit("en/office.yaml", lambda data: data["scenes"].pop("floor"))
    (problem,) = copy.problems()
    for wrong in (
        "states.slips: 'no-tie'",
        "states.parted: 'no-such-tie'",
        "states.sides.scene: 'no-scene'",
        "scenes: 'floor'",
    ):
        assert f"{wrong} is not there; allowed: " in problem


def test_a_state_goes_on_from_the_one_it_starts_from(story: Story) -> None:
    before, after = OFFICE.shown("monday"), OFFICE.shown("carried-in")
    assert set(before.people) == set(after.people) and before.ties == after.ties
    assert {pose.looks for pose in after.people.values()} == {"dashboard"}


def test_each_choice_has_a_picture_of_its_own(story: Story) -> None:
    choosing = {
        name: activity
        for name, state in OFFICE.states.items()
        if isinstance(activity := story.activities.get(state.answers or ""), Choice)
    }
    assert choosing
    for state, activity in choosing.items():
        asked = str(OFFICE.states[state].answers)
        pictures = [
            office_picture(story, state, {asked: option} if option else {}) for option in ("", *activity.options)
        ]
        assert (
            len({picture.wide for picture in pictures})
            == len({picture.finding for picture in pictures})
            == len(pictures)
        )
