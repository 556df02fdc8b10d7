"""content/ -> frozen, checked, typed objects. A mistake stops here, with a message that says what and where."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import Field, TypeAdapter, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from explainer.activities import Activity, Board, Comparison, Frozen, Id, Moments, Words, texts
from explainer.evidence import Level, Position
from explainer.network import Network

LANGUAGE = "en"

BlockKind = Literal["question", "prose", "activity", "figure", "finding", "takeaway", "argue", "blank"]
SentenceKind = Literal["context", "gap", "method", "aim", "analysis", "finding", "conclusion"]
Part = Literal["whole-work", "abstract", "policy-statement", "news", "project-page", "interview", "video"]

MARK = re.compile(r"\[([A-Z][\w-]*(?:, ?[A-Z][\w-]*)*)\](?!\()")
"""A mark in prose: the claims a passage rests on, as in [S6] or [S6, B4]."""

LINK = re.compile(r"\]\((term|chapter):([^)\s]*)\)")
"""A link in prose to a term of the glossary or to another chapter."""

BRACKET = re.compile(r"(?<!\\)\[[^\]]*\](?:\([^)\s]*)?")
"""Anything in square brackets, with the beginning of the address that follows it."""

BRACKETS_MEAN = (MARK, re.compile(r"\[[^\]]*\]\((term:|chapter:|https?://)"))


class ContentError(Exception):
    """One or more mistakes in content/; one line each, naming file, line or key, and what is allowed."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        super().__init__("\n".join([f"The content has {count}:", *(f"  {problem}" for problem in problems)]))


Kind = TypeVar("Kind", bound=Frozen)


# ── records ───────────────────────────────────────────────────────────────────────────────────────


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
    """A step of a chapter. `words` is markdown with marks and links; `claims` are those its words carry."""

    id: Id
    kind: BlockKind
    activity: Id | None = None
    figure: Id | None = None
    level: Level | None = None
    awaits: Id | None = None
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
        if self.awaits and self.kind != "finding":
            raise ValueError("awaits belongs to a finding")
        return self

    @property
    def title(self) -> str:
        """The first heading of its words, or nothing."""
        match = re.search(r"^### (.+)$", self.words, re.MULTILINE)
        return match[1] if match else ""


class Chapter(Frozen):
    slug: Id
    section: Id
    minutes: int
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


@dataclass(frozen=True)
class Interface:
    """Every other word a reader sees, by a dotted key."""

    entries: Mapping[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """The words under a key. An entry with `one` and `other` is chosen by the value `n`."""
        entry: Any = self.entries
        for part in key.split("."):
            if not isinstance(entry, Mapping) or part not in entry:
                raise KeyError(f"content/{LANGUAGE}/interface.yaml has no words for {key}")
            entry = entry[part]
        if isinstance(entry, Mapping):
            entry = entry["one" if values["n"] == 1 else "other"]
        return str(entry).format(**values) if values else str(entry)


@dataclass(frozen=True, eq=False)
class Story:
    """Everything content/ says, by id. Compared by identity, so that it can be part of a cache key."""

    chapters: tuple[Chapter, ...]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]
    activities: Mapping[str, Activity]
    network: Network
    words: Interface

    def chapter(self, slug: str) -> Chapter:
        return next(chapter for chapter in self.chapters if chapter.slug == slug)

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
        """The ids of the claims a chapter rests on, in its words and in its activities."""
        return frozenset(claim for block in chapter.blocks for claim in claims_of_block(self, block))

    def chapters_linking_to(self, term: str) -> tuple[Chapter, ...]:
        """The chapters whose words link to a term of the glossary, in their order."""
        return tuple(
            chapter
            for chapter in self.chapters
            if any(("term", term) in LINK.findall(block.words) for block in chapter.blocks)
        )

    def neighbours(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """The chapter before and the chapter after, None at the ends."""
        at = self.chapters.index(chapter)
        before = self.chapters[at - 1] if at else None
        after = self.chapters[at + 1] if at + 1 < len(self.chapters) else None
        return before, after

    def minutes_left(self, chapter: Chapter) -> int:
        """Estimated minutes from the start of this chapter to the end of its section."""
        section = self.sections[chapter.section]
        return sum(c.minutes for c in section[section.index(chapter) :])


Valid = TypeVar("Valid")
Record = TypeVar("Record", bound=Frozen)

# ── loading ───────────────────────────────────────────────────────────────────────────────────────


def load(root: Path, figures: Iterable[str]) -> Story:
    """Read and check content/ under `root`.

    `figures` are the names a figure block may use. Raises ContentError with every mistake found.
    """
    return _Loader(root, frozenset(figures)).story()


class _Loader:
    """Reads file after file and collects every mistake, so that one start shows them all."""

    def __init__(self, root: Path, figures: frozenset[str]):
        self.root, self.figures = root, figures
        self.problems: list[str] = []

    def story(self) -> Story:
        glossary, interface = f"{LANGUAGE}/glossary.yaml", self._yaml(f"{LANGUAGE}/interface.yaml")
        structure, words = self._yaml("activities.yaml"), self._yaml(f"{LANGUAGE}/activities.yaml")
        study, study_words = self._yaml("study.yaml"), self._yaml(f"{LANGUAGE}/study.yaml")
        references, entries = self._yaml("sources.yaml"), self._yaml(glossary)
        drawn, drawn_words = self._yaml("network.yaml"), self._yaml(f"{LANGUAGE}/network.yaml")
        self._stop_if_wrong()  # a file that cannot be read is one mistake, not one for each of its ids
        sources = self._records(Source, references, "sources.yaml", "sources.yaml")
        claims = self._worded(Claim, study, study_words, "claims", "study.yaml", "says")
        terms = self._records(Term, entries, glossary, glossary)
        activities = self._activities(structure, words)
        network = self._network(drawn, drawn_words)
        self._stop_if_wrong()  # the chapters below point at all of these
        known = _Known(set(claims), set(terms), set(activities))
        chapters = self._chapters(known)
        self._stop_if_wrong()
        assert network is not None
        story = Story(chapters, claims, sources, terms, activities, network, Interface(interface))
        self._check_references(story)
        self._stop_if_wrong()
        return story

    def _stop_if_wrong(self) -> None:
        if self.problems:
            raise ContentError(self.problems)

    # files

    def _text(self, name: str) -> str:
        path = self.root / name
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            self.problems.append(f"content/{name}: the file is missing")
        except UnicodeDecodeError as error:
            self.problems.append(f"content/{name}: not UTF-8 text (byte {error.start})")
        return ""

    def _yaml(self, name: str) -> dict[str, Any]:
        text = self._text(name)
        if not text:
            return {}
        try:
            data = YAML(typ="safe").load(text)
        except MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else "?"
            problem = (error.problem or "cannot be read").split("\n")[0]
            self.problems.append(f"content/{name}, line {line}: {problem}")
            return {}
        except YAMLError as error:
            self.problems.append(f"content/{name}: {' '.join(str(error).split())}")
            return {}
        if not isinstance(data, dict):
            self.problems.append(f"content/{name}: expected `key: value` lines at the top level")
            return {}
        return data

    def _valid(self, adapter: TypeAdapter[Valid], data: object, key: str, file: str, words_file: str) -> Valid | None:
        try:
            return adapter.validate_python(data)
        except ValidationError as error:
            for detail in error.errors():
                place = [str(part) for part in detail["loc"]]
                if isinstance(data, dict) and place[:1] == [data.get("kind")]:
                    place = place[1:]  # pydantic names the kind it chose first
                in_words = "words" in place or "says" in place
                where = ".".join([key, *(part for part in place if part != "words")])
                given = detail["input"]
                shown = f" (given: {given!r})" if isinstance(given, str | int | float | bool) else ""
                message = detail["msg"].removeprefix("Value error, ")
                self.problems.append(f"content/{words_file if in_words else file}: {where}: {message}{shown}")
            return None

    def _records(self, kind: type[Record], data: dict[str, Any], file: str, words_file: str) -> dict[str, Record]:
        adapter = TypeAdapter(kind)
        records = {}
        for key, fields in data.items():
            if not self._is_fields(fields, f"{file}: {key}"):
                continue
            fields = {str(name).replace("-", "_"): value for name, value in fields.items()}
            record = self._valid(adapter, {"id": key, **fields}, key, file, words_file)
            if record is not None:
                records[key] = record
        return records

    def _is_fields(self, data: object, where: str) -> bool:
        if not isinstance(data, dict):
            self.problems.append(f"content/{where}: expected `key: value` fields, found {data!r}"[:200])
        return isinstance(data, dict)

    def _worded(
        self, kind: type[Record], structure: dict[str, Any], words: dict[str, Any], part: str, file: str, field: str
    ) -> dict[str, Record]:
        """Records whose structure and words stand in two files under the same ids."""
        left, right = structure.get(part) or {}, words.get(part) or {}
        worded = f"{LANGUAGE}/{file}: {part}"
        if not (self._is_fields(left, f"{file}: {part}") and self._is_fields(right, worded)):
            return {}
        self._same_ids(left, right, file, f"{part}.")
        data = {
            key: {**fields, field: right[key]} if isinstance(fields, dict) else fields
            for key, fields in left.items()
            if key in right
        }
        return self._records(kind, data, file, f"{LANGUAGE}/{file}")

    def _same_ids(self, structure: Iterable[str], words: Iterable[str], file: str, prefix: str = "") -> None:
        for key in structure:
            if key not in words:
                self.problems.append(f"content/{LANGUAGE}/{file}: {prefix}{key}: words are missing")
        for key in words:
            if key not in structure:
                self.problems.append(f"content/{LANGUAGE}/{file}: {prefix}{key}: no such id in content/{file}")

    def _activities(self, structure: dict[str, Any], words: dict[str, Any]) -> dict[str, Activity]:
        file = "activities.yaml"
        self._same_ids(structure, words, file)
        adapter: TypeAdapter[Activity] = TypeAdapter(Activity)
        activities = {}
        for key in structure.keys() & words.keys():
            if not self._is_fields(structure[key], f"{file}: {key}"):
                continue
            data = {**structure[key], "words": words[key]}
            activity = self._valid(adapter, data, key, file, f"{LANGUAGE}/{file}")
            if activity is not None:
                activities[key] = activity
        return activities

    def _network(self, structure: dict[str, Any], words: dict[str, Any]) -> Network | None:
        """Actors, ties and steps get their words, which stand under the same ids."""
        file = "network.yaml"
        data, rest = dict(structure), dict(words)
        for part, field in (("actors", "words"), ("ties", "says"), ("steps", "words")):
            left, right = data.get(part) or {}, rest.pop(part, None) or {}
            self._same_ids(left, right, file, f"{part}.")
            data[part] = {key: {**fields, field: right[key]} for key, fields in left.items() if key in right}
        return self._valid(TypeAdapter(Network), {**data, "words": rest}, "network", file, f"{LANGUAGE}/{file}")

    # chapters

    def _chapters(self, known: "_Known") -> tuple[Chapter, ...]:
        data = self._yaml("chapters.yaml").get("chapters")
        if not isinstance(data, list):
            self.problems.append("content/chapters.yaml: chapters: expected a list of chapters")
            return ()
        if not all(self._is_fields(fields, "chapters.yaml: chapters") for fields in data):
            return ()
        chapters = [self._chapter(fields, known) for fields in data]
        slugs = [fields.get("slug") for fields in data]
        for slug in {slug for slug in slugs if slugs.count(slug) > 1}:
            self.problems.append(f"content/chapters.yaml: {slug}: stands twice in the list")
        for path in sorted((self.root / LANGUAGE / "chapters").glob("*.md")):
            if path.stem not in slugs:
                self.problems.append(
                    f"content/{LANGUAGE}/chapters/{path.name}: no such chapter in content/chapters.yaml"
                )
        return tuple(chapter for chapter in chapters if chapter is not None)

    def _chapter(self, fields: dict[str, Any], known: "_Known") -> Chapter | None:
        slug = fields.get("slug", "?")
        file = f"{LANGUAGE}/chapters/{slug}.md"
        if not (text := self._text(file)):
            return None
        title, words = self._chapter_words(file, text)
        blocks = []
        for block in fields.get("blocks") or []:
            if not self._is_fields(block, f"chapters.yaml: {slug}.blocks"):
                continue
            where = f"{slug}.blocks.{block.get('id', '?')}"
            passage = words.pop(str(block.get("id")), None)
            if passage is None:
                self.problems.append(
                    f"content/{file}: no words for block {block.get('id')}: add a line `## {block.get('id')}`"
                )
                continue
            data = {**block, "words": passage, "claims": marks_in(passage)}
            valid = self._valid(TypeAdapter(Block), data, where, "chapters.yaml", file)
            if valid is not None:
                self._check_block(valid, where, file, known)
                blocks.append(valid)
        for extra in words:
            self.problems.append(f"content/{file}: ## {extra}: no such block in content/chapters.yaml")
        if self.problems:
            return None
        data = {**fields, "title": title, "blocks": blocks}
        return self._valid(TypeAdapter(Chapter), data, slug, "chapters.yaml", file)

    def _chapter_words(self, file: str, text: str) -> tuple[str, dict[str, str]]:
        """The title (`# ...`) and the words of each block (`## id` and what follows)."""
        head, *parts = re.split(r"^## +(\S+) *$", text, flags=re.MULTILINE)
        title = re.search(r"^# +(.+)$", head, re.MULTILINE)
        if not title:
            self.problems.append(f"content/{file}: the first line must be the title: `# ...`")
        ids = parts[::2]
        for twice in {name for name in ids if ids.count(name) > 1}:
            self.problems.append(f"content/{file}: ## {twice}: stands twice")
        words = {name: passage.strip() for name, passage in zip(ids, parts[1::2], strict=True)}
        return (title[1].strip() if title else ""), words

    def _check_block(self, block: Block, where: str, file: str, known: "_Known") -> None:
        for claim in block.claims:
            if claim not in known.claims:
                self.problems.append(
                    f"content/{file}{self._line(file, claim)}: [{claim}]: no such claim in content/study.yaml; "
                    f"allowed: {', '.join(sorted(known.claims))}"
                )
        for bracket in BRACKET.findall(block.words):
            if not any(meaning.match(bracket) for meaning in BRACKETS_MEAN):
                self.problems.append(
                    f"content/{file}{self._line(file, bracket)}: {bracket} is neither a mark nor a link; "
                    "allowed: [S1], [words](term:id), [words](chapter:slug), [words](https://...), \\["
                )
        for scheme, target in LINK.findall(block.words):
            if scheme == "term" and target not in known.terms:
                self.problems.append(
                    f"content/{file}{self._line(file, f'term:{target}')}: no term {target!r} in the glossary; "
                    f"allowed: {', '.join(sorted(known.terms))}"
                )
        for name in filter(None, (block.activity, block.awaits)):
            if name not in known.activities:
                self.problems.append(
                    f"content/chapters.yaml: {where}: no activity {name!r}; "
                    f"allowed: {', '.join(sorted(known.activities))}"
                )
        if block.figure and block.figure not in self.figures:
            self.problems.append(
                f"content/chapters.yaml: {where}: no figure {block.figure!r}; "
                f"allowed: {', '.join(sorted(self.figures))}"
            )

    def _line(self, file: str, text: str) -> str:
        for number, line in enumerate(self._text(file).splitlines(), start=1):
            if text in line:
                return f", line {number}"
        return ""

    # what only shows when everything is there

    def _check_references(self, story: Story) -> None:
        slugs = [chapter.slug for chapter in story.chapters]
        blocks = [(chapter, block) for chapter in story.chapters for block in chapter.blocks]
        for chapter, block in blocks:
            file = f"{LANGUAGE}/chapters/{chapter.slug}.md"
            for scheme, target in LINK.findall(block.words):
                if scheme == "chapter" and target not in slugs:
                    self.problems.append(
                        f"content/{file}{self._line(file, f'chapter:{target}')}: no chapter {target!r}; "
                        f"allowed: {', '.join(slugs)}"
                    )
        self._check_claims(story)
        cited = {claim.source for claim in story.claims.values()}
        self._unused("sources.yaml", story.sources, cited, "no claim cites it")
        linked = {target for _, block in blocks for scheme, target in LINK.findall(block.words) if scheme == "term"}
        self._unused(f"{LANGUAGE}/glossary.yaml", story.terms, linked, "no chapter links to it")
        done = {name for _, block in blocks for name in (block.activity, block.awaits) if name}
        self._unused("activities.yaml", story.activities, done, "no block uses it")
        needed = [f"levels.{level}.{part}" for level in Level for part in ("name", "short", "explained")]
        needed += [f"evidence.positions.{position}" for position in Position]
        needed += [f"sections.{section}" for section in story.sections]
        for key in needed:
            try:
                story.words(key)
            except KeyError:
                self.problems.append(f"content/{LANGUAGE}/interface.yaml: {key}: words are missing")

    def _check_claims(self, story: Story) -> None:
        used = set(claims_in(story))
        for claim in story.claims.values():
            if claim.source and claim.source not in story.sources:
                self.problems.append(
                    f"content/study.yaml: claims.{claim.id}.source: no source {claim.source!r}; "
                    f"allowed: {', '.join(story.sources)}"
                )
            for origin in claim.starts_from:
                if origin not in story.claims:
                    self.problems.append(
                        f"content/study.yaml: claims.{claim.id}.starts_from: no claim {origin!r}; "
                        f"allowed: {', '.join(story.claims)}"
                    )
            ours = claim.level in (Level.INTERPRETATION, Level.IMAGINED)
            if ours and claim.id not in used:
                self.problems.append(f"content/study.yaml: claims.{claim.id}: ours, and nothing uses it; delete it")
        for term in story.terms.values():
            self._known_claims(term.claims, f"{LANGUAGE}/glossary.yaml: {term.id}.claims", story)
        self._known_claims(story.network.claims(), "network.yaml", story)
        for name, activity in story.activities.items():
            self._known_claims(claims_of_activity(activity), f"activities.yaml: {name}", story)

    def _known_claims(self, claims: Iterable[str], where: str, story: Story) -> None:
        for claim in claims:
            if claim not in story.claims:
                self.problems.append(f"content/{where}: no claim {claim!r}; allowed: {', '.join(story.claims)}")

    def _unused(self, file: str, ids: Iterable[str], used: set[Any], why: str) -> None:
        for name in ids:
            if name not in used:
                self.problems.append(f"content/{file}: {name}: {why}; delete it or use it")


@dataclass(frozen=True)
class _Known:
    claims: set[str]
    terms: set[str]
    activities: set[str]


def marks_in(text: str) -> tuple[str, ...]:
    """The ids of the claims a text is marked with, each once."""
    return tuple(dict.fromkeys(claim for marks in MARK.findall(text) for claim in re.split(", ?", marks)))


def claims_of_activity(activity: Activity) -> Iterator[str]:
    """The ids of the claims an activity carries, in its structure and in its words."""
    match activity:
        case Comparison():
            for row in activity.rows.values():
                for claims in row.values():
                    yield from claims
        case Board():
            yield from activity.which
            for claims in activity.cells.values():
                yield from claims
    for text in texts(activity.words):
        yield from marks_in(text)


def claims_of_block(story: Story, block: Block) -> Iterator[str]:
    """The ids of the claims a block carries, in its words and in its activity."""
    yield from block.claims
    if block.activity:
        yield from claims_of_activity(story.activities[block.activity])
    if block.figure == "network_imagined":
        yield from story.network.claims()
    elif block.figure in story.network.views:
        yield from story.network.claims_of_view(block.figure)
    if block.figure == "every_term":
        for term in story.terms.values():
            yield from term.claims


def claims_in(story: Story) -> Iterator[str]:
    """The ids of the claims the chapters carry, in the order a reader meets them; some more than once."""
    for chapter in story.chapters:
        for block in chapter.blocks:
            yield from claims_of_block(story, block)
