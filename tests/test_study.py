"""What the explainer claims is what is known, from where it is known, and marked so wherever it stands."""

import re

import pytest
from conftest import told

from explainer.content.activities import texts
from explainer.content.grammar import MARK, marks_in
from explainer.content.records import Block, Chapter, Story
from explainer.evidence import Level, Position, shows

# Every sentence of the abstract: its number, its point, what kind of sentence it is.
ABSTRACT = {
    "S1": (1, None, "context"),
    "S2": (2, None, "gap"),
    "S3": (3, None, "method"),
    "S4": (4, None, "aim"),
    "S5a": (5, 1, "analysis"),
    "S5b": (5, 2, "analysis"),
    "S5c": (5, 3, "analysis"),
    "S6": (6, None, "finding"),
    "S7": (7, None, "finding"),
    "S8": (8, None, "finding"),
    "S9": (9, None, "conclusion"),
}

# What the same team says elsewhere: the source, and the part of it.
TEAM = {
    "C1": ("boldcities-article", "news"),
    "C2": ("kersing2022", "abstract"),
    "C3": ("kersing2022", "policy-statement"),
    "C4": ("boldcities-project", "project-page"),
    "C5": ("boldcities-interview", "interview"),
    "C6": ("boldcities-video", "video"),
}

# Other literature: the source, its first author and year.
LITERATURE = {
    "B1": ("akrich1992", "Akrich", 1992),
    "B2": ("lipsky1980", "Lipsky", 1980),
    "B3": ("bovens2002", "Bovens", 2002),
    "B4": ("thornton2012", "Thornton", 2012),
    "B5": ("barley1986", "Barley", 1986),
    "B6": ("barley1990", "Barley", 1990),
    "B7": ("krackhardt1988", "Krackhardt", 1988),
    "B8": ("granovetter1978", "Granovetter", 1978),
    "B9": ("grimm2020", "Grimm", 2020),
    "B11": ("crouch2001", "Crouch", 2001),
    "B12": ("orlikowski2000", "Orlikowski", 2000),
    "B13": ("freidson2001", "Freidson", 2001),
    "B14": ("evetts2013", "Evetts", 2013),
    "B15": ("espeland2007", "Espeland", 2007),
    "B16": ("abbott1988", "Abbott", 1988),
    "B17": ("mills1940", "Mills", 1940),
}

# A word each sentence of the abstract cannot be told without.
TELLING = {
    "S1": "serve",
    "S2": "unclear",
    "S3": "work and income",
    "S4": "reshapes relational dynamics",
    "S5a": "enacted",
    "S5b": "contradictory logics",
    "S5c": "relational dynamics",
    "S6": "resisted using the dashboard",
    "S7": "resisted taking up these scripts",
    "S8": "competition and the pursuit of autonomy",
    "S9": "conclude",
}


def at_level(story: Story, level: Level) -> set[str]:
    return {claim.id for claim in story.claims.values() if claim.level is level}


def test_abstract_is_whole(story: Story) -> None:
    assert at_level(story, Level.ABSTRACT) == set(ABSTRACT)
    for name, (sentence, point, kind) in ABSTRACT.items():
        claim = story.claims[name]
        assert (claim.source, claim.locator.sentence, claim.locator.point) == ("kersing2025", sentence, point), name
        assert claim.kind == kind, name
        assert TELLING[name] in claim.says, name


def test_team_is_whole(story: Story) -> None:
    assert at_level(story, Level.TEAM) == set(TEAM)
    for name, (source, part) in TEAM.items():
        assert (story.claims[name].source, story.claims[name].locator.part) == (source, part), name


def test_literature_is_whole(story: Story) -> None:
    assert at_level(story, Level.LITERATURE) == set(LITERATURE)
    for name, (source, author, year) in LITERATURE.items():
        claim = story.claims[name]
        assert claim.source == source, name
        assert (story.sources[source].author[0].family, story.sources[source].issued) == (author, year), name


def test_blanks_ask(story: Story) -> None:
    blanks = [story.claims[name] for name in at_level(story, Level.BLANK)]
    assert len(blanks) >= 13
    assert [blank.id for blank in blanks if not blank.says.endswith("?")] == []


def test_every_claim_is_met_in_a_chapter(story: Story) -> None:
    assert set(story.claims) - {claim for chapter in story.chapters for claim in story.claims_of(chapter)} == set()


def test_article_carries_no_doi(story: Story) -> None:
    assert story.sources["kersing2025"].DOI is None
    assert story.sources["kersing2025"].ISSN == "2051-8803"


def every_block(story: Story, *kinds: str) -> list[tuple[Chapter, Block]]:
    found = [(chapter, block) for chapter in story.chapters for block in chapter.blocks if block.kind in kinds]
    assert found, kinds
    return found


def test_every_paragraph_of_a_finding_carries_a_mark(story: Story) -> None:
    bare = [
        (chapter.slug, block.id, paragraph)
        for chapter, block in every_block(story, "finding", "blank")
        for paragraph in re.split(r"\n\s*\n", block.words)
        if not paragraph.startswith("#") and not MARK.search(paragraph)
    ]
    assert bare == []


def test_what_is_about_the_abstract_never_leaves_with_what_is_not(story: Story) -> None:
    """The switch drops paragraphs: one that speaks of the abstract, a caution included, carries no other mark."""
    said = [block.words for chapter in story.chapters for block in chapter.blocks]
    said += [text for one in (*story.activities.values(), *story.plans.values()) for text in texts(one.words)]
    mixed = [
        paragraph
        for text in said
        for paragraph in re.split(r"\n\s*\n", text)
        if len({shows(Position.ABSTRACT, story.claims[claim].level) for claim in marks_in(paragraph)}) > 1
    ]
    assert mixed == []


def test_findings_rest_on_the_abstract(story: Story) -> None:
    for chapter, block in every_block(story, "finding"):
        assert any(story.claims[claim].level is Level.ABSTRACT for claim in block.claims), (chapter.slug, block.id)


def test_blanks_rest_on_blanks(story: Story) -> None:
    for chapter, block in every_block(story, "blank"):
        assert {story.claims[claim].level for claim in block.claims} == {Level.BLANK}, (chapter.slug, block.id)


def test_every_figure_is_marked(story: Story) -> None:
    """With a mark among its words, or, where it draws the reader's own answers, by its level."""
    unmarked = [
        (chapter.slug, block.id)
        for chapter, block in every_block(story, "figure")
        if block.level is not Level.YOURS and 'class="mark ' not in told(story, chapter, [block.id], Position.IDEAS)
    ]
    assert unmarked == []


@pytest.mark.parametrize("forbidden", [r"\bprov(e|es|ed|en)\b", r"\bthe article (finds|found|shows|showed)\b"])
def test_nothing_is_overclaimed(story: Story, forbidden: str) -> None:
    said = [block.words for chapter in story.chapters for block in chapter.blocks]
    said += [claim.says for claim in story.claims.values()]
    assert [text for text in said if re.search(forbidden, text, re.IGNORECASE)] == []


def test_no_number_about_the_case(story: Story) -> None:
    """Digits in the chapters' prose stand in a source marked in the same passage: its year, or what it says."""
    unexplained = []
    for chapter in story.chapters:
        for block in chapter.blocks:
            for paragraph in re.split(r"\n\s*\n", block.words):
                claims = [story.claims[claim] for marks in MARK.findall(paragraph) for claim in re.split(", ?", marks)]
                years = {str(story.sources[claim.source].issued) for claim in claims if claim.source}
                years |= set(re.findall(r"\d+", " ".join(claim.says for claim in claims)))
                prose = re.sub(r"\]\([^)]*\)", "]", MARK.sub("", paragraph))
                unexplained += [(chapter.slug, block.id, n) for n in re.findall(r"\d+", prose) if n not in years]
    assert unexplained == []
