"""Lists on the page: they narrow as one types; the guide for reading the article; references to take along."""

from collections.abc import Callable
from functools import cache

import streamlit as st

from explainer.answers import page_parameter
from explainer.content.records import Block
from explainer.figures.lists import Search, open_questions, sources_shown
from explainer.figures.registry import FIGURES
from explainer.references import FORMATS, Sources, explainer_itself, written
from explainer.settings import settings
from explainer.ui import elements
from explainer.ui.page import Page, guarded

_search = elements.component("search", '<div class="search story"></div>', "search.js")


def searched(page: Page, block: Block) -> None:
    """A list that narrows as one types."""
    search = FIGURES[block.figure or ""].search
    assert search is not None
    page.put()
    with guarded():
        _search(key=f"{page.name(block)}-search", data=_gzipped(search(page.story, page.reader.position)))
    page.take_along(block)


@cache
def _gzipped(search: Search) -> bytes:
    return elements.gzipped({"kind": search.of, "html": search.html})


def guide(page: Page, block: Block) -> None:
    """Each open question with room for the page on which the article answers it."""
    words = page.story.words
    page.put()
    with st.container(key="guide"):
        for claim in open_questions(page.story):
            parameter = page_parameter(claim)
            st.text_input(
                f"{claim.says} {words('sources.where', sentence=claim.locator.sentence)}",
                max_chars=parameter.longest,
                key=parameter.name,
                persist_state="session",
            )
    page.take_along(block)


def references(page: Page, block: Block) -> None:
    """The list of references, and any of it in a format to copy or to take along."""
    story, words = page.story, page.story.words
    whole: dict[str, Callable[[], Sources]] = {
        "about": lambda: (story.sources["kersing2025"],),
        "itself": lambda: (explainer_itself(settings().address),),
        "every": lambda: sources_shown(story, page.reader.position),
    }
    page.put()
    with guarded():
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
        ending, media_type = FORMATS[form]
        text = written(form, whole[what]())
        st.code(text, language=None, wrap_lines=True)
        st.download_button(
            words("sources.download", form=form), text, f"references.{ending}", media_type, on_click="ignore"
        )
    page.write(FIGURES[block.figure or ""].draw(story, block, page.reader.position, page.name(block)))
