"""The thought experiment in words, tables, pictures and files: all say what the run says."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import altair as alt
import pytest
from pyarrow import parquet

from explainer.content.records import Story
from explainer.experiment_settings import DEFAULT, PEOPLE, PLACES, RANGES, STEPS, SWITCHES, changed
from explainer.figures import experiment
from explainer.figures.charts import SERIES
from explainer.figures.experiment_chart import WIDTHS, specification
from explainer.figures.experiment_map import map_specification
from explainer.thought_experiment import CELLS, chart_of, many, run

RUN = run(DEFAULT, 1)
LINE = ((0, 0.1), (15, 0.2), (30, 0.3), (45, 0.4), (60, 0.5))


def drawn(story: Story, width: int, whole: bool) -> dict[str, Any]:
    words = experiment.entries(story)
    other = run(changed(DEFAULT, {"decay": 0.1}), 1) if whole else None
    return specification(width, words, RUN, other, LINE if whole else (), many(DEFAULT, (1, 2)) if whole else None)


def parts(specification: Any) -> Iterator[dict[str, Any]]:
    """Everything that draws marks."""
    if isinstance(specification, list):
        for one in specification:
            yield from parts(one)
    elif isinstance(specification, dict):
        if "mark" in specification:
            yield specification
        for one in specification.values():
            yield from parts(one)


@pytest.mark.parametrize(("width", "whole"), [(WIDTHS[0], False), (WIDTHS[-1], True)])
def test_specification_is_valid_and_takes_its_colours_from_the_theme(story: Story, width: int, whole: bool) -> None:
    found = json.loads(json.dumps(drawn(story, width, whole)))
    alt.VConcatChart.from_dict(found, validate=True)
    for part in parts(found):
        colours = [part["encoding"][channel] for channel in ("color", "stroke", "fill") if channel in part["encoding"]]
        assert colours
        assert all(colour["scale"]["domain"] == SERIES for colour in colours)


def test_pictures_say_what_they_are_and_move_by_one_slider(story: Story) -> None:
    found = drawn(story, WIDTHS[3], True)
    assert found["title"]["text"] == story.words("model.badge")
    assert [parameter["bind"]["max"] for parameter in found["params"]] == [STEPS]


def test_data_is_sent_once(story: Story) -> None:
    text = json.dumps(drawn(story, WIDTHS[3], True))
    assert text.count('"values"') == len({"lines", "people", "ties", "now", "corners", "many", "end"})
    assert len(text) < 60_000


# ── in words ──────────────────────────────────────────────────────────────────────────────────────


def test_finding_is_made_of_the_numbers_of_the_run(story: Story) -> None:
    resist, felt = int(RUN.resists[-1].sum()), int(RUN.felt[-1].sum())
    first = experiment.first_step(RUN)
    assert first and RUN.share[first] > 0 and RUN.share[first - 1] == 0
    some = story.words("model.finding.some", resist=resist, felt=felt, first=first)
    assert experiment.finding(story, RUN) == f"{some} {story.words('model.finding.paired')}"


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        (PLACES["nobody-first"], ("nobody", "crossed")),
        (PLACES["everybody"], ("everybody", "crossed")),
        ({"equating": 0}, ("nobody", "paired")),
    ],
)
def test_finding_of_one_side(story: Story, values: dict[str, float], kinds: tuple[str, str]) -> None:
    one = run(changed(DEFAULT, values), 1)
    n, felt = experiment.crossing(one), int(one.felt[-1].sum())
    second = story.words("model.finding.crossed", n=n) if kinds[1] == "crossed" else story.words("model.finding.paired")
    assert experiment.finding(story, one) == f"{story.words(f'model.finding.{kinds[0]}', felt=felt)} {second}"


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ((0.0, 0.5, 0.5, 0.5, 0.4), ("early", "near")),
        ((0.0, 0.0, 0.2, 0.9, 0.9), ("late", "higher")),
        ((0.0, 0.0, 0.0, 0.0, 0.0), ("late", "lower")),
    ],
)
def test_reply_sets_the_line_beside_the_run(story: Story, line: tuple[float, ...], kinds: tuple[str, ...]) -> None:
    yours = tuple(zip((0, 15, 30, 45, 60), line, strict=True))
    told = {"first": experiment.first_step(RUN), "mine": round(100 * line[-1]), "runs": round(100 * RUN.share[-1])}
    says = [story.words(f"model.reply.{kind}", **told) for kind in kinds]
    assert experiment.reply(story, RUN, yours) == " ".join(says)


def test_reply_where_nothing_was_drawn_or_nobody_resists(story: Story) -> None:
    assert experiment.reply(story, RUN, ()) == story.words("model.reply.none")
    nobody = run(changed(DEFAULT, {"equating": 0}), 1)
    assert experiment.reply(story, nobody, LINE) == story.words("model.reply.never")


@pytest.mark.parametrize("place", PLACES)
def test_places_have_no_division(place: str) -> None:
    ends = many(changed(DEFAULT, PLACES[place])).at_the_end
    assert (2 * ends.clip(max=0.5) * (ends <= 0.5) + 2 * (1 - ends) * (ends > 0.5)).mean() < 0.05


# ── tables and files ──────────────────────────────────────────────────────────────────────────────


def test_table_is_the_run_beside_the_line(story: Story) -> None:
    table = experiment.table(story, RUN, LINE)
    assert len(table.columns) == len(table.rows[0]) == 4 + len(CELLS)
    last = table.rows[-1]
    assert last[:3] == (str(STEPS), str(int(RUN.resists[-1].sum())), "50")
    assert sum(map(int, last[3:-1])) == PEOPLE


def test_doubts_take_away_what_is_assumed_and_nothing_else(story: Story) -> None:
    usual = experiment.doubts(story, DEFAULT, 1)
    every = experiment.doubts(story, changed(DEFAULT, {"colleagues": 0.3, "decay": 0.1, "themes": 1}), 1)
    assert len(every.rows) == len(usual.rows) + len(SWITCHES)
    names = experiment.entries(story)["settings"]
    without = story.words("model.doubts.without", name=names["equating"]["within"])
    [row] = [row for row in usual.rows if row[0] == without]
    assert row[1:3] == ("0", "0")


def test_csv_says_in_each_row_which_run_it_was_and_that_it_is_no_data(story: Story) -> None:
    rows = [*csv.DictReader(io.StringIO(experiment.run_as_csv(story, RUN)))]
    assert [int(row["step"]) for row in rows] == [*range(STEPS + 1)]
    assert [int(row["resist"]) for row in rows] == RUN.resists.sum(axis=1).tolist()
    for row in (rows[0], rows[-1]):
        assert row["seed"] == "1"
        assert {name: float(row[name]) for name in RANGES} == {name: getattr(DEFAULT, name) for name in RANGES}
        assert row["note"].startswith(story.words("model.badge"))


def test_map_in_words_as_a_table_as_a_picture_and_as_a_file(story: Story) -> None:
    found = chart_of("compatibility", "colleagues", seeds=(1,))
    table = experiment.map_table(story, found)
    assert (len(table.rows), len(table.rows[0])) == (21, 22)
    assert table.rows[-1][1:] == tuple(str(round(100 * share)) for share in found.division[0])
    assert str(round(100 * found.division.max())) in experiment.finding_of_map(story, found)
    names = {name: name for name in RANGES}
    picture = map_specification(WIDTHS[0], names, "badge", found, DEFAULT, [])
    alt.LayerChart.from_dict(json.loads(json.dumps(picture)), validate=True)
    file = parquet.read_table(io.BytesIO(experiment.map_as_parquet(story, found)))
    assert file.num_rows == 441
    row = file.filter((file["compatibility"].to_numpy() == 0.45) & (file["colleagues"].to_numpy() == 0.1)).to_pylist()[
        0
    ]
    assert row["division"] == found.division[2, 9]
    assert row["note"].startswith(story.words("model.badge"))
    assert file.schema.metadata[b"note"]
