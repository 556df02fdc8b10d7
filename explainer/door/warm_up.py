"""What is done once before the first reader arrives, so that no reader pays for it."""

import gc

from explainer import blocks
from explainer.activities import Moments
from explainer.answers import moment_answers
from explainer.content import Story
from explainer.evidence import Position
from explainer.figures import CHARTS
from explainer.text import colophon_html


def warm_up(story: Story) -> None:
    """Fill the caches, then put all that stays for good out of the garbage collector's sight."""
    for chapter in story.chapters:
        for position in Position:
            for block in chapter.blocks:
                blocks.chapter_html(story, chapter, (block.id,), position)
    for name, activity in story.activities.items():
        if isinstance(activity, Moments):
            for draw in CHARTS.values():
                draw(story, name, moment_answers(activity, name, {}))
    colophon_html(story)
    gc.collect()
    gc.freeze()
