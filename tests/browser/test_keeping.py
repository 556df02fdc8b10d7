"""What the browser keeps, and when it brings it back: browser.js alone, without a server."""

import json
from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, Route

PLACE = "when-the-dashboard-arrives/answers"
RUN = """async ([data, stored]) => {
  if (stored) localStorage.setItem(PLACE, JSON.stringify(stored))
  const { default: run } = await import("/browser.js")
  const brought = []
  const sent = new TextEncoder().encode(JSON.stringify(data))
  run({ data: sent, setTriggerValue: (name, value) => brought.push(value) })
  return [brought, JSON.parse(localStorage.getItem(PLACE))]
}""".replace("PLACE", json.dumps(PLACE))


@pytest.fixture
def run(chromium: Browser) -> Any:
    context = chromium.new_context()
    page = context.new_page()

    def answer(route: Route) -> None:
        if route.request.url.endswith(".js"):
            route.fulfill(path=ROOT / "explainer" / "static" / "browser.js", content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>t</title>", content_type="text/html")

    page.route("**/*", answer)
    page.goto("http://keeping.test/")

    def one(session: str, answers: dict[str, str], stored: dict[str, str] | None = None, **more: bool) -> Any:
        data = {"keep": True, "session": session, "answers": answers, "restored": False, "forget": False, **more}
        return page.evaluate(RUN, [data, stored])

    yield one
    context.close()


def test_an_answer_of_this_session_is_kept_and_not_brought_back(run: Any) -> None:
    assert run("a", {}) == [[], None]
    assert run("a", {"bet": "within"}) == [[], {"bet": "within"}]
    assert run("a", {"bet": "within"}) == [[], {"bet": "within"}]  # brought back, it could undo "Forget me"


def test_a_new_session_gets_back_what_was_kept_once_and_does_not_write_over_it(run: Any) -> None:
    kept = {"bet": "little"}
    assert run("b", {}, kept) == [[kept], kept]
    assert run("b", {"frontline": "both"}) == [[], kept]  # the answer to what was brought back is on its way
    both = {"bet": "little", "frontline": "both"}
    assert run("b", both, restored=True) == [[], both]


def test_forget_me_leaves_nothing_and_a_visit_touches_nothing(run: Any) -> None:
    assert run("c", {}, {"bet": "little"}, forget=True) == [[], None]
    assert run("d", {"bet": "faster"}, {"bet": "little"}, keep=False) == [[], {"bet": "little"}]
