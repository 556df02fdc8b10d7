"""What a reader may say: every parameter, its values and where it lives; and reading it back with care.

| parameter            | values                                  | lives in                                   |
|----------------------|-----------------------------------------|--------------------------------------------|
| evidence             | abstract, published, ideas              | address, on every page; bound by story.py   |
| answers              | the answers below, `name:value`, `~`    | address behind #, in a link one asks for   |
| model                | settings of the thought experiment      | address, once they are not the usual ones   |
| <choice>             | options of that activity                | session and this browser                   |
| moments.<id>.reply   | replies of the activity `moments`       | session and this browser                   |
| moments.<id>.reason  | reasons of the activity `moments`       | session and this browser                   |
| moments.<id>.tension | whole numbers of its scale              | session and this browser                   |
| placement.<actor>    | `x-y`, whole numbers up to its steps    | session and this browser                   |
| board.<row>.script   | scripts of that row                     | session and this browser                   |
| board.<row>.enacted  | enactments of the activity `board`      | session and this browser                   |
| board.<row>.own      | the reader's words, up to its longest   | session and this browser, never in a link  |
| <curve>.<place>      | whole numbers of its scale              | session and this browser                   |
| <notes>.<field>      | the reader's words, up to its longest   | session and this browser, never in a link  |
| page.<blank>         | a page of the article, in words         | session and this browser, never in a link  |

Answers are not written into the address by themselves: an address is shown on projectors, shared and logged.
`parameters()` is this table in code; a test keeps the two alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from explainer.content.activities import Board, Choice, Curve, Moments, Notes, Placement
from explainer.content.records import Claim, Story
from explainer.evidence import Level, Position

Answer = str | int
Answers = Mapping[str, Answer]
Kind = TypeVar("Kind", str, int)

EVIDENCE = "evidence"
LINK = "answers"
MODEL = "model"

UNKNOWN = "…"
"""Stands for the name of what we have no name for."""


@dataclass(frozen=True)
class Parameter:
    """A name and the values it may take, free of language; or, with `longest`, words of the reader's own."""

    name: str
    values: tuple[Answer, ...] = ()
    longest: int | None = None

    def read(self, value: object) -> Answer | None:
        """The allowed value that `value` spells, or None."""
        if self.longest is not None:
            return value if isinstance(value, str) and 0 < len(value) <= self.longest else None
        return next((allowed for allowed in self.values if str(allowed) == str(value)), None)


@dataclass(frozen=True)
class Reader:
    """For whom the story is shown: what the honesty switch lets through, and what was answered so far."""

    position: Position = Position.IDEAS
    answers: Answers = field(default_factory=dict)

    def answers_to(self, activity: str | None) -> dict[str, Answer]:
        """The answers to one activity, by parameter."""
        return {
            name: value for name, value in self.answers.items() if name == activity or name.startswith(f"{activity}.")
        }


NOBODY = Reader()
"""Who has answered nothing and hides nothing: for this reader print and the text without scripts are made."""


@dataclass(frozen=True)
class MomentAnswer:
    """What the reader said to one moment; None where nothing was said. `tension` is a whole number."""

    moment: str
    reply: str | None = None
    reason: str | None = None
    tension: int | None = None

    @property
    def given(self) -> bool:
        """Whether the reader has said anything to it."""
        return self != MomentAnswer(self.moment)


@cache
def parameters(story: Story) -> dict[str, Parameter]:
    """Every answer a reader can give, by name, in the order of the activities."""
    found: list[Parameter] = []
    for name, activity in story.activities.items():
        match activity:
            case Choice():
                found.append(Parameter(name, activity.options))
            case Moments():
                for moment in activity.moments:
                    found.append(Parameter(f"{name}.{moment}.reply", activity.replies))
                    found.append(Parameter(f"{name}.{moment}.reason", tuple(activity.reasons)))
                    found.append(Parameter(f"{name}.{moment}.tension", activity.tension.values))
            case Placement():
                found += [Parameter(f"{name}.{actor}", activity.places) for actor in activity.actors]
            case Board():
                for row, scripts in activity.rows.items():
                    found.append(Parameter(f"{name}.{row}.script", scripts))
                    found.append(Parameter(f"{name}.{row}.enacted", activity.enactments))
                    found.append(Parameter(f"{name}.{row}.own", longest=activity.longest))
            case Curve():
                found += [Parameter(f"{name}.{place}", activity.values) for place in activity.at]
            case Notes():
                found += [Parameter(f"{name}.{field}", longest=activity.longest) for field in activity.fields]
    found += [page_parameter(claim) for claim in story.claims.values() if claim.level is Level.BLANK]
    return {parameter.name: parameter for parameter in found}


def page_parameter(claim: Claim) -> Parameter:
    """Where in the article a reader found what the abstract leaves open."""
    return Parameter(f"page.{claim.id}", longest=40)


def sound(given: object, allowed: Mapping[str, Parameter]) -> tuple[dict[str, Answer], list[str]]:
    """(the answers that can be used, the names of what was passed over), from whatever a browser kept.

    Only names that we know are named: else a link could have the page say whatever who made it likes.
    """
    if not isinstance(given, Mapping):
        return {}, [UNKNOWN]
    answers, passed_over = {}, []
    for name, value in given.items():
        known = allowed.get(str(name))
        answer = known.read(value) if known else None
        if known is None or answer is None:
            passed_over.append(known.name if known else UNKNOWN)
        else:
            answers[known.name] = answer
    return answers, passed_over


def read_link(text: str, allowed: Mapping[str, Parameter]) -> tuple[dict[str, Answer], list[str]]:
    """The value of `answers` in an address -> (answers, what was passed over). Words of one's own do not travel."""
    pairs = [part.partition(":") for part in text.split("~") if part]
    can_travel = {name: parameter for name, parameter in allowed.items() if parameter.longest is None}
    return sound({name: value for name, _, value in pairs}, can_travel)


def write_link(answers: Answers, allowed: Mapping[str, Parameter]) -> str:
    """Answers -> the value of `answers` in an address, without words of one's own; read_link() reads it back."""
    return "~".join(f"{name}:{value}" for name, value in answers.items() if allowed[name].longest is None)


def given(answers: Answers, name: str, kind: type[Kind]) -> Kind | None:
    """The answer of this name; None where there is none of this kind."""
    value = answers.get(name)
    return value if isinstance(value, kind) else None


def moment_answers(activity: Moments, name: str, answers: Answers) -> tuple[MomentAnswer, ...]:
    """The answers to an activity of moments, one for each moment, in its order."""
    return tuple(
        MomentAnswer(
            moment=moment,
            reply=given(answers, f"{name}.{moment}.reply", str),
            reason=given(answers, f"{name}.{moment}.reason", str),
            tension=given(answers, f"{name}.{moment}.tension", int),
        )
        for moment in activity.moments
    )


def in_words(story: Story, answers: Answers) -> list[tuple[str, str]]:
    """(what was asked, what was answered) of every answer given, in the order of the activities."""
    said: list[tuple[str, str]] = []
    for name, activity in story.activities.items():
        match activity:
            case Choice(words=words):
                said.append((words.ask, words.options.get(str(answers.get(name)), "")))
            case Moments(words=words):
                for answer in moment_answers(activity, name, answers):
                    moment = words.moments[answer.moment]
                    felt = "" if answer.tension is None else f"{answer.tension}/{activity.tension.highest}"
                    parts = [moment.replies.get(answer.reply or ""), words.reasons.get(answer.reason or ""), felt]
                    said.append((moment.title, " · ".join(part for part in parts if part)))
            case Placement(words=words):
                places = ((actor, str(answers.get(f"{name}.{actor}", ""))) for actor in activity.actors)
                said.append((words.ask, " ".join(_placed(activity, actor, place) for actor, place in places if place)))
            case Board(words=words):
                for row in activity.rows:
                    script, own, enacted = (
                        answers.get(f"{name}.{row}.{part}") for part in ("script", "own", "enacted")
                    )
                    line = str(own or words.rows[row].scripts.get(str(script), ""))
                    played = words.enactments.get(str(enacted), "")
                    said.append((words.rows[row].name, " · ".join(part for part in (line, played) if part)))
            case Curve(words=words):
                drawn = ((at, answers.get(f"{name}.{at}")) for at in activity.at)
                points = (f"{words.point.format(at=at)}: {words.value.format(n=n)}" for at, n in drawn if n is not None)
                said.append((words.ask, " · ".join(points)))
            case Notes(words=words):
                said += [(words.fields[field], str(answers.get(f"{name}.{field}", ""))) for field in activity.fields]
    pages = (claim for claim in story.claims.values() if claim.level is Level.BLANK)
    said += [(claim.says, str(answers.get(page_parameter(claim).name, ""))) for claim in pages]
    return [(asked, answered) for asked, answered in said if answered]


def _placed(activity: Placement, actor: str, place: str) -> str:
    """Where an actor was put, in words."""
    words = activity.words
    ends = []
    for axis, at in zip((words.x, words.y), map(int, place.split("-")), strict=True):
        middle = words.middle.format(axis=axis.name)
        ends.append(middle if 2 * at == activity.steps else axis.low if 2 * at < activity.steps else axis.high)
    return words.placed.format(actor=words.actors[actor], x=ends[0], y=ends[1])


# ── the reply to what a reader felt ───────────────────────────────────────────────────────────────


def answer_kind(activity: Moments, answer: MomentAnswer) -> str | None:
    """Which words answer one moment (activities.ANSWER_KINDS), or None while reply or tension is missing."""
    if answer.reply is None or answer.tension is None:
        return None
    did = {activity.goes_along: "went-along", activity.resists: "resisted"}.get(answer.reply, "between")
    return f"{did}-{'high' if answer.tension >= activity.tension.high else 'low'}"


def profile_kinds(activity: Moments, answers: Iterable[MomentAnswer]) -> tuple[str, ...]:
    """Which words answer all moments together (activities.PROFILE_KINDS), in the order they are said."""
    answered = [answer for answer in answers if answer.tension is not None]
    if not answered:
        return ("none",)
    high = [answer.tension is not None and answer.tension >= activity.tension.high for answer in answered]
    felt = "torn" if all(high) else "mixed" if any(high) else "calm"
    replied = [kind for answer in answered if (kind := answer_kind(activity, answer))]
    if not replied:
        return (felt, "ours")
    paired = all(kind in ("went-along-low", "resisted-high") for kind in replied)
    return (felt, "paired" if paired else "unpaired", "ours")
