"""The morning as two lines: both are there from the first, named where they end, and nobody covers anybody."""

import re
from xml.etree import ElementTree

import pytest

from explainer import checked
from explainer.figures.picture import Picture
from explainer.figures.the_morning import morning_picture

STORY = checked.story()
MORNING = STORY.office.morning
PLAYS = ("", *MORNING.apart)


def drawn(play: str) -> Picture:
    answers = {f"{MORNING.activity}.{MORNING.row}.enacted": play} if play else {}
    return morning_picture(STORY, "played", answers)


def named(svg: str, name: str) -> ElementTree.Element:
    return next(one for one in ElementTree.fromstring(svg).iter() if one.attrib.get("data-id") == name)


def heights(svg: str, line: str) -> list[float]:
    """How far down a line is at each stop and at its end."""
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", named(svg, line).attrib["d"])]
    return [numbers[1], *numbers[7::6]]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_before_any_choice_the_play_lies_just_beside_the_script(width: str) -> None:
    svg = getattr(drawn(""), width)
    apart = {
        play - script for play, script in zip(*(heights(svg, f"{one}.line") for one in ("play", "script")), strict=True)
    }
    assert len(apart) == 1
    assert 4 < apart.pop() < 12


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("play", PLAYS)
def test_iris_stands_beside_the_outline_and_on_her_line(play: str, width: str) -> None:
    svg = getattr(drawn(play), width)
    places = [named(svg, name).attrib["transform"] for name in ("script.person", MORNING.person)]
    (ghost, _), (iris, _) = ([float(one) for one in re.findall(r"-?[\d.]+", place)[:2]] for place in places)
    scale = float(re.findall(r"scale\(([\d.]+)", named(svg, f"{MORNING.person}.alive").attrib["transform"])[0])
    assert iris - ghost > (32 + 54) * scale  # her slip ends where its outline begins


def test_both_lines_are_named_in_words_where_they_end() -> None:
    for play in PLAYS:
        root = ElementTree.fromstring(drawn(play).wide)
        said = " ".join(one.text or "" for one in root.iter() if one.tag.endswith("text"))
        assert MORNING.words.script in said and MORNING.words.play in said


def test_what_a_reader_chooses_takes_the_lines_apart() -> None:
    assert len({drawn(play).wide for play in PLAYS}) == len(PLAYS)
