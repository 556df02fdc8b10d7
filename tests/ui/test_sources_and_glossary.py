"""The pages of sources and words as Streamlit runs them: lists, guide, references, and what the switch leaves."""

import gzip
import json

import pytest
import yaml
from conftest import ROOT, reading, said
from selectolax.lexbor import LexborHTMLParser
from streamlit.testing.v1 import AppTest
from test_pages import answer, go, html_of, opened, page, sound, text_of

from explainer.content.activities import Comparison
from explainer.content.records import Story
from explainer.evidence import Position
from explainer.figures.lists import claims_search, open_questions, terms_search
from explainer.references import FORMATS, apa_html, written


def part(story: Story, name: str, position: Position = Position.IDEAS) -> AppTest:
    """The page of sources with this part open."""
    app = opened("sources", evidence=position)
    app.session_state["part"] = story.words(f"sources.tabs.{name}")
    return sound(app.run())


def searched(app: AppTest) -> str:
    """The list sent to the browser, with its ways to search."""
    for element in app.get("bidi_component"):
        if element.proto.component_name.endswith("search"):
            return str(json.loads(gzip.decompress(element.proto.bytes))["html"])
    raise AssertionError("no list on this page")


@pytest.mark.parametrize("position", Position)
def test_lists_follow_the_switch(story: Story, position: Position) -> None:
    assert searched(part(story, "claims", position)) == claims_search(story, position).html
    assert searched(page("glossary", position)) == terms_search(story, position).html


def test_parameters_of_the_search_disturb_nothing(story: Story) -> None:
    app = opened("sources", level="abstract", chapter="case", source="kersing2025", word="<b>", evidence="published")
    assert app.session_state["evidence"] == "published"
    assert story.words("reader.unknown", what="").split(":")[0] not in text_of(app)
    assert "<b>" not in html_of(app)


def test_confused_words_are_ours_and_leave_with_the_switch(story: Story) -> None:
    rows = story.activity("near-words", Comparison).words.rows.values()
    for position, there in ((Position.IDEAS, True), (Position.PUBLISHED, False)):
        heads = [reading(str(head.html)) for head in LexborHTMLParser(html_of(page("glossary", position))).css("th")]
        assert all((row.name in heads) == there for row in rows), position


def test_earlier_study_stands_apart_and_leaves_with_the_switch(story: Story) -> None:
    assert story.words("sources.tabs.other_study") in [tab.label for tab in page("sources").tabs]
    words = said(story, story.chapter("sources").block("other-study").words or "")
    assert words in text_of(page("sources"))
    assert words not in text_of(page("sources", Position.ABSTRACT))


def test_page_numbers_are_kept_with_the_answers(story: Story) -> None:
    app = part(story, "guide")
    keys = [field.key for field in app.text_input]
    assert keys == [f"page.{claim.id}" for claim in open_questions(story)]
    app.text_input(key="page.Q-people").set_value("p. 7")
    sound(app.run())
    assert story.words("reader.count", n=1) in text_of(app)
    assert "page.Q-people" not in html_of(app), "words of one's own never go into a link"
    go(app, "glossary")
    go(app, "sources")
    app.session_state["part"] = story.words("sources.tabs.guide")
    assert sound(app.run()).text_input(key="page.Q-people").value == "p. 7"


@pytest.mark.parametrize("form", FORMATS)
def test_article_can_be_copied_in_every_format(story: Story, form: str) -> None:
    app = answer(part(story, "references"), "cite-format", form)
    assert app.code[0].value == written(form, (story.sources["kersing2025"],)).strip()
    assert app.get("download_button")[0].proto.label == story.words("sources.download", form=form)


def test_this_explainer_and_everything_can_be_cited(story: Story) -> None:
    """By the title that CITATION.cff gives it, whatever its name is in this language."""
    title = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["title"]
    app = answer(part(story, "references"), "cite", "itself")
    assert title.split(":")[0] in app.code[0].value
    answer(app, "cite", "every")
    assert len(app.code[0].value.strip().splitlines()) >= len(story.sources)


def test_footer_cites_as_the_references_do(story: Story) -> None:
    cited = reading(apa_html(story.sources["kersing2025"]))
    for slug in ("cover", "sources"):
        assert cited in text_of(page(slug))
