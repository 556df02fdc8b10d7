"""Where a statement comes from, in words: the same in prose, in the network, in tables and in files."""

from collections.abc import Iterable, Iterator

from explainer.content.records import Claim, Story
from explainer.evidence import Level


def place(story: Story, claim: Claim) -> str:
    """Where a claim stands in its source, as a line begins; nothing for what is ours."""
    locator = claim.locator
    if claim.level is Level.BLANK:
        key = "silent"
    else:
        key = "point" if locator.point else "sentence" if locator.sentence else locator.part or ""
    return story.words(f"locators.{key}", sentence=locator.sentence, point=locator.point) if key else ""


def lines(story: Story, claim: Claim) -> tuple[str, ...]:
    """Where a claim stands, with its source, and what it starts from: a line each."""
    stands = [f"{place(story, claim)} · {story.sources[claim.source].short}"] if claim.source else []
    return (*stands, *starting_from(story, claim.starts_from))


def starting_from(story: Story, claims: Iterable[str]) -> Iterator[str]:
    """What something starts from, as a line; none where it starts from nothing."""
    if names := "; ".join(dict.fromkeys(named(story, story.claims[claim]) for claim in claims)):
        yield story.words("locators.starts_from", claims=names)


def named(story: Story, claim: Claim) -> str:
    """A claim as it is called within a sentence: by its place in the abstract, by its source, or by its level."""
    if claim.locator.sentence:
        key = "point" if claim.locator.point else "sentence"
        return story.words(f"locators.within.{key}", sentence=claim.locator.sentence, point=claim.locator.point)
    return story.sources[claim.source].short if claim.source else story.words(f"levels.{claim.level}.short")


def rests_on(story: Story, claims: Iterable[str]) -> str:
    """What these claims rest on, in one line; of ours, what they start from."""
    claims = tuple(claims)
    origins = tuple(_origins(story, claims))
    if all(story.claims[name].source for name in claims):
        return "; ".join(dict.fromkeys(_standing(story, claim) for claim in origins))
    return ". ".join([story.words("locators.ours"), *starting_from(story, (claim.id for claim in origins))])


def _origins(story: Story, claims: Iterable[str]) -> Iterator[Claim]:
    for claim in (story.claims[name] for name in claims):
        if claim.source:
            yield claim
        else:
            yield from _origins(story, claim.starts_from)


def _standing(story: Story, claim: Claim) -> str:
    return place(story, claim) if claim.locator.sentence else named(story, claim)


def mark(story: Story, level: Level, claims: Iterable[str]) -> dict[str, object]:
    """An evidence mark as plain data: level, short, name, and the lines that open."""
    known = [story.claims[claim] for claim in claims]
    own = [claim for claim in known if claim.level is level]
    others = [origin.id for origin in _origins(story, (claim.id for claim in known if claim.level is not level))]
    told = [line for claim in own for line in (place(story, claim), claim.says) if line]
    numbers = ", ".join(str(claim.locator.sentence) for claim in own) if level is Level.ABSTRACT else ""
    return {
        "level": level.value,
        "short": f"{story.words(f'levels.{level}.short')} {numbers}".strip(),
        "name": story.words(f"levels.{level}.name"),
        "lines": [story.words(f"levels.{level}.explained"), *told, *starting_from(story, others)],
    }


def article(story: Story) -> str:
    """The article this is about, in one line of plain text."""
    about = story.sources["kersing2025"]
    return f"{story.network.words.view['cite']} {about.short}. {about.title}. {about.container_title}."
