"""The drawn map: words fit their stations, blanks stay blank, and every station and arrow carries its sentence."""

from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from explainer import checked
from explainer.content.argument import MapState
from explainer.content.office import Width
from explainer.evidence import Level
from explainer.figures.picture import Box, around
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
    wholes_of = {
        station: [name for name in (*MAP.frames, *MAP.knots) if station in MAP.holds(name)] for station in MAP.stations
    }
    reached, ends = {"implemented"}, ["implemented"]
    while ends:
        here = ends.pop()
        parts = MAP.holds(here) if here in MAP.frames else ()
        for to in [*leads.get(here, []), *wholes_of.get(here, []), *parts]:
            if to not in reached:
                reached.add(to)
                ends.append(to)
    assert "reshaped" in reached and set(MAP.stations) - reached == {"own-logic"}


def test_the_two_logics_alone_have_a_shape() -> None:
    """A box as round as the disc, or as square as the square, would say whose answer stands in it."""
    for width in ("wide", "narrow"):
        svg = Drawing(MAP, "whole", width, SENTENCES).svg
        root = ElementTree.fromstring(svg)
        edges = {part.attrib["rx"] for part in root.iter() if part.attrib.get("data-id", "").endswith(".edge")}
        assert len(edges) == 1
        assert svg.count('class="professional"') == svg.count('class="managerial"') == 1


def test_the_tension_lies_between_the_two_logics_and_leaves_neither_alone() -> None:
    """Sentence 7: the tension between the logics."""
    for width in ("wide", "narrow"):
        rooms = Drawing(MAP, "whole", width, SENTENCES).rooms()
        one, other = (rooms[name] for name in MAP.knots["tension"].of)
        x, y = getattr(MAP.knots["tension"], width)
        assert one.right < x < other.left and x - one.right == pytest.approx(other.left - x, abs=1)
        assert y == pytest.approx((one.top + one.bottom) / 2) == pytest.approx((other.top + other.bottom) / 2)
    assert {arrow.end for arrow in MAP.arrows.values() if arrow.start == "tension"} == {"felt", "not-felt"}
    assert {arrow.start for arrow in MAP.arrows.values() if arrow.end in ("felt", "not-felt")} == {"tension"}


def test_neither_theme_stands_under_a_side() -> None:
    """Sentence 8 gives them to the division: as wide as both sides, and on the axis between the two."""
    for width in ("wide", "narrow"):
        drawing = Drawing(MAP, "whole", width, SENTENCES)
        rooms = drawing.rooms()
        division, themes = (drawing._room(name) for name in ("division", "themes"))
        assert (division[0], division[2]) == (themes[0], themes[2])
        for theme in MAP.frames["themes"].holds:
            middle = (rooms[theme].left + rooms[theme].right) / 2
            assert middle == pytest.approx(division[0] + division[2] / 2)
    x = {MAP.stations[theme].strip[1] for theme in MAP.frames["themes"].holds}
    sides = [MAP.stations[side].strip[1] for side in MAP.frames["division"].holds]
    assert x == {sum(sides) / 2}


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_nothing_stands_at_the_edge(width: Width) -> None:
    size = getattr(MAP.size, width)
    for room in Drawing(MAP, "whole", width, SENTENCES).rooms().values():
        assert room.left >= 12 and room.right <= size[0] - 12


def test_in_the_small_map_no_box_touches_another() -> None:
    boxes = [Box(-9, -5.5, 9, 5.5).moved(*(16 * 34 / 840 * at for at in one.strip)) for one in MAP.stations.values()]
    assert [pair for pair in combinations(boxes, 2) if pair[0].grown(1).shared(pair[1].grown(1))] == []


def test_a_chapter_takes_back_no_box_it_has_filled_and_lights_filled_ones_alone() -> None:
    for chapter in STORY.chapters:
        states = [block.state for block in chapter.blocks if block.figure == "map" and block.state]
        filled = [MAP.filled(state) for state in states]
        assert all(before <= after for before, after in pairwise(filled)), chapter.slug
    for name, state in MAP.states.items():
        assert all(MAP.is_filled(lit, MAP.filled(name)) for lit in state.lit), name
