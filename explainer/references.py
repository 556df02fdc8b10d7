"""References to take along: sources as APA, BibTeX, RIS and CSL-JSON, and how to cite this explainer.

They stand in content/references.json as `make references` has set them; only the public address comes from a setting.
"""

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

from explainer.content.records import Source, Story
from explainer.settings import settings

FILE = "references.json"
"""Where references stand in the folder of content: for each source its fields, and its reference in every form."""

ITSELF = "when-the-dashboard-arrives"
AT_AN_ADDRESS = f"{ITSELF} at an address"
AN_ADDRESS = "https://public-address.invalid/"
"""Stands where the public address of the explainer comes, in its reference AT_AN_ADDRESS."""

Sources = tuple[Source, ...]


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    entries: dict[str, dict[str, Any]] = json.loads((settings().content / FILE).read_text(encoding="utf-8"))
    return entries


def not_set(story: Story) -> list[str]:
    """The ids of sources that have come or changed since the references were set."""
    there = (settings().content / FILE).is_file()
    told = {name: Source.model_validate(entry["source"]) for name, entry in _entries().items()} if there else {}
    return [name for name, source in story.sources.items() if told.get(name) != source]


@cache
def explainer_itself(public_address: str | None) -> Source:
    """This explainer as a source; with its address where one is set."""
    return Source.model_validate(_entries()[ITSELF]["source"]).model_copy(update={"URL": public_address})


def in_order(story: Story) -> Sources:
    """Every source, in the order of a list of references: by first author, then year."""

    def key(source: Source) -> tuple[str, int]:
        return ((source.author[0].family or source.author[0].literal or "").casefold(), source.issued or 0)

    return tuple(sorted(story.sources.values(), key=key))


def apa(sources: Sources) -> str:
    """One reference a line, as plain text."""
    return written("APA", sources)


def apa_html(source: Source) -> str:
    """One reference as HTML, its address a link."""
    return _reference(source, "html")


def _reference(source: Source, form: str) -> str:
    if source.id != ITSELF or not source.URL:
        return str(_entries()[source.id][form])
    address = escape(source.URL) if form == "html" else source.URL
    return str(_entries()[AT_AN_ADDRESS][form]).replace(AN_ADDRESS, address)


def csl_fields(source: Source) -> dict[str, Any]:
    """A source under the names of CSL-JSON."""
    fields = source.model_dump(exclude_none=True, exclude_defaults=True)
    fields = {name.replace("_", "-"): value for name, value in fields.items()}
    if source.issued:
        fields["issued"] = {"date-parts": [[source.issued]]}
    return fields


FORMATS = {
    "APA": ("txt", "text/plain"),
    "BibTeX": ("bib", "application/x-bibtex"),
    "RIS": ("ris", "application/x-research-info-systems"),
    "CSL-JSON": ("json", "application/vnd.citationstyles.csl+json"),
}
"""Formats by the name readers know: (ending of the file, media type)."""

_BETWEEN_AND_AFTER = {"APA": ("\n", ""), "BibTeX": ("\n\n\n", "\n"), "RIS": ("\n\n", "\n")}


@cache
def written(form: str, sources: Sources) -> str:
    """These sources in one of FORMATS."""
    if form == "CSL-JSON":
        return json.dumps([csl_fields(source) for source in sources], ensure_ascii=False, indent=2)
    between, after = _BETWEEN_AND_AFTER[form]
    return between.join(_reference(source, form) for source in sources).rstrip() + after
