"""A chapter on the page: its blocks in the order of the content, each by what its kind needs."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from html import escape
from itertools import groupby

import streamlit as st

from explainer.content.activities import Board, Choice, Moments, Notes, Placement
from explainer.content.records import Block
from explainer.figures.registry import FIGURES, Form, form_of
from explainer.ui import activities, charts, frame, lists, network_view, own_office, reader, stage
from explainer.ui.page import Page

Control = Callable[[Page, Block], None]


def _experiment(page: Page, block: Block) -> None:
    from explainer.ui import experiment  # numpy is loaded where a run is asked for

    experiment.shown(page, block)


ACTIVITIES: dict[type, Control] = {
    Choice: activities.choice,
    Moments: activities.moments,
    Placement: activities.placement,
    Board: activities.board,
    Notes: activities.notes,
}
"""What a reader answers with, by the kind of the activity."""

FORMS: dict[Form, Control] = {
    Form.CHART: charts.chart,
    Form.NETWORK: network_view.drawn,
    Form.SEARCH: lists.searched,
    Form.GUIDE: lists.guide,
    Form.REFERENCES: lists.references,
    Form.EXPERIMENT: _experiment,
    Form.OWN_OFFICE: own_office.offered,
}
"""What is put in the place of a still drawing, by the form of the figure."""


def show(slug: str) -> None:
    """The whole chapter, from its title to the way on."""
    story = reader.story()
    page = Page(story, story.chapter(slug), reader.reader())
    told = [block for block in page.chapter.blocks if block.medium != "print"]
    scenes = [(wide, [*part]) for wide, part in groupby(told, key=_is_wide)]
    for nth, (wide, part) in enumerate(scenes):
        with nullcontext(page) if wide else stage.beside(page, part, nth) as beside:
            if part[0].kind == "question":
                page.write(frame.opening_html(page, sum(_is_hidden_beat(page, block) for block in told)))
            for in_tabs, some in groupby(part[part[0].kind == "question" :], key=lambda block: bool(block.tab)):
                (_tabs if in_tabs else _in_order)(beside, [*some])
            if nth == len(scenes) - 1:
                page.write(frame.closing_html(page))
            page.put()


def _is_wide(block: Block) -> bool:
    """Whether a block needs the width of the page, so that no picture stands beside it."""
    return bool(block.figure) and FIGURES[block.figure or ""].wide


def _is_hidden_beat(page: Page, block: Block) -> bool:
    """Whether the honesty switch leaves nothing of a beat that has words and a picture of its own."""
    return form_of(block) is Form.STAGE and bool(block.words) and not page.blocks_html([block])


def _tabs(page: Page, told: list[Block]) -> None:
    """Blocks by their tabs, side by side; controls are made for the one that is open only."""
    page.put()
    names = page.story.words.entries[page.chapter.slug]["tabs"]
    parts = [(name, [*part]) for name, part in groupby(told, key=lambda block: block.tab)]
    shown = st.tabs([names[name] for name, _ in parts], key="part", on_change="rerun")
    for tab, (_, part) in zip(shown, parts, strict=True):
        with tab:
            _in_order(page, part, tab.open is not False)
            page.put()


def _in_order(page: Page, told: Iterable[Block], controls: bool = True) -> None:
    """Block after block: words and still figures, and what a reader works with."""
    for awaited, part in groupby(told, key=lambda block: block.awaits):
        if awaited:
            page.put()  # an answer opens it: what stands around it stays as it is
            page.write(_reveal_html(page, awaited, [*part]))
            page.put()
            continue
        for block in part:
            if not _has_something(page, block):
                continue
            page.write(page.blocks_html([block]))
            control = _control(page, block) if controls and page.shows(block) else None
            if control:
                control(page, block)


def _control(page: Page, block: Block) -> Control | None:
    if block.kind == "activity":
        return ACTIVITIES.get(type(page.story.activities[block.activity or ""]))
    form = form_of(block)
    return FORMS.get(form) if form else None


def _has_something(page: Page, block: Block) -> bool:
    """A chart of answers is left out where the honesty switch leaves out the question and nothing was answered."""
    if form_of(block) is not Form.CHART:
        return True
    return _asks(page, block.activity) or bool(page.reader.answers_to(block.activity))


def _asks(page: Page, activity: str | None) -> bool:
    """Whether this chapter asks for the activity, and the honesty switch lets it through."""
    return any(b.kind == "activity" and b.activity == activity and page.shows(b) for b in page.chapter.blocks)


def _reveal_html(page: Page, awaited: str, told: list[Block]) -> str:
    """What is told after an answer: open once the reader has committed, and always one touch away.

    It is open as well where the honesty switch leaves out the activity it waits for.
    """
    opened = bool(page.reader.answers_to(awaited)) or not _asks(page, awaited)
    summary = escape(page.story.words("finding.open" if opened else "finding.skip"))
    return (
        f'<details class="reveal"{" open" if opened else ""}><summary><h2>{summary}</h2></summary>'
        f"{page.blocks_html(told)}</details>"
    )
