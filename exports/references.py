"""Sources set as references, into content/references.json, so that the explainer needs no library for it.

`make references`. APA comes from the style apa.csl (Citation Style Language project, CC BY-SA 3.0), unchanged.
"""

import json
import re
from html import escape
from pathlib import Path
from typing import Any

import rispy
from bibtexparser import Library, write_string  # type: ignore[attr-defined]  # public, but not marked so
from bibtexparser.model import Entry, Field
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pylatexenc.latexencode import unicode_to_latex

from explainer.checked import read
from explainer.content.files import read_yaml
from explainer.content.records import Name, Source, Story
from explainer.references import AN_ADDRESS, AT_AN_ADDRESS, FILE, csl_fields
from explainer.settings import settings

_HERE = Path(__file__).resolve().parent
_STYLE = CitationStylesStyle(str(_HERE / "apa.csl"), locale="en-US", validate=False)

_BIBTEX = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "webpage": "misc",
    "software": "misc",
}
_RIS = {"article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "webpage": "ELEC", "software": "COMP"}


def references(story: Story) -> dict[str, dict[str, Any]]:
    """What content/references.json says: for each source its own fields, and its reference in every form."""
    itself = explainer_itself()
    found = {source.id: _reference(source) for source in (*story.sources.values(), itself)}
    return found | {AT_AN_ADDRESS: _reference(itself.model_copy(update={"URL": AN_ADDRESS}))}


def explainer_itself() -> Source:
    """This explainer as a source, from CITATION.cff."""
    told = read_yaml((_HERE.parent / "CITATION.cff").read_text(encoding="utf-8"))
    released = told.get("date-released")
    return Source(
        id="when-the-dashboard-arrives",
        type="software",
        title=told["title"],
        author=tuple(Name(literal=author["name"]) for author in told["authors"]),
        issued=int(str(released)[:4]) if released else None,
        version=told["version"],
    )


def _reference(source: Source) -> dict[str, Any]:
    return {
        "source": source.model_dump(mode="json", exclude_defaults=True),
        "html": apa_html(source),
        "APA": apa(source),
        "BibTeX": bibtex(source),
        "RIS": ris(source),
    }


# ── APA ───────────────────────────────────────────────────────────────────────────────────────────


def apa(source: Source) -> str:
    """A reference as plain text, in one line."""
    return _apa(csl_fields(source), formatter.plain)


def apa_html(source: Source) -> str:
    """A reference as HTML, its address a link."""
    # The formatter escapes what it adds itself, and no more.
    html = _apa(_escaped(csl_fields(source)), formatter.html)
    return re.sub(r"https?://[^\s<]+", r'<a href="\g<0>" rel="noopener">\g<0></a>', html)


def _apa(fields: dict[str, Any], form: Any) -> str:
    bibliography = CitationStylesBibliography(_STYLE, CiteProcJSON([fields]), form)
    bibliography.register(Citation([CitationItem(fields["id"])]))
    text = str(bibliography.bibliography()[0])
    text = re.sub(r"(?:&amp;|&) others\b", "et al", text)
    text = re.sub(r"\((eds?\.)\)", lambda match: f"({match[1].capitalize()})", text)
    return text.replace("Retrieved http", "http")  # without a date of access, the word has nothing to say


def _escaped(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _escaped(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value


# ── for reference managers ────────────────────────────────────────────────────────────────────────


def bibtex(source: Source) -> str:
    """A BibTeX entry; the title keeps its capitals."""
    tex = unicode_to_latex
    container = "booktitle" if source.type == "chapter" else "journal"
    fields = {
        "title": f"{{{tex(source.title)}}}",
        "author": " and ".join(_bibtex_name(name) for name in source.author),
        "editor": " and ".join(_bibtex_name(name) for name in source.editor),
        "year": str(source.issued or ""),
        container: tex(source.container_title or ""),
        "volume": source.volume,
        "number": tex(source.issue or ""),
        "pages": (source.page or "").replace("–", "--"),
        "publisher": tex(source.publisher or ""),
        "version": source.version,
        "doi": source.DOI,
        "issn": source.ISSN,
        "url": source.URL,
    }
    entry = Entry(_BIBTEX[source.type], source.id, [Field(name, value) for name, value in fields.items() if value])
    return str(write_string(Library([entry]))).strip()


def _bibtex_name(name: Name) -> str:
    if name.literal:
        return "others" if name.literal == "others" else f"{{{unicode_to_latex(name.literal)}}}"
    return str(unicode_to_latex(f"{name.family}, {name.given}" if name.given else name.family))


class _Ris(rispy.RisWriter):  # type: ignore[misc]  # rispy ships no types
    """RIS without a number above each entry."""

    def set_header(self, count: int) -> str:
        return ""


def ris(source: Source) -> str:
    """A RIS entry."""
    start, _, end = (source.page or "").partition("–")
    fields = {
        "type_of_reference": _RIS[source.type],
        "id": source.id,
        "title": source.title,
        "authors": [_ris_name(name) for name in source.author if name.literal != "others"],  # RIS has no “et al.”
        "secondary_authors": [_ris_name(name) for name in source.editor],
        "year": str(source.issued or ""),
        "secondary_title": source.container_title,
        "volume": source.volume,
        "number": source.issue,
        "start_page": start,
        "end_page": end,
        "publisher": source.publisher,
        "edition": source.version,
        "doi": source.DOI,
        "issn": source.ISSN,
        "urls": [source.URL] if source.URL else [],
    }
    entry = {name: value for name, value in fields.items() if value}
    return str(rispy.dumps([entry], implementation=_Ris)).strip("\n")


def _ris_name(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.family, name.given) if part)


def main() -> None:
    told = references(read())
    target = settings().content / FILE
    target.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(told)} references in {target}")


if __name__ == "__main__":
    main()
