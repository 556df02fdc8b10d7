"""The pages of sources and words as Streamlit runs them: lists, guide, references, and what the switch leaves."""

import gzip
import json

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import answer, go, html_of, opened, sound, text_of

from explainer.behind import claims_search_html, open_questions, terms_search_html
from explainer.content import Story
from explainer.evidence import Position
from explainer.references import FORMATS, written


def part(name: str) -> AppTest:
    """The page of sources with this part open."""
    app = opened("sources")
    app.session_state["part"] = name
    return sound(app.run())


def searched(app: AppTest) -> str:
    """The list sent to the browser, with its ways to search."""
    for element in app.get("bidi_component"):
        if element.proto.component_name.endswith("search"):
            return str(json.loads(gzip.decompress(element.proto.bytes))["html"])
    raise AssertionError("no list on this page")


@pytest.mark.parametrize("position", Position)
def test_lists_follow_the_switch(story: Story, position: Position) -> None:
    assert searched(opened("sources", evidence=position)) == claims_search_html(story, position)
    assert searched(opened("glossary", evidence=position)) == terms_search_html(story, position)


def test_parameters_of_the_search_disturb_nothing() -> None:
    app = opened("sources", level="abstract", chapter="case", source="kersing2025", word="<b>", evidence="published")
    assert app.session_state["evidence"] == "published"
    assert "passed over" not in text_of(app)
    assert "<b>" not in html_of(app)


def test_confused_words_are_ours_and_leave_with_the_switch() -> None:
    assert "Script and rule" in text_of(opened("glossary"))
    assert "Script and rule" not in text_of(opened("glossary", evidence="published"))


def test_earlier_study_stands_apart_and_is_not_mapped() -> None:
    app = opened("sources")
    assert [tab.label for tab in app.tabs][2] == "The 2022 study"
    assert "Do not lay one study over the other." in text_of(app)
    assert "client coach" not in text_of(opened("sources", evidence="abstract"))


def test_page_numbers_are_kept_with_the_answers(story: Story) -> None:
    app = part("Reading guide")
    keys = [field.key for field in app.text_input]
    assert keys == [f"page.{claim.id}" for claim in open_questions(story)]
    app.text_input(key="page.Q-people").set_value("p. 7")
    sound(app.run())
    assert "One answer so far." in text_of(app)
    assert "page.Q-people" not in html_of(app), "words of one's own never go into a link"
    go(app, "glossary")
    go(app, "sources")
    app.session_state["part"] = "Reading guide"
    assert sound(app.run()).text_input(key="page.Q-people").value == "p. 7"


@pytest.mark.parametrize("form", FORMATS)
def test_article_can_be_copied_in_every_format(story: Story, form: str) -> None:
    app = answer(part("References"), "cite-format", form)
    assert app.code[0].value == written(form, (story.sources["kersing2025"],)).strip()
    assert app.get("download_button")[0].proto.label == f"Download as {form}"


def test_this_explainer_and_everything_can_be_cited() -> None:
    app = answer(part("References"), "cite", "itself")
    assert "[Computer software]" in app.code[0].value
    answer(app, "cite", "every")
    assert app.code[0].value.startswith("Abbott, A. (1988)")


def test_footer_cites_as_the_references_do() -> None:
    for slug in ("cover", "sources"):
        assert "Kersing, M. J., Oldenhof, L., Putters, K., &amp; van Zoonen, L. (2025)." in html_of(opened(slug))
