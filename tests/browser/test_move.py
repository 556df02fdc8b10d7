"""One picture moves into the next, in a page by itself: what stays moves, what is new comes in, what is gone fades."""

from collections.abc import Iterator

import pytest
from conftest import without_a_server
from playwright.sync_api import Browser, Page

PAGE = """<!doctype html><html lang="en"><title>t</title><body>
<svg viewBox="0 0 100 100"><g data-id="all">
  <g data-id="stays" transform="translate(0 0) rotate(0)"><path data-id="line" d="M0 0L10 20"/></g>
  <g data-id="goes"><circle data-id="goes.dot" r="3"/></g>
</g></svg></body></html>"""
NEXT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g data-id="all">
  <g data-id="stays" transform="translate(80 40) rotate(90)"><path data-id="line" d="M0 0L30 60"/></g>
  <g data-id="comes"><circle data-id="comes.dot" r="3"/></g>
</g></svg>"""
MOVED = """async ({ next, milliseconds, until }) => {
  const { move } = await import("/stage/move.js")
  const parsed = text => new DOMParser().parseFromString(text, "image/svg+xml").documentElement
  const frames = []
  const look = () => frames.push({
    at: document.querySelector('[data-id="stays"]').getAttribute("transform").match(/-?[\\d.]+/g).map(Number),
    d: document.querySelector('[data-id="line"]').getAttribute("d").match(/-?[\\d.]+/g).map(Number),
    comes: Number(document.querySelector('[data-id="comes"]')?.style.opacity || 1),
    seen: document.querySelector("svg").getAttribute("viewBox").split(" ").map(Number),
    circles: document.querySelectorAll("circle").length,
  })
  const before = document.querySelector("svg")
  const after = parsed(next)
  look()
  move(before, after, milliseconds)
  for (look(); frames.at(-1).at[0] < until; look()) await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame) // what comes to the same place by rounding is not at its end yet
  await new Promise(requestAnimationFrame)
  look()
  return frames
}"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="no-preference")
    yield without_a_server(context, "http://move.test/", PAGE)
    context.close()


def test_what_stays_goes_all_the_way_in_small_steps(page: Page) -> None:
    frames = page.evaluate(MOVED, {"next": NEXT, "milliseconds": 400, "until": 80})
    ways = [frame["at"][0] for frame in frames]
    assert ways == sorted(ways) and ways[0] == 0 and ways[-1] == 80
    assert [way for way in ways if 0 < way < 80]
    for frame in frames:  # a line and its place, each as far as the other
        assert frame["at"] == pytest.approx([frame["at"][0], frame["at"][0] / 2, frame["at"][0] * 9 / 8], abs=0.05)
        assert frame["d"] == pytest.approx([0, 0, 10 + frame["at"][0] / 4, 20 + frame["at"][0] / 2], abs=0.05)


def test_the_edge_of_a_picture_moves_as_well(page: Page) -> None:
    lower = NEXT.replace('viewBox="0 0 100 100"', 'viewBox="0 40 100 60"')
    frames = page.evaluate(MOVED, {"next": lower, "milliseconds": 400, "until": 80})
    tops = [frame["seen"][1] for frame in frames]
    assert tops == sorted(tops) and (tops[0], tops[-1]) == (0, 40) and [top for top in tops if 0 < top < 40]


def test_what_is_new_comes_in_and_what_is_gone_is_gone_at_the_end(page: Page) -> None:
    frames = page.evaluate(MOVED, {"next": NEXT, "milliseconds": 400, "until": 80})
    assert frames[1]["comes"] == 0 and frames[-1]["comes"] == pytest.approx(1, abs=0.01)
    assert frames[1]["circles"] == 2 and frames[-1]["circles"] == 1
    assert page.locator("svg").count() == 1
    assert page.locator('[data-id="goes"]').count() == 0


def test_a_new_target_begins_where_things_are(page: Page) -> None:
    half_way = page.evaluate(MOVED, {"next": NEXT, "milliseconds": 8000, "until": 1})[-1]["at"][0]
    back = NEXT.replace("translate(80 40) rotate(90)", "translate(200 100) rotate(225)")
    frames = page.evaluate(MOVED, {"next": back, "milliseconds": 300, "until": 200})
    assert half_way <= frames[1]["at"][0] < 80
    assert frames[-1]["at"][0] == 200


def test_a_cut_where_motion_is_not_welcome(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    frames = page.evaluate(MOVED, {"next": NEXT, "milliseconds": 400, "until": 80})
    assert [frame["at"][0] for frame in frames] == [0, 80, 80]
