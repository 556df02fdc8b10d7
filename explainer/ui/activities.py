"""What a reader does: one control for each kind of activity; what it says goes into the session as an answer."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import TypeVar

import streamlit as st

from explainer.answers import answer_kind, moment_answers
from explainer.content.activities import Board, Choice, Moments, Notes, Placement
from explainer.content.records import Block
from explainer.text import moment_html
from explainer.ui.page import Page

Answer = TypeVar("Answer", str, int)


def choice(page: Page, block: Block) -> None:
    """Ask the reader to pick one option, and reply to the pick.

    Where the reply belongs to a later chapter, the reader only hears that the pick is remembered.
    """
    activity = page.story.activity(block.activity, Choice)
    page.put()
    _radio(activity.words.ask, activity.options, activity.words.options, str(block.activity))
    picked = str(page.reader.answers.get(str(block.activity), ""))
    replies = page.story.is_answered_in(page.chapter, str(block.activity))
    reply = activity.words.replies.get(picked) if replies else activity.words.remembered
    if picked and reply:
        page.reply(reply, block.id)


def moments(page: Page, block: Block) -> None:
    """A moment, or one after another, told in both logics, with a reply to what the reader did and felt."""
    activity = page.story.activity(block.activity, Moments)
    for answer in moment_answers(activity, str(block.activity), page.reader.answers):
        if block.moment not in (None, answer.moment):
            continue
        page.write(moment_html(activity, answer.moment, on_stage=bool(page.stage and block.moment)))
        page.put()
        _moment(activity, str(block.activity), answer.moment)
        if kind := answer_kind(activity, answer):
            page.reply(activity.words.answer[kind], answer.moment)


def _moment(activity: Moments, prefix: str, name: str) -> None:
    """Ask for a reply, a reason and the tension felt in one moment."""
    words, key = activity.words, f"{prefix}.{name}"
    told = [words.replies[reply].name for reply in activity.replies]
    _radio(words.ask_reply, activity.replies, words.moments[name].replies, f"{key}.reply", captions=told)
    _pills(words.ask_reason, activity.reasons, words.reasons, f"{key}.reason")
    numbers = {number: str(number) for number in activity.tension.values}
    _pills(f"{words.ask_tension} {words.tension_ends}", numbers, numbers, f"{key}.tension")


def placement(page: Page, block: Block) -> None:
    """Ask the reader to put people on the two axes, by hand on the stage; reply once all of them stand there."""
    activity = page.story.activity(block.activity, Placement)
    words = activity.words
    page.write(f'<p class="how">{escape(words.how)}</p>')
    page.put()  # a reply comes after it
    places = {actor: page.reader.answers.get(f"{block.activity}.{actor}") for actor in activity.actors}
    if all(places.values()):
        x = {actor: int(str(place).split("-")[0]) for actor, place in places.items()}
        middle = activity.steps / 2
        alike = all(
            (x[actor] < middle) if actor in activity.frontline else (x[actor] > middle)
            for actor in (*activity.frontline, *activity.screen_level)
        )
        page.reply(words.replies["alike" if alike else "different"], block.id)


def board(page: Page, block: Block) -> None:
    """Ask, for each row, for a line of a script and for a way to enact it."""
    activity = page.story.activity(block.activity, Board)
    words = activity.words
    for row, scripts in activity.rows.items():
        told, key = words.rows[row], f"{block.activity}.{row}"
        page.write(f"<h3>{escape(told.name)}</h3><p>{escape(told.example)}</p>")
        page.put()
        _radio(f"{told.name}: {words.ask_script}", scripts, told.scripts, f"{key}.script")
        st.text_input(
            f"{told.name}: {words.ask_own}", max_chars=activity.longest, key=f"{key}.own", persist_state="session"
        )
        _pills(f"{told.name}: {words.ask_enacted}", activity.enactments, words.enactments, f"{key}.enacted")


def notes(page: Page, block: Block) -> None:
    """Lines in the reader's own words."""
    activity = page.story.activity(block.activity, Notes)
    page.put()
    for field in activity.fields:
        st.text_area(
            activity.words.fields[field],
            max_chars=activity.longest,
            height="content",
            key=f"{block.activity}.{field}",
            persist_state="session",
        )


def _radio(
    ask: str, options: Iterable[str], words: Mapping[str, str], key: str, captions: list[str] | None = None
) -> None:
    """One of a few, a line each; nothing is picked beforehand."""
    st.radio(
        ask,
        options,
        format_func=words.__getitem__,
        captions=captions,
        index=None,
        key=key,
        persist_state="session",
    )


def _pills(ask: str, options: Iterable[Answer], words: Mapping[Answer, str], key: str) -> None:
    """One of a few, side by side."""
    st.pills(ask, list(options), format_func=words.__getitem__, key=key, persist_state="session")
