"""Maps are made once for all, one after another, however many readers ask at once."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest

from explainer import experiment_maps
from explainer.experiment_maps import Maps, Waiting
from explainer.experiment_settings import AXES


def eventually(maps: Maps, pair: tuple[str, str]) -> object:
    end = time.monotonic() + 10
    while isinstance(found := maps.ask(*pair), Waiting):
        assert time.monotonic() < end
        time.sleep(0.005)
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs of which a map was made, by a stand-in that takes a moment; two at a time fail."""
    pairs: list[tuple[str, str]] = []
    alone = threading.Lock()

    def stand_in(across: str, up: str, progress: Callable[[float], None]) -> object:
        assert alone.acquire(blocking=False), "two maps at once"
        pairs.append((across, up))
        progress(0.5)
        time.sleep(0.02)
        alone.release()
        return (across, up)

    monkeypatch.setattr(experiment_maps, "chart_of", stand_in)
    return pairs


def test_ten_readers_who_ask_for_different_maps_wait_in_a_row(made: list[tuple[str, str]]) -> None:
    maps, pairs = Maps(), [*permutations(AXES, 2)][:10]
    with ThreadPoolExecutor(20) as readers:
        found = [*readers.map(lambda pair: eventually(maps, pair), pairs * 2)]
    assert found == pairs * 2
    assert sorted(made) == sorted(pairs)


def test_reader_hears_how_many_are_before(made: list[tuple[str, str]]) -> None:
    maps, pairs = Maps(), [*permutations(AXES, 2)][:3]
    waits = [maps.ask(*pair) for pair in pairs]
    assert [wait.before for wait in waits if isinstance(wait, Waiting)] == [0, 1, 2]


def test_map_that_fails_is_made_anew(made: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    maps, works = Maps(), experiment_maps.chart_of
    monkeypatch.setattr(threading, "excepthook", lambda args: None)
    monkeypatch.setattr(experiment_maps, "chart_of", lambda *_: 1 / 0)
    maps.ask("equating", "spread")
    time.sleep(0.05)
    monkeypatch.setattr(experiment_maps, "chart_of", works)
    assert eventually(maps, ("equating", "spread")) == ("equating", "spread")


@pytest.mark.parametrize("pair", [("equating", "equating"), ("equating", "decay"), ("mood", "equating")])
def test_no_map_of_what_has_none(pair: tuple[str, str]) -> None:
    with pytest.raises(ValueError):
        Maps().ask(*pair)
