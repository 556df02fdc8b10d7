"""The whole story as one PDF, tagged, with running heads and page numbers. `make handout`."""

import sys
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from explainer.checked import story
from explainer.content import Story
from explainer.text import chapter_text, colophon_html
from exports.browser import STATIC, chromium, show


def handout_html(story: Story) -> str:
    """Every chapter, one after another, each with its title as the running head of its pages."""
    words = story.words
    heads = "".join(
        f'@page {chapter.slug} {{ @top-right {{ content: "{_css(chapter.title)}"; }} }} '
        f".chapter-{chapter.slug} {{ page: {chapter.slug}; }}"
        for chapter in story.chapters
    )
    chapters = "".join(
        f'<article class="chapter-{chapter.slug}">{chapter_text(story, chapter)}</article>'
        for chapter in story.chapters
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(words("title"))}</title>'
        f"<style>{(STATIC / 'story.css').read_text(encoding='utf-8')}</style>"
        f"<style>{(Path(__file__).parent / 'handout.css').read_text(encoding='utf-8')}"
        f'@page {{ @top-left {{ content: "{_css(words("title"))}"; }} }} {heads}</style></head>'
        f'<body class="story"><header class="chapter-{story.chapters[0].slug}">{colophon_html(story)}</header>'
        f"<main>{chapters}</main></body></html>"
    )


def _css(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def write(browser: Browser, target: Path) -> None:
    """Print the handout into this file."""
    page = browser.new_page(color_scheme="light")
    show(page, handout_html(story()))
    page.pdf(path=target, prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    page.close()


def main(target: Path) -> None:
    with sync_playwright() as playwright, chromium(playwright) as browser:
        write(browser, target)
    print(f"{target}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "handout.pdf"))
