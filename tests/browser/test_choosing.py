"""The chapters beside “Two logics”: each done by mouse, by keyboard and by touch, and found again."""

import json
import re
from collections.abc import Callable

import pytest
from conftest import Visit, eventually, forget_me, said, settled
from playwright.sync_api import Locator, Page, expect

from explainer.checked import story
from explainer.content.activities import Board, Choice, Placement
from explainer.figures.hands import hand_of

PLACE = "when-the-dashboard-arrives/answers"
SQUARE = "/case?beat=placement"
PLACEMENT = story().activity("placement", Placement)
BOARD = story().activity("board", Board)
OWN = f"board.{next(iter(BOARD.rows))}.own"
PUT = hand_of(story(), story().chapter("case").block("placement"), {}).people  # type: ignore[union-attr]
PEOPLE = {put.name.removeprefix("placement."): put.person for put in PUT}
TITLES = {put.name.removeprefix("placement."): put.title for put in PUT}


def first_words(text: str) -> str:
    """The beginning of a text of the content, up to the first mark or the first stop, as it stands on the page."""
    return re.split(r"[.\[*]", said(story(), text))[0].strip()


def kept(page: Page, name: str, value: str) -> None:
    """The browser keeps this answer."""
    eventually(
        page,
        "([place, name, value]) => JSON.parse(localStorage.getItem(place) ?? '{}')[name] === value",
        [PLACE, name, value],
    )


def answered(page: Page, name: str) -> str:
    """What the browser keeps of this answer, once it does."""
    find = "([place, name]) => JSON.parse(localStorage.getItem(place) ?? '{}')[name]"
    return str(eventually(page, find, [PLACE, name]))


def person(page: Page, name: str) -> Locator:
    """Someone on the square of the stage, who can be put elsewhere."""
    return page.locator(f'.stage-picture [data-id="{PEOPLE[name]}"][role=slider]')


@pytest.fixture
def phone(server: str, visit: Callable[..., Visit]) -> Visit:
    return visit(server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


def test_actor_is_dragged_to_its_place_and_stays_there(reader: Visit) -> None:
    page = reader.open(SQUARE)
    start = person(page, "manager").bounding_box()
    stage = page.locator(".stage-picture").bounding_box()
    assert start and stage
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(stage["x"] + 0.7 * stage["width"], stage["y"] + 0.4 * stage["height"], steps=6)
    page.mouse.up()
    place = answered(page, "placement.manager")
    said = person(page, "manager").get_attribute("aria-valuetext")
    page.reload()
    expect(person(settled(page), "manager")).to_have_attribute("aria-valuetext", said or "")
    kept(page, "placement.manager", place)


def test_actors_are_placed_with_the_keys_and_the_page_replies(reader: Visit) -> None:
    page = reader.open(SQUARE)
    for actor, key, place in (
        ("coach", "ArrowLeft", "4-5"),
        ("manager", "ArrowRight", "6-5"),
        ("quality", "ArrowRight", "6-5"),
        ("client", "ArrowDown", "5-4"),
    ):
        person(page, actor).focus()
        page.keyboard.press(key)
        kept(page, f"placement.{actor}", place)
        expect(page.locator(".stage-says")).to_contain_text(TITLES[actor])
    expect(page.locator(".answer")).to_contain_text(first_words(PLACEMENT.words.replies["alike"]))


CHOICES = {"case": "frontline", "division": "difference", "network": "themes-where", "discussion": "rivals"}
"""A choice of each chapter that has one."""


@pytest.mark.parametrize("slug", CHOICES)
@pytest.mark.parametrize("ways", [("mouse", "keys"), ("touch",)], ids=["desk", "phone"])
def test_choice_gets_its_reply(reader: Visit, phone: Visit, slug: str, ways: tuple[str, ...]) -> None:
    name = CHOICES[slug]
    asked = story().activity(name, Choice)
    page = (phone if "touch" in ways else reader).open(f"/{slug}")
    option = page.locator(f".st-key-{name} label:has(input)").nth(1)
    for way in ways:
        match way:
            case "mouse":
                option.click()
            case "touch":
                option.tap()
            case "keys":
                page.locator(f".st-key-{name} input").first.focus()
                page.keyboard.press("ArrowDown")
        reply = first_words(asked.words.replies[asked.options[1]])
        expect(page.locator(".answer").filter(has_text=reply), way).to_have_count(1)
        if slug != "discussion":
            expect(page.locator("details.reveal[open]"), way).to_have_count(1)
        if way != ways[-1]:  # as if it had not been answered
            forget_me(page)
            expect(page.locator(f".st-key-{name} input:checked")).to_have_count(0)
            expect(page.locator(".answer")).to_have_count(0)
            expect(page.locator("details.reveal[open]")).to_have_count(0)
            settled(page)


@pytest.mark.parametrize("way", ["mouse", "touch"])
def test_readers_line_is_played_on_the_stage_and_the_next_chapter_comes(reader: Visit, phone: Visit, way: str) -> None:
    page = (phone if way == "touch" else reader).open("/scripts?beat=board")
    own = page.locator('[class*="st-key-board-"][class*="-own"] input').first
    own.fill("Ask first.")
    own.press("Enter")
    kept(page, OWN, "Ask first.")
    own.fill("Ask before you count.")
    play = page.locator('[class*="st-key-board-"][class*="-enacted"]').first.locator("button, label:has(input)").last
    (play.tap if way == "touch" else play.click)()
    kept(page, OWN.replace(".own", ".enacted"), BOARD.enactments[-1])
    own.fill("Ask whom you count.")
    onward = page.locator(".ways .next a")
    (onward.tap if way == "touch" else onward.click)()  # with the words still in the field
    expect(page.locator("h1")).to_have_text(story().chapter("logics").title)
    kept(page, OWN, "Ask whom you count.")


def test_own_words_never_go_into_a_link(reader: Visit) -> None:
    page = reader.open("/discussion")
    page.locator(".st-key-own-place-word textarea").fill("Service")
    page.locator("h1").click()
    kept(page, "own-place.word", "Service")
    page.locator(".st-key-rivals label:has(input)").first.click()
    link = page.locator('a[href^="#answers="]')
    expect(link).to_have_attribute("href", "#answers=rivals:workload")
    assert "Service" not in json.dumps(page.url)
