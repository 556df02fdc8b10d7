"""The private names of Streamlit that our scripts and styles use are still on the page; an upgrade that took one fails
here, by name."""

import re

from conftest import ROOT, Visit, menu, settled
from playwright.sync_api import Page, expect

from explainer.checked import story

STATIC = ROOT / "explainer" / "static"
NAMES = re.compile(r'data-testid="(\w+)|\.(st[A-Z]\w+)')


def names() -> set[str]:
    """Every private name in our one script and our one style sheet for them."""
    texts = [(STATIC / name).read_text(encoding="utf-8") for name in ("streamlit_private.js", "css/streamlit.css")]
    return {one or other for text in texts for one, other in NAMES.findall(text)}


def seen(page: Page, wanted: set[str]) -> set[str]:
    return {name for name in wanted if page.locator(f'[data-testid="{name}"], .{name}').count()}


def test_every_private_name_is_on_some_page(reader: Visit) -> None:
    wanted = names()
    assert {"stSidebar", "stMain"} <= wanted
    page = reader.open(
        "/logics?answers=moments.list.tension:7&beat=tension"
    )  # a chart is there once there is an answer
    expect(page.locator("svg.marks")).to_have_count(1)
    found = seen(page, wanted)
    menu(page)
    found |= seen(page, wanted)
    for chapter in ("/scripts", "/discussion"):
        found |= seen(settled(reader.open(chapter, page)), wanted)
    reader.open("/sources", page)
    parts = list(story().words.entries["sources"]["tabs"])
    page.get_by_role("tab").nth(parts.index("references")).click()
    expect(page.locator("pre code").first).to_be_visible()
    found |= seen(page, wanted)
    # The dialog of a lost connection is asked for where the connection is lost (test_coming_back.py).
    assert wanted - found - {"stDialog", "stErrorCodeBlock"} == set()
