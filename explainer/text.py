"""A chapter as plain HTML, whole: for search engines, browsers without JavaScript, lost connections, and print.

It walks the same blocks as the page. What a reader would do there is told in words: the question, and what one
may answer.
"""

from functools import cache
from html import escape

from explainer.blocks import blocks_html
from explainer.content.activities import Choice, Moments
from explainer.content.records import Chapter, Story
from explainer.evidence import Position
from explainer.prose import words_html
from explainer.references import apa_html, explainer_itself
from explainer.settings import settings
from explainer.templates import Markup, fill
from explainer.version import version


@cache
def chapter_text(story: Story, chapter: Chapter) -> str:
    """Title, question and every block of a chapter, at the widest position of the honesty switch."""
    parts = [f"<h1>{escape(chapter.title)}</h1>", f'<p class="chapter-question">{escape(chapter.question)}</p>']
    for block in chapter.blocks:
        if block.kind == "question" or block.medium == "page":
            continue
        parts.append(blocks_html(story, chapter, [block]))
        if block.kind == "activity" and block.activity:
            replies = story.is_answered_in(chapter, block.activity)
            parts.append(activity_text(story, block.activity, f"{chapter.slug}-{block.id}", replies))
    return "\n".join(parts)


@cache
def colophon_html(story: Story) -> str:
    """What this is about, how to cite it, by whom it is not, what may be done with it, and which version it is."""
    sources = {"cite": story.sources["kersing2025"], "itself": explainer_itself(settings().address)}
    about = (f"{escape(story.words(f'footer.{line}'))} {apa_html(source)}" for line, source in sources.items())
    notes = (escape(story.words(f"footer.{line}")) for line in ("not", "licence"))
    this = version()
    which = escape(
        story.words("footer.version", version=this.version, content=" ".join([this.commit, this.content]).strip())
    )
    return "".join(f"<p>{line}</p>" for line in (*about, *notes)) + f'<p class="version">{which}</p>'


def activity_text(story: Story, name: str, id_prefix: str, replies: bool = True) -> str:
    """What a reader is asked and may answer, as text; with our replies, unless they come later."""
    activity = story.activities[name]
    given: dict[str, dict[str, Markup]] = {"replies": {}, "moments": {}}
    match activity:
        case Choice():
            for option in activity.options:
                reply = activity.words.replies.get(option, "") if replies else ""
                html, _ = words_html(story, reply, f"{id_prefix}-{option}", Position.IDEAS)
                given["replies"][option] = Markup(html)
        case Moments():
            given["moments"] = {moment: Markup(moment_html(activity, moment)) for moment in activity.moments}
    return fill("activity.html", activity=activity, words=activity.words, **given)


def moment_html(activity: Moments, name: str, on_stage: bool = False) -> str:
    """One moment, told in the terms of both logics; on the stage two clouds say what is told."""
    words, at = activity.words, activity.moments.index(name) + 1
    of = words.of.format(n=at, total=len(activity.moments))
    return fill("moment.html", name=name, of=of, told=words.moments[name], lead=words.lead, on_stage=on_stage)
