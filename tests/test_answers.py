"""What a reader may say: read back with care, written into a link, answered in words."""

import itertools
import re

import pytest

from explainer import answers as reading
from explainer.answers import (
    UNKNOWN,
    MomentAnswer,
    Parameter,
    answer_kind,
    in_words,
    moment_answers,
    parameters,
    profile_kinds,
    read_link,
    sound,
    write_link,
)
from explainer.content.activities import ANSWER_KINDS, PROFILE_KINDS, Board, Choice, Curve, Moments, Notes, Placement
from explainer.content.records import Story
from explainer.evidence import Position


@pytest.fixture
def moments(story: Story) -> Moments:
    return story.moments("moments")


# ── the table ─────────────────────────────────────────────────────────────────────────────────────


def generic(story: Story) -> dict[str, set[Parameter]]:
    """The parameters under the names the table gives them."""
    rows: dict[str, set[Parameter]] = {}
    for parameter in parameters(story).values():
        name, *rest = parameter.name.split(".")
        activity = story.activities.get(name)
        match activity:
            case Choice():
                row = "<choice>"
            case Moments():
                row = f"{name}.<id>.{rest[1]}"
            case Placement():
                row = f"{name}.<actor>"
            case Board():
                row = f"{name}.<row>.{rest[1]}"
            case Curve():
                row = "<curve>.<place>"
            case Notes():
                row = "<notes>.<field>"
            case None:
                row = f"{name}.<blank>"
            case _:
                row = parameter.name
        rows.setdefault(row, set()).add(parameter)
    return rows


def test_table_is_what_the_code_does(story: Story) -> None:
    table = re.findall(r"^\| (\S+) +\| (.+?) +\| (.+?) +\|$", reading.__doc__ or "", re.MULTILINE)[1:]
    rows = {name: (values, lives) for name, values, lives in table}
    found = generic(story)
    assert set(rows) == {reading.EVIDENCE, reading.LINK, reading.MODEL, *found}
    assert rows[reading.EVIDENCE][0] == ", ".join(Position)
    for name, parameters_of_row in found.items():
        lives = rows[name][1]
        assert "session and this browser" in lives
        for parameter in parameters_of_row:
            assert ("never in a link" in lives) == (parameter.longest is not None), name


def test_names_and_values_can_stand_in_an_address(story: Story) -> None:
    for name, parameter in parameters(story).items():
        assert re.fullmatch(r"[\w.-]+", name)
        assert all(re.fullmatch(r"[\w-]+", str(value)) for value in parameter.values), name


def test_moments_have_eleven_degrees_of_tension(story: Story) -> None:
    assert parameters(story)["moments.list.tension"].values == tuple(range(11))


# ── reading with care ─────────────────────────────────────────────────────────────────────────────


def test_sound_answers_pass(story: Story) -> None:
    given = {"bet": "within", "moments.list.reply": "resist", "moments.list.tension": 7}
    assert sound(given, parameters(story)) == (given, [])


def test_numbers_may_be_spelled(story: Story) -> None:
    assert sound({"moments.list.tension": "7"}, parameters(story)) == ({"moments.list.tension": 7}, [])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bet", "everything"),
        ("bet", None),
        ("bet", ["within"]),
        ("bet", {"within": 1}),
        ("moments.list.tension", 11),
        ("moments.list.tension", -1),
        ("moments.list.tension", 7.5),
        ("moments.list.tension", True),
        ("moments.nowhere.reply", "resist"),
        ("evidence", "abstract"),
        ("_forget", "true"),
    ],
)
def test_the_rest_is_passed_over_and_named(story: Story, name: str, value: object) -> None:
    answers, passed_over = sound({"bet": "within", name: value} if name != "bet" else {name: value}, parameters(story))
    assert name not in answers or answers[name] == "within"
    assert passed_over == [name if name in parameters(story) else UNKNOWN]


@pytest.mark.parametrize("given", [None, 3, "text", ["bet"], True])
def test_what_is_no_record_gives_no_answers(story: Story, given: object) -> None:
    answers, passed_over = sound(given, parameters(story))
    assert answers == {}
    assert len(passed_over) == 1


def test_own_words_have_a_longest(story: Story) -> None:
    parameter = Parameter("own", longest=5)
    assert parameter.read("12345") == "12345"
    assert [parameter.read(value) for value in ("123456", "", 5, None)] == [None] * 4


# ── in a link ─────────────────────────────────────────────────────────────────────────────────────


def test_link_reads_back_what_it_wrote(story: Story) -> None:
    allowed = parameters(story)
    for pick in (0, -1):
        answers = {name: parameter.values[pick] for name, parameter in allowed.items() if parameter.values}
        assert read_link(write_link(answers, allowed), allowed) == (answers, [])


def test_own_words_stay_out_of_links(story: Story) -> None:
    allowed = {"bet": parameters(story)["bet"], "own": Parameter("own", longest=20)}
    assert write_link({"bet": "within", "own": "secret"}, allowed) == "bet:within"
    answers, passed_over = read_link("bet:within~own:secret", allowed)
    assert answers == {"bet": "within"}
    assert passed_over == [UNKNOWN]


@pytest.mark.parametrize("text", ["", "~", "~~", "bet", "bet:", ":", "bet:within:more", "%00", "~" * 5000])
def test_odd_links_do_no_harm(story: Story, text: str) -> None:
    assert read_link(text, parameters(story))[0] == {}


def test_link_takes_what_it_knows(story: Story) -> None:
    answers, passed_over = read_link("bet:within~mood:good~moments.list.tension:12", parameters(story))
    assert answers == {"bet": "within"}
    assert passed_over == [UNKNOWN, "moments.list.tension"]


# ── the reply to what a reader felt ───────────────────────────────────────────────────────────────


def test_answers_to_moments_stand_in_their_order(moments: Moments) -> None:
    given = moment_answers(moments, "moments", {"moments.form.tension": 3, "moments.list.reply": "resist"})
    assert [answer.moment for answer in given] == list(moments.moments)
    assert given[0] == MomentAnswer("list", reply="resist")
    assert given[1] == MomentAnswer("form", tension=3)


def test_answer_to_a_moment(moments: Moments) -> None:
    """Every reply at every tension."""
    for reply, tension in itertools.product(moments.replies, moments.tension.values):
        did = {"follow": "went-along", "resist": "resisted"}.get(reply, "between")
        kind = answer_kind(moments, MomentAnswer("list", reply, None, tension))
        assert kind == f"{did}-{'high' if tension >= 6 else 'low'}"
        assert kind in moments.words.answer
    assert answer_kind(moments, MomentAnswer("list", reply="resist")) is None
    assert answer_kind(moments, MomentAnswer("list", tension=0)) is None


Kind = tuple[str | None, int | None]

PROFILES: list[tuple[list[Kind], tuple[str, ...]]] = [
    ([], ("none",)),
    ([("resist", None)], ("none",)),
    ([(None, 0)], ("calm", "ours")),
    ([(None, 5)], ("calm", "ours")),
    ([(None, 6)], ("torn", "ours")),
    ([(None, 10), (None, 0)], ("mixed", "ours")),
    ([("follow", 0)], ("calm", "paired", "ours")),
    ([("resist", 10)], ("torn", "paired", "ours")),
    ([("resist", 10), ("follow", 0)], ("mixed", "paired", "ours")),
    ([("follow", 10)], ("torn", "unpaired", "ours")),
    ([("resist", 0)], ("calm", "unpaired", "ours")),
    ([("combine", 10)], ("torn", "unpaired", "ours")),
    ([("resist", 10), ("apart", 10)], ("torn", "unpaired", "ours")),
    ([("resist", 10), (None, 2)], ("mixed", "paired", "ours")),
]


@pytest.mark.parametrize(("given", "kinds"), PROFILES)
def test_profile(moments: Moments, given: list[Kind], kinds: tuple[str, ...]) -> None:
    answers = [
        MomentAnswer(moment, reply, None, tension)
        for moment, (reply, tension) in zip(moments.moments, given, strict=False)
    ]
    assert profile_kinds(moments, answers) == kinds


def test_every_combination_has_words(moments: Moments) -> None:
    replies, tensions = [None, *moments.replies], [None, 0, 5, 6, 10]
    said = set()
    for first, second in itertools.product(itertools.product(replies, tensions), repeat=2):
        answers = [MomentAnswer("list", first[0], None, first[1]), MomentAnswer("form", second[0], None, second[1])]
        kinds = profile_kinds(moments, answers)
        assert kinds == ("none",) or kinds[-1] == "ours"
        said.update(kinds)
    assert said == set(PROFILE_KINDS) == set(moments.words.profile)
    assert set(moments.words.answer) == set(ANSWER_KINDS)


# ── for the reader's own eyes ─────────────────────────────────────────────────────────────────────


def test_every_answer_is_told_in_words(story: Story) -> None:
    assert in_words(story, {}) == []
    for parameter in parameters(story).values():
        value = parameter.values[0] if parameter.values else "<my words>"
        [(asked, told)] = in_words(story, {parameter.name: value})
        assert asked and told and (told != value or told == "<my words>"), parameter.name


def test_parts_of_one_answer_are_told_together(story: Story, moments: Moments) -> None:
    given = {"moments.list.tension": 7, "moments.list.reply": "apart", "placement.coach": "0-5", "bet": "levels"}
    told = dict(in_words(story, given))
    words = moments.words.moments["list"]
    assert told[words.title] == f"{words.replies['apart']} · 7/10"
    square = story.activity("placement", Placement).words
    assert square.x.low in told[square.ask] and square.middle.format(axis=square.y.name) in told[square.ask]
    bet = story.activity("bet", Choice).words
    assert told[bet.ask] == bet.options["levels"] and len(told) == 3
