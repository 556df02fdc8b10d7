"""What a run of the thought experiment says: its finding in words, the reply to a reader's line, tables, files."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

import numpy as np

from explainer.answers import Reader
from explainer.content.activities import Curve
from explainer.content.records import Block, Story
from explainer.evidence import Position
from explainer.experiment_settings import DEFAULT, DOUBTS, PEOPLE, RANGES, SEED, STEPS, Settings, without, write
from explainer.table import Table
from explainer.thought_experiment import CELLS, Many, Map, Run, run

EARLY, LITTLE, NEAR = 0.25, 0.08, 0.1
"""Shares: how much at a quarter of the way is early, what counts as resistance at all, what is near."""


def entries(story: Story) -> Mapping[str, Any]:
    """Every word of the thought experiment."""
    found: Mapping[str, Any] = story.words.entries["model"]
    return found


def line_of(story: Story, reader: Reader) -> tuple[tuple[int, float], ...]:
    """The reader's line as (step, share from 0 to 1), empty before all of its points were said."""
    curve = story.activity("expected", Curve)
    said = [reader.answers.get(f"expected.{at}") for at in curve.at]
    if not all(isinstance(value, int) for value in said):
        return ()
    return tuple((at, int(value or 0) / curve.highest) for at, value in zip(curve.at, said, strict=True))


# ── in words ──────────────────────────────────────────────────────────────────────────────────────


def finding(story: Story, one: Run) -> str:
    """Two sentences on what this run showed, from its numbers."""
    at_the_end = dict(zip(CELLS, one.cells[-1].tolist(), strict=True))
    resist = at_the_end["felt-resisted"] + at_the_end["unfelt-resisted"]
    felt = at_the_end["felt-resisted"] + at_the_end["felt-embraced"]
    kind = "nobody" if resist == 0 else "everybody" if resist == PEOPLE else "some"
    crossed = crossing(one)
    first = story.words(f"model.finding.{kind}", resist=resist, felt=felt, first=first_step(one))
    second = story.words("model.finding.crossed", n=crossed) if crossed else story.words("model.finding.paired")
    return f"{first} {second}"


def first_step(one: Run) -> int | None:
    """The first step at which anybody resists."""
    steps = np.flatnonzero(one.share)
    return int(steps[0]) if steps.size else None


def crossing(one: Run) -> int:
    """How many, at the end, stand with a side without its reason."""
    return int(one.cells[-1, CELLS.index("felt-embraced")] + one.cells[-1, CELLS.index("unfelt-resisted")])


def finding_of_many(story: Story, many: Many) -> str:
    """How far runs of the same office differ."""
    low, q1, q3, high = (np.quantile(many.at_the_end, at) * PEOPLE for at in (0, 0.25, 0.75, 1))
    told = {name: f"{value:.0f}" for name, value in (("low", low), ("q1", q1), ("q3", q3), ("high", high))}
    return story.words("model.finding.many", n=len(many.share), **told)


def reply(story: Story, one: Run, yours: Sequence[tuple[int, float]]) -> str:
    """What we say to a reader's line beside the run's."""
    if not yours:
        return story.words("model.reply.none")
    drawn, first = dict(yours), first_step(one)
    mine, runs = yours[-1][1], float(one.share[-1])
    if first is None:
        return story.words(
            "model.reply.never" if max(drawn.values()) > LITTLE else "model.reply.near", mine=_of_100(mine), runs=0
        )
    before = max((share for at, share in yours if at < first), default=0)
    begins = "early" if before > LITTLE and before >= EARLY * max(runs, LITTLE) else "late"
    ends = "near" if abs(mine - runs) <= NEAR else "higher" if mine > runs else "lower"
    return " ".join(
        (
            story.words(f"model.reply.{begins}", first=first),
            story.words(f"model.reply.{ends}", mine=_of_100(mine), runs=_of_100(runs)),
        )
    )


def beside(story: Story, one: Run, other: Run) -> str:
    """What another office came to, beside this one."""
    resist, felt = int(other.resists[-1].sum()), int(other.felt[-1].sum())
    told = {"ei": _number(other.ei[-1]), "here": _number(one.ei[-1])}
    return story.words("model.beside.says", resist=resist, felt=felt, crossed=crossing(other), **told)


def finding_of_map(story: Story, drawn: Map) -> str:
    """Where the division is greatest, and how much of the map has none."""
    row, column = np.unravel_index(int(drawn.division.argmax()), drawn.division.shape)
    across, up = drawn.values
    names = entries(story)["settings"]
    return story.words(
        "model.map.finding",
        high=_of_100(float(drawn.division.max())),
        across=names[drawn.across]["name"],
        x=f"{across[column]:g}",
        up=names[drawn.up]["name"],
        y=f"{up[row]:g}",
        empty=int((drawn.division < 0.05).sum()),
        total=drawn.division.size,
    )


def _of_100(share: float) -> int:
    return round(100 * share)


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}".replace("-", "−")


# ── tables ────────────────────────────────────────────────────────────────────────────────────────


def table(story: Story, one: Run, yours: Sequence[tuple[int, float]]) -> Table:
    """Every fifth step of a run, beside the reader's line."""
    names, drawn = entries(story)["columns"], dict(yours)
    columns = ["step", "share", *(["yours"] if yours else []), *CELLS, "ei"]
    rows = []
    for at in range(0, STEPS + 1, 5):
        cells = [str(n) for n in one.cells[at].tolist()]
        line = [str(_of_100(drawn[at])) if at in drawn else ""] if yours else []
        rows.append((str(at), str(int(one.resists[at].sum())), *line, *cells, _number(one.ei[at])))
    return Table(tuple(names[name] for name in columns), tuple(rows))


@lru_cache(maxsize=128)
def doubts(story: Story, settings: Settings, seed: int) -> Table:
    """The same office without each of its assumptions, one after another; those not made are left out."""
    words = entries(story)
    told = words["doubts"]
    made = [doubt for doubt in DOUBTS if without(settings, doubt) != settings]
    rows = [(told["with"], *_outcome(run(settings, seed)))]
    for doubt in made:
        name = told["without"].format(name=words["settings"][doubt]["within"])
        rows.append((name, *_outcome(run(without(settings, doubt), seed))))
    return Table(tuple(told["columns"].values()), tuple(rows))


def _outcome(one: Run) -> Iterator[str]:
    yield str(int(one.resists[-1].sum()))
    yield str(crossing(one))
    yield _number(one.ei[-1])
    yield " / ".join("–" if math.isnan(share) else f"{share:.0%}" for share in one.themes)


@lru_cache(maxsize=128)
def protocol(story: Story, settings: Settings) -> Table:
    """Every setting with its range, what is usual, and what it is now."""
    words = entries(story)
    rows = []
    for name, allowed in RANGES.items():
        said = words["settings"][name]
        span = f"{allowed.lowest:g} – {allowed.highest:g}"
        title = f"{said['name']} ({said['ends']})"
        rows.append((title, span, f"{allowed.step:g}", f"{getattr(DEFAULT, name):g}", f"{getattr(settings, name):g}"))
    return Table(tuple(words["protocol_columns"].values()), tuple(rows))


def map_table(story: Story, drawn: Map) -> Table:
    """The division of every field, of a hundred; the highest row first, as on the map."""
    words = entries(story)
    across, up = drawn.values
    names = {name: words["settings"][name]["name"] for name in (drawn.across, drawn.up)}
    corner = words["map"]["columns"]["corner"].format(up=names[drawn.up], across=names[drawn.across])
    rows = [
        (f"{value:g}", *(str(_of_100(float(share))) for share in drawn.division[at]))
        for at, value in reversed([*enumerate(up)])
    ]
    return Table((corner, *(f"{value:g}" for value in across)), tuple(rows))


# ── files ─────────────────────────────────────────────────────────────────────────────────────────


def run_as_csv(story: Story, one: Run) -> str:
    """Every step of a run, each row with settings, seed and what this is."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["step", "resist", *CELLS, "ei", "seed", *RANGES, "note"])
    settings = [f"{getattr(one.settings, name):g}" for name in RANGES]
    note = f"{entries(story)['badge']}. {entries(story)['note']}"
    for at in range(STEPS + 1):
        ei = "" if math.isnan(one.ei[at]) else f"{one.ei[at]:.4f}"
        writer.writerow([at, int(one.resists[at].sum()), *one.cells[at].tolist(), ei, one.seed, *settings, note])
    return text.getvalue()


def map_as_parquet(story: Story, drawn: Map) -> bytes:
    """Every field of a map: the two settings, and what came out; each row says what this is."""
    import pyarrow  # as heavy as pandas: only who asks for the file loads it
    from pyarrow import parquet

    across, up = drawn.values
    note = f"{entries(story)['badge']}. {entries(story)['note']}"
    columns = {
        drawn.across: np.tile(across, len(up)),
        drawn.up: np.repeat(up, len(across)),
        **{name: getattr(drawn, name).ravel() for name in ("resisting", "felt", "division")},
        "note": [note] * drawn.division.size,
    }
    usual = write(DEFAULT, SEED) or ",".join(f"{name}:{getattr(DEFAULT, name):g}" for name in RANGES)
    whole = pyarrow.table(columns).replace_schema_metadata({"note": note, "usual settings": usual})
    file = io.BytesIO()
    parquet.write_table(whole, file)
    return file.getvalue()


# ── where nothing runs ────────────────────────────────────────────────────────────────────────────


def still(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """What stands in print, and where no scripts run: the usual run in words and as a table, and every setting."""
    one, words = run(DEFAULT, SEED), entries(story)
    says = story.words("model.still", finding=finding(story, one))
    return (
        f'<figure class="comparison"><figcaption><em>{escape(words["badge"])}.</em> {escape(says)}</figcaption>'
        f"{table(story, one, ()).html()}<p>{escape(words['protocol'])}</p>"
        f"{protocol(story, DEFAULT).html()}</figure>"
    )
