"""Blocks of a chapter -> HTML. The page, the text without JavaScript and the print all show these."""

from collections.abc import Iterable
from functools import cache
from html import escape

from explainer.content.records import Block, Chapter, Story
from explainer.evidence import Level, Position, first_position, shows
from explainer.figures.registry import FIGURES, Form
from explainer.prose import level_mark_html, report_html, words_html

_LABELLED = ("takeaway", "argue", "blank")


def is_shown(block: Block, position: Position) -> bool:
    """Whether this position of the switch lets an activity or a figure through."""
    return block.level is None or shows(position, block.level)


def blocks_html(
    story: Story, chapter: Chapter, blocks: Iterable[Block], position: Position = Position.IDEAS, page: bool = False
) -> str:
    """Blocks of a chapter, one after another, without what the position hides.

    With `page` a reader's browser runs our scripts: figures and findings can be taken along, and of figures that the
    page draws otherwise only the words are here. Nothing here depends on what a reader has answered.
    """
    parts = (_block_html(story, chapter.slug, block.id, position, page) for block in blocks)
    return "\n".join(part for part in parts if part)


@cache
def _block_html(story: Story, slug: str, block_id: str, position: Position, page: bool) -> str:
    chapter = story.chapter(slug)
    block = chapter.block(block_id)
    words, prefix = story.words, f"{chapter.slug}-{block.id}"
    figure = FIGURES[block.figure] if block.figure else None
    if page and figure and figure.form is Form.STAGE:  # its picture stands beside the words, as far as it may
        asks = bool(block.activity) and is_shown(block, position)
        html, _ = words_html(story, block.words, prefix, position, heads_more=asks)
        if html and block.kind == "finding":
            html += take_along_html(story, chapter, block)
        return _section(story, block, prefix, html) if html or asks else ""
    shown = is_shown(block, position)
    heads_more = shown and bool(block.figure or block.activity)
    html, hidden = words_html(story, block.words, prefix, position, heads_more)
    still = figure is not None and (figure.form is Form.STILL or not page)
    if not shown:
        html += _left_out(story, block)
    elif figure and still:
        html += figure.draw(story, block, position, f"{prefix}-figure")
    if hidden:
        html += f'<p class="left-out">{escape(words("evidence.hidden_passages", n=hidden))}</p>'
    if not html and not (figure and shown):
        return ""
    if page and (block.kind == "finding" or (block.kind == "figure" and shown and still)):
        html += take_along_html(story, chapter, block)
    return _section(story, block, prefix, html)


def _section(story: Story, block: Block, prefix: str, html: str) -> str:
    return f'<section class="block {block.kind}" id="{prefix}">{labelled(story, block, html)}</section>'


def labelled(story: Story, block: Block, html: str) -> str:
    """The words of a block under the name of its kind, where that stands for a heading."""
    label = f'<h2 class="label">{escape(story.words(block.kind))}</h2>' if block.kind in _LABELLED else ""
    return label + html


def take_along_html(story: Story, chapter: Chapter, block: Block) -> str:
    """What can be taken along from a figure or a finding: a link to it, its picture, its data (static/take.js)."""
    words, name = story.words, f"{chapter.slug}-{block.id}"
    parts = [f'<a class="copy-link" href="#{name}">{escape(words("take.link"))}</a>']
    figure = FIGURES[block.figure] if block.figure else None
    if figure and figure.rows:
        parts.append(f'<a href="./data/{block.figure}.csv" download>{escape(words("take.csv"))}</a>')
    elif figure and figure.pictured:
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
    name = words(f"levels.{block.level}.within")
    mark = level_mark_html(story, block.level, f"left-out-{block.id}")
    says = words("evidence.hidden_block", level=name), words("evidence.allow", position=first_position(block.level))
    return f'<p class="left-out">{" ".join(map(escape, says))} {mark}</p>'
