"""The drawn map: words fit their stations, blanks stay blank, and every station and arrow carries its sentence."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from explainer import checked
from explainer.content.argument import MapState
from explainer.content.office import Width
from explainer.evidence import Level
from explainer.figures.picture import around
from explainer.figures.the_map import Drawing

STORY = checked.story()
MAP = STORY.argument
SENTENCES = {name: str(claim.locator.sentence) for name, claim in STORY.claims.items() if claim.locator.sentence}


@pytest.fixture(params=[(state, width) for state in MAP.states for width in ("wide", "narrow")], ids="-".join)
def drawing(request: pytest.FixtureRequest) -> Drawing:
    state, width = request.param
    return Drawing(MAP, state, width, SENTENCES)


def test_no_word_covers_another(drawing: Drawing) -> None:
    pairs = combinations(drawing.readable(), 2)
    assert [f"{one.what} / {other.what}" for one, other in pairs if one.shared(other) > 1] == []


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("note", MAP.notes)
def test_what_is_laid_on_the_map_covers_no_station(note: str, width: Width) -> None:
    laid = MapState.model_validate(
        {"filled": tuple(MAP.stations), "notes": (note,), "words": {"alt": "-", "finding": "-"}}
    )
    drawing = Drawing(MAP.model_copy(update={"states": {"laid": laid}}), "laid", width, SENTENCES)
    ((_, box),) = drawing.note_boxes().items()
    assert [name for name, room in drawing.rooms().items() if room.shared(box)] == []
    size = getattr(MAP.size, width)
    assert box.left >= 0 and box.right <= size[0] and not drawing.readable()[0].shared(box)


def test_a_place_of_ones_own_has_no_sentence_of_the_abstract() -> None:
    """The reader's words stand in the stations, and no mark says that the abstract says them."""
    for name, state in MAP.states.items():
        if state.relabelled:
            svg = Drawing(MAP, name, "wide", SENTENCES, dict.fromkeys(state.relabelled.values(), "My own words")).svg
            assert "My own words" in svg and "◆" not in svg


def test_every_label_fits_its_station(drawing: Drawing) -> None:
    for name, room in drawing.rooms().items():
        words = around(box for _, _, box in drawing._lines(name))
        assert room.grown(3).shared(words) == pytest.approx(words.shared(words)), name


def test_no_two_stations_touch(drawing: Drawing) -> None:
    pairs = combinations(drawing.rooms().items(), 2)
    assert [(one, other) for (one, a), (other, b) in pairs if a.grown(2).shared(b.grown(2))] == []


def test_a_blank_station_shows_no_word(drawing: Drawing) -> None:
    filled = MAP.filled(drawing.state)
    root = ElementTree.fromstring(drawing.svg)
    for element in root.iter():
        name = element.attrib.get("data-id", "")
        if name in MAP.stations and name not in filled:
            assert [words.text for words in element.iter() if words.text] == ["?"]


def test_every_station_and_arrow_rests_on_the_abstract() -> None:
    for record in (*MAP.stations.values(), *MAP.frames.values(), *MAP.arrows.values()):
        assert record.claims
        assert {STORY.claims[claim].level for claim in record.claims} == {Level.ABSTRACT}


def test_the_whole_map_is_filled_and_everything_leads_to_the_end() -> None:
    assert MAP.filled(list(MAP.states)[-1]) == set(MAP.stations)
    leads = {
        arrow.start: [other.end for other in MAP.arrows.values() if other.start == arrow.start]
        for arrow in MAP.arrows.values()
    }
    frame_of = {station: name for name, frame in MAP.frames.items() for station in frame.holds}
    reached, ends = {"implemented"}, ["implemented"]
    while ends:
        here = ends.pop()
        for to in [*leads.get(here, []), *leads.get(frame_of.get(here, ""), [])]:
            if to not in reached:
                reached.add(to)
                ends.append(to)
    assert "reshaped" in reached and set(MAP.stations) - reached == {"own-logic"}
