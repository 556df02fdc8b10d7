"""The reader: where the honesty switch stands, what was answered, and the browser that remembers it."""

import json
import logging
from urllib.parse import urlencode
from uuid import uuid4

import streamlit as st

from explainer import answers as reading
from explainer import checked
from explainer.answers import Answer, Answers, Reader
from explainer.content.records import Story
from explainer.evidence import DEFAULT_POSITION, Position
from explainer.look import STATIC
from explainer.ui import elements

_log = logging.getLogger(__name__)

# Whole, and not fetched by its address as the others: it keeps answers also where the line breaks at that moment.
_browser = st.components.v2.component("browser", js=(STATIC / "browser.js").read_text(encoding="utf-8"))
_POSITIONS = {position.value: position for position in Position}

MOST_NAMED = 5
"""Of what was passed over in an address, so many are named on the page."""

_RESTORED, _VISITING, _FORGET, _FORGOTTEN = "_restored", "_visiting", "_forget", "_forgotten"
_SESSION, _NOTES, _CARRIED = "_session", "_notes", "_carried"


def story() -> Story:
    """The story in the language of this reader. So far everyone reads the language of the server's settings."""
    return checked.story()


def position() -> Position:
    """Where the honesty switch stands; before it is drawn for the first time, where the address asks for it."""
    asked = st.session_state.get(reading.EVIDENCE) or st.query_params.get(reading.EVIDENCE, "")
    return _POSITIONS.get(asked, DEFAULT_POSITION)


def answers() -> dict[str, Answer]:
    """Everything this reader has answered, by parameter."""
    state = st.session_state
    present = {str(key) for key in state}  # asking for each of them would cost more than the rest of the run
    names = (name for name in reading.parameters(story()) if name in present)
    return {name: value for name in names if (value := state[name]) not in (None, "")}


def reader() -> Reader:
    """For whom this run is."""
    return Reader(position(), answers())


def say(said: object) -> None:
    """Take over one answer that came from the stage: {name, value}; what cannot be an answer is passed over."""
    if isinstance(said, dict):
        given, _ = reading.sound({said.get("name"): said.get("value")}, reading.parameters(story()))
        st.session_state.update(given)


# ── arriving ──────────────────────────────────────────────────────────────────────────────────────


def arrive() -> None:
    """On the first run of a session, take over what the address asks for, and note what it may not."""
    state = st.session_state
    if _SESSION in state:
        return
    state[_NOTES] = []
    asked = st.query_params.get(reading.EVIDENCE)
    if asked is not None and asked not in set(Position):
        _note_unknown([reading.EVIDENCE])
    if (carried := st.query_params.get(reading.LINK)) is not None:  # an older link; those of today carry it behind #
        _take_over(carried)
    state[_SESSION] = uuid4().hex  # last: whoever asks again at once stops this run, and arrives in the next one


def _take_over(carried: str) -> None:
    """Show the answers of a link, in this session only."""
    state = st.session_state
    state[_CARRIED] = True
    given, passed_over = reading.read_link(carried, reading.parameters(story()))
    state.update(given)
    _note_unknown(passed_over)
    if given:
        state[_VISITING] = True


def notes_of_visit() -> list[str]:
    """Quiet notes for the reader about this visit."""
    words = story().words
    visiting = [words("reader.visiting")] if st.session_state.get(_VISITING) else []
    return [*visiting, *st.session_state.get(_NOTES, [])]


def _note_unknown(passed_over: list[str]) -> None:
    if passed_over:  # a link may ask for much; a few of them say what is wrong
        names = list(dict.fromkeys(passed_over))
        what = ", ".join(names[:MOST_NAMED]) + (f" {reading.UNKNOWN}" if len(names) > MOST_NAMED else "")
        st.session_state[_NOTES].append(story().words("reader.unknown", what=what))


# ── keeping ───────────────────────────────────────────────────────────────────────────────────────


def keep(given: dict[str, Answer]) -> None:
    """Keep these answers in this browser, and bring back what it kept. Call once in every run, at its end."""
    data = {
        "keep": not st.session_state.get(_VISITING),
        "answers": given,
        "session": st.session_state[_SESSION],
        "restored": st.session_state.get(_RESTORED, False),
        "carried": st.session_state.get(_CARRIED, False),
        "forget": st.session_state.pop(_FORGET, False),
    }
    # As bytes, for Streamlit would look through a dictionary for tables.
    sent = json.dumps(data).encode()
    _browser(
        key="browser",
        data=sent,
        on_restored_change=_restore,
        on_carried_change=_carry,
        on_back_change=lambda: None,  # the run it asks for is all
        height=1,
    )


def _carry() -> None:
    carried = elements.told("browser", "carried")
    if isinstance(carried, str):
        _take_over(carried)


def _restore() -> None:
    state, stored = st.session_state, elements.told("browser", "restored")
    if stored is None:
        return  # the browser is asked again at the end of this run
    state[_RESTORED] = True
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


def link(given: Answers) -> str:
    """The end of an address that carries these answers: `#answers=...`. What stands behind # stays in the browser: no
    server gets it asked for, and no log gets to hold it."""
    return "#" + urlencode({reading.LINK: reading.write_link(given, reading.parameters(story()))}, safe=":~")
