"""A chapter as one reader sees it in one run, and what puts its words on the page."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape

from streamlit.delta_generator import DeltaGenerator

from explainer import blocks
from explainer.answers import Reader
from explainer.content.records import Block, Chapter, Story
from explainer.prose import words_html
from explainer.ui import elements, reader

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """What is shown, of which story, to whom."""

    story: Story
    chapter: Chapter
    reader: Reader
    stage: DeltaGenerator | None = None
    """Where pictures stand beside the words; None in a chapter without."""

    def name(self, block: Block) -> str:
        """The id of a block on the page."""
        return f"{self.chapter.slug}-{block.id}"

    def shows(self, block: Block) -> bool:
        """Whether the honesty switch lets this activity or figure through."""
        return blocks.is_shown(block, self.reader.position)

    def blocks_html(self, told: Iterable[Block]) -> str:
        """The words of these blocks with their still figures, empty where the honesty switch lets nothing through."""
        return blocks.blocks_html(self.story, self.chapter, told, self.reader, page=True)

    def show(self, told: Iterable[Block]) -> None:
        """The same, put on the page in one piece."""
        if html := self.blocks_html(told):
            elements.html(html)

    def take_along(self, block: Block) -> str:
        """The row of what can be taken along, for figures that are drawn after their words."""
        return blocks.take_along_html(self.story, self.chapter, block)

    def reply(self, text: str, name: str, role: str = ' role="status"') -> None:
        """What we say to an answer, in markdown; with a role of status it is read aloud."""
        html, _ = words_html(self.story, text, f"answer-{name}", self.reader.position)
        elements.html(f'<div class="answer"{role}>{html}</div>')


@contextmanager
def guarded() -> Iterator[None]:
    """What breaks in here is logged, and the reader gets a calm sentence; the story around it goes on."""
    try:
        yield
    except Exception:
        _log.exception("a part of the page could not be shown")
        elements.html(f'<p class="left-out" role="status">{escape(reader.story().words("errors.says"))}</p>')
