"""A reader goes through a chapter: by mouse, by keyboard, by touch; and what was said is kept, or forgotten."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit, eventually, forget_me, forgive_absence, free_port, menu, running, settled, streamlit_run
from playwright.sync_api import Locator, Page, expect

from explainer.checked import story

ASKED = story().moments("moments")
MOMENTS = ASKED.moments
WORDS = story().words
ONE_ANSWER = WORDS("reader.count", n=1)
PLACE = "when-the-dashboard-arrives/answers"

# The whole chapter: by moment, which of the replies, of the reasons, and how hard it pulled.
ANSWERS = {"list": (4, 5, 9), "form": (0, 0, 1), "meeting": (1, 2, 6), "exception": (3, 4, 0)}


def found_in(answers: dict[str, tuple[int, int, int]]) -> list[str]:
    """What the two figures find in the answers."""
    pulls = sorted((tension, ASKED.words.moments[moment].title) for moment, (_, _, tension) in answers.items())
    (low, bottom), *_, (high, top) = pulls
    leans = Counter([*ASKED.reasons.values()][reason] for _, reason, _ in answers.values())
    numbers = {lean: leans[lean] for lean in ("managerial", "professional", "either")}
    return [
        WORDS("figures.tension.finding.range", top=top, high=high, bottom=bottom, low=low),
        WORDS("figures.lean.finding.split", **numbers),
    ]


def options(page: Page, moment: str, part: str) -> Locator:
    """The radio buttons of a question, whatever they look like."""
    return page.locator(f".st-key-moments-{moment}-{part}").get_by_role("radio")


def chapter_is_done(page: Page) -> None:
    """Every reply has come, the figures and the findings have answered."""
    expect(page.locator(".moment")).to_have_count(len(MOMENTS))
    expect(page.locator(".answer[role=status]")).to_have_count(len(MOMENTS))
    for name, finding in zip(("tension", "lean"), found_in(ANSWERS), strict=True):
        expect(page.locator(f"#logics-{name}-finding")).to_be_visible()
        expect(page.locator(f"#logics-{name}-finding")).to_have_text(finding)
    expect(page.locator("[data-testid=stVegaLiteChart]")).to_have_count(2)
    expect(page.locator("details.reveal")).to_have_attribute("open", "")
    expect(page.locator("#logics-reported")).to_be_visible()


# ── three ways through ────────────────────────────────────────────────────────────────────────────


def test_chapter_by_mouse(reader: Visit) -> None:
    page = reader.open("/logics")
    expect(page.locator("#logics-reported")).not_to_be_visible()
    for moment, picks in ANSWERS.items():
        for part, pick in zip(("reply", "reason", "tension"), picks, strict=True):
            page.locator(f".st-key-moments-{moment}-{part}").locator("label:has(input), button").nth(pick).click()
            expect(options(page, moment, part).nth(pick)).to_be_checked()
    chapter_is_done(page)
    below = page.locator("details.data-table").filter(has=page.get_by_text(WORDS("figures.tension.columns.tension")))
    below.locator("summary").click()
    expect(below.locator("tbody tr").first).to_contain_text("9")


def test_chapter_by_touch(server: str, visit: Callable[..., Visit]) -> None:
    reader = visit(server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = reader.open("/logics")
    mark = page.locator('button.mark[data-claim="S6"]').first
    mark.tap()
    note = page.locator(".note:popover-open")
    expect(note).to_be_visible()
    box = note.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.locator("h1").tap()
    expect(note).to_have_count(0)
    for moment, picks in ANSWERS.items():
        for part, pick in zip(("reply", "reason", "tension"), picks, strict=True):
            page.locator(f".st-key-moments-{moment}-{part}").locator("label:has(input), button").nth(pick).tap()
            expect(options(page, moment, part).nth(pick)).to_be_checked()
    chapter_is_done(page)


def test_chapter_by_keyboard(reader: Visit) -> None:
    page = reader.open("/logics")
    for moment, picks in ANSWERS.items():
        for part, pick in zip(("reply", "reason", "tension"), picks, strict=True):
            tab_to(page, f".st-key-moments-{moment}-{part}")
            for _ in range(pick):
                page.keyboard.press("ArrowDown" if part == "reply" else "ArrowRight")
            page.keyboard.press("Space")
            expect(options(page, moment, part).nth(pick)).to_be_checked()
            settled(page)
    chapter_is_done(page)
    tab_to(page, ".ways")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text(story().chapter("logics").title)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is inside."""
    for _ in range(150):
        if page.evaluate("selector => Boolean(document.activeElement?.closest(selector))", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {selector}")


def test_findings_can_be_opened_without_an_answer(reader: Visit) -> None:
    page = reader.open("/logics")
    tab_to(page, "details.reveal summary")
    page.keyboard.press("Enter")
    expect(page.locator("#logics-reported")).to_be_visible()


def test_figure_draws_the_answer_on_the_stage(reader: Visit) -> None:
    page = reader.open("/logics")
    options(page, "list", "tension").nth(7).click()
    chart = page.locator(".st-key-chart-tension [data-testid=stVegaLiteChart]")
    expect(chart).to_be_attached()  # it comes with the answer, and the page grows
    page.locator("#logics-tension").evaluate("section => section.scrollIntoView()")
    expect(chart.locator(".mark-symbol path")).to_have_count(1)
    expect(chart.get_by_text("7", exact=True)).to_have_count(2)  # on the axis, and at the point


# ── kept ──────────────────────────────────────────────────────────────────────────────────────────


def bet(page: Page) -> Locator:
    return page.locator(".st-key-bet").get_by_role("radio").nth(3)


def place_bet(page: Page) -> None:
    page.locator(".st-key-bet label:has(input)").nth(3).click()
    expect(page.get_by_text(ONE_ANSWER)).to_have_count(1)
    kept = [PLACE, '{"bet":"within"}']  # a moment after the words
    eventually(page, "([place, kept]) => localStorage.getItem(place) === kept", kept)


def test_answer_survives_a_reload_and_a_closed_tab(reader: Visit) -> None:
    page = reader.open("/")
    place_bet(page)
    page.reload()
    expect(bet(settled(page))).to_be_checked()
    page.close()
    page = reader.open("/logics")
    expect(page.get_by_text(ONE_ANSWER)).to_have_count(1)
    menu(page).first.click()
    expect(bet(page)).to_be_checked()


def test_answer_survives_a_restart_of_the_server(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    port = free_port()
    with running(streamlit_run(port), port, tmp_path / "log") as address:
        reader = visit(address)
        page = reader.open("/")
        place_bet(page)
    with running(streamlit_run(port), port, tmp_path / "log"):
        reader.open("/", page)
        expect(bet(page)).to_be_checked()
        reader.leave()
    forgive_absence(reader)


def test_what_opens_does_not_move_away_below_the_pointer(reader: Visit) -> None:
    """While the corner unfolds, a browser may want to bring into view what is about to be pressed."""
    corner = reader.open("/").locator(".st-key-your-answers")
    scrolled = """corner => new Promise(told => {
      corner.querySelector("summary").click()
      setTimeout(() => {
        const opens = corner.querySelector("details")
        const is_on_its_way = opens.style.height !== ""
        corner.querySelector("button").scrollIntoView()
        told([is_on_its_way, opens.scrollTop])
      }, 100)
    })"""
    assert corner.evaluate(scrolled) == [True, 0]


def test_forget_me_leaves_nothing(reader: Visit) -> None:
    page = reader.open("/")
    place_bet(page)
    forget_me(page)
    expect(bet(page)).not_to_be_checked()
    eventually(page, "place => localStorage.getItem(place) === null", PLACE)
    page.reload()
    expect(bet(settled(page))).not_to_be_checked()


def test_answers_of_a_link_leave_the_readers_own_untouched(reader: Visit) -> None:
    """A link of today, and an older one."""
    place_bet(reader.open("/"))
    for link in ("/#answers=bet:faster", "/?answers=bet:faster"):
        guest = reader.open(link)
        # Where no server and no log gets to see them.
        expect(guest, link).to_have_url(f"{reader.address}/#answers=bet:faster")
        expect(guest.get_by_text(WORDS("reader.visiting")), link).to_be_visible()
        expect(guest.locator(".st-key-bet").get_by_role("radio").nth(1), link).to_be_checked()
        guest.reload()
        expect(settled(guest).locator(".st-key-bet").get_by_role("radio").nth(1), link).to_be_checked()
        assert json.loads(guest.evaluate("place => localStorage.getItem(place)", PLACE)) == {"bet": "within"}, link


def test_odd_storage_does_no_harm(reader: Visit) -> None:
    page = reader.open("/")
    for stored in ("not json", "[1, 2]", '{"bet": "everything", "mood": "good"}', '"text"', "null"):
        page.evaluate("([place, stored]) => localStorage.setItem(place, stored)", [PLACE, stored])
        page.reload()
        settled(page)
        expect(page.locator("h1"), stored).to_have_text(story().chapter("cover").title)
        expect(page.locator(".st-key-bet input:checked"), stored).to_have_count(0)
        place_bet(page)
        expect(bet(page), stored).to_be_checked()


DENIED = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })"""
)


def test_where_nothing_may_be_kept_it_is_said_once(reader: Visit) -> None:
    """In a page of another site, a browser may deny it."""
    page = reader.context.new_page()
    page.add_init_script(DENIED)
    reader.open("/case", page)
    says, note, corner = story().words("reader.denied"), page.locator(".denied"), page.locator(".kept")
    expect(note).to_have_text(says)
    expect(corner).to_have_text(says)  # and not that anything is kept
    page.locator(".ways a.to-chapter").first.click()
    expect(page.locator("h1")).not_to_have_text(story().chapter("case").title)
    expect(page.locator(".kept")).to_have_text(says)
    expect(note).to_be_empty()
    page.go_back()
    expect(page.locator("h1")).to_have_text(story().chapter("case").title)
    expect(note).to_be_empty()


def test_where_it_is_kept_nothing_is_said_of_that(reader: Visit) -> None:
    page = reader.open("/case")
    expect(page.locator(".denied")).to_be_empty()
    expect(page.locator(".kept")).to_have_text(story().words("reader.privacy"))
