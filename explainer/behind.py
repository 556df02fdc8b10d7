"""What stands behind the story: every statement and every word, listed and counted, as HTML that can be searched."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape

import pandas as pd

from explainer.content import Chapter, Claim, Story, Term
from explainer.evidence import Level, Position, shows
from explainer.prose import locator_lines, mark_html, static_mark_html
from explainer.references import Sources, apa, apa_html, explainer_itself, in_order
from explainer.settings import settings

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


@cache
def counted_html(story: Story, position: Position) -> str:
    """A row of bars for each chapter, one for each level; every number leads to the claims it counts."""
    words, counts = story.words, counts_by_chapter(story, position)
    levels = list(next(iter(counts.values())))
    most = max(n for row in counts.values() for n in row.values())
    head = "".join(f'<th scope="col">{static_mark_html(story, level, short=True)}</th>' for level in levels)
    rows = []
    for chapter in story.chapters:
        cells = []
        for level, n in counts[chapter.slug].items():
            says = words(
                "sources.counted.show", n=n, chapter=chapter.title, level=words(f"levels.{level}.name").lower()
            )
            query = f"?level={level}&amp;chapter={chapter.slug}#sources-claims"
            bar = f'<span class="bar {level}" style="width:{100 * n / most:.1f}%"></span>'
            number = f'<a data-seek href="{query}" aria-label="{escape(says)}">{n}</a>{bar}' if n else "0"
            cells.append(f"<td>{number}</td>")
        rows.append(f'<tr><th scope="row">{escape(chapter.title)}</th>{"".join(cells)}</tr>')
    return (
        f'<figure class="counted"><table><thead><tr><th scope="col">{escape(words("sources.counted.chapter"))}</th>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"<figcaption>{escape(_counted_finding(story, counts))}</figcaption></figure>"
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


@cache
def claims_html(story: Story, position: Position) -> str:
    """Every claim the position shows, in the order of the marks."""
    claims = sorted(_shown_claims(story, position), key=_in_order_of_marks)
    return f'<ol class="listed">{"".join(_claim(story, claim) for claim in claims)}</ol>'


def _in_order_of_marks(claim: Claim) -> int:
    return LEVELS.index(claim.level)


def _shown_claims(story: Story, position: Position) -> list[Claim]:
    return [claim for claim in story.claims.values() if shows(position, claim.level)]


def _claim(story: Story, claim: Claim) -> str:
    chapters = [chapter for chapter in story.chapters if claim.id in story.claims_of(chapter)]
    where = "".join(f'<span class="where">{escape(line)}</span>' for line in locator_lines(story, claim))
    return (
        f'<li id="claim-{claim.id}" tabindex="-1" data-level="{claim.level}" data-source="{claim.source or ""}"'
        f' data-chapter="{" ".join(chapter.slug for chapter in chapters)}">'
        f'<p class="head">{static_mark_html(story, claim.level)}{where}'
        f"{_link('claim', claim.id, story.words('sources.link'), claim.id)}</p>"
        f"<p>{escape(claim.says)}</p>"
        f"{_used_in(story.words('sources.used'), chapters) or _unused(story)}</li>"
    )


def _link(kind: str, name: str, says: str, to: str) -> str:
    return (
        f'<a class="link" data-seek href="?{kind}={name}#{kind}-{name}" aria-label="{escape(says)}: {escape(to)}">'
        f"{name if kind == 'claim' else '#'}</a>"
    )


def _used_in(label: str, chapters: Iterable[Chapter]) -> str:
    links = [f'<a class="to-chapter" href="{chapter.path}">{escape(chapter.title)}</a>' for chapter in chapters]
    return f'<p class="used-in">{escape(label)} {", ".join(links)}</p>' if links else ""


def _unused(story: Story) -> str:
    return f'<p class="used-in">{escape(story.words("sources.unused"))}</p>'


@cache
def terms_html(story: Story, position: Position) -> str:
    """Every term whose claims the position shows, by the alphabet."""
    terms = sorted(_shown_terms(story, position), key=lambda term: term.term.casefold())
    items = "".join(
        f'<li id="term-{term.id}" tabindex="-1"><p class="head"><dfn>{escape(term.term)}</dfn>'
        f"{_link('term', term.id, story.words('glossary.link'), term.term)}</p>"
        f"<p>{escape(term.means)} {mark_html(story, term.claims, f'term-{term.id}')}</p>"
        f"{_used_in(story.words('glossary.used'), story.chapters_linking_to(term.id))}</li>"
        for term in terms
    )
    return f'<ul class="listed">{items}</ul>'


def _shown_terms(story: Story, position: Position) -> list[Term]:
    return [
        term
        for term in story.terms.values()
        if all(shows(position, story.claims[claim].level) for claim in term.claims)
    ]


# ── searched ──────────────────────────────────────────────────────────────────────────────────────


@cache
def claims_search_html(story: Story, position: Position) -> str:
    """The claims, with ways to search them: by level, source, chapter and word."""
    claims, words = _shown_claims(story, position), story.words
    levels = {claim.level for claim in claims}
    choices = {
        "level": [(level.value, words(f"levels.{level}.name")) for level in LEVELS if level in levels],
        "source": [(source.id, source.short) for source in sources_shown(story, position)],
        "chapter": [(chapter.slug, chapter.title) for chapter in story.chapters],
    }
    return _search(story, choices, words.entries["sources"]["found"]) + claims_html(story, position)


@cache
def terms_search_html(story: Story, position: Position) -> str:
    """The terms, with a way to search them."""
    return _search(story, {}, story.words.entries["glossary"]["found"]) + terms_html(story, position)


def _search(story: Story, choices: Mapping[str, list[tuple[str, str]]], found: Mapping[str, str]) -> str:
    words = story.words
    fields = "".join(
        f'<label>{escape(words(f"sources.{name}"))}<select name="{name}"><option value="">'
        f"{escape(words('search.any'))}</option>"
        + "".join(f'<option value="{value}">{escape(label)}</option>' for value, label in options)
        + "</select></label>"
        for name, options in choices.items()
    )
    return (
        f'<form role="search">{fields}<label>{escape(words("search.word"))}'
        '<input type="search" name="word" autocomplete="off" maxlength="60"></label>'
        f'<button type="reset">{escape(words("search.clear"))}</button></form>'
        f'<p class="found" role="status" data-one="{escape(found["one"])}" data-other="{escape(found["other"])}"'
        f' data-none="{escape(words("search.none"))}"></p>'
    )


# ── as data ───────────────────────────────────────────────────────────────────────────────────────


def _claims_data(story: Story) -> list[tuple[str, ...]]:
    return [_claim_data(story, claim) for claim in sorted(story.claims.values(), key=_in_order_of_marks)]


def _claim_data(story: Story, claim: Claim) -> tuple[str, ...]:
    chapters = ", ".join(chapter.title for chapter in story.chapters if claim.id in story.claims_of(chapter))
    where = "; ".join(locator_lines(story, claim))
    return claim.id, story.words(f"levels.{claim.level}.name"), claim.says, where, chapters


def _questions_data(story: Story) -> list[tuple[str, ...]]:
    return [(*_claim_data(story, claim), "") for claim in open_questions(story)]


def _terms_data(story: Story) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for term in sorted(story.terms.values(), key=lambda term: term.term.casefold()):
        where = "; ".join(line for claim in term.claims for line in locator_lines(story, story.claims[claim]))
        levels = dict.fromkeys(story.words(f"levels.{story.claims[claim].level}.name") for claim in term.claims)
        chapters = ", ".join(chapter.title for chapter in story.chapters_linking_to(term.id))
        rows.append((term.id, "; ".join(levels), f"{term.term}: {term.means}", where, chapters))
    return rows


LISTS: Mapping[str, Callable[[Story], list[tuple[str, ...]]]] = {
    "every_claim": _claims_data,
    "questions_for_the_article": _questions_data,
    "every_term": _terms_data,
}
"""Figures that are lists, by the name a figure block uses -> their rows. A picture of them would serve nobody."""


def list_csv(story: Story, name: str) -> str:
    """One of LISTS as comma-separated values with a heading; every row says where it comes from."""
    rows, words = LISTS[name](story), story.words
    columns = list(words.entries["sources"]["columns"].values())[: len(rows[0])]
    table = pd.DataFrame(rows, columns=columns)
    study, itself = apa((story.sources["kersing2025"],)), apa((explainer_itself(settings().address),))
    source = f"{words('footer.itself')} {itself} {words('footer.cite')} {study} {words('footer.licence')}"
    table[words("take.columns.source")] = source
    return f"\ufeff{table.to_csv(index=False)}"  # the mark tells Excel that this is UTF-8


# ── for reading the article, and for citing ───────────────────────────────────────────────────────


def open_questions(story: Story) -> list[Claim]:
    """What the abstract leaves open, in the order of its sentences."""
    blanks = (claim for claim in story.claims.values() if claim.level is Level.BLANK)
    return sorted(blanks, key=lambda claim: (claim.locator.sentence or 0, claim.locator.point or 0))


@cache
def questions_html(story: Story) -> str:
    """The open questions with a line for a page number, for paper."""
    page = escape(story.words("sources.page_of"))
    items = "".join(
        f"<li>{escape(claim.says)} {mark_html(story, [claim.id], f'guide-{claim.id}')}"
        f' <span class="to-fill">{page}</span></li>'
        for claim in open_questions(story)
    )
    return f'<ol class="guide">{items}</ol>'


@cache
def references_html(story: Story, position: Position) -> str:
    """The list of references."""
    items = "".join(f"<li>{apa_html(source)}</li>" for source in sources_shown(story, position))
    return f'<ul class="references">{items}</ul>'


@cache
def sources_shown(story: Story, position: Position) -> Sources:
    """The sources of the claims that the position shows, in the order of a list of references."""
    cited = {claim.source for claim in _shown_claims(story, position)}
    return tuple(source for source in in_order(story) if source.id in cited)
