"""Blocks, figures and findings on the page."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from explainer import blocks as walk
from explainer.answers import Answers, MomentAnswer, answer_kind, profile_kinds
from explainer.checked import story
from explainer.content import Chapter
from explainer.evidence import Level
from explainer.figures import Figure
from explainer.prose import level_mark_html, words_html
from explainer.text import moment_html
from explainer.ui import raw, reader

_log = logging.getLogger(__name__)


def blocks(chapter: Chapter, *block_ids: str, answers: Answers | None = None) -> None:
    """The words of these blocks, with the diagrams among them, in one piece; `answers` for diagrams that show them."""
    if html := blocks_html(chapter, *block_ids, answers=answers):
        raw.html(html)


def blocks_html(chapter: Chapter, *block_ids: str, answers: Answers | None = None) -> str:
    """The same as HTML, empty where the honesty switch lets nothing through."""
    return walk.chapter_html(story(), chapter, block_ids, reader.position(), answers, takes=True)


def is_shown(chapter: Chapter, block_id: str) -> bool:
    """Whether the honesty switch lets this activity or figure through."""
    return walk.is_shown(chapter.block(block_id), reader.position())


@contextmanager
def beside() -> Iterator[None]:
    """What breaks in here is logged, and the reader gets a calm sentence; the story around it goes on."""
    try:
        yield
    except Exception:
        _log.exception("a part of the page could not be shown")
        raw.html(f'<p class="left-out" role="status">{escape(story().words("errors.says"))}</p>')


def figure(chapter: Chapter, block_id: str, draw: Callable[[], Figure]) -> None:
    """A chart with its title, its finding in words before it and its data as a table after it."""
    blocks(chapter, block_id)
    if not is_shown(chapter, block_id):
        return
    with beside():
        drawn = draw()
        name = f"{chapter.slug}-{block_id}"
        yours = level_mark_html(story(), Level.YOURS, f"{name}-finding")
        raw.html(f'<p class="figure-finding"><span id="{name}-finding">{escape(drawn.finding)}</span> {yours}</p>')
        if drawn.specification is None:
            return
        alt = story().words("figure.alt", title=chapter.block(block_id).title, finding=drawn.finding)
        st.vega_lite_chart(drawn.specification, key=f"{name}-chart", alt=alt)
        summary = escape(story().words("figure.table"))
        taken = "" if drawn.empty else walk.take_along_html(story(), chapter, chapter.block(block_id))
        raw.html(f'<details class="data-table"><summary>{summary}</summary>{drawn.table_html}</details>{taken}')


def finding(chapter: Chapter, *block_ids: str, committed: bool) -> None:
    """What the abstract reports: open once the reader has committed, and always one touch away.

    It is open as well where the honesty switch leaves out the activity it waits for.
    """
    html = blocks_html(chapter, *block_ids)
    awaited = {block.awaits for block in chapter.blocks} - {None}
    opened = committed or any(
        block.activity in awaited and not walk.is_shown(block, reader.position()) for block in chapter.blocks
    )
    summary = escape(story().words("finding.open" if opened else "finding.skip"))
    raw.html(
        f'<details class="reveal"{" open" if opened else ""}><summary><h2>{summary}</h2></summary>{html}</details>'
    )


# ── moments told in two logics ────────────────────────────────────────────────────────────────────


def moment(chapter: Chapter, block_id: str, name: str) -> None:
    """One moment, told in the terms of both logics."""
    activity = story().moments(str(chapter.block(block_id).activity))
    raw.html(moment_html(activity, name))


def answer_to_moment(chapter: Chapter, block_id: str, answer: MomentAnswer) -> None:
    """A reply to what the reader did and felt in one moment, once both are known."""
    activity = story().moments(str(chapter.block(block_id).activity))
    kind = answer_kind(activity, answer)
    if kind:
        html, _ = words_html(story(), activity.words.answer[kind], f"answer-{answer.moment}", reader.position())
        raw.html(f'<div class="answer" role="status">{html}</div>')


def profile(chapter: Chapter, block_id: str, answers: tuple[MomentAnswer, ...]) -> None:
    """The reply to all moments together."""
    activity = story().moments(str(chapter.block(block_id).activity))
    text = " ".join(activity.words.profile[kind] for kind in profile_kinds(activity, answers))
    html, _ = words_html(story(), text, "answer-profile", reader.position())
    raw.html(f'<div class="answer">{html}</div>')
