"""Behind the story: what is counted is what the chapters carry, and nothing is listed that the switch hides."""

import csv
import io
import re

import pytest

from explainer.content.grammar import LINK, marks_in
from explainer.content.records import Story
from explainer.evidence import Level, Position, shows
from explainer.figures.lists import (
    claims_search,
    counts_by_chapter,
    open_questions,
    sources_shown,
    terms_html,
)
from explainer.figures.registry import FIGURES, LISTS, list_as_csv


def drawn(story: Story, name: str, position: Position = Position.IDEAS) -> str:
    """A list as print and the text without scripts have it."""
    [block] = [block for chapter in story.chapters for block in chapter.blocks if block.figure == name]
    return FIGURES[name].draw(story, block, position, "x")


everywhere = pytest.mark.parametrize("position", Position)


@everywhere
def test_counts_are_the_claims_of_each_chapter(story: Story, position: Position) -> None:
    for slug, counts in counts_by_chapter(story, position).items():
        levels = [story.claims[claim].level for claim in story.claims_of(story.chapter(slug))]
        assert dict(counts) == {
            level: levels.count(level) for level in Level if level is not Level.YOURS and shows(position, level)
        }


def test_counts_hold_what_the_words_of_a_chapter_are_marked_with(story: Story) -> None:
    scripts = story.chapter("scripts")
    marked = {claim for block in scripts.blocks for claim in marks_in(block.words)}
    in_abstract = {claim for claim in marked if story.claims[claim].level is Level.ABSTRACT}
    assert counts_by_chapter(story, Position.IDEAS)["scripts"][Level.ABSTRACT] >= len(in_abstract) > 0


@everywhere
def test_every_number_leads_to_as_many_claims(story: Story, position: Position) -> None:
    listed = re.findall(
        r'<li id="claim-[\w-]+" tabindex="-1" data-level="(\w+)" data-source="[\w-]*" data-chapter="([^"]*)">',
        claims_search(story, position).html,
    )
    numbers = re.findall(
        r'href="\?level=(\w+)&amp;chapter=(\w+)#[\w-]+"[^>]*>(\d+)<', drawn(story, "claims_by_chapter", position)
    )
    assert numbers
    for level, chapter, n in numbers:
        assert sum(one == level and chapter in used.split() for one, used in listed) == int(n)


@everywhere
def test_lists_hold_what_the_switch_lets_through(story: Story, position: Position) -> None:
    shown = {claim.id for claim in story.claims.values() if shows(position, claim.level)}
    assert set(re.findall(r'<li id="claim-([\w-]+)"', claims_search(story, position).html)) == shown
    cited = {story.claims[claim].source for claim in shown} - {None}
    assert {source.id for source in sources_shown(story, position)} == cited
    assert drawn(story, "list_of_references", position).count("<li>") == len(cited)
    terms = {name for name, term in story.terms.items() if shown >= set(term.claims)}
    assert set(re.findall(r'<li id="term-([\w-]+)"', terms_html(story, position))) == terms


def test_only_the_article_remains_when_the_abstract_speaks_alone(story: Story) -> None:
    assert [source.id for source in sources_shown(story, Position.ABSTRACT)] == ["kersing2025"]


def test_glossary_is_large_enough_and_linked_both_ways(story: Story) -> None:
    assert len(story.terms) >= 25
    html = terms_html(story, Position.IDEAS)
    for name in story.terms:
        entry = re.search(rf'<li id="term-{name}".*?</li>', html, re.DOTALL)
        assert entry
        chapters = story.chapters_linking_to(name)
        assert chapters, name
        for chapter in chapters:
            assert f'href="{chapter.href}"' in entry[0]
            assert any(("term", name) in LINK.findall(block.words) for block in chapter.blocks)


def test_guide_asks_every_blank_once_in_the_order_of_the_sentences(story: Story) -> None:
    asked = open_questions(story)
    assert {claim.id for claim in asked} == {c.id for c in story.claims.values() if c.level is Level.BLANK}
    sentences = [claim.locator.sentence or 0 for claim in asked]
    assert sentences == sorted(sentences)
    assert drawn(story, "questions_for_the_article").count('class="to-fill"') == len(asked)


@pytest.mark.parametrize("name", LISTS)
def test_lists_as_data(story: Story, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(list_as_csv(story, name).removeprefix("\ufeff"))))
    ids = {
        "every_claim": set(story.claims),
        "questions_for_the_article": {claim.id for claim in open_questions(story)},
        "every_term": set(story.terms),
    }
    assert {row[story.words("sources.columns.id")] for row in rows} == ids[name]
    assert {row[story.words("sources.columns.level")] for row in rows} != {""}
    assert all("Kersing, M. J., Oldenhof" in row[story.words("take.columns.source")] for row in rows)
