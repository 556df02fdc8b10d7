"""Every page as Streamlit runs it, without a browser: what it says, what it keeps, what the switch leaves."""

import re
from html import escape
from pathlib import Path
from unittest.mock import patch

import pytest
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from explainer.answers import parameters
from explainer.content import Story
from explainer.diagrams import DIAGRAMS
from explainer.evidence import Position
from explainer.ui import reader

SLUGS = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


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
    assert "could not be shown" not in html_of(app)
    return app


def html_of(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.get("html")]
    return re.sub(r"<style>.*?</style>", "", "\n".join(bodies), flags=re.DOTALL)


def text_of(app: AppTest) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html_of(app)).split())


# ── every page ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("position", Position)
@pytest.mark.parametrize("slug", SLUGS)
def test_page_runs_at_every_position(story: Story, slug: str, position: Position) -> None:
    app = opened(slug, evidence=position)
    assert app.session_state["evidence"] == position
    chapter = story.chapter(slug)
    assert f"<h1>{chapter.title}</h1>" in html_of(app)
    assert chapter.question in text_of(app)
    assert story.words(f"evidence.positions.{position}") in text_of(app)
    assert 'class="colophon"' in html_of(app)


@pytest.mark.parametrize("slug", SLUGS)
def test_page_shows_every_block_once(story: Story, slug: str) -> None:
    html = html_of(opened(slug))
    shown = re.findall(rf'<section class="block \w+" id="({slug}-[\w-]+)">', html)
    said = [
        f"{slug}-{block.id}"
        for block in story.chapter(slug).blocks
        if block.kind != "question" and (block.words or block.figure in DIAGRAMS)
        if block.figure != "network_imagined"  # one figure in the browser draws every layer
    ]
    assert sorted(shown) == sorted(said)


@pytest.mark.parametrize("slug", SLUGS)
def test_ids_differ_on_a_page(slug: str) -> None:
    ids = re.findall(r' id="([^"]+)"', html_of(opened(slug)))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("slug", SLUGS)
def test_page_links_to_its_neighbours(story: Story, slug: str) -> None:
    html = html_of(opened(slug, evidence="abstract"))
    before, after = story.neighbours(story.chapter(slug))
    for chapter, key in ((before, "previous"), (after, "next")):
        if chapter:
            label = escape(story.words(f"chapter.{key}", question=chapter.question))
            assert f'<a class="to-chapter" href="{chapter.path}">{label}</a>' in html


@pytest.mark.parametrize("slug", SLUGS)
def test_text_shortens_with_the_switch(story: Story, slug: str) -> None:
    if story.chapter(slug).section != "story":
        return
    abstract, ideas = (opened(slug, evidence=position) for position in (Position.ABSTRACT, Position.IDEAS))
    assert len(re.sub(r'<p class="left-out">.*?</p>', "", html_of(abstract))) < len(html_of(ideas))
    assert 'class="left-out"' in html_of(abstract)
    assert 'class="left-out"' not in html_of(ideas)


@pytest.mark.parametrize("slug", SLUGS)
def test_findings_wait_but_never_hide(story: Story, slug: str) -> None:
    findings = [block.id for block in story.chapter(slug).blocks if block.kind == "finding"]
    html = html_of(opened(slug))
    for finding in findings:
        closed = (
            rf'<details class="reveal"><summary><h2>{story.words("finding.skip")}</h2></summary>.*id="{slug}-{finding}"'
        )
        assert re.search(closed, html, re.DOTALL)


# ── the switch ────────────────────────────────────────────────────────────────────────────────────


def test_switch_hides_what_is_imagined() -> None:
    app = opened("logics")
    assert [control for control in app.radio if control.key == "moments.list.reply"]
    answer(app, "evidence", "abstract")
    assert not [control for control in app.radio if control.key == "moments.list.reply"]
    assert "The Monday list" not in text_of(app)
    assert "Left out here: made up." in text_of(app)
    answer(app, "evidence", "ideas")
    assert "The Monday list" in text_of(app)


def test_switch_stays_on_the_way() -> None:
    app = answer(opened("cover"), "evidence", "published")
    assert go(app, "logics").session_state["evidence"] == "published"


def test_unknown_position_is_passed_over_with_a_note() -> None:
    app = opened("cover", evidence="everything")
    assert reader_position(app) == Position.IDEAS
    assert "it was passed over: evidence=everything" in text_of(app)


def reader_position(app: AppTest) -> str:
    return str(app.session_state["evidence"])


# ── answers ───────────────────────────────────────────────────────────────────────────────────────


def test_bet_is_kept_across_pages() -> None:
    app = answer(opened("cover"), "bet", "within")
    go(app, "logics")
    go(app, "cover")
    assert [control.value for control in app.radio if control.key == "bet"] == ["within"]


def test_moments_are_answered() -> None:
    app = opened("logics")
    before = text_of(app)
    assert "No moment has been answered" in before
    answer(app, "moments.list.reply", "resist")
    assert "You resisted, and" not in text_of(app)  # the reply waits for the tension
    answer(app, "moments.list.tension", 8)
    assert "You resisted, and it pulled hard." in text_of(app)
    assert "You answered one moment: “The Monday list” pulled at 8." in text_of(app)
    assert "Every moment you answered pulled hard on you." in text_of(app)
    assert "These are answers about our moments." in text_of(app)
    answer(app, "moments.form.tension", 1)
    assert "“The Monday list” pulled hardest, at 8. “The talk and the fields” pulled least, at 1." in text_of(app)
    answer(app, "moments.list.reason", "judging")
    assert "All of your reasons lean to the client-driven professional logic." in text_of(app)


def test_chart_carries_its_finding_and_its_table() -> None:
    app = answer(opened("logics"), "moments.list.tension", 8)
    [chart] = [chart.proto for chart in app.get("vega_lite_chart")]
    assert chart.alt == "Where it pulled. You answered one moment: “The Monday list” pulled at 8."
    assert '"tension": 8' in chart.spec
    assert re.search(r'<details class="data-table">.*<td>8</td>', html_of(app), re.DOTALL)


def test_finding_opens_with_the_first_reply(story: Story) -> None:
    app = answer(opened("logics"), "moments.form.reply", "combine")
    assert f'<details class="reveal" open><summary><h2>{story.words("finding.open")}' in html_of(app)


def test_answers_are_counted_and_forgotten() -> None:
    app = opened("cover")
    assert "You have not answered anything yet." in text_of(app)
    answer(app, "bet", "within")
    answer(go(app, "logics"), "moments.list.tension", 3)
    assert "2 answers so far." in text_of(app)
    [forget] = [button for button in app.button if button.label == "Forget me"]
    sound(forget.click().run())
    assert "Forgotten. Nothing of you is left in this browser." in text_of(app)
    go(app, "cover")
    assert [control.value for control in app.radio if control.key == "bet"] == [None]


def test_link_carries_the_answers() -> None:
    app = answer(opened("cover"), "bet", "within")
    assert 'href="?answers=bet:within"' in html_of(app)


def test_answers_of_a_link_are_shown_with_a_note() -> None:
    app = opened("logics", answers="bet:within~moments.list.tension:7")
    assert "answers that came with a link" in text_of(app)
    assert "“The Monday list” pulled at 7." in text_of(app)
    assert app.session_state["bet"] == "within"


def test_what_a_link_asks_in_vain_is_named() -> None:
    app = opened("cover", answers="bet:everything~mood:good")
    assert "it was passed over: bet=everything, mood=good." in text_of(app)
    assert "answers that came with a link" not in text_of(app)


def test_markup_in_a_link_is_shown_and_not_run() -> None:
    app = opened("cover", answers="<script>alert(1)</script>:x", evidence="<b>")
    assert "<script>" not in html_of(app)
    assert "&lt;script&gt;" in html_of(app)


def test_every_answer_can_be_carried_and_shown(story: Story) -> None:
    allowed = parameters(story)
    link = "~".join(f"{name}:{parameter.values[-1]}" for name, parameter in allowed.items() if parameter.values)
    for slug in SLUGS:
        app = opened(slug, answers=link)
        assert "passed over" not in text_of(app)


# ── when something breaks ─────────────────────────────────────────────────────────────────────────


def test_error_reaches_the_reader_as_a_calm_sentence(tmp_path: Path) -> None:
    with patch.object(reader, "moments", side_effect=RuntimeError("secret detail")):
        app = opened()
        app.switch_page("../pages/logics.py").run()
    assert "This part of the page could not be shown." in text_of(app)
    assert "secret detail" not in text_of(app)
    assert list(app.exception) == []
    assert 'class="colophon"' in html_of(app), "the frame around it stays"
