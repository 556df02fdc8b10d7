"""The map of the thought experiment: the division over every pair of values of two settings."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import altair as alt

from explainer.experiment_settings import Settings
from explainer.figures.experiment_chart import bare, colour, title
from explainer.figures.experiment_data import Rows, filled
from explainer.thought_experiment import Map

LARGEST = 560
"""Pixels a side of the map has at most."""


def map_specification(
    width: int, names: Mapping[str, str], badge: str, drawn: Map, here: Settings, places: Rows
) -> dict[str, Any]:
    """The division over every pair, for this many pixels of room; a click on a field is the selection `field`.

    `names` are those of the settings; `places` have x, y and name.
    """
    columns, rows = drawn.values
    fields = [
        {"x": x, "y": y, "division": round(float(drawn.division[row, column]), 3)}
        for row, y in enumerate(rows)
        for column, x in enumerate(columns)
    ]
    data: dict[str, Rows] = {
        "fields": fields,
        "here": [{"x": getattr(here, drawn.across), "y": getattr(here, drawn.up)}],
        "places": places,
    }
    return dict(filled(_map(width, names[drawn.across], names[drawn.up], badge, max(columns), max(rows)), data))


@cache
def _map(width: int, across: str, up: str, badge: str, right: float, top: float) -> Mapping[str, Any]:
    font, side = 18 if width >= 1480 else 13, min(width - 70, LARGEST)

    def scale(highest: float) -> alt.Scale:
        half = highest / 40
        return alt.Scale(domain=[-half, highest + half], nice=False, zero=False)

    x = alt.X("x:Q", axis=alt.Axis(title=across, grid=False, tickCount=5, titleLimit=side), scale=scale(right))
    y = alt.Y("y:Q", axis=alt.Axis(title=up, grid=False, tickCount=5, titleLimit=side), scale=scale(top))
    picked = alt.selection_point(name="field", fields=["x", "y"], on="click", clear=False, toggle=False)
    depth = alt.Opacity("division:Q", scale=alt.Scale(domain=[0, 1], range=[0.07, 1]), legend=None)
    fields = (
        alt.Chart(alt.NamedData("fields"))
        .mark_point(shape="square", filled=True, size=(side / 21.2) ** 2, strokeWidth=0, aria=False, cursor="pointer")
        .encode(x=x, y=y, color=colour(), opacity=depth)
        .add_params(picked)
    )
    here = alt.Chart(alt.NamedData("here")).mark_point(size=(side / 15) ** 2, strokeWidth=3, opacity=1, aria=False)
    places = alt.Chart(alt.NamedData("places"))
    spot = places.mark_point(shape="cross", size=90, strokeWidth=2, opacity=1, aria=False)
    # A name stands towards the middle, so that it does not leave the map.
    names = [
        places.transform_filter(f"datum.x {'>' if align == 'right' else '<='} {right / 2}").mark_text(
            align=align, dx=-10 if align == "right" else 10, fontSize=font, fontWeight=600, aria=False
        )
        for align in ("left", "right")
    ]
    marked = [part.encode(x=x, y=y, color=colour()) for part in (here, spot)]
    marked += [part.encode(x=x, y=y, color=colour(), text="name:N") for part in names]
    small = {"labelFontSize": font - 1, "titleFontSize": font - 1, "titleFontWeight": "normal"}
    return {
        "$schema": alt.SCHEMA_URL,
        "title": title(badge, font),
        "background": "transparent",
        "autosize": {"type": "pad", "contains": "content"},  # else the axes take their room from the fields
        "width": side,
        "height": side,
        "layer": [bare(part) for part in (fields, *marked)],
        "config": {"axis": small, "view": {"stroke": None}},
    }
