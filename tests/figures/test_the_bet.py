"""The bet: four pictures numbered as their options are, and named in the same words."""

import re

from explainer import checked
from explainer.content.activities import Choice
from explainer.figures.the_bet import bet_pictures
from explainer.figures.the_office import Drawing

STORY = checked.story()
BETS = STORY.office.bets


def test_each_option_begins_with_the_caption_of_its_picture() -> None:
    words = STORY.activity(BETS.activity, Choice).words
    assert [one for one, caption in BETS.words.captions.items() if not words.options[one].startswith(caption)] == []


def test_pictures_stand_in_the_order_of_the_options_and_have_their_numbers() -> None:
    options = STORY.activity(BETS.activity, Choice).options
    drawn = bet_pictures(STORY, "bet", {})
    for svg in (drawn.wide, drawn.narrow):
        assert re.findall(r'data-id="bet\.(\w+)"', svg) == [*options]
        assert re.findall(r'class="own"[^>]*>(\d)<', svg) == [str(nth + 1) for nth, _ in enumerate(options)]


def test_the_one_a_reader_picked_is_marked() -> None:
    assert "picked" not in bet_pictures(STORY, "bet", {}).wide
    picked = bet_pictures(STORY, "bet", {BETS.activity: "faster"})
    assert all(
        re.search(r'data-id="bet\.faster"[^>]*><rect class="cell picked"', svg) for svg in (picked.wide, picked.narrow)
    )


def test_work_that_gets_faster_makes_nobody_gladder() -> None:
    little, faster = (STORY.office.shown(BETS.pictures[option]) for option in ("little", "faster"))
    assert {who: pose.face for who, pose in little.people.items()} == {
        who: pose.face for who, pose in faster.people.items()
    }
    assert (little.fast, faster.fast) == (False, True)
    assert "clock" in "".join(Drawing(STORY.office, BETS.pictures["faster"], "wide").drawn())
