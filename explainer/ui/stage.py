"""The stage: a chapter's words in one column, and beside them the picture that stays in view."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

import streamlit as st

from explainer.content.records import Block, Story
from explainer.figures.hands import Hand, hand_of
from explainer.figures.picture import Picture
from explainer.figures.pictures import has_pictures, pictures_of
from explainer.figures.staged import Staged
from explainer.ui import elements, reader
from explainer.ui.page import Page, guarded

_stage = elements.component(
    "stage",
    """
<div class="stage story" tabindex="0" role="group">
<style></style>
<div class="stage-picture" role="group"></div>
<p class="stage-says" role="status"></p>
<button type="button" class="stage-take" data-kind="svg">SVG</button>
<button type="button" class="stage-take" data-kind="png">PNG</button>
<button type="button" class="stage-back"><span aria-hidden="true">‹</span></button>
<button type="button" class="stage-on"><span aria-hidden="true">›</span></button>
<button type="button" class="to-present"><span aria-hidden="true">⤢</span></button>
</div>""",
    "stage/stage.js",
)


@contextmanager
def beside(page: Page, told: list[Block], nth: int) -> Iterator[Page]:
    """The words of a scene, written within, with the stage beside them; charts of numbers stand on it as well.

    `told` are the blocks of the scene, which is the `nth` of its chapter. Without pictures there is no stage.
    """
    drawn = pictures_of(page.story, page.chapter, page.reader) if has_pictures(page.chapter) else {}
    if not drawn:
        yield page
        return
    beats = tuple(Beat(block.id, drawn[block.id], _hand(page, block)) for block in told)
    with st.container(key=f"scene-{nth}"):
        stage = st.container(key=f"stage-{nth}")
        with stage, guarded():
            key = f"{page.chapter.slug}-stage-{nth}"
            said = lambda: reader.say(elements.told(key, "said"))  # noqa: E731
            _stage(key=key, data=_packed(page.story, page.chapter.slug, nth, beats), on_said_change=said)
        with st.container(key=f"beats-{nth}"):
            yield replace(page, stage=stage)


def _hand(page: Page, block: Block) -> Hand | None:
    return hand_of(page.story, block, page.reader.answers) if page.shows(block) else None


@dataclass(frozen=True)
class Beat:
    """A block of a chapter on the stage: its picture, and what a hand can move in it."""

    id: str
    picture: Picture
    hand: Hand | None


@lru_cache(maxsize=256)
def _packed(story: Story, slug: str, nth: int, beats: tuple[Beat, ...]) -> bytes:
    """Every picture of a scene once, and which beat shows which; as bytes, for a dictionary Streamlit would walk."""
    staged = Staged()
    told = [{"id": beat.id, "picture": staged.number(beat.picture), "hand": staged.hand(beat.hand)} for beat in beats]
    return elements.gzipped(
        {
            "chapter": slug,
            "scene": nth,
            "beats": told,
            "pictures": staged.pictures(),
            "words": story.words.entries["chapter"]["stage"],
        }
    )
