"""Maps of the thought experiment: each is made once, for all readers, and one after another."""

import threading
import time
from dataclasses import dataclass

from explainer.experiment_settings import AXES
from explainer.thought_experiment import Map, chart_of

BREATH = 0.004
"""Seconds after each seed in which only readers are served."""


@dataclass(frozen=True)
class Waiting:
    """A map that is being made: the share that is done, and how many others are made before it."""

    done: float
    before: int


class Maps:
    """What was made, what is asked for, and the one thread that makes it. Safe to ask from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], Map] = {}
        self._asked: list[tuple[str, str]] = []
        self._done = 0.0

    def ask(self, across: str, up: str) -> Map | Waiting:
        """The map, if it is there; else it is made as soon as those asked for before it are.

        Raises ValueError for a pair of which there is no map.
        """
        if across == up or not {across, up} <= set(AXES):
            raise ValueError(f"no map of {across} and {up}")
        pair = (across, up)
        with self._lock:
            if made := self._made.get(pair):
                return made
            if pair not in self._asked:
                self._asked.append(pair)
                if len(self._asked) == 1:
                    threading.Thread(target=self._make, daemon=True, name="maps").start()
            before = self._asked.index(pair)
            return Waiting(0.0 if before else self._done, before)

    def _make(self) -> None:
        """Make what is asked for until nothing is."""

        def tell(share: float) -> None:
            self._done = share
            time.sleep(BREATH)

        while True:
            with self._lock:
                if not self._asked:
                    return
                pair = self._asked[0]
                self._done = 0.0
            made = None
            try:
                made = chart_of(*pair, tell)
            finally:
                with self._lock:
                    if made:
                        self._made[pair] = made
                    self._asked.remove(pair)
                    if made is None:  # whoever asks next begins anew
                        self._asked.clear()


MAPS = Maps()
