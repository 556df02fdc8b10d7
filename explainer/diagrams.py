"""Figures made of words in a layout, as HTML: they are read, copied and printed like any text."""

from collections.abc import Callable, Iterable, Mapping
from html import escape

from explainer.activities import Board, Comparison
from explainer.answers import Answers
from explainer.behind import claims_html, counted_html, questions_html, references_html, terms_html
from explainer.content import Claim, Story
from explainer.evidence import Level, Position
from explainer.network import Layer, sources, table
from explainer.network_svg import to_svg
from explainer.prose import level_mark_html, mark_html, words_html


def claimed_from_both_sides(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """The word both logics claim, in the middle, with what S6 says of each side."""
    told = story.words.entries["figures"]["fork"]
    words = {key: escape(str(text)) for key, text in told.items()}
    finding, _ = words_html(story, story.words("figures.fork.finding"), id_prefix, Position.IDEAS)
    rows = [(words[side], words[f"{side}_claims"]) for side in ("managerial", "professional")]
    return (
        '<figure class="fork">'
        '<div class="fork-sides">'
        f'<div class="side managerial"><p class="who">{words["managerial"]}</p>'
        f"<p>{words['managerial_claims']}</p></div>"
        f'<p class="word"><span>{words["word"]}</span></p>'
        f'<div class="side professional"><p class="who">{words["professional"]}</p>'
        f"<p>{words['professional_claims']}</p></div>"
        "</div>"
        f"<figcaption>{finding}</figcaption>{_as_table(story, told['columns'], rows)}"
        "</figure>"
    )


def _as_table(story: Story, columns: Mapping[str, str], rows: Iterable[Iterable[str]]) -> str:
    """The same as a table, for figures that are none; `columns` are the words of its head, `rows` hold HTML."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns.values())
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<details class="data-table"><summary>{escape(story.words("figure.table"))}</summary>'
        f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>'
    )


def compared(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """Columns side by side, row by row, each cell with the marks of the claims that carry it."""
    activity = story.activity(name, Comparison)
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


def cover_picture(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """The image of the cover, drawn for this explainer."""
    alt = escape(story.words("cover.image"))
    return f'<img class="cover-image" src="/app/static/cover.svg" width="720" height="260" alt="{alt}">'


def seven_marks(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """The evidence marks with what they mean."""
    words = story.words
    rows = "".join(
        f'<dt><span class="mark {level}"><span class="shape" aria-hidden="true"></span>'
        f"{escape(words(f'levels.{level}.name'))}</span></dt><dd>{escape(words(f'levels.{level}.explained'))}</dd>"
        for level in Level
    )
    return f'<dl class="legend">{rows}</dl>'


# ── the case ──────────────────────────────────────────────────────────────────────────────────────


def annotated_abstract(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """The nine sentences in our words, each typed, with the chapters that rest on it."""
    sentences: dict[int, list[Claim]] = {}
    rows = []
    for claim in story.claims.values():
        if claim.level is Level.ABSTRACT and claim.locator.sentence:
            sentences.setdefault(claim.locator.sentence, []).append(claim)
    items = []
    for claims in sentences.values():
        kind = escape(story.words(f"sentence_kinds.{claims[0].kind}"))
        rows += [(str(claim.locator.sentence), kind, escape(claim.says)) for claim in claims]
        says = "".join(
            f"<p>{escape(claim.says)} {mark_html(story, [claim.id], f'{id_prefix}-{claim.id}')}"
            f"{_used_in(story, claim)}</p>"
            for claim in claims
        )
        if claims[0].kind in ("finding", "conclusion"):  # the chapters ask before they tell
            says = f"<details><summary>{escape(story.words('figures.annotated.later'))}</summary>{says}</details>"
        items.append(f'<li><span class="kind">{kind}</span>{says}</li>')
    words = story.words.entries["figures"]["annotated"]
    return (
        f'<figure class="annotated"><ol>{"".join(items)}</ol><figcaption>{escape(words["finding"])}</figcaption>'
        f"{_as_table(story, words['columns'], rows)}</figure>"
    )


def _used_in(story: Story, claim: Claim) -> str:
    links = [
        f'<a class="to-chapter" href="{chapter.path}">{escape(chapter.title)}</a>'
        for chapter in story.chapters
        if claim.id in story.claims_of(chapter)
    ]
    return (
        f'<span class="used-in">{escape(story.words("figures.annotated.used"))} {", ".join(links)}</span>'
        if links
        else ""
    )


# ── scripts ───────────────────────────────────────────────────────────────────────────────────────


def script_board(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """Functions and roles in rows, intended beside enacted: what is reported, what is open, and the reader's lines."""
    activity = story.activity(name, Board)
    words = activity.words
    head = "".join(f'<th scope="col">{escape(words.columns[column])}</th>' for column in ("row", "intended", "enacted"))

    def cell(row: str, column: str, mine: str) -> str:
        mark = mark_html(story, activity.cells[column], f"{id_prefix}-{row}-{column}")
        yours = level_mark_html(story, Level.YOURS, f"{id_prefix}-{row}-{column}-yours")
        own = f'<p class="mine">{escape(mine)} {yours}</p>' if mine else f"<p>{escape(words.empty)}</p>"
        label = escape(words.columns[column])
        return f'<td data-label="{label}"><p>{escape(words.cells[column])} {mark}</p>{own}</td>'

    rows = []
    for row, scripts in activity.rows.items():
        own, script, enacted = (answers.get(f"{name}.{row}.{part}") for part in ("own", "script", "enacted"))
        intended = str(own) if own else words.rows[row].scripts[str(script)] if script in scripts else ""
        played = words.enactments[str(enacted)] if enacted in activity.enactments else ""
        which = mark_html(story, activity.which, f"{id_prefix}-{row}-which")
        rows.append(
            f'<tr><th scope="row">{escape(words.rows[row].name)} <p>{escape(words.which)} {which}</p></th>'
            f"{cell(row, 'intended', intended)}{cell(row, 'enacted', played)}</tr>"
        )
    finding = escape(story.words("figures.board.finding"))
    return (
        f'<figure class="board"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        f"<figcaption>{finding}</figcaption></figure>"
    )


# ── the division ──────────────────────────────────────────────────────────────────────────────────


def path_of_division(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """From the equation to the two themes, with two different objects of resistance; one path can be followed."""
    told = story.words.entries["figures"]["path"]
    words = {key: escape(str(text)) for key, text in told.items()}
    rows = []

    def step(key: str, claims: list[str], kind: str, path: str = "all") -> str:
        mark = mark_html(story, claims, f"{id_prefix}-{key}")
        rows.append((words[f"follow_{path}"], words[key], escape(sources(story, claims))))
        return f'<li class="step {kind}"><p>{words[key]} {mark}</p></li>'

    follow = "".join(
        f'<label><input type="radio" name="{id_prefix}-follow" class="follow-{path}"'
        f"{' checked' if path == 'all' else ''}>{words[f'follow_{path}']}</label>"
        for path in ("all", "tension", "none")
    )
    return (
        f'<figure class="path"><fieldset class="follow"><legend>{words["follow"]}</legend>{follow}</fieldset>'
        f'<ol class="steps">{step("equation", ["S6"], "both")}'
        f'<li class="fork"><ul class="branch none">{step("none", ["S7"], "felt", "none")}'
        f"{step('embraced', ['S7'], 'object', 'none')}</ul>"
        f'<ul class="branch tension">{step("tension", ["S6", "S7"], "felt", "tension")}'
        f"{step('resisted_dashboard', ['S6'], 'object', 'tension')}"
        f"{step('resisted_scripts', ['S7'], 'object', 'tension')}</ul></li>"
        f"{step('themes', ['S8'], 'both')}</ol>"
        f"<figcaption>{words['finding']}</figcaption>{_as_table(story, told['columns'], rows)}</figure>"
    )


def felt_and_done(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """Tension felt or not, scripts embraced or resisted: two cells reported, two open."""
    words = {key: escape(str(text)) for key, text in story.words.entries["figures"]["combinations"].items()}

    def cell(key: str, claim: str, column: str) -> str:
        kind = "open" if story.claims[claim].level is Level.BLANK else "reported"
        mark = mark_html(story, [claim], f"{id_prefix}-{key}")
        return f'<td class="{kind}" data-label="{words[column]}">{words[key]} {mark}</td>'

    return (
        '<figure class="comparison combinations"><table><thead><tr><td></td>'
        f'<th scope="col">{words["embraced"]}</th><th scope="col">{words["resisted"]}</th></tr></thead><tbody>'
        f'<tr><th scope="row">{words["none"]}</th>{cell("none_embraced", "S7", "embraced")}'
        f"{cell('none_resisted', 'Q-crossed', 'resisted')}</tr>"
        f'<tr><th scope="row">{words["tension"]}</th>{cell("tension_embraced", "Q-crossed", "embraced")}'
        f"{cell('tension_resisted', 'S7', 'resisted')}</tr></tbody></table>"
        f"<figcaption>{words['finding']}</figcaption></figure>"
    )


def network_reported(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """What the abstract lets one draw, and what one would have to ask to draw the rest."""
    return _drawn(story, [(Layer.ABSTRACT, 0), (Layer.UNKNOWN, 0)], id_prefix)


def network_imagined(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """The made-up office, before and after."""
    return _drawn(story, [(Layer.PROPOSED, 0), (Layer.PROPOSED, story.network.last_step)], id_prefix)


def network_named(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """Whom the abstract names, before it reports anything of them."""
    shown = story.network.views["network_named"]
    asked = " ".join(tie.says for id, tie in story.network.layer_ties(Layer.ABSTRACT).items() if shown.shows(id))
    return (
        f'<figure class="network">{to_svg(story, Layer.ABSTRACT, 0, "network_named")}'
        f"<figcaption>{escape(asked)} {level_mark_html(story, Level.BLANK, id_prefix)}</figcaption></figure>"
    )


def network_parting(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """The made-up office when people part."""
    return _drawn(story, [(Layer.PROPOSED, story.network.parting)], id_prefix, tables=False)


def _drawn(story: Story, drawings: list[tuple[Layer, int]], id_prefix: str, tables: bool = True) -> str:
    """Still drawings with their words. Where they are not the chapter's subject, a table of the ties is left out."""
    words = story.network.words
    parts = []
    for nth, (layer, step) in enumerate(drawings):
        mark = level_mark_html(story, story.network.layers[layer].level, f"{id_prefix}-{nth}")
        title, says = words.layers[layer].name, words.layers[layer].says
        if layer is Layer.PROPOSED:
            told = list(story.network.steps.values())[step].words
            title = f"{title}: {told.title}"
        caption = f"<strong>{escape(title)}.</strong> {escape(says)} {mark}"
        parts.append(f'<figure class="network">{to_svg(story, layer, step)}<figcaption>{caption}</figcaption></figure>')
    if not tables:
        return "".join(parts)
    columns = words.view["columns"]
    assert isinstance(columns, dict)
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in columns.values())
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(row[column])}</td>' for column in columns)}</tr>"
        for row in table(story, story.network, dict.fromkeys(layer for layer, _ in drawings))
    )
    data = f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'{"".join(parts)}<div class="wide">{data}</div>'


# ── behind the story: whole here; the page shows them by the position of the switch ───────────────


def claims_by_chapter(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """How many different claims each chapter rests on, by level."""
    return counted_html(story, Position.IDEAS)


def every_claim(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """Every claim with its mark, its place in a source and the chapters that use it."""
    return claims_html(story, Position.IDEAS)


def questions_for_the_article(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """What the abstract leaves open, with room for a page number."""
    return questions_html(story)


def list_of_references(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """Every source, as APA."""
    return references_html(story, Position.IDEAS)


def every_term(story: Story, name: str | None, answers: Answers, id_prefix: str) -> str:
    """The glossary."""
    return terms_html(story, Position.IDEAS)


Diagram = Callable[[Story, str | None, Answers, str], str]

DIAGRAMS: dict[str, Diagram] = {
    draw.__name__: draw
    for draw in (
        cover_picture,
        seven_marks,
        claimed_from_both_sides,
        compared,
        annotated_abstract,
        script_board,
        path_of_division,
        felt_and_done,
        network_reported,
        network_imagined,
        network_named,
        network_parting,
        claims_by_chapter,
        every_claim,
        questions_for_the_article,
        list_of_references,
        every_term,
    )
}
"""Diagrams by the name a figure block uses: (story, activity's name, the reader's answers, prefix of ids) -> HTML."""
