"""The page for who teaches: each plan on one printed page, its way onto the screen, and what can be taken along."""

import re
from collections.abc import Iterator

import pytest
from conftest import Visit, reading
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from explainer.blocks import blocks_html
from explainer.checked import story
from explainer.content.teaching import Plan

PLANS = [*story().plans.values()]
# What a browser leaves free around a printed page by itself, in inches.
MARGIN = dict.fromkeys(("top", "right", "bottom", "left"), "0.4in")


@pytest.fixture
def page(reader: Visit) -> Page:
    return reader.open("/teach")


@pytest.fixture
def printed(page: Page) -> Iterator[list[str]]:
    page.emulate_media(media="print")
    document = PdfDocument(page.pdf(format="A4", margin=MARGIN, print_background=True))
    yield [letters(sheet.get_textpage().get_text_range()) for sheet in document]
    document.close()


def letters(text: str) -> str:
    """A text without spaces and signs: how its lines are broken on paper does not matter."""
    return re.sub(r"\W", "", text.split(" [")[0])


def head(plan: Plan) -> str:
    return letters(f"{story().words('teach.plan', minutes=plan.minutes)}: {plan.words.title}")


def test_each_plan_prints_on_one_page_of_its_own(printed: list[str]) -> None:
    for plan in PLANS:
        [sheet] = [text for text in printed if text.startswith(head(plan))]
        rest = [*(step.does for step in plan.words.steps.values()), plan.words.without]
        rest += [row.there for row in plan.words.rubric]
        assert [words for words in rest if letters(words) not in sheet] == []
        assert [other for other in PLANS if other is not plan and head(other) in sheet] == []
        assert letters(story().title_of("teach", "to-take")) not in sheet


def test_a_plan_is_presented_from_its_first_beat(page: Page) -> None:
    plan = PLANS[0]
    page.locator("#teach-minutes-20 .start a").click()
    expect(page.locator(".present-caption")).to_be_visible()
    assert f"plan={plan.id}" in page.url and f"beat={plan.beats[0].id}" in page.url


def test_what_is_offered_is_there(reader: Visit) -> None:
    html = blocks_html(story(), (teach := story().chapter("teach")), [teach.block("to-take")])
    hrefs = re.findall(r'href="([^"]+)"', html)
    assert len(hrefs) == 3 + len(PLANS)
    for href in (href.split("#")[0] for href in hrefs):
        answer = reader.context.request.get(f"{reader.address}/{href}")
        assert answer.ok, href
        kind, begins = answer.headers["content-type"], answer.body()[:5]
        wanted = {"pdf": ("application/pdf", b"%PDF-"), "pptx": ("presentation", b"PK\x03\x04\x14")}
        assert href.endswith("/handout") or wanted[href.rsplit(".")[-1]][0] in kind, (href, kind)
        assert href.endswith("/handout") or begins == wanted[href.rsplit(".")[-1]][1], href


def test_the_story_for_paper_has_no_note(reader: Visit) -> None:
    html = reader.context.request.get(f"{reader.address}/handout").text()
    assert story().chapters[-1].title in html
    told = reading(html)
    notes = [note.usually for beats in story().notes.values() for note in beats.values()]
    assert [note for note in notes if note.split("[")[0].strip() in told] == []
