"""The chapters beside “Two logics”: each done by mouse, by keyboard and by touch, and found again."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Visit, settled
from playwright.sync_api import Page, expect

PLACE = "when-the-dashboard-arrives/answers"


def kept(page: Page, name: str, value: str) -> None:
    """The browser keeps this answer."""
    page.wait_for_function(
        "([place, name, value]) => JSON.parse(localStorage.getItem(place) ?? '{}')[name] === value",
        arg=[PLACE, name, value],
    )


def chip(page: Page, name: str) -> Any:
    return page.locator(".chip").filter(has_text=name)


@pytest.fixture
def phone(server: str, visit: Callable[..., Visit]) -> Visit:
    return visit(server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


def test_actor_is_dragged_to_its_place_and_stays_there(reader: Visit) -> None:
    page = reader.open("/case")
    square = page.locator(".square")
    square.scroll_into_view_if_needed()
    box, start = square.bounding_box(), chip(page, "Manager").bounding_box()
    assert box and start
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.3 * box["height"], steps=6)
    page.mouse.up()
    kept(page, "placement.manager", "8-7")
    page.reload()
    expect(chip(settled(page), "Manager")).to_have_accessible_name(re.compile("sees data about clients.*looks"))


def test_actors_are_placed_with_the_keys_and_the_page_replies(reader: Visit) -> None:
    page = reader.open("/case")
    for name, actor, key, place in (
        ("Work coach", "coach", "ArrowLeft", "4-5"),
        ("Manager", "manager", "ArrowRight", "6-5"),
        ("Quality officer", "quality", "ArrowRight", "6-5"),
        ("Client", "client", "ArrowDown", "5-4"),
    ):
        chip(page, name).focus()
        page.keyboard.press(key)
        kept(page, f"placement.{actor}", place)
        expect(chip(page, name)).to_be_focused()
        expect(page.locator(".says")).to_contain_text(name)
    expect(page.get_by_text("That comes close to how the abstract groups its examples")).to_be_visible()


def test_actor_is_placed_with_two_taps(phone: Visit) -> None:
    page = phone.open("/case")
    chip(page, "Client").tap()
    box = page.locator(".square").bounding_box()
    assert box
    page.locator(".square").tap(position={"x": 0.3 * box["width"], "y": 0.8 * box["height"]})
    kept(page, "placement.client", "3-2")


CHOICES = {
    "/case": ("frontline", "In the abstract, coaches are an example"),
    "/division": ("difference", "The abstract does not say that some cared more"),
    "/network": ("themes-where", "screen level"),
    "/discussion": ("rivals", "better figures should bring more use"),
}


@pytest.mark.parametrize("path", CHOICES)
@pytest.mark.parametrize("way", ["mouse", "keys", "touch"])
def test_choice_gets_its_reply(reader: Visit, phone: Visit, path: str, way: str) -> None:
    name, reply = CHOICES[path]
    page = (phone if way == "touch" else reader).open(path)
    option = page.locator(f".st-key-{name} label:has(input)").nth(1)
    match way:
        case "mouse":
            option.click()
        case "touch":
            option.tap()
        case "keys":
            page.locator(f".st-key-{name} input").first.focus()
            page.keyboard.press("ArrowDown")
    expect(page.locator(".answer").filter(has_text=reply)).to_have_count(1)
    if path != "/discussion":
        expect(page.locator("details.reveal[open]")).to_have_count(1)


@pytest.mark.parametrize("way", ["mouse", "keys", "touch"])
def test_board_holds_the_readers_line_and_the_next_chapter_comes(reader: Visit, phone: Visit, way: str) -> None:
    page = (phone if way == "touch" else reader).open("/scripts")
    line = page.locator(".st-key-board-function-own input")
    line.fill("Ask before you count.")
    play = page.locator(".st-key-board-function-enacted button, .st-key-board-function-enacted label").last
    if way == "keys":
        line.press("Enter")
        kept(page, "board.function.own", "Ask before you count.")
        expect(page.locator(".board .mine").first).to_contain_text("Ask before you count.")
        return
    (play.tap if way == "touch" else play.click)()
    expect(page.locator(".board .mine").nth(1)).to_contain_text("Resist taking it up")
    line.fill("Ask whom you count.")
    onward = page.get_by_role("link", name=re.compile("^Next: "))
    (onward.tap if way == "touch" else onward.click)()  # with the words still in the field
    expect(page.locator("h1")).to_have_text("Two logics")
    kept(page, "board.function.own", "Ask whom you count.")


def test_own_words_never_go_into_a_link(reader: Visit) -> None:
    page = reader.open("/discussion")
    page.locator(".st-key-own-place-word textarea").fill("Service")
    page.locator("h1").click()
    kept(page, "own-place.word", "Service")
    page.locator(".st-key-rivals label:has(input)").first.click()
    link = page.locator('a[href^="?answers="]')
    expect(link).to_have_attribute("href", "?answers=rivals:workload")
    assert "Service" not in json.dumps(page.url)
