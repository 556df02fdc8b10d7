"""Every setting, from the environment, checked. The door and the story share them."""

import os
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, HttpUrl, StringConstraints, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "EXPLAINER_"

_ORIGIN = r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d+)?"


class SettingsError(Exception):
    """A setting that is not allowed: its name, its value, and what is."""


class Settings(BaseSettings):
    """Read from variables that begin with EXPLAINER_, for example EXPLAINER_CONTENT. Raises ValidationError.

    `title` says what is allowed; the README and every message about a setting say it in the same words.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    content: Annotated[Path, Field(title="a folder")] = Path(__file__).resolve().parent.parent / "content"
    """The folder every word and claim is read from."""

    language: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"),
        Field(title="a language as browsers name it, such as nl or en-GB"),
    ] = "en"
    """The folder under content/ that the words come from."""

    public_address: Annotated[
        HttpUrl | None,
        Field(
            title="http:// or https:// and a name, such as https://story.example.org, and the base path if it has one"
        ),
    ] = None
    """Where readers reach the explainer, for links that leave it. Not set: links are relative."""

    report_address: Annotated[
        Annotated[str, StringConstraints(pattern=r"^(mailto:|https://).*\{block\}")] | None,
        Field(title="mailto: or https://, with {block} in it"),
    ] = None
    """Where readers report a mistake; {block} in it becomes the place. Not set: nothing of it is shown."""

    readers: Annotated[Annotated[int, Field(gt=0)] | None, Field(title="a whole number from 1")] = None
    """How many may read at a time. Not set: as many as open files and free memory allow."""

    embedded_by: Annotated[
        Annotated[str, StringConstraints(pattern=rf"^{_ORIGIN}( +{_ORIGIN})*$")] | None,
        Field(title="addresses without a path, a space between them, such as https://*.uni.example"),
    ] = None
    """Whose pages may show the explainer inside theirs. Not set: nobody's."""

    @field_validator("public_address")
    @classmethod
    def _is_where_the_cover_stands(cls, address: HttpUrl | None) -> HttpUrl | None:
        if address and (address.query or address.fragment):
            raise ValueError("Nothing may follow the path of the cover")
        return address

    @property
    def address(self) -> str | None:
        """The public address as text: that of the cover."""
        return f"{self.root}/" if self.root else None

    @property
    def root(self) -> str:
        """The same without a slash at its end; empty where none is set."""
        return str(self.public_address or "").rstrip("/")

    @property
    def origins(self) -> frozenset[str]:
        """The public address as a browser names where a page came from; none where none is set."""
        return frozenset({"/".join(self.root.split("/")[:3])} if self.root else ())


@cache
def settings() -> Settings:
    """The settings of this process. Raises SettingsError with every mistake in them, one a line."""
    known = {f"{PREFIX}{name}".upper(): field for name, field in Settings.model_fields.items()}
    wrong = [
        f"{name} is not a setting. There are {', '.join(known)}."
        for name in os.environ
        if name.startswith(PREFIX) and name not in known
    ]
    try:
        found = Settings()
    except ValidationError as error:
        for one in error.errors():
            name = f"{PREFIX}{one['loc'][0]}".upper()
            why = f" {one['ctx']['error']}." if one["type"] == "value_error" else ""
            wrong.append(f"{name}={os.environ.get(name, '')} is not allowed.{why} Allowed: {known[name].title}.")
    if wrong:
        raise SettingsError("\n".join(wrong))
    return found
