"""The picture a link to a chapter shows elsewhere: 1200 × 630 pixels, into explainer/static/cards/. `make cards`."""

from html import escape

from playwright.sync_api import sync_playwright

from explainer.checked import story
from explainer.content.records import Chapter, Story
from explainer.look import style_sheet
from exports.browser import STATIC, chromium, show

CARDS = STATIC / "cards"

_LOOK = """
body { margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 64px 72px; background: #fbfaf6;
  color-scheme: light; display: grid; grid-template-rows: auto 1fr auto; }
p { font: 30px var(--sans); color: var(--muted); margin: 0; }
h1 { font: 600 72px/1.1 var(--serif); margin: 0 0 24px; }
.question { font: italic 40px/1.3 var(--serif); color: var(--ink); }
.words { align-self: center; }
img { width: 420px; height: auto; position: absolute; right: 60px; bottom: 40px; }
"""


def card_html(story: Story, chapter: Chapter) -> str:
    """A card: the title of the story, the chapter and its question, and the drawing of the cover."""
    title = story.words("title")
    above = f"<p>{escape(title)}</p>" if chapter.title != title else "<p></p>"
    return (
        f'<!doctype html><html lang="{escape(story.language)}"><style>{style_sheet()}{_LOOK}</style>'
        f'<body class="story">{above}<div class="words"><h1>{escape(chapter.title)}</h1>'
        f'<p class="question">{escape(chapter.question)}</p></div>'
        '<img src="./app/static/cover.svg" alt=""></body></html>'
    )


def main() -> None:
    CARDS.mkdir(exist_ok=True)
    with sync_playwright() as playwright, chromium(playwright) as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 630}, color_scheme="light")
        for chapter in story().chapters:
            show(page, card_html(story(), chapter))
            page.screenshot(path=CARDS / f"{chapter.slug}.png")
    print(f"{len(story().chapters)} cards in {CARDS}")


if __name__ == "__main__":
    main()
