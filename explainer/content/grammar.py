"""How the words of the content are written: blocks of a chapter, marks, links, and what a square bracket may mean."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MARK = re.compile(r"\[([A-Z][\w-]*(?:, ?[A-Z][\w-]*)*)\](?!\()")
"""A mark in prose: the claims a passage rests on, as in [S6] or [S6, B4]."""

LINK = re.compile(r"\]\((term|chapter):([^)\s]*)\)")
"""A link in prose to a term of the glossary or to another chapter."""

BRACKET = re.compile(r"(?<!\\)\[[^\]]*\](?:\([^)\s]*)?")
"""Anything in square brackets, with the beginning of the address that follows it."""

BRACKETS_MEAN = (MARK, re.compile(r"\[[^\]]*\]\((term:|chapter:|https?://)"))


def marks_in(text: str) -> tuple[str, ...]:
    """The ids of the claims a text is marked with, each once."""
    return tuple(dict.fromkeys(claim for marks in MARK.findall(text) for claim in re.split(", ?", marks)))


def title_of(text: str) -> str:
    """The first heading within the words of a block, or nothing."""
    match = re.search(r"^### (.+)$", text, re.MULTILINE)
    return match[1] if match else ""


def blocks_of(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text of a chapter -> its title (`# ...`; empty where there is none), and the (id, words) of each block.

    A block is a line `## id` and what follows.
    """
    head, *parts = re.split(r"^## +(\S+) *$", text, flags=re.MULTILINE)
    title = re.search(r"^# +(.+)$", head, re.MULTILINE)
    passages = [passage.strip() for passage in parts[1::2]]
    return (title[1].strip() if title else ""), list(zip(parts[::2], passages, strict=True))


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


PARSER = _parser()
"""Markdown -> tokens, with tokens of type `mark` among them, whose meta names the claims."""
