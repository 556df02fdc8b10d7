"""A small table of words, as it stands below a figure. Files are written by pandas, which takes 80 MB."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Table:
    """Rows of cells under the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """The table as HTML; every cell is escaped."""
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self.rows)
        return f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def folded(self, summary: str, kind: str = "") -> str:
        """The same behind a line of words that opens it; `kind` is a class for its look."""
        looks = f"data-table {kind}".rstrip()
        return f'<details class="{looks}"><summary>{escape(summary)}</summary>{self.html()}</details>'
