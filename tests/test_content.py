"""content/ is checked: each kind of mistake stops with a message that says where, what and what is allowed."""

import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from conftest import CONTENT, Copy, told

from explainer.answers import parameters
from explainer.content.files import read_yaml
from explainer.content.records import Interface, Story
from explainer.evidence import Position

Break = Callable[[Copy], object]


def edited(file: str, change: Callable[[Any], object]) -> Break:
    return lambda copy: copy.edit(file, change)


def said(words: str) -> Break:
    return lambda copy: copy.say("cover", "monday", words)


def replaced(file: str, old: str, new: str) -> Break:
    def change(copy: Copy) -> None:
        assert copy.text(file).count(old) == 1, f"{old!r} should stand once in {file}"
        copy.write(file, copy.text(file).replace(old, new))

    return change


def appended(file: str, text: str) -> Break:
    return lambda copy: copy.write(file, copy.text(file) + text)


def cover(data: Any) -> Any:
    return next(chapter for chapter in data["chapters"] if chapter["slug"] == "cover")


def block(data: Any, slug: str, name: str) -> Any:
    chapter = next(chapter for chapter in data["chapters"] if chapter["slug"] == slug)
    return next(block for block in chapter["blocks"] if block["id"] == name)


COVER, CASE, LOGICS = "en/chapters/cover.md", "en/chapters/case.md", "en/chapters/logics.md"

# What is broken, and the parts its message must have: the file, the line or key, what is wrong, what is allowed.
MISTAKES: dict[str, tuple[Break, list[str]]] = {
    # what words point at
    "unknown claim in a mark": (said("Here. [S99]"), [COVER, ", line", "[S99]", "no such claim", "allowed:", "S1"]),
    "unknown claim beside a known one": (said("Here. [S1, S99]"), [COVER, "[S99]", "no such claim"]),
    "mark that is no mark": (said("Here. [s6]"), [COVER, ", line", "[s6]", "neither a mark nor a link", "[S1]"]),
    "unknown term": (said("[Word](term:nope)"), [COVER, ", line", "'nope'", "no term", "allowed:", "logic"]),
    "unknown chapter": (said("[Word](chapter:nope)"), [COVER, ", line", "no chapter 'nope'", "allowed:", "logics"]),
    "unknown kind of link": (said("[Word](terms:logic)"), [COVER, ", line", "terms:logic", "neither", "term:id"]),
    # office.yaml
    "option that leads to no picture": (
        edited("office.yaml", lambda data: data["states"]["wishes"].update(answers="bet")),
        ["office.yaml", "states.wishes", "within leads nowhere", "wishes-within"],
    ),
    # what chapters end with
    "chapter without a question to argue": (
        edited("chapters.yaml", lambda data: block(data, "case", "argue").update(kind="prose")),
        ["content/chapters.yaml: case.blocks: 0 blocks of kind argue", "takeaway, argue, blank"],
    ),
    # notes.yaml, plans.yaml
    "beat without a note": (
        edited("en/notes.yaml", lambda data: data["cover"].pop("bet")),
        ["en/notes.yaml", "cover.bet", "a note is missing"],
    ),
    "note for an unknown beat": (
        edited("en/notes.yaml", lambda data: data["cover"].update(nope=data["cover"]["bet"])),
        ["en/notes.yaml", "cover.nope", "no such beat", "allowed:", "monday"],
    ),
    "notes for an unknown chapter": (
        edited("en/notes.yaml", lambda data: data.update(nope={})),
        ["en/notes.yaml", "nope", "no such chapter", "allowed:", "logics"],
    ),
    "note without a question": (
        edited("en/notes.yaml", lambda data: data["cover"]["bet"].pop("follow_up")),
        ["en/notes.yaml", "cover.bet.follow_up", "required"],
    ),
    "note with an unknown claim": (
        edited("en/notes.yaml", lambda data: data["cover"]["bet"].update(say="Here. [S99]")),
        ["en/notes.yaml", "cover.bet", "no claim 'S99'"],
    ),
    "plan whose minutes do not add up": (
        edited("plans.yaml", lambda data: data["minutes-20"].update(minutes=25)),
        ["plans.yaml", "minutes-20", "20 minutes together", "allowed: the 25"],
    ),
    "plan with an unknown beat": (
        edited("plans.yaml", lambda data: data["minutes-20"]["steps"]["bet"].update(beats=["cover/nope"])),
        ["plans.yaml", "minutes-20.steps.bet", "no beat 'cover/nope'"],
    ),
    "plan that goes to a beat twice": (
        edited("plans.yaml", lambda data: data["minutes-20"]["steps"]["bet"]["beats"].append("cover/bet")),
        ["plans.yaml", "minutes-20", "cover/bet", "twice"],
    ),
    "step without words": (
        edited("en/plans.yaml", lambda data: data["minutes-20"]["steps"].pop("bet")),
        ["plans.yaml", "minutes-20", "no words for bet"],
    ),
    "plan with an unknown claim": (
        edited("en/plans.yaml", lambda data: data["minutes-20"].update(board="Here. [S99]")),
        ["en/plans.yaml", "minutes-20", "no claim 'S99'"],
    ),
    # chapters.yaml
    "unknown activity": (
        edited("chapters.yaml", lambda data: block(data, "cover", "bet").update(activity="nope")),
        ["chapters.yaml", "cover.blocks.bet", "no activity 'nope'", "allowed:", "moments"],
    ),
    "awaits an unknown activity": (
        edited("chapters.yaml", lambda data: block(data, "logics", "reported").update(awaits="nope")),
        ["chapters.yaml", "logics.blocks.reported", "no activity 'nope'", "allowed:", "moments"],
    ),
    "unknown figure": (
        edited("chapters.yaml", lambda data: block(data, "logics", "tension").update(figure="nope")),
        ["chapters.yaml", "logics.blocks.tension", "no figure 'nope'", "allowed:", "tension_profile"],
    ),
    "figure block without its figure": (
        edited("chapters.yaml", lambda data: block(data, "logics", "tension").pop("figure")),
        ["chapters.yaml", "logics.blocks.tension", "needs figure"],
    ),
    "activity block without its level": (
        edited("chapters.yaml", lambda data: block(data, "cover", "bet").pop("level")),
        ["chapters.yaml", "cover.blocks.bet", "needs activity and level"],
    ),
    "unknown level of a block": (
        edited("chapters.yaml", lambda data: block(data, "cover", "bet").update(level="rumour")),
        ["chapters.yaml", "cover.blocks.bet.level", "'rumour'", "'imagined'"],
    ),
    "unknown kind of block": (
        edited("chapters.yaml", lambda data: block(data, "cover", "monday").update(kind="poem")),
        ["chapters.yaml", "cover.blocks.monday.kind", "'poem'", "'prose'"],
    ),
    "unknown field of a block": (
        edited("chapters.yaml", lambda data: block(data, "cover", "monday").update(colour="red")),
        ["chapters.yaml", "cover.blocks.monday.colour", "not permitted"],
    ),
    "block that is no block": (
        edited("chapters.yaml", lambda data: cover(data)["blocks"].append("monday")),
        ["chapters.yaml", "cover.blocks", "expected `key: value`", "'monday'"],
    ),
    "chapter that is no chapter": (
        edited("chapters.yaml", lambda data: data["chapters"].append("cover")),
        ["chapters.yaml", "chapters", "expected `key: value`", "'cover'"],
    ),
    "no list of chapters": (
        lambda copy: copy.write("chapters.yaml", "chapters: cover\n"),
        ["chapters.yaml", "chapters", "expected a list"],
    ),
    "chapter twice": (
        edited("chapters.yaml", lambda data: data["chapters"].append(cover(data))),
        ["chapters.yaml", "cover", "stands twice"],
    ),
    "minutes that are no number": (
        edited("chapters.yaml", lambda data: cover(data).update(minutes="long")),
        ["chapters.yaml", "cover.minutes", "integer", "'long'"],
    ),
    "unknown section": (
        edited("chapters.yaml", lambda data: cover(data).update(section="nowhere")),
        ["en/interface.yaml", "sections.nowhere", "missing"],
    ),
    "chapter without its question": (
        edited("chapters.yaml", lambda data: block(data, "cover", "question").update(kind="prose")),
        ["chapters.yaml", "cover", "{id: question, kind: question}"],
    ),
    # chapters/*.md
    "block without words": (
        replaced(COVER, "## monday\n", ""),
        [COVER, "no words for block monday", "`## monday`"],
    ),
    "prose that says nothing": (
        lambda copy: copy.write(
            CASE, re.sub(r"(?<=## where\n).*?(?=^## )", "\n", copy.text(CASE), flags=re.DOTALL | re.MULTILINE)
        ),
        ["case.blocks.where", "needs words"],
    ),
    "finding without a mark": (
        lambda copy: copy.write(LOGICS, re.sub(r"\[[SI][^\]]*\](?!\()", "", copy.text(LOGICS))),
        ["logics.blocks.reported", "at least one mark"],
    ),
    "words without a block": (appended(COVER, "\n## nope\n\nHere.\n"), [COVER, "## nope", "no such block"]),
    "words of a block twice": (appended(COVER, "\n## monday\n\nHere.\n"), [COVER, "## monday", "stands twice"]),
    "no title": (replaced(COVER, "# When", "When"), [COVER, "first line must be the title", "# ..."]),
    "words of a chapter that is not listed": (
        lambda copy: copy.write("en/chapters/nope.md", "# Nope\n"),
        ["en/chapters/nope.md", "no such chapter in content/chapters.yaml"],
    ),
    # study.yaml
    "words missing": (
        edited("en/study.yaml", lambda data: data["claims"].pop("S1")),
        ["en/study.yaml", "claims.S1", "words are missing"],
    ),
    "words without structure": (
        edited("en/study.yaml", lambda data: data["claims"].update(S77="Something.")),
        ["en/study.yaml", "claims.S77", "no such id in content/study.yaml"],
    ),
    "empty words": (
        edited("en/study.yaml", lambda data: data["claims"].update(S1="  ")),
        ["en/study.yaml", "S1.says", "at least 1 character"],
    ),
    "claim without fields": (
        edited("study.yaml", lambda data: data["claims"].update(S1=None)),
        ["study.yaml", "S1", "expected `key: value`"],
    ),
    "claims as a list": (
        edited("study.yaml", lambda data: data.update(claims=["S1"])),
        ["study.yaml", "claims", "expected `key: value`"],
    ),
    "no sentence": (
        edited("study.yaml", lambda data: data["claims"]["S1"].pop("locator")),
        ["study.yaml", "S1", "a locator", "{sentence: 1 to 9}"],
    ),
    "sentence that does not exist": (
        edited("study.yaml", lambda data: data["claims"]["S1"]["locator"].update(sentence=10)),
        ["study.yaml", "S1", "{sentence: 1 to 9}"],
    ),
    "no part of another source": (
        edited("study.yaml", lambda data: data["claims"]["B1"].pop("locator")),
        ["study.yaml", "B1", "a locator", "{part: whole-work"],
    ),
    "part that does not exist": (
        edited("study.yaml", lambda data: data["claims"]["C1"]["locator"].update(part="rumour")),
        ["study.yaml", "C1.locator.part", "'rumour'", "'news'"],
    ),
    "claim without a source": (
        edited("study.yaml", lambda data: data["claims"]["C1"].pop("source")),
        ["study.yaml", "C1", "needs a source"],
    ),
    "unknown source": (
        edited("study.yaml", lambda data: data["claims"]["S1"].update(source="nope")),
        ["study.yaml", "claims.S1.source", "no source 'nope'", "allowed:", "kersing2025"],
    ),
    "sentence without a kind": (
        edited("study.yaml", lambda data: data["claims"]["S1"].pop("kind")),
        ["study.yaml", "S1", "needs a kind", "context, gap"],
    ),
    "wrong level": (
        edited("study.yaml", lambda data: data["claims"]["S1"].update(level="rumour")),
        ["study.yaml", "S1.level", "'rumour'", "'abstract'", "'blank'"],
    ),
    "claim at the level of a reader's answer": (
        edited("study.yaml", lambda data: data["claims"]["S1"].update(level="yours")),
        ["study.yaml", "S1", "allowed: every other level"],
    ),
    "interpretation that starts from nothing": (
        edited("study.yaml", lambda data: data["claims"]["I-fork"].pop("starts_from")),
        ["study.yaml", "I-fork", "needs starts_from"],
    ),
    "interpretation that starts from the unknown": (
        edited("study.yaml", lambda data: data["claims"]["I-fork"].update(starts_from=["nope"])),
        ["study.yaml", "claims.I-fork.starts_from", "no claim 'nope'", "allowed:", "S1"],
    ),
    "unused claim of ours": (
        lambda copy: (
            copy.edit("study.yaml", lambda data: data["claims"].update({"I-new": {**data["claims"]["I-fork"]}})),
            copy.edit("en/study.yaml", lambda data: data["claims"].update({"I-new": "We read."})),
        ),
        ["study.yaml", "claims.I-new", "nothing uses it"],
    ),
    # sources and glossary
    "unused source": (
        edited("sources.yaml", lambda data: data.update(new={**data["lipsky1980"]})),
        ["sources.yaml", "new", "no claim cites it"],
    ),
    "source without a title": (
        edited("sources.yaml", lambda data: data["lipsky1980"].pop("title")),
        ["sources.yaml", "lipsky1980.title", "required"],
    ),
    "source without authors": (
        edited("sources.yaml", lambda data: data["lipsky1980"].update(author=[])),
        ["sources.yaml", "lipsky1980.author", "at least 1"],
    ),
    "author without a name": (
        edited("sources.yaml", lambda data: data["lipsky1980"].update(author=[{"given": "M."}])),
        ["sources.yaml", "lipsky1980.author.0", "family name or a literal one"],
    ),
    "unused term": (
        edited("en/glossary.yaml", lambda data: data.update(new={**data["logic"]})),
        ["en/glossary.yaml", "new", "no chapter links to it"],
    ),
    "term that rests on nothing": (
        edited("en/glossary.yaml", lambda data: data["logic"].update(claims=[])),
        ["en/glossary.yaml", "logic.claims", "at least 1"],
    ),
    "term that rests on an unknown claim": (
        edited("en/glossary.yaml", lambda data: data["logic"].update(claims=["nope"])),
        ["en/glossary.yaml", "logic.claims", "no claim 'nope'", "allowed:", "B4"],
    ),
    # activities
    "unused activity": (
        lambda copy: (
            copy.edit("activities.yaml", lambda data: data.update(new={**data["bet"]})),
            copy.edit("en/activities.yaml", lambda data: data.update(new={**data["bet"]})),
        ),
        ["activities.yaml", "new", "no block uses it"],
    ),
    "activity without words": (
        edited("en/activities.yaml", lambda data: data.pop("bet")),
        ["en/activities.yaml", "bet", "words are missing"],
    ),
    "activity without fields": (
        edited("activities.yaml", lambda data: data.update(bet=None)),
        ["activities.yaml", "bet", "expected `key: value`"],
    ),
    "unknown kind of activity": (
        edited("activities.yaml", lambda data: data["bet"].update(kind="quiz")),
        ["activities.yaml", "bet", "'quiz'", "'choice'"],
    ),
    "option without words": (
        edited("activities.yaml", lambda data: data["bet"]["options"].append("new")),
        ["activities.yaml", "bet", "options", "no words for new", "words exist for"],
    ),
    "words for an unknown option": (
        edited("en/activities.yaml", lambda data: data["bet"]["options"].update(new="A new one.")),
        ["activities.yaml", "bet", "words for unknown id new", "allowed:"],
    ),
    "moment without words for a reply": (
        edited("en/activities.yaml", lambda data: data["moments"]["moments"]["list"]["replies"].pop("resist")),
        ["activities.yaml", "moments", "moments.list.replies", "no words for resist"],
    ),
    "reason that leans nowhere": (
        edited("activities.yaml", lambda data: data["moments"]["reasons"].update(account="up")),
        ["activities.yaml", "moments.reasons.account", "'up'", "'either'"],
    ),
    "reply that is none": (
        edited("activities.yaml", lambda data: data["moments"].update(resists="nope")),
        ["activities.yaml", "moments", "nope is not a reply", "allowed:", "resist"],
    ),
    "activity that rests on an unknown claim": (
        edited("en/activities.yaml", lambda data: data["bet"].update(ask="Place it. [S99]")),
        ["activities.yaml", "bet", "no claim 'S99'", "allowed:", "S1"],
    ),
    # interface
    "level without its short name": (
        edited("en/interface.yaml", lambda data: data["levels"]["team"].pop("short")),
        ["en/interface.yaml", "levels.team.short", "missing"],
    ),
    "position of the switch without words": (
        edited("en/interface.yaml", lambda data: data["evidence"]["positions"].pop("published")),
        ["en/interface.yaml", "evidence.positions.published", "missing"],
    ),
    # files
    "key twice": (
        appended("en/study.yaml", "\n  S1: Once more.\n"),
        ["en/study.yaml", ", line", 'duplicate key "S1"'],
    ),
    "file that is a list": (
        lambda copy: copy.write("sources.yaml", "- lipsky1980\n"),
        ["sources.yaml", "expected `key: value`"],
    ),
    "character that YAML does not take": (
        appended("en/study.yaml", "\n  S0: A\x07b\n"),
        ["en/study.yaml", "unacceptable character #x0007"],
    ),
    "text that is not UTF-8": (
        lambda copy: (copy.root / COVER).write_bytes("# Té\n".encode("latin-1")),
        [COVER, "not UTF-8", "byte 3"],
    ),
}


def test_copy_is_sound_before_it_is_broken(copy: Copy) -> None:
    copy.load()


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_named(copy: Copy, name: str) -> None:
    broken, parts = MISTAKES[name]
    broken(copy)
    problems = copy.problems()
    assert any(all(part in problem for part in ["content/", *parts]) for problem in problems), problems


@pytest.mark.parametrize(
    "name",
    ["unknown claim in a mark", "wrong level", "key twice", "unknown figure", "text that is not UTF-8", "unused term"],
)
def test_one_mistake_is_one_line(copy: Copy, name: str) -> None:
    MISTAKES[name][0](copy)
    assert len(copy.problems()) == 1


def test_all_mistakes_are_named_at_once(copy: Copy) -> None:
    said("Here. [S98]")(copy)
    copy.say("logics", "desk", "There. [S99]")
    assert len(copy.problems()) == 2


def test_lines_are_those_of_the_file(copy: Copy) -> None:
    line = copy.say("logics", "logic", "Here. [S99]")
    assert [problem for problem in copy.problems() if f"{LOGICS}, line {line}: [S99]" in problem]


@pytest.mark.parametrize("bad", ["  S0: [open\n", "  S0: one: two\n", "\tS0: tab\n"])
def test_bad_yaml_names_its_line(copy: Copy, bad: str) -> None:
    text = copy.text("en/study.yaml").rstrip("\n") + "\n"
    copy.write("en/study.yaml", f"{text}{bad}")
    [problem] = copy.problems()
    line = re.match(r"content/en/study.yaml, line (\d+): ", problem)
    assert line, problem
    at = text.count("\n") + 1
    assert at <= int(line[1]) <= at + 1  # an open bracket shows at the end of the file


@pytest.mark.parametrize(
    "file",
    sorted(str(path.relative_to(CONTENT)) for path in (*CONTENT.glob("*.[my]*"), *(CONTENT / "en").rglob("*.[my]*"))),
)
def test_missing_file_is_named(copy: Copy, file: str) -> None:
    (copy.root / file).unlink()
    assert f"content/{file}: the file is missing" in copy.problems()


def test_translation_lacks_nothing_and_fills_every_place(copy: Copy) -> None:
    shutil.copytree(copy.root / "en", copy.root / "nl")
    assert copy.load("nl").language == "nl"

    def breaks(words: Any) -> None:
        words["figures"]["tension"].pop("axis")
        words["figures"]["lean"]["finding"]["all"] = "{leans}"
        words["chapter"]["minutes"]["one"] = "A minute"
        words["chapter"]["minutes"]["other"] = "{m} minutes"

    copy.edit("nl/interface.yaml", breaks)
    assert copy.problems("nl") == [
        "content/nl/interface.yaml: chapter.minutes.other: nothing fills {m}; allowed: {n}",
        "content/nl/interface.yaml: figures.tension.axis: words are missing",
        "content/nl/interface.yaml: figures.lean.finding.all: nothing fills {leans}; allowed: {lean}",
    ]


def test_missing_folder_names_the_files(copy: Copy) -> None:
    shutil.rmtree(copy.root)
    assert "content/study.yaml: the file is missing" in copy.problems()


def test_markup_in_words_is_shown_and_not_run(copy: Copy) -> None:
    evil = "<script>alert('evil')</script>"
    copy.say("cover", "monday", f"{evil}\n\nAnd <img src=x onerror=alert(1)> here. [S1]")
    copy.edit("en/study.yaml", lambda data: data["claims"].update(S1=evil))
    copy.edit("en/glossary.yaml", lambda data: data["dashboard"].update(means=evil))
    story = copy.load()
    chapter = story.chapter("cover")
    html = told(story, chapter, [block.id for block in chapter.blocks], Position.IDEAS)
    assert "<script" not in html
    assert "<img src=x" not in html
    assert html.count("&lt;script&gt;") >= 3


def test_story_is_sound_and_frozen(story: Story) -> None:
    assert story.chapters[0].slug == "cover"
    assert story.chapter("cover").path == "/"
    assert story.chapter("logics").path == "/logics"
    with pytest.raises(ValueError, match="frozen"):
        story.chapters[0].minutes = 3  # type: ignore[misc]


def test_chapters_know_their_neighbours_and_time(story: Story) -> None:
    way = [chapter for chapter in story.chapters if not chapter.beside]
    assert story.neighbours(way[0])[0] is None
    assert story.neighbours(way[-1])[1] is None
    for before, after in pairwise(way):
        assert story.neighbours(before)[1] is after
        assert story.neighbours(after)[0] is before
    for chapter in story.chapters:  # what stands beside the way leads back to it
        assert {*story.neighbours(chapter)} <= {*way, None}
    for section in story.sections.values():
        left = [story.minutes_left(chapter) for chapter in section]
        assert left[0] == sum(chapter.minutes for chapter in section)
        assert left[-1] == section[-1].minutes


def test_interface_words() -> None:
    words = Interface({"days": {"some": {"one": "{n} day", "other": "{n} days"}}})
    assert words("days.some", n=1) == "1 day"
    assert words("days.some", n=2) == "2 days"
    with pytest.raises(KeyError, match=r"no words for nothing\.here"):
        words("nothing.here")


def test_sources_are_named_as_in_a_text(story: Story) -> None:
    short = {name: source.short for name, source in story.sources.items()}
    assert short["lipsky1980"] == "Lipsky, 1980"
    assert short["bovens2002"] == "Bovens & Zouridis, 2002"
    assert short["kersing2025"] == "Kersing et al., 2025"
    assert short["boldcities-project"] == "Centre for BOLD Cities"


def test_claims_are_met_in_the_chapters(story: Story) -> None:
    met = {claim for chapter in story.chapters for claim in story.claims_of(chapter)}
    assert met <= set(story.claims)
    assert {"S6", "S7"} <= met


def test_every_answer_has_values(story: Story) -> None:
    assert parameters(story)
    assert all(parameter.name for parameter in parameters(story).values())


def test_a_bare_word_stays_a_word() -> None:
    """An older YAML makes a truth of `no` and a number of a time of day; a translation would trip over either."""
    assert read_yaml("no: yes\nat: 12:30\nn: 010\n") == {"no": "yes", "at": "12:30", "n": "010"}
