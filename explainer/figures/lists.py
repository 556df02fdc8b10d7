"""Figures that are lists: every statement and every word, counted, searched, and as rows to take along."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape

from explainer import citing
from explainer.content.records import Block, Chapter, Claim, Story, Term
from explainer.evidence import Level, Position, shows
from explainer.prose import mark_html, static_mark_html
from explainer.references import Sources, apa, apa_html, explainer_itself, in_order
from explainer.settings import settings
from explainer.templates import Markup, fill, fill_macro

Rows = list[tuple[str, ...]]

LEVELS: list[Level] = [level for level in Level if level is not Level.YOURS]
"""The levels a claim can have, in the order of the marks."""


# ── counted ───────────────────────────────────────────────────────────────────────────────────────


@cache
def counts_by_chapter(story: Story, position: Position) -> Mapping[str, Mapping[Level, int]]:
    """How many different claims each chapter rests on, by slug and level; only levels the position shows."""
    levels = [level for level in LEVELS if shows(position, level)]
    counts: dict[str, Mapping[Level, int]] = {}
    for chapter in story.chapters:
        found = Counter(story.claims[claim].level for claim in story.claims_of(chapter))
        counts[chapter.slug] = {level: found[level] for level in levels}
    return counts


def claims_by_chapter(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """A row of bars for each chapter, one for each level; every number leads to the claims it counts."""
    counts = counts_by_chapter(story, position)
    return fill(
        "counted.html",
        words=story.words,
        chapters=story.chapters,
        counts=counts,
        most=max(n for row in counts.values() for n in row.values()),
        marks=[Markup(static_mark_html(story, level, short=True)) for level in next(iter(counts.values()))],
        finding=_counted_finding(story, counts),
    )


def _counted_finding(story: Story, counts: Mapping[str, Mapping[Level, int]]) -> str:
    """Which chapter of the story leans most, and which least, on the abstract."""
    told = [chapter for chapter in story.sections["story"] if sum(counts[chapter.slug].values())]

    def share(chapter: Chapter) -> float:
        return counts[chapter.slug][Level.ABSTRACT] / sum(counts[chapter.slug].values())

    most, least = max(told, key=share), min(told, key=share)
    high, low = (counts[chapter.slug] for chapter in (most, least))
    return story.words(
        "sources.counted.finding",
        most=most.title,
        high=high[Level.ABSTRACT],
        high_of=sum(high.values()),
        least=least.title,
        low=low[Level.ABSTRACT],
        low_of=sum(low.values()),
    )


# ── listed ────────────────────────────────────────────────────────────────────────────────────────


def every_claim(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """Every claim with its mark, its place in a source and the chapters that use it."""
    return claims_html(story, position)


@cache
def claims_html(story: Story, position: Position) -> str:
    """Every claim the position shows, in the order of the marks."""
    listed = [
        (
            claim,
            Markup(static_mark_html(story, claim.level)),
            citing.lines(story, claim),
            [chapter for chapter in story.chapters if claim.id in story.claims_of(chapter)],
        )
        for claim in sorted(_shown_claims(story, position), key=_in_order_of_marks)
    ]
    return fill_macro("lists.html", "claims", story.words, listed)


def _in_order_of_marks(claim: Claim) -> int:
    return LEVELS.index(claim.level)


def _shown_claims(story: Story, position: Position) -> list[Claim]:
    return [claim for claim in story.claims.values() if shows(position, claim.level)]


def every_term(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """The glossary."""
    return terms_html(story, position)


@cache
def terms_html(story: Story, position: Position) -> str:
    """Every term whose claims the position shows, by the alphabet."""
    listed = [
        (term, Markup(mark_html(story, term.claims, f"term-{term.id}")), story.chapters_linking_to(term.id))
        for term in sorted(_shown_terms(story, position), key=lambda term: term.term.casefold())
    ]
    return fill_macro("lists.html", "terms", story.words, listed)


def _shown_terms(story: Story, position: Position) -> list[Term]:
    return [
        term
        for term in story.terms.values()
        if all(shows(position, story.claims[claim].level) for claim in term.claims)
    ]


# ── searched ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Search:
    """A list that can be searched: `of` is what an address calls one of its items."""

    of: str
    html: str


@cache
def claims_search(story: Story, position: Position) -> Search:
    """The claims, with ways to search them: by level, source, chapter and word."""
    claims, words = _shown_claims(story, position), story.words
    levels = {claim.level for claim in claims}
    choices = {
        "level": [(level.value, words(f"levels.{level}.name")) for level in LEVELS if level in levels],
        "source": [(source.id, source.short) for source in sources_shown(story, position)],
        "chapter": [(chapter.slug, chapter.title) for chapter in story.chapters],
    }
    return Search("claim", _form(story, choices, words.entries["sources"]["found"]) + claims_html(story, position))


@cache
def terms_search(story: Story, position: Position) -> Search:
    """The terms, with a way to search them."""
    return Search("term", _form(story, {}, story.words.entries["glossary"]["found"]) + terms_html(story, position))


def _form(story: Story, choices: Mapping[str, list[tuple[str, str]]], found: Mapping[str, str]) -> str:
    return fill_macro("lists.html", "form", story.words, choices, found)


# ── as data ───────────────────────────────────────────────────────────────────────────────────────


def rows_of_claims(story: Story) -> Rows:
    return [_claim_data(story, claim) for claim in sorted(story.claims.values(), key=_in_order_of_marks)]


def _claim_data(story: Story, claim: Claim) -> tuple[str, ...]:
    chapters = ", ".join(chapter.title for chapter in story.chapters if claim.id in story.claims_of(chapter))
    where = "; ".join(citing.lines(story, claim))
    return claim.id, story.words(f"levels.{claim.level}.name"), claim.says, where, chapters


def rows_of_questions(story: Story) -> Rows:
    return [(*_claim_data(story, claim), "") for claim in open_questions(story)]


def rows_of_terms(story: Story) -> Rows:
    rows: Rows = []
    for term in sorted(story.terms.values(), key=lambda term: term.term.casefold()):
        where = "; ".join(line for claim in term.claims for line in citing.lines(story, story.claims[claim]))
        levels = dict.fromkeys(story.words(f"levels.{story.claims[claim].level}.name") for claim in term.claims)
        chapters = ", ".join(chapter.title for chapter in story.chapters_linking_to(term.id))
        rows.append((term.id, "; ".join(levels), f"{term.term}: {term.means}", where, chapters))
    return rows


def list_csv(story: Story, rows: Rows) -> str:
    """The rows of a list as comma-separated values with a heading; every row says where it comes from."""
    import pandas as pd  # here: it takes half a second and 80 MB, and few readers take a list along

    words = story.words
    columns = list(words.entries["sources"]["columns"].values())[: len(rows[0])]
    study, itself = apa((story.sources["kersing2025"],)), apa((explainer_itself(settings().address),))
    source = f"{words('footer.itself')} {itself} {words('footer.cite')} {study} {words('footer.licence')}"
    table = pd.DataFrame(rows, columns=columns).assign(**{words("take.columns.source"): source})
    return f"\ufeff{table.to_csv(index=False)}"  # the mark tells Excel that this is UTF-8


# ── for reading the article, and for citing ───────────────────────────────────────────────────────


def open_questions(story: Story) -> list[Claim]:
    """What the abstract leaves open, in the order of its sentences."""
    blanks = (claim for claim in story.claims.values() if claim.level is Level.BLANK)
    return sorted(blanks, key=lambda claim: (claim.locator.sentence or 0, claim.locator.point or 0))


def questions(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """The open questions with a line for a page number, for paper."""
    page = escape(story.words("sources.page_of"))
    items = "".join(
        f"<li>{escape(claim.says)} {mark_html(story, [claim.id], f'guide-{claim.id}')}"
        f' <span class="to-fill">{page}</span></li>'
        for claim in open_questions(story)
    )
    return f'<ol class="guide">{items}</ol>'


def references(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """The list of references, as APA."""
    items = "".join(f"<li>{apa_html(source)}</li>" for source in sources_shown(story, position))
    return f'<ul class="references">{items}</ul>'


@cache
def sources_shown(story: Story, position: Position) -> Sources:
    """The sources of the claims that the position shows, in the order of a list of references."""
    cited = {claim.source for claim in _shown_claims(story, position)}
    return tuple(source for source in in_order(story) if source.id in cited)
