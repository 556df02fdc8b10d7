"""The handout: the whole story as one tagged PDF, for paper."""

from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument

from explainer.checked import story
from explainer.handout import chapters_on_paper, handout_html
from exports import handout


@pytest.fixture(scope="module")
def paper(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdfDocument]:
    target = tmp_path_factory.mktemp("handout") / "handout.pdf"
    handout.write(chromium, target)
    document = PdfDocument(target)
    yield document
    document.close()


@pytest.fixture(scope="module")
def sheets(paper: PdfDocument) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in paper]


def close(text: str) -> str:
    """Without spaces: where a PDF has one is up to the program that reads it."""
    return text.replace(" ", "")


def test_every_sheet_has_its_number_and_its_chapter(sheets: list[str]) -> None:
    chapters = [chapter.title for chapter in chapters_on_paper(story())]
    heads = [
        next(title for title in chapters if close(text).startswith(close(f"{story().words('title')}{title}{number}")))
        for number, text in enumerate(sheets, start=1)
    ]
    assert list(dict.fromkeys(heads)) == chapters  # each begins on a sheet of its own, in order


def test_all_of_the_story_is_in_it(sheets: list[str]) -> None:
    whole = " ".join(sheets)
    for chapter in chapters_on_paper(story()):
        assert chapter.question.split("[")[0].strip()[:40] in whole
        for block in chapter.blocks:
            if block.title and block.medium != "page":
                assert block.title in whole, block.title
    for source in story().sources.values():
        assert source.title.split(":")[0][:30] in whole, source.id
    assert story().words("sources.page_of") in whole  # room for the page of the article at each open question


def test_it_is_tagged_light_and_has_an_outline(paper: PdfDocument) -> None:
    assert pypdfium2.raw.FPDFCatalog_IsTagged(paper)
    titles = [bookmark.get_title() for bookmark in paper.get_toc()]
    assert set(titles) >= {chapter.title for chapter in chapters_on_paper(story())}
    corner = paper[0].render(scale=0.2).to_pil().getpixel((2, 2))
    assert min(corner[:3]) > 240


def test_nothing_is_there_to_be_pressed() -> None:
    html = handout_html(story())
    assert "data-take" not in html and "copy-link" not in html
