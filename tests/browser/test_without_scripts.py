"""The words served with every address, for readers whose browser runs no JavaScript or whose connection fails."""

import re
from collections.abc import Callable

import pytest
from conftest import Visit, violations
from playwright.sync_api import expect

from explainer.checked import story
from explainer.content.records import Chapter

chapters = pytest.mark.parametrize("chapter", story().chapters, ids=[chapter.slug for chapter in story().chapters])


@chapters
def test_chapter_is_read_without_javascript(server: str, visit: Callable[..., Visit], chapter: Chapter) -> None:
    reader = visit(server, java_script_enabled=False)
    page = reader.context.new_page()
    page.goto(server + chapter.path)
    expect(page.locator("h1")).to_have_text(chapter.title)
    expect(page.locator("noscript")).not_to_be_visible()
    main = page.locator("#served main")
    for block in chapter.blocks:
        if block.kind in ("finding", "takeaway", "argue"):
            found = main.locator(f"#{chapter.slug}-{block.id}")
            expect(found).to_be_visible()
            for claim in block.claims:  # each with what it says of itself
                assert found.locator(f'.mark[data-claim="{claim}"]').count(), claim
    expect(main.locator("[data-take], .copy-link")).to_have_count(0)  # nothing that would do nothing
    before, after = story().neighbours(chapter)
    for to, way in ((before, "previous"), (after, "next")):
        if to:
            link = main.get_by_role("link", name=story().words(f"chapter.{way}", question=to.question), exact=True)
            expect(link).to_have_attribute("href", to.href)
    if after:
        main.get_by_role("link", name=story().words("chapter.next", question=after.question)).click()
        expect(page.locator("h1")).to_have_text(after.title)


def test_mark_opens_without_javascript(server: str, visit: Callable[..., Visit]) -> None:
    page = visit(server, java_script_enabled=False).context.new_page()
    page.goto(f"{server}/division")
    mark = page.locator("#division-reported .mark").first
    note = page.locator(f"#{mark.get_attribute('popovertarget')}")
    expect(note).not_to_be_visible()
    mark.click()
    expect(note).to_be_visible()
    claim = story().claims[mark.get_attribute("data-claim") or ""]
    expect(note).to_contain_text(claim.says)


@chapters
def test_axe_finds_nothing_in_the_served_words(server: str, visit: Callable[..., Visit], chapter: Chapter) -> None:
    page = visit(server, color_scheme="light").context.new_page()
    page.route(re.compile(r"/static/js/"), lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(server + chapter.path)  # the app never starts, and axe can run
    expect(page.locator("#served h1")).to_be_visible()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, rules=["color-contrast"]) == []


def test_served_words_fit_a_phone(server: str, visit: Callable[..., Visit]) -> None:
    reader = visit(server, java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = reader.context.new_page()
    for chapter in story().chapters:
        page.goto(server + chapter.path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, chapter.slug
