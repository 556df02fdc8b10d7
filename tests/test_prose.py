"""Markdown to HTML: marks and terms that open, links to chapters, and what the switch leaves out."""

import re

import pytest
from pydantic import ValidationError

from explainer import prose
from explainer.content.records import Story
from explainer.evidence import Level, Position
from explainer.prose import level_mark_html, mark_html, report_html, words_html
from explainer.settings import Settings


def rendered(story: Story, text: str, position: Position = Position.IDEAS) -> str:
    return words_html(story, text, "p", position)[0]


def test_mark_opens_level_source_sentence_and_words(story: Story) -> None:
    html = rendered(story, "Some resisted. [S6]")
    name = re.search(r'popovertarget="([^"]+)"', html)
    assert name and f'id="{name[1]}" popover' in html
    assert 'class="mark abstract"' in html and 'data-claim="S6"' in html
    assert f"{story.words('levels.abstract.short')} 6</button>" in html
    where = f"{story.words('locators.sentence', sentence=6)} · Kersing et al., 2025"
    for line in (story.words("levels.abstract.name"), where, story.claims["S6"].says):
        assert f">{line}</" in html


def test_mark_names_the_point_the_part_and_where_ours_starts(story: Story) -> None:
    words, silent = story.words, story.claims["Q-navigate"].locator.sentence
    assert words("locators.point", sentence=5, point=2) in rendered(story, "x [S5b]")
    assert f"{words('locators.whole-work')} · Lipsky, 1980" in rendered(story, "x [B2]")
    assert words("locators.silent", sentence=silent) in rendered(story, "x [Q-navigate]")
    start = words("locators.within.sentence", sentence=6)
    assert words("locators.starts_from", claims=start) in rendered(story, "x [I-fork]")


def test_two_claims_make_two_marks(story: Story) -> None:
    assert re.findall(r'data-claim="([^"]+)"', rendered(story, "x [S6, B4]")) == ["S6", "B4"]


@pytest.mark.parametrize("level", Level)
def test_shape_is_never_alone(story: Story, level: Level) -> None:
    html = level_mark_html(story, level, "p")
    assert 'class="shape" aria-hidden="true"' in html
    assert story.words(f"levels.{level}.short") in html


def test_term_opens_its_definition(story: Story) -> None:
    html = rendered(story, "A [logic](term:logic) here.")
    assert 'class="term" popovertarget="p-n1">logic</button>' in html
    assert story.terms["logic"].means in html
    assert "Thornton et al., 2012" in html


def test_term_stays_a_word_where_its_source_is_hidden(story: Story) -> None:
    html = rendered(story, "A [logic](term:logic) here.", Position.ABSTRACT)
    assert html.replace("\n", "") == "<p>A logic here.</p>"


def test_links_lead_to_chapters_and_out(story: Story) -> None:
    assert 'href="./logics">there</a>' in rendered(story, "[there](chapter:logics)")
    assert 'href="./">home</a>' in rendered(story, "[home](chapter:cover)")
    assert 'href="https://example.org/?a=1&amp;b=2" rel="noopener">out</a>' in rendered(
        story, "[out](https://example.org/?a=1&b=2)"
    )


@pytest.mark.parametrize("text", ["<script>x</script>", "a <b onclick=x>b</b>", "<img src=x>", "[x](javascript:alert)"])
def test_markup_is_text(story: Story, text: str) -> None:
    html = rendered(story, text)
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}, html


PASSAGES = [
    ("Kept. [S6]\n\nGone. [I-fork]", "Kept."),
    ("- Kept. [S6]\n- Gone. [I-fork]", "Kept."),
    ("1. Kept.\n2. Gone. [B4]", "Kept."),
    ("| a | b |\n|---|---|\n| Kept | x [S6] |\n| Gone | x [B4] |", "Kept"),
    ("Kept, and no mark.\n\nGone. [S6, I-fork]", "Kept, and no mark."),
]


@pytest.mark.parametrize(("text", "kept"), PASSAGES, ids=["paragraph", "list", "numbered list", "table", "two marks"])
def test_what_is_not_shown_is_left_out_and_counted(story: Story, text: str, kept: str) -> None:
    html, hidden = words_html(story, text, "p", Position.ABSTRACT)
    assert kept in html
    assert "Gone" not in html
    assert hidden == 1
    whole, none_hidden = words_html(story, text, "p", Position.IDEAS)
    assert "Gone" in whole
    assert none_hidden == 0


@pytest.mark.parametrize(
    ("claim", "positions"),
    [
        ("S6", "abstract published ideas"),
        ("Q-time", "abstract published ideas"),
        ("C2", "published ideas"),
        ("B4", "published ideas"),
        ("I-fork", "ideas"),
        ("M-moments", "ideas"),
    ],
)
def test_each_level_shows_at_its_positions(story: Story, claim: str, positions: str) -> None:
    shown = [position.value for position in Position if "Words" in rendered(story, f"Words. [{claim}]", position)]
    assert shown == positions.split()


def test_ids_differ_on_a_page(story: Story) -> None:
    html = rendered(story, "x [S6] [S6] [logic](term:logic)\n\ny [S7, B4] [logic](term:logic)")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 6
    assert re.findall(r'popovertarget="([^"]+)"', html) == ids


def test_marks_outside_text(story: Story) -> None:
    assert re.findall(r'data-claim="([^"]+)"', mark_html(story, ["S6", "B13"], "p")) == ["S6", "B13"]


# ── reporting a mistake ───────────────────────────────────────────────────────────────────────────


def test_nothing_is_reported_where_no_address_is_set(story: Story) -> None:
    assert report_html(story, "case-reported S6") == ""
    assert 'class="report"' not in mark_html(story, ["S6"], "nowhere-to-report")


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("mailto:us@example.org?subject=In {block}", "mailto:us@example.org?subject=In%20case-reported%20S6"),
        ("https://example.org/new?a=1&title={block}", "https://example.org/new?a=1&amp;title=case-reported%20S6"),
    ],
)
def test_mistake_is_reported_with_its_place(
    story: Story, monkeypatch: pytest.MonkeyPatch, address: str, href: str
) -> None:
    monkeypatch.setattr(prose, "settings", lambda: Settings(report_address=address))
    assert f'href="{href}"' in report_html(story, "case-reported S6")
    assert f'href="{href}"' in mark_html(story, ["S6"], "case-reported")


@pytest.mark.parametrize(
    "address", ["javascript:alert({block})", "http://example.org/{block}", "mailto:us@example.org"]
)
def test_address_for_reports_that_leads_nowhere_stops_the_start(address: str) -> None:
    with pytest.raises(ValidationError, match="report_address"):
        Settings(report_address=address)
