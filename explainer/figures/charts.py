"""Typed data -> Chart: what is drawn, its finding in words, and its data as a table.

A chart's specification is built once with Altair; a run adds the reader's rows. Colours come from the theme
(.streamlit/config.toml, chartCategoricalColors, in the order of SERIES), so a chart follows light and dark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from explainer.answers import MomentAnswer, profile_kinds
from explainer.content.activities import LEANS
from explainer.content.records import Story
from explainer.evidence import Level
from explainer.table import Table

if TYPE_CHECKING:  # Altair is loaded where a chart is built: it would take a third of a second from every start
    import altair as alt

SERIES = ["professional", "managerial", "competition", "autonomy", "either"]
"""What the colours of the theme stand for, in their order."""


@dataclass(frozen=True)
class Chart:
    """A chart of the story.

    `specification` is Vega-Lite with its data inside, None while there is nothing to draw. `finding` says in
    words what there is to see. `table` holds the same data, one row per mark drawn. `level` is what its numbers are.
    `says` is what we say to it, in markdown.
    """

    specification: Mapping[str, Any] | None
    finding: str
    level: Level
    table: Table
    says: str = ""


# ── two logics ────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1024)
def tension_profile(story: Story, name: str, answers: tuple[MomentAnswer, ...]) -> Chart:
    """How hard each moment pulled on this reader: one row per moment, 0–10, None where not answered."""
    activity = story.moments(name)
    words = activity.words
    felt = {answer.moment: answer.tension for answer in answers if answer.tension is not None}
    unanswered = story.words("figures.tension.unanswered")
    titles = {moment: words.moments[moment].title for moment in activity.moments}
    done = {answer.moment: words.replies[answer.reply].within for answer in answers if answer.reply}
    replies = {answer.moment: words.replies[answer.reply].name for answer in answers if answer.reply}
    rows = [
        {
            "moment": titles[moment],
            "series": "either",
            "tension": felt.get(moment),
            "label": _felt_and_done(felt.get(moment), done.get(moment)) or unanswered,
        }
        for moment in activity.moments
    ]
    columns = {name: story.words(f"figures.tension.columns.{name}") for name in ("moment", "reply", "tension")}
    table = Table(
        tuple(columns.values()),
        tuple((titles[m], replies.get(m, unanswered), str(felt.get(m, unanswered))) for m in activity.moments),
    )
    specification = _tension_specification(
        tuple(titles.values()), activity.tension.highest, story.words("figures.tension.axis")
    )
    finding = _tension_finding(story, titles, felt)
    says = " ".join(words.profile[kind] for kind in profile_kinds(activity, answers))
    return Chart(_with_rows(specification, rows) if felt else None, finding, Level.YOURS, table, says)


def _felt_and_done(tension: int | None, reply: str | None) -> str:
    """What stands at the end of a line; nothing where no tension is given, for then there is no line."""
    return "" if tension is None else f"{tension} · {reply}" if reply else str(tension)


def _tension_finding(story: Story, titles: Mapping[str, str], felt: Mapping[str, int]) -> str:
    key = "figures.tension.finding"
    if not felt:
        return story.words(f"{key}.none")
    top, bottom = max(felt, key=lambda m: felt[m]), min(felt, key=lambda m: felt[m])
    kind = "one" if len(felt) == 1 else "same" if felt[top] == felt[bottom] else "range"
    return story.words(f"{key}.{kind}", top=titles[top], high=felt[top], bottom=titles[bottom], low=felt[bottom])


@cache
def _tension_specification(moments: tuple[str, ...], highest: int, axis: str) -> Mapping[str, Any]:
    import altair as alt

    base = alt.Chart().encode(
        y=alt.Y("moment:N", sort=list(moments), title=None, axis=alt.Axis(labelLimit=150, ticks=False, domain=False)),
        x=alt.X(
            "tension:Q",
            title=axis,
            scale=alt.Scale(domain=[0, highest]),
            axis=alt.Axis(values=list(range(highest + 1)), format="d", titleLimit=600),
        ),
        # Words and lines are black unless they take a colour of the theme: unreadable in the dark.
        color=alt.Color("series:N", scale=alt.Scale(domain=SERIES), legend=None),
    )
    line = base.mark_rule(strokeWidth=2, aria=False)
    point = base.mark_point(filled=True, size=160, opacity=1, aria=False)
    label = base.mark_text(dy=-14, fontSize=13).encode(text="label:N")
    silent = (
        base.transform_filter("datum.tension === null")
        .mark_text(align="left", dx=4, fontSize=13, fontStyle="italic")
        .encode(text="label:N", x=alt.value(0))
    )
    drawn = (layer.transform_filter("datum.tension !== null") for layer in (line, point, label))
    return _without_data(alt.layer(*drawn, silent).properties(height=_height(len(moments))))


@lru_cache(maxsize=1024)
def lean_of_reasons(story: Story, name: str, answers: tuple[MomentAnswer, ...]) -> Chart:
    """Which way this reader's reasons lean: one mark per reason chosen."""
    activity = story.moments(name)
    words = activity.words
    chosen = {answer.moment: answer.reason for answer in answers if answer.reason}
    counts = {lean: sum(activity.reasons[reason] == lean for reason in chosen.values()) for lean in LEANS}
    rows = [{"lean": lean, "name": words.leans[lean], "nth": n + 1} for lean in LEANS for n in range(counts[lean])]
    columns = {name: story.words(f"figures.lean.columns.{name}") for name in ("moment", "reason", "lean")}
    table = Table(
        tuple(columns.values()),
        tuple(
            (words.moments[moment].title, words.reasons[reason], words.leans[activity.reasons[reason]])
            for moment, reason in chosen.items()
        ),
    )
    key = "figures.lean.finding"
    only = [lean for lean in LEANS if counts[lean]]
    if not only:
        finding = story.words(f"{key}.none")
    elif len(only) == 1:
        finding = story.words(f"{key}.all", lean=words.leans[only[0]])
    else:
        finding = story.words(f"{key}.split", **counts)
    specification = _lean_specification(
        tuple(words.leans[lean] for lean in LEANS), len(activity.moments), story.words("figures.lean.axis")
    )
    return Chart(_with_rows(specification, rows) if rows else None, finding, Level.YOURS, table)


@cache
def _lean_specification(leans: tuple[str, ...], most: int, axis: str) -> Mapping[str, Any]:
    import altair as alt

    chart = (
        alt.Chart()
        .mark_point(filled=True, size=260, opacity=1, aria=False)
        .encode(
            y=alt.Y(
                "name:N",
                sort=list(leans),
                scale=alt.Scale(domain=list(leans)),
                title=None,
                axis=alt.Axis(labelLimit=200, ticks=False, domain=False),
            ),
            x=alt.X(
                "nth:Q",
                title=axis,
                scale=alt.Scale(domain=[0, most + 0.5]),
                axis=alt.Axis(values=list(range(most + 1)), format="d", grid=False),
            ),
            color=alt.Color("lean:N", scale=alt.Scale(domain=SERIES), legend=None),
            shape=alt.Shape(
                "lean:N", scale=alt.Scale(domain=list(LEANS), range=["square", "diamond", "circle"]), legend=None
            ),
        )
    )
    return _without_data(alt.layer(chart).properties(height=_height(len(leans))))


def _height(rows: int) -> int:
    """Pixels for a chart of this many rows, with its axis, which Streamlit counts in."""
    return 46 * rows + 70


def _without_data(chart: "alt.LayerChart | alt.FacetChart") -> Mapping[str, Any]:
    """A specification without the one empty row Altair puts into each layer that has no data: it would hide ours."""
    specification: dict[str, Any] = chart.to_dict(validate=False)
    specification.pop("datasets", None)
    for layer in specification["layer"]:
        layer.pop("data", None)
    return specification


def _with_rows(specification: Mapping[str, Any], rows: list[dict[str, Any]]) -> Mapping[str, Any]:
    """The specification with its data one level down: Streamlit would turn data at the top into Arrow, by pandas,
    which costs more than the rest of the chart."""
    layers = {"data": {"values": rows}, "layer": specification["layer"]}
    return {**specification, "layer": [layers]}
