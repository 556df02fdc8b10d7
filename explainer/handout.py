"""The whole story as one page for paper, with running heads and page numbers, ready to be printed by a browser."""

from html import escape

from explainer.content.records import Chapter, Story
from explainer.look import STATIC, page_of_its_own, style_sheet
from explainer.text import chapter_text, colophon_html

ADDRESS = "/handout"


def chapters_on_paper(story: Story) -> tuple[Chapter, ...]:
    """Every chapter but the one for who teaches: a class gets this."""
    return tuple(chapter for chapter in story.chapters if chapter.slug != "teach")


def handout_html(story: Story) -> str:
    """Chapter after chapter, each with its title as the running head of its pages; then the reader's own exercise."""
    words, chapters = story.words, chapters_on_paper(story)
    heads = "".join(
        f'@page {chapter.slug} {{ @top-right {{ content: "{_css(chapter.title)}"; }} }} '
        f".chapter-{chapter.slug} {{ page: {chapter.slug}; }}"
        for chapter in chapters
    )
    told = "".join(
        f'<article class="chapter-{chapter.slug}">{chapter_text(story, chapter)}</article>' for chapter in chapters
    )
    head = (
        f"<style>{style_sheet()}</style>"
        f"<style>{(STATIC / 'css' / 'handout.css').read_text(encoding='utf-8')}"
        f'@page {{ @top-left {{ content: "{_css(words("title"))}"; }} }} {heads}</style>'
    )
    body = (
        f'<body class="story"><header class="chapter-{chapters[0].slug}">{colophon_html(story)}</header>'
        f"<main>{told}</main>{_exercise(story)}</body>"
    )
    return page_of_its_own(story.language, words("title"), head, body)


def _exercise(story: Story) -> str:
    """The place of an exercise on a network of the reader's own: the browser fills it (static/own_office/exercise.js),
    and without one it stays away from paper."""
    says = escape(story.words("teach.files.exercise.says"))
    script = '<script type="module" src="./app/static/own_office/exercise.js"></script>'
    return f'<section class="own-exercise" id="own-exercise"><p class="screen-only">{says}</p></section>{script}'


def _css(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
