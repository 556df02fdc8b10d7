"""Markdown -> semantic HTML with evidence marks and definitions that open without a server.

Marks and terms are native popovers; their shapes come from static/story.css.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from itertools import count
from urllib.parse import quote

from markdown_it.token import Token

from explainer import citing
from explainer.content.grammar import PARSER
from explainer.content.records import Claim, Story, Term
from explainer.evidence import Level, Position, shows
from explainer.settings import settings

_DROPPABLE = {"paragraph_open": "paragraph_close", "list_item_open": "list_item_close", "tr_open": "tr_close"}


@cache
def words_html(story: Story, text: str, id_prefix: str, position: Position, heads_more: bool = True) -> tuple[str, int]:
    """Markdown with marks -> (HTML, number of passages the position hides). `id_prefix` keeps ids apart.

    Without `heads_more`, a heading goes with the last passage under it; with it, a figure or a control follows.
    """
    page = _Page(story, id_prefix, position)
    return page.render(text, heads_more), page.hidden


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


def _with_something_under(tokens: list[Token]) -> Iterable[Token]:
    """The tokens without headings that nothing follows before the next one."""
    waiting: list[Token] = []
    within = False
    for token in tokens:
        if token.type == "heading_open":
            waiting, within = [], True
        if within:
            waiting.append(token)
            within = token.type != "heading_close"
        else:
            yield from (*waiting, token)
            waiting = []


def static_mark_html(story: Story, level: Level, short: bool = False) -> str:
    """The mark of a level as a word with its shape, which opens nothing: where all it says stands beside it."""
    word = story.words(f"levels.{level}.{'short' if short else 'name'}")
    return f'<span class="mark {level}"><span class="shape" aria-hidden="true"></span>{escape(word)}</span>'


class _Page:
    """Renders passages that share one prefix of ids, and counts what the position hides."""

    def __init__(self, story: Story, id_prefix: str, position: Position):
        self.story, self.position = story, position
        self.prefix, self.numbers = id_prefix, count(1)
        self.hidden = 0
        self.open_links: list[str] = []

    def render(self, text: str, heads_more: bool) -> str:
        tokens = list(self._shown_tokens(PARSER.parse(text)))
        if not heads_more:
            tokens = list(_with_something_under(tokens))
        return "".join(self._token(token) for token in tokens)

    def _shown_tokens(self, tokens: list[Token]) -> Iterable[Token]:
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
        return str(PARSER.renderer.render([token], PARSER.options, {}))

    def _inline(self, token: Token) -> str:
        if token.type == "mark":
            return self.marks([self.story.claims[name] for name in token.meta["claims"]])
        if token.type == "link_open":
            return self._open_link(str(token.attrs["href"]))
        if token.type == "link_close":
            return self.open_links.pop()
        return str(PARSER.renderer.render([token], PARSER.options, {}))

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
            return f'<a class="to-chapter" href="{self.story.chapter(target).href}">'
        return f'<a href="{escape(href)}" rel="noopener">'

    def _name(self) -> str:
        return f"{self.prefix}-n{next(self.numbers)}"

    # what opens

    def marks(self, claims: list[Claim]) -> str:
        return "".join(self._claim_mark(claim) for claim in claims)

    def _claim_mark(self, claim: Claim) -> str:
        number = f" {claim.locator.sentence}" if claim.level is Level.ABSTRACT else ""
        explained = self.story.words(f"levels.{claim.level}.explained")
        return self.mark(claim.level, (explained, claim.says), citing.lines(self.story, claim), number, claim.id)

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

    def _definition(self, term: Term, name: str) -> str:
        sources = "; ".join(dict.fromkeys(citing.named(self.story, self.story.claims[claim]) for claim in term.claims))
        return (
            f'<span class="note" id="{name}" popover><strong class="line">{escape(term.term)}</strong>'
            f'<span class="line">{escape(term.means)}</span><span class="line source">{escape(sources)}</span>'
            f'<a class="line to-chapter" href="./glossary?term={term.id}#term-{term.id}">'
            f"{escape(self.story.words('glossary.entry'))}</a></span>"
        )
