"""What a room gets: every beat, without what is anybody's own, and what the window of who speaks has beside it."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from conftest import reading

from explainer.content.activities import Choice
from explainer.content.records import Story
from explainer.content.teaching import Note
from explainer.evidence import Level, Position, shows
from explainer.presenting import notes_for_speaker, presented

IDEAS = Position.IDEAS


@pytest.fixture(scope="module")
def ideas(story: Story) -> dict[str, Any]:
    return presented(story, IDEAS)


def beats(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {beat["at"]: beat for beat in data["beats"]}


def test_every_beat_of_a_plan_is_presented_and_noted(story: Story, ideas: dict[str, Any]) -> None:
    noted = notes_for_speaker(story)
    assert story.plans
    for name, plan in story.plans.items():
        planned = [beat["at"] for beat in ideas["plans"][name]]
        assert planned == [f"{beat.chapter}/{beat.id}" for beat in plan.beats]
        assert set(planned) <= beats(ideas).keys() & noted.keys()
        assert ideas["plans"][name][-1]["ends"] == plan.minutes


def test_every_beat_has_a_title_a_caption_or_a_table_and_a_picture_that_is_there(ideas: dict[str, Any]) -> None:
    for at, beat in beats(ideas).items():
        assert beat["title"], at
        assert reading(beat["caption"] + beat["table"]), at
        assert 0 <= beat["picture"] < len(ideas["pictures"]), at


def test_no_note_is_among_what_is_presented(story: Story) -> None:
    """Whatever stands in the notes; by chance, a note may say what the audience reads."""
    secret = Note(say="for-the-speaker", usually="for-the-speaker", follow_up="for-the-speaker")
    noted = {slug: dict.fromkeys(notes, secret) for slug, notes in story.notes.items()}
    with_secrets = replace(story, notes=noted)
    assert "for-the-speaker" in json.dumps(notes_for_speaker(with_secrets))
    assert "for-the-speaker" not in json.dumps(presented(with_secrets, IDEAS))


@pytest.mark.parametrize("position", Position)
def test_the_honesty_switch_holds(story: Story, position: Position) -> None:
    hidden = {level for level in Level if not shows(position, level)}
    data = presented(story, position)
    for at, beat in beats(data).items():
        told = "".join(
            [beat["caption"], beat["table"], *(o["reply"] for o in (beat["ask"] or {"options": []})["options"])]
        )
        marked = {story.claims[claim].level for claim in re.findall(r'data-claim="([\w-]+)"', told)}
        assert not marked & hidden, at
    drawn = {level for one in data["pictures"] for level in re.findall(r'class="badge (\w+)"', one["wide"])}
    assert not drawn & {str(level) for level in hidden}


def test_what_is_asked_has_its_options_and_what_we_reply_to_each(story: Story, ideas: dict[str, Any]) -> None:
    for chapter in story.chapters:
        for block in chapter.blocks:
            beat = beats(ideas).get(f"{chapter.slug}/{block.id}")
            activity = story.activities.get(block.activity or "")
            if beat is None or block.kind != "activity" or not isinstance(activity, Choice):
                continue
            where = f"{chapter.slug}-{block.id}"
            assert len(beat["ask"]["options"]) == len(activity.options), where
            replied = [bool(option["reply"]) for option in beat["ask"]["options"]]
            replies = bool(activity.words.replies) and story.is_answered_in(chapter, str(block.activity))
            assert replied == [replies] * len(activity.options), where


def test_questions_in_the_same_words_say_what_they_are_about(ideas: dict[str, Any]) -> None:
    asks = {beat["ask"]["name"]: beat["ask"] for beat in ideas["beats"] if beat["ask"]}.values()
    heads = [(ask["about"], ask["says"]) for ask in asks]
    assert len(heads) == len({*heads}) and sum(bool(about) for about, _ in heads) == 4


def test_every_tally_that_a_reveal_shows_was_asked_for(ideas: dict[str, Any]) -> None:
    asked = {beat["ask"]["name"] for beat in ideas["beats"] if beat["ask"]}
    awaited = {beat["tally"] for beat in ideas["beats"] if beat["tally"]}
    assert {"bet", "difference", "cells"} <= asked
    assert awaited & asked


def test_the_rooms_dots_lie_in_four_cells_that_do_not_overlap(story: Story, ideas: dict[str, Any]) -> None:
    asked = next(beat["ask"] for beat in ideas["beats"] if beat["ask"] and beat["ask"]["cells"])
    for width, rooms in asked["cells"].items():
        across, down = getattr(story.office.scenes["cells"], width).size
        assert len({tuple(room) for room in rooms}) == len(asked["options"]) == 4
        for left, top, right, bottom in rooms:
            assert 0 <= left < right <= across and 0 <= top < bottom <= down
        for one in rooms:
            assert sum(one[0] < r[2] and r[0] < one[2] and one[1] < r[3] and r[1] < one[3] for r in rooms) == 1


def test_no_heading_is_presented_alone_where_the_switch_hides_its_words(story: Story) -> None:
    """Above a picture of the abstract's it would look like the abstract's."""
    alone = {
        at
        for at, beat in beats(presented(story, Position.ABSTRACT)).items()
        if re.fullmatch(r"\s*<h[23][^>]*>[^<]*</h[23]>\s*", beat["caption"]) and not beat["table"]
    }
    assert not {at for at in alone if not story.chapter(at.split("/")[0]).block(at.split("/")[1]).activity}
