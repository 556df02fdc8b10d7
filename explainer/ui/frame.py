"""What stands around every chapter: where one is, the way on, and what this is not."""

import json
from copy import copy
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from explainer.answers import EVIDENCE
from explainer.checked import story
from explainer.content import Chapter
from explainer.evidence import DEFAULT_POSITION, Position
from explainer.text import colophon_html
from explainer.ui import raw, reader, show

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


def open_frame() -> None:
    """The honesty switch, above every chapter."""
    st.segmented_control(
        story().words("evidence.label"),
        list(Position),  # shown as they are: Streamlit writes the label into the address
        format_func=str,
        default=DEFAULT_POSITION,
        key=EVIDENCE,
        bind="query-params",
        required=True,
    )


def open_chapter(slug: str) -> Chapter:
    """What the switch lets through, where the reader is and how many minutes are left, title and question."""
    chapter = story().chapter(slug)
    position = story().words(f"evidence.positions.{reader.position()}")
    notes = "".join(f'<p class="left-out" role="status">{escape(note)}</p>' for note in reader.quiet_notes())
    raw.html(
        f'<p class="position">{escape(position)}</p>'
        f'<header class="chapter-head"><p class="where">{escape(_where(chapter))}</p>'
        f"<h1>{escape(chapter.title)}</h1>"
        f'<p class="chapter-question">{escape(chapter.question)}</p></header>{notes}'
    )
    return chapter


def _where(chapter: Chapter) -> str:
    words = story().words
    section = story().sections[chapter.section]
    if chapter.section != "story":
        return words("chapter.minutes", n=chapter.minutes)
    parts = [
        words("chapter.where", n=section.index(chapter) + 1, total=len(section)),
        words("chapter.minutes", n=chapter.minutes),
        words("chapter.left", n=story().minutes_left(chapter)),
    ]
    return " · ".join(parts)


def close_chapter(chapter: Chapter) -> None:
    """Takeaway and argument, the way back and the way on."""
    last = [block.id for block in chapter.blocks if block.kind in ("takeaway", "argue")]
    before, after = story().neighbours(chapter)
    ways = "".join(
        link_to(to, story().words(f"chapter.{way}", question=to.question))
        for to, way in ((before, "previous"), (after, "next"))
        if to
    )
    raw.html(f'{show.blocks_html(chapter, *last)}<nav class="ways">{ways}</nav>')


def link_to(chapter: Chapter, label: str) -> str:
    """A link to a chapter. The browser follows it without a new page, and keeps the honesty switch (browser.js)."""
    return f'<p><a class="to-chapter" href="{chapter.path}">{escape(label)}</a></p>'


def close_frame() -> None:
    """The reader's own corner, and what this explainer is and is not."""
    answers = reader.answers()
    _your_answers(len(answers))
    words = story().words
    columns = [words(f"take.columns.{name}") for name in ("figure", "evidence", "source")]
    said = f'data-copied="{escape(words("take.copied"))}" data-columns="{escape(json.dumps(columns))}"'  # for take.js
    raw.html(f'<footer class="colophon" {said}>{colophon_html(story())}</footer>')
    reader.keep(answers)


def _your_answers(given: int) -> None:
    words = story().words
    with st.expander(words("reader.title"), key="your-answers"):
        none = "" if given else words("reader.forgotten" if reader.was_forgotten() else "reader.none")
        count = words("reader.count", n=given) if given else ""
        one, other = words("reader.ties", n=1), words("reader.ties", n="{n}")
        raw.html(  # the ties a reader drew are known to the browser alone; it counts them (browser.js)
            f'<p class="small" role="status">{escape(count)} <span class="your-ties" data-none="{escape(none)}" '
            f'data-one="{escape(one)}" data-other="{escape(other)}">{escape(none)}</span> '
            f"{escape(words('reader.kept'))}</p>"
        )
        link = escape(reader.link()) if given else ""
        raw.html(
            f'<p class="small"><a class="carries" href="{link}" data-answers="{link.removeprefix("?")}"'
            f"{'' if given else ' hidden'}>{escape(words('reader.link'))}</a></p>"
        )
        st.button(words("reader.forget"), on_click=reader.forget)


def doors() -> None:
    """The ways into the story: so far, reading it."""
    words = story().words
    first = story().sections["story"][0]
    minutes = sum(chapter.minutes for chapter in story().sections["story"])
    raw.html(
        f"<h2>{escape(words('doors.read.title'))}</h2><p>{escape(words('doors.read.says', minutes=minutes))}</p>"
        f"{link_to(first, words('doors.read.go', question=first.question))}"
    )
