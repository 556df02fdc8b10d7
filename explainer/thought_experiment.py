"""The thought experiment: how a division can arise where some see two logics as incompatible. Made up; not data.

Nothing here draws. docs/thought-experiment.md describes the model (after the ODD protocol, Grimm et al., 2020).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from explainer.experiment_settings import PEOPLE, RANGES, STEPS, Settings

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

LAST = 10
"""Steps at the end over which an outcome is averaged: views wobble from step to step."""

CELLS = ("felt-resisted", "felt-embraced", "unfelt-resisted", "unfelt-embraced")
"""Tension felt or not, scripts resisted or embraced."""

SEEDS_OF_MANY = range(1, 201)
SEEDS_OF_A_MAP = range(1, 51)


# ── chance ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, eq=False)
class Draws:
    """Everything that is left to chance, drawn before a run, one row a seed; no setting but `ties` changes it.

    So two runs with the same seed differ by their settings alone.
    """

    view: Numbers
    """(seeds, people) where each stands between the two ends of the spread, from -1 to 1, evenly."""
    wobble: Numbers
    """(seeds, steps + 1, people), standard normal."""
    pairs: NDArray[np.int64]
    """(seeds, ties, 2) who is tied to whom."""
    patience: Numbers
    """(seeds, ties) from 0 to 1: how long a tie bears to run between the sides."""
    leaning: Numbers
    """(seeds, people) from 0 to 1: which theme is nearer."""


@lru_cache(maxsize=8)
def draws(seeds: Sequence[int], ties: float) -> Draws:
    """What chance has in store for these seeds, with so many ties a person on average."""
    first, second = np.triu_indices(PEOPLE, 1)
    count = round(PEOPLE * ties / 2)
    found = []
    for seed in seeds:
        of_people, of_ties, of_steps = (np.random.default_rng([seed, stream]) for stream in range(3))
        picked = np.sort(of_ties.permutation(first.size)[:count])
        found.append(
            (
                of_people.uniform(-1, 1, PEOPLE),
                of_steps.standard_normal((STEPS + 1, PEOPLE)),
                np.stack([first[picked], second[picked]], axis=1),
                of_ties.uniform(size=count),
                of_people.uniform(size=PEOPLE),
            )
        )
    return Draws(*(np.stack(parts) for parts in zip(*found, strict=True)))


# ── the process ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, eq=False)
class Step:
    """Where everybody is after a step; each array is (seeds, people, offices), of a map (rows, people, columns)."""

    strain: Numbers
    felt: Flags
    resists: Flags
    bound: Flags
    """(seeds, people, people) who is still tied to whom."""


def _play(chance: Draws, values: Mapping[str, Numbers], tell: Callable[[int, Step], None]) -> None:
    """Run every seed in every office at once, and tell of each step.

    `values` holds, by setting, an array that fits (seeds, people, offices): one number for each office. With a single
    seed the first dimension may be another one of offices. Ties end in a single office only.
    """
    people = chance.view.shape[1]
    first, _, offices = values["equating"].shape
    bound = _bound(chance)
    weights, share_of, alone = _contacts(bound)
    longest = _steps_borne(chance, float(values["decay"].flat[0]))
    strained_for = np.zeros(bound.shape, np.int16)
    views = values["compatibility"] + values["spread"] * chance.view[:, :, None]
    resists = np.zeros((max(first, len(chance.view)), people, offices), np.bool_)
    matter = bool(values["colleagues"].any())
    for step in range(STEPS + 1):
        equated = values["equating"] * np.minimum(1, step / values["arrival"])
        seen = views + values["wobble"] * chance.wobble[:, step, :, None]
        strain = equated * (1 - np.clip(seen, 0, 1, out=seen))
        felt = strain > values["threshold"]
        if matter:
            resisting = np.where(alone, 0.5, (weights @ resists.astype(np.float64)) * share_of)
            resists = strain + values["colleagues"] * (resisting - 0.5) > values["threshold"]
        else:
            resists = felt
        tell(step, Step(strain, felt, resists, bound))
        if longest is not None:
            side = resists[:, :, 0]
            strained_for += bound & (side[:, :, None] != side[:, None, :])
            bound = bound & (strained_for < longest)
            weights, share_of, alone = _contacts(bound)


def _bound(chance: Draws) -> Flags:
    """(seeds, people, people) who is tied to whom at the start."""
    seeds, people = chance.view.shape
    bound = np.zeros((seeds, people, people), np.bool_)
    at = np.arange(seeds)[:, None]
    bound[at, chance.pairs[:, :, 0], chance.pairs[:, :, 1]] = True
    return bound | bound.transpose(0, 2, 1)


def _contacts(bound: Flags) -> tuple[Numbers, Numbers, Flags]:
    """(ties as numbers, the share of one contact among somebody's, who has none); the last two (seeds, people, 1)."""
    weights = bound.astype(np.float64)
    count = weights.sum(axis=2, keepdims=True)
    return weights, 1 / np.maximum(count, 1), count == 0


def _counted(felt: Flags, resists: Flags) -> NDArray[np.int64]:
    """(runs or steps, people) twice -> (runs or steps, 4) how many stand in each of CELLS."""
    parts = (felt & resists, felt & ~resists, ~felt & resists, ~felt & ~resists)
    return np.stack([part.sum(axis=1) for part in parts], axis=1)


def _steps_borne(chance: Draws, decay: float) -> NDArray[np.int16] | None:
    """(seeds, people, people) how many steps between the sides a tie bears, None where ties do not end.

    A tie that ends with the same chance at every step has a geometric patience, drawn here at once.
    """
    if decay == 0:
        return None
    seeds, people = chance.view.shape
    steps = np.ceil(np.log(np.maximum(chance.patience, 1e-12)) / np.log(1 - decay)).clip(1, STEPS + 2)
    longest = np.ones((seeds, people, people), np.int16)
    at = np.arange(seeds)[:, None]
    for one, other in ((0, 1), (1, 0)):
        longest[at, chance.pairs[:, :, one], chance.pairs[:, :, other]] = steps
    return longest


def _values(settings: Settings) -> dict[str, Numbers]:
    return {name: np.full((1, 1, 1), getattr(settings, name), np.float64) for name in RANGES}


def ei_index(resists: Flags, bound: Flags) -> Numbers:
    """External minus internal ties over all ties (Krackhardt & Stern, 1988), from -1 to 1; nan where no tie is left.

    `resists` is (seeds, people), `bound` (seeds, people, people); one number a seed.
    """
    across = resists[:, :, None] != resists[:, None, :]
    external, ties = (bound & across).sum(axis=(1, 2)), bound.sum(axis=(1, 2))
    return np.where(ties > 0, (2 * external - ties) / np.maximum(ties, 1), np.nan)


# ── one run ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, eq=False)
class Run:
    """One run: every step from 0, in which everything is as before, to the last."""

    settings: Settings
    seed: int
    strain: Numbers
    """(steps + 1, people) tension, from 0 to 1."""
    felt: Flags
    """(steps + 1, people) whether it is above the threshold."""
    resists: Flags
    """(steps + 1, people) whether the scripts are resisted."""
    ei: Numbers
    """(steps + 1) E-I index of the two sides, from -1 to 1."""
    pairs: NDArray[np.int64]
    """(ties, 2) who is tied to whom at the start."""
    ended: NDArray[np.int64]
    """(ties) the first step at which a tie is no longer there; one more than the last where it stays."""
    themes: tuple[float, float]
    """The share for whom autonomy is the theme, of those who resist and of those who embrace at the end and have a tie
    between the sides; nan where there is none such."""

    @cached_property
    def share(self) -> Numbers:
        """(steps + 1) the share of professionals who resist, from 0 to 1."""
        return np.asarray(self.resists.mean(axis=1))

    @cached_property
    def cells(self) -> NDArray[np.int64]:
        """(steps + 1, 4) how many stand in each of CELLS."""
        return _counted(self.felt, self.resists)

    @property
    def ties_left(self) -> float:
        """The share of ties that are there at the end."""
        return float((self.ended > STEPS).mean())


@lru_cache(maxsize=512)
def run(settings: Settings, seed: int) -> Run:
    """One run of one office."""
    chance = draws((seed,), settings.ties)
    told: list[Step] = []
    _play(chance, _values(settings), lambda _, step: told.append(step))
    strain, felt, resists = (
        np.stack([getattr(step, name)[0, :, 0] for step in told]) for name in ("strain", "felt", "resists")
    )
    bound = np.stack([step.bound[0] for step in told])
    pairs = chance.pairs[0]
    there = bound[:, pairs[:, 0], pairs[:, 1]]
    themes = _themes(settings, chance.leaning[0], resists[-1], bound[-1])
    return Run(settings, seed, strain, felt, resists, ei_index(resists, bound), pairs, there.sum(axis=0), themes)


def _themes(settings: Settings, leaning: Numbers, resists: Flags, bound: Flags) -> tuple[float, float]:
    """For whom autonomy is the theme: by chance, or by side where that is assumed."""
    between = (bound & (resists[:, None] != resists[None, :])).any(axis=1)
    autonomy = leaning < 0.5 if settings.themes == 0 else resists == (settings.themes > 0)
    sides = (autonomy[between & side] for side in (resists, ~resists))
    one, other = (float(side.mean()) if side.size else float("nan") for side in sides)
    return one, other


# ── many runs ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, eq=False)
class Many:
    """The same office with many seeds."""

    share: Numbers
    """(seeds, steps + 1) the share who resist."""
    cells: Numbers
    """(seeds, 4) the mean number in each of CELLS over the last steps."""
    ei: Numbers
    """(seeds) the E-I index at the end, nan where no tie is left."""

    @cached_property
    def at_the_end(self) -> Numbers:
        """(seeds) the share who resist, over the last steps."""
        return np.asarray(self.share[:, -LAST:].mean(axis=1))


@lru_cache(maxsize=64)
def many(settings: Settings, seeds: Sequence[int] = SEEDS_OF_MANY) -> Many:
    """The same office once with each seed."""
    share = np.zeros((len(seeds), STEPS + 1))
    cells = np.zeros((len(seeds), len(CELLS)))
    last: list[Step] = []

    def tell(at: int, step: Step) -> None:
        felt, resists = step.felt[:, :, 0], step.resists[:, :, 0]
        share[:, at] = resists.mean(axis=1)
        if at > STEPS - LAST:
            cells[:] += _counted(felt, resists) / LAST
        last[:] = [step]

    _play(draws(tuple(seeds), settings.ties), _values(settings), tell)
    return Many(share, cells, ei_index(last[0].resists[:, :, 0], last[0].bound))


# ── a map ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, eq=False)
class Map:
    """What comes out at the end over every pair of values of two settings, all others as usual."""

    across: str
    up: str
    resisting: Numbers
    """(values of `up`, values of `across`) the mean share who resist, over the seeds."""
    felt: Numbers
    """The mean share who feel a tension."""
    division: Numbers
    """How near two sides are to being of one size: 0 where all are on one side, 1 where half are on each. The mean."""

    @property
    def values(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """(values of `across`, values of `up`)"""
        return RANGES[self.across].values, RANGES[self.up].values


def chart_of(
    across: str, up: str, progress: Callable[[float], None] = lambda share: None, seeds: Iterable[int] = SEEDS_OF_A_MAP
) -> Map:
    """Run every pair of values of two of AXES with each of the seeds; `progress` is told the share that is done."""
    usual = Settings()
    columns, rows = (np.array(RANGES[name].values) for name in (across, up))
    # A row of the map is small enough for the library below numpy to multiply on one core.
    values = {name: np.full((rows.size, 1, columns.size), getattr(usual, name), np.float64) for name in RANGES}
    values[across] = values[across] * 0 + columns
    values[up] = values[up] * 0 + rows[:, None, None]
    totals = np.zeros((3, rows.size, columns.size))
    seeds = tuple(seeds)
    for done, seed in enumerate(seeds, start=1):
        share, felt = np.zeros((2, rows.size, columns.size))

        def tell(at: int, step: Step, share: Numbers = share, felt: Numbers = felt) -> None:
            if at > STEPS - LAST:
                share += step.resists.mean(axis=1) / LAST
                felt += step.felt.mean(axis=1) / LAST

        _play(draws((seed,), usual.ties), values, tell)
        totals += np.stack([share, felt, 2 * np.minimum(share, 1 - share)]) / len(seeds)
        progress(done / len(seeds))
    return Map(across, up, *totals)
