"""The registry of figures: what a name in content/chapters.yaml stands for, wherever it is shown.

A new figure is one entry here. Nothing outside asks for a figure by its name; it asks what the figure has.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from explainer.answers import NOBODY, Answers, MomentAnswer, Reader, moment_answers
from explainer.content.records import Block, Carries, Story
from explainer.evidence import Position
from explainer.figures import charts, lists, teaching, words
from explainer.figures.charts import Chart
from explainer.figures.picture import Picture, still_html
from explainer.figures.the_bet import bet_pictures
from explainer.figures.the_map import map_picture
from explainer.figures.the_morning import morning_picture
from explainer.figures.the_office import office_picture

Draw = Callable[[Story, Block, Position, str], str]
"""(story, block, where the honesty switch stands, prefix of ids) -> the figure as HTML, still, with its words."""

DrawChart = Callable[[Story, Block, Reader], Chart]
DrawPicture = Callable[[Story, str, Answers], Picture]
Rows = list[tuple[str, ...]]


class Form(StrEnum):
    """What the page puts in the place of the still drawing, for a reader to work with."""

    STILL = "still"
    CHART = "chart"
    NETWORK = "network"
    SEARCH = "search"
    GUIDE = "guide"
    REFERENCES = "references"
    EXPERIMENT = "experiment"
    OWN_OFFICE = "own-office"
    STAGE = "stage"


@dataclass(frozen=True)
class Figure:
    """What one name stands for.

    `draw` is there for every figure: print and the text without scripts show it, and the page where the form is STILL.
    A chart has `chart` as well, a list that can be searched `search`, a list that can be taken along `rows`.
    `carries` are the claims it shows beyond those of its block's words and activity.
    """

    draw: Draw
    form: Form = Form.STILL
    chart: DrawChart | None = None
    search: Callable[[Story, Position], lists.Search] | None = None
    rows: Callable[[Story], Rows] | None = None
    carries: Carries = lambda story: ()
    picture: DrawPicture | None = None
    """A figure that is drawn on the stage: (story, state, answers) -> its picture."""
    states: Callable[[Story], Collection[str]] = lambda story: ()
    """The states it can be drawn in; a block names one."""
    wide: bool = False
    """Whether it needs the width of the page, so that no picture stands beside it."""

    @property
    def pictured(self) -> bool:
        """Whether a picture and its data can be taken along; a network has them among its own controls."""
        return self.rows is None and self.form in (Form.STILL, Form.CHART, Form.EXPERIMENT)


def _chart(draw: DrawChart) -> Figure:
    """A chart of what the reader answered; elsewhere than on the page nobody has answered anything yet."""
    return Figure(words.drawn_there, Form.CHART, chart=draw)


def _of_moments(draw: Callable[[Story, str, tuple[MomentAnswer, ...]], Chart]) -> DrawChart:
    """What a chart of moments is drawn from: the answers to the activity of its block."""

    def chart(story: Story, block: Block, reader: Reader) -> Chart:
        name = block.activity or ""
        return draw(story, name, moment_answers(story.moments(name), name, reader.answers))

    return chart


def _network(view: str, draw: Draw) -> Figure:
    """A view of the network, which moves in the page; elsewhere, `draw` stands for it."""

    def carries(story: Story) -> Iterable[str]:
        return story.network.claims_of_view(view) if view in story.network.views else ()

    return Figure(draw, Form.NETWORK, carries=carries, wide=True)


def _claims_of_terms(story: Story) -> Iterable[str]:
    return (claim for term in story.terms.values() for claim in term.claims)


def _on_the_stage(
    picture: DrawPicture, states: Callable[[Story], Collection[str]], carries: Carries = lambda story: ()
) -> Figure:
    """A drawn picture; elsewhere than on the page it stands below its words."""

    def still(story: Story, block: Block, position: Position, id_prefix: str) -> str:
        return still_html(picture(story, block.state or "", NOBODY.answers))

    return Figure(still, Form.STAGE, picture=picture, states=states, carries=carries)


def _claims_of_the_model(story: Story) -> Iterable[str]:
    return ("M-model", "B7", "B8", "B9")


def _experiment(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    from explainer.figures import experiment  # numpy is loaded where a run is asked for

    return experiment.still(story, block, position, id_prefix)


NETWORKS: Mapping[str, Draw] = {
    "network_reported": words.network_reported,
    "network_imagined": words.network_shown,
}
"""By the name of a view in content/network.yaml, what stands for it where nothing moves."""


FIGURES: Mapping[str, Figure] = {
    # pictures on the stage
    "office": _on_the_stage(office_picture, lambda story: story.office.states),
    "map": _on_the_stage(map_picture, lambda story: story.argument.states, lambda story: story.argument.claims()),
    "bet-pictures": _on_the_stage(bet_pictures, lambda story: ("bet",)),
    "morning": _on_the_stage(morning_picture, lambda story: story.office.morning.words.states),
    # pictures and tables made of words
    "doors": Figure(words.doors),
    "seven_marks": Figure(words.seven_marks),
    "compared": Figure(words.compared),
    "annotated_abstract": Figure(words.annotated_abstract),
    # for a class
    "plan": Figure(teaching.plan, states=lambda story: story.plans, wide=True),
    "to_hand_out": Figure(teaching.to_hand_out),
    "lenses": Figure(words.compared, wide=True),
    # charts
    "tension_profile": _chart(_of_moments(charts.tension_profile)),
    "lean_of_reasons": _chart(_of_moments(charts.lean_of_reasons)),
    # what a reader runs
    "thought_experiment": Figure(_experiment, Form.EXPERIMENT, carries=_claims_of_the_model, wide=True),
    # networks
    **{view: _network(view, draw) for view, draw in NETWORKS.items()},
    # what a reader builds
    "own_office": Figure(words.drawn_there, Form.OWN_OFFICE, carries=lambda story: ("M-places", "B7"), wide=True),
    # lists
    "claims_by_chapter": Figure(lists.claims_by_chapter),
    "every_claim": Figure(lists.every_claim, Form.SEARCH, search=lists.claims_search, rows=lists.rows_of_claims),
    "every_term": Figure(
        lists.every_term, Form.SEARCH, search=lists.terms_search, rows=lists.rows_of_terms, carries=_claims_of_terms
    ),
    "questions_for_the_article": Figure(lists.questions, Form.GUIDE, rows=lists.rows_of_questions),
    "list_of_references": Figure(lists.references, Form.REFERENCES),
}
"""Every figure by the name a block uses."""


def form_of(block: Block) -> Form | None:
    """The form of a block's figure; None where it has none."""
    return FIGURES[block.figure].form if block.figure else None


def claims_of_figures() -> dict[str, Carries]:
    """The names a block may use, each with the claims it carries: what the content is checked with."""
    return {name: figure.carries for name, figure in FIGURES.items()}


LISTS = [name for name, figure in FIGURES.items() if figure.rows]
"""The figures that are lists to take along."""


def list_as_csv(story: Story, name: str) -> str:
    """One of LISTS as comma-separated values."""
    rows = FIGURES[name].rows
    assert rows, f"{name} is not a list"
    return lists.list_csv(story, rows(story))


def unknown_views(story: Story) -> Iterable[str]:
    """Networks whose view the content does not have; one line each."""
    for view in NETWORKS:
        if view not in story.network.views:
            allowed = ", ".join(story.network.views)
            yield f"content/network.yaml: views: no view {view!r} for the figure {view}; allowed: {allowed}"


def unknown_states(story: Story) -> Iterable[str]:
    """Blocks that name a state their figure does not have, or none where it has some; one line each."""
    for chapter in story.chapters:
        for block in chapter.blocks:
            allowed = FIGURES[block.figure].states(story) if block.figure else ()
            if (block.state or allowed) and block.state not in allowed:
                told = f"{block.figure} has no state {block.state!r}; allowed: {', '.join(allowed) or 'none'}"
                yield f"content/chapters.yaml: {chapter.slug}.blocks.{block.id}.state: {told}"
