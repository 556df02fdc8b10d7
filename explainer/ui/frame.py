"""What stands around every chapter: where one is, the way on, and what this is not."""

from html import escape
from pathlib import Path

import streamlit as st

from explainer.answers import EVIDENCE
from explainer.checked import story
from explainer.content import Chapter, Source
from explainer.evidence import DEFAULT_POSITION, Position
from explainer.ui import raw, reader, show

PAGES = Path(__file__).resolve().parent.parent.parent / "pages"

_STYLE = '<style>@import url("/app/static/story.css")</style>'
"""Fetched once and kept by the browser; the door links it in the head of the page as well, so that nothing flashes."""


def pages() -> dict[str, list[st.Page]]:
    """The chapters for the navigation, in their sections."""
    words = story().words
    return {
        words(f"sections.{section}"): [_page(chapter) for chapter in chapters]
        for section, chapters in story().sections.items()
    }


def _page(chapter: Chapter) -> st.Page:
    return st.Page(
        PAGES / f"{chapter.slug}.py",
        title=chapter.title,
        url_path=chapter.path.removeprefix("/") or None,
        default=chapter.path == "/",
    )


def tab_title(page_title: str) -> str:
    """What stands in the browser's tab."""
    title = story().words("title")
    return title if page_title == title else f"{page_title} · {title}"


def open_frame() -> None:
    """The style and the honesty switch, above every chapter."""
    words = story().words
    raw.html(_STYLE)
    st.segmented_control(
        words("evidence.label"),
        list(Position),  # shown as they are: Streamlit writes the label into the address
        format_func=str,
        default=DEFAULT_POSITION,
        key=EVIDENCE,
        bind="query-params",
        required=True,
    )
    raw.html(f'<p class="position">{escape(words(f"evidence.positions.{reader.position()}"))}</p>')


def open_chapter(slug: str) -> Chapter:
    """Title and question of a chapter, where the reader is and how many minutes are left."""
    chapter = story().chapter(slug)
    raw.html(
        f'<header class="chapter-head"><p class="where">{escape(_where(chapter))}</p>'
        f"<h1>{escape(chapter.title)}</h1>"
        f'<p class="chapter-question">{escape(chapter.question)}</p></header>'
    )
    for note in reader.quiet_notes():
        raw.html(f'<p class="left-out" role="status">{escape(note)}</p>')
    return chapter


def _where(chapter: Chapter) -> str:
    words = story().words
    section = story().sections[chapter.section]
    if len(section) == 1:
        return words("chapter.minutes", n=chapter.minutes)
    parts = [
        words("chapter.where", n=section.index(chapter) + 1, total=len(section)),
        words("chapter.minutes", n=chapter.minutes),
        words("chapter.left", n=story().minutes_left(chapter)),
    ]
    return " · ".join(parts)


def close_chapter(chapter: Chapter) -> None:
    """Takeaway and argument, the way back and the way on."""
    show.blocks(chapter, *(block.id for block in chapter.blocks if block.kind in ("takeaway", "argue")))
    before, after = story().neighbours(chapter)
    with st.container(horizontal=True, key="ways", horizontal_alignment="distribute"):
        for to, key in ((before, "previous"), (after, "next")):
            if to:
                link_to(to, story().words(f"chapter.{key}", question=to.question))


def link_to(chapter: Chapter, label: str) -> None:
    """A link to a chapter that keeps the honesty switch where it stands."""
    position = reader.position()
    kept = None if position is DEFAULT_POSITION else {"evidence": position.value}
    st.page_link(_page(chapter), label=label, query_params=kept)


def close_frame() -> None:
    """The reader's own corner, and what this explainer is and is not."""
    answers = reader.answers()
    _your_answers(len(answers))
    words = story().words
    cite = f"{words('footer.cite')} {_citation(story().sources['kersing2025'])}"
    raw.html(
        f'<footer class="colophon"><p>{cite}</p><p>{escape(words("footer.not"))}</p>'
        f"<p>{escape(words('footer.licence'))}</p></footer>"
    )
    reader.keep(answers)


def _your_answers(given: int) -> None:
    words = story().words
    with st.expander(words("reader.title")):
        count = words("reader.count", n=given) if given else words("reader.none")
        raw.html(f'<p class="small">{escape(count)} {escape(words("reader.kept"))}</p>')
        if given:
            raw.html(f'<p class="small"><a href="{escape(reader.link())}">{escape(words("reader.link"))}</a></p>')
            st.button(words("reader.forget"), on_click=reader.forget)


def _citation(source: Source) -> str:
    """A reference in APA order, as HTML."""
    authors = ", ".join(f"{name.family}, {name.given}" if name.family else f"{name.literal}" for name in source.author)
    where = f"<em>{escape(source.container_title or '')}, {source.volume}</em>({source.issue})"
    link = f' <a href="{source.URL}" rel="noopener">{escape(source.URL or "")}</a>' if source.URL else ""
    return f"{escape(authors)} ({source.issued}). {escape(source.title)}. {where}.{link}"


def doors() -> None:
    """The ways into the story: so far, reading it."""
    words = story().words
    first = story().sections["story"][0]
    minutes = sum(chapter.minutes for chapter in story().sections["story"])
    raw.html(f"<h2>{escape(words('doors.read.title'))}</h2><p>{escape(words('doors.read.says', minutes=minutes))}</p>")
    link_to(first, words("doors.read.go", question=first.question))
