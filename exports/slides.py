"""The plans as slides to edit: one beat a slide, its picture described, its notes in the notes. `make slides`."""

import io
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Length, Pt

from explainer import citing
from explainer.answers import NOBODY
from explainer.checked import story as the_story
from explainer.content.activities import Choice, Moments, Notes
from explainer.content.grammar import MARK
from explainer.content.records import Block, Story
from explainer.content.teaching import Plan
from explainer.figures.pictures import pictures_of
from explainer.figures.teaching import slides_file
from explainer.look import STATIC, style_sheet
from explainer.references import apa, explainer_itself
from explainer.settings import settings
from exports.browser import chromium, show
from exports.made import FOLDER, digest, keep

WIDE, HIGH = Inches(13.333), Inches(7.5)
_COLUMN = Inches(4.3)
_EDGE = Inches(0.45)
_TWICE = 2
_SHORT, _LONGER = 36, 72
"""Words up to which a caption is set large, and not small."""


@dataclass(frozen=True)
class Told:
    """A slide: its title, its lines, those to choose from, a drawing (SVG) with its description, and its notes."""

    title: str
    lines: tuple[str, ...]
    options: tuple[str, ...]
    drawing: str
    alt: str
    notes: str


def told(story: Story, plan: Plan) -> list[Told]:
    """What stands on the slides of a plan, beat by beat; on the last, where all of it comes from."""
    slides = []
    for beat in plan.beats:
        chapter = story.chapter(beat.chapter)
        block = chapter.block(beat.id)
        picture = pictures_of(story, chapter, NOBODY)[beat.id]
        level = story.words(f"levels.{picture.level}.name")
        lines, options = _caption(story, block)
        slides.append(
            Told(
                story.title_of(beat.chapter, beat.id),
                lines,
                options,
                picture.wide,
                f"{picture.alt} {level}.",
                _notes(story, beat.chapter, block, beat.begins, beat.ends),
            )
        )
    sources = story.sources["kersing2025"], explainer_itself(settings().address)
    about = (
        f"{story.words(f'footer.{line}')} {apa((one,))}" for line, one in zip(("cite", "itself"), sources, strict=True)
    )
    closing = (*about, story.words("footer.not"), story.words("footer.licence"))
    return [*slides, Told(story.words("title"), closing, (), "", "", "")]


def _caption(story: Story, block: Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of a beat, and what a room can choose from."""
    lines = tuple(_plain(story, block.words))
    if block.kind != "activity":
        return lines, ()
    match story.activities[block.activity or ""]:
        case Choice(words=words, options=options):
            return (*lines, words.ask), tuple(words.options[option] for option in options)
        case Moments(words=words, replies=replies) if block.moment:
            moment = words.moments[block.moment]
            return (*lines, moment.scene, words.ask_reply), tuple(moment.replies[reply] for reply in replies)
        case Notes(words=words):
            return (*lines, *words.fields.values()), ()
    return lines, ()


def _notes(story: Story, slug: str, block: Block, begins: int, ends: int) -> str:
    """Minutes, what to say, what to expect, how to go on; and what we reply to each option."""
    parts = [story.words("slides.minutes", begins=begins, ends=ends)]
    if note := story.note(slug, block.id):
        for field in ("say", "usually", "follow_up"):
            parts.append(
                f"{story.words(f'present.speaker.note.{field}')}: {' '.join(_plain(story, getattr(note, field)))}"
            )
    activity = story.activities.get(block.activity or "")
    if (
        isinstance(activity, Choice)
        and block.kind == "activity"
        and story.is_answered_in(story.chapter(slug), str(block.activity))
    ):
        for option, reply in activity.words.replies.items():
            parts.append(f"{activity.words.options[option]}: {' '.join(_plain(story, reply))}")
    return "\n".join(parts)


def _plain(story: Story, text: str) -> Iterator[str]:
    """Paragraphs of markdown without its signs; a mark as a place in parentheses. Headings are left out."""

    def place(match: re.Match[str]) -> str:
        claims = (story.claims[claim] for claim in re.split(", ?", match[1]))
        return f"({'; '.join(dict.fromkeys(citing.named(story, claim) for claim in claims))})"

    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph and not paragraph.startswith("#"):
            unlinked = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", MARK.sub(place, paragraph))
            yield re.sub(r"\*([^*]+)\*", r"\1", unlinked).strip()


def made_from(story: Story, plan: Plan) -> str:
    """What the slides that are kept have to have been made from. Colours and faces are not in it."""
    return digest(
        *(part if isinstance(part, str) else "\n".join(part) for one in told(story, plan) for part in astuple(one))
    )


# ── drawn ─────────────────────────────────────────────────────────────────────────────────────────


def _drawn(page: Page, drawing: str) -> bytes:
    """A drawing as PNG, at twice its size, on the colour of the stage; few colours, so that a file stays small."""
    show(
        page,
        f"<!doctype html><style>{style_sheet()}</style><style>body {{ margin: 0; color-scheme: light; }} "
        f".stage {{ width: 840px; height: 740px !important; min-height: 0; border-radius: 0; }}</style>"
        f'<body class="story"><div class="stage story"><div class="stage-picture">{drawing}</div></div></body>',
    )
    whole = Image.open(io.BytesIO(page.locator(".stage").screenshot()))
    small = io.BytesIO()
    whole.convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        small, "PNG", optimize=True
    )
    return small.getvalue()


def _colour(token: str) -> RGBColor:
    """A colour of the light theme, by its name in tokens.css."""
    text = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    found = re.search(rf"--{token}: light-dark\(#(\w{{6}})", text)
    assert found, f"no colour {token}"
    return RGBColor(*bytes.fromhex(found[1]))  # type: ignore[no-untyped-call]


def write(story: Story, plan: Plan, page: Page, target: Path) -> None:
    """The slides of a plan, into this file. `page` draws twice the size."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = WIDE, HIGH
    properties = slides.core_properties
    properties.title, properties.language = f"{story.words('title')}: {plan.words.title}", story.language
    properties.author = explainer_itself(settings().address).author[0].literal or ""
    pictures = {"": b""}
    for one in told(story, plan):
        if one.drawing not in pictures:
            pictures[one.drawing] = _drawn(page, one.drawing)
        _add(slides, one, story.language, pictures[one.drawing])
    slides.save(str(target))


def _add(slides: Slides, one: Told, language: str, picture: bytes) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _colour("page")
    width = _COLUMN if picture else WIDE - 2 * _EDGE
    _title(slide, one.title, width, language)
    box = slide.shapes.add_textbox(_EDGE, Inches(2.0), Length(width), Inches(5.1)).text_frame
    box.word_wrap = True
    count = sum(len(line.split()) for line in (*one.lines, *one.options)) + 4 * len(one.options)
    size = Pt(22 if count <= _SHORT else 18 if count <= _LONGER else 15)
    for line in one.lines:
        _line(box, line, size, language)
    for nth, option in enumerate(one.options, start=1):
        _line(box, f"{nth}  {option}", size, language)
    if picture:
        shape = slide.shapes.add_picture(
            io.BytesIO(picture), _EDGE + _COLUMN + Inches(0.35), Inches(0.3), height=Inches(6.9)
        )
        shape._element.nvPicPr.cNvPr.set("descr", one.alt)
    if one.notes:
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        notes.text = one.notes


def _title(slide: Slide, text: str, width: int, language: str) -> None:
    title = slide.shapes.title
    assert title is not None
    title.left, title.top, title.width, title.height = _EDGE, Inches(0.4), Length(width), Inches(1.5)
    title.text_frame.word_wrap, title.text_frame.vertical_anchor = True, MSO_ANCHOR.BOTTOM
    title.text_frame.clear()
    _line(title.text_frame, text, Pt(30), language, bold=True)


def _line(frame: TextFrame, text: str, size: Length, language: str, bold: bool = False) -> None:
    """A paragraph at the end of a frame; the first takes the empty one that every frame begins with."""
    paragraph = frame.paragraphs[0] if not frame.text else frame.add_paragraph()  # type: ignore[no-untyped-call]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.space_after = Pt(8)
    run = paragraph.add_run()
    run.text = text
    run.font.name, run.font.size, run.font.bold = "Georgia", size, bold
    run.font.color.rgb = _colour("ink")
    run._r.get_or_add_rPr().set("lang", language)


def main() -> None:
    story = the_story()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, chromium(playwright) as browser:
        page = browser.new_page(
            viewport={"width": 900, "height": 800}, device_scale_factor=_TWICE, color_scheme="light"
        )
        for plan in story.plans.values():
            target = FOLDER / slides_file(story, plan)
            write(story, plan, page, target)
            keep(target.name, made_from(story, plan))
            print(f"{target}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
