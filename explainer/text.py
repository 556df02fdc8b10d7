"""A chapter as plain HTML, whole: for search engines, browsers without JavaScript, lost connections, and print.

It walks the same blocks as the page. What a reader would do there is told in words: the question, and what one
may answer.
"""

from collections.abc import Iterable
from functools import cache
from html import escape

from explainer.activities import Activity, Board, Choice, Comparison, Moments, Notes, Placement
from explainer.blocks import chapter_html
from explainer.content import Chapter, Story
from explainer.evidence import Position
from explainer.figures import CHARTS
from explainer.prose import words_html
from explainer.references import apa_html, explainer_itself
from explainer.settings import settings


@cache
def chapter_text(story: Story, chapter: Chapter) -> str:
    """Title, question and every block of a chapter, at the widest position of the honesty switch."""
    parts = [f"<h1>{escape(chapter.title)}</h1>", f'<p class="chapter-question">{escape(chapter.question)}</p>']
    for block in chapter.blocks:
        if block.kind == "question":
            continue
        parts.append(chapter_html(story, chapter, [block.id], Position.IDEAS))
        if block.kind == "activity" and block.activity:
            replies = chapter.section != "start"  # the bet is answered in a later chapter
            parts.append(activity_text(story, block.activity, f"{chapter.slug}-{block.id}", replies))
        if block.figure in CHARTS:
            parts.append(f"<p>{escape(story.words('figure.drawn_there'))}</p>")
    return "\n".join(parts)


@cache
def colophon_html(story: Story) -> str:
    """What this is about, how to cite it, by whom it is not, and what may be done with it."""
    sources = {"cite": story.sources["kersing2025"], "itself": explainer_itself(settings().address)}
    about = (f"{escape(story.words(f'footer.{line}'))} {apa_html(source)}" for line, source in sources.items())
    notes = (escape(story.words(f"footer.{line}")) for line in ("not", "licence"))
    return "".join(f"<p>{line}</p>" for line in (*about, *notes))


def activity_text(story: Story, name: str, id_prefix: str, replies: bool = True) -> str:
    """What a reader is asked and may answer, as text; with our replies, unless they come later."""
    activity: Activity = story.activities[name]
    match activity:
        case Choice():
            return _choice(story, activity, id_prefix, replies)
        case Moments():
            return _moments(activity)
        case Placement():
            words = activity.words
            axes = (f"{axis.low} – {axis.high}" for axis in (words.x, words.y))
            return f"<p>{escape(words.ask)}</p>{_list(words.actors.values())}{_list(axes)}"
        case Board():
            return "".join(
                f"<h3>{escape(row.name)}</h3><p>{escape(row.example)}</p><p>{escape(activity.words.ask_script)}</p>"
                f"{_list(row.scripts.values())}<p>{escape(activity.words.ask_enacted)}</p>"
                f"{_list(activity.words.enactments.values())}"
                for row in activity.words.rows.values()
            )
        case Notes():
            return "".join(f'<p class="to-fill">{escape(field)}</p>' for field in activity.words.fields.values())
        case Comparison():
            return ""  # a figure shows it


def _choice(story: Story, activity: Choice, id_prefix: str, replies: bool) -> str:
    items = []
    for option in activity.options:
        reply = activity.words.replies.get(option, "") if replies else ""
        html, _ = words_html(story, reply, f"{id_prefix}-{option}", Position.IDEAS)
        items.append(f"<li>{escape(activity.words.options[option])}{html}</li>")
    return f"<p>{escape(activity.words.ask)}</p><ul>{''.join(items)}</ul>"


def _moments(activity: Moments) -> str:
    words = activity.words
    scale = " ".join(map(str, activity.tension.values))
    parts = []
    for name in activity.moments:
        parts.append(moment_html(activity, name))
        parts.append(f"<p>{escape(words.ask_reply)}</p>{_list(words.moments[name].replies.values())}")
        parts.append(f"<p>{escape(words.ask_reason)} {escape(' · '.join(words.reasons.values()))}</p>")
        parts.append(f'<p>{escape(words.ask_tension)} {escape(words.tension_ends)}</p><p class="scale">{scale}</p>')
    return "".join(parts)


def moment_html(activity: Moments, name: str) -> str:
    """One moment, told in the terms of both logics."""
    words = activity.words
    at = activity.moments.index(name) + 1
    told = words.moments[name]
    tellings = "".join(
        f'<div class="telling {side}"><p class="who">{escape(getattr(words.lead, side))}</p>'
        f"<p>{escape(getattr(told, side))}</p></div>"
        for side in ("managerial", "professional")
    )
    return (
        f'<section class="moment" id="moment-{name}"><p class="label">'
        f"{escape(words.of.format(n=at, total=len(activity.moments)))}</p><h3>{escape(told.title)}</h3>"
        f'<p class="scene">{escape(told.scene)}</p><div class="tellings">{tellings}</div></section>'
    )


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
