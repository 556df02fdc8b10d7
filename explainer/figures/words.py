"""Figures made of words in a layout, as HTML: they are read, copied and printed like any text."""

from html import escape

from explainer.content.activities import Comparison
from explainer.content.network import Layer
from explainer.content.records import Block, Claim, Story
from explainer.evidence import Level, Position
from explainer.figures.network.picture import to_svg
from explainer.figures.network.words import table
from explainer.prose import level_mark_html, mark_html
from explainer.table import Table


def compared(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """Columns side by side, row by row, each cell with the marks of the claims that carry it."""
    activity = story.activity(block.activity, Comparison)
    words = activity.words
    # Where every cell of a column rests on the same claims, its head carries the mark once.
    shared = {
        column: claims.pop()
        for column in activity.columns
        if len(claims := {row[column] for row in activity.rows.values()}) == 1
    }
    head = "".join(
        f'<th scope="col" class="{column}">{escape(words.columns[column])} '
        f"{mark_html(story, shared.get(column, ()), f'{id_prefix}-{column}')}</th>"
        for column in activity.columns
    )
    rows = []
    for row_id, row in activity.rows.items():
        cells = []
        for column in activity.columns:
            mark = "" if column in shared else mark_html(story, row[column], f"{id_prefix}-{row_id}-{column}")
            label, text = escape(words.columns[column]), escape(words.rows[row_id].cells[column])
            cells.append(f'<td class="{column}" data-label="{label}">{text} {mark}</td>')
        rows.append(f'<tr><th scope="row">{escape(words.rows[row_id].name)}</th>{"".join(cells)}</tr>')
    return (
        '<figure class="comparison"><table><thead><tr><td></td>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table><figcaption>{escape(words.finding)}</figcaption></figure>"
    )


# ── the cover ─────────────────────────────────────────────────────────────────────────────────────


def doors(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """The ways into the story: reading it, and teaching with it."""
    words, chapters = story.words, story.sections["story"]
    minutes = sum(chapter.minutes for chapter in chapters)
    ways = (
        ("read", chapters[0].href, words("doors.read.go", question=chapters[0].question)),
        ("teach", story.chapter("teach").href, words("doors.teach.go")),
    )
    return "".join(
        f"<h2>{escape(words(f'doors.{name}.title'))}</h2><p>{escape(words(f'doors.{name}.says', minutes=minutes))}</p>"
        f'<p><a class="to-chapter" href="{path}">{escape(go)}</a></p>'
        for name, path, go in ways
    )


def seven_marks(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """The evidence marks with what they mean."""
    words = story.words
    rows = "".join(
        f'<dt><span class="mark {level}"><span class="shape" aria-hidden="true"></span>'
        f"{escape(words(f'levels.{level}.name'))}</span></dt><dd>{escape(words(f'levels.{level}.explained'))}</dd>"
        for level in Level
    )
    summary = escape(words("levels_summary"))
    return f'<details class="legend-of"><summary>{summary}</summary><dl class="legend">{rows}</dl></details>'


# ── the abstract ───────────────────────────────────────────────────────────────────────────────────


def annotated_abstract(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """The nine sentences in our words, each typed, with the chapters that rest on it."""
    sentences: dict[int, list[Claim]] = {}
    rows = []
    for claim in story.claims.values():
        if claim.level is Level.ABSTRACT and claim.locator.sentence:
            sentences.setdefault(claim.locator.sentence, []).append(claim)
    items = []
    for claims in sentences.values():
        kind = story.words(f"sentence_kinds.{claims[0].kind}")
        rows += [(str(claim.locator.sentence), kind, claim.says) for claim in claims]
        says = "".join(
            f"<p>{escape(claim.says)} {mark_html(story, [claim.id], f'{id_prefix}-{claim.id}')}"
            f"{_used_in(story, claim)}</p>"
            for claim in claims
        )
        if claims[0].kind in ("finding", "conclusion"):  # the chapters ask before they tell
            says = f"<details><summary>{escape(story.words('figures.annotated.later'))}</summary>{says}</details>"
        items.append(f'<li><span class="kind">{escape(kind)}</span>{says}</li>')
    words = story.words.entries["figures"]["annotated"]
    told = Table(tuple(words["columns"].values()), tuple(rows))
    return (
        f'<figure class="annotated"><ol>{"".join(items)}</ol><figcaption>{escape(words["finding"])}</figcaption>'
        f"{told.folded(story.words('figure.table'))}</figure>"
    )


def _used_in(story: Story, claim: Claim) -> str:
    links = [
        f'<a class="to-chapter" href="{chapter.href}">{escape(chapter.title)}</a>'
        for chapter in story.chapters
        if claim.id in story.claims_of(chapter)
    ]
    return (
        f'<span class="used-in">{escape(story.words("figures.annotated.used"))} {", ".join(links)}</span>'
        if links
        else ""
    )


# ── the network ────────────────────────────────────────────────────────────────────────────────────


def network_reported(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """What the abstract lets one draw, and what one would have to ask to draw the rest."""
    return _drawn(story, str(block.figure), [(Layer.ABSTRACT, 0), (Layer.UNKNOWN, 0)], id_prefix)


def network_shown(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """Each layer of a view; the made-up office, which unfolds, at its first step and at its last."""
    view = str(block.figure)
    first_and_last = dict.fromkeys(story.network.step_numbers(view))
    layers = story.network.views[view].layers
    drawings = [(layer, step) for layer in layers for step in (first_and_last if layer is Layer.PROPOSED else (0,))]
    return _drawn(story, view, drawings, id_prefix)


def _drawn(story: Story, view: str, drawings: list[tuple[Layer, int]], id_prefix: str) -> str:
    """Still drawings of what a view shows with their words, and a table of the ties."""
    words = story.network.words
    parts = []
    for nth, (layer, step) in enumerate(drawings):
        mark = level_mark_html(story, story.network.layers[layer].level, f"{id_prefix}-{nth}")
        title, says = words.layers[layer].name, words.layers[layer].says
        if layer is Layer.PROPOSED:
            told = list(story.network.steps.values())[step].words
            title = f"{title}: {told.title}"
        caption = f"<strong>{escape(title)}.</strong> {escape(says)} {mark}"
        parts.append(
            f'<figure class="network">{to_svg(story, layer, step, view)}<figcaption>{caption}</figcaption></figure>'
        )
    columns = words.view["columns"]
    assert isinstance(columns, dict)
    ties = table(story, story.network, dict.fromkeys(layer for layer, _ in drawings))
    rows = tuple(tuple(tie[column] for column in columns) for tie in ties)
    return f'{"".join(parts)}<div class="wide">{Table(tuple(columns.values()), rows).html()}</div>'


def drawn_there(story: Story, block: Block, position: Position, id_prefix: str) -> str:
    """What stands in the place of a chart where nobody can have answered yet."""
    return f"<p>{escape(story.words('figure.drawn_there'))}</p>"
