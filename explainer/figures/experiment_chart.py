"""The pictures of the thought experiment as one Vega-Lite specification; a slider moves all through time."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt

from explainer.experiment_settings import PEOPLE, STEPS
from explainer.figures.charts import SERIES
from explainer.figures.experiment_data import BIN, MOVES, Rows, filled, line_rows, many_rows, people_rows, tie_rows
from explainer.thought_experiment import Many, Run

_DASHES = {"run": [1, 0], "yours": [7, 5], "other": [2, 3]}

Layers = list[alt.Chart]

WIDTHS = (300, 340, 480, 640, 800, 960, 1120, 1280, 1480, 1700)
"""Pixels of room a specification can be drawn for; a page takes the widest that fits."""

_PERSON = "M0,-0.98A0.42,0.42 0 1 1 -0.01,-0.98ZM-0.75,0.95C-0.75,-0.3 0.75,-0.3 0.75,0.95Z"
_APART = 2.5
"""How far the middles of the two sides of the crowd are apart; a side has a radius of 1."""


# ── the pictures ──────────────────────────────────────────────────────────────────────────────────


def specification(
    width: int,
    words: Mapping[str, Any],
    run: Run,
    other: Run | None,
    yours: Sequence[tuple[int, float]],
    many: Many | None,
) -> dict[str, Any]:
    """All pictures of a run with their data inside, for this many pixels of room."""
    there = ["run", *(["yours"] if yours else []), *(["other"] if other else [])]
    told = json.dumps({**words, "there": there}, sort_keys=True)
    empty = _pictures(width, told, len(many.share) if many else 0)
    data: dict[str, Rows] = {
        "lines": line_rows(run, other, yours, words["lines"]),
        "people": people_rows(run),
        "ties": tie_rows(run),
        "now": [{}],
        "corners": _corners(words),
        "many": many_rows(many) if many else [],
        "end": [{"n": int(run.cells[-1, ::2].sum())}],
    }
    return dict(filled(empty, data))


def _corners(words: Mapping[str, Any]) -> Rows:
    """The names of the four cells, where they stand."""
    cells = (("felt", "resisted"), ("felt", "embraced"), ("unfelt", "resisted"), ("unfelt", "embraced"))
    return [
        {
            "px": (side == "resisted") + 0.03,
            "py": (felt == "unfelt") + 0.88,
            "name": f"{words['felt'][felt]}, {words['sides'][side]}",
        }
        for felt, side in cells
    ]


@cache
def _pictures(width: int, told: str, many: int) -> Mapping[str, Any]:
    """The pictures without their data: beside each other where there is room, else below each other."""
    words = json.loads(told)
    wide, font = width >= 800, 18 if width >= 1480 else 13
    gap, axis = 40, 4 * font
    if wide:
        top, row = round(width * 0.23), round(width * 0.17)
        left = round(width * 0.56) - axis
        third = round((width - 2 * gap) / (3 if many else 2))
        crowd = width - left - axis - gap
        sizes = {"share": (left, top), "crowd": (crowd, top), "cells": (third, row)}
        sizes |= {"ei": (third - axis, row), "many": (third - axis, row)}
    else:
        inner = width - axis
        sizes = {"share": (inner, 190), "crowd": (inner, 190), "cells": (inner, 170)}
        sizes |= {"ei": (inner, 120), "many": (inner, 120)}
    layers = _layers(told, font, wide)
    drawn = {
        name: {
            "layer": layers[name],
            "width": sizes[name][0],
            "height": sizes[name][1],
            "title": words["panels"][name].format(n=many),
        }
        for name in layers
        if name != "many" or many
    }
    below: list[dict[str, Any]] = [*drawn.values()]
    if wide:
        rows = below[:2], below[2:]
        below = [{"hconcat": row, "spacing": gap} for row in rows]
    step = {"input": "range", "min": 0, "max": STEPS, "step": 1, "name": words["step"]}
    small = {"labelFontSize": font - 1, "titleFontSize": font - 1, "titleFontWeight": "normal"}
    return {
        "$schema": alt.SCHEMA_URL,
        "params": [{"name": "t", "value": STEPS, "bind": step}],
        "title": title(words["badge"], font),
        "background": "transparent",
        "vconcat": below,
        "spacing": 26,
        "config": {
            "title": {"anchor": "start", "fontSize": font + 1, "fontWeight": 600, "offset": 8},
            "axis": small,
            "legend": {"labelFontSize": font, "symbolSize": 600, "orient": "top", "title": None, "offset": 2},
            "view": {"stroke": None},
        },
    }


def title(badge: str, font: int) -> dict[str, Any]:
    """What these pictures are, on the pictures."""
    return {"text": badge, "anchor": "start", "fontSize": font, "fontWeight": "normal", "fontStyle": "italic"}


@cache
def _layers(told: str, font: int, wide: bool) -> Mapping[str, list[dict[str, Any]]]:
    """The layers of every picture. Put together by hand: Altair copies all layers again with each step of it."""
    draw = {"share": _share, "crowd": _crowd, "cells": _cells, "ei": _ei, "many": _many}
    words = json.loads(told)
    return {name: [bare(layer) for layer in make(words, font, wide)] for name, make in draw.items()}


def bare(layer: alt.Chart) -> dict[str, Any]:
    """A layer as part of a specification."""
    part: dict[str, Any] = layer.to_dict(validate=False)
    bare = {name: value for name, value in part.items() if name not in ("$schema", "config", "datasets")}
    bare["transform"] = [*part.get("transform", []), {"calculate": json.dumps(SERIES[-1]), "as": "series"}]
    return bare


def colour() -> alt.Color:
    """The colour of the theme for what takes no side: what has none is black, in the dark as well."""
    return alt.Color("series:N", scale=alt.Scale(domain=SERIES), legend=None)


def _over_time(words: Mapping[str, Any], field: str, y: alt.Y) -> list[alt.Chart]:
    x = alt.X(
        "t:Q",
        title=words["axes"]["step"],
        scale=alt.Scale(domain=[0, STEPS], nice=False),
        axis=alt.Axis(grid=False, tickCount=4, format="d"),
    )
    keys = words["there"]  # the names of lines that are not there are left out
    dash = alt.StrokeDash(
        "who:N",
        scale=alt.Scale(domain=[words["lines"][key] for key in keys], range=[_DASHES[key] for key in keys]),
        legend=alt.Legend() if field == "share" else None,
    )
    base = alt.Chart(alt.NamedData("lines")).transform_filter(f"isValid(datum.{field})")
    line = base.mark_line(strokeWidth=2.4, aria=False, interpolate="linear").encode(
        x=x, y=y, strokeDash=dash, color=colour(), detail="key:N"
    )
    here = alt.Chart(alt.NamedData("now")).transform_calculate(now="t")
    rule = here.mark_rule(aria=False, opacity=0.55).encode(
        x=alt.X("now:Q", title=words["axes"]["step"]), color=colour()
    )
    now = base.transform_filter("datum.t === t && datum.key !== 'yours'")
    dot = now.mark_point(filled=True, size=60, opacity=1, aria=False).encode(x=x, y=y, color=colour())
    return [rule, line, dot]


def _share(words: Mapping[str, Any], font: int, wide: bool) -> Layers:
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=4))
    return _over_time(words, "share", y)


def _ei(words: Mapping[str, Any], font: int, wide: bool) -> Layers:
    y = alt.Y("ei:Q", title=None, scale=alt.Scale(domain=[-1, 1]), axis=alt.Axis(tickCount=4, format="+.1~f"))
    return _over_time(words, "ei", y)


def _digit(field: str) -> str:
    return f"toNumber(substring(datum.{field}, t, t + 1))"


def _person(base: alt.Chart, size: float) -> list[alt.Chart]:
    """Somebody, seen from far: filled who embraces, an outline who resists; a stroke above the head of who feels it."""
    here = base.transform_calculate(resists=f"{_digit('cell')} % 2 === 0", felt=f"{_digit('cell')} < 2")
    body = here.mark_point(shape=_PERSON, size=size, strokeWidth=1.4, opacity=1, aria=False).encode(
        stroke=colour(), fill=colour(), fillOpacity=alt.condition("datum.resists", alt.value(0), alt.value(1))
    )
    up = -(size**0.5) * 0.78
    band = here.transform_filter("datum.felt").mark_point(
        shape="stroke", size=size * 0.62, strokeWidth=2, yOffset=up, opacity=1, aria=False
    )
    return [body, band.encode(stroke=colour())]


def _crowd(words: Mapping[str, Any], font: int, wide: bool) -> Layers:
    x = alt.X("px:Q", axis=None, scale=alt.Scale(domain=[-1.2, _APART + 1.2], nice=False))
    y = alt.Y("py:Q", axis=None, scale=alt.Scale(domain=[-1.1, 1.45], nice=False))

    def across(place: str, side: str) -> str:
        return f"datum.{place} + {_APART / MOVES} * {_digit(side)}"

    def of(end: str) -> alt.LookupData:
        return alt.LookupData(data=alt.NamedData("people"), key="id", fields=["x", "y", "side"])

    ties = (
        alt.Chart(alt.NamedData("ties"))
        .transform_lookup(lookup="a", from_=of("a"), as_=["ax", "ay", "as"])
        .transform_lookup(lookup="b", from_=of("b"), as_=["bx", "by", "bs"])
        .transform_filter("datum.ends > t")
        .transform_calculate(px=across("ax", "as"), py="datum.ay", qx=across("bx", "bs"), qy="datum.by")
        .mark_rule(strokeWidth=0.8, opacity=0.28, aria=False)
        .encode(x=x, y=y, x2="qx:Q", y2="qy:Q", color=colour())
    )
    people = alt.Chart(alt.NamedData("people")).transform_calculate(px=across("x", "side"), py="datum.y")
    persons = [layer.encode(x=x, y=y) for layer in _person(people, (190 if wide else 110) * (font / 13) ** 2)]
    now = alt.Chart(alt.NamedData("lines")).transform_filter("datum.t === t && datum.key === 'run'")
    said = [
        now.transform_calculate(label=f"{count} + ' ' + {json.dumps(words['sides'][side])}")
        .mark_text(fontSize=font + 1, fontWeight=600, aria=False)
        .encode(x=alt.XDatum(at, axis=None), y=alt.YDatum(1.32, axis=None), text="label:N", color=colour())
        for side, count, at in (("embraced", f"({PEOPLE} - datum.n)", 0), ("resisted", "datum.n", _APART))
    ]
    return [ties, *persons, *said]


def _cells(words: Mapping[str, Any], font: int, wide: bool) -> Layers:
    """Felt below, not felt above; embraced on the left, resisted on the right, as in the office."""
    x = alt.X("px:Q", axis=None, scale=alt.Scale(domain=[0, 2], nice=False))
    y = alt.Y("py:Q", axis=None, scale=alt.Scale(domain=[0, 2], nice=False))
    in_a_row = 15
    base = (
        alt.Chart(alt.NamedData("people"))
        .transform_calculate(now=_digit("cell"))
        .transform_window(nth="row_number()", groupby=["now"], sort=[alt.SortField("id")])
        .transform_calculate(
            px=f"1 - datum.now % 2 + 0.07 + ((datum.nth - 1) % {in_a_row}) * {0.86 / (in_a_row - 1)}",
            py=f"(datum.now < 2 ? 1 : 2) - 0.38 - floor((datum.nth - 1) / {in_a_row}) * 0.17",
        )
    )
    persons = [layer.encode(x=x, y=y) for layer in _person(base, (64 if wide else 44) * (font / 13) ** 2)[:1]]
    counted = (
        alt.Chart(alt.NamedData("people"))
        .transform_calculate(now=_digit("cell"))
        .transform_aggregate(n="count()", groupby=["now"])
        .transform_calculate(px="1 - datum.now % 2 + 0.96", py="(datum.now < 2 ? 0 : 1) + 0.88")
        .mark_text(align="right", baseline="middle", fontSize=font + 1, fontWeight=600, aria=False)
        .encode(x=x, y=y, text="n:Q", color=colour())
    )
    names = (
        alt.Chart(alt.NamedData("corners"))
        .mark_text(align="left", baseline="middle", fontSize=font - (1 if wide else 2), aria=False)
        .encode(x=x, y=y, text="name:N", color=colour())
    )
    now = alt.Chart(alt.NamedData("now")).mark_rule(opacity=0.5, aria=False)
    cross = [
        now.encode(x=alt.XDatum(1, axis=None), color=colour()),
        now.encode(y=alt.YDatum(1, axis=None), color=colour()),
    ]
    return [*cross, names, counted, *persons]


def _many(words: Mapping[str, Any], font: int, wide: bool) -> Layers:
    x = alt.X(
        "low:Q",
        title=words["axes"]["many_across"],
        scale=alt.Scale(domain=[0, PEOPLE + BIN], nice=False),
        axis=alt.Axis(grid=False, tickCount=4),
    )
    y = alt.Y("runs:Q", title=words["axes"]["many"], axis=alt.Axis(tickCount=3, format="d"))
    bars = (
        alt.Chart(alt.NamedData("many"))
        .transform_calculate(floor="0", right="datum.high - 0.5")
        .mark_rect(aria=False, opacity=0.75)
        .encode(x=x, x2="right:Q", y=y, y2="floor:Q", color=colour())
    )
    end = alt.Chart(alt.NamedData("end")).transform_calculate(low=f"datum.n + {BIN / 2}")
    here = end.mark_rule(strokeWidth=2.4, strokeDash=[5, 3], aria=False).encode(x=x, color=colour())
    return [bars, here]
