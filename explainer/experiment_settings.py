"""The settings of the thought experiment: their names, units and ranges, and how an address spells them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from math import isfinite
from typing import Any

PEOPLE = 60
"""Professionals in a run."""

STEPS = 60
"""Steps of a run, after the one in which everything is as before. A step is no week and no month."""

SEED = 1
SEEDS = range(1, 10_000)


@dataclass(frozen=True)
class Range:
    """What a setting may be: from `lowest` to `highest` in steps of `step`; `off` is where its assumption is not made.

    `unit` is for whoever reads the code and the protocol; readers are told in words of the content.
    """

    lowest: float
    highest: float
    step: float
    unit: str
    off: float | None = None

    @property
    def values(self) -> tuple[float, ...]:
        """Every value allowed, in order."""
        count = round((self.highest - self.lowest) / self.step)
        return tuple(round(self.lowest + at * self.step, 3) for at in range(count + 1))

    def nearest(self, value: float) -> float:
        """The allowed value that is nearest to this one."""
        return min(self.values, key=lambda allowed: abs(allowed - value))


def _setting(default: float, lowest: float, highest: float, step: float, unit: str, off: float | None = None) -> Any:
    return field(default=default, metadata={"range": Range(lowest, highest, step, unit, off)})


@dataclass(frozen=True)
class Settings:
    """One office of the thought experiment. None of these numbers was measured anywhere."""

    equating: float = _setting(0.7, 0, 1, 0.05, "share", 0)
    """How strongly client-driven work is equated with data-driven work, from above."""
    compatibility: float = _setting(0.5, 0, 1, 0.05, "share", 1)
    """How compatible the two logics seem to the professional in the middle."""
    spread: float = _setting(0.4, 0, 0.5, 0.025, "distance in compatibility", 0)
    """How far professionals differ in how compatible the two logics seem to them."""
    threshold: float = _setting(0.4, 0, 1, 0.05, "tension")
    """How much tension it takes."""
    colleagues: float = _setting(0, 0, 1, 0.05, "weight", 0)
    """How much it matters what colleagues do."""
    arrival: float = _setting(30, 1, 60, 1, "steps", 1)
    """How slowly the equating arrives."""
    wobble: float = _setting(0.05, 0, 0.3, 0.05, "standard deviation", 0)
    """How much a professional's view differs from one step to the next."""
    ties: float = _setting(6, 2, 12, 2, "ties per professional")
    """How many colleagues a professional is tied to at the start."""
    decay: float = _setting(0, 0, 0.5, 0.05, "chance per step", 0)
    """Whether ties between the two sides end."""
    themes: float = _setting(0, -1, 1, 1, "side", 0)
    """Whether a theme goes with a side."""


RANGES: Mapping[str, Range] = {one.name: one.metadata["range"] for one in fields(Settings)}
"""By name, what each setting may be."""

AXES = ("equating", "compatibility", "spread", "threshold", "colleagues")
"""The settings of which a map shows two. Each has 21 values."""

DOUBTS = tuple(name for name, allowed in RANGES.items() if allowed.off is not None)
"""The settings that stand for an assumption one may do without."""

SWITCHES = ("colleagues", "decay", "themes")
"""The assumptions that are not made unless a reader makes them."""

DEFAULT = Settings()

PLACES: dict[str, dict[str, float]] = {
    "nobody-feels": {"compatibility": 0.95},
    "everybody": {"compatibility": 0.05, "colleagues": 0.4},
    "nobody-first": {"compatibility": 0.5, "colleagues": 0.9},
}
"""Three places where no division arises: what is different there from what is usual."""


def changed(settings: Settings, values: Mapping[str, float]) -> Settings:
    """The same office with these settings changed."""
    return replace(settings, **values)


def without(settings: Settings, doubt: str) -> Settings:
    """The same office without one of its assumptions."""
    return replace(settings, **{doubt: RANGES[doubt].off or 0.0})


def write(settings: Settings, seed: int) -> str:
    """Settings and seed as a value of an address, `name:value` joined by `~`; what is as usual is left out."""
    given = {name: getattr(settings, name) for name in RANGES if getattr(settings, name) != getattr(DEFAULT, name)}
    if seed != SEED:
        given["seed"] = seed
    return "~".join(f"{name}:{value:g}" for name, value in given.items())


def read(text: str) -> tuple[Settings, int, list[str]]:
    """What `write` wrote -> (settings, seed, what had to be changed or passed over), whatever else somebody wrote.

    What has no name of ours is told as "…": else a link could have the page say whatever who made it likes.
    """
    given: dict[str, float] = {}
    seed, changed = SEED, dict[str, str]()
    for part in filter(None, text.split("~")):
        name, _, said = part.partition(":")
        try:
            value = float(said)
        except ValueError:
            value = float("nan")
        if name not in RANGES and name != "seed":
            changed[name] = "…"
        elif not isfinite(value):
            changed[name] = name
        elif name == "seed":
            seed = int(min(max(value, SEEDS.start), SEEDS.stop - 1))
            changed |= {name: f"{name}:{seed}"} if seed != value else {}
        else:
            given[name] = RANGES[name].nearest(value)
            changed |= {name: f"{name}:{given[name]:g}"} if abs(given[name] - value) > 1e-9 else {}
    return Settings(**given), seed, list(dict.fromkeys(changed.values()))
