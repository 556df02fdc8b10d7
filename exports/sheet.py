"""The hand-out of one lesson: a single sheet of A4, two sides, as a tagged PDF. `make handout` keeps it."""

from html import escape
from pathlib import Path

from playwright.sync_api import Browser

from explainer.answers import NOBODY
from explainer.content.records import Story
from explainer.evidence import Level
from explainer.figures.lists import open_questions
from explainer.figures.pictures import picture_of
from explainer.figures.teaching import sheet_file
from explainer.look import style_sheet
from explainer.prose import static_mark_html
from explainer.references import apa_html, explainer_itself
from explainer.settings import settings
from explainer.templates import Markup, fill
from exports.browser import show
from exports.made import FOLDER, digest, keep

_LOOK = (Path(__file__).parent / "sheet.css").read_text(encoding="utf-8")


def sheet(story: Story) -> str:
    """What stands on the two sides, as HTML."""
    sentences: dict[int, tuple[str, list[str]]] = {}
    for claim in story.claims.values():
        if claim.level is Level.ABSTRACT:
            kind = story.words(f"sentence_kinds.{claim.kind}")
            sentences.setdefault(claim.locator.sentence or 0, (kind, []))[1].append(claim.says)
    ends = picture_of(story, story.chapter("cover").block("known"), NOBODY.answers)
    assert ends is not None
    return fill(
        "sheet.html",
        title=story.words("title"),
        about=Markup(f"{escape(story.words('footer.cite'))} {apa_html(story.sources['kersing2025'])}"),
        sentences=[sentences[n] for n in sorted(sentences)],
        abstract=Markup(static_mark_html(story, Level.ABSTRACT)),
        blank=Markup(static_mark_html(story, Level.BLANK)),
        map=Markup(ends.wide),
        cells=story.office.scenes["cells"].words,
        questions=[
            (claim.says, story.words("sources.where", sentence=claim.locator.sentence))
            for claim in open_questions(story)
        ],
        colophon=[
            Markup(f"{escape(story.words('footer.itself'))} {apa_html(explainer_itself(settings().address))}"),
            story.words("footer.not"),
            story.words("footer.licence"),
        ],
        words=story.words,
    )


def made_from(story: Story) -> str:
    """What the sheet that is kept has to have been made from. Colours and faces of the story are not in it."""
    return digest(sheet(story), _LOOK)


def write(story: Story, browser: Browser, target: Path) -> None:
    """Print the sheet into this file."""
    page = browser.new_page(color_scheme="light")
    show(
        page,
        f'<!doctype html><html lang="{escape(story.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(story.words('teach.files.sheet.label'))}</title>"
        f"<style>{style_sheet()}</style><style>{_LOOK}</style></head>"
        f'<body class="story">{sheet(story)}</body></html>',
    )
    page.pdf(path=target, prefer_css_page_size=True, print_background=True, tagged=True)
    page.close()


def make(story: Story, browser: Browser) -> Path:
    """Make the sheet anew, and keep it."""
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / sheet_file(story)
    write(story, browser, target)
    keep(target.name, made_from(story))
    return target
