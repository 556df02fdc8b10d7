"""The story stays short: few words, one idea a beat, and what is not known is drawn more often than told."""

import re

import pytest

from bench.words import BEAT, LIMIT, NOT_SAID, PHRASES, body, chapters, not_said, shown
from explainer.content.grammar import MARK
from explainer.content.records import Block, Chapter, Story


def beats(story: Story) -> list[tuple[Chapter, Block]]:
    return [(chapter, block) for chapter in chapters(story) for block in chapter.blocks]


def test_story_is_short(story: Story) -> None:
    count = sum(passage.count for chapter in chapters(story) for passage in shown(story, chapter))
    assert count <= LIMIT, "`make words` says where they are; something has to go, or LIMIT up in bench/words.py"


def test_activities_and_their_replies_are_counted(story: Story) -> None:
    text = " ".join(passage.text for passage in shown(story, story.chapter("logics")))
    words = story.moments("moments").words
    for moment in words.moments.values():
        assert moment.scene in text
        assert moment.managerial in text
        assert all(reply in text for reply in moment.replies.values())
    assert max(words.answer.values(), key=len).split(" [")[0] in text


def test_beat_is_one_idea(story: Story) -> None:
    long = [(chapter.slug, block.id, n) for chapter, block in beats(story) if (n := len(body(block).split())) > BEAT]
    assert [one for one in long if story.chapter(one[0]).block(one[1]).kind != "blank"] == []


def test_beat_has_at_most_one_heading(story: Story) -> None:
    assert [(c.slug, b.id) for c, b in beats(story) if len(re.findall(r"^#", b.words, re.MULTILINE)) > 1] == []


def test_it_is_seldom_said_that_something_is_not_said(story: Story) -> None:
    if story.language not in PHRASES:
        pytest.skip(f"bench/words.py knows no phrases for it in {story.language}")
    assert len(not_said(story)) <= NOT_SAID, "`make words` says where"


def test_no_open_question_is_asked_twice(story: Story) -> None:
    asked = [claim for _, block in beats(story) if block.kind == "blank" for claim in block.claims]
    assert len(asked) > 10
    assert sorted(asked) == sorted(set(asked))


def test_every_open_question_is_asked_in_a_chapter(story: Story) -> None:
    asked = {claim for _, block in beats(story) if block.kind == "blank" for claim in block.claims}
    assert {claim.id for claim in story.claims.values() if claim.level == "blank"} == asked


def test_paragraph_carries_at_most_one_group_of_marks(story: Story) -> None:
    """At its end, where the margin shows it."""
    wrong = [
        (chapter.slug, block.id, paragraph)
        for chapter, block in beats(story)
        for paragraph in re.split(r"\n\s*\n", block.words)
        if len(groups := MARK.findall(paragraph)) > 1 or (groups and not paragraph.rstrip().endswith("]"))
    ]
    assert wrong == []
