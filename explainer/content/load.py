"""content/ -> the story. A mistake stops here, with a message that says what and where."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from explainer.content import alike, soundness
from explainer.content.activities import Activity
from explainer.content.argument import Argument
from explainer.content.files import MarkedYAMLError, YAMLError, read_yaml
from explainer.content.grammar import blocks_of, marks_in
from explainer.content.network import Network
from explainer.content.office import Office
from explainer.content.own_office import OwnOffices
from explainer.content.records import Block, Carries, Chapter, Claim, Interface, Source, Story, Term
from explainer.content.teaching import Note, NotesByBeat, Plan
from explainer.record import Frozen


class ContentError(Exception):
    """One or more mistakes in content/; one line each, naming file, line or key, and what is allowed."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        super().__init__("\n".join([f"The content has {count}:", *(f"  {problem}" for problem in problems)]))


Valid = TypeVar("Valid")
Record = TypeVar("Record", bound=Frozen)


def load(root: Path, language: str, figures: Mapping[str, Carries], like: str | None = None) -> Story:
    """Read and check content/ under `root`, with the words in its folder of this language.

    `figures` are the names a block may use, with the claims each carries. `like` is a language beside it that says what
    has to have words. Raises ContentError with every mistake found.
    """
    return _Loader(root, language, figures, like).story()


class _Loader:
    """Reads file after file and collects every mistake, so that one start shows them all."""

    def __init__(self, root: Path, language: str, figures: Mapping[str, Carries], like: str | None):
        self.root, self.language, self.figures, self.like = root, language, figures, like
        self.problems: list[str] = []

    def story(self) -> Story:
        glossary, interface = f"{self.language}/glossary.yaml", self._yaml(f"{self.language}/interface.yaml")
        structure, words = self._yaml("activities.yaml"), self._yaml(f"{self.language}/activities.yaml")
        study, study_words = self._yaml("study.yaml"), self._yaml(f"{self.language}/study.yaml")
        references, entries = self._yaml("sources.yaml"), self._yaml(glossary)
        drawn, drawn_words = self._yaml("network.yaml"), self._yaml(f"{self.language}/network.yaml")
        self._stop_if_wrong()  # a file that cannot be read is one mistake, not one for each of its ids
        sources = self._records(Source, references, "sources.yaml", "sources.yaml")
        told = self._joined(study.get("claims"), study_words.get("claims"), "study.yaml", "claims", "says")
        claims = self._records(Claim, told, "study.yaml", f"{self.language}/study.yaml")
        terms = self._records(Term, entries, glossary, glossary)
        activities = self._activities(structure, words)
        network = self._network(drawn, drawn_words)
        office = self._parted(Office, "office.yaml", ("people", "tie-kinds", "scenes", "states"), ("bets", "morning"))
        argument = self._parted(Argument, "map.yaml", ("stations", "frames", "notes", "states"))
        own_offices = self._parted(OwnOffices, "own_office.yaml", ("levels", "sides", "examples", "prompts"))
        notes, plans = self._notes(), self._plans()
        self._stop_if_wrong()  # the chapters below point at all of these
        chapters = self._chapters()
        self._stop_if_wrong()
        assert network and office and argument and own_offices
        story = Story(
            language=self.language,
            chapters=chapters,
            claims=claims,
            sources=sources,
            terms=terms,
            activities=activities,
            network=network,
            office=office,
            argument=argument,
            own_offices=own_offices,
            notes=notes,
            plans=plans,
            words=Interface(interface),
            figures=self.figures,
        )
        self.problems += [*soundness.problems(story, self._line), *self._untranslated()]
        self._stop_if_wrong()
        return story

    def _stop_if_wrong(self) -> None:
        if self.problems:
            raise ContentError(self.problems)

    def _untranslated(self) -> Iterator[str]:
        if self.like and self.like != self.language:
            for path in sorted((self.root / self.like).glob("*.yaml")):
                file = f"{self.language}/{path.name}"
                yield from alike.missing(self._yaml(file), self._yaml(f"{self.like}/{path.name}"), file)

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
            data = read_yaml(text)
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

    def _joined(self, structure: Any, words: Any, file: str, part: str = "", field: str = "words") -> dict[str, Any]:
        """What stands in two files under the same ids, together: the words become a field of each."""
        left, right = structure or {}, words or {}
        where = f": {part}" if part else ""
        if not (self._is_fields(left, f"{file}{where}") and self._is_fields(right, f"{self.language}/{file}{where}")):
            return {}
        self._same_ids(left, right, file, f"{part}." if part else "")
        return {
            key: {**fields, field: right[key]}
            for key, fields in left.items()
            if key in right and self._is_fields(fields, f"{file}: {key}")
        }

    def _same_ids(self, structure: Iterable[str], words: Iterable[str], file: str, prefix: str = "") -> None:
        for key in structure:
            if key not in words:
                self.problems.append(f"content/{self.language}/{file}: {prefix}{key}: words are missing")
        for key in words:
            if key not in structure:
                self.problems.append(f"content/{self.language}/{file}: {prefix}{key}: no such id in content/{file}")

    def _activities(self, structure: dict[str, Any], words: dict[str, Any]) -> dict[str, Activity]:
        file = "activities.yaml"
        adapter: TypeAdapter[Activity] = TypeAdapter(Activity)
        data = self._joined(structure, words, file)
        valid = {key: self._valid(adapter, one, key, file, f"{self.language}/{file}") for key, one in data.items()}
        return {key: activity for key, activity in valid.items() if activity is not None}

    def _network(self, structure: dict[str, Any], words: dict[str, Any]) -> Network | None:
        """Actors, ties and steps get their words; the rest of the words stays together."""
        file = "network.yaml"
        data, rest = dict(structure), dict(words)
        for part, field in (("actors", "words"), ("ties", "says"), ("steps", "words")):
            data[part] = self._joined(data.get(part), rest.pop(part, None), file, part, field)
        return self._valid(TypeAdapter(Network), {**data, "words": rest}, "network", file, f"{self.language}/{file}")

    def _parted(
        self, kind: type[Record], file: str, worded: tuple[str, ...], single: tuple[str, ...] = ()
    ) -> Record | None:
        """A record whose parts get their words: by id (`worded`) or as one (`single`); others stand beside."""
        data, rest = dict(self._yaml(file)), dict(self._yaml(f"{self.language}/{file}"))
        for part in worded:
            plain = {key: fields or {} for key, fields in (data.get(part) or {}).items()}
            data[part] = self._joined(plain, rest.pop(part, None), file, part)
        for part in single:
            data[part] = {**(data.get(part) or {}), "words": rest.pop(part, None)}
        return self._valid(
            TypeAdapter(kind), {**data, **rest}, file.removesuffix(".yaml"), file, f"{self.language}/{file}"
        )

    # teaching

    def _notes(self) -> NotesByBeat:
        file = f"{self.language}/notes.yaml"
        adapter, notes = TypeAdapter(Note), {}
        for slug, beats in self._yaml(file).items():
            if self._is_fields(beats, f"{file}: {slug}"):
                valid = {beat: self._valid(adapter, said, f"{slug}.{beat}", file, file) for beat, said in beats.items()}
                notes[slug] = {beat: note for beat, note in valid.items() if note is not None}
        return notes

    def _plans(self) -> dict[str, Plan]:
        file, words = "plans.yaml", f"{self.language}/plans.yaml"
        return self._records(Plan, self._joined(self._yaml(file), self._yaml(words), file, "plans"), file, words)

    # chapters

    def _chapters(self) -> tuple[Chapter, ...]:
        data = self._yaml("chapters.yaml").get("chapters")
        if not isinstance(data, list):
            self.problems.append("content/chapters.yaml: chapters: expected a list of chapters")
            return ()
        if not all(self._is_fields(fields, "chapters.yaml: chapters") for fields in data):
            return ()
        chapters = [self._chapter(fields) for fields in data]
        slugs = [fields.get("slug") for fields in data]
        for slug in {slug for slug in slugs if slugs.count(slug) > 1}:
            self.problems.append(f"content/chapters.yaml: {slug}: stands twice in the list")
        for path in sorted((self.root / self.language / "chapters").glob("*.md")):
            if path.stem not in slugs:
                self.problems.append(
                    f"content/{self.language}/chapters/{path.name}: no such chapter in content/chapters.yaml"
                )
        return tuple(chapter for chapter in chapters if chapter is not None)

    def _chapter(self, fields: dict[str, Any]) -> Chapter | None:
        slug = fields.get("slug", "?")
        file = f"{self.language}/chapters/{slug}.md"
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
                blocks.append(valid)
        for extra in words:
            self.problems.append(f"content/{file}: ## {extra}: no such block in content/chapters.yaml")
        if self.problems:
            return None
        data = {**fields, "title": title, "blocks": blocks}
        return self._valid(TypeAdapter(Chapter), data, slug, "chapters.yaml", file)

    def _chapter_words(self, file: str, text: str) -> tuple[str, dict[str, str]]:
        """The title, and the words of each block by its id."""
        title, blocks = blocks_of(text)
        if not title:
            self.problems.append(f"content/{file}: the first line must be the title: `# ...`")
        for twice, times in Counter(name for name, _ in blocks).items():
            if times > 1:
                self.problems.append(f"content/{file}: ## {twice}: stands twice")
        return title, dict(blocks)

    def _line(self, file: str, text: str) -> str:
        """The first line a text stands in, as a message says it."""
        for number, line in enumerate(self._text(file).splitlines(), start=1):
            if text in line:
                return f", line {number}"
        return ""
