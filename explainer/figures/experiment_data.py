"""A run of the thought experiment as rows for its pictures."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt
from typing import Any

from explainer.experiment_settings import PEOPLE, STEPS
from explainer.thought_experiment import Many, Run

Rows = list[dict[str, Any]]

MOVES = 4
"""Steps a person takes to walk from one side to the other."""
BIN = 3
"""People a bar stands for in the picture of many runs."""


def line_rows(run: Run, other: Run | None, yours: Sequence[tuple[int, float]], names: Mapping[str, str]) -> Rows:
    """The lines over time: a row for each step of a run; of the reader's line the points."""
    rows: Rows = [{"t": at, "key": "yours", "who": names["yours"], "share": share} for at, share in yours]
    for key, one in (("run", run), ("other", other)):
        for at in range(STEPS + 1) if one else ():
            assert one is not None
            ei = None if one.ei[at] != one.ei[at] else round(float(one.ei[at]), 3)
            share = round(float(one.share[at]), 4)
            rows.append(
                {"t": at, "key": key, "who": names[key], "share": share, "n": int(one.cells[at, ::2].sum()), "ei": ei}
            )
    return rows


def people_rows(run: Run) -> Rows:
    """Everybody: a place in the crowd, and a digit for every step: in which cell, and how far on the way across."""
    rows = []
    for person in range(PEOPLE):
        far, turn = sqrt((person + 0.5) / PEOPLE), person * pi * (3 - sqrt(5))
        resists, felt = run.resists[:, person], run.felt[:, person]
        walked = [int(resists[max(0, at - MOVES + 1) : at + 1].sum()) for at in range(STEPS + 1)]
        cells = [2 * (not felt[at]) + (not resists[at]) for at in range(STEPS + 1)]
        rows.append(
            {
                "id": person,
                "x": round(far * cos(turn), 3),
                "y": round(far * sin(turn), 3),
                "side": "".join(map(str, walked)),
                "cell": "".join(str(int(cell)) for cell in cells),
            }
        )
    return rows


def tie_rows(run: Run) -> Rows:
    """Who is tied to whom, and from which step on no longer."""
    return [{"a": int(a), "b": int(b), "ends": int(end)} for (a, b), end in zip(run.pairs, run.ended, strict=True)]


def many_rows(many: Many) -> Rows:
    """How many runs end with how many people resisting: one row a bar."""
    ends = (many.at_the_end * PEOPLE).round().astype(int)
    bars: Rows = []
    for low in range(0, PEOPLE + 1, BIN):
        bars.append({"low": low, "high": low + BIN, "runs": int(((ends >= low) & (ends < low + BIN)).sum())})
    return bars


def filled(part: Any, data: Mapping[str, Rows]) -> Any:
    """A specification with rows beside the names of data, where each is named first; the rest refer to that.

    Data at the top of a specification Streamlit would turn into Arrow.
    """
    return _filled(part, dict(data))


def _filled(part: Any, left: dict[str, Rows]) -> Any:
    if isinstance(part, list):
        return [_filled(one, left) for one in part]
    if not isinstance(part, dict):
        return part
    if set(part) == {"name"} and part["name"] in left:
        return {**part, "values": left.pop(part["name"])}
    return {key: _filled(value, left) for key, value in part.items()}
