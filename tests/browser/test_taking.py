"""What a reader takes along: a link to one place, figures as pictures and as data, with where they come from inside."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from explainer.checked import story
from explainer.content.records import Block, Chapter
from explainer.evidence import Level
from explainer.figures.registry import FIGURES, Form

PICTURES = {
    chapter.slug: pictures
    for chapter in story().chapters
    if (
        pictures := [
            block
            for block in chapter.blocks
            if block.kind == "figure"
            and FIGURES[block.figure].form is Form.STILL
            and FIGURES[block.figure].pictured
            and block.figure != "network_imagined"  # on the page, the network shows it
        ]
    )
}
SVG = "{http://www.w3.org/2000/svg}"
ARTICLE = "Dashboard-driven change: Reshaping relational dynamics"


def row(page: Page, name: str) -> Locator:
    """What can be taken along from one block, with the finding around it open."""
    found = page.locator(f'.take-along[data-of="{name}"]')
    expect(found).to_be_attached()
    page.evaluate("() => import('/app/static/take.js').then(() => {})")  # it listens
    found.evaluate(
        "row => { for (let d = row.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }"
    )
    return found


def taken(page: Page, name: str, kind: str) -> bytes:
    """The file behind one of the buttons of a figure."""
    with page.expect_download() as download:
        row(page, name).locator(f'[data-take="{kind}"]').click()
    assert download.value.suggested_filename == f"{name}.{kind}"
    return Path(download.value.path()).read_bytes()


def words_of(svg: bytes) -> str:
    return " ".join(text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("chapter", [pytest.param(story().chapter(slug), id=slug) for slug in PICTURES])
def test_every_figure_is_taken_along(reader: Visit, chapter: Chapter) -> None:
    page = reader.open(chapter.path)
    for block in PICTURES[chapter.slug]:
        figure_is_taken_along(page, chapter, block)


def figure_is_taken_along(page: Page, chapter: Chapter, block: Block) -> None:
    name = f"{chapter.slug}-{block.id}"
    if block.tab:
        page.get_by_role("tab", name=story().words(f"{chapter.slug}.tabs.{block.tab}"), exact=True).click()
    image = taken(page, name, "svg")
    words = words_of(image)
    caption = page.locator(f"#{name} figcaption").first
    for said in (block.title, ARTICLE, f"#{name}", "CC BY 4.0", caption.inner_text().split()[0]):
        assert said in words, said
    if block.level:
        assert story().words(f"levels.{block.level}.name") in words
    texts = list(ElementTree.fromstring(image).iter(f"{SVG}text"))
    size = [float(n) for n in ElementTree.fromstring(image).attrib["viewBox"].split()]
    for text in texts:  # nothing is drawn outside
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        assert 0 <= x <= x + float(text.get("textLength", 0)) <= size[2] + 1 and 0 < y < size[3], text.text
    png = Image.open(io.BytesIO(taken(page, name, "png")))
    assert png.size == (size[2] * 2, size[3] * 2)
    assert len(png.convert("RGB").getcolors(1 << 24) or []) > 20  # drawn, and not one colour
    head, *body = csv.reader(io.StringIO(taken(page, name, "csv").decode("utf-8-sig")))
    assert head[-3:] == [story().words(f"take.columns.{column}") for column in ("figure", "evidence", "source")]
    assert body and all(len(line) == len(head) for line in body)
    assert all(block.title in line[-3] and ARTICLE in line[-1] for line in body)


def test_chart_is_taken_along_with_the_answers_in_it_and_not_without(reader: Visit) -> None:
    page = reader.open("/logics")
    expect(page.locator("#logics-tension-finding")).to_be_visible()
    expect(page.locator('.take-along[data-of="logics-tension"]')).to_have_count(0)
    page.locator(".st-key-moments-list-tension").get_by_role("radio").nth(7).click()
    expect(page.locator("#logics-tension-finding")).to_contain_text("7")
    words = words_of(taken(page, "logics-tension", "svg"))
    assert page.locator("#logics-tension-finding").inner_text() in words and ARTICLE in words
    assert story().words("take.yours") in words
    assert story().words("levels.yours.name") in words
    _, first, *_ = csv.reader(io.StringIO(taken(page, "logics-tension", "csv").decode("utf-8-sig")))
    assert "7" in first
    assert len(taken(page, "logics-tension", "png")) > 10_000


def test_link_to_exactly_this(reader: Visit) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open("/division?evidence=published")
    for name in ("division-reported",):
        row(page, name).locator(".copy-link").click()
        expect(row(page, name).get_by_role("status")).to_have_text(story().words("take.copied"))
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{reader.address}/division?evidence=published#{name}"
    there = reader.open("/division?evidence=published#division-reported")
    expect(there.locator("#division-reported")).to_be_in_viewport()  # although it waits in a closed finding
    expect(there.locator("#division-reported")).to_be_focused()


def test_link_to_a_place_carries_no_answers(reader: Visit) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open("/division#answers=bet:ties")
    row(page, "division-reported").locator(".copy-link").click()
    expect(row(page, "division-reported").get_by_role("status")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == f"{reader.address}/division#division-reported"


def test_lists_are_taken_along_as_data(reader: Visit) -> None:
    page = reader.open("/glossary")
    with page.expect_download() as download:
        row(page, "glossary-terms").get_by_role("link", name=story().words("take.csv")).click()
    lines = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert [line[0] for line in lines[1:]] and {line[0] for line in lines[1:]} == set(story().terms)


def test_picture_is_the_same_from_a_phone(server: str, visit: Callable[..., Visit]) -> None:
    phone = visit(server, viewport={"width": 390, "height": 844}, has_touch=True).open("/sources")
    desk = visit(server).open("/sources")
    assert taken(phone, "sources-counted", "svg") == taken(desk, "sources-counted", "svg")


def test_picture_on_the_stage_is_taken_along(reader: Visit) -> None:
    page = reader.open("/division?beat=cells")
    block = story().chapter("division").block("cells")
    expect(page.locator(".stage-picture [data-id=joris]").first).to_be_visible()
    files = {}
    for kind in ("svg", "png"):
        with page.expect_download() as download:
            page.locator(f'.stage-take[data-kind="{kind}"]').first.click()
        assert download.value.suggested_filename == f"division-cells.{kind}"
        files[kind] = Path(download.value.path()).read_bytes()
    words = " ".join(words_of(files["svg"]).split())
    badge = story().office.badges[Level.IMAGINED]
    finding = story().office.states[block.state or ""].words.finding
    for said in (block.title, badge, finding, ARTICLE, "beat=cells"):
        assert said in words, said
    assert len(Image.open(io.BytesIO(files["png"])).convert("RGB").getcolors(1 << 24) or []) > 20
