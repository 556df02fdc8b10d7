"""What a lecturer finds on a page of its own: plans for a class, and files to hand out and to change."""

from html import escape
from urllib.parse import urlencode

from explainer.content.records import Block, Chapter, Story
from explainer.content.teaching import Plan, Planned
from explainer.evidence import Position
from explainer.prose import words_html
from explainer.templates import Markup, fill

FILES = "./app/static/handout"
"""Where the files are that are made beforehand (`make handout`, `make slides`): a server has no browser."""


def sheet_file(story: Story) -> str:
    """The name of the sheet to hand out."""
    return f"sheet-{story.language}.pdf"


def slides_file(story: Story, plan: Plan) -> str:
    """The name of the slides of a plan."""
    return f"{plan.id}-{story.language}.pptx"


def card_file(story: Story, chapter: Chapter) -> str:
    """The name of the picture that links to a chapter show elsewhere."""
    return f"{chapter.slug}-{story.language}.png"


def plan(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """One plan on one page: what it is for, what to prepare, beat by beat, and what remains on the board."""
    told = story.plans[block.state or ""]

    def words(text: str, name: str) -> Markup:
        return Markup(words_html(story, text, f"{id_prefix}-{name}", position)[0])

    steps, since = [], 0
    for name, step in told.steps.items():
        beats = [beat for beat in told.beats if f"{beat.chapter}/{beat.id}" in step.beats]
        steps.append((name, told.words.steps[name], f"{since}–{since + step.minutes}", _named(story, told, beats)))
        since += step.minutes
    return fill(
        "plan.html",
        plan=told,
        steps=steps,
        first=address(story, told, told.beats[0]),
        name=story.words("teach.plan", minutes=told.minutes),
        label=story.words.entries["teach"]["parts"],
        told=words,
    )


def address(story: Story, plan: Plan, beat: Planned) -> str:
    """Where a beat of a plan is presented."""
    query = urlencode({"beat": beat.id, "present": "true", "plan": plan.id})
    return f"{story.chapter(beat.chapter).href}?{query}"


def _named(story: Story, plan: Plan, beats: list[Planned]) -> list[tuple[str, str]]:
    return [(story.title_of(beat.chapter, beat.id), address(story, plan, beat)) for beat in beats]


def to_hand_out(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """The sheet, the whole story for paper, its page with an exercise of one's own, and the slides of each plan."""
    words = story.words

    def item(name: str, href: str, download: str = " download", **values: object) -> str:
        label = escape(words(f"teach.files.{name}.label", **values))
        return f'<li><a href="{href}"{download}>{label}</a> {escape(words(f"teach.files.{name}.says"))}</li>'

    slides = (
        item("slides", f"{FILES}/{slides_file(story, plan)}", minutes=plan.minutes) for plan in story.plans.values()
    )
    paper = (
        item("sheet", f"{FILES}/{sheet_file(story)}"),
        item("whole", "./handout", ""),
        item("exercise", "./handout#own-exercise", ""),
    )
    return f'<ul class="to-hand-out">{"".join((*paper, *slides))}</ul>'
