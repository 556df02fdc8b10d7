"""The stage: a chapter's words in one column, and beside them the picture that stays in view."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

import streamlit as st

from explainer.answers import Reader
from explainer.blocks import is_shown
from explainer.content.records import Block, Story
from explainer.evidence import Position
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
    if not has_pictures(page.chapter):
        yield page
        return
    with st.container(key=f"scene-{nth}"):
        stage = st.container(key=f"stage-{nth}")
        with stage, guarded():
            key = f"{page.chapter.slug}-stage-{nth}"
            said = lambda: reader.say(elements.told(key, "said"))  # noqa: E731
            _stage(key=key, data=_data(page, told, nth), on_said_change=said)
        with st.container(key=f"beats-{nth}"):
            yield replace(page, stage=stage)


@dataclass(frozen=True)
class Beat:
    """A block of a chapter on the stage: its picture, and what a hand can move in it."""

    id: str
    picture: Picture
    hand: Hand | None


def _data(page: Page, told: list[Block], nth: int) -> bytes:
    """What the stage shows of these blocks. What a reader's answers changed is not kept: it holds their own words."""
    scene = Scene(page.story, page.chapter.slug, nth, tuple(block.id for block in told))
    if page.reader.answers:
        beats = _beats(scene, page.reader)
        if beats != _beats_for_all(scene, page.reader.position):
            return _packed(scene, beats, effort=1)
    return _packed_for_all(scene, page.reader.position)


@dataclass(frozen=True)
class Scene:
    """Blocks of a chapter, by their ids, that one stage stands beside."""

    story: Story
    chapter: str
    nth: int
    blocks: tuple[str, ...]


def _beats(scene: Scene, reader: Reader) -> tuple[Beat, ...]:
    chapter = scene.story.chapter(scene.chapter)
    drawn = pictures_of(scene.story, chapter, reader)
    shown = [(block, is_shown(block, reader.position)) for block in map(chapter.block, scene.blocks)]
    return tuple(
        Beat(block.id, drawn[block.id], hand_of(scene.story, block, reader.answers) if here else None)
        for block, here in shown
    )


@cache
def _beats_for_all(scene: Scene, position: Position) -> tuple[Beat, ...]:
    return _beats(scene, Reader(position))


@cache
def _packed_for_all(scene: Scene, position: Position) -> bytes:
    return _packed(scene, _beats_for_all(scene, position))


def _packed(scene: Scene, beats: tuple[Beat, ...], effort: int = 9) -> bytes:
    """Every picture once, and which beat shows which; as bytes, for a dictionary Streamlit would walk."""
    staged = Staged()
    told = [{"id": beat.id, "picture": staged.number(beat.picture), "hand": staged.hand(beat.hand)} for beat in beats]
    return elements.gzipped(
        {
            "chapter": scene.chapter,
            "scene": scene.nth,
            "beats": told,
            "pictures": staged.pictures(),
            "words": scene.story.words.entries["chapter"]["stage"],
        },
        effort,
    )
