"""Blocks of a chapter -> HTML. The page, the text without JavaScript and the print all walk these."""

from collections.abc import Sequence
from functools import cache
from html import escape

from explainer.answers import Answers
from explainer.content import Block, Chapter, Story
from explainer.diagrams import DIAGRAMS
from explainer.evidence import Position, first_position, shows
from explainer.prose import level_mark_html, words_html

_LABELLED = ("takeaway", "argue", "blank")


def is_shown(block: Block, position: Position) -> bool:
    """Whether this position of the switch lets an activity or a figure through."""
    return block.level is None or shows(position, block.level)


def chapter_html(
    story: Story, chapter: Chapter, block_ids: Sequence[str], position: Position, answers: Answers | None = None
) -> str:
    """The named blocks of a chapter, one after another, without what the position hides.

    `answers` are the reader's, for diagrams that show them.
    """
    if answers:
        return _html(story, chapter, block_ids, position, answers)  # not kept: these are a reader's own words
    return _kept_html(story, chapter.slug, tuple(block_ids), position)


@cache
def _kept_html(story: Story, slug: str, block_ids: tuple[str, ...], position: Position) -> str:
    return _html(story, story.chapter(slug), block_ids, position, {})


def _html(story: Story, chapter: Chapter, block_ids: Sequence[str], position: Position, answers: Answers) -> str:
    parts = (_block_html(story, chapter, chapter.block(name), position, answers) for name in block_ids)
    return "\n".join(part for part in parts if part)


def _block_html(story: Story, chapter: Chapter, block: Block, position: Position, answers: Answers) -> str:
    words, prefix = story.words, f"{chapter.slug}-{block.id}"
    html, hidden = words_html(story, block.words, prefix, position)
    if not is_shown(block, position):
        html += _left_out(story, block)
    elif block.figure in DIAGRAMS:
        html += DIAGRAMS[block.figure](story, block.activity, answers, f"{prefix}-figure")
    if hidden:
        html += f'<p class="left-out">{escape(words("evidence.hidden_passages", n=hidden))}</p>'
    if not html:
        return ""
    if block.kind in _LABELLED:
        html = f'<h2 class="label">{escape(words(block.kind))}</h2>{html}'
    return f'<section class="block {block.kind}" id="{prefix}">{html}</section>'


def _left_out(story: Story, block: Block) -> str:
    """What stands in the place of an activity or a figure that the position hides."""
    assert block.level is not None
    words = story.words
    name = words(f"levels.{block.level}.name").lower()
    mark = level_mark_html(story, block.level, f"left-out-{block.id}")
    says = words("evidence.hidden_block", level=name), words("evidence.allow", position=first_position(block.level))
    return f'<p class="left-out">{" ".join(map(escape, says))} {mark}</p>'
