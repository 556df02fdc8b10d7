"""How many words a reader meets, chapter by chapter; and how often they say that something is not said.

`make words`. Counted are titles, words of blocks, what an activity asks and offers, its longest reply, and the words of
tables among the text. Not counted: what opens on demand, lists behind the story, and words drawn in pictures.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.checked import story as told
from explainer.content.activities import Board, Choice, Comparison, Curve, Moments, Notes, Placement
from explainer.content.grammar import MARK
from explainer.content.records import Block, Chapter, Story

LIMIT = 4800
"""Words from the cover to the discussion."""

BEAT = 45
"""Words of one beat, its heading apart."""

NOT_SAID = 12
"""How often, from the cover to the discussion, the reader hears that something is not said."""

PHRASES = {
    "en": re.compile(
        r"(does|do|did) not (say|name|mention|know|define|report)|cannot (know|see|tell|say)|not (in the abstract|said|"
        r"given|reported|stated)|no(thing|body|where)\b[^.]{0,30}\b(said|says|says so)|leaves? (it )?open|left open|"
        r"is silent|neither the \w+ [^.]*is given|speak nowhere|names no|not in the sentence",
        re.IGNORECASE,
    )
}
"""Phrases that say that something is not said, by language."""


@dataclass(frozen=True)
class Passage:
    """Words that are shown: where they stand, and whether they are the reader's choice or the story's own words."""

    chapter: str
    block: str
    text: str

    @property
    def count(self) -> int:
        return len(self.text.split())


def chapters(story: Story) -> list[Chapter]:
    """The chapters a reader goes through, from the cover to the discussion."""
    return [chapter for chapter in story.chapters if chapter.section in ("start", "story")]


def plain(markdown: str) -> str:
    """Words as they are read: without marks, the targets of links and signs of markdown."""
    text = re.sub(r"\]\([^)]*\)", "]", MARK.sub("", markdown))
    return re.sub(r"[\[\]*#]", "", text).strip()


def body(block: Block) -> str:
    """The words of a beat without its heading."""
    return plain(re.sub(r"^### .*$", "", block.words, flags=re.MULTILINE))


def shown(story: Story, chapter: Chapter) -> Iterator[Passage]:
    """Everything a reader meets in a chapter, in its order."""
    yield Passage(chapter.slug, "title", chapter.title)
    for block in chapter.blocks:
        if block.medium == "print":
            continue
        texts = [block.words, *_of_activity(story, chapter, block)]
        for text in filter(None, map(plain, texts)):
            yield Passage(chapter.slug, block.id, text)


def _of_activity(story: Story, chapter: Chapter, block: Block) -> Iterator[str]:
    if not block.activity or block.kind not in ("activity", "figure"):
        return
    match story.activities[block.activity]:
        case Choice(words=words):
            yield from (words.ask, *words.options.values())
            replies = story.is_answered_in(chapter, block.activity)
            yield max(words.replies.values(), key=len) if replies and words.replies else words.remembered or ""
        case Moments(words=words) if block.kind == "activity":
            for name, moment in words.moments.items():
                if block.moment in (None, name):
                    yield from (moment.title, moment.scene, moment.managerial, moment.professional)
                    yield from (words.ask_reply, *moment.replies.values(), words.ask_reason, *words.reasons.values())
                    yield from (words.ask_tension, words.tension_ends, max(words.answer.values(), key=len))
        case Placement(words=words):
            yield from (
                words.ask,
                words.how,
                *words.actors.values(),
                words.x.low,
                words.x.high,
                words.y.low,
                words.y.high,
            )
            yield max(words.replies.values(), key=len)
        case Board(words=words):
            for row in words.rows.values():
                yield from (row.name, row.example, words.ask_script, *row.scripts.values(), words.ask_own)
                yield from (words.ask_enacted, *words.enactments.values())
        case Curve(words=words):
            yield from (words.how, words.across, words.up, words.ready)
        case Notes(words=words):
            yield from words.fields.values()
        case Comparison(words=words):
            yield from (*words.columns.values(), words.finding)
            for line in words.rows.values():
                yield from (line.name, *line.cells.values())


def not_said(story: Story) -> list[str]:
    """Each time the reader hears that something is not said, with where: an open question is drawn, not told.

    Empty where no PHRASES are known in the language of the story.
    """
    phrase = PHRASES.get(story.language, re.compile("(?!)"))
    return [
        f"{passage.chapter}-{passage.block}: {found[0]}"
        for chapter in chapters(story)
        for passage in shown(story, chapter)
        for found in phrase.finditer(passage.text)
    ]


def main() -> int:
    story, whole = told(), 0
    for chapter in chapters(story):
        passages = [*shown(story, chapter)]
        count = sum(passage.count for passage in passages)
        own = sum(len(body(block).split()) for block in chapter.blocks)
        longest = max((len(body(block).split()), block.id) for block in chapter.blocks if block.kind != "blank")
        whole += count
        print(f"{chapter.slug:12}{count:6} words, {own:5} of them in beats; longest beat: {longest[1]}, {longest[0]}")
    said = not_said(story)
    print(f"{'together':12}{whole:6} of at most {LIMIT}")
    if story.language in PHRASES:
        print(f"said that it is not said: {len(said)} of at most {NOT_SAID}", *said, sep="\n  ")
    else:
        print(f"said that it is not said: not counted, PHRASES in bench/words.py has none in {story.language}")
    return int(whole > LIMIT or len(said) > NOT_SAID)


if __name__ == "__main__":
    sys.exit(main())
