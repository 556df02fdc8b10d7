"""Tables below figures."""

from explainer.table import Table


def test_cells_are_escaped() -> None:
    html = Table(("who", "says"), (("<b>", 'a "word", & more'), ("x", "y"))).html()
    assert "<b>" not in html and "&lt;b&gt;" in html and "&amp; more" in html
    assert html.count("<tr>") == 3 and html.count('<th scope="col">') == 2
