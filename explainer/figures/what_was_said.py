"""A reader's answers -> what of them shows in the office: places on the square, dots in the cells, a band."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from explainer.answers import Answers, MomentAnswer, moment_answers
from explainer.content.activities import Choice, Moments, Placement
from explainer.content.office import Change
from explainer.content.records import Story


@dataclass(frozen=True)
class Said:
    """What a reader said, as far as it shows in the office.

    `placed`: where on the square somebody stands, each from 0 (left, below) to 1. `dots`: in which cell each moment of
    the reader belongs, by its number: what was done (None: in between) and whether a tension was felt. `poses`: how
    people stand otherwise.
    """

    placed: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    dots: tuple[tuple[int, str | None, bool], ...] = ()
    poses: Mapping[str, Change] = field(default_factory=dict)


NOTHING = Said()

YOU = "you"
"""The person of the office in whose place a reader sits."""


def state_shown(story: Story, state: str, answers: Answers) -> str:
    """The state a reader's choice leads to from one that shows it; without a choice, that one."""
    asked = story.office.shown(state).answers or ""
    chosen = isinstance(story.activities.get(asked), Choice) and answers.get(asked)
    return f"{state}-{chosen}" if chosen else state


def said_in_the_office(story: Story, state: str, answers: Answers) -> Said:
    """What of a reader's answers a state of the office shows."""
    shown = story.office.shown(state)
    activity = story.activities.get(shown.answers or "")
    if not answers or shown.answers is None:
        return NOTHING
    match activity:
        case Placement():
            return _placed(story, activity, shown.answers, answers)
        case Moments() if shown.moment:
            every = moment_answers(activity, shown.answers, answers)
            given = next(one for one in every if one.moment == shown.moment)
            return Said(poses={YOU: _pose(activity, given)} if YOU in shown.people else {})
        case Moments():
            return Said(dots=tuple(_dots(activity, moment_answers(activity, shown.answers, answers))))
    return NOTHING


def _placed(story: Story, activity: Placement, name: str, answers: Answers) -> Said:
    placed = {}
    for person, actor in story.office.placed.items():
        if place := answers.get(f"{name}.{actor}"):
            x, _, y = str(place).partition("-")
            placed[person] = (int(x) / activity.steps, int(y) / activity.steps)
    return Said(placed=placed)


def _pose(activity: Moments, given: MomentAnswer) -> Change:
    """The band pulls as hard as the reader said; who goes along holds the slip, and who resists puts it down."""
    felt = given.tension
    slip = {activity.goes_along: "held", activity.resists: "down"}.get(given.reply or "")
    strained = felt is not None and felt >= activity.tension.high
    return Change.model_validate(
        {
            "pull": None if felt is None else felt / activity.tension.highest,
            "slip": slip,
            "face": "strained" if strained else None,
        }
    )


def _dots(activity: Moments, given: tuple[MomentAnswer, ...]) -> list[tuple[int, str | None, bool]]:
    done = {activity.goes_along: "embraced", activity.resists: "resisted"}
    return [
        (number, done.get(one.reply), one.tension >= activity.tension.high)
        for number, one in enumerate(given, start=1)
        if one.reply is not None and one.tension is not None
    ]
