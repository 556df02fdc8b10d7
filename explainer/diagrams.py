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
        f'<div class="side managerial"><p class="who">{words["managerial"]}</p><p>{words["managerial_claims"]}</p></div>'
        f'<p class="word"><span>{words["word"]}</span></p>'
        f'<div class="side professional"><p class="who">{words["professional"]}</p>'
        f"<p>{words['professional_claims']}</p></div>"
        "</div>"
        f"<figcaption>{words['finding']} {words['tension']} {mark}</figcaption>"
        "</figure>"
    )


def two_logics_compared(story: Story, activity: Activity | None, id_prefix: str) -> str:
    """Two ideal types, row by row, each row with the marks of the claims that carry it."""
    assert isinstance(activity, Comparison)
    words = activity.words
    head = "".join(
        f'<th scope="col" class="{side}">{escape(getattr(words.columns, side))}</th>'
        for side in ("managerial", "professional")
    )
    rows = []
    for name, row in activity.rows.items():
        cells = []
        for side, claims in (("managerial", row.managerial), ("professional", row.professional)):
            mark = mark_html(story, claims, f"{id_prefix}-{name}-{side}")
            label = escape(getattr(words.columns, side))
            cells.append(f'<td class="{side}" data-label="{label}">{escape(getattr(words.rows[name], side))} {mark}</td>')
        rows.append(f'<tr><th scope="row">{escape(words.rows[name].name)}</th>{"".join(cells)}</tr>')
    finding = escape(story.words("figures.two_logics.finding"))
    return (
        '<figure class="comparison"><table><thead><tr><td></td>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table><figcaption>{finding}</figcaption></figure>"
    )


Diagram = Callable[[Story, Activity | None, str], str]

DIAGRAMS: dict[str, Diagram] = {
    "claimed_from_both_sides": claimed_from_both_sides,
    "two_logics_compared": two_logics_compared,
}
"""Diagrams by the name a figure block uses."""
