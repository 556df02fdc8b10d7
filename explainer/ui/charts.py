"""A chart on the page: its finding in words before it, its data as a table after it."""

from contextlib import nullcontext
from html import escape

import streamlit as st

from explainer.content.records import Block
from explainer.figures.registry import FIGURES
from explainer.prose import level_mark_html
from explainer.ui.page import Page, guarded


def chart(page: Page, block: Block) -> None:
    """The chart of a block, as far as there is anything to draw."""
    draw, words, name = FIGURES[block.figure or ""].chart, page.story.words, page.name(block)
    assert draw is not None
    page.put()  # an answer changes what follows: what stands around it stays as it is
    with guarded():
        drawn = draw(page.story, block, page.reader)
        mark = level_mark_html(page.story, drawn.level, f"{name}-finding") if drawn.specification else ""
        page.write(f'<p class="figure-finding"><span id="{name}-finding">{escape(drawn.finding)}</span> {mark}</p>')
        page.put()
        if drawn.specification is not None:
            alt = words("figure.alt", title=block.title, finding=drawn.finding)
            with page.stage.container(key=f"chart-{block.id}") if page.stage else nullcontext():
                st.vega_lite_chart(drawn.specification, key=f"{name}-chart", alt=alt)
            page.write(drawn.table.folded(words("figure.table")))
            page.take_along(block)
        if drawn.says:
            page.reply(drawn.says, "profile", role="")
    page.put()
