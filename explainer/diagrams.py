"""Figures made of words in a layout, as HTML: they are read, copied and printed like any text."""

from collections.abc import Callable
from html import escape

from explainer.activities import Activity, Comparison
from explainer.content import Story
from explainer.prose import mark_html


def claimed_from_both_sides(story: Story, activity: Activity | None, id_prefix: str) -> str:
    """The word both logics claim, in the middle, with what S6 says of each side."""
    words = {key: escape(text) for key, text in story.words.entries["figures"]["fork"].items()}
    mark = mark_html(story, ["S6"], id_prefix)
    return (
        '<figure class="fork">'
        '<div class="fork-sides">'
        f'<div class="side managerial"><p class="who">{words["managerial"]}</p>'
        f"<p>{words['managerial_claims']}</p></div>"
        f'<p class="word"><span>{words["word"]}</span></p>'
        f'<div class="side professional"><p class="who">{words["professional"]}</p>'
        f"<p>{words['professional_claims']}</p></div>"
        "</div>"
        f"<figcaption>{words['finding']} {words['tension']} {mark}</figcaption>"
        "</figure>"
    )


def compared(story: Story, activity: Activity | None, id_prefix: str) -> str:
    """Columns side by side, row by row, each cell with the marks of the claims that carry it."""
    assert isinstance(activity, Comparison)
    words = activity.words
    head = "".join(f'<th scope="col" class="{column}">{escape(words.columns[column])}</th>' for column in activity.columns)
    rows = []
    for name, row in activity.rows.items():
        cells = []
        for column in activity.columns:
            mark = mark_html(story, row[column], f"{id_prefix}-{name}-{column}")
            label, text = escape(words.columns[column]), escape(words.rows[name].cells[column])
            cells.append(f'<td class="{column}" data-label="{label}">{text} {mark}</td>')
        rows.append(f'<tr><th scope="row">{escape(words.rows[name].name)}</th>{"".join(cells)}</tr>')
    return (
        '<figure class="comparison"><table><thead><tr><td></td>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table><figcaption>{escape(words.finding)}</figcaption></figure>"
    )


Diagram = Callable[[Story, Activity | None, str], str]

DIAGRAMS: dict[str, Diagram] = {
    "claimed_from_both_sides": claimed_from_both_sides,
    "compared": compared,
}
"""Diagrams by the name a figure block uses."""
