"""What only a browser shows: the frame, what opens, what is fetched, and how it fits the screen."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit, eventually, free_port, menu, running, settled, still, streamlit_run, switch, violations
from playwright.sync_api import Locator, Page, expect

from explainer.checked import story

WORDS = story().words
TITLE = {chapter.slug: chapter.title for chapter in story().chapters}
CHAPTERS = {chapter.slug: chapter.path for chapter in story().chapters}


# ── arriving ──────────────────────────────────────────────────────────────────────────────────────


def test_deep_link_comes_first_on_a_fresh_server(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    port = free_port()
    with running(streamlit_run(port), port, tmp_path / "log") as address:
        reader = visit(address)
        page = reader.open("/logics?evidence=abstract")
        expect(page.locator("h1")).to_have_text(TITLE["logics"])
        expect(page).to_have_title(f"{TITLE['logics']} · {WORDS('title')}")
        expect(chosen(page)).to_have_text("abstract")
        expect(page.locator(".position")).to_have_text(WORDS("evidence.positions.abstract"))
        for chapter in story().chapters:  # their titles, not the names of files
            expect(page.locator("[data-testid=stSidebarNav]")).to_contain_text(chapter.title)
        reader.leave()


def chosen(page: Page) -> Locator:
    """What the honesty switch stands at."""
    return switch(page).locator('[aria-checked="true"]')


def test_security_policy_is_sent_and_kept(reader: Visit) -> None:
    answer = reader.context.request.get(f"{reader.address}/logics")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]
    assert policy["default-src"] == "'self'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = reader.context.new_page()
    page.goto(f"{reader.address}/logics", wait_until="domcontentloaded")
    page.evaluate(
        """() => {
          const script = document.createElement("script")
          script.textContent = "window.intruder = true"
          document.body.append(script)
        }"""
    )
    assert page.evaluate("window.intruder") is None
    assert any("Content Security Policy" in error for error in reader.errors)
    reader.errors.clear()  # this one was ours


def test_unknown_address_has_a_page_of_our_own(reader: Visit) -> None:
    page = reader.context.new_page()
    answer = page.goto(f"{reader.address}/no-such-page")
    assert answer and answer.status == 404
    expect(page.locator("h1")).to_have_text(WORDS("errors.not_found_title"))
    assert [link.get_attribute("href") for link in page.locator("main li a").all()] == [
        chapter.href for chapter in story().chapters
    ]
    page.get_by_role("link", name=TITLE["logics"]).click()
    expect(settled(page).locator("h1")).to_have_text(TITLE["logics"])
    reader.errors = [error for error in reader.errors if "no-such-page" not in error]  # the browser's own line


def test_second_name_of_the_cover_leads_to_it(reader: Visit) -> None:
    page = reader.context.new_page()
    page.goto(f"{reader.address}/cover?evidence=published")
    expect(settled(page)).to_have_url(f"{reader.address}/?evidence=published")


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_streamlit_would_tell_anyone_is_closed(reader: Visit, path: str) -> None:
    assert reader.context.request.get(f"{reader.address}{path}").status == 404


# ── the look, for everybody ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("slug", CHAPTERS)
def test_axe_finds_nothing_of_ours_and_nothing_runs_out_of_a_small_screen(
    server: str, visit: Callable[..., Visit], slug: str
) -> None:
    """Nor do errors come where less motion is asked for."""
    page = visit(server, reduced_motion="reduce").open(CHAPTERS[slug])
    for scheme, rules in (("light", ()), ("dark", ("color-contrast",))):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.locator(".stApp")).to_have_css("color-scheme", scheme)
        still(page)  # components follow the theme a moment later; axe cannot read what is being redrawn
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        assert violations(page, rules=rules) == [], scheme
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        still(page)  # charts draw themselves anew
        wide = page.evaluate(
            """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
              .map(element => element.scrollWidth - element.clientWidth)"""
        )
        assert max(wide) <= 0, width
        cut = page.evaluate(
            """() => [...document.querySelectorAll(".stApp .story *")]
              .filter(e => e.checkVisibility() && !e.closest("[popover], svg, thead"))
              .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
              .map(e => e.outerHTML.slice(0, 120))"""
        )
        assert cut == [], width


def test_names_in_the_sidebar_are_not_cut(reader: Visit) -> None:
    page = reader.open("/")
    menu(page)
    for width in (1280, 1920):
        page.set_viewport_size({"width": width, "height": 1080})
        still(page)
        eventually(  # once the menu has unfolded
            page,
            """() => [...document.querySelectorAll('[data-testid="stSidebarNavLink"] *')]
              .every(one => one.scrollWidth <= one.clientWidth || getComputedStyle(one).overflow !== 'hidden')""",
        )


# ── marks and definitions ─────────────────────────────────────────────────────────────────────────


OPEN = ".note:popover-open"


def test_note_opens_by_mouse_and_by_key_beside_its_word_without_the_server(reader: Visit) -> None:
    page, sent = reader.context.new_page(), []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    reader.open("/logics", page)
    page.wait_for_timeout(300)
    sent.clear()
    for kind in ("mark", "term"):
        button = page.locator(f"button.{kind}").first
        expect(page.locator(OPEN), kind).to_have_count(0)
        button.click()
        expect(page.locator(OPEN), kind).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator(OPEN), kind).to_have_count(0)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator(OPEN), kind).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(OPEN), kind).to_have_count(0)
        expect(button, kind).to_be_focused()
        button.click()
        page.locator("h1").click()  # anywhere else
        expect(page.locator(OPEN), kind).to_have_count(0)
    mark_opens_beside_its_word_and_on_the_screen(page)
    assert sent == []
    targets_are_large_enough(page)


def mark_opens_beside_its_word_and_on_the_screen(page: Page) -> None:
    button = page.locator('button.mark[data-claim="S6"]').first
    button.click()
    note = page.locator(OPEN)
    claim = story().claims["S6"]
    expect(note).to_contain_text(f"{WORDS('locators.sentence', sentence=6)} · {story().sources[claim.source].short}")
    expect(note).to_contain_text(claim.says)
    at, there = note.bounding_box(), button.bounding_box()
    assert at and there
    assert at["x"] >= 0 and at["x"] + at["width"] <= 1100
    assert min(abs(at["y"] - there["y"] - there["height"]), abs(there["y"] - at["y"] - at["height"])) < 40


def targets_are_large_enough(page: Page) -> None:
    small = page.evaluate(
        """() => [...document.querySelectorAll(".stApp .story button.mark, .stApp .story summary")]
          .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())
          .filter(box => box.width < 24 || box.height < 24).length"""
    )
    assert small == 0


# ── on the way ────────────────────────────────────────────────────────────────────────────────────


def test_back_and_forward_keep_the_switch_and_the_answers(reader: Visit) -> None:
    page = reader.open("/?evidence=published")
    switch(page).get_by_text("ideas").click()
    page.locator(".st-key-bet label:has(input)").nth(2).click()
    expect(page.get_by_text(WORDS("reader.count", n=1))).to_have_count(1)
    switch(page).get_by_text("published").click()
    expect(page).to_have_url(re.compile("evidence=published"))
    menu(page).filter(has_text=TITLE["logics"]).click()
    expect(page.locator("h1")).to_have_text(TITLE["logics"])
    expect(chosen(page)).to_have_text("published")
    page.go_back()
    expect(page.locator("h1")).to_have_text(TITLE["cover"])
    expect(chosen(page)).to_have_text("published")
    page.go_forward()
    expect(page.locator("h1")).to_have_text(TITLE["logics"])
    expect(chosen(page)).to_have_text("published")
    switch(page).get_by_text("ideas").click()
    expect(chosen(page)).to_have_text("ideas")
    settled(page).go_back()
    expect(page.locator("h1")).to_have_text(TITLE["cover"])
    switch(settled(page)).get_by_text("ideas").click()
    expect(page.locator(".st-key-bet input:checked")).to_have_value("2")


def test_links_between_chapters_keep_the_switch(reader: Visit) -> None:
    page = reader.open("/logics?evidence=published")
    page.locator(".ways .previous a").click()
    expect(page.locator("h1")).not_to_have_text(TITLE["logics"])
    expect(chosen(page)).to_have_text("published")


def test_switch_is_in_the_address(reader: Visit) -> None:
    page = reader.open("/logics")
    expect(page.locator("#moment-list")).to_be_visible()
    switch(page).get_by_text("abstract").click()
    expect(page.locator("#moment-list")).to_have_count(0)
    expect(page).to_have_url(f"{reader.address}/logics?evidence=abstract")
    page.reload()
    expect(chosen(settled(page))).to_have_text("abstract")


def test_paper_is_light_whatever_the_theme(server: str, visit: Callable[..., Visit]) -> None:
    page = visit(server, color_scheme="dark").open("/logics")
    page.locator(".st-key-moments-list-tension").get_by_role("radio").nth(7).click()
    expect(page.locator(".st-key-chart-tension")).to_be_attached()  # the page is drawn anew meanwhile
    page.locator("#logics-tension").evaluate("section => section.scrollIntoView()")
    expect(page.locator("svg.marks").first).to_be_visible()
    page.emulate_media(media="print")
    dark_words = page.evaluate(
        """() => {
          const bright = colour => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) > 450
          const texts = document.createTreeWalker(document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT)
          const found = []
          for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            const element = text.parentElement
            if (!text.data.trim() || !element.checkVisibility() || element.closest("svg, [popover]")) continue
            if (bright(getComputedStyle(element).color)) found.push(text.data)
          }
          return found
        }"""
    )
    assert dark_words == []
    for pill in page.locator(".st-key-moments-list-tension button").all():
        assert pill.evaluate("pill => getComputedStyle(pill).backgroundColor") == "rgba(0, 0, 0, 0)"
    fills = page.locator("svg.marks text").evaluate_all("all => all.map(text => getComputedStyle(text).fill)")
    assert set(fills) == {"rgb(29, 35, 39)"}


def test_on_paper_the_sign_of_the_abstract_keeps_its_fill(server: str, visit: Callable[..., Visit]) -> None:
    """Without it, it is the sign of the team's other publications."""
    page = visit(server).open("/network")
    page.locator("#network-drawn").evaluate("section => section.scrollIntoView()")
    signs = page.locator(".network-view .mark.abstract .shape")
    expect(signs.first).to_be_attached()
    page.emulate_media(media="print")
    fills = signs.evaluate_all("all => all.map(sign => getComputedStyle(sign).backgroundColor)")
    assert fills and "rgba(0, 0, 0, 0)" not in fills


def test_menu_on_a_phone_closes_over_the_chapter_chosen_from_it(server: str, visit: Callable[..., Visit]) -> None:
    page = visit(server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open("/")
    menu = page.get_by_test_id("stSidebar")

    def shut() -> None:
        expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
        expect(menu).not_to_be_in_viewport()

    for chapter in (story().chapter("scripts"), story().chapter("scripts"), story().chapter("cover")):
        page.get_by_test_id("stExpandSidebarButton").tap()
        expect(menu).to_be_in_viewport(ratio=0.99)
        menu.get_by_role("link", name=chapter.title, exact=True).tap()
        shut()
        expect(page.locator(".chapter-head h1")).to_have_text(chapter.title)
        page.reload()
        settled(page)
        shut()
