"""HTML from the templates in this folder: what is put into them is escaped, unless it is HTML already."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_FOLDER = Path(__file__).parent


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, **values: Any) -> str:
    """The template of this name with these values. A value of type Markup is HTML; every other is text."""
    return _environment().get_template(template).render(values).strip()


def fill_macro(template: str, name: str, *values: Any) -> str:
    """One macro of the template of this name with these values."""
    return str(getattr(_environment().get_template(template).module, name)(*values)).strip()


__all__ = ["Markup", "fill", "fill_macro"]
