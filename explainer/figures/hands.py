"""What a reader's hand can move in a picture, and which answer that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from explainer.answers import Answers, given
from explainer.content.activities import Moments, Placement
from explainer.content.records import Block, Story
from explainer.figures.picture import Picture, Point
from explainer.figures.the_office import office_picture


@dataclass(frozen=True)
class Pull:
    """The band over the reader's own head, from slack to tight: whole numbers from 0 to `steps`, or not yet pulled."""

    name: str
    ask: str
    steps: int
    value: int | None
    slack: Picture
    tight: Picture


@dataclass(frozen=True)
class Put:
    """Somebody who can be put on the square: the person of the picture, the answer, what to call them, and where."""

    person: str
    name: str
    title: str
    value: str | None


@dataclass(frozen=True)
class Place:
    """People to be put on a square of two axes, each from 0 to `steps`; `low` and `high` are its corners, by width.

    `words` say the sides and the places.
    """

    steps: int
    people: tuple[Put, ...]
    low: tuple[Point, Point]
    high: tuple[Point, Point]
    words: tuple[tuple[str, str], ...]


Hand = Pull | Place


def hand_of(story: Story, block: Block, answers: Answers) -> Hand | None:
    """What can be moved by hand in the picture of a block; None where nothing can."""
    if block.figure != "office" or block.state is None:
        return None
    shown = story.office.shown(block.state)
    name = shown.answers or ""
    match story.activities.get(name):
        case Placement() as activity:
            return _place(story, activity, name, shown.scene, answers)
        case Moments() as activity if shown.moment:
            return _pull(story, block.state, activity, f"{name}.{shown.moment}.tension", answers)
    return None


def _pull(story: Story, state: str, activity: Moments, name: str, answers: Answers) -> Pull:
    chosen = {key: value for key, value in answers.items() if key.startswith(name.rpartition(".")[0])}
    ends = (activity.tension.lowest, activity.tension.highest)
    slack, tight = (_pulled(story, state, tuple(sorted({**chosen, name: end}.items()))) for end in ends)
    ask = f"{activity.words.ask_tension} {activity.words.tension_ends}"
    return Pull(name, ask, activity.tension.highest, given(answers, name, int), slack, tight)


@lru_cache(maxsize=256)
def _pulled(story: Story, state: str, chosen: tuple[tuple[str, str | int], ...]) -> Picture:
    """The picture with the band as tight as it was `chosen`; no words of a reader are among what can be chosen."""
    return office_picture(story, state, dict(chosen))


def _place(story: Story, activity: Placement, name: str, scene: str, answers: Answers) -> Place:
    layouts = story.office.scenes[scene]
    people = tuple(
        Put(person, f"{name}.{actor}", story.office.people[person].words.name, given(answers, f"{name}.{actor}", str))
        for person, actor in story.office.placed.items()
    )
    words = activity.words
    said: Mapping[str, str] = {
        "ask": words.ask,
        "placed": words.placed,
        "not_placed": words.not_placed,
        "middle": words.middle,
        **{f"x_{end}": getattr(words.x, end) for end in ("name", "low", "high")},
        **{f"y_{end}": getattr(words.y, end) for end in ("name", "low", "high")},
    }
    low, high = ((layouts.wide.spots[corner], layouts.narrow.spots[corner]) for corner in ("low", "high"))
    return Place(activity.steps, people, low, high, tuple(said.items()))
