"""The bet of the cover: one office in four small pictures, one for each way it could go."""

import re

from explainer.answers import Answers
from explainer.content.office import Office, Width
from explainer.content.records import Story
from explainer.evidence import Level
from explainer.figures.picture import Box, Picture, Point, badge, group, picture, rect, text, text_width
from explainer.figures.the_office import LETTERS, Drawing

_SIZES: dict[Width, tuple[float, float]] = {"wide": (840, 740), "narrow": (390, 380)}
_NAMED = re.compile(r' data-id="[^"]*"')


def bet_pictures(story: Story, state: str, answers: Answers) -> Picture:
    """All four, the one the reader picked with a heavier frame. `state` is not used: there is only one."""
    office = story.office
    words, picked = office.bets.words, str(answers.get(office.bets.activity, ""))
    wide, narrow = (_drawn(office, width, picked) for width in ("wide", "narrow"))
    rows = tuple(
        (caption, office.states[office.bets.pictures[name]].words.alt) for name, caption in words.captions.items()
    )
    return Picture(wide, narrow, words.finding, words.alt, Level.IMAGINED, rows)


def _drawn(office: Office, width: Width, picked: str) -> str:
    size, letters = _SIZES[width], LETTERS[width][1]
    mark, _ = badge(office.badges[Level.IMAGINED], Level.IMAGINED, size)
    parts = []
    for nth, (option, state) in enumerate(office.bets.pictures.items()):
        drawing = Drawing(office, state, width)
        across, down = drawing.layout.size
        gap = (size[0] - 2 * across) / 3
        left = gap + (nth % 2) * (across + gap)
        top = gap + (nth // 2) * (down + letters * 2.7)
        frame = rect(f"cell{' picked' if option == picked else ''}", Box(0, 0, across, down + letters * 1.9), 8)
        # The same people stand in all four, so here they go without the names by which they would move.
        inside = [frame, *(_NAMED.sub("", part) for part in drawing.drawn())]
        inside += _caption(nth + 1, office.bets.words.captions[option], (across / 2, down + letters * 1.25), letters)
        parts.append(group("bet", inside, f"bet.{option}", f"translate({left:.1f} {top:.1f})"))
    return picture("bets", size, [*parts, mark], office.bets.words.alt)


def _caption(nth: int, words: str, place: Point, letters: float) -> list[str]:
    """The number of the option, as it is asked, and the words it begins with."""
    x, y = place
    left = x - text_width(words, letters, bold=True) / 2 - letters * 0.3
    box = Box(left - letters * 0.7, y - letters, left + letters * 0.7, y + letters * 0.3)
    number = text("own", left, y - letters * 0.02, str(nth), letters * 0.9)
    return [rect("pencil", box, 3), number, text("name", x + letters * 0.9, y, words, letters)]
