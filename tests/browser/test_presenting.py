"""Before a class: a clicker leads through every plan, a room is asked and counted, two windows keep in step."""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visit, eventually, reading, settled
from playwright.sync_api import Page, Request, expect
from test_coming_back import Line

from explainer.checked import story
from explainer.evidence import Position
from explainer.presenting import notes_for_speaker, presented

IDEAS = presented(story(), Position.IDEAS)
BEATS = {beat["at"]: beat for beat in IDEAS["beats"]}
WORDS = story().words
PRESENT = ".present"


def address(at: str, step: int = 0, more: str = "") -> str:
    chapter, beat = at.split("/")
    return f"{story().chapter(chapter).path}?present=true&beat={beat}{f'&step={step}' if step else ''}{more}"


def start(reader: Visit, path: str) -> Page:
    """Present, without waiting for the app behind it."""
    page = reader.context.new_page()
    page.goto(reader.address + path)
    expect(page.locator(PRESENT)).to_be_visible()
    return page


def here(page: Page) -> tuple[str, int]:
    """Where it is, as the address says."""
    return place(page.url)


def place(url: str) -> tuple[str, int]:
    told = urlsplit(url)
    query = parse_qs(told.query)
    chapter = next(one for one in story().chapters if one.path == told.path)
    return f"{chapter.slug}/{query['beat'][0]}", int(query.get("step", ["0"])[0])


def question(at: str) -> str:
    ask = BEATS[at]["ask"]
    return f"{ask['about']} {ask['says']}".strip()


def caption(page: Page) -> str:
    return reading(page.locator(".present-caption").inner_html())


WALKED = """({ key, steps }) => Array.from({ length: steps }, () => {
  dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
  return [location.href, document.querySelector(".present-caption").innerHTML]
})"""
"""Presses of a clicker, one after another; after each, the address and the caption."""


@pytest.fixture
def presenter(server: str, visit: Callable[..., Visit]) -> Iterator[Visit]:
    """Somebody before a class, whose projector shows no motion: each press is there at once."""
    yield visit(server, viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")


def test_a_clicker_leads_through_every_plan_and_back_and_the_server_has_nothing_to_do(presenter: Visit) -> None:
    asked: list[str] = []
    for nth, (plan, beats) in enumerate(IDEAS["plans"].items()):
        page = start(presenter, f"/?present=true&plan={plan}")
        if nth == 0:
            settled(page)
            page.on("request", lambda request: asked.append(request.url))
        way = [(at, step) for beat in beats for at in [beat["at"]] for step in range(steps(at))]
        there = page.evaluate(WALKED, {"key": "PageDown", "steps": len(way)})  # once more than there are steps on
        assert [place(url) for url, _ in there] == [*way[1:], way[-1]]
        for (at, step), (_, told) in zip(way[1:], there, strict=False):
            if step < 2:  # after what is asked, what is replied to it
                assert reading(told) == reading(question(at) if step else BEATS[at]["caption"]), at
        if nth == 0:
            back = page.evaluate(WALKED, {"key": "PageUp", "steps": len(way)})
            assert [place(url) for url, _ in back] == [*way[-2::-1], way[0]]
    scripts = ("blob:", "/app/static/")  # they may come late
    assert [url for url in asked if "favicon" not in url and not any(part in url for part in scripts)] == []


def steps(at: str) -> int:
    asked = BEATS[at]["ask"]
    return 1 if asked is None else 2 if asked["cells"] else 3


def test_the_next_beat_is_there_at_once_and_large_enough_for_the_back_row(presenter: Visit) -> None:
    page = start(presenter, address("cover/question"))
    settled(page)
    times = page.evaluate(
        """async () => {
          const root = document.querySelector(".present")
          const times = []
          for (let n = 0; n < 30; n++) {
            const begins = performance.now()
            root.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true, cancelable: true }))
            await new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))
            times.push(performance.now() - begins)
          }
          return times.sort((a, b) => a - b)
        }"""
    )
    # A busy machine makes some late; what waits for something is always late.
    assert times[len(times) // 4] < 150, times
    assert here(page)[0] not in ("cover/question", "cover/bet")
    size = page.locator(".present-caption p").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 32
    parts = {name: page.locator(f".present-{name}").bounding_box() for name in ("words", "tools", "picture")}
    picture = parts["picture"]
    assert picture and picture["height"] == 1080
    for name in ("words", "tools"):  # nothing lies over the figure
        box = parts[name]
        assert box and box["x"] + box["width"] <= picture["x"] + 1


FITS = """({ steps }) => {
  const part = name => document.querySelector(`.present-${name}`)
  const over = (one, other) => {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
    return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  }
  const wrong = new Set()
  const look = () => {
    const where = new URL(location.href).searchParams
    const tell = what => wrong.add(`${location.pathname} ${where.get("beat")} ${where.get("step") ?? 0}: ${what}`)
    for (const name of ["words", "picture"]) {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = part(name)
      if (scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1)
        tell(`${name} ${scrollWidth}x${scrollHeight} in ${clientWidth}x${clientHeight}`)
    }
    if (getComputedStyle(part("picture")).visibility === "hidden") return
    const lies = ["words", "tools", "edge.back", "edge.on"].filter(name => over(part(name), part("picture")))
    if (lies.length) tell(`${lies} over the picture`)
  }
  look()
  for (let n = 1; n < steps; n++) {
    dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true, cancelable: true }))
    look()
  }
  return [...wrong]
}"""


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (1920, 1080), (3840, 2160)], ids=str)
def test_every_beat_fits_the_screen_and_nothing_lies_over_its_picture(presenter: Visit, size: tuple[int, int]) -> None:
    """1280 x 720 is what a projector of 1920 x 1080 has at a zoom of 150 %."""
    plan, beats = max(IDEAS["plans"].items(), key=lambda one: len(one[1]))
    page = presenter.context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{presenter.address}/?present=true&plan={plan}")
    expect(page.locator(PRESENT)).to_be_visible()
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate(FITS, {"steps": sum(steps(beat["at"]) for beat in beats)}) == []


def test_the_page_beneath_leaves_the_address_alone(presenter: Visit) -> None:
    page = settled(start(presenter, address("logics/equals")))
    page.wait_for_selector(".stage .picture", state="attached")
    page.keyboard.press("PageDown")
    told = here(page)
    read = "getComputedStyle(document.querySelector('.stage')).getPropertyValue('--read')"
    before = page.evaluate(read)
    page.evaluate("""() => {
      dispatchEvent(new Event("pointerdown")) // a link leads to its beat until the reader does something
      document.querySelector("[data-testid=stMain]").scrollTop += 3000
    }""")
    eventually(page, f"before => {read} !== before", before)
    assert told == here(page) == ("logics/logic", 0)


def test_begins_and_leaves_at_the_beat_that_is_read_also_in_another_chapter(presenter: Visit) -> None:
    page = presenter.open("/logics?beat=logic")
    expect(page.locator(".stage .picture")).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator(PRESENT)).to_be_visible()
    assert here(page) == ("logics/logic", 0)
    assert page.evaluate("document.querySelector('#root').inert")
    page.keyboard.press("ArrowRight")
    page.reload()
    expect(page.locator(PRESENT)).to_be_visible()
    assert here(page) == ("logics/ideal-types", 0)
    settled(page)
    page.keyboard.press("Escape")
    expect(page.locator(PRESENT)).to_have_count(0)
    eventually(page, in_sight("logics-ideal-types"))
    assert "present" not in page.url
    page.locator(".bar-where").first.click()
    page.keyboard.press("P")
    expect(page.locator(PRESENT)).to_be_visible()
    page.keyboard.press("o")  # every beat as a small picture
    page.locator('[data-at="division/parted"]').click()
    assert here(page) == ("division/parted", 0)
    page.keyboard.press("Escape")
    eventually(page, in_sight("division-parted"))
    assert urlsplit(page.url).path == "/division"


def in_sight(name: str) -> str:
    return f"""() => {{
      const box = document.getElementById("{name}")?.getBoundingClientRect()
      return box && box.top < innerHeight && box.bottom > 0
    }}"""


def test_a_room_is_asked_talks_votes_again_and_sees_the_reveal_on_the_next_press(presenter: Visit) -> None:
    at = "division/predict"
    replies = [reading(option["reply"]) for option in BEATS[at]["ask"]["options"]]
    page = start(presenter, address(at, 1))
    settled(page)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    assert caption(page) == reading(BEATS[at]["ask"]["says"])
    expect(page.locator(".present .picture")).to_be_hidden()
    for key in ("1", "5", "5", "5", "2", "Shift+2"):
        page.keyboard.press(key)
    page.get_by_role("button", name=WORDS("present.less", option="").strip()).nth(4).click()
    assert counts(page) == [["1"], ["0"], ["0"], ["0"], ["2"]]
    expect(page.locator(".present-tally")).to_contain_text(WORDS("present.room"))
    page.get_by_role("button", name=WORDS("present.again")).click()
    for key in ("5", "5", "4"):
        page.keyboard.press(key)
    both = [["1", "0"], ["0", "0"], ["0", "0"], ["0", "1"], ["2", "2"]]
    assert counts(page) == both
    text = page.locator("body").inner_text()
    assert not any(reply in " ".join(text.split()) for reply in replies)
    page.keyboard.press("PageDown")
    assert replies[4] in caption(page)  # to what most hands went up for
    assert counts(page) == both
    page.keyboard.press("1")
    assert replies[0] in caption(page) and replies[4] not in caption(page)
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.goto(presenter.address + address("division/reported"))
    expect(page.locator(".present-tally li")).to_have_count(len(both))
    assert counts(page) == both  # beside what is reported
    assert not any("votes" in request.url or request.method != "GET" for request in asked)
    page.goto(presenter.address + address("division/cells", 1))
    expect(page.locator(PRESENT)).to_be_visible()
    for key in ("1", "4", "4"):
        page.keyboard.press(key)
    expect(page.locator(".present .room-dot")).to_have_count(3)
    tallies = json.loads(page.evaluate("sessionStorage['when-the-dashboard-arrives/present']"))["tallies"]
    assert tallies["cells"] == [[1, 0, 0, 2]]


def counts(page: Page) -> list[list[str]]:
    """Of each option, how many hands in each vote."""
    return [row.locator("b").all_inner_texts() for row in page.locator(".present-tally li").all()]


def test_the_window_of_who_speaks_keeps_in_step_and_alone_has_the_notes(presenter: Visit) -> None:
    asked: list[str] = []
    audience = presenter.context.new_page()
    audience.on("request", lambda request: asked.append(request.url))
    audience.goto(presenter.address + address("cover/lines"))
    expect(audience.locator(PRESENT)).to_be_visible()
    with presenter.context.expect_page() as opened:
        audience.keyboard.press("s")
    speaker = opened.value
    said = {at: reading(note["usually"]) for at, note in notes_for_speaker(story()).items()}
    expect(speaker.locator(".notes")).to_contain_text(said["cover/lines"])
    assert Axe().run(speaker).response["violations"] == []
    speaker.keyboard.press("PageDown")
    expect(audience).to_have_url(re.compile("beat=bet"))
    expect(speaker.locator(".notes")).to_contain_text(said["cover/bet"])
    assert said["cover/bet"] not in audience.content()
    audience.keyboard.press("ArrowRight")
    expect(speaker.locator(".now")).to_contain_text(BEATS["cover/bet"]["ask"]["says"])
    speaker.locator(".present-count").nth(1).click()
    expect(audience.locator(".present-bar b").first).to_have_text("1")
    speaker.keyboard.press("b")
    expect(audience.locator(".present-black")).to_be_visible()
    audience.keyboard.press("Escape")
    expect(speaker.locator(".waiting")).to_be_visible()
    assert [url for url in asked if "speaker" in url] == []


def test_without_a_line_the_beat_stays_uncovered_and_the_next_chapter_comes(presenter: Visit) -> None:
    page = presenter.context.new_page()
    line = Line(page)
    page.goto(presenter.address + address("case/silent"))
    settled(page)
    line.cut()
    expect(page.locator(".stDialog, [data-testid=stDialog]").first).to_be_attached()
    page.keyboard.press("PageDown")
    assert here(page) == ("scripts/question", 0)
    for x, y in ((300, 500), (1300, 500), (1900, 1060)):
        assert page.evaluate("([x, y]) => Boolean(document.elementFromPoint(x, y).closest('.present'))", [x, y])
    page.keyboard.press("Escape")  # the chapter waits until the line is back
    line.mend()
    expect(page.locator("h1")).to_have_text(story().chapter("scripts").title)
    expect(page).to_have_url(re.compile("/scripts"))
    presenter.errors.clear()  # the line was cut on purpose


def test_keys_belong_to_what_has_the_focus_and_escape_gives_them_back(presenter: Visit) -> None:
    page = start(presenter, address("logics/monday-list"))
    band = page.locator(".present [role=slider]")
    band.focus()
    page.keyboard.press("ArrowRight")
    assert here(page) == ("logics/monday-list", 0)
    expect(band).to_have_attribute("aria-valuenow", "1")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert here(page) == ("logics/monday-list", 1)
    page.evaluate("window.open = () => null")  # a browser that opens no second window
    page.keyboard.press("s")
    expect(page.locator(".present-says")).to_contain_text(WORDS("present.blocked"))
    expect(page.locator(".present-says a")).to_have_attribute("href", f"{presenter.address}/speaker")
    page.keyboard.press("?")
    card = page.get_by_role("dialog", name=WORDS("present.keys.title"))
    expect(card).to_be_visible()
    assert Axe().run(page, options={"exclude": [["#root"]]}).response["violations"] == []
    card.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    expect(page.locator(".qr svg, .present-card .large").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(PRESENT)).to_have_count(0)
    settled(page)
    page.keyboard.press("p")  # letter keys were switched off
    expect(page.locator(PRESENT)).to_have_count(0)
    page.locator(".bar-where ~ .to-present").click()
    expect(page.locator(PRESENT)).to_be_visible()
    assert Axe().run(page, options={"exclude": [["#root"]]}).response["violations"] == []
    page.keyboard.press("Escape")
    page.goto(f"{presenter.address}/sources")
    settled(page)
    page.evaluate("localStorage.clear()")
    page.locator("input").first.fill("")
    page.keyboard.type("p?")
    expect(page.locator(".present, .present-card")).to_have_count(0)
