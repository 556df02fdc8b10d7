"""The network in a real browser: by mouse, keyboard and touch, in the address, without a server run."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import (
    ROOT,
    Copy,
    Devices,
    Visit,
    eventually,
    forget_me,
    menu,
    settled,
    still,
    switch,
    violations,
    without_a_server,
)
from playwright.sync_api import Browser, Locator, Page, expect

from bench.network import generated
from explainer.checked import story as the_story
from explainer.content.records import Story
from explainer.evidence import Position
from explainer.figures.network.offline import offline_html
from explainer.figures.network.sent import sent
from explainer.look import style_sheet

WORDS = the_story().words
VIEW = the_story().network.words.view
ADDRESS = "http://localhost:1/"
"""Where no server is; of the site whose process is always there (conftest.Devices)."""
STATIC = ROOT / "explainer" / "static"
STYLE = style_sheet() + (STATIC / "network" / "view.css").read_text(encoding="utf-8")
PAGE = (
    f'<!doctype html><html lang="en"><title>t</title><style>{STYLE}</style>'
    '<body class="story" style="margin:0"><main id="here" style="padding:0 16px">'
    '<div class="network-view"></div></main></body></html>'
)
MOUNT = """async net => {
  window.module = await import("/network/view.js")
  window.errors = []
  addEventListener("error", event => errors.push(event.message))
  module.default({ data: net, key: "n", parentElement: document.getElementById("here") })
}"""


@pytest.fixture(scope="module")
def bare(chromium: Browser) -> Iterator[Page]:
    """One page for all that is only worked out."""
    context = chromium.new_context()
    yield without_a_server(context, ADDRESS, PAGE)
    context.close()


@pytest.fixture
def alone(devices: Devices) -> Iterator[Callable[..., Page]]:
    """The component by itself, without a server: `alone(data, search, **options of the context)`."""
    pages, taken = [], []

    def show(net: dict[str, Any], search: str = "", **options: Any) -> Page:
        options = {"viewport": {"width": 900, "height": 1200}, "reduced_motion": "reduce", **options}
        device = devices.take(options)
        taken.append((device, options))
        pages.append(without_a_server(device, ADDRESS + search, PAGE))
        pages[-1].evaluate(MOUNT, net)
        return pages[-1]

    yield show
    errors = [error for page in pages for error in page.evaluate("window.errors ?? []")]
    for device, options in taken:
        devices.give_back(device, options, ADDRESS)
    assert errors == []


@pytest.fixture(scope="module")
def ideas(story: Story) -> dict[str, Any]:
    return sent(story, Position.IDEAS)


def asked(page: Page) -> dict[str, list[str]]:
    """What the address asks of the network; the beat is the stage's."""
    return {name: values for name, values in parse_qs(urlsplit(page.url).query).items() if name != "beat"}


def name_of(net: dict[str, Any], actor: str) -> str:
    return str(next(one["name"] for one in net["nodes"] if one["actor"] == actor and one["layer"] == "proposed"))


def said_of(net: dict[str, Any], actor: str) -> str:
    return str(next(one["title"] for one in net["nodes"] if one["actor"] == actor and one["layer"] == "proposed"))


def go(page: Page, search: str) -> None:
    """To another place in the figure, as Back does."""
    page.evaluate("search => { history.replaceState(null, '', search); dispatchEvent(new Event('popstate')) }", search)


def onward(place: Page | Locator) -> Locator:
    """What leads to the next change."""
    return place.locator(".scrubber button").last


def chosen(place: Page | Locator, value: str) -> Locator:
    """The choice of a layer or of a theme; of no theme, with nothing."""
    return place.locator(f'.choices input[value="{value}"]')


def focused(page: Page) -> str:
    return str(
        page.evaluate("(({ dataset, tagName }) => dataset.tie ?? dataset.actor ?? tagName)(document.activeElement)")
    )


# ── logic ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_written_to_the_address_is_read_back(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas)
    state = {
        "layer": "proposed", "step": 3, "theme": "autonomy", "role": "coach-b", "actor": "", "tie": "list",
        "ties": [{"from": "coach-c", "to": "manager-b", "theme": "competition", "why": ""}],
    }  # fmt: skip
    page.evaluate("net => (window.net = net)", ideas)
    query = page.evaluate("state => history.state ?? null", state)
    query = page.evaluate(
        """async state => {
          const module = await import("/network/state.js")
          const query = module.writeState("?evidence=ideas&x=1", state, net)
          return [query, module.readState(query, net)]
        }""",
        state,
    )
    assert query[0].startswith("?evidence=ideas&x=1&")
    assert query[1] == [state, []]


def test_an_unknown_value_falls_back_with_a_quiet_note(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas)
    for asks in ("layer=moon", "step=9", "theme=love", "role=mayor", "tie=x", "ties=coach-a.coach-a.autonomy"):
        page.goto(f"{ADDRESS}?{asks}")
        page.evaluate(MOUNT, ideas)
        assert asks in page.inner_text(".notes")
        assert page.locator(".choices input:checked").first.input_value() == "abstract", asks


LOGIC = """async ([code, net]) => {
  const state = { ...(await import("/network/state.js")), ...(await import("/network/drawing.js")) }
  return new Function("net", ...Object.keys(state), `return ${code}`)(net, ...Object.values(state))
}"""


@pytest.mark.parametrize(
    ("code", "found"),
    [
        # what is there at a step, what came with it and what went
        ("scene({...start(net), layer: 'proposed', step: 0}, net).edges.filter(one => one.there).length", 12),
        ("scene({...start(net), layer: 'proposed', step: 0}, net).justParted", False),
        ("scene({...start(net), layer: 'proposed', step: 4}, net).justParted", True),
        ("changes(scene({...start(net), layer: 'proposed', step: 3}, net)).came.map(one => one.tie ?? one.actor)",
         ["keeper", "list"]),
        ("changes(scene({...start(net), layer: 'proposed', step: 7}, net)).gone.map(one => one.tie)", ["steers-a"]),
        ("changes(scene({...start(net), layer: 'abstract', step: 7}, net))", {"came": [], "gone": []}),
        # a theme and a role dim the rest
        ("scene({...start(net), layer: 'proposed', step: 9, theme: 'competition'}, net).actors"
         ".filter(one => one.bright).map(one => one.actor)", ["officer-b", "keeper", "coach-b", "coach-c"]),
        ("scene({...start(net), layer: 'proposed', step: 9, theme: 'autonomy', role: 'coach-b'}, net).edges"
         ".filter(one => one.bright && one.there).map(one => one.tie)", ["own-order"]),
        # a tie of one's own needs two different actors of one layer, and a theme
        ("canTie(net, 'coach-a', 'coach-a')", False),
        ("canTie(net, 'coach-a', 'frontline')", False),
        ("canTie(net, 'coach-a', 'mayor')", False),
        ("readState('?ties=coach-a.coach-c.autonomy~coach-a.coach-c.autonomy~x', net)[0].ties.length", 1),
        ("readState('?theme=constructor&layer=toString', net)", None),
        ("othersIn('?evidence=ideas&layer=proposed&step=list&ties=x&beat=b&a=1')", "evidence=ideas&a=1"),
        # words
        ("ended('Who says what is good?') + ended('New allies')", "Who says what is good?New allies."),
        ("youSay(net.edges.find(one => one.tie === 'coaches-together'), 'coach-b', net, true)"
         ".includes(net.nodes.find(one => one.actor === 'coach-c').name)", True),
        ("youSay(net.edges.find(one => one.tie === 'list'), 'keeper', net).includes(net.words.now)", True),
        ("youSay(net.edges.find(one => one.tie === 'q-before'), 'frontline', net)",
         the_story().network.ties["q-before"].says),
        ("fill('{a} and {b}', {a: '{b}'})", "{b} and {b}"),
        # a line of one's own leaves room at both ends
        ("line([0, 0, 10, 5], [100, 0, 20, 5], 0)", [[10, 0], [50, 0], [80, 0]]),
        ("line([0, 0, 30, 5], [0, 90, 30, 10], 0)", [[0, 5], [0, 45], [0, 80]]),
        ("line([5, 5, 9, 9], [5, 5, 9, 9], 0)", [[5, 5], [5, 5], [5, 5]]),
        ("pointOn([[0, 0], [50, 20], [100, 0]], 0.5)", [50, 10]),
        # keys
        ("go('ArrowLeft', {actor: 'frontline', tie: ''}, scene(start(net), net)).actor", "theme-autonomy"),
        ("go('ArrowDown', {actor: 'theme-autonomy', tie: ''}, scene(start(net), net)).tie", "in-autonomy"),
        ("go('ArrowDown', {actor: 'rival', tie: ''}, scene(start(net), net))", None),
        ("go('ArrowUp', {actor: 'frontline', tie: 'reshaped'}, scene(start(net), net))",
         {"actor": "frontline", "tie": ""}),
        ("go('q', {actor: 'frontline', tie: ''}, scene(start(net), net))", None),
    ],
)  # fmt: skip
def test_the_logic_of_the_figure(bare: Page, ideas: dict[str, Any], code: str, found: object) -> None:
    result = bare.evaluate(LOGIC, [code, ideas])
    if "constructor" in code:  # what every object has is not a word of ours
        assert result[0]["theme"] == result[0]["layer"] == "" and len(result[1]) == 2
    else:
        assert result == found


# ── by mouse, keyboard, touch ─────────────────────────────────────────────────────────────────────


def test_the_keyboard_goes_through_the_figure_and_leaves_it(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas, "?layer=proposed")
    assert page.locator('.canvas [tabindex="0"]').count() == 1
    page.focus('.canvas [tabindex="0"]')
    been = []
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp", "End", "Home"):
        page.keyboard.press(key)
        been.append(focused(page))
    assert been == [
        "manager-b", "managers-together", "steers-a", "coach-a", "a-serves", "coach-a", "office-clients", "manager-a"
    ]  # fmt: skip
    page.keyboard.press("Enter")
    assert asked(page)["actor"] == ["manager-a"]
    assert page.locator('[aria-pressed="true"]').get_attribute("data-actor") == "manager-a"
    assert said_of(ideas, "manager-a") in page.inner_text("[aria-live]")
    page.keyboard.press("Escape")
    assert "actor" not in asked(page)
    assert focused(page) == "INPUT"


def test_everything_in_the_figure_has_a_name_to_be_read_aloud(
    alone: Callable[..., Page], ideas: dict[str, Any]
) -> None:
    page = alone(ideas, "?layer=proposed&step=allies")
    names = page.eval_on_selector_all(".canvas [role=button]", "all => all.map(one => one.getAttribute('aria-label'))")
    assert len(names) == page.locator(".canvas :is(.actor, .tie)").count() > 20
    assert all(len(name) > 20 for name in names)


def test_a_tap_on_a_tie_and_on_an_actor_explains_it(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas, "?layer=proposed&step=allies", viewport={"width": 390, "height": 800}, has_touch=True)
    page.locator('.word[data-tie="coaches-rival"]').tap()
    assert next(one["title"] for one in ideas["edges"] if one["tie"] == "coaches-rival") in page.inner_text(".told")
    page.locator('[data-actor="coach-b"] .shape-of').tap()
    assert said_of(ideas, "coach-b") in page.inner_text(".told")


def test_a_theme_dims_the_rest_and_removes_nothing(
    alone: Callable[..., Page], ideas: dict[str, Any], story: Story
) -> None:
    page = alone(ideas, "?layer=proposed&step=allies")
    there = page.locator(".canvas .tie:not([aria-hidden])").count()
    chosen(page, "competition").check()
    assert page.locator(".canvas .tie:not([aria-hidden])").count() == there
    bright = page.eval_on_selector_all(".canvas .tie:not(.dim)", "all => all.map(one => one.dataset.tie)")
    assert sorted(bright) == ["coaches-rival", "who-says-good"]
    told = story.network.words.themes["competition"]
    assert told.reported in page.inner_text(".theme-says")
    assert told.ours in page.inner_text(".theme-says")


def test_a_theme_chosen_in_one_layer_does_not_dim_the_story_of_another(
    alone: Callable[..., Page], ideas: dict[str, Any]
) -> None:
    page = alone(ideas)
    chosen(page, "autonomy").check()
    expect(page.locator(".canvas .dim").first).to_be_attached()
    chosen(page, "proposed").check()
    for _ in ideas["steps"][1:]:
        page.locator(".scrubber button").last.click()
        expect(page.locator(".canvas .dim")).to_have_count(0)
    assert "theme" not in asked(page)
    page.go_back()  # to the layer and the theme before
    expect(chosen(page, "autonomy")).to_be_checked()


def test_a_role_speaks_in_the_second_person_before_and_after(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas, "?layer=proposed&role=coach-a")
    before, after = page.locator(".columns > div").all()
    manager, keeper = (name_of(ideas, actor) for actor in ("manager-b", "keeper"))
    assert manager in before.locator("ul").inner_text() and keeper not in before.locator("ul").inner_text()
    assert keeper in after.locator("ul").inner_text()
    assert manager in after.locator(".gone").first.inner_text()


def test_the_text_keeps_in_step(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas, "?layer=proposed")
    for _ in range(len(ideas["steps"])):
        there = page.locator(".canvas .tie:not([aria-hidden])").count()
        assert page.locator(".as-table tbody tr").count() == there
        assert page.locator(".sentences ul").first.locator("li").count() == there
        if onward(page).is_enabled():
            onward(page).click()
    assert asked(page)["step"] == ["allies"]


# ── a tie of one's own ────────────────────────────────────────────────────────────────────────────


def test_a_tie_can_be_drawn_kept_shared_and_taken_back(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas, "?layer=proposed&evidence=ideas")
    page.locator(".own > summary").click()
    page.get_by_role("combobox", name=VIEW["draw_from"]).select_option("coach-c")
    page.get_by_role("combobox", name=VIEW["draw_to"], exact=True).select_option("coach-c")
    page.get_by_role("button", name=VIEW["draw_add"]).click()
    assert VIEW["draw_self"] in page.inner_text(".own")
    page.get_by_role("combobox", name=VIEW["draw_to"], exact=True).select_option("manager-b")
    page.get_by_label(VIEW["draw_why"]).fill("they want the same post")
    page.get_by_role("button", name=VIEW["draw_add"]).click()
    assert asked(page)["ties"] == ["coach-c.manager-b.competition"]
    assert "same post" not in page.url
    assert "they want the same post" in page.inner_text(".told")
    assert WORDS("levels.yours.short") in page.inner_text(".told")

    page.goto(f"{ADDRESS}?layer=proposed")  # comes back from this browser
    page.evaluate(MOUNT, ideas)
    assert page.locator('.tie[data-tie^="yours."]').count() == 1
    page.locator(".own > summary").click()
    page.get_by_role("button", name=VIEW["draw_take_back"]).click()
    expect(page.locator('.tie[data-tie^="yours."]')).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_a_tie_can_be_drawn_by_choosing_two_in_the_figure(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas, "?layer=proposed")
    page.locator(".own > summary").click()
    page.get_by_role("button", name=VIEW["draw_pick"]).click()
    assert VIEW["draw_picking"] in page.inner_text(".told")
    assert focused(page) == "manager-a"  # the figure has the focus
    page.keyboard.press("Enter")
    chosen = name_of(ideas, "manager-a")
    assert chosen in page.inner_text(".told") and chosen in page.inner_text("[aria-live]")
    assert page.locator(".picked").get_attribute("data-actor") == "manager-a"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator(".picked").count() == 0
    assert focused(page) == "SELECT"  # the theme is asked for next
    page.get_by_role("button", name=VIEW["draw_add"]).click()
    assert asked(page)["ties"] == ["manager-a.manager-b.competition"]


def test_a_tie_drawn_with_one_picked_begins_there_and_picking_ends(
    alone: Callable[..., Page], ideas: dict[str, Any]
) -> None:
    page = alone(ideas, "?layer=proposed")
    page.locator(".own > summary").click()
    page.locator(".own button").first.click()
    page.locator('[data-actor="manager-b"] .shape-of').click()  # the form's own default for the other end
    expect(page.locator(".picked")).to_have_attribute("data-actor", "manager-b")
    page.locator(".own [type=submit]").click()
    assert asked(page)["ties"] == ["manager-b.manager-a.competition"]
    expect(page.locator(".picked")).to_have_count(0)
    page.locator('[data-actor="coach-a"] .shape-of').click()  # explains itself again, and begins no other tie
    assert asked(page)["actor"] == ["coach-a"]


def test_the_word_of_a_drawn_tie_covers_no_other(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    search = "?layer=proposed&step=allies&ties=manager-a.office-clients.competition"
    page = alone(ideas, search)
    assert page.evaluate(OVERLAPS) == []


def test_ties_that_came_with_a_link_do_not_replace_ones_own(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas, "?layer=proposed&ties=coach-a.coach-c.autonomy~coach-b.coach-c.autonomy")
    assert VIEW["visiting"] in page.inner_text(".notes")
    assert page.locator('.tie[data-tie="yours.coach-a.coach-c.autonomy"]').count() == 1
    page.locator(".own > summary").click()
    page.get_by_role("button", name=VIEW["draw_take_back"]).first.click()
    assert asked(page)["ties"] == ["coach-b.coach-c.autonomy"]
    assert page.evaluate("localStorage.length") == 0


def test_forgetting_takes_the_ties_along(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas, "?layer=proposed")
    page.locator(".own > summary").click()
    page.get_by_role("button", name=VIEW["draw_add"]).click()
    assert page.evaluate("localStorage.length") == 1
    page.evaluate("dispatchEvent(new Event('forget-me'))")
    assert page.evaluate("localStorage.length") == 0
    assert "ties" not in asked(page)


# ── motion, size, safety ──────────────────────────────────────────────────────────────────────────


def test_a_change_is_led_to_or_cut_as_the_reader_prefers(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    """What goes fades where it stood, what stays moves; with reduced motion the next picture simply stands there."""
    between = """async () => {
      document.querySelector('.scrubber button:last-child').click()
      const seen = []
      while (document.querySelector('.canvas [data-tie="coaches-together"]')) {
        seen.push(Number(document.querySelector('.canvas [data-tie="coaches-together"]').style.opacity))
        await new Promise(requestAnimationFrame)
      }
      return seen
    }"""
    moving = alone(ideas, "?layer=proposed&step=parting", reduced_motion="no-preference").evaluate(between)
    assert [opacity for opacity in moving if 0 < opacity < 1]
    assert moving == sorted(moving, reverse=True)
    assert alone(ideas, "?layer=proposed&step=parting").evaluate(between) == []


SEEN_TOGETHER = """async view => {
  const [steps, onward] = [[], view.querySelector(".scrubber button:last-child")]
  for (;;) {
    await new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))
    steps.push(Object.fromEntries([".canvas", ".scrubber", ".told p", ".changes"].map(part => {
      const { top, bottom } = view.querySelector(part).getBoundingClientRect()
      return [part, [top, bottom]]
    })))
    if (onward.disabled) return steps
    onward.click()
  }
}"""
"""After each change: where the parts of the figure are on the screen, from above and to below."""


def test_drawing_sentence_and_next_change_are_seen_together(reader: Visit) -> None:
    page = reader.open("/network?layer=proposed")
    view = page.locator(".network-view")
    for width, height in ((390, 780), (1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        view.locator(".scrubber input").fill("0")
        page.locator("h1").scroll_into_view_if_needed()
        still(page)
        onward(view).click()
        for step, parts in enumerate(view.evaluate(SEEN_TOGETHER), start=1):
            for part, (top, bottom) in parts.items():
                # The header of the app is 3.75rem high.
                assert 63 <= top < bottom <= height + 1, (width, step, part, top, bottom)


def test_what_is_new_is_marked_and_said(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    """By a plus and a band, beside the words; what is gone by words."""
    page = alone(ideas, "?layer=proposed&step=parting")
    respond = [actor for actor in the_story().network.actors.values() if actor.response]
    assert page.locator(".canvas .new").count() == len(respond) > 1
    onward(page).click()
    [line] = page.locator(".canvas .new").all()
    assert line.get_attribute("data-tie") == "coaches-rival"
    competes = the_story().network.words.tie_kinds["competes"].name
    assert page.locator('.word[data-tie="coaches-rival"]').text_content() == f"+ ▢ {competes}"
    assert line.locator(".halo").evaluate("one => getComputedStyle(one).stroke") != "none"
    said = page.inner_text(".changes")
    assert said.count(name_of(ideas, "coach-b")) == said.count(name_of(ideas, "coach-c")) == 2  # what came, what went
    assert page.inner_text("[aria-live]").endswith(said)
    page.get_by_label(VIEW["back"]).click()
    assert page.locator('.word[data-tie="coaches-rival"]').count() == 0
    onward(page).click()
    onward(page).click()
    assert page.locator('.word[data-tie="coaches-rival"]').text_content() == f"▢ {competes}"


FILLED = """() => {
  const isText = node => node.nodeType === 3 && node.data.trim()
  const isRead = one => [...one.childNodes].some(isText) && !one.closest('.heard')
    && one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  return [...document.querySelectorAll('.network-view *')].filter(isRead).map(one => {
    const { left, right, top, bottom } = one.getBoundingClientRect()
    const scale = one.ownerSVGElement ? one.getScreenCTM().a : 1
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
    return [one.textContent, parseFloat(getComputedStyle(one).fontSize) * scale, inside]
  })
}"""
"""Every text that is seen: itself, its size in pixels, whether all of it is on the screen."""


def test_the_figure_fills_the_screen_for_the_back_row(visit: Callable[..., Visit], server: str) -> None:
    """Drawing, choices and steps without scrolling, in type of 24 pixels or more, with a way out."""
    hall = visit(server, viewport={"width": 1920, "height": 1080})
    page = hall.open("/network?layer=proposed&step=own-order&theme=autonomy")
    page.locator(".network-view").get_by_role("button", name=VIEW["large"]).click()
    eventually(page, "() => document.fullscreenElement")
    still(page)
    for _ in range(4):
        texts = page.evaluate(FILLED)
        assert len(texts) > 40
        assert [text for text in texts if text[1] < 24 or not text[2]] == []
        if onward(page).is_enabled():
            onward(page).click()
    page.locator('.canvas [data-actor="coach-b"] .shape-of').click()
    expect(page.locator('.canvas [data-actor="coach-b"]')).to_have_attribute("aria-pressed", "true")
    assert [text for text in page.evaluate(FILLED) if text[1] < 24 or not text[2]] == []
    page.get_by_role("button", name=VIEW["leave_large"]).click()
    eventually(page, "() => !document.fullscreenElement")
    page.locator(".network-view").get_by_role("button", name=VIEW["large"]).click()
    eventually(page, "() => document.fullscreenElement")
    page.keyboard.press("Escape")
    eventually(page, "() => !document.fullscreenElement")


def test_on_a_phone_drawing_step_and_next_fill_the_screen(visit: Callable[..., Visit], server: str) -> None:
    screen = {"width": 390, "height": 844}
    page = visit(server, viewport=screen).open("/network?layer=proposed&step=parting")
    page.locator(".take button").last.click()
    expect(page.locator(".network-view:fullscreen")).to_be_attached()
    for part in (".leave", ".canvas > svg", ".scrubber button >> nth=0", ".scrubber button >> nth=1", ".told"):
        box = page.locator(f".network-view {part}").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= screen["width"], (part, box)
        assert box["y"] >= 0 and box["y"] + box["height"] <= screen["height"], (part, box)


def test_actors_keep_their_place(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    """But for the small step aside when people part."""
    page = alone(ideas, "?layer=proposed")
    where = """() => Object.fromEntries([...document.querySelectorAll('.canvas .actor')].map(one =>
      [one.dataset.actor, one.getAttribute('transform').match(/[\\d.]+/g).map(Number)]))"""
    before = page.evaluate(where)
    go(page, "?layer=proposed&step=allies")
    after = page.evaluate(where)
    for actor, (x, y) in before.items():
        assert after[actor][1] == y and abs(after[actor][0] - x) <= 14
    parted = {actor: after[actor][0] - x for actor, (x, _) in before.items()}
    for kind in ("coach", "manager", "officer"):
        assert {parted[actor] > 0 for actor in parted if actor.startswith(kind)} == {True, False}


def test_it_can_be_read_on_a_phone_without_pinching(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas, viewport={"width": 360, "height": 800})
    for layer in ("abstract", "proposed", "unknown"):
        go(page, f"?layer={layer}&step=allies")
        expect(chosen(page, layer)).to_be_checked()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, layer
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('.canvas text')].filter(one => one.textContent).map(one =>
              parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"""
        )
        assert min(sizes) >= 10.5, layer
        edges = page.evaluate(
            """() => [...document.querySelectorAll('.canvas text')]
              .filter(one => getComputedStyle(one).visibility === 'visible')
              .map(one => [one.textContent, one.getBoundingClientRect()])
              .map(([text, box]) => [text, box.left, box.right])"""
        )
        assert [edge for edge in edges if edge[1] < 0 or edge[2] > 360] == [], layer


def test_markup_in_any_field_is_shown_and_never_run(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    bad = "<script>window.run = true</script><img src=x onerror='window.run = true'>"

    def poisoned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poisoned(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [poisoned(one, key) for one in value]
        if key == "pieces":  # drawings, made in Python: tests/test_network.py
            return value
        words = ("label", "title", "name", "says", "short", "lines", "source", "reported", "ours", "citation")
        return value + bad if isinstance(value, str) and (key in words or " " in value) else value

    net = poisoned(json.loads(json.dumps(ideas)))
    page = alone(net, "?layer=proposed&step=allies&role=coach-a&tie=list&ties=coach-c.manager-b.competition")
    for details in page.locator("details").all():
        details.evaluate("one => (one.open = true)")
    page.wait_for_timeout(200)
    assert page.evaluate("window.run ?? false") is False
    assert page.locator(".network-view :is(script, img)").count() == 0
    assert "<script>" in page.inner_text(".told")


def test_five_hundred_actors_and_two_thousand_ties_stay_usable(alone: Callable[..., Page], story: Story) -> None:
    net = sent(generated(story, 500, 2000), Position.IDEAS)
    page = alone(net, "?layer=proposed")
    assert page.locator(".canvas .actor").count() == 500
    assert page.locator(".canvas .tie:not([aria-hidden])").count() == 2000
    page.locator('[data-actor="n7"] .shape-of').click()
    assert asked(page)["actor"] == ["n7"]
    assert page.locator(".canvas text:visible").all_text_contents() == ["Actor n7"]  # words where one looks
    page.get_by_role("button", name=VIEW["zoom_in"]).click()
    wide = page.locator(".canvas > svg").bounding_box()
    place = page.locator(".canvas").bounding_box()
    assert wide and place and wide["width"] > 1.4 * place["width"]
    page.focus('.canvas [tabindex="0"]')
    for key in ("End", "Home", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        where = page.evaluate(
            "document.activeElement.querySelector('.shape-of, .line').getBoundingClientRect().toJSON()"
        )
        assert where["right"] > place["x"] and where["left"] < place["x"] + place["width"]
    page.get_by_role("button", name=VIEW["zoom_out"]).click()
    assert page.locator(".canvas > svg").bounding_box()["width"] == pytest.approx(place["width"], abs=20)


# ── in the story ──────────────────────────────────────────────────────────────────────────────────


def test_no_choice_in_the_figure_asks_the_server(visit: Callable[..., Visit], server: str) -> None:
    sent: list[object] = []
    visitor = visit(server)
    page = visitor.context.new_page()
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    visitor.open("/network?layer=proposed", page)
    page.locator(".network-view .canvas .actor").first.wait_for()
    page.wait_for_timeout(500)
    before, requests = len(sent), []
    page.on("request", lambda request: requests.append(request.url))
    view = page.locator(".network-view")
    for _ in range(9):
        onward(view).click()
    chosen(view, "autonomy").check()
    view.get_by_label(VIEW["role"]).select_option("coach-a")
    view.locator('.canvas .word[data-tie="own-figures"]').click()
    chosen(view, "unknown").check()
    page.wait_for_timeout(300)
    assert len(sent) == before
    icon = f"{server}/favicon.png"  # the browser itself looks at it again whenever the address changes
    assert {url for url in requests if not url.startswith("data:")} <= {icon}


def test_the_switch_takes_the_made_up_layer_away_and_gives_it_back(visit: Callable[..., Visit], server: str) -> None:
    page = visit(server).open("/network?layer=proposed&step=parting&evidence=abstract")
    view = page.locator(".network-view")
    view.locator(".canvas .actor").first.wait_for()
    assert chosen(view, "proposed").count() == 0
    assert view.locator('[data-actor="coach-a"]').count() == 0
    assert view.locator(".own").is_hidden()
    switch(page).get_by_text("ideas").click()
    view.locator('[data-actor="coach-a"]').wait_for()
    assert asked(page)["step"] == ["parting"]


def test_going_away_and_back_finds_the_figure_as_it_was(visit: Callable[..., Visit], server: str) -> None:
    page = visit(server).open("/network")
    view = page.locator(".network-view")
    chosen(view, "proposed").check()
    onward(view).click()
    menu(page).filter(has_text=the_story().chapter("case").title).click()
    page.wait_for_url(re.compile("/case"))
    settled(page)
    page.go_back()
    page.wait_for_url(re.compile("/network"))
    page.locator('.network-view [data-actor="coach-a"]').wait_for()
    assert asked(page)["layer"] == ["proposed"] and asked(page)["step"] == ["arrives"]


def test_the_offline_file_opens_without_a_connection(chromium: Browser, story: Story, tmp_path: Any) -> None:
    file = tmp_path / "network.html"
    file.write_text(offline_html(story, story.network, list(story.network.layers)), encoding="utf-8")
    context = chromium.new_context(offline=True)
    page, asked_for = context.new_page(), []
    page.on("request", lambda request: asked_for.append(request.url))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    page.locator("canvas").wait_for()
    assert [url for url in asked_for if not url.startswith(("data:", file.as_uri()))] == []
    assert errors == []
    context.close()


def test_axe_finds_nothing_in_the_figure(alone: Callable[..., Page], ideas: dict[str, Any]) -> None:
    page = alone(ideas)
    for layer in ("abstract", "proposed", "unknown"):
        go(page, f"?layer={layer}&step=allies&role=coach-a&theme=autonomy")
        expect(chosen(page, layer)).to_be_checked()
        for scheme, rules in (("light", ()), ("dark", ("color-contrast",))):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert violations(page, ".network-view", rules) == [], (layer, scheme)


def test_the_copy_fixture_and_the_browser_agree_on_words(copy: Copy, alone: Callable[..., Page]) -> None:
    """A word changed in the content is the word in the figure."""
    copy.edit("en/network.yaml", lambda words: words["actors"]["keeper"].update({"label": "Keeper\nof lists"}))
    page = alone(sent(copy.load(), Position.IDEAS), "?layer=proposed&step=allies")
    assert page.locator('[data-actor="keeper"] text').first.text_content() == "Keeperof lists"


# ── words and the drawing ─────────────────────────────────────────────────────────────────────────

OVERLAPS = """() => {
  const visible = one => getComputedStyle(one).visibility === 'visible' && getComputedStyle(one).display !== 'none'
  const all = name => [...document.querySelectorAll(`.canvas ${name}`)].filter(visible)
  const words = all('text').filter(one => one.textContent)
  const shapes = all('.shape-of')
  const box = one => one.getBoundingClientRect()
  // The box of a text has room above and below for letters it does not hold.
  const tight = one => {
    const { left, right, top, bottom, height } = box(one)
    return { left, right, top: top + height * 0.15, bottom: bottom - height * 0.15 }
  }
  const shared = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from])
  const over = (a, b) => shared(a, b, 'left', 'right') > 0.5 && shared(a, b, 'top', 'bottom') > 0.5
  const ofOne = (one, other) => one.closest('.actor') && one.closest('.actor') === other.closest('.actor')
  return words.flatMap((one, at) => [...words.slice(at + 1), ...shapes]
    .filter(other => !ofOne(one, other) && over(tight(one), other.matches('text') ? tight(other) : box(other)))
    .map(other => `${one.textContent} over ${other.textContent || `shape of ${other.closest('g').textContent}`}`))
}"""


CROSSED = """() => {
  const seen = one => getComputedStyle(one).visibility === 'visible' && getComputedStyle(one).opacity > 0
  const texts = [...document.querySelectorAll('.canvas .actor text')].filter(one => one.textContent && seen(one))
  const names = texts.map(one => {
    const { left, right, top, bottom, height } = one.getBoundingClientRect()
    return { text: one.textContent, left, right, top: top + height * 0.15, bottom: bottom - height * 0.15 }
  })
  return [...document.querySelectorAll('.canvas .tie .line')].filter(seen).flatMap(line => {
    const [long, place] = [line.getTotalLength(), line.getScreenCTM()]
    const along = Array.from({ length: Math.ceil(long) + 1 }, (_, at) => at)
    const points = along.map(at => line.getPointAtLength(at).matrixTransform(place))
    const isOn = box => points.some(({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom)
    return names.filter(isOn)
      .map(({ text }) => `${line.parentElement.dataset.tie} through ${text}`)
  })
}"""


@pytest.mark.parametrize("width", [360, 390, 1280, 1920])
def test_no_word_covers_another_or_an_actor_and_no_line_crosses_a_name(
    alone: Callable[..., Page], ideas: dict[str, Any], width: int
) -> None:
    """At every step of every layer; on the narrowest screen, lines are let through."""
    page = alone(ideas, viewport={"width": width, "height": 900})
    checks = [OVERLAPS, CROSSED] if width >= 390 else [OVERLAPS]
    found: dict[str, list[str]] = {}
    for layer in ideas["layers"]:
        for step in ideas["steps"] if layer == "proposed" else ideas["steps"][:1]:
            go(page, f"?layer={layer}&step={step['id']}")
            expect(chosen(page, layer)).to_be_checked()
            if layer == "proposed":
                assert step["says"] in page.inner_text(".told")
            if wrong := [one for check in checks for one in page.evaluate(check)]:
                found[f"{layer} {step['id']}"] = wrong
    assert found == {}


# ── back ──────────────────────────────────────────────────────────────────────────────────────────


def test_back_undoes_a_choice_without_a_run_and_then_leaves_the_page(visit: Callable[..., Visit], server: str) -> None:
    """Steps are no stations; they are undone with the choice before them."""
    sent: list[object] = []
    visitor = visit(server)
    page = visitor.context.new_page()
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    visitor.open("/case", page)
    menu(page).filter(has_text=the_story().chapter("network").title).click()
    page.wait_for_url(re.compile("/network"))
    settled(page)
    view = page.locator(".network-view")
    chosen(view, "proposed").check()
    onward(view).click()
    chosen(view, "competition").check()
    view.get_by_label(VIEW["role"]).select_option("coach-a")
    before = len(sent)
    page.go_back()
    expect(view.locator(".egos")).to_be_empty()
    assert asked(page) == {"layer": ["proposed"], "step": ["arrives"], "theme": ["competition"]}
    page.go_back()
    expect(chosen(view, "")).to_be_checked()
    page.go_forward()
    expect(chosen(view, "competition")).to_be_checked()
    page.go_back()
    page.go_back()
    expect(chosen(view, "abstract")).to_be_checked()
    assert asked(page) == {}
    page.wait_for_timeout(500)
    assert len(sent) == before
    page.go_back()
    page.wait_for_url(re.compile("/case"))
    page.get_by_role("heading", name=the_story().chapter("case").title, level=1).wait_for()
    settled(page)


def test_back_over_the_honesty_switch_is_left_to_the_app(visit: Callable[..., Visit], server: str) -> None:
    page = visit(server).open("/network?layer=proposed")
    view = page.locator(".network-view")
    chosen(view, "competition").check()
    switch(page).get_by_text("abstract").click()
    expect(view.locator('[data-actor="coach-a"]')).to_have_count(0)
    settled(page)
    while "evidence=abstract" in page.url:
        page.go_back()
        page.wait_for_timeout(300)
    view.locator('[data-actor="coach-a"]').wait_for()
    assert asked(page)["layer"] == ["proposed"]


# ── ties of one's own, beside the other answers ───────────────────────────────────────────────────


def test_ties_are_counted_travel_with_the_answers_and_are_forgotten(visit: Callable[..., Visit], server: str) -> None:
    visitor = visit(server)
    page = visitor.open("/network?layer=proposed")
    carries, says = page.locator("a.carries"), page.locator(".your-ties")
    expect(says).to_have_text(WORDS("reader.none"))
    expect(carries).to_have_attribute("hidden", "")
    page.locator(".own > summary").click()
    page.get_by_role("button", name=VIEW["draw_add"]).click()
    expect(says).to_have_text(WORDS("reader.ties", n=1))
    expect(carries).to_have_attribute("href", "#ties=manager-a.manager-b.competition")
    page.locator(".st-key-themes-where label:has(input)").first.click()
    expect(page.get_by_text(WORDS("reader.count", n=1))).to_have_count(1)
    expect(says).to_have_text(WORDS("reader.ties", n=1))
    link = re.compile(r"#answers=themes-where:[\w-]+&ties=manager-a\.manager-b\.competition")
    expect(carries).to_have_attribute("href", link)
    page.goto(f"{server}/case")  # another page says so too
    settled(page)
    expect(says).to_have_text(WORDS("reader.ties", n=1))
    forget_me(page)
    eventually(page, "() => localStorage.getItem('when-the-dashboard-arrives/ties') === null")


def test_ties_of_a_link_to_another_chapter_are_there_once_one_gets_to_the_network(
    visit: Callable[..., Visit], server: str
) -> None:
    page = visit(server).open("/case#ties=coach-c.manager-b.autonomy")
    menu(page).filter(has_text=the_story().chapter("network").title).click()
    page.wait_for_url(re.compile("/network"))
    settled(page)
    view = page.locator(".network-view")
    chosen(view, "proposed").check()
    expect(view.locator('.tie[data-tie="yours.coach-c.manager-b.autonomy"]')).to_have_count(1)
    expect(view.locator(".notes")).to_contain_text(VIEW["visiting"])
    assert page.evaluate("localStorage.getItem('when-the-dashboard-arrives/ties')") is None
