"""Figures: the finding in words, the table and the drawing say the same."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pytest
from jsonschema import ValidationError

from explainer.answers import MomentAnswer, moment_answers
from explainer.content.records import Story
from explainer.figures.charts import SERIES, Chart, lean_of_reasons, tension_profile

CHARTS = {draw.__name__: draw for draw in (tension_profile, lean_of_reasons)}


def felt(story: Story, **tension: int) -> Chart:
    answers = {f"moments.{moment}.tension": value for moment, value in tension.items()}
    return tension_profile(story, "moments", moment_answers(story.moments("moments"), "moments", answers))


def leaning(story: Story, **reason: str) -> Chart:
    answers = {f"moments.{moment}.reason": value for moment, value in reason.items()}
    return lean_of_reasons(story, "moments", moment_answers(story.moments("moments"), "moments", answers))


def rows(figure: Chart) -> list[dict[str, Any]]:
    assert figure.specification is not None
    [layer] = figure.specification["layer"]
    return list(layer["data"]["values"])


ALL = {
    f"moments.{moment}.{part}": value
    for moment in ("list", "form", "meeting", "exception")
    for part, value in {"reply": "resist", "reason": "both", "tension": 10}.items()
}


@pytest.mark.parametrize("answers", [{}, {"moments.list.tension": 0, "moments.list.reason": "results"}, ALL])
@pytest.mark.parametrize("name", CHARTS)
def test_specification_is_valid(story: Story, name: str, answers: Mapping[str, Any]) -> None:
    figure = CHARTS[name](story, "moments", moment_answers(story.moments("moments"), "moments", answers))
    assert figure.finding
    if figure.specification is None:
        return
    alt.LayerChart.from_dict(json.loads(json.dumps(figure.specification)), validate=True)
    assert len(rows(figure)) == len(figure.table.rows)
    assert data_in(figure.specification) == [{"values": rows(figure)}]  # any other would hide ours


@pytest.mark.parametrize("name", CHARTS)
def test_every_mark_takes_its_colour_from_the_theme(story: Story, name: str) -> None:
    """A mark without one is black, in the dark too."""
    figure = CHARTS[name](story, "moments", moment_answers(story.moments("moments"), "moments", ALL))
    assert figure.specification is not None
    for layer in figure.specification["layer"][0]["layer"]:
        assert layer["encoding"]["color"]["scale"]["domain"] == SERIES


def data_in(specification: Any) -> list[Any]:
    """Everything a specification draws from, at any depth."""
    if isinstance(specification, list):
        return [data for item in specification for data in data_in(item)]
    if not isinstance(specification, dict):
        return []
    return [
        data
        for key, value in specification.items()
        for data in ([value] if key in ("data", "datasets") else data_in(value))
    ]


def test_a_broken_specification_would_be_noticed(story: Story) -> None:
    broken = json.loads(json.dumps(felt(story, list=3).specification))
    broken["layer"][0]["layer"][0]["mark"] = {"type": "nothing"}
    with pytest.raises(ValidationError):
        alt.LayerChart.from_dict(broken, validate=True)


# ── tension ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tension", "key", "most", "least"),
    [
        ({}, "none", "", ""),
        ({"list": 0}, "one", "list", "list"),
        ({"list": 4, "form": 4}, "same", "list", "list"),
        ({"list": 3, "form": 9, "meeting": 5}, "range", "form", "list"),
    ],
    ids=["none", "one", "same", "range"],
)
def test_tension_in_words(story: Story, tension: dict[str, int], key: str, most: str, least: str) -> None:
    titles = {name: moment.title for name, moment in story.moments("moments").words.moments.items()}
    told = {"top": titles.get(most), "high": tension.get(most), "bottom": titles.get(least), "low": tension.get(least)}
    assert felt(story, **tension).finding == story.words(f"figures.tension.finding.{key}", **told)


def test_tension_draws_nothing_before_an_answer(story: Story) -> None:
    assert felt(story).specification is None


def test_tension_table_is_the_data(story: Story) -> None:
    figure = felt(story, list=3, exception=0)
    assert [row[0] for row in figure.table.rows] == [row["moment"] for row in rows(figure)]
    assert [row[2] for row in figure.table.rows] == ["3", *[story.words("figures.tension.unanswered")] * 2, "0"]
    assert [row["tension"] for row in rows(figure)] == [3, None, None, 0]


def test_tension_names_the_reply(story: Story) -> None:
    answers = (MomentAnswer("list", reply="apart", tension=2),)
    figure = tension_profile(
        story, "moments", answers + tuple(MomentAnswer(m) for m in ("form", "meeting", "exception"))
    )
    apart = story.moments("moments").words.replies["apart"]
    assert figure.table.rows[0][1] == apart.name
    assert rows(figure)[0]["label"] == f"2 · {apart.within}"
    felt_only = tension_profile(
        story, "moments", moment_answers(story.moments("moments"), "moments", {"moments.list.tension": 7})
    )
    assert rows(felt_only)[0]["label"] == "7"


# ── lean ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("reasons", "key", "told"),
    [
        ({}, "none", {}),
        ({"list": "account", "form": "results"}, "all", {"lean": "managerial"}),
        ({"list": "both"}, "all", {"lean": "either"}),
        (
            {"list": "account", "form": "judging", "meeting": "knowing", "exception": "workable"},
            "split",
            {"managerial": 1, "professional": 2, "either": 1},
        ),
    ],
    ids=["none", "all", "either", "split"],
)
def test_lean_in_words(story: Story, reasons: dict[str, str], key: str, told: dict[str, Any]) -> None:
    names = story.moments("moments").words.leans
    told = {name: names[value] if name == "lean" else value for name, value in told.items()}
    assert leaning(story, **reasons).finding == story.words(f"figures.lean.finding.{key}", **told)


def test_lean_draws_nothing_before_a_reason(story: Story) -> None:
    figure = leaning(story)
    assert figure.specification is None
    assert figure.table.rows == ()


def test_lean_has_one_mark_and_one_row_a_reason(story: Story) -> None:
    figure = leaning(story, list="account", form="results", meeting="knowing")
    assert [(row["lean"], row["nth"]) for row in rows(figure)] == [
        ("managerial", 1),
        ("managerial", 2),
        ("professional", 1),
    ]
    assert [row[2] for row in figure.table.rows] == [row["name"] for row in rows(figure)]


def test_series_stand_in_the_order_of_the_theme() -> None:
    assert SERIES == ["professional", "managerial", "competition", "autonomy", "either"]
