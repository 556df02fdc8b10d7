"""The honesty switch: what each position shows."""

import pytest

from explainer.evidence import DEFAULT_POSITION, Level, Position, first_position, shows

SHOWN = {
    "abstract": {"abstract", "blank", "yours"},
    "published": {"abstract", "blank", "yours", "team", "literature"},
    "ideas": {"abstract", "blank", "team", "literature", "interpretation", "imagined", "yours"},
}


@pytest.mark.parametrize("position", Position)
def test_positions_show_their_levels(position: Position) -> None:
    assert {level.value for level in Level if shows(position, level)} == SHOWN[position]


def test_each_position_shows_more_than_the_one_before() -> None:
    assert list(Position) == ["abstract", "published", "ideas"]
    assert SHOWN["abstract"] < SHOWN["published"] < SHOWN["ideas"]
    assert DEFAULT_POSITION is Position.IDEAS


@pytest.mark.parametrize("level", Level)
def test_first_position_is_the_most_cautious_that_shows(level: Level) -> None:
    first = first_position(level)
    assert shows(first, level)
    assert not any(shows(earlier, level) for earlier in list(Position)[: list(Position).index(first)])
