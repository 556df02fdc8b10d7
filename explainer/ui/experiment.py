"""The thought experiment on the page: a reader draws what they expect, runs it, and changes what they doubt."""

from collections.abc import Callable
from functools import lru_cache, partial
from html import escape
from typing import Any

import streamlit as st

from explainer import experiment_settings as setting
from explainer.content.activities import Curve
from explainer.content.records import Block, Story
from explainer.experiment_settings import AXES, DEFAULT, PLACES, RANGES, SEED, SEEDS, SWITCHES, Settings, without
from explainer.figures import experiment
from explainer.figures.experiment_chart import WIDTHS, specification
from explainer.prose import level_mark_html
from explainer.thought_experiment import many, run
from explainer.ui import elements, reader
from explainer.ui.experiment_kept import NOTES, PART, RAN, SEED_KEY, WIDTH, Office, arrive, go_to, key, office, write
from explainer.ui.experiment_map import map_of_pairs
from explainer.ui.page import Page, guarded

_line = elements.component("expected_line", '<div class="expected-line"></div>', "experiment/line.js")

MANY, BESIDE, ONE, DOUBT = "model-many", "model-beside", "model-one", "model-doubt"

OTHERS: dict[str, dict[str, float]] = {
    "weaker": {"equating": 0.3},
    "alike": {"spread": 0},
    "colleagues": {"colleagues": 0.3},
    "ending": {"decay": 0.1},
}
"""Offices to lay beside the reader's own: what is different there."""


def shown(page: Page, block: Block) -> None:
    """The line, then the run beside it, then one part at a time of what can be done with it."""
    words = experiment.entries(page.story)
    page.put()
    with guarded(), st.container(key="experiment"):
        arrive(page.story)
        for note in st.session_state.get(NOTES, ()):
            elements.html(f'<p class="left-out" role="status">{escape(note)}</p>')
        _expected(page)
        if not st.session_state.get(RAN):
            return
        st.session_state.setdefault(PART, "run")  # no default of the control: a link sets it as well
        part = st.segmented_control(
            words["parts_label"],
            list(words["parts"]),
            format_func=words["parts"].__getitem__,
            required=True,
            key=PART,
            persist_state="session",
        )
        other = PARTS[part or "run"](page)
        _pictures(page, block, office(), other)
        if part == "sandbox":
            map_of_pairs(page)
        write()


# ── the line ──────────────────────────────────────────────────────────────────────────────────────


def _expected(page: Page) -> None:
    """The points of the line; they are taken over when the reader runs the model."""
    curve, state = page.story.activity("expected", Curve), st.session_state
    data = {
        "at": curve.at,
        "highest": curve.highest,
        "step": curve.step,
        "values": [page.reader.answers.get(f"expected.{at}") for at in curve.at],
        "ran": bool(state.get(RAN)),
        "width": state.get(WIDTH),
        "widths": WIDTHS,
        "words": curve.words.model_dump(),
    }
    # As bytes, for Streamlit would look through a dictionary for tables.
    _line(key="model-line", data=elements.gzipped(data), on_ran_change=partial(_ran, curve), on_width_change=_sized)


def _ran(curve: Curve) -> None:
    said = elements.told("model-line", "ran")
    if not isinstance(said, dict):
        return
    given = said.get("values")
    for at, value in zip(curve.at, given if isinstance(given, list) else (), strict=False):
        reader.say({"name": f"expected.{at}", "value": value})
    st.session_state[RAN] = True
    _size(said.get("width"))


def _sized() -> None:
    _size(elements.told("model-line", "width"))


def _size(width: object) -> None:
    if width in WIDTHS:
        st.session_state[WIDTH] = width


# ── the pictures ──────────────────────────────────────────────────────────────────────────────────


def _pictures(page: Page, block: Block, now: Office, other: Settings | None) -> None:
    """All pictures of the run with what they say, and what can be taken along."""
    story, words, name = page.story, experiment.entries(page.story), page.name(block)
    one, yours = run(now.settings, now.seed), experiment.line_of(story, page.reader)
    beside = run(other, now.seed) if other else None
    often = many(now.settings) if st.session_state.get(MANY) else None
    finding = experiment.finding(story, one)
    said = [finding]
    if often:
        said.append(experiment.finding_of_many(story, often))
    if beside:
        said.append(experiment.beside(story, one, beside))
    mark = level_mark_html(story, block.level, f"{name}-finding") if block.level else ""
    elements.html(
        f'<p class="figure-finding" role="status"><span id="{name}-finding"><em>{escape(words["badge"])}.</em> '
        f"{escape(' '.join(said))}</span> {mark}</p>"
    )
    width = st.session_state.get(WIDTH) or WIDTHS[-3]
    drawn = _specification(story, width, now, other, yours, bool(often))
    alt = story.words("model.alt", badge=words["badge"], finding=" ".join(said))
    st.vega_lite_chart(drawn, key="model-chart", alt=alt, width="content")
    page.write(_table(story, now, yours))
    page.take_along(block)
    page.put()


@lru_cache(maxsize=256)
def _specification(
    story: Story, width: int, now: Office, other: Settings | None, yours: tuple[tuple[int, float], ...], often: bool
) -> dict[str, Any]:
    one = run(now.settings, now.seed)
    beside = run(other, now.seed) if other else None
    words = experiment.entries(story)
    told = {name: words[name] for name in ("badge", "step", "panels", "axes", "lines", "sides", "felt")}
    return specification(width, told, one, beside, yours, many(now.settings) if often else None)


@lru_cache(maxsize=256)
def _table(story: Story, now: Office, yours: tuple[tuple[int, float], ...]) -> str:
    return experiment.table(story, run(now.settings, now.seed), yours).folded(story.words("figure.table"))


# ── one part at a time: each returns the office that is laid beside ───────────────────────────────


def _what_came_out(page: Page) -> Settings | None:
    """The reply to the line, another run, and many."""
    words, now = experiment.entries(page.story), office()
    page.reply(
        experiment.reply(page.story, run(now.settings, now.seed), experiment.line_of(page.story, page.reader)),
        "model",
    )
    with st.container(horizontal=True, vertical_alignment="center", key="model-acts"):
        st.button(words["another"], on_click=_another)
        st.toggle(words["many"], key=MANY, persist_state="session")
        if now.seed != SEED:
            elements.html(f'<p class="how">{escape(page.story.words("model.another_says", seed=now.seed))}</p>')
    return None


def _another() -> None:
    st.session_state[SEED_KEY] = (office().seed % (SEEDS.stop - 1)) + 1


def _beside(page: Page) -> Settings | None:
    """Another office, whose line stands beside this one's."""
    words, settings = experiment.entries(page.story)["beside"], office().settings
    picked = st.pills(words["label"], list(OTHERS), format_func=words.__getitem__, key=BESIDE, persist_state="session")
    return setting.changed(settings, OTHERS[picked]) if picked else None


def _one(page: Page) -> Settings | None:
    """One setting to change; what it was stays beside."""
    words = experiment.entries(page.story)
    picked = st.pills(
        words["one"]["label"],
        list(AXES),
        format_func=lambda name: words["settings"][name]["name"],
        default="colleagues",
        required=True,
        key=ONE,
        persist_state="session",
    )
    _slider(page.story, picked)
    settings, usual = office().settings, getattr(DEFAULT, picked)
    elements.html(f'<p class="how">{escape(page.story.words("model.one.says", before=f"{usual:g}"))}</p>')
    before = setting.changed(settings, {picked: usual})
    return before if before != settings else None


def _sandbox(page: Page) -> Settings | None:
    """Every setting, the three places, and the way back."""
    words = experiment.entries(page.story)
    elements.html(f'<p class="how">{escape(words["places"]["label"])}</p>')
    with st.container(horizontal=True, vertical_alignment="center", key="model-places"):
        for name, values in PLACES.items():
            place = words["places"][name]
            st.button(place["name"], help=place["says"], on_click=go_to, args=(values,), key=f"model-place-{name}")
        st.button(words["usual"], on_click=go_to, args=({},), type="tertiary")
    here = office().settings
    at = next((name for name, values in PLACES.items() if setting.changed(DEFAULT, values) == here), None)
    if at:
        elements.html(f'<p class="how" role="status">{escape(words["places"][at]["says"])}</p>')
    for names in (AXES[:3], (*AXES[3:], "arrival"), ("wobble", "ties", "decay"), ("themes",)):
        for column, name in zip(st.columns(3), names, strict=False):
            with column:
                _slider(page.story, name)
    state = st.session_state
    state.setdefault(SEED_KEY, SEED)
    with st.container(horizontal=True, vertical_alignment="bottom", key="model-files"):
        st.number_input(words["seed"], SEEDS.start, SEEDS.stop - 1, key=SEED_KEY, persist_state="session", width=360)
        st.toggle(words["many"], key=MANY, persist_state="session")
        st.download_button(words["csv"], partial(_csv, page.story, office()), "run.csv", "text/csv", on_click="ignore")
    every = experiment.protocol(page.story, here).folded(words["protocol"])
    elements.html(f'<p class="how">{escape(words["address"])}</p>{every}')
    return None


def _csv(story: Story, now: Office) -> str:
    return experiment.run_as_csv(story, run(now.settings, now.seed))


def _slider(story: Story, name: str) -> None:
    words, allowed = experiment.entries(story)["settings"][name], RANGES[name]
    whole = allowed.step >= 1
    kind: Callable[[float], float] = int if whole else float
    st.session_state[key(name)] = kind(allowed.nearest(float(st.session_state.get(key(name), getattr(DEFAULT, name)))))
    st.slider(
        f"{words['name']} ({words['ends']})",
        kind(allowed.lowest),
        kind(allowed.highest),
        step=kind(allowed.step),
        format="%d" if whole else "%.2f",
        key=key(name),
        persist_state="session",
    )


def _doubts(page: Page) -> Settings | None:
    """What was put in and what came out: the same office without each of its assumptions; one of them beside it."""
    story, words, now = page.story, experiment.entries(page.story), office()
    told = words["doubts"]
    elements.html(f'<p class="how">{escape(told["says"])}</p>')
    with st.container(horizontal=True, key="model-switches"):
        for name, value in zip(SWITCHES, (0.3, 0.1, 1.0), strict=True):
            st.toggle(
                words["settings"][name]["is"],
                value=getattr(now.settings, name) != RANGES[name].off,
                key=f"model-switch-{name}",
                on_change=_switch,
                args=(name, value),
            )
    echoes = "".join(f"<li>{escape(line)}</li>" for line in told["echo"].values())
    table = experiment.doubts(story, now.settings, now.seed).html()
    elements.html(f'<div class="doubts">{table}</div><ul class="echoes">{echoes}</ul>')
    made = [name for name in setting.DOUBTS if without(now.settings, name) != now.settings]
    picked = st.pills(
        told["choose"], made, format_func=lambda name: words["settings"][name]["is"], key=DOUBT, persist_state="session"
    )
    return without(now.settings, picked) if picked else None


def _switch(name: str, value: float) -> None:
    st.session_state[key(name)] = value if st.session_state[f"model-switch-{name}"] else RANGES[name].off


PARTS: dict[str, Callable[[Page], Settings | None]] = {
    "run": _what_came_out,
    "beside": _beside,
    "one": _one,
    "sandbox": _sandbox,
    "doubts": _doubts,
}
"""What can be done with a run, by its name in the content."""
