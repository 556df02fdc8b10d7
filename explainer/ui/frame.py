"""What stands around every chapter: where one is, the way on, and what this is not."""

import json
from copy import copy
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from explainer.answers import EVIDENCE, Answers, in_words
from explainer.content.records import Chapter, Story
from explainer.evidence import DEFAULT_POSITION, Position
from explainer.figures.the_strip import strip_html
from explainer.privacy import ADDRESS as PRIVACY
from explainer.text import colophon_html
from explainer.ui import elements, reader
from explainer.ui.page import Page
from explainer.ui.reader import story

PAGES = Path(__file__).resolve().parent.parent.parent / "pages"


def pages() -> dict[str, list[st.Page]]:
    """The chapters for the navigation, in their sections."""
    words = story().words
    return {
        words(f"sections.{section}"): [_page(chapter) for chapter in chapters]
        for section, chapters in story().sections.items()
    }


@cache
def _resolved(slug: str) -> st.Page:
    chapter = story().chapter(slug)
    return st.Page(
        PAGES / f"{slug}.py",
        title=chapter.title,
        url_path=chapter.path.removeprefix("/") or None,
        default=chapter.path == "/",
    )


def _page(chapter: Chapter) -> st.Page:
    """A page of this run's own, for navigation marks the pages it is given; a new one would resolve its path again."""
    return copy(_resolved(chapter.slug))


def tab_title(page_title: str) -> str:
    """What stands in the browser's tab."""
    title = story().words("title")
    return title if page_title == title else f"{page_title} · {title}"


def open_frame(slug: str) -> None:
    """The bar above every chapter: which one it is, where that is on the map, and the honesty switch, folded."""
    chapter, words = story().chapter(slug), story().words
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        progress = escape(_progress(story(), chapter))
        where = f'<p class="bar-where"><strong>{escape(chapter.title)}</strong> <span>{progress}</span></p>'
        name, broken = escape(words("present.name")), escape(words("present.broken"))
        present = f'<button type="button" class="to-present" data-broken="{broken}">{name}</button>'
        position, label = reader.position(), escape(words("evidence.label"))
        now = escape(words("evidence.folded", position=words(f"evidence.names.{position}")))
        # Folded by a style, not by a popover of Streamlit's: what that holds is not there while it is closed, and a
        # switch that is not there loses its place in the address on the way to another chapter.
        fold = f'<details class="switch-fold"><summary aria-label="{label}">▾</summary></details>'
        elements.html(where + strip_html(story(), chapter) + (present if chapter.map else "") + fold)
        elements.html(f'<p class="switch-now">{now}</p>')  # apart: what changes is drawn anew, and would fold again
        with st.container(key="switch-body"):
            st.segmented_control(
                words("evidence.label"),
                list(Position),  # shown as they are: Streamlit writes the label into the address
                format_func=str,
                default=DEFAULT_POSITION,
                key=EVIDENCE,
                bind="query-params",
                required=True,
            )
            elements.html(f'<p class="position">{escape(words(f"evidence.positions.{position}"))}</p>')


def _progress(story: Story, chapter: Chapter) -> str:
    section = story.sections[chapter.section]
    if chapter.section != "story":
        return ""
    return story.words("chapter.progress", n=section.index(chapter) + 1, total=len(section))


def opening_html(page: Page, hidden: int) -> str:
    """Where the reader is and how many minutes are left, title and question; notes about this visit.

    `hidden` beats are left out of this chapter without a word where they would stand.
    """
    chapter = page.chapter
    quiet = [*reader.notes_of_visit(), *([page.story.words("evidence.hidden_passages", n=hidden)] if hidden else [])]
    notes = "".join(f'<p class="left-out" role="status">{escape(note)}</p>' for note in quiet)
    notes += '<p class="denied" role="status"></p>'  # where the browser keeps nothing, it says so (browser.js)
    return (
        f'<section class="block" id="{chapter.slug}-question"><header class="chapter-head">'
        f'<p class="where">{escape(_where(page.story, chapter))}</p><h1>{escape(chapter.title)}</h1>'
        f'<p class="chapter-question">{escape(chapter.question)}</p></header>{notes}</section>'
    )


def _where(story: Story, chapter: Chapter) -> str:
    words, section = story.words, story.sections[chapter.section]
    if chapter.section != "story":
        return words("chapter.minutes", n=chapter.minutes)
    parts = [
        words("chapter.where", n=section.index(chapter) + 1, total=len(section)),
        words("chapter.minutes", n=chapter.minutes),
        words("chapter.left", n=story.minutes_left(chapter)),
    ]
    return " · ".join(parts)


def closing_html(page: Page) -> str:
    """The way on and the way back."""
    before, after = page.story.neighbours(page.chapter)
    ways = "".join(
        _link_to(to, page.story.words(f"chapter.{way}", question=to.question), way)
        for to, way in ((after, "next"), (before, "previous"))
        if to
    )
    return f'<nav class="ways">{ways}</nav>'


def _link_to(chapter: Chapter, label: str, way: str) -> str:
    """A link to a chapter. The browser follows it without a new page, and keeps the honesty switch (browser.js)."""
    return f'<p class="{way}"><a class="to-chapter" href="{chapter.href}">{escape(label)}</a></p>'


def close_frame() -> None:
    """The reader's own corner, and what this explainer is and is not."""
    answers = reader.answers()
    _your_answers(answers)
    words = story().words
    columns = [words(f"take.columns.{name}") for name in ("figure", "evidence", "source")]
    said = f'data-copied="{escape(words("take.copied"))}" data-columns="{escape(json.dumps(columns))}"'  # for take.js
    elements.html(f'<footer class="colophon" {said}>{colophon_html(story())}</footer>')
    reader.keep(answers)


def _your_answers(answers: Answers) -> None:
    words, given = story().words, len(answers)
    with st.expander(words("reader.title"), key="your-answers"):
        none = "" if given else words("reader.forgotten" if reader.was_forgotten() else "reader.none")
        count = words("reader.count", n=given) if given else ""
        one, other = words("reader.ties", n=1), words("reader.ties", n="{n}")
        # The ties a reader drew are known to the browser alone; it counts them (static/browser.js).
        kept = (
            f'<p class="small" role="status">{escape(count)} <span class="your-ties" data-none="{escape(none)}" '
            f'data-one="{escape(one)}" data-other="{escape(other)}" data-own="{escape(words("reader.own_office"))}">'
            f"{escape(none)}</span> "
            f'<span class="kept" data-denied="{escape(words("reader.denied"))}">'
            f"{escape(words('reader.privacy'))}</span></p>"
        )
        told = in_words(story(), answers) if given else []
        said = "".join(f"<dt>{escape(asked)}</dt><dd>{escape(answer)}</dd>" for asked, answer in told)
        link = escape(reader.link(answers)) if given else ""
        given_html = f'<dl class="answers-given">{said}</dl>' if said else ""
        elements.html(
            f"{kept}{given_html}"
            f'<p class="small"><a class="carries" href="{link}" data-answers="{link.removeprefix("#")}"'
            f"{'' if given else ' hidden'}>{escape(words('reader.link'))}</a></p>"
            f'<p class="small by-the-door"><a href=".{PRIVACY}">{escape(words("privacy.link"))}</a></p>'
        )
        st.button(words("reader.forget"), on_click=reader.forget)
