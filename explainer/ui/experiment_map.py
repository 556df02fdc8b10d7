"""The map of the thought experiment on the page: made when a reader asks, and a click on it sets the sandbox."""

from functools import lru_cache, partial
from html import escape
from typing import Any

import streamlit as st

from explainer.content.records import Story
from explainer.experiment_maps import MAPS, Waiting
from explainer.experiment_settings import AXES, DEFAULT, PLACES, RANGES, Settings, changed
from explainer.figures import experiment
from explainer.figures.experiment_chart import WIDTHS
from explainer.figures.experiment_map import map_specification
from explainer.thought_experiment import Map
from explainer.ui import elements
from explainer.ui.experiment_kept import WIDTH, key, office
from explainer.ui.page import Page

ACROSS, UP, DRAWN = "model-across", "model-up", "_model-map"


def map_of_pairs(page: Page) -> None:
    """The map of a pair of settings, once the reader asks for it; a click on a field goes there."""
    words = experiment.entries(page.story)
    told, state = words["map"], st.session_state
    elements.html(f'<h3>{escape(told["title"])}</h3><p class="how">{escape(told["says"])}</p>')
    name_of = lambda name: words["settings"][name]["name"]  # noqa: E731
    with st.container(horizontal=True, vertical_alignment="bottom", key="model-map-choice"):
        across = st.selectbox(
            told["across"], AXES, index=1, format_func=name_of, key=ACROSS, persist_state="session", width=360
        )
        others = [name for name in AXES if name != across]
        if state.get(UP) not in others:
            state[UP] = "colleagues" if "colleagues" in others else others[0]
        up = st.selectbox(told["up"], others, format_func=name_of, key=UP, persist_state="session", width=360)
        if st.button(told["draw"]):
            state[DRAWN] = True
    if not state.get(DRAWN):
        return
    found = MAPS.ask(across, up)
    if isinstance(found, Waiting):
        _wait(page.story, across, up)
    else:
        _map_drawn(page, found)


@st.fragment(run_every=0.8)
def _wait(story: Story, across: str, up: str) -> None:
    """A calm word while the map is made; the page is drawn again once it is there."""
    found = MAPS.ask(across, up)
    if not isinstance(found, Waiting):
        st.rerun()
        return
    says = story.words("model.map.queue", n=found.before) if found.before else story.words("model.map.wait")
    st.progress(found.done, says)


def _map_drawn(page: Page, drawn: Map) -> None:
    story, words, now = page.story, experiment.entries(page.story), office()
    told = words["map"]
    finding = experiment.finding_of_map(story, drawn)
    elements.html(f'<p class="figure-finding"><em>{escape(words["badge"])}.</em> {escape(finding)}</p>')
    width = st.session_state.get(WIDTH) or WIDTHS[-3]
    chart = f"model-map-{drawn.across}-{drawn.up}"
    with st.container(key="model-map-drawn"):
        st.vega_lite_chart(
            _map_specification(story, width, drawn, now.settings),
            key=chart,
            on_select=partial(_go, chart, drawn),
            alt=story.words("model.map.alt", badge=words["badge"], total=drawn.division.size, finding=finding),
            width="content",
        )
    elements.html(_map_table(story, drawn))
    st.download_button(
        told["parquet"],
        partial(experiment.map_as_parquet, story, drawn),
        f"map-{drawn.across}-{drawn.up}.parquet",
        "application/vnd.apache.parquet",
        on_click="ignore",
    )


@lru_cache(maxsize=64)
def _map_table(story: Story, drawn: Map) -> str:
    return experiment.map_table(story, drawn).folded(story.words("figure.table"), "map-table")


@lru_cache(maxsize=64)
def _map_specification(story: Story, width: int, drawn: Map, here: Settings) -> dict[str, Any]:
    words = experiment.entries(story)
    names = {name: words["settings"][name]["name"] for name in AXES}
    pair = {drawn.across, drawn.up}
    places = [
        {"x": place.__dict__[drawn.across], "y": place.__dict__[drawn.up], "name": words["places"][name]["name"]}
        for name, values in PLACES.items()
        if set(values) <= pair
        for place in [changed(DEFAULT, values)]
    ]
    return map_specification(width, names, words["badge"], drawn, here, places)


def _go(chart: str, drawn: Map) -> None:
    """The sandbox goes to the field that was clicked."""
    state = st.session_state
    fields = state[chart].selection.get("field") or []
    if fields:
        for name, place in ((drawn.across, "x"), (drawn.up, "y")):
            state[key(name)] = RANGES[name].nearest(float(fields[0][place]))
