"""What a reader may say: every parameter, its values and where it lives; and reading it back with care.

| parameter            | values                                  | lives in                                   |
|----------------------|-----------------------------------------|--------------------------------------------|
| evidence             | abstract, published, ideas              | address, on every page; bound by story.py   |
| answers              | the answers below, `name:value`, `~`    | address, only in a link the reader asks for |
| bet                  | options of the activity `bet`           | session and this browser                   |
| moments.<id>.reply   | replies of the activity `moments`       | session and this browser                   |
| moments.<id>.reason  | reasons of the activity `moments`       | session and this browser                   |
| moments.<id>.tension | whole numbers of its scale              | session and this browser                   |

Answers are not written into the address by themselves: an address is shown on projectors, shared and logged.
`parameters()` is this table in code; a test keeps the two alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from explainer.activities import Choice, Moments
from explainer.content import Story

Answer = str | int
Answers = Mapping[str, Answer]

EVIDENCE = "evidence"
LINK = "answers"


@dataclass(frozen=True)
class Parameter:
    """A name and the values it may take, free of language."""

    name: str
    values: tuple[Answer, ...]

    def read(self, value: object) -> Answer | None:
        """The allowed value that `value` spells, or None."""
        return next((allowed for allowed in self.values if str(allowed) == str(value)), None)


@dataclass(frozen=True)
class MomentAnswer:
    """What the reader said to one moment; None where nothing was said. `tension` is a whole number."""

    moment: str
    reply: str | None = None
    reason: str | None = None
    tension: int | None = None


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
    return {parameter.name: parameter for parameter in found}


def sound(given: object, allowed: Mapping[str, Parameter]) -> tuple[dict[str, Answer], list[str]]:
    """(the answers that can be used, the names of what was passed over), from whatever a browser kept."""
    if not isinstance(given, Mapping):
        return {}, [str(given)[:40]]
    answers, passed_over = {}, []
    for name, value in given.items():
        known = allowed.get(str(name))
        answer = known.read(value) if known else None
        if known is None or answer is None:
            passed_over.append(f"{name}={value}"[:60])
        else:
            answers[known.name] = answer
    return answers, passed_over


def read_link(text: str, allowed: Mapping[str, Parameter]) -> tuple[dict[str, Answer], list[str]]:
    """The value of `answers` in an address -> (answers, what was passed over)."""
    pairs = [part.partition(":") for part in text.split("~") if part]
    return sound({name: value for name, _, value in pairs}, allowed)


def write_link(answers: Answers) -> str:
    """Answers -> the value of `answers` in an address; read_link() reads it back."""
    return "~".join(f"{name}:{value}" for name, value in answers.items())


def moment_answers(activity: Moments, name: str, answers: Answers) -> tuple[MomentAnswer, ...]:
    """The answers to an activity of moments, one for each moment, in its order."""
    return tuple(
        MomentAnswer(
            moment=moment,
            reply=_text(answers.get(f"{name}.{moment}.reply")),
            reason=_text(answers.get(f"{name}.{moment}.reason")),
            tension=_number(answers.get(f"{name}.{moment}.tension")),
        )
        for moment in activity.moments
    )


def _text(value: Answer | None) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Answer | None) -> int | None:
    return value if isinstance(value, int) else None


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
