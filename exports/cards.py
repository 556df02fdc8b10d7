"""The picture a link to a chapter shows elsewhere: 1200 × 630 pixels, into explainer/static/cards/. `make cards`.

Only those are made anew that say something else than before: another browser would draw each a little otherwise.
"""

from html import escape

from playwright.sync_api import sync_playwright

from explainer.checked import story as the_story
from explainer.content.records import Chapter, Story
from explainer.figures.teaching import card_file
from explainer.look import style_sheet
from exports.browser import STATIC, chromium, show
from exports.made import digest, keep, kept

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


def card(story: Story, chapter: Chapter) -> str:
    """What stands on a card, as HTML: title of the story, the chapter and its question, drawing of the cover."""
    title = story.words("title")
    above = f"<p>{escape(title)}</p>" if chapter.title != title else "<p></p>"
    return (
        f'{above}<div class="words"><h1>{escape(chapter.title)}</h1>'
        f'<p class="question">{escape(chapter.question)}</p></div><img src="./app/static/cover.svg" alt="">'
    )


def made_from(story: Story, chapter: Chapter) -> str:
    """What the card that is kept has to have been made from. Colours and faces of the story are not in it."""
    return digest(card(story, chapter), _LOOK, (STATIC / "cover.svg").read_text(encoding="utf-8"))


def main() -> None:
    story = the_story()
    CARDS.mkdir(exist_ok=True)
    head = f'<!doctype html><html lang="{escape(story.language)}"><style>{style_sheet()}{_LOOK}</style>'
    made = 0
    with sync_playwright() as playwright, chromium(playwright) as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 630}, color_scheme="light")
        for chapter in story.chapters:
            target, origin = CARDS / card_file(story, chapter), made_from(story, chapter)
            if target.exists() and kept().get(target.name) == origin:
                continue
            show(page, f'{head}<body class="story">{card(story, chapter)}</body></html>')
            page.screenshot(path=target)
            keep(target.name, origin)
            made += 1
    print(f"{made} of {len(story.chapters)} cards made anew in {CARDS}")


if __name__ == "__main__":
    main()
