"""What a reader does: one control for each kind of activity; what it says goes into the session as an answer."""

from html import escape

import streamlit as st

from explainer.answers import answer_kind, moment_answers
from explainer.content.activities import Board, Choice, Moments, Notes, Placement
from explainer.content.records import Block
from explainer.text import moment_html
from explainer.ui.page import Page


def choice(page: Page, block: Block) -> None:
    """Ask the reader to pick one option, and reply to the pick.

    Where the reply belongs to a later chapter, the reader only hears that the pick is remembered.
    """
    activity = page.story.activity(block.activity, Choice)
    page.put()
    st.radio(
        activity.words.ask,
        activity.options,
        format_func=activity.words.options.__getitem__,
        index=None,
        key=block.activity,
        persist_state="session",
    )
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
    st.radio(
        words.ask_reply,
        activity.replies,
        format_func=words.moments[name].replies.__getitem__,
        captions=[words.replies[reply].name for reply in activity.replies],
        index=None,
        key=f"{key}.reply",
        persist_state="session",
    )
    st.pills(
        words.ask_reason,
        list(activity.reasons),
        format_func=words.reasons.__getitem__,
        key=f"{key}.reason",
        persist_state="session",
    )
    st.pills(
        f"{words.ask_tension} {words.tension_ends}",
        list(activity.tension.values),
        key=f"{key}.tension",
        persist_state="session",
    )


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
        st.radio(
            f"{told.name}: {words.ask_script}",
            scripts,
            format_func=told.scripts.__getitem__,
            index=None,
            key=f"{key}.script",
            persist_state="session",
        )
        st.text_input(
            f"{told.name}: {words.ask_own}", max_chars=activity.longest, key=f"{key}.own", persist_state="session"
        )
        st.pills(
            f"{told.name}: {words.ask_enacted}",
            activity.enactments,
            format_func=words.enactments.__getitem__,
            key=f"{key}.enacted",
            persist_state="session",
        )


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
