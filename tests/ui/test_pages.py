"""Every page as Streamlit runs it, without a browser: what it says, what it keeps, what the switch leaves."""

from functools import cache
from unittest.mock import Mock, patch

import pytest
from conftest import ROOT, reading, said
from selectolax.lexbor import LexborHTMLParser
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from explainer.answers import UNKNOWN, parameters
from explainer.checked import story as the_story
from explainer.content.activities import Moments
from explainer.content.records import Story
from explainer.evidence import Level, Position
from explainer.ui.chapter import ACTIVITIES

# Each AppTest looks for components of others in all that is installed: nine tenths of the time it takes.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

SLUGS = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
IN_THE_STORY = [chapter.slug for chapter in the_story().sections["story"]]


def opened(slug: str = "cover", **query: str) -> AppTest:
    """The app as a reader finds it who follows a link to the cover and goes on to a chapter."""
    app = AppTest.from_file(str(ROOT / "explainer" / "story.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    sound(app.run())
    return app if slug == "cover" else go(app, slug)


def go(app: AppTest, slug: str) -> AppTest:
    return sound(app.switch_page(f"../pages/{slug}.py").run())


def answer(app: AppTest, name: str, value: object) -> AppTest:
    """Say `value` to the question of this name."""
    [control] = [control for control in (*app.radio, *app.button_group) if control.key == name]
    control.set_value(value)
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    """The same app, after making sure that nothing went wrong in this run."""
    assert [error.message for error in app.exception] == []
    assert the_story().words("errors.says") not in html_of(app)
    return app


def html_of(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def text_of(app: AppTest) -> str:
    return reading(html_of(app))


@cache
def page(slug: str, position: Position = Position.IDEAS) -> AppTest:
    """A page as one finds it at a position of the switch, to look at only."""
    return opened(slug, evidence=position)


def found(app: AppTest, selector: str) -> list[str]:
    """The ids of what is found on a page."""
    return [str(node.attributes["id"]) for node in LexborHTMLParser(html_of(app)).css(selector)]


# ── every page ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("position", Position)
@pytest.mark.parametrize("slug", SLUGS)
def test_page_runs_at_every_position(story: Story, slug: str, position: Position) -> None:
    app = page(slug, position)
    assert app.session_state["evidence"] == position
    chapter = story.chapter(slug)
    tree = LexborHTMLParser(html_of(app))
    assert [title.text() for title in tree.css("h1")] == [chapter.title]
    assert said(story, chapter.question) in text_of(app)
    assert story.words(f"evidence.positions.{position}") in text_of(app)
    assert len(tree.css("footer.colophon")) == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_page_shows_every_block_once_in_the_order_of_the_content(story: Story, slug: str) -> None:
    shown = [name for name in found(page(slug), "section.block[id]") if name.startswith(f"{slug}-")]
    there = [
        f"{slug}-{block.id}"
        for block in story.chapter(slug).blocks
        if (block.words or block.figure) and block.medium != "print"
    ]
    assert shown == there


@pytest.mark.parametrize("slug", SLUGS)
def test_ids_differ_on_a_page(slug: str) -> None:
    ids = found(page(slug), "[id]")
    assert ids and len(ids) == len(set(ids))


@pytest.mark.parametrize("slug", SLUGS)
def test_page_links_to_its_neighbours(story: Story, slug: str) -> None:
    links = LexborHTMLParser(html_of(page(slug, Position.ABSTRACT))).css(".ways a.to-chapter")
    before, after = story.neighbours(story.chapter(slug))
    assert [(link.attributes["href"], link.text()) for link in links] == [
        (chapter.href, story.words(f"chapter.{key}", question=chapter.question))
        for chapter, key in ((after, "next"), (before, "previous"))
        if chapter
    ]


@pytest.mark.parametrize("slug", IN_THE_STORY)
def test_text_shortens_with_the_switch(slug: str) -> None:
    abstract, ideas = page(slug, Position.ABSTRACT), page(slug, Position.IDEAS)
    assert LexborHTMLParser(html_of(abstract)).css(".left-out")
    assert not LexborHTMLParser(html_of(ideas)).css(".left-out")
    assert len(text_of(abstract)) < len(text_of(ideas))


FINDINGS = [
    pytest.param(chapter.slug, block.id, id=f"{chapter.slug}-{block.id}")
    for chapter in the_story().chapters
    for block in chapter.blocks
    if block.kind == "finding"
]


@pytest.mark.parametrize(("slug", "block"), FINDINGS)
def test_finding_waits_but_never_hides(story: Story, slug: str, block: str) -> None:
    [closed] = LexborHTMLParser(html_of(page(slug))).css(f"details.reveal:has(#{slug}-{block})")
    assert "open" not in closed.attributes
    assert closed.css_first("summary").text() == story.words("finding.skip")


# ── the switch ────────────────────────────────────────────────────────────────────────────────────


def test_switch_hides_what_is_imagined(story: Story) -> None:
    moment = story.moments("moments").words.moments["list"].title
    app = opened("logics")
    assert [control for control in app.radio if control.key == "moments.list.reply"] and moment in text_of(app)
    answer(app, "evidence", "abstract")
    assert not [control for control in app.radio if control.key == "moments.list.reply"]
    assert moment not in text_of(app)
    level = story.words(f"levels.{Level.IMAGINED}.name").lower()
    assert story.words("evidence.hidden_block", level=level) in text_of(app)
    answer(app, "evidence", "ideas")
    assert moment in text_of(app)


def test_switch_stays_on_the_way() -> None:
    app = answer(opened("cover"), "evidence", "published")
    assert go(app, "logics").session_state["evidence"] == "published"


def test_unknown_position_is_passed_over_with_a_note(story: Story) -> None:
    app = opened("cover", evidence="everything")
    assert app.session_state["evidence"] == Position.IDEAS
    assert story.words("reader.unknown", what="evidence") in text_of(app)


# ── answers ───────────────────────────────────────────────────────────────────────────────────────


def test_bet_is_kept_across_pages() -> None:
    app = answer(opened("cover"), "bet", "within")
    go(app, "logics")
    go(app, "cover")
    assert [control.value for control in app.radio if control.key == "bet"] == ["within"]


def test_moments_are_answered(story: Story) -> None:
    words = story.moments("moments").words
    title = {name: moment.title for name, moment in words.moments.items()}

    def figure(name: str, kind: str, **values: object) -> str:
        return story.words(f"figures.{name}.finding.{kind}", **values)

    app = opened("logics")
    assert figure("tension", "none") in text_of(app)
    answer(app, "moments.list.reply", "resist")
    assert said(story, words.answer["resisted-high"]) not in text_of(app)  # the reply waits for the tension
    answer(app, "moments.list.tension", 8)
    assert said(story, words.answer["resisted-high"]) in text_of(app)
    assert figure("tension", "one", top=title["list"], high=8) in text_of(app)
    assert said(story, words.profile["torn"]) in text_of(app)
    assert said(story, words.profile["ours"]) in text_of(app)
    answer(app, "moments.form.tension", 1)
    assert figure("tension", "range", top=title["list"], high=8, bottom=title["form"], low=1) in text_of(app)
    assert figure("lean", "none") in text_of(app)
    answer(app, "moments.list.reason", "judging")
    assert figure("lean", "none") not in text_of(app)


def test_chart_carries_its_finding_and_its_table(story: Story) -> None:
    app = answer(opened("logics"), "moments.list.tension", 8)
    [chart] = [chart.proto for chart in app.get("vega_lite_chart")]
    moment = story.moments("moments").words.moments["list"].title
    finding = story.words("figures.tension.finding.one", top=moment, high=8)
    title = story.chapter("logics").block("tension").title
    assert chart.alt == story.words("figure.alt", title=title, finding=finding)
    assert '"tension": 8' in chart.spec
    cells = LexborHTMLParser(html_of(app)).css("details.data-table td")
    assert "8" in [cell.text() for cell in cells]


def test_finding_opens_with_the_first_reply(story: Story) -> None:
    app = answer(opened("logics"), "moments.form.reply", "combine")
    [opened_now] = LexborHTMLParser(html_of(app)).css("details.reveal")
    assert "open" in opened_now.attributes
    assert opened_now.css_first("summary").text() == story.words("finding.open")


def test_answers_are_counted_and_forgotten(story: Story) -> None:
    app = opened("cover")
    assert story.words("reader.none") in text_of(app)
    answer(app, "bet", "within")
    answer(go(app, "logics"), "moments.list.tension", 3)
    assert story.words("reader.count", n=2) in text_of(app)
    [forget] = [button for button in app.button if button.label == story.words("reader.forget")]
    sound(forget.click().run())
    assert story.words("reader.forgotten") in text_of(app)
    go(app, "cover")
    assert [control.value for control in app.radio if control.key == "bet"] == [None]


def test_link_carries_the_answers() -> None:
    app = answer(opened("cover"), "bet", "within")
    assert LexborHTMLParser(html_of(app)).css('a[href="#answers=bet:within"]')


def test_answers_of_a_link_are_shown_with_a_note(story: Story) -> None:
    app = opened("logics", answers="bet:within~moments.list.tension:7")
    assert story.words("reader.visiting") in text_of(app)
    moment = story.moments("moments").words.moments["list"].title
    assert story.words("figures.tension.finding.one", top=moment, high=7) in text_of(app)
    assert app.session_state["bet"] == "within"


def test_what_a_link_asks_in_vain_is_named(story: Story) -> None:
    app = opened("cover", answers="bet:everything~mood:good")
    assert story.words("reader.unknown", what=f"bet, {UNKNOWN}") in text_of(app)
    assert story.words("reader.visiting") not in text_of(app)


def test_link_cannot_have_the_page_say_anything(story: Story) -> None:
    foreign = ["<script>alert(1)</script>", "call us now", "bet"]
    every = [*parameters(story), *foreign]
    app = opened("case", answers="~".join(f"{name}:{foreign[1]}" for name in every), evidence=foreign[0])
    assert not LexborHTMLParser(html_of(app)).css("script")
    assert not any(words in text_of(app) for words in foreign[:2])
    [note] = [text for text in text_of(app).split(".") if UNKNOWN in text]
    assert len(note) < 600


def test_run_that_was_stopped_as_the_reader_arrived_is_made_good() -> None:
    """Who asks again at once stops the run before, anywhere in it."""
    app = AppTest.from_file(str(ROOT / "explainer" / "story.py"), default_timeout=30)
    app.session_state["_notes"] = []
    sound(app.run())


@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_can_be_carried_and_shown(story: Story, slug: str) -> None:
    allowed = parameters(story)
    link = "~".join(f"{name}:{parameter.values[-1]}" for name, parameter in allowed.items() if parameter.values)
    app = opened(slug, answers=link)
    assert story.words("reader.visiting") in text_of(app)
    assert story.words("reader.unknown", what="").split(":")[0] not in text_of(app)


# ── when something breaks ─────────────────────────────────────────────────────────────────────────


def test_error_reaches_the_reader_as_a_calm_sentence(story: Story) -> None:
    with patch.dict(ACTIVITIES, {Moments: Mock(side_effect=RuntimeError("secret detail"))}):
        app = opened()
        app.switch_page("../pages/logics.py").run()
    assert story.words("errors.says") in text_of(app)
    assert "secret detail" not in text_of(app)
    assert list(app.exception) == []
    assert LexborHTMLParser(html_of(app)).css("footer.colophon"), "the frame around it stays"


def test_what_a_component_tells_before_it_is_drawn_is_passed_over() -> None:
    """A page tells the old session's news to a server that has started anew."""

    def script() -> None:
        import streamlit as st

        from explainer.ui import reader

        reader._restore()
        reader._carry()
        st.write("restored" if st.session_state.get("_restored") else "asked again")

    app = AppTest.from_function(script).run()
    assert not app.exception and app.markdown[0].value == "asked again"
