"""What only shows when everything is there: that whatever points at something finds it, and that nothing is unused."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from explainer.content.activities import Choice, texts
from explainer.content.grammar import BRACKET, BRACKETS_MEAN, LINK, marks_in
from explainer.content.records import Block, Chapter, Story, claims_of_activity
from explainer.evidence import Level, Position

ENDINGS = ("takeaway", "argue", "blank")
"""The kinds of block that a chapter of the story ends with."""

LineOf = Callable[[str, str], str]
"""(file, text in it) -> where it stands, as in `, line 3`; nothing where it does not."""


def problems(story: Story, line: LineOf) -> list[str]:
    """Every mistake, one line each: what points nowhere; if there is none, what is missing or stands unused."""
    return [*_pointing_nowhere(story, line)] or [*_left_over(story)]


def _pointing_nowhere(story: Story, line: LineOf) -> Iterator[str]:
    for chapter in story.chapters:
        for block in chapter.blocks:
            yield from _in_block(story, chapter, block, line)
    for claim in story.claims.values():
        where = f"content/study.yaml: claims.{claim.id}"
        if claim.source and claim.source not in story.sources:
            yield f"{where}.source: no source {claim.source!r}; {_allowed(story.sources)}"
        for origin in claim.starts_from:
            if origin not in story.claims:
                yield f"{where}.starts_from: no claim {origin!r}; {_allowed(story.claims)}"
    for term in story.terms.values():
        yield from _unknown_claims(story, term.claims, f"{story.language}/glossary.yaml: {term.id}.claims")
    yield from _unknown_claims(story, story.network.claims(), "network.yaml")
    for name, actor in story.network.actors.items():
        if actor.face and actor.face not in story.office.people:
            yield f"content/network.yaml: actors.{name}.face: no person {actor.face!r}; {_allowed(story.office.people)}"
    for name, activity in story.activities.items():
        yield from _unknown_claims(story, claims_of_activity(activity), f"activities.yaml: {name}")
    yield from _chosen_states(story)
    yield from _notes(story)
    yield from _plans(story)
    yield from _own_offices(story)


def _chosen_states(story: Story) -> Iterator[str]:
    """Where a state of the office shows a choice, each option leads to a state of its own."""
    for name, state in story.office.states.items():
        activity = story.activities.get(state.answers or "")
        for option in activity.options if isinstance(activity, Choice) else ():
            if f"{name}-{option}" not in story.office.states:
                yield f"content/office.yaml: states.{name}: {option} leads nowhere; name a state {name}-{option}"


def _notes(story: Story) -> Iterator[str]:
    file = f"content/{story.language}/notes.yaml"
    shown = {chapter.slug: {block.id: block for block in chapter.blocks} for chapter in story.chapters}
    for slug, notes in story.notes.items():
        if slug not in shown:
            yield f"{file}: {slug}: no such chapter; {_allowed(shown)}"
            continue
        for name, note in notes.items():
            if name not in shown[slug]:
                yield f"{file}: {slug}.{name}: no such beat; {_allowed(shown[slug])}"
            said = f"{note.say} {note.usually} {note.follow_up}"
            yield from _unknown_claims(story, marks_in(said), f"{story.language}/notes.yaml: {slug}.{name}")
    for chapter in story.chapters:
        for block in chapter.blocks:
            if _is_told(chapter, block) and not story.note(chapter.slug, block.id):
                yield f"{file}: {chapter.slug}.{block.id}: a note is missing: say, usually, follow_up"


def _is_told(chapter: Chapter, block: Block) -> bool:
    """Whether a block is a beat on the way through the story."""
    return chapter.section in ("start", "story") and block.medium != "print" and bool(block.words or block.activity)


def _plans(story: Story) -> Iterator[str]:
    beats = {f"{chapter.slug}/{block.id}" for chapter in story.chapters for block in chapter.blocks}
    for plan in story.plans.values():
        said = " ".join(texts(plan.words))
        yield from _unknown_claims(story, marks_in(said), f"{story.language}/plans.yaml: {plan.id}")
        for name, step in plan.steps.items():
            for beat in step.beats:
                where = f"content/plans.yaml: {plan.id}.steps.{name}"
                if beat not in beats:
                    yield f"{where}: no beat {beat!r} in content/chapters.yaml"
                elif not story.note(*beat.split("/")):
                    yield f"{where}: {beat}: a note is missing in content/{story.language}/notes.yaml"


def _own_offices(story: Story) -> Iterator[str]:
    """What a reader may build with is what the network has; its questions are those of the discussion."""
    own, network, file = story.own_offices, story.network, "content/own_office.yaml"
    for name, kind in own.tie_kinds.items():
        if name not in network.tie_kinds:
            yield f"{file}: tie-kinds.{name}: no such tie in content/network.yaml; {_allowed(network.tie_kinds)}"
        if kind.theme and kind.theme not in network.themes:
            yield f"{file}: tie-kinds.{name}.theme: no theme {kind.theme!r}; {_allowed(network.themes)}"
    for name, example in own.examples.items():
        if example.layer and example.layer not in network.layers:
            yield f"{file}: examples.{name}.layer: no layer {example.layer!r}; {_allowed(network.layers)}"
    blocks = [block.id for chapter in story.chapters if chapter.slug == "discussion" for block in chapter.blocks]
    for name, prompt in own.prompts.items():
        if prompt.block not in blocks:
            yield f"{file}: prompts.{name}.block: no block {prompt.block!r} in the discussion; {_allowed(blocks)}"


def _in_block(story: Story, chapter: Chapter, block: Block, line: LineOf) -> Iterator[str]:
    file, where = f"{story.language}/chapters/{chapter.slug}.md", f"{chapter.slug}.blocks.{block.id}"
    for claim in block.claims:
        if claim not in story.claims:
            told = f"[{claim}]: no such claim in content/study.yaml; {_allowed(sorted(story.claims))}"
            yield f"content/{file}{line(file, claim)}: {told}"
    for bracket in BRACKET.findall(block.words):
        if not any(meaning.match(bracket) for meaning in BRACKETS_MEAN):
            allowed = "[S1], [words](term:id), [words](chapter:slug), [words](https://...), \\["
            yield f"content/{file}{line(file, bracket)}: {bracket} is neither a mark nor a link; allowed: {allowed}"
    known = {"term": (story.terms, "in the glossary"), "chapter": ([c.slug for c in story.chapters], "in the list")}
    for scheme, target in LINK.findall(block.words):
        there, of_what = known[scheme]
        if target not in there:
            told = f"no {scheme} {target!r} {of_what}; {_allowed(there)}"
            yield f"content/{file}{line(file, f'{scheme}:{target}')}: {told}"
    for name in filter(None, (block.activity, block.awaits)):
        if name not in story.activities:
            yield f"content/chapters.yaml: {where}: no activity {name!r}; {_allowed(sorted(story.activities))}"
    if block.figure and block.figure not in story.figures:
        yield f"content/chapters.yaml: {where}: no figure {block.figure!r}; {_allowed(sorted(story.figures))}"


def _unknown_claims(story: Story, claims: Iterable[str], where: str) -> Iterator[str]:
    for claim in claims:
        if claim not in story.claims:
            yield f"content/{where}: no claim {claim!r}; {_allowed(story.claims)}"


def _endings(story: Story) -> Iterator[str]:
    """Each chapter of the story has one of each of what chapters end with."""
    for chapter in story.sections.get("story", ()):
        kinds = Counter[str](block.kind for block in chapter.blocks)
        for kind in ENDINGS:
            if (found := kinds[kind]) != 1:
                needed = f"a chapter of the story ends with one each of {', '.join(ENDINGS)}"
                yield f"content/chapters.yaml: {chapter.slug}.blocks: {found} blocks of kind {kind}; {needed}"


def _left_over(story: Story) -> Iterator[str]:
    yield from _endings(story)
    blocks = [block for chapter in story.chapters for block in chapter.blocks]
    cited = {claim.source for claim in story.claims.values()}
    yield from _unused("sources.yaml", story.sources, cited, "no claim cites it")
    linked = {target for block in blocks for scheme, target in LINK.findall(block.words) if scheme == "term"}
    yield from _unused(f"{story.language}/glossary.yaml", story.terms, linked, "no chapter links to it")
    done = {name for block in blocks for name in (block.activity, block.awaits)}
    yield from _unused("activities.yaml", story.activities, done, "no block uses it")
    used = {claim for chapter in story.chapters for claim in story.claims_of(chapter)}
    for claim in story.claims.values():
        if claim.level in (Level.INTERPRETATION, Level.IMAGINED) and claim.id not in used:
            yield f"content/study.yaml: claims.{claim.id}: ours, and nothing uses it; delete it"
    needed = [f"levels.{level}.{part}" for level in Level for part in ("name", "within", "short", "explained")]
    needed += [f"evidence.positions.{position}" for position in Position]
    needed += [f"sections.{section}" for section in story.sections]
    for key in needed:
        try:
            story.words(key)
        except KeyError:
            yield f"content/{story.language}/interface.yaml: {key}: words are missing"


def _unused(file: str, ids: Iterable[str], used: Iterable[str | None], why: str) -> Iterator[str]:
    for name in ids:
        if name not in used:
            yield f"content/{file}: {name}: {why}; delete it or use it"


def _allowed(names: Iterable[str]) -> str:
    return f"allowed: {', '.join(names)}"
