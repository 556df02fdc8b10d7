"""Which picture is on the stage with which block of a chapter."""

from functools import cache

from explainer.answers import NOBODY, Answers, Reader
from explainer.content.records import Block, Chapter, Story
from explainer.evidence import shows
from explainer.figures.picture import Picture
from explainer.figures.registry import FIGURES, Form, form_of


def has_pictures(chapter: Chapter) -> bool:
    """Whether a chapter is told on the stage."""
    return any(form_of(block) is Form.STAGE for block in chapter.blocks)


def pictures_of(story: Story, chapter: Chapter, reader: Reader) -> dict[str, Picture]:
    """By block, the picture that is on the stage with it: its own, or the one of the block before it.

    The first picture is there from the start. Where the honesty switch hides a picture, the map stays, with the place
    of the chapter on it. Empty for a chapter without pictures.
    """
    instead = _still(story, "map", chapter.map) if chapter.map else None
    own: dict[str, Picture | None] = {}
    for block in chapter.blocks:
        drawn = picture_of(story, block, reader.answers)
        own[block.id] = drawn if drawn is None or shows(reader.position, drawn.level) else instead
    here = next((drawn for drawn in own.values() if drawn), None)
    found = {}
    for name, drawn in own.items():
        here = drawn or here
        if here is not None:
            found[name] = here
    return found


def picture_of(story: Story, block: Block, answers: Answers) -> Picture | None:
    """The picture a block brings, drawn from a reader's answers where it shows them."""
    draw = FIGURES[block.figure].picture if block.figure else None
    if draw is None:
        return None
    still = _still(story, str(block.figure), block.state or "")
    return draw(story, block.state or "", answers) if answers and _asks(story, block) else still


@cache
def _still(story: Story, figure: str, state: str) -> Picture:
    draw = FIGURES[figure].picture
    assert draw is not None
    return draw(story, state, NOBODY.answers)


def _asks(story: Story, block: Block) -> bool:
    """Whether a picture shows what a reader answered."""
    if block.state in story.argument.states and block.figure == "map":
        here = story.argument.states[block.state]
        return bool(here.answers or here.relabelled)
    return block.state not in story.office.states or story.office.shown(block.state).answers is not None
