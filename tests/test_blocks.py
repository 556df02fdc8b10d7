"""Blocks to HTML, at every position of the switch."""

import re
from collections import Counter

import pytest
from conftest import told

from explainer.blocks import is_shown, take_along_html
from explainer.content.records import Chapter, Story
from explainer.evidence import Level, Position
from explainer.figures.registry import FIGURES, Form


def whole(story: Story, chapter: Chapter, position: Position) -> str:
    return told(story, chapter, [block.id for block in chapter.blocks], position)


def text_of(html: str) -> str:
    notes_gone = re.sub(r'<span class="note" .*?</span></span>', "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", notes_gone).split())


@pytest.mark.parametrize("position", Position)
def test_ids_differ_on_every_page(story: Story, position: Position) -> None:
    for chapter in story.chapters:
        html = whole(story, chapter, position)
        ids = Counter(re.findall(r' id="([^"]+)"', html))
        assert [name for name, times in ids.items() if times > 1] == [], chapter.slug
        targets = set(re.findall(r'popovertarget="([^"]+)"', html))
        assert targets <= set(ids), chapter.slug


@pytest.mark.parametrize("position", Position)
def test_tags_close(story: Story, position: Position) -> None:
    for chapter in story.chapters:
        html = whole(story, chapter, position)
        opened: list[str] = []
        for close, tag, closed in re.findall(r"<(/?)([a-z][a-z0-9]*)[^>]*?(/?)>", html):
            if closed or tag in ("img", "br", "hr", "input"):
                continue
            if not close:
                opened.append(tag)
            else:
                assert opened and opened.pop() == tag, (chapter.slug, tag)
        assert opened == [], chapter.slug


def test_no_markdown_is_left_over(story: Story) -> None:
    for chapter in story.chapters:
        text = text_of(whole(story, chapter, Position.IDEAS))
        assert re.findall(r"\[[^\]]*\]|\*\*|\bterm:|\bchapter:|^#+ ", text) == [], chapter.slug


def test_text_shortens_with_the_switch(story: Story) -> None:
    for chapter in story.sections["story"]:
        said = [re.sub(r'<p class="left-out">.*?</p>', "", whole(story, chapter, position)) for position in Position]
        abstract, published, ideas = (len(text_of(html)) for html in said)
        assert abstract <= published < ideas, chapter.slug


@pytest.mark.parametrize("position", list(Position)[:2])
def test_hidden_blocks_leave_a_note(story: Story, position: Position) -> None:
    chapter = story.chapter("logics")
    block = chapter.block("ideal-types")
    assert not is_shown(block, position)
    html = told(story, chapter, [block.id], position)
    assert 'class="left-out"' in html
    assert story.words("evidence.hidden_block", level=story.words("levels.imagined.within")) in html
    assert story.words("evidence.allow", position="ideas") in html


@pytest.mark.parametrize("position", Position)
def test_no_heading_stands_over_what_was_left_out(story: Story, position: Position) -> None:
    for chapter in story.chapters:
        for block in chapter.blocks:
            if block.activity and is_shown(block, position):
                continue  # a control follows
            html = told(story, chapter, [block.id], position)
            assert not re.search(r'</h[23]>\s*<p class="left-out">', html), (
                f"{chapter.slug}-{block.id}: a heading is left alone, for every passage rests on what is hidden at "
                f"`{position}`; let one stand that the abstract carries, or that needs no mark"
            )


@pytest.mark.parametrize("position", Position)
def test_what_asks_a_reader_is_never_left_out(story: Story, position: Position) -> None:
    asks = [block for chapter in story.chapters for block in chapter.blocks if block.level is Level.YOURS]
    assert asks and all(is_shown(block, position) for block in asks)


def test_shown_blocks_leave_no_note(story: Story) -> None:
    for chapter in story.chapters:
        assert "left-out" not in whole(story, chapter, Position.IDEAS), chapter.slug


def test_hidden_passages_are_counted(story: Story) -> None:
    block = story.chapter("logics").block("logic")
    passages = [text for text in re.split(r"\n\s*\n", block.words) if not text.startswith("#")]
    assert len(passages) > 1
    html = told(story, story.chapter("logics"), [block.id], Position.ABSTRACT)
    assert story.words("evidence.hidden_passages", n=len(passages)) in html


def test_kinds_have_labels(story: Story) -> None:
    chapter = story.chapter("logics")
    for name, kind in (("takeaway", "takeaway"), ("argue", "argue"), ("silent", "blank")):
        assert f'<h2 class="label">{story.words(kind)}</h2>' in told(story, chapter, [name], Position.IDEAS)


def test_sections_are_named_by_chapter_and_block(story: Story) -> None:
    html = told(story, story.chapter("logics"), ["silent"], Position.IDEAS)
    assert '<section class="block blank" id="logics-silent">' in html


# ── what can be taken along ───────────────────────────────────────────────────────────────────────


def test_figures_and_findings_can_be_taken_along_where_scripts_run(story: Story) -> None:
    for chapter in story.chapters:
        ids = [block.id for block in chapter.blocks]
        assert "take-along" not in told(story, chapter, ids, Position.IDEAS)
        rows = re.findall(
            r'<p class="take-along".*? data-of="([^"]+)"', told(story, chapter, ids, Position.IDEAS, page=True)
        )
        assert rows == [
            f"{chapter.slug}-{block.id}"
            for block in chapter.blocks
            if block.kind == "finding" or (block.kind == "figure" and FIGURES[block.figure].form is Form.STILL)
        ]


def test_what_the_switch_hides_cannot_be_taken_along(story: Story) -> None:
    html = told(story, story.chapter("logics"), ["ideal-types"], Position.ABSTRACT, page=True)
    assert "left-out" in html and "take-along" not in html


def test_a_list_is_taken_along_as_data_only(story: Story) -> None:
    chapter = story.chapter("glossary")
    html = take_along_html(story, chapter, chapter.block("terms"))
    assert 'href="./data/every_term.csv"' in html and "data-take" not in html
