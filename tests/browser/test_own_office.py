"""An office of one's own in a real browser: built by mouse, by keys and from a table; kept, forgotten, taken along."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import networkx as nx
import pytest
from conftest import ROOT, Visit, eventually, violations
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from pypdfium2 import PdfDocument
from test_own_offices import offices

from explainer.checked import story
from explainer.content.own_office import OwnOffice
from explainer.figures.network.offline import vis_script
from explainer.figures.network.own import bends, label, needed, own_html
from explainer.look import style_sheet

OWN = story().own_offices
HOME = "/network#network-own-office"
KEPT = "localStorage.getItem('when-the-dashboard-arrives/office')"
FILES = "/own-office/"


def said(key: str, **values: object) -> str:
    text = str(OWN.words[key])
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def place(page: Page) -> Locator:
    return page.locator(".own-office")


# ── by itself, without a server: what is only done in the page ─────────────────────────────────────

ADDRESS = "http://office.test/"
STATIC = ROOT / "explainer" / "static"
PAGE = (
    f'<!doctype html><html lang="en"><title>t</title><meta name="viewport" content="width=device-width">'
    f"<style>{style_sheet()}</style>"
    '<body class="story" style="margin:0"><main id="here" style="padding:0 16px"><div class="own-office"></div></main>'
)
MOUNT = """async words => {
  const { default: mount } = await import("/app/static/own_office/opener.js")
  mount({ data: new TextEncoder().encode(JSON.stringify(words)), parentElement: document.getElementById("here") })
  document.querySelector(".own-office button").click()
}"""


@cache
def served(path: str) -> tuple[bytes, str]:
    made = {f"{FILES}needed.json": lambda: json.dumps(needed(story())), f"{FILES}vis-network.js": vis_script}
    if path in made:
        return made[path]().encode(), "application/json" if path.endswith("json") else "text/javascript"
    if path.startswith("/app/static/"):
        kind = {"js": "text/javascript", "css": "text/css"}.get(path.rsplit(".")[-1], "font/woff2")
        return (STATIC / path.removeprefix("/app/static/")).read_bytes(), kind
    return PAGE.encode(), "text/html; charset=utf-8"


def mounted(context: BrowserContext, page: Page | None = None) -> Page:
    """The office alone in a page, opened."""
    page = page or context.new_page()

    def answer(route: Route) -> None:
        body, kind = served(urlsplit(route.request.url).path)
        route.fulfill(body=body, content_type=kind)

    page.unroute_all()
    page.route(f"{ADDRESS}**", answer)
    page.goto(ADDRESS)
    page.evaluate(MOUNT, {name: OWN.words[name] for name in ("open", "open_again", "opening", "no_door")})
    expect(page.locator(".own-office.opened canvas")).to_be_visible()
    return page


@pytest.fixture
def alone(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`alone(**options of a context)`: the office in a page of its own. Errors fail the test at its end."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def show(**options: Any) -> Page:
        options = {"viewport": {"width": 1100, "height": 900}, "reduced_motion": "reduce", **options}
        contexts.append(chromium.new_context(**options))
        contexts[-1].on("weberror", lambda error: wrong.append(str(error.error)))
        contexts[-1].on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        return mounted(contexts[-1])

    yield show
    for context in contexts:
        context.close()
    assert wrong == []


def opened(reader: Visit, page: Page | None = None) -> Page:
    page = reader.open(HOME, page)
    page.locator(".own-office button.act").click()
    expect(page.locator(".own-office.opened canvas")).to_be_visible()
    return page


def status(page: Page) -> Locator:
    return place(page).locator(".said")


def kept(page: Page) -> OwnOffice | None:
    text = page.evaluate(KEPT)
    return text and OwnOffice.model_validate_json(text)


def names(page: Page) -> list[str]:
    office = kept(page)
    return [one.name for one in office.people] if office else []


def told(page: Page) -> list[tuple[str, str, str, str]]:
    """The ties that are kept, by the names of their ends."""
    office = kept(page)
    assert office
    name = {one.id: one.name for one in office.people}
    return [(name[tie.start], tie.kind, name[tie.end], tie.since) for tie in office.ties]


def begin(page: Page, example: str) -> None:
    place(page).locator(f"[data-example={example}]").click()


def paste(page: Page, table: str) -> None:
    part = place(page).locator(".of-paste")
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    part.locator("textarea").fill(table)
    part.get_by_role("button", name=said("table_add")).click()


def taken(page: Page, kind: str, target: Path) -> Path:
    with page.expect_download() as download:
        place(page).locator(f"[data-take-office={kind}]").click()
    download.value.save_as(target)
    return target


def open_file(page: Page, name: str, text: str) -> None:
    place(page).locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": text.encode()}
    )


THREE = "Ann, works with, Ben, gone\nCarla;steers"
SMALL = "Ann, works with, Ben, gone\nCarla, steers, Ann, new\nBen, works with, Carla"


# ── building ──────────────────────────────────────────────────────────────────────────────────────


def test_nothing_of_it_is_fetched_before_it_is_opened(reader: Visit) -> None:
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    page = reader.open(HOME)
    expect(place(page).locator("button.act")).to_be_visible()
    before = [url for url in asked if "own_office/" in url or FILES in url]
    assert [url.rsplit("/", 1)[-1] for url in before] == ["opener.js"]
    assert (page.locator("#network-own-office").inner_text() + place(page).inner_text()).count(" ") < 70
    page.route(f"**{FILES}needed.json", lambda route: route.fulfill(body="<p>page</p>", content_type="text/html"))
    place(page).locator("button.act").click()
    expect(place(page).locator("p")).to_have_text(said("no_door"))  # as without our own server
    page.unroute_all()
    place(page).locator("button.act").click()
    expect(page.locator(".own-office.opened canvas")).to_be_visible()
    assert [url for url in asked if url.endswith(f"{FILES}vis-network.js")]
    assert kept(page) is None  # an example that nobody has touched is not the reader's


def test_built_with_the_mouse(alone: Callable[..., Page]) -> None:
    page = alone()
    begin(page, "empty")
    canvas = place(page).locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    spots = [(box["x"] + x, box["y"] + y) for x, y in ((120, 100), (360, 120), (240, 300))]
    place(page).get_by_label(said("mode_add")).check()
    for (x, y), name in zip(spots, ("Ann", "Ben", "Carla"), strict=True):
        page.mouse.click(x, y)
        expect(place(page).locator(".chosen input").first).to_be_focused()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    assert names(page) == ["Ann", "Ben", "Carla"]

    place(page).get_by_label(said("mode_tie")).check()
    place(page).locator(".tie-with select").first.select_option("checks")
    place(page).locator(".tie-with select").last.select_option("after")
    page.mouse.move(*spots[0])
    page.mouse.down()
    page.mouse.move(spots[1][0] - 40, spots[1][1], steps=4)
    page.mouse.move(spots[1][0] - 1, spots[1][1] - 22.5)  # near is near enough
    page.mouse.up()
    eventually(page, f"() => JSON.parse({KEPT}).ties.length === 1")
    page.mouse.click(*spots[1])
    expect(status(page)).to_have_text(said("picked", name="Ben"))
    page.mouse.click(*spots[2])
    eventually(page, f"() => JSON.parse({KEPT}).ties.length === 2")
    assert told(page) == [("Ann", "checks", "Ben", "after"), ("Ben", "checks", "Carla", "after")]

    place(page).get_by_label(said("mode_move")).check()
    before = page.evaluate(f"JSON.parse({KEPT}).people[2]")
    page.mouse.move(*spots[2])
    page.mouse.down()
    page.mouse.move(spots[2][0] + 60, spots[2][1] + 40, steps=5)
    page.mouse.up()
    moved = f"() => JSON.parse({KEPT}).people[2].x > {before['x']} + 40 && JSON.parse({KEPT}).people[2]"
    assert eventually(page, moved)["name"] == "Carla"
    page.mouse.click((spots[0][0] + spots[1][0]) / 2, (spots[0][1] + spots[1][1]) / 2)  # the line between two
    expect(place(page).locator(".chosen h2")).to_contain_text("Ann")
    expect(place(page).locator(".chosen select").last).to_have_value("after")
    page.mouse.click(*spots[0])
    expect(place(page).locator(".chosen h2")).to_have_text("Ann")


def test_built_with_keys_alone(alone: Callable[..., Page]) -> None:
    page = alone()
    place(page).locator("[data-example=empty]").press("Enter")
    place(page).locator(".of-people summary").press("Enter")
    for name in ("Ann", "Ben"):
        place(page).get_by_role("button", name=said("add_person"), exact=True).press("Enter")
        expect(place(page).locator(".of-people tbody tr:last-child input").first).to_be_focused()
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type("nurse")
        page.keyboard.press("Tab")
        page.keyboard.type(OWN.levels["frontline"].words[:4])
        page.keyboard.press("Tab")
        page.keyboard.type(OWN.sides["resisted" if name == "Ben" else "embraced"].words[:4])
    office = kept(page)
    assert office
    assert [(one.name, one.job, one.level, one.side) for one in office.people] == [
        ("Ann", "nurse", "frontline", "embraced"),
        ("Ben", "nurse", "frontline", "resisted"),
    ]
    place(page).locator(".of-ties summary").press("Enter")
    place(page).locator(".of-ties form select").nth(1).select_option("serves")
    place(page).get_by_role("button", name=said("add_tie")).press("Enter")
    assert told(page) == [("Ann", "serves", "Ben", "before")]
    row = place(page).locator(".of-ties tbody tr")
    row.locator("select").last.select_option("gone")
    row.locator("select").first.select_option("works-with")
    expect(place(page).locator(".of-ties tbody select").first).to_be_focused()  # it is another tie, and the same row
    assert told(page) == [("Ann", "works-with", "Ben", "gone")]
    row.get_by_role("button").press("Enter")
    assert told(page) == []
    place(page).get_by_role("button", name=said("undo"), exact=True).press("Enter")
    assert told(page) == [("Ann", "works-with", "Ben", "gone")]


def test_a_pasted_table_is_taken_over_or_says_which_line_is_wrong(alone: Callable[..., Page]) -> None:
    page = alone()
    begin(page, "empty")
    paste(page, SMALL)
    expected = [
        ("Ann", "works-with", "Ben", "gone"),
        ("Carla", "steers", "Ann", "after"),
        ("Ben", "works-with", "Carla", "before"),
    ]
    eventually(page, f"() => JSON.parse({KEPT}).ties.length === 3")
    assert told(page) == expected
    broken = 'Dora, works with, Ann\nEmil, likes, Ann\n\nFay, steers\nGus, steers, Gus\n"Hanna, steers, Ann'
    paste(page, broken)
    wrong = place(page).locator(".of-paste .wrong li")
    expect(wrong).to_have_count(4)
    for line, text in zip((6, 2, 4, 5), wrong.all_text_contents(), strict=True):
        assert text.startswith(said("line", line=line, what="")), text
    assert told(page) == expected and names(page) == ["Ann", "Ben", "Carla"]
    expect(place(page).locator("textarea")).to_have_value(broken)  # nothing typed is lost
    paste(page, "name\tjob\tlevel\tside\nAnn\tnurse\tfrontline\tembraced\nDora\t\tneither\t")
    eventually(page, f"() => JSON.parse({KEPT}).people.length === 4")
    office = kept(page)
    assert office and (office.people[0].job, office.people[0].side) == ("nurse", "embraced")
    assert told(page) == expected


def test_before_and_after_and_a_place_to_stand_in(alone: Callable[..., Page], tmp_path: Path) -> None:
    page = alone()
    begin(page, "empty")
    paste(page, SMALL)
    paste(page, "name,job,level,side\nAnn,,,embraced\nBen,,,resisted\nCarla,,,resisted")
    drawn = {}
    for when in ("before", "after", "both"):
        place(page).get_by_label(said(f"show_{when}"), exact=True).check()
        drawn[when] = taken(page, "svg", tmp_path / f"{when}.svg").read_text(encoding="utf-8")
    kind = story().network.words.tie_kinds
    steers, works = kind["steers"].name, kind["works-with"].name
    assert (drawn["before"].count(works), drawn["before"].count(steers)) == (2, 0)
    assert (drawn["after"].count(works), drawn["after"].count(steers)) == (1, 1)
    assert f"+ {steers}" in drawn["both"] and f"− {works}" in drawn["both"]
    moved = place(page).locator(".moved tbody tr")
    assert [row.split() for row in moved.all_inner_texts()] == [
        ["Ann", "+", "1", "−", "1"],
        ["Ben", "0", "−", "1"],
        ["Carla", "+", "1", "0"],
    ]
    # before: Ann–Ben across, Ben–Carla within; after: Carla–Ann across, Ben–Carla within
    assert said("ei", before="0.00", after="0.00") in place(page).locator(".counted").inner_text()

    place(page).locator(".of-people summary").click()
    place(page).get_by_role("button", name=f"{said('choose')}: Ann").click()
    expect(place(page).locator(".chosen input").first).to_be_focused()
    place(page).get_by_role("button", name=said("stand")).click()
    expect(status(page)).to_have_text(said("standing", name="Ann"))
    expect(place(page).locator(".ego li")).to_have_count(3)  # one before, one now, one gone
    alone = taken(page, "svg", tmp_path / "ego.svg").read_text(encoding="utf-8")
    assert alone.count(f">{works}<") == 0 and "Carla" in alone and f"− {works}" in alone
    place(page).press("Escape")
    expect(place(page).locator(".chosen h2")).to_have_text(said("how"))


def test_built_by_touch(alone: Callable[..., Page]) -> None:
    page = alone(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    begin(page, "empty")
    canvas = place(page).locator("canvas")
    canvas.scroll_into_view_if_needed()
    place(page).get_by_label(said("mode_add")).tap()
    for x, y in ((80, 120), (260, 160)):
        canvas.tap(position={"x": x, "y": y})
        expect(place(page).locator(".chosen h2")).to_contain_text(said("somebody"))
    assert len(names(page)) == 2
    place(page).get_by_label(said("mode_tie")).tap()
    canvas.tap(position={"x": 80, "y": 98})  # a finger is not exact
    canvas.tap(position={"x": 260, "y": 138})
    eventually(page, f"() => JSON.parse({KEPT}).ties.length === 1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


HIDDEN = """() => {
  const canvas = document.querySelector(".own-canvas")
  window.wasHidden = false
  const watch = new MutationObserver(() => (window.wasHidden ||= canvas.classList.contains("settling")))
  watch.observe(canvas, { attributeFilter: ["class"] })
}"""


def test_untangled_it_stands_still_again(alone: Callable[..., Page]) -> None:
    """Shown as it moves where motion is welcome, and else its end alone; one step back either way."""
    for motion, seen in (("no-preference", True), ("reduce", False)):
        page = alone(reduced_motion=motion)
        begin(page, "ward")
        place(page).get_by_label(said("title")).fill(motion)  # a step of its own
        place(page).get_by_label(said("title")).press("Enter")
        page.wait_for_timeout(100)
        drawn, before = picture(page), page.evaluate(KEPT)
        page.evaluate(HIDDEN)
        place(page).get_by_role("button", name=said("untangle")).click()
        expect(status(page)).to_have_text(said("untangled"))
        after = picture(page)
        page.wait_for_timeout(200)
        assert page.evaluate("window.wasHidden") is not seen
        assert drawn != after == picture(page) and page.evaluate(KEPT) != before
        place(page).get_by_role("button", name=said("undo"), exact=True).click()
        assert page.evaluate(KEPT) == before
        back = picture(page)
        page.wait_for_timeout(200)
        assert picture(page) == back  # nothing pulls any more


def picture(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.own-office canvas').toDataURL()"))


def test_what_cannot_be_read_back_is_named_and_stays(alone: Callable[..., Page]) -> None:
    page = alone()
    broken = '{\n"office": 1,\n"people": 7}'
    page.evaluate(f"localStorage.setItem('when-the-dashboard-arrives/office', {json.dumps(broken)})")
    mounted(page.context, page)
    expect(status(page)).to_contain_text(said("kept_wrong", line=3).split(":")[0])
    place(page).locator(".own-canvas").click()
    assert page.evaluate(KEPT) == broken
    begin(page, "school")
    assert page.evaluate(KEPT) == broken


def test_two_windows_of_a_browser_have_one_office(alone: Callable[..., Page]) -> None:
    page = alone()
    other = mounted(page.context)
    paste(page, SMALL)
    expect(other.locator(".of-ties summary")).to_contain_text(
        place(page).locator(".of-ties summary").inner_text(timeout=5000)
    )
    expect(place(other).locator(".badge")).to_contain_text(said("badge_own"))
    page.evaluate("localStorage.removeItem('when-the-dashboard-arrives/office')")
    page.evaluate("dispatchEvent(new Event('forget-me'))")
    expect(place(other).locator(".badge")).to_contain_text(said("badge_example"))


# ── the scripts and Python say the same ───────────────────────────────────────────────────────────

IMPORT = """async data => {
  const modules = ["model", "reading", "csv"].map(name => import(`/app/static/own_office/${name}.js`))
  const [model, reading, csv] = await Promise.all(modules)
  window.own = { ...model, ...reading, ...csv, data }
}"""
THROUGH = r"""office => {
  const { data, officeIn, textOf, tableInto, tiesTable, peopleTable, bends, label, line, idOf, EMPTY } = window.own
  const [names, drawn] = [new Set(), new Set()]
  const isNew = (set, one) => !set.has(one) && Boolean(set.add(one))
  const folded = name => name.toLocaleLowerCase().replace(/\s+/g, " ")
  const typed = text => line(text, data.most.letters)
  const people = office.people.map(one => ({ ...one, name: typed(one.name), job: typed(one.job) }))
    .filter(one => one.name && isNew(names, folded(one.name)))
    .map(one => (data.levels[one.level].person ? one : { ...one, side: "" }))
  const there = new Set(people.map(one => one.id))
  const ties = office.ties.filter(({ from, to }) => there.has(from) && there.has(to))
    .filter(tie => isNew(drawn, idOf(tie, data)))
  office = { title: typed(office.title), people, ties, prompts: [] }
  const text = textOf(office)
  const first = tableInto(EMPTY, peopleTable(office, data, { Note: 'a, "b"' }), data)
  const both = tableInto(first.office, tiesTable(office, data), data)
  return {
    text, again: textOf(officeIn(text, data)), problems: [...first.problems, ...both.problems],
    tables: [peopleTable, tiesTable].map(table => table(both.office, data) === table(office, data)),
    bends: bends(ties), labels: people.map(one => label(one, data)),
  }
}"""


@pytest.fixture(scope="module")
def scripts(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    page = mounted(context)
    page.evaluate(IMPORT, needed(story()))
    yield page
    context.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offices())
def test_whatever_is_typed_comes_back_from_files_and_tables(scripts: Page, office: OwnOffice) -> None:
    told = scripts.evaluate(THROUGH, office.model_dump(mode="json", by_alias=True))
    assert told["problems"] == [] and told["tables"] == [True, True]
    assert told["again"] == told["text"]
    same = OwnOffice.model_validate_json(told["text"])
    assert told["bends"] == pytest.approx([*bends(same.ties)])
    assert told["labels"] == [label(story(), one.name, one.job, one.side) for one in same.people]


COUNT = "office => [own.eiIndex(office, 'before'), own.eiIndex(office, 'after'), own.changes(office, own.data)]"


def test_what_is_counted(scripts: Page) -> None:
    sides = {"a": "embraced", "b": "embraced", "c": "resisted", "d": "", "s": ""}
    people = [
        {"id": one, "name": one, "level": "screen" if one == "s" else "neither", "side": side}
        for one, side in sides.items()
    ]
    drawn = "a b before, a c gone, b c gone, c a after, a d after, s a after"
    ties = [dict(zip(("from", "to", "since"), tie.split(), strict=True)) for tie in drawn.split(", ")]
    office = {"people": people, "ties": [{"kind": "steers", **tie} for tie in ties]}
    before, after, changed = scripts.evaluate(COUNT, office)
    assert before == {"external": 2, "internal": 1, "index": pytest.approx(1 / 3)}
    assert after == {"external": 1, "internal": 1, "index": 0}
    assert (changed["stayed"], changed["came"], changed["gone"]) == (1, 2, 2)  # a screen is nobody
    assert {one["id"]: (one["gained"], one["lost"]) for one in changed["people"]} == {
        "a": (2, 1), "b": (0, 1), "c": (1, 2), "d": (1, 0)
    }  # fmt: skip
    alone = {"people": people, "ties": [{"from": "a", "kind": "steers", "to": "d", "since": "before"}]}
    assert scripts.evaluate(COUNT, alone)[0] == {"external": 0, "internal": 0, "index": None}


# ── kept and taken along ──────────────────────────────────────────────────────────────────────────

MARKUP = "<img src=x onerror=alert(1)>"


def test_it_stays_after_a_reload_until_it_is_forgotten(reader: Visit) -> None:
    page = opened(reader)
    paste(page, SMALL)
    page.wait_for_timeout(100)
    before = page.evaluate(KEPT)
    assert "Carla" in before and "Carla" not in page.url
    page = opened(reader, page)
    assert page.evaluate(KEPT) == before
    expect(place(page).locator(".badge")).to_contain_text(said("badge_own"))
    expect(place(page).locator(".of-people summary")).to_contain_text(str(len(names(page))))
    page.locator(".st-key-your-answers summary").click()
    expect(page.locator(".your-ties")).to_contain_text(story().words("reader.own_office"))
    page.get_by_role("button", name=story().words("reader.forget")).click()
    eventually(page, f"() => {KEPT} === null")
    expect(place(page).locator(".badge")).to_contain_text(said("badge_example"))


def test_a_file_comes_back_as_it_was_and_a_broken_one_says_where(alone: Callable[..., Page], tmp_path: Path) -> None:
    page = alone()
    begin(page, "empty")
    paste(page, f'{SMALL}\n"{MARKUP}", "serves", "O\'Brien "" & 李 😀"')
    place(page).get_by_label(said("title")).fill("Ours & theirs")
    place(page).get_by_label(said("title")).press("Enter")
    text = taken(page, "json", tmp_path / "own.json").read_text(encoding="utf-8")
    office = OwnOffice.model_validate_json(text)
    assert office.title == "Ours & theirs" and [one.name for one in office.people][3:] == [MARKUP, "O'Brien \" & 李 😀"]
    begin(page, "ward")
    open_file(page, "own.json", text)
    eventually(page, f"() => {KEPT} === {json.dumps(text)}")
    lines = text.split("\n")
    at = next(number for number, line in enumerate(lines) if '"Ben"' in line)
    for wrong, line in (
        (text.replace('"Ben"', '"Ben'), at + 1),
        (text.replace('"name":"Ben"', '"name":7'), at + 1),
        (
            text.replace('"kind":"steers"', '"kind":"likes"'),
            next(n for n, one in enumerate(lines) if "steers" in one) + 1,
        ),
        (text.replace('"ties"', '"lines"'), next(n for n, one in enumerate(lines) if '"ties"' in one) + 1),
        ("\n".join(lines[:4]), 4),
    ):
        open_file(page, "broken.json", wrong)
        begins = said("file_wrong", name="broken.json", line=line).split("{what}")[0]
        expect(status(page)).to_contain_text(begins)
        assert page.evaluate(KEPT) == text


def test_every_file_can_be_taken_along(reader: Visit, tmp_path: Path) -> None:
    page = opened(reader)
    begin(page, "empty")
    paste(page, f'{SMALL}\n"{MARKUP}", serves, =1+1')
    assert taken(page, "png", tmp_path / "own.png").read_bytes()[:4] == b"\x89PNG"
    svg = taken(page, "svg", tmp_path / "own.svg").read_text(encoding="utf-8")
    assert "<img" not in svg and "&lt;img" in svg and said("not_data") in svg
    ties = [*csv.DictReader(io.StringIO(taken(page, "ties", tmp_path / "t.csv").read_text(encoding="utf-8-sig")))]
    assert len(ties) == 4 and ties[3][said("column_to")] == "'=1+1"  # a spreadsheet does not run it
    assert {row[said("column_note")] for row in ties} == {said("not_data")}
    people = taken(page, "people", tmp_path / "p.csv").read_text(encoding="utf-8-sig")
    graph = nx.read_graphml(taken(page, "graphml", tmp_path / "own.graphml"))
    assert {one["name"] for _, one in graph.nodes(data=True)} == {"Ann", "Ben", "Carla", MARKUP, "=1+1"}
    assert graph.number_of_edges() == 4
    html = taken(page, "html", tmp_path / "own.html").read_text(encoding="utf-8")
    assert "vis.Network" in html and "<img" not in html
    # what was taken along can be pasted again
    before = told(page)
    begin(page, "empty")
    paste(page, (tmp_path / "t.csv").read_text(encoding="utf-8-sig"))
    paste(page, people)
    eventually(page, f"() => JSON.parse({KEPT}).ties.length === 4")
    assert told(page) == before


def test_the_offline_page_asks_nobody_for_anything(chromium: Browser, tmp_path: Path) -> None:
    office = OwnOffice.model_validate(
        {
            "people": [
                {"id": "a", "name": MARKUP, "level": "frontline", "x": -100},
                {"id": "b", "name": "</script><b>", "level": "screen", "x": 100},
            ],
            "ties": [{"from": "a", "kind": "feeds", "to": "b", "since": "after"}],
        }
    )
    target = tmp_path / "own.html"
    target.write_text(own_html(story(), office), encoding="utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(target.as_uri())
    page.wait_for_selector("canvas")
    page.wait_for_timeout(200)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert wrong == [] and page.locator("img").count() == 0
    assert page.locator("td", has_text=MARKUP).count() >= 2
    inked = """() => {
      const { width, height } = document.querySelector("canvas")
      const { data } = document.querySelector("canvas").getContext("2d").getImageData(0, 0, width, height)
      return data.some((value, at) => at % 4 === 3 && value)
    }"""
    assert page.evaluate(inked)
    context.close()


def test_chosen_questions_become_one_page_of_the_hand_out(reader: Visit) -> None:
    """After the last chapter, on a sheet of its own, however many are chosen; tests/browser/test_handout.py sees that
    there is no such sheet without."""
    page = opened(reader)
    paste(page, SMALL)
    place(page).locator(".of-prompts summary").click()
    for box in place(page).locator(".prompts input").all():
        box.check()
    paper = reader.context.new_page()
    paper.goto(f"{reader.address}/handout#own-exercise")
    expect(paper.locator(".own-exercise.filled svg")).to_be_visible()
    document = PdfDocument(paper.pdf(prefer_css_page_size=True))
    *_, before, last = ("".join(sheet.get_textpage().get_text_range().split()) for sheet in document)
    assert all("".join(prompt.words.split()) in last for prompt in OWN.prompts.values())
    assert "Carla" in last and "".join(said("not_data").split()) in last
    assert "".join(story().chapters[-1].title.split()) in before and "Carla" not in before


# ── for everybody ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [1100, 320])
def test_axe_finds_nothing_and_nothing_is_too_wide(server: str, visit: Callable[..., Visit], width: int) -> None:
    page = opened(visit(server, viewport={"width": width, "height": 900}, color_scheme="light"))
    begin(page, "ward")
    for part in place(page).locator("details > summary").all():
        part.click()
    place(page).locator(".of-people tbody button").first.click()
    assert violations(page, ".own-office") == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    small = """() => [...document.querySelectorAll(".own-office :is(button, select, input, summary)")].filter(one => {
      const { width, height } = (one.closest("label:has([type=radio], [type=checkbox])") ?? one).getBoundingClientRect()
      return width && (width < 24 || height < 24) && !one.matches(".mark")
    }).map(one => one.outerHTML)"""
    assert page.evaluate(small) == []
    if width > 1000:
        light = picture(page)
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(500)  # components follow the theme a moment later
        assert picture(page) != light
        assert violations(page, ".own-office", ["color-contrast"]) == []
