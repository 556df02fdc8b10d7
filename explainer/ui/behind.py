"""Behind the story: lists that narrow as one types, the guide for reading the article, references to take along."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from explainer import behind
from explainer.answers import page_parameter
from explainer.blocks import take_along_html
from explainer.checked import story
from explainer.content import Chapter
from explainer.evidence import Position
from explainer.prose import words_html
from explainer.references import FORMATS, Sources, explainer_itself, written
from explainer.settings import settings
from explainer.ui import raw, reader, show

_search = st.components.v2.component(
    "search",
    html='<div class="search story"></div>',
    js=(Path(__file__).parent / "search.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # marks and notes look as they do in the text around
)


def tabs() -> Sequence[Any]:
    """The parts of the page of sources, side by side; controls are made for the one that is open only."""
    return st.tabs(list(story().words.entries["sources"]["tabs"].values()), key="part", on_change="rerun")


def counted(chapter: Chapter, block_id: str) -> None:
    """How much of each chapter rests on what, at this position of the switch."""
    drawn = behind.counted_html(story(), reader.position()) + _take_along(chapter, block_id)
    raw.html(_section(chapter.slug, block_id, reader.position(), drawn))


def claims(chapter: Chapter, block_id: str) -> None:
    """Every claim, to be searched."""
    _searched(chapter, block_id, "claim", behind.claims_search_html(story(), reader.position()))


def terms(chapter: Chapter, block_id: str) -> None:
    """Every term, to be searched."""
    _searched(chapter, block_id, "term", behind.terms_search_html(story(), reader.position()))


def _searched(chapter: Chapter, block_id: str, kind: str, html: str) -> None:
    raw.html(_section(chapter.slug, block_id, reader.position()))
    with show.beside():
        _search(key=f"{chapter.slug}-{block_id}-search", data=_packed(kind, html))
    raw.html(_take_along(chapter, block_id))


def _take_along(chapter: Chapter, block_id: str) -> str:
    return take_along_html(story(), chapter, chapter.block(block_id))


@cache
def _packed(kind: str, html: str) -> bytes:
    return raw.packed({"kind": kind, "html": html})


@lru_cache(maxsize=64)
def _section(slug: str, block_id: str, position: Position, drawn: str = "") -> str:
    """The words of a block, with what the page draws below them."""
    name = f"{slug}-{block_id}"
    html, _ = words_html(story(), story().chapter(slug).block(block_id).words, name, position)
    return f'<section class="block figure" id="{name}">{html}{drawn}</section>'


def guide(chapter: Chapter, block_id: str, opened: bool) -> None:
    """Each open question with room for the page on which the article answers it."""
    raw.html(_section(chapter.slug, block_id, reader.position()))
    if not opened:
        return
    words = story().words
    with st.container(key="guide"):
        for claim in behind.open_questions(story()):
            parameter = page_parameter(claim)
            st.text_input(
                f"{claim.says} {words('sources.where', sentence=claim.locator.sentence)}",
                max_chars=parameter.longest,
                key=parameter.name,
                persist_state="session",
            )
    raw.html(_take_along(chapter, block_id))


def references(chapter: Chapter, block_id: str, opened: bool) -> None:
    """The list of references, and any of it in a format to copy or to take along."""
    words, position = story().words, reader.position()
    raw.html(_section(chapter.slug, block_id, position))
    if not opened:
        return
    whole: dict[str, Callable[[], Sources]] = {
        "about": lambda: (story().sources["kersing2025"],),
        "itself": lambda: (explainer_itself(settings().address),),
        "every": lambda: behind.sources_shown(story(), position),
    }
    with show.beside():
        what = st.segmented_control(
            words("sources.what"),
            list(whole),
            format_func=lambda name: words(f"sources.{name}"),
            default="about",
            required=True,
            key="cite",
            persist_state="session",
        )
        form = st.segmented_control(
            words("sources.form"),
            list(FORMATS),
            default="APA",
            required=True,
            key="cite-format",
            persist_state="session",
        )
        _, ending, media_type = FORMATS[form]
        text = written(form, whole[what]())
        st.code(text, language=None, wrap_lines=True)
        st.download_button(
            words("sources.download", form=form), text, f"references.{ending}", media_type, on_click="ignore"
        )
    raw.html(behind.references_html(story(), position))
