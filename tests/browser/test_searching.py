"""Lists that narrow in the browser: by choice and by word, from an address, from a number, and from a definition."""

import re
from urllib.parse import parse_qs, urlsplit

from conftest import Visit, settled, still, switch, violations
from playwright.sync_api import Locator, Page, expect

from explainer.answers import page_parameter
from explainer.checked import story
from explainer.evidence import Level, Position
from explainer.figures.lists import counts_by_chapter, open_questions

WORDS = story().words


def listed(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".listed > li:visible")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def word(page: Page) -> Locator:
    """Where one types a word that what is listed must hold."""
    return page.get_by_label(WORDS("search.word"))


def only_in_one(texts: list[str]) -> str:
    """Two words of one of the texts, of which one stands in no other; in capitals, which should not matter."""
    return next(
        f"{word} {text.split()[0]}".upper()
        for text in texts
        for word in re.findall(r"\w{6,}", text)
        if sum(word.lower() in other.lower() for other in texts) == 1
    )


def test_claims_narrow_as_one_types_and_the_address_says_so(reader: Visit) -> None:
    page = reader.open("/sources?level=abstract&chapter=case")
    n = counts_by_chapter(story(), Position.IDEAS)["case"][Level.ABSTRACT]
    expect(listed(page)).to_have_count(n)
    expect(page.locator(".found")).to_have_text(WORDS("sources.found", n=n))
    typed = only_in_one(listed(page).all_inner_texts())
    word(page).fill(typed)
    expect(listed(page)).to_have_count(1)
    assert asked(page) == {"level": ["abstract"], "chapter": ["case"], "word": [typed]}
    switch(page).get_by_text("published").click()
    expect(page.locator(".position")).to_have_text(WORDS("evidence.positions.published"))
    expect(listed(page)).to_have_count(1)
    word(page).fill("no such word")
    expect(page.locator(".found")).to_have_text(WORDS("search.none"))
    page.get_by_role("button", name=WORDS("search.clear")).click()
    expect(listed(page).nth(20)).to_be_visible()
    assert asked(page) == {"evidence": ["published"]}


def test_number_in_the_figure_leads_to_its_statements(reader: Visit) -> None:
    page = reader.open("/sources")
    number = page.locator('a[href*="level=blank&chapter=network"]')
    n = int(number.inner_text())
    number.click()
    expect(listed(page)).to_have_count(n)
    assert asked(page) == {"level": ["blank"], "chapter": ["network"]}


def test_link_to_one_statement_finds_it(reader: Visit) -> None:
    page = reader.open("/sources?claim=S6")
    expect(page.locator("#claim-S6")).to_be_focused()
    expect(page.locator("#claim-S6")).to_be_in_viewport()


def test_definition_leads_to_the_glossary_and_back(reader: Visit) -> None:
    page = reader.open("/logics?evidence=published")
    page.locator("button.term").first.click()
    link = page.locator(".note:popover-open a")
    term = urlsplit(link.get_attribute("href") or "").fragment
    link.click()
    expect(page.locator("h1")).to_have_text(story().chapter("glossary").title)
    expect(page.locator(f"#{term}")).to_be_focused()
    assert asked(page)["evidence"] == ["published"]
    page.locator(f"#{term} .used-in a").first.click()
    expect(page.locator("h1")).not_to_have_text(story().chapter("glossary").title)


def test_glossary_narrows_as_one_types(reader: Visit) -> None:
    page = reader.open("/glossary")
    word(page).fill(story().terms["discretion"].term)
    expect(page.locator("#term-discretion")).to_be_visible()
    expect(page.locator("#term-dashboard")).to_be_hidden()


def guide(page: Page) -> Locator:
    """Room for the page that answers the first open question, in the guide for reading the article."""
    page.get_by_role("tab", name=WORDS("sources.tabs.guide")).click()
    name = page_parameter(open_questions(story())[0]).name
    return page.locator(f".st-key-{name.replace('.', '-')} input")


def test_page_numbers_come_back_after_a_reload(reader: Visit) -> None:
    page = reader.open("/sources")
    field = guide(page)
    field.fill("p. 12")
    field.press("Enter")
    expect(page.get_by_text(WORDS("reader.count", n=1))).to_be_attached()
    settled(page)
    page = reader.open("/sources", page)
    expect(guide(page)).to_have_value("p. 12")


def test_axe_finds_nothing_in_the_other_parts(reader: Visit) -> None:
    page = reader.open("/sources")
    for part in page.get_by_role("tab").all()[1:]:
        part.click()
        expect(part).to_have_attribute("aria-selected", "true")
        settled(page)
        for width in (1100, 390):
            page.set_viewport_size({"width": width, "height": 900})
            still(page)
            assert violations(page, "[data-testid=stTabs]") == [], (part.inner_text(), width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, part.inner_text()
