"""References to take along: what reference managers read back is what content/sources.yaml says."""

import json
import re
import subprocess
import sys

import bibtexparser
import pytest
import rispy
from conftest import CONTENT, ROOT, Copy

from explainer.content.files import read_yaml
from explainer.content.records import Name, Source, Story
from explainer.references import FILE, FORMATS, apa, apa_html, explainer_itself, in_order, not_set, written
from exports import references as exported
from exports.references import apa_html as set_in_html
from exports.references import references


@pytest.fixture
def article(story: Story) -> Source:
    return story.sources["kersing2025"]


def test_article_in_apa(article: Source) -> None:
    assert apa((article,)) == (
        "Kersing, M. J., Oldenhof, L., Putters, K., & van Zoonen, L. (2025). Dashboard-driven change: Reshaping "
        "relational dynamics in professional frontline–screen-level networks. Journal of Professions and "
        "Organization, 12(3). https://research.vu.nl/en/publications/"
        "dashboard-driven-change-reshaping-relational-dynamics-in-professi/"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_no_doi_for_the_article(article: Source, form: str) -> None:
    assert "doi" not in written(form, (article,)).lower()
    assert "10." not in written(form, (article,))


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        (
            "akrich1992",
            "In W. E. Bijker & J. Law (Eds.), Shaping technology/building society (pp. 205–224). MIT Press.",
        ),
        ("kersing2022", "Data & Policy, 4. https://doi.org/10.1017/dap.2022.16"),
        ("boldcities-article", "(n.d.). New article: Dashboard-driven change. https://centre-for-bold-cities.nl/"),
    ],
)
def test_apa_of_other_kinds(story: Story, name: str, reads: str) -> None:
    assert reads in apa((story.sources[name],))


def test_every_source_has_every_word_in_apa(story: Story) -> None:
    for source in story.sources.values():
        text = apa((source,))
        assert source.title in text
        assert str(source.issued or "n.d.") in text
        assert (source.container_title or "") in text
        assert ".." not in text and "  " not in text


def test_apa_in_html_is_escaped_and_linked() -> None:
    source = Source(
        id="x",
        type="book",
        title="<b>Bold</b> & co",
        author=(Name(literal="A & B"),),
        URL="https://example.org/?a=1&b=2",
    )
    html = set_in_html(source)
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; co" in html
    assert "A &amp; B" in html
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="noopener">' in html


def test_bibtex_can_be_read_back(story: Story) -> None:
    library = bibtexparser.parse_string(written("BibTeX", in_order(story)))
    assert not library.failed_blocks
    assert {entry.key for entry in library.entries} == set(story.sources)
    article = library.entries_dict["kersing2025"].fields_dict
    assert article["author"].value.startswith("Kersing, Margaretha Johanna and Oldenhof, Lieke")
    assert article["title"].value.startswith("{Dashboard-driven change")  # braces keep the capitals
    assert library.entries_dict["akrich1992"].fields_dict["pages"].value == "205--224"
    assert library.entries_dict["kersing2022"].fields_dict["journal"].value == r"Data \& Policy"


def test_ris_can_be_read_back(story: Story) -> None:
    entries = {entry["id"]: entry for entry in rispy.loads(written("RIS", in_order(story)))}
    assert set(entries) == set(story.sources)
    assert entries["kersing2025"]["authors"][-1] == "van Zoonen, Liesbet"
    assert (entries["barley1986"]["start_page"], entries["barley1986"]["end_page"]) == ("78", "108")
    for name, source in story.sources.items():
        assert entries[name]["title"] == source.title
        assert entries[name].get("year", "") == str(source.issued or "")


def test_authors_left_out_are_others() -> None:
    source = Source(
        id="x", type="book", title="X", author=(Name(family="Grimm", given="V."), Name(literal="others")), issued=2020
    )
    assert source.short == "Grimm et al., 2020"
    assert "Grimm, V., et al. (2020)" in exported.apa(source)
    library = bibtexparser.parse_string(exported.bibtex(source))
    assert library.entries_dict["x"].fields_dict["author"].value == "Grimm, V. and others"
    assert rispy.loads(exported.ris(source))[0]["authors"] == ["Grimm, V."]


def test_csl_json_holds_every_field(story: Story) -> None:
    entries = {entry["id"]: entry for entry in json.loads(written("CSL-JSON", in_order(story)))}
    assert set(entries) == set(story.sources)
    assert entries["akrich1992"]["container-title"] == "Shaping technology/building society"
    assert entries["kersing2025"]["issued"] == {"date-parts": [[2025]]}


def test_references_stand_by_author_and_year(story: Story) -> None:
    names = [source.id for source in in_order(story)]
    assert names[0] == "abbott1988"
    assert names.index("barley1986") < names.index("barley1990")
    assert names.index("kersing2022") < names.index("kersing2025")


def test_references_are_set_from_the_sources_as_they_stand(story: Story) -> None:
    committed = json.loads((CONTENT / FILE).read_text(encoding="utf-8"))
    assert committed == references(story), "run `make references`"


def test_changed_source_is_told_until_its_reference_is_set_again(copy: Copy) -> None:
    assert not_set(copy.load()) == []
    copy.edit("sources.yaml", lambda data: data["lipsky1980"].update(title="Another title"))
    assert not_set(copy.load()) == ["lipsky1980"]


def test_explainer_cites_itself_from_its_citation_file() -> None:
    told = read_yaml((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    text = apa((explainer_itself(None),))
    assert told["title"] in text
    assert f"(Version {told['version']})" in text
    assert re.search(r"\(n\.d\.\)|\(\d{4}\)", text)


def test_explainer_is_cited_with_the_address_it_has() -> None:
    address = "https://example.org/a?b=1&c=2"
    itself = explainer_itself(address)
    assert apa((itself,)) == f"{apa((explainer_itself(None),))} {address}"
    assert apa_html(itself).count("https://example.org/a?b=1&amp;c=2") == 2  # where the link leads, and what it says
    for form in FORMATS:
        assert address in written(form, (itself,)) and "invalid" not in written(form, (itself,))


def test_libraries_that_set_references_are_not_needed_to_run() -> None:
    """They would be installed and loaded for every host, for 22 lines."""
    authoring = {"citeproc", "bibtexparser", "pylatexenc", "rispy", "lxml"}
    loaded = f"import sys, app; print(*sorted({authoring!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
