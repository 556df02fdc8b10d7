"""A claim is cited in the same words wherever it stands."""

import pytest

from explainer.citing import lines, mark, named, place, rests_on
from explainer.content.records import Story
from explainer.evidence import Level, Position
from explainer.figures.lists import rows_of_claims
from explainer.prose import words_html


@pytest.mark.parametrize("claim", ["S5a", "S5b", "S5c"])
def test_a_point_of_a_sentence_is_named_everywhere(story: Story, claim: str) -> None:
    told = place(story, story.claims[claim])
    assert told == story.words("locators.point", sentence=5, point=story.claims[claim].locator.point)
    assert told in words_html(story, f"Here. [{claim}]", "x", Position.IDEAS)[0]
    assert rests_on(story, [claim]) == told
    assert told in str(mark(story, Level.ABSTRACT, [claim])["lines"])
    assert [row for row in rows_of_claims(story) if row[0] == claim and told in row[3]]
    within = story.words("locators.within.point", sentence=5, point=story.claims[claim].locator.point)
    assert within == named(story, story.claims[claim])
    for one in story.claims.values():
        if claim in one.starts_from:
            assert within in lines(story, one)[-1]


def test_of_ours_it_says_what_it_starts_from_down_to_a_source(story: Story) -> None:
    for claim in story.claims.values():
        if not claim.source and claim.starts_from:
            assert rests_on(story, [claim.id]).startswith(story.words("locators.ours"))
            assert len(rests_on(story, [claim.id])) > len(story.words("locators.ours")), claim.id


def test_a_mark_names_its_own_source_first_and_what_it_starts_from_last(story: Story) -> None:
    tie = story.network.ties["reshaped"]
    short = story.words("levels.abstract.short")
    assert mark(story, tie.level, tie.claims)["short"] == f"{short} 4, 9"
    tie = story.network.ties["coaches-rival"]
    assert named(story, story.claims["S8"]) in str(mark(story, tie.level, tie.claims)["lines"][-1])  # type: ignore[index]
