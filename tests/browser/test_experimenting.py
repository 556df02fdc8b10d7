"""The thought experiment as a browser shows it: drawn, run, scrubbed through, and gone to on the map."""

import re
from collections.abc import Callable

from conftest import Visit, eventually, violations
from playwright.sync_api import Page, expect

from explainer.checked import story
from explainer.content.activities import Curve

CURVE = story().activity("expected", Curve)
PICTURES = ".st-key-experiment svg.marks"

COUNT_RUNS = """() => {
  window.runs = 0
  const watch = new MutationObserver(() => window.runs++)
  watch.observe(document.querySelector(".stApp"), { attributeFilter: ["data-test-script-state"] })
}"""


def ran(page: Page) -> None:
    page.locator(".expected-line .act").click()
    expect(page.locator(PICTURES)).to_be_visible()


def test_line_is_drawn_by_hand_and_with_keys_and_stands_beside_the_run(reader: Visit) -> None:
    page = reader.open("/division")
    points = page.locator(".expected-line [role=slider]")
    expect(points).to_have_count(len(CURVE.at))
    points.nth(1).press("PageUp")
    expect(points.nth(1)).to_have_attribute("aria-valuenow", str(4 * CURVE.step))
    points.nth(4).scroll_into_view_if_needed()
    last = points.nth(4).locator(".dot").bounding_box()
    assert last
    page.mouse.move(last["x"] + 5, last["y"] + 5)
    page.mouse.down()
    page.mouse.move(last["x"] + 5, last["y"] - 60, steps=4)
    page.mouse.up()
    drawn = points.nth(4).get_attribute("aria-valuenow") or ""
    assert int(drawn) > 0
    ran(page)
    find = "name => JSON.parse(localStorage.getItem('when-the-dashboard-arrives/answers') ?? '{}')[name]"
    assert str(eventually(page, find, f"expected.{CURVE.at[-1]}")) == drawn
    expect(page.locator(f"{PICTURES} .mark-line path")).to_have_count(3)  # the run, the reader's, and the E-I index


def test_slider_moves_all_pictures_without_the_server(reader: Visit) -> None:
    page = reader.open("/division")
    ran(page)
    expect(page.locator('.stApp[data-test-script-state="notRunning"]')).to_be_attached()
    counts = page.locator(PICTURES).get_by_text(re.compile(r"^\d+ \w+$"))
    before = counts.all_text_contents()
    page.evaluate(COUNT_RUNS)
    scrubber = page.locator(".vega-bindings input[type=range]")
    scrubber.press("Home")
    expect(counts.first).not_to_have_text(before[0])
    assert sorted(int(text.split()[0]) for text in counts.all_text_contents()) == [0, 60]
    assert page.evaluate("window.runs") == 0
    assert violations(page, ".st-key-experiment") == []


def test_click_on_the_map_sets_the_sandbox_on_a_phone_too(server: str, visit: Callable[..., Visit]) -> None:
    page = visit(server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open(
        "/division?model=ties:4"
    )
    expect(page.locator(PICTURES)).to_be_visible()
    eventually(page, "() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    page.locator(".st-key-model-map-choice .stButton button").click()
    field = page.locator(".st-key-model-map-drawn .layer_0_marks path").nth(3 * 21 + 4)
    field.click()
    eventually(page, "() => decodeURIComponent(location.search).includes('compatibility:0.2~colleagues:0.15~ties:4')")
