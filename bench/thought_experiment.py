"""How fast the thought experiment is, beside the same model in mesa, person by person. `make model`.

mesa is in a group of its own: `uv pip install mesa` in any environment with numpy. Without it, only ours is measured.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import process_time

import numpy as np

from explainer.experiment_settings import DEFAULT
from explainer.thought_experiment import SEEDS_OF_MANY, chart_of, draws, many, run

MOST = {"run": 15.0, "many": 500.0, "map": 5000.0}
"""Milliseconds of one core each may take."""

FASTER = 20
"""How many times as fast as mesa many runs have to be."""


def cost(work: Callable[[], object], times: int = 3) -> float:
    """Milliseconds of processor time, the best of several."""
    best = float("inf")
    for _ in range(times):
        draws.cache_clear()
        began = process_time()
        work()
        best = min(best, process_time() - began)
    return 1000 * best


def main() -> int:
    """Measure, print; 1 where something took too long, or where mesa comes to another result."""
    office = replace(DEFAULT, colleagues=0.3)
    ending = replace(office, decay=0.1)
    took = {
        "run": max(cost(partial(run.__wrapped__, one, 1)) for one in (office, ending)),
        "many": max(cost(partial(many.__wrapped__, one)) for one in (office, ending)),
        "map": cost(partial(chart_of, "equating", "colleagues"), times=1),
    }
    for name, ms in took.items():
        print(f"{name:6}{ms:9.1f} ms of at most {MOST[name]:.0f}")
    wrong = any(ms > MOST[name] for name, ms in took.items())
    try:
        from bench import in_mesa
    except ImportError:
        print("mesa: not installed")
        return int(wrong)
    seeds = tuple(SEEDS_OF_MANY)
    began = process_time()
    theirs = in_mesa.shares(office, seeds)
    mesa = 1000 * (process_time() - began)
    ours = cost(partial(many.__wrapped__, office))
    same = np.allclose(theirs, many(office).share)
    print(
        f"mesa  {mesa:9.1f} ms for {len(seeds)} seeds, {mesa / ours:.0f} times ours ({ours:.1f}); equal results: {same}"
    )
    return int(wrong or not same or mesa / ours < FASTER)


if __name__ == "__main__":
    sys.exit(main())
