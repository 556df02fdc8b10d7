"""What the reader says: widgets that commit an answer, and the memory that keeps it in this browser."""

import logging
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from explainer import answers as reading
from explainer.activities import Choice, Moments
from explainer.answers import Answer, MomentAnswer
from explainer.checked import story
from explainer.evidence import DEFAULT_POSITION, Position

_log = logging.getLogger(__name__)

_memory = st.components.v2.component(
    "reader_memory", js=(Path(__file__).parent / "reader_memory.js").read_text(encoding="utf-8")
)

_RESTORED, _VISITING, _FORGET, _NOTES = "_restored", "_visiting", "_forget", "_notes"


def position() -> Position:
    """Where the honesty switch stands."""
    value = st.session_state.get(reading.EVIDENCE)
    return Position(value) if value in set(Position) else DEFAULT_POSITION


def answers() -> dict[str, Answer]:
    """Everything this reader has answered, by parameter."""
    state = st.session_state
    return {name: state[name] for name in reading.parameters(story()) if state.get(name) is not None}


# ── arriving ──────────────────────────────────────────────────────────────────────────────────────


def arrive() -> None:
    """On the first run of a session, take over what the address asks for, and note what it may not."""
    state = st.session_state
    if _NOTES in state:
        return
    state[_NOTES] = []
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


def notes() -> list[str]:
    """Quiet notes for the reader about this visit."""
    words = story().words
    visiting = [words("reader.visiting")] if st.session_state.get(_VISITING) else []
    return [*visiting, *st.session_state.get(_NOTES, [])]


def _note_unknown(passed_over: list[str]) -> None:
    if passed_over:
        st.session_state[_NOTES].append(story().words("reader.unknown", what=", ".join(passed_over)))


# ── keeping ───────────────────────────────────────────────────────────────────────────────────────


def keep() -> None:
    """Keep the answers in this browser, and bring back what it kept. Call once in every run, at its end."""
    if st.session_state.get(_VISITING):
        return
    _memory(
        key="reader_memory",
        data={
            "answers": answers(),
            "restored": st.session_state.get(_RESTORED, False),
            "forget": st.session_state.pop(_FORGET, False),
        },
        on_restored_change=_restore,
        height=1,
    )


def _restore() -> None:
    state = st.session_state
    state[_RESTORED] = True
    stored = state["reader_memory"].restored
    given, passed_over = reading.sound(stored, reading.parameters(story()))
    for name, value in given.items():
        if state.get(name) is None:  # what was said in this session wins
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


def link() -> str:
    """The query of an address that carries the answers: `?answers=...`."""
    return "?" + urlencode({reading.LINK: reading.write_link(answers())}, safe=":~")


# ── committing ────────────────────────────────────────────────────────────────────────────────────


def choice(name: str) -> str | None:
    """Ask the reader to pick one option of the activity; None while nothing is picked."""
    activity = story().activities[name]
    assert isinstance(activity, Choice)
    return st.radio(
        activity.words.ask,
        activity.options,
        format_func=activity.words.options.__getitem__,
        index=None,
        key=name,
        persist_state="session",
    )


def moments(name: str) -> tuple[Moments, tuple[MomentAnswer, ...]]:
    """The activity of this name, and what the reader has said to its moments so far."""
    activity = story().moments(name)
    return activity, reading.moment_answers(activity, name, answers())


def moment_controls(name: str, activity: Moments, moment: str) -> None:
    """Ask for a reply, a reason and the tension felt in one moment."""
    words = activity.words
    st.radio(
        words.ask_reply,
        activity.replies,
        format_func=words.moments[moment].replies.__getitem__,
        captions=[words.replies[reply].name for reply in activity.replies],
        index=None,
        key=f"{name}.{moment}.reply",
        persist_state="session",
    )
    st.pills(
        words.ask_reason,
        list(activity.reasons),
        format_func=words.reasons.__getitem__,
        key=f"{name}.{moment}.reason",
        persist_state="session",
    )
    st.pills(
        f"{words.ask_tension} {words.tension_ends}",
        list(activity.tension.values),
        key=f"{name}.{moment}.tension",
        persist_state="session",
    )
