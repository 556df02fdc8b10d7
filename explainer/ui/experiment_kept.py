"""The settings a reader has chosen for the thought experiment: in the session, and in the address of the page."""

from dataclasses import dataclass

import streamlit as st

from explainer import experiment_settings as setting
from explainer.answers import MODEL
from explainer.content.records import Story
from explainer.experiment_settings import DEFAULT, RANGES, SEED, Settings

RAN, WIDTH, NOTES, PART, SEED_KEY = "_model-ran", "_model-width", "_model-notes", "model-part", "model-seed"
_OURS = "_model-written"


def key(name: str) -> str:
    """Where the session keeps a setting."""
    return f"model.{name}"


@dataclass(frozen=True)
class Office:
    """What the reader runs now."""

    settings: Settings
    seed: int


def office() -> Office:
    """What the session holds, as usual where it holds nothing."""
    state = st.session_state
    given = {
        name: allowed.nearest(float(state.get(key(name), getattr(DEFAULT, name)))) for name, allowed in RANGES.items()
    }
    return Office(Settings(**given), int(state.get(SEED_KEY) or SEED))


def go_to(values: dict[str, float]) -> None:
    """Go to these settings, all others as usual."""
    for name in RANGES:
        st.session_state[key(name)] = values.get(name, getattr(DEFAULT, name))


def arrive(story: Story) -> None:
    """Take over what the address asks for, once for each address: whoever follows a link finds the sandbox so.

    An address of ours is passed over: a quick reader's browser may still show the one before the last.
    """
    state, asked = st.session_state, st.query_params.get(MODEL)
    if asked is None or asked in state.get(_OURS, ()):
        return
    settings, seed, changed = setting.read(asked)
    go_to({name: getattr(settings, name) for name in RANGES})
    state[SEED_KEY], state[RAN], state[PART] = seed, True, "sandbox"
    state[NOTES] = [story.words("model.changed", what=", ".join(changed))] if changed else []


def write() -> None:
    """Put settings and seed into the address, and drop what was said of an earlier one."""
    now = office()
    text = setting.write(now.settings, now.seed)
    ours = st.session_state.setdefault(_OURS, {})
    if ours and next(reversed(ours)) != text:
        st.session_state.pop(NOTES, None)
    ours.pop(text, None)
    ours[text] = True
    if text and st.query_params.get(MODEL) != text:
        st.query_params[MODEL] = text
    elif not text and MODEL in st.query_params:
        del st.query_params[MODEL]
