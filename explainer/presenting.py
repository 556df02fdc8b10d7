"""The story as it is presented to a room: every beat with its picture, its caption and what it asks.

It is the same for everybody: no answer of a reader is in it, and no note for who speaks.
"""

from dataclasses import dataclass
from html import escape
from typing import Any

from explainer.answers import NOBODY, Answers, Reader
from explainer.blocks import is_shown, labelled
from explainer.content.activities import Board, Choice, Moments, Notes
from explainer.content.office import Layout, Width
from explainer.content.records import Block, Chapter, Story
from explainer.evidence import Position, shows
from explainer.figures import scenes
from explainer.figures.hands import hand_of
from explainer.figures.picture import Picture
from explainer.figures.pictures import picture_of, pictures_of
from explainer.figures.registry import FIGURES, Form, form_of
from explainer.figures.staged import Staged
from explainer.prose import words_html


@dataclass(frozen=True)
class Option:
    """One of what a room is asked: its words, and the answer that a reader would have given with it."""

    id: str
    name: str
    answers: Answers
    reply: str = ""


@dataclass(frozen=True)
class Ask:
    """What a beat asks a room.

    `name` is what its tally is kept by; `defensible` the option that can be defended, where the question is of that
    kind; `cells`: the dots stand in the picture; `about`: the moment that is asked about, where there are several.
    """

    name: str
    says: str
    options: tuple[Option, ...]
    defensible: str | None = None
    cells: bool = False
    about: str = ""


def presented(story: Story, position: Position) -> dict[str, Any]:
    """Every beat at one position of the honesty switch, in the order of the chapters, as plain data."""
    staged = Staged()
    beats = []
    for chapter in presented_chapters(story):
        pictures = pictures_of(story, chapter, Reader(position))
        for block in presented_blocks(story, chapter, position):
            beats.append(_sent(story, chapter, block, position, staged, pictures[block.id]))
    return {
        "beats": beats,
        "chapters": {
            chapter.slug: {"title": chapter.title, "href": chapter.href, "beside": chapter.beside}
            for chapter in presented_chapters(story)
        },
        "pictures": staged.pictures(),
        "plans": {
            name: [{"at": f"{beat.chapter}/{beat.id}", "ends": beat.ends} for beat in plan.beats]
            for name, plan in story.plans.items()
        },
        "words": {**story.words.entries["present"], "stage": story.words.entries["chapter"]["stage"]["stage"]},
    }


def notes_for_speaker(story: Story) -> dict[str, dict[str, str]]:
    """What is noted at each beat, as HTML, by the beat: for the window of who speaks, and for no other."""
    return {
        f"{slug}/{beat}": {
            name: words_html(story, said, f"note-{slug}-{beat}-{name}", Position.IDEAS)[0] for name, said in note
        }
        for slug, notes in story.notes.items()
        for beat, note in notes.items()
    }


def presented_chapters(story: Story) -> tuple[Chapter, ...]:
    """The chapters that are told on the stage."""
    return tuple(chapter for chapter in story.chapters if chapter.map)


def presented_blocks(story: Story, chapter: Chapter, position: Position) -> list[Block]:
    """The beats of a chapter. What needs a reader of its own stays away: a chart of answers, a list, a network.

    Of a chapter behind the story there is what can be asked: the rest of it is for who teaches.
    """
    fits = (None, Form.STAGE, Form.STILL)
    return [
        block
        for block in chapter.blocks
        if (chapter.section != "behind" or block.kind == "activity")
        and form_of(block) in fits
        and not (block.medium and form_of(block) is not Form.STAGE)
        and (_caption(story, chapter, block, position) or _table(story, chapter, block, position))
    ]


def _sent(
    story: Story, chapter: Chapter, block: Block, position: Position, staged: Staged, picture: Picture
) -> dict[str, Any]:
    asked = ask_of(story, block) if is_shown(block, position) else None
    hand = hand_of(story, block, NOBODY.answers) if is_shown(block, position) else None
    return {
        "at": f"{chapter.slug}/{block.id}",
        "chapter": chapter.slug,
        "id": block.id,
        "title": story.title_of(chapter.slug, block.id),
        "caption": _caption(story, chapter, block, position),
        "table": _table(story, chapter, block, position),
        "picture": staged.number(picture),
        "hand": staged.hand(hand),
        "ask": _sent_ask(story, chapter, block, asked, position, staged) if asked else None,
        "tally": block.awaits,
    }


def _caption(story: Story, chapter: Chapter, block: Block, position: Position) -> str:
    """The one caption of a beat, as HTML; empty where the switch hides it."""
    if block.kind == "question":
        return f"<h1>{escape(chapter.title)}</h1><p>{escape(chapter.question)}</p>"
    shown = is_shown(block, position)
    activity = story.activities.get(block.activity or "")
    if isinstance(activity, Moments) and block.moment and shown:
        told = activity.words.moments[block.moment]
        return f"<h2>{escape(told.title)}</h2><p>{escape(told.scene)}</p>"
    more = shown and (bool(block.activity) or form_of(block) not in (None, Form.STAGE))
    html, _ = words_html(story, block.words, f"present-{chapter.slug}-{block.id}", position, more)
    if isinstance(activity, Notes) and block.kind == "activity" and shown:
        html += "".join(f"<p>{escape(field)}</p>" for field in activity.words.fields.values())
    return labelled(story, block, html) if html else ""


def _table(story: Story, chapter: Chapter, block: Block, position: Position) -> str:
    """A figure made of words, which stands in the place of a picture."""
    figure = FIGURES[block.figure] if block.figure else None
    if not figure or figure.form is not Form.STILL or not is_shown(block, position):
        return ""
    return figure.draw(story, block, position, f"present-{chapter.slug}-{block.id}-figure")


# ── what a room is asked ──────────────────────────────────────────────────────────────────────────


def ask_of(story: Story, block: Block) -> Ask | None:
    """What a beat asks a room that can be told by a show of hands."""
    name = block.activity or ""
    if block.kind != "activity":
        return _cells(story, block)
    match story.activities[name]:
        case Choice(words=words, options=options, defensible=defensible):
            told = (Option(one, words.options[one], {name: one}, words.replies.get(one, "")) for one in options)
            return Ask(name, words.ask, tuple(told), defensible)
        case Moments(words=words, replies=replies) if block.moment:
            ways = words.moments[block.moment].replies
            name = f"{name}.{block.moment}.reply"
            told = (Option(one, ways[one], {name: one}) for one in replies)
            return Ask(name, words.ask_reply, tuple(told), about=words.moments[block.moment].title)
        case Board(words=words, enactments=ways):
            key = f"{name}.{story.office.morning.row}.enacted"
            return Ask(name, words.ask_enacted, tuple(Option(one, words.enactments[one], {key: one}) for one in ways))
    return None


def _cells(story: Story, block: Block) -> Ask | None:
    """The four cells of felt and done, where a picture of the office has them."""
    if block.figure != "office" or story.office.shown(block.state or "").scene != CELLS:
        return None
    words = story.office.scenes[CELLS].words
    options = tuple(Option(f"{felt}-{done}", f"{words[felt]}, {words[done]}", {}) for felt, done in scenes.FOUR)
    return Ask(CELLS, story.words("present.cells"), options, cells=True)


CELLS = "cells"
"""The scene of the office with the four cells."""


def _rooms(story: Story) -> dict[Width, list[list[float]]]:
    """Where each of the four cells is in its picture: left, top, right, bottom, in units of the picture."""
    scene = story.office.scenes[CELLS]

    def of(layout: Layout) -> list[list[float]]:
        return [[box.left, box.top, box.right, box.bottom] for box in scenes.four_cells(layout).values()]

    return {"wide": of(scene.wide), "narrow": of(scene.narrow)}


def _sent_ask(
    story: Story, chapter: Chapter, block: Block, ask: Ask, position: Position, staged: Staged
) -> dict[str, Any]:
    """A question with its options; what we reply to each, and its picture, are shown on the press after."""
    tells = bool(block.activity) and story.is_answered_in(chapter, str(block.activity))
    neutral = picture_of(story, block, NOBODY.answers)
    options = []
    for option in ask.options:
        html = ""
        if tells and option.reply:
            html, _ = words_html(story, option.reply, f"present-{chapter.slug}-{block.id}-{option.id}", position)
        drawn = picture_of(story, block, option.answers)
        own = drawn is not None and drawn != neutral and shows(position, drawn.level)
        options.append({"name": option.name, "reply": html, "picture": staged.number(drawn) if drawn and own else None})
    ids = [option.id for option in ask.options]
    return {
        "name": ask.name,
        "says": ask.says,
        "about": ask.about,
        "options": options,
        "defensible": ids.index(ask.defensible) if ask.defensible else None,
        "cells": _rooms(story) if ask.cells else None,
    }
