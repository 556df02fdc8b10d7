"""Markdown -> semantic HTML with evidence marks and definitions that open without a server.

Marks and terms are native popovers; their shapes come from static/story.css.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from itertools import count
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from explainer.content import MARK, Claim, Story, Term
from explainer.evidence import Level, Position, shows
from explainer.settings import settings

_DROPPABLE = {"paragraph_open": "paragraph_close", "list_item_open": "list_item_close", "tr_open": "tr_close"}


@cache
def words_html(story: Story, text: str, id_prefix: str, position: Position) -> tuple[str, int]:
    """Markdown with marks -> (HTML, number of passages the position hides). `id_prefix` keeps ids apart."""
    page = _Page(story, id_prefix, position)
    return page.render(text), page.hidden


def mark_html(story: Story, claims: Iterable[str], id_prefix: str) -> str:
    """The evidence marks of these claims, for use outside running text."""
    page = _Page(story, id_prefix, Position.IDEAS)
    return page.marks([story.claims[claim] for claim in claims])


def level_mark_html(story: Story, level: Level, id_prefix: str) -> str:
    """A mark for a level alone, where there is no claim: the reader's answers, things made up."""
    return _Page(story, id_prefix, Position.IDEAS).mark(level, (story.words(f"levels.{level}.explained"),))


def report_html(story: Story, place: str) -> str:
    """A link to report a mistake at this place, named by the id of its block; nothing where no address is set."""
    address = settings().report_address
    if address is None:
        return ""
    href = quote(address.replace("{block}", place), safe=":/?&=@#%")
    return f'<a class="report" href="{escape(href)}" rel="noopener">{escape(story.words("take.report"))}</a>'


# ── markdown with marks, terms and links to chapters ──────────────────────────────────────────────


def _mark_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    match = MARK.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("mark", "", 0)
        token.meta = {"claims": re.split(", ?", match[1])}
    state.pos = match.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"typographer": True, "html": False}).enable("table")
    parser.inline.ruler.before("link", "mark", _mark_rule)
    return parser


_PARSER = _parser()


def static_mark_html(story: Story, level: Level, short: bool = False) -> str:
    """The mark of a level as a word with its shape, which opens nothing: where all it says stands beside it."""
    word = story.words(f"levels.{level}.{'short' if short else 'name'}")
    return f'<span class="mark {level}"><span class="shape" aria-hidden="true"></span>{escape(word)}</span>'


def locator_lines(story: Story, claim: Claim) -> tuple[str, ...]:
    """Where a claim stands, in words: the place in its source, and what it starts from."""
    return tuple(_Page(story, "", Position.IDEAS)._where(claim))


class _Page:
    """Renders passages that share one prefix of ids, and counts what the position hides."""

    def __init__(self, story: Story, id_prefix: str, position: Position):
        self.story, self.position = story, position
        self.prefix, self.numbers = id_prefix, count(1)
        self.hidden = 0
        self.open_links: list[str] = []

    def render(self, text: str) -> str:
        tokens = list(self._kept(_PARSER.parse(text)))
        return "".join(self._token(token) for token in tokens)

    def _kept(self, tokens: list[Token]) -> Iterable[Token]:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type in _DROPPABLE:
                end = next(
                    i
                    for i in range(at, len(tokens))
                    if tokens[i].type == _DROPPABLE[token.type] and tokens[i].level == token.level
                )
                if not self._is_shown(tokens[at : end + 1]):
                    self.hidden += 1
                    at = end + 1
                    continue
            yield token
            at += 1

    def _is_shown(self, tokens: list[Token]) -> bool:
        marks = [child for token in tokens for child in token.children or () if child.type == "mark"]
        claims = (self.story.claims[name] for mark in marks for name in mark.meta["claims"])
        return all(shows(self.position, claim.level) for claim in claims)

    def _token(self, token: Token) -> str:
        if token.type == "inline":
            return "".join(self._inline(child) for child in token.children or ())
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) - 1}"  # ## names a block, so a heading within it is written ###
        return str(_PARSER.renderer.render([token], _PARSER.options, {}))

    def _inline(self, token: Token) -> str:
        if token.type == "mark":
            return self.marks([self.story.claims[name] for name in token.meta["claims"]])
        if token.type == "link_open":
            return self._open_link(str(token.attrs["href"]))
        if token.type == "link_close":
            return self.open_links.pop()
        return str(_PARSER.renderer.render([token], _PARSER.options, {}))

    def _open_link(self, href: str) -> str:
        scheme, _, target = href.partition(":")
        if scheme == "term":
            term = self.story.terms[target]
            if not all(shows(self.position, self.story.claims[claim].level) for claim in term.claims):
                self.open_links.append("")
                return ""  # the word stays; its definition is not from the abstract
            name = self._name()
            self.open_links.append(f"</button>{self._definition(term, name)}</span>")
            return f'<span class="note-of"><button type="button" class="term" popovertarget="{name}">'
        self.open_links.append("</a>")
        if scheme == "chapter":
            return f'<a class="to-chapter" href="{self.story.chapter(target).path}">'
        return f'<a href="{escape(href)}" rel="noopener">'

    def _name(self) -> str:
        return f"{self.prefix}-n{next(self.numbers)}"

    # what opens

    def marks(self, claims: list[Claim]) -> str:
        return "".join(self._claim_mark(claim) for claim in claims)

    def _claim_mark(self, claim: Claim) -> str:
        number = f" {claim.locator.sentence}" if claim.level is Level.ABSTRACT else ""
        explained = self.story.words(f"levels.{claim.level}.explained")
        return self.mark(claim.level, (explained, claim.says), self._where(claim), number, claim.id)

    def mark(
        self, level: Level, says: Sequence[str], where: Iterable[str] = (), number: str = "", claim_id: str = ""
    ) -> str:
        """A word with a shape; touching it opens what it says and where that stands.

        `says` begins with what the level means; `number` is the sentence of the abstract.
        """
        name = self._name()
        short, long = (self.story.words(f"levels.{level}.{length}") for length in ("short", "name"))
        lines = [("line", says[0]), *(("line where", line) for line in where), *(("line", line) for line in says[1:])]
        inside = "".join(f'<span class="{kind}">{escape(line)}</span>' for kind, line in lines)
        inside += report_html(self.story, f"{self.prefix} {claim_id}".strip())
        data = f' data-claim="{escape(claim_id)}"' if claim_id else ""
        return (
            f'<span class="note-of"><button type="button" class="mark {level}" popovertarget="{name}"{data}>'
            f'<span class="shape" aria-hidden="true"></span>{escape(short)}{number}</button>'
            f'<span class="note" id="{name}" popover><strong class="line">{escape(long)}</strong>{inside}</span></span>'
        )

    def _where(self, claim: Claim) -> Iterable[str]:
        words = self.story.words
        source = f" · {self.story.sources[claim.source].short}" if claim.source else ""
        locator = claim.locator
        if claim.level is Level.BLANK:
            yield words("locators.silent", sentence=locator.sentence) + source
        elif locator.point:
            yield words("locators.point", sentence=locator.sentence, point=locator.point) + source
        elif locator.sentence:
            yield words("locators.sentence", sentence=locator.sentence) + source
        elif locator.part:
            yield words(f"locators.{locator.part}") + source
        if claim.starts_from:
            origins = ", ".join(self._named(self.story.claims[origin]) for origin in claim.starts_from)
            yield words("locators.starts_from", claims=origins)

    def _named(self, claim: Claim) -> str:
        if claim.level is Level.ABSTRACT:
            return self.story.words("locators.sentence", sentence=claim.locator.sentence).lower()
        return (
            self.story.sources[claim.source].short if claim.source else self.story.words(f"levels.{claim.level}.short")
        )

    def _definition(self, term: Term, name: str) -> str:
        sources = "; ".join(dict.fromkeys(self._named(self.story.claims[claim]) for claim in term.claims))
        return (
            f'<span class="note" id="{name}" popover><strong class="line">{escape(term.term)}</strong>'
            f'<span class="line">{escape(term.means)}</span><span class="line source">{escape(sources)}</span>'
            f'<a class="line to-chapter" href="/glossary?term={term.id}#term-{term.id}">'
            f"{escape(self.story.words('glossary.entry'))}</a></span>"
        )
