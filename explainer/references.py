"""References to take along: sources as APA, BibTeX, RIS and CSL-JSON, and how to cite this explainer.

APA comes from the style apa.csl (Citation Style Language project, CC BY-SA 3.0), unchanged.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import rispy
from bibtexparser import Library, write_string  # type: ignore[attr-defined]  # public, but not marked so
from bibtexparser.model import Entry, Field
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pylatexenc.latexencode import unicode_to_latex
from ruamel.yaml import YAML

from explainer.content import Name, Source, Story

_HERE = Path(__file__).resolve().parent

Sources = tuple[Source, ...]

_BIBTEX = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "webpage": "misc",
    "software": "misc",
}
_RIS = {"article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "webpage": "ELEC", "software": "COMP"}


@cache
def explainer_itself(public_address: str | None) -> Source:
    """This explainer as a source, from CITATION.cff; with its address where one is set."""
    told = YAML(typ="safe").load((_HERE.parent / "CITATION.cff").read_text(encoding="utf-8"))
    released = told.get("date-released")
    return Source(
        id="when-the-dashboard-arrives",
        type="software",
        title=told["title"],
        author=tuple(Name(literal=author["name"]) for author in told["authors"]),
        issued=int(str(released)[:4]) if released else None,
        version=told["version"],
        URL=public_address,
    )


def in_order(story: Story) -> Sources:
    """Every source, in the order of a list of references: by first author, then year."""

    def key(source: Source) -> tuple[str, int]:
        return ((source.author[0].family or source.author[0].literal or "").casefold(), source.issued or 0)

    return tuple(sorted(story.sources.values(), key=key))


# ── APA ───────────────────────────────────────────────────────────────────────────────────────────


def apa(sources: Sources) -> str:
    """One reference a line, as plain text."""
    return "\n".join(_apa(source, formatter.plain) for source in sources)


@cache
def apa_html(source: Source) -> str:
    """One reference as HTML, its address a link."""
    link = r'<a href="\g<0>" rel="noopener">\g<0></a>'
    return re.sub(r"https?://[^\s<]+", link, _apa(source, formatter.html))


@cache
def _apa(source: Source, form: Any) -> str:
    fields = _csl(source)
    if form is formatter.html:  # it escapes what it adds itself, and no more
        fields = _escaped(fields)
    bibliography = CitationStylesBibliography(_style(), CiteProcJSON([fields]), form)
    bibliography.register(Citation([CitationItem(source.id)]))
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


@cache
def _style() -> Any:
    return CitationStylesStyle(str(_HERE / "apa.csl"), locale="en-US", validate=False)


# ── files for reference managers ──────────────────────────────────────────────────────────────────


def csl_json(sources: Sources) -> str:
    """A CSL-JSON array."""
    return json.dumps([_csl(source) for source in sources], ensure_ascii=False, indent=2)


def _csl(source: Source) -> dict[str, Any]:
    fields = source.model_dump(exclude_none=True, exclude_defaults=True)
    fields = {name.replace("_", "-"): value for name, value in fields.items()}
    if source.issued:
        fields["issued"] = {"date-parts": [[source.issued]]}
    return fields


def bibtex(sources: Sources) -> str:
    """A BibTeX file; titles keep their capitals."""
    return str(write_string(Library([_bibtex_entry(source) for source in sources]))).strip() + "\n"


def _bibtex_entry(source: Source) -> Entry:
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
    return Entry(_BIBTEX[source.type], source.id, [Field(name, value) for name, value in fields.items() if value])


def _bibtex_name(name: Name) -> str:
    if name.literal:
        return "others" if name.literal == "others" else f"{{{unicode_to_latex(name.literal)}}}"
    return str(unicode_to_latex(f"{name.family}, {name.given}" if name.given else name.family))


class _Ris(rispy.RisWriter):  # type: ignore[misc]  # rispy ships no types
    """RIS without a number above each entry."""

    def set_header(self, count: int) -> str:
        return ""


def ris(sources: Sources) -> str:
    """A RIS file."""
    return str(rispy.dumps([_ris_entry(source) for source in sources], implementation=_Ris)).strip() + "\n"


def _ris_entry(source: Source) -> dict[str, Any]:
    start, _, end = (source.page or "").partition("–")
    entry = {
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
    return {name: value for name, value in entry.items() if value}


def _ris_name(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.family, name.given) if part)


FORMATS: dict[str, tuple[Callable[[Sources], str], str, str]] = {
    "APA": (apa, "txt", "text/plain"),
    "BibTeX": (bibtex, "bib", "application/x-bibtex"),
    "RIS": (ris, "ris", "application/x-research-info-systems"),
    "CSL-JSON": (csl_json, "json", "application/vnd.citationstyles.csl+json"),
}
"""Formats by the name readers know: (what writes it, ending of the file, media type)."""


@cache
def written(form: str, sources: Sources) -> str:
    """These sources in one of FORMATS."""
    return FORMATS[form][0](sources)
