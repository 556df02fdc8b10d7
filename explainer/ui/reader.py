"""What the reader says: widgets that commit an answer, and the browser that keeps it."""

import json
import logging
from html import escape
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import streamlit as st

from explainer import answers as reading
from explainer.activities import Board, Choice, Moments, Notes, Placement
from explainer.answers import Answer, MomentAnswer
from explainer.blocks import is_shown
from explainer.checked import story
from explainer.content import Block, Chapter
from explainer.evidence import DEFAULT_POSITION, Position
from explainer.prose import words_html
from explainer.ui import raw

_log = logging.getLogger(__name__)

_HERE = Path(__file__).parent

_browser = st.components.v2.component("browser", js=(_HERE / "browser.js").read_text(encoding="utf-8"))
_placement = st.components.v2.component(
    "placement",
    html='<div class="placement"></div>',
    css=(_HERE / "placement.css").read_text(encoding="utf-8"),
    js=(_HERE / "placement.js").read_text(encoding="utf-8"),
)

_POSITIONS = {position.value: position for position in Position}

_RESTORED, _VISITING, _FORGET, _FORGOTTEN = "_restored", "_visiting", "_forget", "_forgotten"
_SESSION, _NOTES = "_session", "_notes"


def position() -> Position:
    """Where the honesty switch stands."""
    return _POSITIONS.get(st.session_state.get(reading.EVIDENCE, ""), DEFAULT_POSITION)


def answers() -> dict[str, Answer]:
    """Everything this reader has answered, by parameter."""
    state = st.session_state
    present = {str(key) for key in state}  # asking for each of them would cost more than the rest of the run
    names = (name for name in reading.parameters(story()) if name in present)
    return {name: value for name in names if (value := state[name]) not in (None, "")}


def answers_to(chapter: Chapter, block_id: str) -> dict[str, Answer]:
    """The answers to the activity of one block, by parameter."""
    name = chapter.block(block_id).activity
    return {key: value for key, value in answers().items() if key == name or key.startswith(f"{name}.")}


# ── arriving ──────────────────────────────────────────────────────────────────────────────────────


def arrive() -> None:
    """On the first run of a session, take over what the address asks for, and note what it may not."""
    state = st.session_state
    if _NOTES in state:
        return
    state[_NOTES] = []
    state[_SESSION] = uuid4().hex
    asked = st.query_params.get(reading.EVIDENCE)
    if asked is not None and asked not in set(Position):
        _note_unknown([f"{reading.EVIDENCE}={asked}"[:60]])
    carried = st.query_params.get(reading.LINK)
    if carried is not None:
        given, passed_over = reading.read_link(carried, reading.parameters(story()))
        state.update(given)
        _note_unknown(passed_over)
        if given:
            state[_VISITING] = True


def quiet_notes() -> list[str]:
    """Quiet notes for the reader about this visit."""
    words = story().words
    visiting = [words("reader.visiting")] if st.session_state.get(_VISITING) else []
    return [*visiting, *st.session_state.get(_NOTES, [])]


def _note_unknown(passed_over: list[str]) -> None:
    if passed_over:
        st.session_state[_NOTES].append(story().words("reader.unknown", what=", ".join(passed_over)))


# ── keeping ───────────────────────────────────────────────────────────────────────────────────────


def keep(given: dict[str, Answer]) -> None:
    """Keep these answers in this browser, and bring back what it kept. Call once in every run, at its end."""
    data = {
        "keep": not st.session_state.get(_VISITING),
        "answers": given,
        "session": st.session_state[_SESSION],
        "restored": st.session_state.get(_RESTORED, False),
        "forget": st.session_state.pop(_FORGET, False),
    }
    # As bytes, for Streamlit would look through a dictionary for tables.
    _browser(key="browser", data=json.dumps(data).encode(), on_restored_change=_restore, height=1)


def _restore() -> None:
    state = st.session_state
    state[_RESTORED] = True
    stored = state["browser"].restored
    given, passed_over = reading.sound(stored, reading.parameters(story()))
    for name, value in given.items():
        if state.get(name) in (None, ""):  # what was said in this session wins
            state[name] = value
    if passed_over:
        _log.info("passed over %d stored answers", len(passed_over))
        state[_NOTES].append(story().words("reader.storage"))


def forget() -> None:
    """Let go of every answer, here and in the browser."""
    state = st.session_state
    for name in reading.parameters(story()):
        state[name] = None
    state[_FORGET] = True
    state[_RESTORED] = True
    state[_VISITING] = False
    state[_FORGOTTEN] = True


def was_forgotten() -> bool:
    """Whether the reader has been forgotten in this session."""
    return bool(st.session_state.get(_FORGOTTEN))


def link() -> str:
    """The query of an address that carries the answers: `?answers=...`."""
    return "?" + urlencode({reading.LINK: reading.write_link(answers(), reading.parameters(story()))}, safe=":~")


# ── committing ────────────────────────────────────────────────────────────────────────────────────


def choice(chapter: Chapter, block_id: str, reply_later: bool = False) -> str | None:
    """Ask the reader to pick one option, and reply to the pick; None while nothing is picked or it may not show.

    With `reply_later` the reader only hears that the pick is kept: the reply belongs to another chapter.
    """
    block = chapter.block(block_id)
    if not is_shown(block, position()):
        return None
    activity = story().activity(block.activity, Choice)
    picked = st.radio(
        activity.words.ask,
        activity.options,
        format_func=activity.words.options.__getitem__,
        index=None,
        key=block.activity,
        persist_state="session",
    )
    reply = activity.words.kept if reply_later else activity.words.replies.get(picked or "")
    if picked and reply:
        _answer(reply, block)
    return picked


def _answer(text: str, block: Block) -> None:
    html, _ = words_html(story(), text, f"answer-{block.id}", position())
    raw.html(f'<div class="answer" role="status">{html}</div>')


def moments(chapter: Chapter, block_id: str) -> tuple[MomentAnswer, ...]:
    """What the reader has said to the moments of this block so far, in their order."""
    block = chapter.block(block_id)
    return reading.moment_answers(story().activity(block.activity, Moments), str(block.activity), answers())


def moment(chapter: Chapter, block_id: str, name: str) -> None:
    """Ask for a reply, a reason and the tension felt in one moment."""
    block = chapter.block(block_id)
    activity = story().activity(block.activity, Moments)
    words, key = activity.words, f"{block.activity}.{name}"
    st.radio(
        f"{words.moments[name].title}: {words.ask_reply}",
        activity.replies,
        format_func=words.moments[name].replies.__getitem__,
        captions=[words.replies[reply].name for reply in activity.replies],
        index=None,
        key=f"{key}.reply",
        persist_state="session",
    )
    st.pills(
        f"{words.moments[name].title}: {words.ask_reason}",
        list(activity.reasons),
        format_func=words.reasons.__getitem__,
        key=f"{key}.reason",
        persist_state="session",
    )
    st.pills(
        f"{words.moments[name].title}: {words.ask_tension} {words.tension_ends}",
        list(activity.tension.values),
        key=f"{key}.tension",
        persist_state="session",
    )


def placement(chapter: Chapter, block_id: str) -> None:
    """Ask the reader to place actors on the two axes, in the browser; the places come back as answers."""
    block = chapter.block(block_id)
    if not is_shown(block, position()):
        return
    activity = story().activity(block.activity, Placement)
    words, given = activity.words, answers()
    places = {actor: given.get(f"{block.activity}.{actor}") for actor in activity.actors}

    def take_over() -> None:
        moved = st.session_state[f"{block.id}-square"].places or {}
        for actor in activity.actors:
            if moved.get(actor) in activity.places:
                st.session_state[f"{block.activity}.{actor}"] = moved[actor]

    _placement(
        key=f"{block.id}-square",
        data={
            "actors": dict(words.actors),
            "steps": activity.steps,
            "places": {actor: place for actor, place in places.items() if place},
            "words": words.model_dump(include={"ask", "how", "x", "y", "placed", "not_placed", "middle"}),
        },
        on_places_change=take_over,
    )
    if all(places.values()):
        x = {actor: int(str(place).split("-")[0]) for actor, place in places.items()}
        middle = activity.steps / 2
        alike = all(
            (x[actor] < middle) if actor in activity.frontline else (x[actor] > middle)
            for actor in (*activity.frontline, *activity.screen_level)
        )
        _answer(words.replies["alike" if alike else "different"], block)


def board(chapter: Chapter, block_id: str) -> None:
    """Ask, for each row, for a line of a script and for a way to enact it."""
    block = chapter.block(block_id)
    if not is_shown(block, position()):
        return
    activity = story().activity(block.activity, Board)
    words = activity.words
    for row, scripts in activity.rows.items():
        told, key = words.rows[row], f"{block.activity}.{row}"
        raw.html(f"<h3>{escape(told.name)}</h3><p>{escape(told.example)}</p>")
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


def notes(chapter: Chapter, block_id: str) -> None:
    """Lines in the reader's own words."""
    block = chapter.block(block_id)
    if not is_shown(block, position()):
        return
    activity = story().activity(block.activity, Notes)
    for field in activity.fields:
        st.text_area(
            activity.words.fields[field],
            max_chars=activity.longest,
            height="content",
            key=f"{block.activity}.{field}",
            persist_state="session",
        )
