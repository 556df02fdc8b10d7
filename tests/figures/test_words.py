"""Diagrams made of words: every one carries its marks, its words and a caption."""

import re

import pytest
from conftest import told

from explainer.content.activities import Comparison
from explainer.content.records import Story
from explainer.evidence import Position
from explainer.figures.registry import FIGURES, Form

# A picture has its words instead of a caption, and the legend is all words.
WITHOUT_CAPTION = {
    "doors": r'<h2>.*?<a class="to-chapter" href="\./\w+">',
    "plan": r'(?s)<article class="plan">.*?present=true.*?class="mark abstract".*?</article>',
    "to_hand_out": r'(?s)<ul class="to-hand-out">(<li><a href="\./[^"]+".*?</li>)+</ul>',
    "own_office": r'class="mark imagined"',  # a reader builds it
    "seven_marks": r'(<dt><span class="mark .*?){7}</dl>',
}
# Lists are all words, too; what stands in them is tested with the room they come from.
LISTS = {name for name, figure in FIGURES.items() if figure.form in (Form.SEARCH, Form.GUIDE, Form.REFERENCES)}


@pytest.mark.parametrize(
    "name", [name for name, figure in FIGURES.items() if figure.form not in (Form.CHART, Form.STAGE)]
)
def test_diagram_is_used_marked_and_captioned(story: Story, name: str) -> None:
    uses = [(chapter, block) for chapter in story.chapters for block in chapter.blocks if block.figure == name]
    assert uses
    for chapter, block in uses:
        html = told(story, chapter, [block.id], Position.IDEAS)
        if name in LISTS:
            assert re.search(r"<(ol|ul|dl|div|section)[^>]*>.{500,}", html, re.DOTALL), block.id
            continue
        if name in WITHOUT_CAPTION:
            assert re.search(WITHOUT_CAPTION[name], html), block.id
            continue
        captions = re.findall(r"<figcaption>(.*?)</figcaption>", html, re.DOTALL)
        assert 1 <= html.count("<figure") == html.count("</figure>") == len(captions), block.id
        assert all(re.sub(r"<[^>]+>", "", caption).strip() for caption in captions), block.id
        assert 'class="mark ' in html, block.id


def test_comparison_labels_every_cell_and_marks_it(story: Story) -> None:
    html = told(story, story.chapter("logics"), ["ideal-types"], Position.IDEAS)
    activity = story.activity("two-logics", Comparison)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', html, re.DOTALL)
    assert len(rows) == len(activity.rows)
    for _, cells in rows:
        labels = re.findall(r'<td class="\w+" data-label="([^"]+)">', cells)
        assert labels == [*activity.words.columns.values()]
        assert cells.count('class="mark ') >= len(labels)
