"""Blocks of a chapter -> HTML. The page, the text without JavaScript and the print all walk these."""

from collections.abc import Sequence
from functools import cache
from html import escape

from explainer.answers import Answers
from explainer.behind import LISTS
from explainer.content import Block, Chapter, Story
from explainer.diagrams import DIAGRAMS
from explainer.evidence import Level, Position, first_position, shows
from explainer.prose import level_mark_html, report_html, words_html

_LABELLED = ("takeaway", "argue", "blank")


def is_shown(block: Block, position: Position) -> bool:
    """Whether this position of the switch lets an activity or a figure through."""
    return block.level is None or shows(position, block.level)


def chapter_html(
    story: Story,
    chapter: Chapter,
    block_ids: Sequence[str],
    position: Position,
    answers: Answers | None = None,
    takes: bool = False,
) -> str:
    """The named blocks of a chapter, one after another, without what the position hides.

    `answers` are the reader's, for diagrams that show them. With `takes`, figures and findings can be taken along,
    which needs a browser that runs our scripts.
    """
    if answers:
        return _html(story, chapter, block_ids, position, answers, takes)  # not kept: these are a reader's own words
    return _kept_html(story, chapter.slug, tuple(block_ids), position, takes)


@cache
def _kept_html(story: Story, slug: str, block_ids: tuple[str, ...], position: Position, takes: bool) -> str:
    return _html(story, story.chapter(slug), block_ids, position, {}, takes)


def _html(
    story: Story, chapter: Chapter, block_ids: Sequence[str], position: Position, answers: Answers, takes: bool
) -> str:
    parts = (_block_html(story, chapter, chapter.block(name), position, answers, takes) for name in block_ids)
    return "\n".join(part for part in parts if part)


def _block_html(story: Story, chapter: Chapter, block: Block, position: Position, answers: Answers, takes: bool) -> str:
    words, prefix = story.words, f"{chapter.slug}-{block.id}"
    html, hidden = words_html(story, block.words, prefix, position)
    if not is_shown(block, position):
        html += _left_out(story, block)
    elif block.figure in DIAGRAMS:
        html += DIAGRAMS[block.figure](story, block.activity, answers, f"{prefix}-figure")
        if takes and block.kind == "figure":
            html += take_along_html(story, chapter, block)
    if hidden:
        html += f'<p class="left-out">{escape(words("evidence.hidden_passages", n=hidden))}</p>'
    if not html:
        return ""
    if takes and block.kind == "finding":
        html += take_along_html(story, chapter, block)
    if block.kind in _LABELLED:
        html = f'<h2 class="label">{escape(words(block.kind))}</h2>{html}'
    return f'<section class="block {block.kind}" id="{prefix}">{html}</section>'


def take_along_html(story: Story, chapter: Chapter, block: Block) -> str:
    """What can be taken along from a figure or a finding: a link to it, its picture, its data (static/take.js)."""
    words, name = story.words, f"{chapter.slug}-{block.id}"
    parts = [f'<a class="copy-link" href="#{name}">{escape(words("take.link"))}</a>']
    if block.figure in LISTS:
        parts.append(f'<a href="/data/{block.figure}.csv" download>{escape(words("take.csv"))}</a>')
    elif block.figure and block.figure not in story.network.views:  # a network has them among its own controls
        for kind in ("png", "svg", "csv"):
            says = escape(words(f"take.{kind}"))
            label = f"{says}: {escape(block.title)}"
            parts.append(f'<button type="button" data-take="{kind}" aria-label="{label}">{says}</button>')
    parts.append(report_html(story, name))
    title = f' aria-label="{escape(words("take.label", title=block.title))}"'
    level = f' data-level="{escape(_level_of_picture(story, block.level))}"' if block.level else ""
    status = '<span role="status"></span>'
    return f'<p class="take-along" role="group"{title} data-of="{name}"{level}>{" ".join(parts)}{status}</p>'


def _level_of_picture(story: Story, level: Level) -> str:
    """The level in words; away from the page, a reader's own numbers must not pass for the study's."""
    name = story.words(f"levels.{level}.name")
    return f"{name}. {story.words('take.yours')}" if level is Level.YOURS else name


def _left_out(story: Story, block: Block) -> str:
    """What stands in the place of an activity or a figure that the position hides."""
    assert block.level is not None
    words = story.words
    name = words(f"levels.{block.level}.name").lower()
    mark = level_mark_html(story, block.level, f"left-out-{block.id}")
    says = words("evidence.hidden_block", level=name), words("evidence.allow", position=first_position(block.level))
    return f'<p class="left-out">{" ".join(map(escape, says))} {mark}</p>'
