"""How far a statement is from the article: levels, locators, and the honesty switch as a filter."""

from enum import StrEnum


class Level(StrEnum):
    """Who says it, and how far from their words we are. Not a ladder of truth."""

    ABSTRACT = "abstract"
    TEAM = "team"
    LITERATURE = "literature"
    INTERPRETATION = "interpretation"
    IMAGINED = "imagined"
    BLANK = "blank"
    YOURS = "yours"


class Position(StrEnum):
    """The three positions of the honesty switch; the values appear in the address."""

    ABSTRACT = "abstract"
    PUBLISHED = "published"
    IDEAS = "ideas"


DEFAULT_POSITION = Position.IDEAS

# A reader's own answers say nothing of the case, and nobody takes them away.
_ABSTRACT_ONLY = frozenset({Level.ABSTRACT, Level.BLANK, Level.YOURS})
_PUBLISHED = _ABSTRACT_ONLY | {Level.TEAM, Level.LITERATURE}
_SHOWN = {
    Position.ABSTRACT: _ABSTRACT_ONLY,
    Position.PUBLISHED: _PUBLISHED,
    Position.IDEAS: frozenset(Level),
}


def shows(position: Position, level: Level) -> bool:
    """Whether a statement of this level is shown at this position of the switch."""
    return level in _SHOWN[position]


def first_position(level: Level) -> Position:
    """The most cautious position of the switch that shows this level."""
    return next(position for position in Position if shows(position, level))
