"""Figures: the finding in words, the table and the drawing say the same."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pytest
from jsonschema import ValidationError

from explainer.answers import MomentAnswer, moment_answers
from explainer.content import Story
from explainer.figures import CHARTS, SERIES, Figure, lean_of_reasons, tension_profile


def felt(story: Story, **tension: int) -> Figure:
    answers = {f"moments.{moment}.tension": value for moment, value in tension.items()}
    return tension_profile(story, "moments", moment_answers(story.moments("moments"), "moments", answers))


def leaning(story: Story, **reason: str) -> Figure:
    answers = {f"moments.{moment}.reason": value for moment, value in reason.items()}
    return lean_of_reasons(story, "moments", moment_answers(story.moments("moments"), "moments", answers))


def rows(figure: Figure) -> list[dict[str, Any]]:
    assert figure.specification is not None
    [layer] = figure.specification["layer"]
    return list(layer["data"]["values"])


ALL = {
    f"moments.{moment}.{part}": value
    for moment in ("list", "form", "meeting", "exception")
    for part, value in {"reply": "resist", "reason": "both", "tension": 10}.items()
}


@pytest.mark.parametrize("answers", [{}, {"moments.list.tension": 0, "moments.list.reason": "alike"}, ALL])
@pytest.mark.parametrize("name", CHARTS)
def test_specification_is_valid(story: Story, name: str, answers: Mapping[str, Any]) -> None:
    figure = CHARTS[name](story, "moments", moment_answers(story.moments("moments"), "moments", answers))
    assert figure.name == name
    assert figure.finding
    if figure.specification is None:
        return
    alt.LayerChart.from_dict(json.loads(json.dumps(figure.specification)), validate=True)
    assert len(rows(figure)) == len(figure.table)
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
    ("tension", "finding"),
    [
        ({}, "Nothing drawn yet. No moment has been answered."),
        ({"list": 0}, "You answered one moment: “The Monday list” pulled at 0."),
        ({"list": 4, "form": 4}, "All the moments you answered pulled equally, at 4."),
        (
            {"list": 3, "form": 9, "meeting": 5},
            "“The talk and the fields” pulled hardest, at 9. “The Monday list” pulled least, at 3.",
        ),
    ],
    ids=["none", "one", "same", "range"],
)
def test_tension_in_words(story: Story, tension: dict[str, int], finding: str) -> None:
    assert felt(story, **tension).finding == finding


def test_tension_table_is_the_data(story: Story) -> None:
    figure = felt(story, list=3, exception=0)
    assert list(figure.table.iloc[:, 0]) == [row["moment"] for row in rows(figure)]
    assert list(figure.table.iloc[:, 2]) == ["3", "not answered", "not answered", "0"]
    assert [row["tension"] for row in rows(figure)] == [3, None, None, 0]


def test_tension_names_the_reply(story: Story) -> None:
    answers = (MomentAnswer("list", reply="apart", tension=2),)
    figure = tension_profile(
        story, "moments", answers + tuple(MomentAnswer(m) for m in ("form", "meeting", "exception"))
    )
    assert figure.table.iloc[0, 1] == "Keep apart"
    assert rows(figure)[0]["label"] == "2 · keep apart"
    felt_only = tension_profile(
        story, "moments", moment_answers(story.moments("moments"), "moments", {"moments.list.tension": 7})
    )
    assert rows(felt_only)[0]["label"] == "7" and not felt_only.empty


# ── lean ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("reasons", "finding"),
    [
        ({}, "Nothing drawn yet. No reason has been chosen."),
        ({"list": "account", "form": "alike"}, "All of your reasons lean to the managerial logic."),
        ({"list": "both"}, "All of your reasons lean to either."),
        (
            {"list": "account", "form": "judging", "meeting": "knowing", "exception": "workable"},
            "Your reasons lean both ways: 1 to the managerial logic, 2 to the client-driven professional logic, "
            "1 to either.",
        ),
    ],
    ids=["none", "all", "either", "split"],
)
def test_lean_in_words(story: Story, reasons: dict[str, str], finding: str) -> None:
    assert leaning(story, **reasons).finding == finding


def test_lean_draws_nothing_before_a_reason(story: Story) -> None:
    figure = leaning(story)
    assert figure.specification is None
    assert figure.table.empty


def test_lean_has_one_mark_and_one_row_a_reason(story: Story) -> None:
    figure = leaning(story, list="account", form="alike", meeting="knowing")
    assert [(row["lean"], row["nth"]) for row in rows(figure)] == [
        ("managerial", 1),
        ("managerial", 2),
        ("professional", 1),
    ]
    assert list(figure.table.iloc[:, 2]) == [row["name"] for row in rows(figure)]


def test_series_stand_in_the_order_of_the_theme() -> None:
    assert SERIES == ["professional", "managerial", "competition", "autonomy", "either"]


def test_table_cells_are_escaped(story: Story) -> None:
    figure = Figure("x", None, "x", felt(story, list=1).table.replace("1", "<script>"))
    assert "<script>" not in figure.table_html
    assert "&lt;script&gt;" in figure.table_html
