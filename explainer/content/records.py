"""What the story is made of: claims, sources, terms, chapters and their blocks, and the story that holds them all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Self, TypeVar

from pydantic import Field, model_validator

from explainer.content.activities import Activity, Comparison, Moments, texts
from explainer.content.argument import Argument
from explainer.content.grammar import LINK, marks_in, title_of
from explainer.content.network import Network
from explainer.content.office import Office
from explainer.content.own_office import OwnOffices
from explainer.content.teaching import Note, NotesByBeat, Plan
from explainer.evidence import Level
from explainer.record import Frozen, Id, Words

BlockKind = Literal["question", "prose", "activity", "figure", "finding", "takeaway", "argue", "blank"]
SentenceKind = Literal["context", "gap", "method", "aim", "analysis", "finding", "conclusion"]
Part = Literal["whole-work", "abstract", "policy-statement", "news", "project-page", "interview", "video"]

Kind = TypeVar("Kind", bound=Frozen)


class Name(Frozen):
    """A person (family, given) or an organization (literal)."""

    family: Words | None = None
    given: Words | None = None
    literal: Words | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if bool(self.family) == bool(self.literal):
            raise ValueError("a name has either a family name or a literal one")
        return self


class Source(Frozen):
    """A reference; the fields are those of CSL-JSON."""

    id: Id
    type: Literal["article-journal", "book", "chapter", "webpage", "software"]
    title: Words
    author: tuple[Name, ...] = Field(min_length=1)
    issued: int | None = None
    container_title: Words | None = None
    editor: tuple[Name, ...] = ()
    volume: Words | None = None
    issue: Words | None = None
    page: Words | None = None
    publisher: Words | None = None
    version: Words | None = None
    DOI: Words | None = None
    ISSN: Words | None = None
    URL: Words | None = None

    @property
    def short(self) -> str:
        """Author and year, as in a text: “Kersing et al., 2025”."""
        names = [author.family or author.literal or "" for author in self.author]
        who = names[0] if len(names) == 1 else " & ".join(names) if len(names) == 2 else f"{names[0]} et al."
        if self.author[-1].literal == "others":
            who = f"{names[0]} et al."
        return f"{who}, {self.issued}" if self.issued else who


class Locator(Frozen):
    """Where in a source: a sentence of the abstract (1–9, and a point of it), or a part of another work."""

    sentence: int | None = None
    point: int | None = None
    part: Part | None = None


class Claim(Frozen):
    """One statement, with its level, its source and where in the source it stands."""

    id: Id
    level: Level
    source: Id | None = None
    locator: Locator = Locator()
    kind: SentenceKind | None = None
    starts_from: tuple[Id, ...] = ()
    says: Words

    @model_validator(mode="after")
    def _can_be_located(self) -> Self:
        match self.level:
            case Level.ABSTRACT | Level.BLANK:
                if not self.source or not self.locator.sentence or not 1 <= self.locator.sentence <= 9:
                    raise ValueError("needs a source and a locator: {sentence: 1 to 9}")
                if self.level is Level.ABSTRACT and not self.kind:
                    raise ValueError("needs a kind: context, gap, method, aim, analysis, finding or conclusion")
            case Level.TEAM | Level.LITERATURE:
                if not self.source or not self.locator.part:
                    raise ValueError("needs a source and a locator: {part: whole-work, abstract, news, ...}")
            case Level.INTERPRETATION:
                if not self.starts_from:
                    raise ValueError("needs starts_from: the claims it is built on")
            case Level.YOURS:
                raise ValueError("no claim of ours can be a reader's answer; allowed: every other level")
        return self


class Term(Frozen):
    """An entry of the glossary."""

    id: Id
    term: Words
    means: Words
    claims: tuple[Id, ...] = Field(min_length=1)


class Block(Frozen):
    """A step of a chapter. `words` is markdown with marks and links; `claims` are those its words carry.

    `moment` is the one moment its activity of moments asks about; without it, all.
    """

    id: Id
    kind: BlockKind
    activity: Id | None = None
    moment: Id | None = None
    figure: Id | None = None
    state: Id | None = None
    level: Level | None = None
    awaits: Id | None = None
    tab: Id | None = None
    medium: Literal["page", "print"] | None = None
    words: str
    claims: tuple[str, ...]

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        if self.kind == "activity" and not (self.activity and self.level):
            raise ValueError("an activity block needs activity and level")
        if self.kind == "figure" and not self.figure:
            raise ValueError("a figure block needs figure")
        if self.kind not in ("activity", "figure") and not (self.words or self.figure):
            raise ValueError(f"a {self.kind} block needs words")
        if self.kind in ("finding", "blank") and not self.claims:
            raise ValueError(f"a {self.kind} block needs at least one mark in its words")
        if self.awaits and self.kind == "activity":
            raise ValueError("an activity awaits nothing: only what is told does")
        return self

    @property
    def title(self) -> str:
        """The first heading of its words, or nothing."""
        return title_of(self.words)


class Chapter(Frozen):
    slug: Id
    section: Id
    minutes: int
    beside: bool = False
    """Whether the way through the story leads past it; it is reached from the menu and by links."""
    map: Id | None = None
    """The state of the map that shows where this chapter is in the argument."""
    title: Words
    blocks: tuple[Block, ...]

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if not any(block.id == block.kind == "question" for block in self.blocks):
            raise ValueError("a chapter needs a block {id: question, kind: question}")
        return self

    def block(self, block_id: str) -> Block:
        return next(block for block in self.blocks if block.id == block_id)

    @property
    def question(self) -> str:
        return self.block("question").words

    @property
    def path(self) -> str:
        """Its address under the root: the cover is served at “/”."""
        return "/" if self.slug == "cover" else f"/{self.slug}"

    @property
    def href(self) -> str:
        """The way there from any page of ours. All of them stand beside each other, wherever the root is; so no link
        needs to know where that is."""
        return f".{self.path}"


@dataclass(frozen=True)
class Interface:
    """Every other word a reader sees, by a dotted key."""

    entries: Mapping[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """The words under a key. An entry with `one` and `other` is chosen by the value `n`."""
        entry: Any = self.entries
        for part in key.split("."):
            if not isinstance(entry, Mapping) or part not in entry:
                raise KeyError(f"interface.yaml has no words for {key}")
            entry = entry[part]
        if isinstance(entry, Mapping):
            entry = entry["one" if values["n"] == 1 else "other"]
        return str(entry).format(**values) if values else str(entry)


Carries = Callable[["Story"], Iterable[str]]
"""The ids of the claims that a figure carries, beyond those of its block's words."""


@dataclass(frozen=True, eq=False)
class Story:
    """Everything content/ says, by id. Compared by identity, so that it can be part of a cache key.

    `language` is the name of the folder its words come from, as HTML names a language; `figures` are the names a block
    may use, with the claims each carries.
    """

    language: str
    chapters: tuple[Chapter, ...]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]
    activities: Mapping[str, Activity]
    network: Network
    office: Office
    argument: Argument
    own_offices: OwnOffices
    notes: NotesByBeat
    plans: Mapping[str, Plan]
    words: Interface
    figures: Mapping[str, Carries]

    def chapter(self, slug: str) -> Chapter:
        return next(chapter for chapter in self.chapters if chapter.slug == slug)

    def note(self, slug: str, beat: str) -> Note | None:
        """What a lecturer has in mind at a beat; None where nothing is noted."""
        return self.notes.get(slug, {}).get(beat)

    def title_of(self, slug: str, beat: str) -> str:
        """What a beat is called among all others: its heading, or what stands for one."""
        chapter = self.chapter(slug)
        block = chapter.block(beat)
        if block.kind == "question":
            return chapter.title
        if block.moment:
            return self.moments(block.activity or "").words.moments[block.moment].title
        return block.title or self.words(block.kind)

    @cached_property
    def sections(self) -> Mapping[str, tuple[Chapter, ...]]:
        """Chapters by section, both in the order of chapters.yaml."""
        order = dict.fromkeys(chapter.section for chapter in self.chapters)
        return {name: tuple(c for c in self.chapters if c.section == name) for name in order}

    def activity(self, name: str | None, kind: type[Kind]) -> Kind:
        """The activity of this name, which is of this kind."""
        activity = self.activities[name or ""]
        assert isinstance(activity, kind), f"{name} is not a {kind.__name__}"
        return activity

    def moments(self, name: str) -> Moments:
        """The activity of this name, which is one of moments."""
        return self.activity(name, Moments)

    def claims_of(self, chapter: Chapter) -> frozenset[str]:
        """The ids of the claims a chapter rests on: in its words, its activities and its figures."""
        return self._claims_by_chapter[chapter.slug]

    @cached_property
    def _claims_by_chapter(self) -> Mapping[str, frozenset[str]]:
        return {
            chapter.slug: frozenset(claim for block in chapter.blocks for claim in self._claims_of_block(block))
            for chapter in self.chapters
        }

    def _claims_of_block(self, block: Block) -> Iterator[str]:
        yield from block.claims
        if block.activity:
            yield from claims_of_activity(self.activities[block.activity])
        if block.figure:
            yield from self.figures[block.figure](self)

    def is_answered_in(self, chapter: Chapter, activity: str) -> bool:
        """Whether our replies to an activity stand in this chapter: where it is asked for the last time."""
        asked = (c for c in self.chapters for b in c.blocks if b.kind == "activity" and b.activity == activity)
        return [*asked][-1:] == [chapter]

    def chapters_linking_to(self, term: str) -> tuple[Chapter, ...]:
        """The chapters whose words link to a term of the glossary, in their order."""
        return tuple(
            chapter
            for chapter in self.chapters
            if any(("term", term) in LINK.findall(block.words) for block in chapter.blocks)
        )

    def neighbours(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """The chapter before and the chapter after on the way through, None at the ends."""
        way = [one for one in self.chapters if one is chapter or not one.beside]
        at = way.index(chapter)
        before = way[at - 1] if at else None
        after = way[at + 1] if at + 1 < len(way) else None
        return before, after

    def minutes_left(self, chapter: Chapter) -> int:
        """Estimated minutes from the start of this chapter to the end of its section."""
        section = self.sections[chapter.section]
        return sum(c.minutes for c in section[section.index(chapter) :])


def claims_of_activity(activity: Activity) -> Iterator[str]:
    """The ids of the claims an activity carries, in its structure and in its words."""
    if isinstance(activity, Comparison):
        for row in activity.rows.values():
            for claims in row.values():
                yield from claims
    for text in texts(activity.words):
        yield from marks_in(text)
