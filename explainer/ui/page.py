"""A chapter as one reader sees it in one run, and what puts its words on the page."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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
    waiting: list[str] = field(default_factory=list)
    """Words that are written and not yet put on the page."""

    def name(self, block: Block) -> str:
        """The id of a block on the page."""
        return f"{self.chapter.slug}-{block.id}"

    def shows(self, block: Block) -> bool:
        """Whether the honesty switch lets this activity or figure through."""
        return blocks.is_shown(block, self.reader.position)

    def blocks_html(self, told: Iterable[Block]) -> str:
        """The words of these blocks with their still figures, empty where the honesty switch lets nothing through."""
        return blocks.blocks_html(self.story, self.chapter, told, self.reader.position, page=True)

    def write(self, html: str) -> None:
        """Words for the page. They wait for what is written next: each piece costs the server half a millisecond."""
        self.waiting.append(html)

    def put(self) -> None:
        """Put on the page what is written so far, in one piece. Call before anything that is no HTML."""
        if html := "\n".join(filter(None, self.waiting)):
            elements.html(html)
        self.waiting.clear()

    def take_along(self, block: Block) -> None:
        """The row of what can be taken along, for figures that are drawn after their words."""
        self.write(blocks.take_along_html(self.story, self.chapter, block))

    def reply(self, text: str, name: str, role: str = ' role="status"') -> None:
        """What we say to an answer, in markdown; with a role of status it is read aloud."""
        self.put()
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
