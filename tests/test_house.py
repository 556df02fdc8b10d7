"""The rules of the house: who may know whom, what stands where, and that the README tells the truth."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from explainer.content.records import Story
from explainer.figures.charts import SERIES
from explainer.look import style_sheet
from explainer.settings import Settings

EXPLAINER, PAGES = ROOT / "explainer", ROOT / "pages"
CONTENT = sorted((EXPLAINER / "content").glob("*.py"))
FIGURES = sorted((EXPLAINER / "figures").glob("*.py"))
PLAIN = [
    *(path for path in sorted(EXPLAINER.glob("*.py")) if path.stem not in ("__init__", "story", "streamlit_private")),
    *CONTENT,
    *FIGURES,
    EXPLAINER / "templates" / "__init__.py",
]
UI = sorted((EXPLAINER / "ui").glob("*.py"))
DOOR = sorted((EXPLAINER / "door").glob("*.py"))
CHAPTERS = sorted(PAGES.glob("*.py"))
TEMPLATES = sorted((EXPLAINER / "templates").glob("*.html"))
STORY, APP = EXPLAINER / "story.py", ROOT / "app.py"
SOURCES = [*PLAIN, *UI, *DOOR, *CHAPTERS, STORY, APP]
EXPORTS = sorted((ROOT / "exports").glob("*.py"))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def everywhere(*paths: Path) -> pytest.MarkDecorator:
    assert paths
    return pytest.mark.parametrize("path", paths, ids=shown)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# ── who may know whom: import-linter (pyproject.toml); here is what it does not see ────────────────


def test_app_is_thin() -> None:
    text = APP.read_text(encoding="utf-8")
    assert not re.search(r"^(?:from|import) (?:explainer\.(?:ui|story)|pages)", text, re.MULTILINE)
    assert len(text.splitlines()) < 80


@everywhere(*CHAPTERS)
def test_page_opens_its_chapter_and_knows_the_ui_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^(?:from|import) +(\S+)", text, re.MULTILINE) == ["explainer.ui"]
    assert f'chapter.show("{path.stem}")' in text
    assert "__main__" not in text


@everywhere(*PLAIN, *DOOR)
def test_streamlits_cache_stays_in_the_ui(path: Path) -> None:
    assert "st.cache_" not in path.read_text(encoding="utf-8")


@everywhere(*SOURCES)
def test_no_module_is_longer_than_one_can_hold_in_mind(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


@everywhere(*(EXPLAINER / "static").rglob("*.js"))
def test_no_script_is_longer_than_one_can_hold_in_mind(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


# ── names and forms ───────────────────────────────────────────────────────────────────────────────


@everywhere(*EXPLAINER.glob("*.py"), *EXPLAINER.glob("*/__init__.py"))
def test_no_module_is_named_as_one_of_the_standard_library(path: Path) -> None:
    """explainer/ becomes the first place Python looks in when Streamlit runs story.py."""
    name = path.parent.name if path.stem == "__init__" else path.stem
    assert name not in sys.stdlib_module_names


@everywhere(*SOURCES)
def test_no_room_for_odds_and_ends(path: Path) -> None:
    assert path.stem not in ("utils", "util", "helpers", "helper", "common", "misc")


@everywhere(*SOURCES)
def test_module_opens_with_one_sentence(path: Path) -> None:
    text = ast.get_docstring(tree(path))
    assert text and text.split("\n")[0].strip()


def test_every_chapter_has_its_page_and_every_page_its_chapter(story: Story) -> None:
    assert {path.stem for path in CHAPTERS} == {chapter.slug for chapter in story.chapters}


# ── words and colours stand outside Python ────────────────────────────────────────────────────────


def leaves(entries: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """The dotted keys of interface.yaml; words with `one` and `other` are one entry."""
    for key, value in entries.items():
        if isinstance(value, Mapping) and set(value) != {"one", "other"}:
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


def texts(path: Path) -> tuple[set[str], set[str]]:
    """(constant strings, f-strings as patterns) of a file. A pattern begins with what is constant."""
    constants = {
        node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    patterns = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+" for part in node.values
            ]
            patterns.add("".join(parts))
    return constants, patterns


def keys_asked_for(path: Path) -> Iterator[str]:
    """The constant keys in words("...") and story.words("...")."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if called == "words" and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


@everywhere(*SOURCES)
def test_words_asked_for_exist(story: Story, path: Path) -> None:
    known = set(leaves(story.words.entries))
    assert [key for key in keys_asked_for(path) if key not in known] == []


def test_words_of_the_interface_are_used(story: Story) -> None:
    used = {f"{chapter.slug}.tabs.{block.tab}" for chapter in story.chapters for block in chapter.blocks if block.tab}
    patterns = set()
    for path in (*SOURCES, *EXPORTS):
        constants, of_file = texts(path)
        used |= constants
        patterns |= {pattern for pattern in of_file if re.match(r"\w+\\\.", pattern)}
        # entries["figures"]["annotated"]: all of a group, by its path
        for first, second in re.findall(r'entries\["(\w+)"\](?:\["(\w+)"\])?', path.read_text(encoding="utf-8")):
            used.add(f"{first}.{second}" if second else f"{first}.")
    for template in TEMPLATES:
        for key, goes_on in re.findall(r'words\("([\w.]+)"( ~)?', template.read_text(encoding="utf-8")):
            if goes_on:
                patterns.add(rf"{re.escape(key)}[\w-]+.*")
            else:
                used.add(key)

    def is_used(key: str) -> bool:
        parts = key.split(".")
        groups = {key, f"{parts[0]}."} | {".".join(parts[:n]) for n in range(2, len(parts) + 1)}
        return bool(groups & used) or any(re.fullmatch(pattern, key) for pattern in patterns)

    assert [key for key in leaves(story.words.entries) if not is_used(key)] == []


@everywhere(*SOURCES)
def test_no_colour_in_python(path: Path) -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl\(", path.read_text(encoding="utf-8")) == []


@everywhere(*SOURCES)
def test_no_word_is_bent_in_python(path: Path) -> None:
    """How a word is written within a sentence, and in the plural, is known to its language alone."""
    assert re.findall(r"\.(?:lower|capitalize|title|swapcase)\(\)", path.read_text(encoding="utf-8")) == []
    assert re.findall(r'lang="\w|["\']en["\']', path.read_text(encoding="utf-8").replace('] = "en"', "")) == []


# Rooms that check content/ and settings speak to whoever edits and starts it, and in English.
CHECKING = [*CONTENT, *(EXPLAINER / name for name in ("record.py", "settings.py", "checked.py", "door/start.py"))]


@everywhere(*(path for path in SOURCES if path not in CHECKING))
def test_no_prose_in_python(path: Path) -> None:
    """Sentences a reader sees stand in content/. Docstrings, assertions and the log may stay."""
    told = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Assert) or (
            isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("info", "warning", "exception")
        ):
            told |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            told.add(id(node.value))  # a docstring
    prose = [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in told
        and re.search(r"\b[A-Z]?[a-z]+ [a-z]+ [a-z]+ [a-z]+\b", re.sub(r"<[^>]*>?|[\w-]+=\"[^\"]*\"?", " ", node.value))
    ]
    assert prose == [], shown(path)


# ── the look ──────────────────────────────────────────────────────────────────────────────────────


def css_colours() -> dict[str, tuple[str, str]]:
    """The (light, dark) colours the style sheet names."""
    css = style_sheet()
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", css)
    return {name: (light.upper(), dark.upper()) for name, light, dark in found}


@pytest.mark.parametrize(("at", "theme"), [(0, "light"), (1, "dark")])
def test_theme_and_css_have_the_same_colours(at: int, theme: str) -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    css = {name: colours[at] for name, colours in css_colours().items()}
    assert css["page"] == config["backgroundColor"].upper()
    assert css["card"] == config["secondaryBackgroundColor"].upper()
    assert css["ink"] == config["textColor"].upper()
    assert contrast(config["borderColor"], config["backgroundColor"]) >= 3  # rings and pills are choices, not ornament
    series = dict(zip(SERIES, config["chartCategoricalColors"], strict=True))
    for name in ("professional", "managerial", "competition", "autonomy"):
        assert css[name] == series[name].upper(), name
    assert css["muted"] == series["either"].upper()
    assert css["ink"] == config["primaryColor"].upper() == config["linkColor"].upper()  # a logic's colour takes sides


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("at", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["page", "card"])
@pytest.mark.parametrize("ink", ["ink", "muted", "professional", "managerial", "competition", "autonomy"])
def test_text_can_be_read(ink: str, ground: str, at: int) -> None:
    """WCAG 2.2 AA: at least 4.5 to 1."""
    colours = css_colours()
    assert contrast(colours[ink][at], colours[ground][at]) >= 4.5


# ── the README tells the truth ────────────────────────────────────────────────────────────────────

README = ROOT / "README.md"


@cache
def readme() -> str:
    return README.read_text(encoding="utf-8")


def code_in_readme() -> list[str]:
    """What stands between backticks, and each line of a fenced block."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", readme(), re.DOTALL | re.MULTILINE)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", readme(), flags=re.DOTALL | re.MULTILINE))
    return [*inline, *(line for block in fenced for line in block.splitlines())]


def test_readme_names_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for code in code_in_readme() for name in re.findall(r"\bmake ([a-z]+)", code)}
    assert named, "the README says how to start"
    assert named <= targets


def test_readme_names_paths_that_exist() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    path = re.compile(r"(?<![\w/.:<>-])\.?[\w-]+(?:/[\w.-]+)*(?:/|\.(?:py|yaml|md|toml|css|svg|txt|cff|js))(?![\w<])")
    named = {found for code in code_in_readme() if "://" not in code for found in path.findall(code)}
    named = {name for name in named if name not in ignored}
    assert named, "the README says where things live"
    anywhere = [ROOT, ROOT / "explainer", ROOT / "content", ROOT / "content" / "en"]
    assert sorted(name for name in named if not any((place / name).exists() for place in anywhere)) == []


def test_readme_names_every_setting_with_what_is_allowed_and_no_other() -> None:
    settings = {f"EXPLAINER_{name.upper()}": field.title for name, field in Settings.model_fields.items()}
    assert set(re.findall(r"EXPLAINER_[A-Z_]*[A-Z]", readme())) == settings.keys()
    assert dict(re.findall(r"^\| `(EXPLAINER_\w+)` \| .* \| (.*) \| .* \|$", readme(), re.MULTILINE)) == settings


def test_readme_links_lead_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)[^)]*\)", readme()) if "://" not in target]
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_commands_of_python_in_readme_exist() -> None:
    named = {name for code in code_in_readme() for name in re.findall(r"python -m ([\w.]+)", code)}
    ours = {name for name in named if name.split(".")[0] in ("explainer", "bench")}
    assert [name for name in ours if not (ROOT / Path(*name.split("."))).with_suffix(".py").exists()] == []


def test_no_test_asks_a_page_to_evaluate_a_string() -> None:
    """Our Content-Security-Policy forbids it, and Playwright does it where it waits for a function."""
    waits = "wait_for_" + "function("
    tests = [path for path in (ROOT / "tests").rglob("*.py") if waits in path.read_text(encoding="utf-8")]
    assert tests == []


def test_cover_picture_says_nothing_of_what_came_of_it() -> None:
    """It is seen at every position of the switch, before anything is told: no line of it carries a theme or a side."""
    picture = (EXPLAINER / "static" / "cover.svg").read_text(encoding="utf-8")
    assert len(set(re.findall(r"#[0-9A-Fa-f]{6}", picture))) == 1
    assert "dash" not in picture
