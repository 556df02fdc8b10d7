"""What is made beforehand and kept: sheet, slides, cards of links. They say what the content says, in this language."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdfium2 import PdfDocument

from explainer.checked import story as the_story
from explainer.content.records import Story
from explainer.evidence import Level
from explainer.figures.lists import open_questions
from explainer.figures.teaching import card_file, sheet_file, slides_file
from exports import cards, sheet, slides
from exports.cards import CARDS
from exports.made import FOLDER, kept

PLANS = list(the_story().plans)
A4 = (595, 842)


@pytest.fixture(scope="module")
def paper() -> Iterator[PdfDocument]:
    document = PdfDocument(FOLDER / sheet_file(the_story()))
    yield document
    document.close()


def read(document: PdfDocument, side: int) -> str:
    return " ".join(document[side].get_textpage().get_text_range().split())


def in_language(story: Story, name: str) -> bool:
    return Path(name).stem.endswith(f"-{story.language}")


def there(story: Story, folder: Path) -> set[str]:
    """The files kept in a folder for the language of the story."""
    return {path.name for path in folder.iterdir() if in_language(story, path.name)}


def slides_of(name: str) -> list[object]:
    return list(Presentation(str(FOLDER / slides_file(the_story(), the_story().plans[name]))).slides)


# ── none is older than the content ────────────────────────────────────────────────────────────────


def test_sheet_is_made_from_this_content(story: Story) -> None:
    assert kept().get(sheet_file(story)) == sheet.made_from(story), "run `make handout`"


@pytest.mark.parametrize("name", PLANS)
def test_slides_are_made_from_this_content(story: Story, name: str) -> None:
    plan = story.plans[name]
    assert kept().get(slides_file(story, plan)) == slides.made_from(story, plan), "run `make slides`"


def test_cards_are_made_from_this_content(story: Story) -> None:
    older = [one.slug for one in story.chapters if kept().get(card_file(story, one)) != cards.made_from(story, one)]
    assert older == [], "run `make cards`"


def test_nothing_is_kept_that_is_not_offered(story: Story) -> None:
    """In the language of the story; another language has files of its own."""
    offered = {sheet_file(story), *(slides_file(story, plan) for plan in story.plans.values())}
    shown = {card_file(story, chapter) for chapter in story.chapters}
    assert there(story, FOLDER) == offered
    assert there(story, CARDS) == shown
    assert {name for name in kept() if in_language(story, name)} == offered | shown, "delete it in exports/made.json"


def test_another_word_makes_it_older(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sheet.made_from(story), slides.made_from(story, story.plans[PLANS[0]])
    monkeypatch.setitem(story.words.entries["sheet"], "guide", "Another heading")  # type: ignore[arg-type]
    monkeypatch.setitem(story.words.entries["slides"], "minutes", "Another")
    assert sheet.made_from(story) != before[0]
    assert slides.made_from(story, story.plans[PLANS[0]]) != before[1]


# ── the sheet ─────────────────────────────────────────────────────────────────────────────────────


def test_it_is_one_sheet_of_a4_tagged_and_light(paper: PdfDocument) -> None:
    assert [tuple(round(length) for length in page.get_size()) for page in paper] == [A4, A4]
    assert pypdfium2.raw.FPDFCatalog_IsTagged(paper)
    for page in paper:
        assert min(page.render(scale=0.2).to_pil().getpixel((2, 2))[:3]) > 240


def test_nine_sentences_stand_in_front_and_the_reading_guide_behind(story: Story, paper: PdfDocument) -> None:
    front, back = read(paper, 0), read(paper, 1)
    reported = [claim for claim in story.claims.values() if claim.level is Level.ABSTRACT]
    assert {claim.locator.sentence for claim in reported} == set(range(1, 10))
    assert [claim.id for claim in reported if claim.says[:24] not in front.replace("- ", "-")] == []
    assert [claim.id for claim in open_questions(story) if claim.says[:24] not in back.replace("- ", "-")] == []
    assert story.words("levels.abstract.name") in front
    assert story.words("levels.blank.name") in back


def test_the_map_has_its_ends_and_blanks_between(story: Story, paper: PdfDocument) -> None:
    front = read(paper, 0)
    assert story.argument.stations["reshaped"].words.label.replace("|", " ") in front
    assert front.count("?") == len(story.argument.stations) - 2


def test_the_four_cells_are_named_and_empty(story: Story) -> None:
    html = sheet.sheet(story)
    assert html.count("<td></td><td></td>") == 2
    words = story.office.scenes["cells"].words
    assert all(f">{words[name]}</th>" in html for name in ("embraced", "resisted", "none", "felt"))


# ── the slides ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PLANS)
def test_slides_go_through_the_beats_of_the_plan(story: Story, name: str) -> None:
    titles = [slide.shapes.title.text for slide in slides_of(name)]  # type: ignore[attr-defined]
    beats = [story.title_of(beat.chapter, beat.id) for beat in story.plans[name].beats]
    assert titles == [*beats, story.words("title")]


@pytest.mark.parametrize("name", PLANS)
def test_every_beat_has_a_picture_with_a_description_and_its_notes(story: Story, name: str) -> None:
    for beat, slide in zip(story.plans[name].beats, slides_of(name), strict=False):
        [picture] = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]  # type: ignore[attr-defined]
        assert len(picture._element.nvPicPr.cNvPr.get("descr")) > 20, beat
        assert picture.image.size[0] >= 2 * 840, beat
        note = story.note(beat.chapter, beat.id)
        assert note is not None
        said = slide.notes_slide.notes_text_frame.text  # type: ignore[attr-defined]
        assert note.follow_up.split("[")[0].strip() in said, beat
        assert note.usually.split("[")[0].strip() in said, beat


@pytest.mark.parametrize("name", PLANS)
def test_nothing_of_markdown_is_left_on_a_slide(name: str) -> None:
    told = slides.told(the_story(), the_story().plans[name])
    said = " ".join(part for one in told for part in (one.title, *one.lines, *one.options, one.notes))
    assert not [sign for sign in ("](", "[S", "[M", "**", "###") if sign in said]


def test_they_are_small_enough_to_be_kept(story: Story) -> None:
    assert sum((FOLDER / name).stat().st_size for name in there(story, FOLDER)) < 5_000_000
